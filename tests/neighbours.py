"""Neighbours that must not learn of each other: marked businesses of three offices at four places.

Beside the small world: `diskop` guides in the same regency as `disperin`, so a place alone decides
nothing. Every marked business has a position, numbers and words found nowhere else.
"""

import io
import re
import zipfile
from datetime import date
from html import unescape
from typing import NamedTuple

from binaan.access.models import Assignment, Office, User
from binaan.intake.models import Batch, ListedKey, Source, SourceVersion
from binaan.kit.models import StoredFile
from binaan.registry.actions.claiming import register
from binaan.registry.finding import syncing
from binaan.registry.models import Business
from binaan.registry.snapshot import making
from tests import secrets
from tests.world import FIRMS, LISTED, SINCE, World


class Marked(NamedTuple):
    """`office` None: nobody guides it, so everybody at the place sees it."""

    key: str
    place: str
    office: str | None
    nik: str
    nib: str
    phone: str
    lon: float
    lat: float

    @property
    def name(self) -> str:
        return f"Zamrud {self.key.title()}"

    @property
    def owner(self) -> str:
        return f"Zulaikha{self.key} Permana"

    @property
    def product(self) -> str:
        return f"Ziarum {self.key}wangi"

    @property
    def sales(self) -> str:
        return f"7{self.nib[-8:]}"


MARKED = (
    Marked("alfa", "32.16.06.1001", "disperin", "3216064101800011", "9120101010101",
           "+6281190010001", 107.0511, -6.2611),
    Marked("beta", "32.16.07.1001", "disperin", "3216074202810012", "9120202020202",
           "+6281190020002", 107.0922, -6.2422),
    Marked("gama", "32.16.06.2004", "diskop", "3216064303820013", "9120303030303",
           "+6281190030003", 107.0533, -6.2633),
    Marked("delta", "32.75.01.1002", "diskopukm", "3275014404830014", "9120404040404",
           "+6281190040004", 107.0144, -6.2544),
    Marked("epsilon", "32.16.06.1001", None, "3216064505840015", "9120505050505",
           "+6281190050005", 107.0555, -6.2655),
)  # fmt: skip
BORN = {"alfa": "1980-01-21", "beta": "1981-02-22", "gama": "1982-03-23", "delta": "1983-04-24",
        "epsilon": "1984-05-25"}  # fmt: skip
# Who asks: role, place, office; the marked ones and the number of all businesses they see.
PEOPLE = {
    "operator": ("kecamatan_operator", "32.16.06", "disperin", {"alfa", "epsilon"}, 4),
    "enumerator": ("enumerator", "32.16.07", "disperin", {"beta"}, 3),
    "kepala": ("section_head", "32.16", "disperin", {"alfa", "beta", "epsilon"}, 7),
    "sebelah": ("section_head", "32.16", "diskop", {"gama", "epsilon"}, 2),
    "kota": ("section_head", "32.75", "diskopukm", {"delta"}, 2),
    "auditor": ("auditor", "32.16", "", {"alfa", "beta", "gama", "epsilon"}, 8),
    "provinsi": ("upper_reader", "32", "", set(), 0),
    "rangkap": ("section_head", "32.16", "disperin", {"alfa", "beta", "epsilon"}, 7),
    "tanpa": ("", "", "", set(), 0),
}
EVERYBODY = tuple(PEOPLE)
# Another kecamatan, another office of the same regency, names here and figures of all the province.
NARROW = ("operator", "sebelah", "rangkap")
NAMELESS = ("provinsi", "tanpa")


class Neighbours:
    """`see[name]`: keys of the marked businesses this person may see; `count[name]`: of all."""

    def __init__(self):
        self.world = World()
        self.offices = self.world.offices
        self.offices["diskop"] = Office.objects.create(
            key="diskop", name="Dinas Zirkon Kabupaten Bekasi", place_id="32.16"
        )
        self.people = {name: self._person(name) for name in PEOPLE}
        self.see = {name: one[3] for name, one in PEOPLE.items()}
        self.count = {name: one[4] for name, one in PEOPLE.items()}
        self.businesses = {one.key: self._listed(one) for one in MARKED}
        self.sources = {
            office: self._list(office, place, key)
            for office, place, key in (
                ("disperin", "32.16", "beta"), ("diskop", "32.16", "gama"),
                ("diskopukm", "32.75", "delta"),
            )
        }  # fmt: skip

    def user(self, name: str) -> User:
        """Read anew: what he holds is kept on the object."""
        return User.objects.get(pk=self.people[name].pk)

    def client(self, name: str):
        return self.world.client(self.user(name))

    def foreign(self, name: str) -> list[Marked]:
        return [one for one in MARKED if one.key not in self.see[name]]

    def marks(self, one: Marked) -> set[str]:
        """What betrays this business wherever it stands, also masked or in a machine's answer."""
        business = self.businesses[one.key]
        words = {
            one.name, one.owner, one.product, one.nib, str(business.pk), business.pk.hex,
            f"U-{business.number:06d}", one.nik[:6] + "••••••" + one.nik[-4:], f"{one.lon}",
            f"{one.lat}", f"•• {one.phone[-4:]}",
        }  # fmt: skip
        return words | {word.lower() for word in words}

    def secrets(self, one: Marked) -> set[str]:
        """Its personal values, in full."""
        born = date.fromisoformat(BORN[one.key])
        return {one.nik, one.phone[3:], one.sales, born.isoformat(), born.strftime("%d-%m-%Y")}

    def index_and_copy(self) -> None:
        syncing.rebuild()
        making.make()

    def _person(self, name: str) -> User:
        role, place, office, *_rest = PEOPLE[name]
        user = User.objects.create(username=f"orang-{name}", name=f"Orang {name.title()}")
        if role:
            self._hold(user, role, place, office)
        if name == "rangkap":
            self._hold(user, "upper_reader", "32", "")
        return user

    def _hold(self, user, role, place, office) -> None:
        Assignment.objects.create(
            user=user, role=role, place_id=place, office=self.offices.get(office), valid_from=SINCE
        )

    def _listed(self, one: Marked) -> Business:
        staff = self.world.user("section_staff", place=one.place[:5])
        if one.office == "diskop":
            staff = self.people["sebelah"]
        business = register(
            said={
                "name": one.name, "owner_name": one.owner, "place": one.place, "nik": one.nik,
                "nib": one.nib, "phone": one.phone, "birth_date": BORN[one.key],
                "sales_low": one.sales, "sales_high": one.sales, "sales_year": 2024,
                "product": one.product, "group": "pangan", "status": "running", "workers": 3,
                "address": f"Gang {one.key.title()} Zafir 9",
            },
            as_of=LISTED, office=self.offices[one.office] if one.office else None, by=staff,
            reason="Daftar binaan 2024",
        )  # fmt: skip
        Business.objects.filter(pk=business.pk).update(lon=one.lon, lat=one.lat)
        return business

    def _list(self, office: str, place: str, key: str) -> Source:
        """A list of this office, applied, that names one marked business."""
        source = Source.objects.create(
            kind="usaha", name=f"Daftar Zakar {office}", office=self.offices[office], place_id=place
        )
        version = SourceVersion.objects.create(source=source, as_of=LISTED)
        name = f"zakar-{office}.xlsx"
        file = StoredFile.objects.create(sha256=f"{len(office):064}", name=name, size=1)
        batch = Batch.objects.create(
            version=version, file=file, file_name=name, place_id=place, mapping_hash="",
            state="applied", by="tester", rows=1,
        )  # fmt: skip
        ListedKey.objects.create(
            source=source, key="1", hash=1, record_id=self.businesses[key].pk, batch=batch,
            ordinal=1,
        )  # fmt: skip
        return source


def text_of(response) -> str:
    """What an answer says, whatever it is packed in."""
    body = b"".join(response) if response.streaming else response.content
    if body.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(body)) as book:
            body = b"\n".join(book.read(name) for name in book.namelist())
    where = response.headers.get("Location", "")
    return unescape(body.decode("utf-8", errors="replace")) + where


def personal_in(near: Neighbours, text: str) -> set[str]:
    """Personal values anybody's, in full."""
    squeezed = re.sub(r"(?<=\d)[ .,\u00a0\u202f-](?=\d)", "", text)
    known = set().union(*(near.secrets(one) for one in MARKED))
    return {one for one in known if one in text or one in squeezed} | secrets.found_in(text)


WORLD_NAMES = {
    "operator": {f.name for f in FIRMS if f.place.startswith("32.16.06")},
    "enumerator": {f.name for f in FIRMS if f.place.startswith("32.16.07")},
    "kepala": {f.name for f in FIRMS if f.office == "disperin"},
    "sebelah": set(),
    "kota": {f.name for f in FIRMS if f.office == "diskopukm"},
    "auditor": {f.name for f in FIRMS if f.place.startswith("32.16")},
    "provinsi": set(),
    "rangkap": {f.name for f in FIRMS if f.office == "disperin"},
    "tanpa": set(),
}


def seen_by(near, name: str, addresses, *, most: int = 0) -> dict:
    """What each address says to this person that is not his to know: foreign rows, personal values."""
    client, leaks, opened = near.client(name), {}, 0
    for address in addresses:
        response = client.get(address, HTTP_HX_REQUEST="true") if "#" in address else client.get(
            address
        )  # fmt: skip
        assert response.status_code < 500, address
        opened += response.status_code == 200
        if found := betrayed(near, name, text_of(response), said=address):
            leaks[address] = found
    assert opened >= most, (name, opened)
    return leaks


def betrayed(near, name: str, text: str, said: str = "", *, personal: bool = False) -> set[str]:
    """Marks of foreign businesses in a text, without what the asker said himself."""
    lower, said = text.lower(), said.lower()
    marks = {mark.lower() for one in near.foreign(name) for mark in near.marks(one)}
    found = {mark for mark in marks if mark in lower and mark not in said}
    foreign = {one for names in WORLD_NAMES.values() for one in names} - WORLD_NAMES[name]
    found |= {one for one in foreign if one in text and one.lower() not in said}
    return found | (set() if personal else personal_in(near, text) - {said})
