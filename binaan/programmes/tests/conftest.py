"""A small world everyone in programmes remembers: an office, an activity, a dozen firms, services.

Beside tests/world.py: twelve firms of Tambun Selatan and Cibitung, guided by disperin, seen running
on 31 December 2025. Members of the association were served often, most of the others never.
"""

from datetime import date
from typing import NamedTuple

import pytest

from binaan.kit.counting import take
from binaan.kit.ids import new_id
from binaan.programmes.models import Activity, Service
from binaan.registry.models import Business, Owner
from binaan.registry.tests.factory import Register
from tests.remembered import remembered
from tests.world import World

AT = date(2026, 3, 2)
SEEN = date(2025, 12, 31)
TAMBUN, CIBITUNG = "32.16.06.2004", "32.16.07.1001"


class Known(NamedTuple):
    """`served`: the days of its services; `born`: the owner's birth year, 0 unknown."""

    name: str
    place: str
    sex: str
    association: str
    born: int
    served: tuple[date, ...] = ()
    sales: int = 300_000_000
    group: str = "pangan"


DOZEN = (
    Known("Abon Atikah", TAMBUN, "P", "anggota", 1970, (date(2024, 3, 4), date(2025, 5, 6))),
    Known("Bakso Bambang", TAMBUN, "L", "anggota", 1975, (date(2024, 3, 4), date(2025, 9, 1))),
    Known("Cilok Cecep", TAMBUN, "L", "anggota", 1980, (date(2025, 5, 6),)),
    Known("Donat Dewi", TAMBUN, "P", "bukan", 1999),
    Known("Emping Eka", TAMBUN, "P", "bukan", 1988),
    Known("Fermentasi Fajar", TAMBUN, "L", "tidak_tahu", 0),
    Known("Gula Gilang", CIBITUNG, "L", "bukan", 1969, (date(2022, 7, 7),)),
    Known("Hidangan Hani", CIBITUNG, "P", "mantan", 1992),
    Known("Ikan Asin Imas", CIBITUNG, "P", "bukan", 1983, (), 3_000_000_000),
    Known("Jamu Jaenab", CIBITUNG, "P", "", 1960),
    Known("Kusen Karta", CIBITUNG, "L", "bukan", 1978, (), 300_000_000, "kayu_furnitur"),
    Known("Lemper Lilis", CIBITUNG, "P", "anggota", 1985, (date(2023, 1, 9),)),
)


class Fair(World):
    """The small world with DOZEN in it, and `activity`: a training of food makers for six."""

    def __init__(self):
        super().__init__()
        self.register = Register()
        self.register.numbers = iter(range(101, 100_000))
        self.dozen = {one.name: self._firm(one) for one in DOZEN}
        self.activity = self.add_activity()

    def add_activity(self, **said) -> Activity:
        """Another activity of disperin for all of the regency, selecting; `said` says otherwise."""
        number = take("activity")
        usual = {
            "number": number, "title": "Pelatihan kemasan makanan", "kind": "pelatihan",
            "topic": "kemasan", "group": "pangan", "state": "seleksi", "year": 2026,
            "fund_source": "apbd", "seats": 6, "token": f"kegiatan{number}", "created_by": "staf",
            "starts_on": date(2026, 4, 6), "ends_on": date(2026, 4, 8), "place_id": "32.16",
            "office": self.offices["disperin"], "eligibility": {"groups": ["pangan"]},
        }  # fmt: skip
        return Activity.objects.create(**(usual | said))

    def firm(self, name: str) -> Business:
        """One of DOZEN, by its name."""
        return Business.objects.get(pk=self.dozen[name].pk)

    def serve(self, name: str, on: date, **said) -> Service:
        """A service to one of DOZEN on a day, outside any activity unless said."""
        return self._service(self.dozen[name], on, **said)

    def _firm(self, one: Known) -> Business:
        made = self.register.business(
            one.name, place=one.place, owner=one.name.split()[-1], group=one.group,
            status="running", status_on=SEEN, association=one.association, owner_sex=one.sex,
            sales_low=one.sales, sales_high=one.sales, started_year=2015,
        )  # fmt: skip
        born = date(one.born, 6, 15) if one.born else None
        Owner.objects.filter(roles__business=made).update(sex=one.sex, birth_date=born)
        for day in one.served:
            self._service(made, day)
        return made

    def _service(self, business: Business, on: date, **said) -> Service:
        usual = {
            "business": business, "on": on, "kind": "kegiatan", "source": new_id(),
            "office": self.offices["disperin"], "place_id": business.place_id, "topic": "pemasaran",
        }  # fmt: skip
        return Service.objects.create(**(usual | said))


@pytest.fixture
def fair(db) -> Fair:
    """The dozen with an activity that is selecting: see DOZEN."""
    return remembered("fair", Fair)
