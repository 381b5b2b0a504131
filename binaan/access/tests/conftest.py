"""A small world: two regencies of one province, an office in each, people made as needed."""

from datetime import date

import pytest
from django.core.cache import cache

from binaan.access import actions
from binaan.access.models import Assignment, Office, User
from binaan.places.models import Place
from binaan.places.rules import name_key
from tests.remembered import remembered

PASSWORD = "sawah-hijau-pagi-7"
PLACES = (
    ("00", "Indonesia", "country", "negara", None),
    ("32", "Jawa Barat", "province", "provinsi", "00"),
    ("32.16", "Bekasi", "regency", "kabupaten", "32"),
    ("32.75", "Bekasi", "regency", "kota", "32"),
    ("32.16.06", "Tambun Selatan", "district", "kecamatan", "32.16"),
    ("32.16.07", "Cibitung", "district", "kecamatan", "32.16"),
    ("32.16.06.2001", "Mekarsari", "village", "desa", "32.16.06"),
    ("32.75.01.1001", "Mekarsari", "village", "kelurahan", "32.75"),
)


class Town:
    PASSWORD = PASSWORD

    def __init__(self):
        for code, name, level, kind, parent in PLACES:
            Place.objects.create(
                code=code,
                name=name,
                level=level,
                kind=kind,
                parent_id=parent,
                path="" if code == "00" else code,
                name_key=name_key(name),
            )
        self.disperin = Office.objects.create(
            key="disperin", name="Dinas Perindustrian", place_id="32.16"
        )
        self.diskop = Office.objects.create(key="diskop", name="Dinas Koperasi", place_id="32.75")

    def place(self, code: str) -> Place:
        return Place.objects.get(pk=code)

    def user(self, username: str, role: str = "", place: str = "32.16", office=None) -> User:
        """A person who cannot sign in by password (hashing is slow), with one assignment."""
        user = User.objects.create(username=username, name=username.title(), password="!")
        if role:
            self.assignment(user, role, place, office)
        return user

    def assignment(self, user, role, place="32.16", office=None, **dates) -> Assignment:
        dates.setdefault("valid_from", date(2020, 1, 1))
        return Assignment.objects.create(
            user=user, role=role, place_id=place, office=office, **dates
        )

    def with_password(self, username: str, role: str = "", place: str = "32.16") -> User:
        user = actions.add_user(username=username, name="Orang", password=PASSWORD, by="uji")
        if role:
            self.assignment(user, role, place)
        return user


@pytest.fixture
def town(db) -> Town:
    return remembered("town of access", Town)


@pytest.fixture(autouse=True)
def _fresh_rate_limits():
    cache.clear()
