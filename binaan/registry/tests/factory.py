"""A small register made row by row, without the import, for tests of figures and pages.

Kabupaten Bekasi (32.16) with Tambun Selatan and Cibitung, Kota Bekasi (32.75) with Bekasi Timur.
"""

from datetime import UTC, date, datetime

from binaan.access.models import Assignment, Office, User
from binaan.intake.models import Batch, Problem, Row, Source, SourceVersion
from binaan.kit.models import StoredFile
from binaan.places.models import IndustryGroup, Place
from binaan.places.rules import name_key
from binaan.registry.models import Business, Claim, Condition, Guidance, Owner, Role

PLACES = (
    ("00", "Indonesia", "country", "negara", None),
    ("32", "Jawa Barat", "province", "provinsi", "00"),
    ("32.16", "Kabupaten Bekasi", "regency", "kabupaten", "32"),
    ("32.16.06", "Tambun Selatan", "district", "kecamatan", "32.16"),
    ("32.16.06.2001", "Setiadarma", "village", "desa", "32.16.06"),
    ("32.16.07", "Cibitung", "district", "kecamatan", "32.16"),
    ("32.16.07.2001", "Wanasari", "village", "desa", "32.16.07"),
    ("32.75", "Kota Bekasi", "regency", "kota", "32"),
    ("32.75.01", "Bekasi Timur", "district", "kecamatan", "32.75"),
    ("32.75.01.1001", "Margahayu", "village", "kelurahan", "32.75.01"),
)
OFFICES = (
    ("disperin", "Dinas Perindustrian Kabupaten Bekasi", "32.16"),
    ("diskopukm", "Dinas Koperasi dan UKM Kota Bekasi", "32.75"),
)
GROUPS = (("pangan", "Makanan dan minuman", 1), ("kayu_furnitur", "Kayu dan furnitur", 2))
START = datetime(2021, 1, 15, 3, tzinfo=UTC)
FIRST = date(2020, 12, 31)


class Register:
    """Makes rows; every maker answers the row it made."""

    def __init__(self):
        self.numbers = iter(range(1, 1_000_000))
        for code, name, level, kind, parent in PLACES:
            Place.objects.get_or_create(
                pk=code,
                defaults={
                    "name": name, "level": level, "kind": kind, "parent_id": parent,
                    "path": "" if code == "00" else code, "name_key": name_key(name),
                },
            )  # fmt: skip
        for code, label, order in GROUPS:
            IndustryGroup.objects.get_or_create(pk=code, defaults={"label": label, "order": order})
        self.offices = {
            key: Office.objects.get_or_create(key=key, defaults={"name": name, "place_id": code})[0]
            for key, name, code in OFFICES
        }

    def place(self, code: str) -> Place:
        return Place.objects.get(pk=code)

    def user(self, role: str = "", *, place: str = "32.16", office: str = "", name="") -> User:
        """Somebody with one role at a place (of an office, if named); without a role: nobody."""
        number = next(self.numbers)
        user = User.objects.create(username=f"orang{number}", name=name or f"Orang {number}")
        if role:
            Assignment.objects.create(
                user=user, role=role, place_id=place, office=self.offices.get(office),
                valid_from=date(2020, 1, 1),
            )  # fmt: skip
        return user

    def business(
        self, name="Tahu Sari", *, place="32.16.06.2001", since=FIRST, known=START,
        office="disperin", owner="Ibu Sari", **condition,
    ) -> Business:  # fmt: skip
        """A business with its owner, claim, first condition and guidance."""
        number = next(self.numbers)
        business = Business.objects.create(
            number=number, name=name, name_key=name.lower(), place_id=place, first_as_of=since,
            known_from=known, group=condition.get("group", ""),
        )  # fmt: skip
        person = Owner.objects.create(
            number=number, name=owner, name_key=owner.lower(), known_from=known
        )
        Role.objects.create(owner=person, business=business, valid_from=since, known_from=known)
        business.claim = Claim.objects.create(
            business=business, owner=person, as_of=since, recorded_at=known, precedence=50,
            by="tester", reason="contoh",
        )  # fmt: skip
        self.condition(business, since=since, known=known, **condition)
        if office:
            self.guide(business, office, since=since, known=known)
        return business

    def condition(self, business, *, since, known=START, until=None, known_until=None, **values):
        """How the business stands from a date on; the condition before it ends there."""
        values = {"place_id": business.place_id, "group": business.group, **values}
        open_ones = Condition.objects.filter(
            business=business, known_until=None, valid_until=None, valid_from__lt=since
        )
        for old in open_ones:
            if old.known_from >= known:
                Condition.objects.filter(pk=old.pk).update(valid_until=since)
                continue
            Condition.objects.filter(pk=old.pk).update(known_until=known)
            old.pk, old.valid_until, old.known_from = None, since, known
            copy = {f.attname: getattr(old, f.attname) for f in Condition._meta.fields}
            copy.pop("id")
            Condition.objects.create(**copy)
        return Condition.objects.create(
            business=business, claim=business.claim, valid_from=since, valid_until=until,
            known_from=known, known_until=known_until, **values,
        )  # fmt: skip

    def guide(self, business, office: str, *, since=FIRST, known=START, until=None):
        return Guidance.objects.create(
            business=business, office=self.offices[office], valid_from=since, known_from=known,
            valid_until=until,
        )  # fmt: skip

    def batch(
        self, *, office="disperin", place="32.16", held=0, received=START, as_of=FIRST
    ) -> Batch:
        """A list with as many rows held whole."""
        number = next(self.numbers)
        source = Source.objects.create(
            kind="usaha", name=f"Daftar {number}", office=self.offices[office], place_id=place
        )
        version = SourceVersion.objects.create(source=source, as_of=as_of)
        file = StoredFile.objects.create(sha256=f"{number:064}", name="a.xlsx", size=1)
        batch = Batch.objects.create(
            version=version, file=file, file_name="a.xlsx", place_id=place, mapping_hash="",
            state="applied", by="tester", rows=held, waiting=held,
        )  # fmt: skip
        Batch.objects.filter(pk=batch.pk).update(received_at=received)
        rows = [
            Row(batch=batch, ordinal=n, sheet=0, line=n + 1, held=True, hash=n, cells="\x1fTahu")
            for n in range(1, held + 1)
        ]
        Row.objects.bulk_create(rows)
        Problem.objects.bulk_create(
            Problem(
                batch=batch, ordinal=row.ordinal, sheet=0, line=row.line, field="name",
                code="name_missing", place_id=place,
            )
            for row in rows
        )  # fmt: skip
        return batch
