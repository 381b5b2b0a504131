"""A small world everyone remembers: two regencies, two offices, one business a village.

Kabupaten Bekasi (32.16) with Tambun Selatan (Jatimulya, Tambun) and Cibitung (Wanasari, Wanajaya),
guided by `disperin`; Kota Bekasi (32.75) with Bekasi Timur (Margahayu), guided by `diskopukm`.
Names and codes of places are real, people and their numbers invented.
"""

from datetime import date
from functools import cached_property
from typing import NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.test import Client

from binaan.access.models import Assignment, Office, User
from binaan.access.roles import ROLES
from binaan.places.models import IndustryGroup, Place
from binaan.places.rules import name_key
from binaan.registry.actions.claiming import register
from binaan.registry.models import Business, Owner

PLACES = (
    ("00", "Indonesia", "country", "negara", None),
    ("32", "Jawa Barat", "province", "provinsi", "00"),
    ("32.16", "Kabupaten Bekasi", "regency", "kabupaten", "32"),
    ("32.16.06", "Tambun Selatan", "district", "kecamatan", "32.16"),
    ("32.16.06.1001", "Jatimulya", "village", "kelurahan", "32.16.06"),
    ("32.16.06.2004", "Tambun", "village", "desa", "32.16.06"),
    ("32.16.07", "Cibitung", "district", "kecamatan", "32.16"),
    ("32.16.07.1001", "Wanasari", "village", "kelurahan", "32.16.07"),
    ("32.16.07.2002", "Wanajaya", "village", "desa", "32.16.07"),
    ("32.75", "Kota Bekasi", "regency", "kota", "32"),
    ("32.75.01", "Bekasi Timur", "district", "kecamatan", "32.75"),
    ("32.75.01.1002", "Margahayu", "village", "kelurahan", "32.75.01"),
)
OFFICES = (
    ("disperin", "Dinas Perindustrian Kabupaten Bekasi", "32.16"),
    ("diskopukm", "Dinas Koperasi dan UKM Kota Bekasi", "32.75"),
)
GROUPS = (("pangan", "Makanan dan minuman", 1), ("kayu_furnitur", "Kayu dan furnitur", 2))
# Where a role is held when nothing else is said: place and office.
HELD_AT = {
    "kecamatan_operator": ("32.16.06", "disperin"),
    "enumerator": ("32.16.06", "disperin"),
    "auditor": ("32.16", ""),
    "upper_reader": ("32", ""),
    "administrator": ("00", ""),
}
SINCE = date(2020, 1, 1)  # every assignment counts from here
LISTED = date(2024, 12, 31)  # the date everything known of the businesses counts for
PASSWORD = "kopi-tubruk-jatimulya"


class Firm(NamedTuple):
    place: str
    office: str
    name: str
    owner: str
    nik: str
    phone: str
    birth_date: str
    sales: str
    group: str
    workers: int


FIRMS = (
    Firm("32.16.06.1001", "disperin", "Keripik Bu Sari", "Sari Wulandari", "3216064507850003",
         "+6281312347721", "1985-07-05", "187654321", "pangan", 3),
    Firm("32.16.06.2004", "disperin", "Tahu Pak Darma", "Darma Setiawan", "3216061203790002",
         "+6281398760042", "1979-03-12", "412345678", "pangan", 6),
    Firm("32.16.07.1001", "disperin", "Mebel Jati Mulia", "Mulyadi Saputra", "3216070911700005",
         "+6285712340987", "1970-11-09", "956781234", "kayu_furnitur", 9),
    Firm("32.16.07.2002", "disperin", "Roti Wanajaya", "Ningsih Lestari", "3216075602900001",
         "+6287811122334", "1990-02-16", "298765432", "pangan", 4),
    Firm("32.75.01.1002", "diskopukm", "Katering Margahayu", "Rahmat Hidayat", "3275012108820004",
         "+6281299887766", "1982-08-21", "731928465", "pangan", 8),
)  # fmt: skip


class World:
    """Made row by row through the actions an office uses; the same in every test."""

    def __init__(self):
        for code, name, level, kind, parent in PLACES:
            Place.objects.create(
                code=code, name=name, level=level, kind=kind, parent_id=parent,
                path="" if code == "00" else code, name_key=name_key(name),
            )  # fmt: skip
        for code, label, order in GROUPS:
            IndustryGroup.objects.create(code=code, label=label, order=order)
        self.offices = {
            key: Office.objects.create(key=key, name=name, place_id=place)
            for key, name, place in OFFICES
        }
        self.stranger = AnonymousUser()
        self.businesses = {firm.name: self._listed(firm) for firm in FIRMS}

    def place(self, code: str) -> Place:
        return Place.objects.get(code=code)

    def user(self, role: str, *, place: str = "", office: str | None = None) -> User:
        """The one who holds this role, by default for disperin in all of Kabupaten Bekasi."""
        usual_place, usual_office = HELD_AT.get(role, ("32.16", "disperin"))
        place = place or usual_place
        if office is None:
            office = usual_office if place.startswith("32.16") or not usual_office else "diskopukm"
        name = f"{role}-{place}" + (f"-{office}" if office else "")
        user, new = User.objects.get_or_create(
            username=name, defaults={"name": f"{ROLES[role].label} {place}"}
        )
        if new:
            Assignment.objects.create(
                user=user, role=role, place_id=place, office=self.offices.get(office),
                valid_from=SINCE,
            )  # fmt: skip
        return user

    def operator_of(self, district: str) -> User:
        """The operator of one kecamatan."""
        return self.user("kecamatan_operator", place=district)

    @cached_property
    def newcomer(self) -> User:
        """Somebody with an account and no assignment."""
        return User.objects.create(username="belum-bertugas", name="Belum Bertugas")

    def with_password(self, user: User) -> User:
        """The same user, able to sign in with PASSWORD."""
        user.set_password(PASSWORD)
        user.save(update_fields=["password"])
        return user

    def client(self, user) -> Client:
        """A browser signed in as this user; a stranger's browser for the stranger."""
        client = Client()
        if user.is_authenticated:
            client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    def business(self, name: str = "Keripik Bu Sari") -> Business:
        return Business.objects.get(pk=self.businesses[name].pk)

    def owner(self, name: str = "Sari Wulandari") -> Owner:
        return Owner.objects.get(name=name)

    def _listed(self, firm: Firm) -> Business:
        return register(
            said={
                "name": firm.name, "owner_name": firm.owner, "place": firm.place, "nik": firm.nik,
                "phone": firm.phone, "birth_date": firm.birth_date, "sales_low": firm.sales,
                "sales_high": firm.sales, "sales_year": 2024, "group": firm.group,
                "status": "running", "workers": firm.workers,
            },
            as_of=LISTED,
            office=self.offices[firm.office],
            by=self.user("section_staff", place=firm.place[:5]),
            reason="Daftar binaan 2024",
        )  # fmt: skip
