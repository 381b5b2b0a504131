"""Both Bekasi with all their villages, an office each, and the one who brings lists in."""

from datetime import date

import pytest

from binaan.access.models import Assignment, Office, User
from binaan.places import loading
from tests.remembered import remembered

HERE = r"^(00|32|32\.16.*|32\.75.*|32\.01|32\.01\.01.*|32\.15|32\.15\.01.*)$"


@pytest.fixture(scope="session")
def areas():
    """The published areas of Bekasi and of two neighbours."""
    published = loading.published_areas()
    return published.filter(published["code"].str.contains(HERE))


@pytest.fixture
def staff(db, areas):
    """Staff of the office of each Bekasi, by the code of the place."""
    return remembered("awkward", lambda: _staff(areas))


def _staff(areas) -> dict[str, User]:
    loading.load_areas(areas, as_of=None)
    loading.load_outlines()
    people = {}
    for place in ("32.16", "32.75"):
        office = Office.objects.create(key=f"dinas-{place}", name=f"Dinas {place}", place_id=place)
        people[place] = User.objects.create(username=f"staf-{place}", name=f"Staf {place}")
        Assignment.objects.create(
            user=people[place], role="section_staff", place_id=place, office=office,
            valid_from=date(2020, 1, 1),
        )  # fmt: skip
    return people
