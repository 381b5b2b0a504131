"""A small street everyone in this room remembers: locations in Margahayu, five vendors, no TDU yet.

The clock stands at 2 March 2026. `A-001` is determined for good (capacity 3, pitches A-1 to A-3,
16.00–22.00), `B-001` for Saturdays and Sundays until 31 May 2026, `C-001` is only proposed, `R-001`
forbidden. Everybody was listed on 6 January 2026: Ani and Budi stand on A-1 and A-2, Cici somewhere
else, Dedi and Euis nowhere we know of; Dedi's registered address is in another regency.
"""

from datetime import UTC, date, datetime, time
from typing import NamedTuple

import pytest

from binaan.kit.counting import take
from binaan.registry.tests.factory import Register
from binaan.vendors.models import Location, Permit, Pitch, Standing, Vendor
from tests.remembered import remembered
from tests.world import World

TODAY = date(2026, 3, 2)
LISTED = date(2026, 1, 6)
KNOWN = datetime(2026, 1, 6, 3, tzinfo=UTC)
MARGAHAYU = "32.75.01.1002"
FROM, TO = time(16), time(22)


class Trader(NamedTuple):
    """`at`: code of the location and number of the pitch; ("", "") a point of his own."""

    name: str
    trade: str = "kuliner"
    at: tuple[str, str] | None = None
    origin: str = "32.75"


TRADERS = (
    Trader("Ani Suryani", at=("A-001", "A-1")),
    Trader("Budi Hartono", "sandang", at=("A-001", "A-2")),
    Trader("Cici Marlina", at=("", "")),
    Trader("Dedi Kusnadi", "kerajinan", origin="32.16"),
    Trader("Euis Komariah"),
)


class Street(World):
    """The small world with the street of the city in it."""

    def __init__(self):
        super().__init__()
        self.office = self.offices["diskopukm"]
        self.staff = self.user("section_staff", place="32.75")
        self.head = self.user("section_head", place="32.75")
        self.register = Register()
        self.register.numbers = iter(range(201, 100_000))
        self._locations()
        self.vendors = {one.name.split()[0]: self.add_vendor(one) for one in TRADERS}

    def location(self, code: str = "A-001") -> Location:
        return Location.objects.get(code=code)

    def pitch(self, number: str = "A-1") -> Pitch:
        return Pitch.objects.select_related("location").get(number=number)

    def vendor(self, name: str = "Ani") -> Vendor:
        return Vendor.objects.select_related("place", "office").get(pk=self.vendors[name].pk)

    def add_vendor(self, one: Trader) -> Vendor:
        """One more vendor of Margahayu, listed on LISTED."""
        business = self.register.business(
            f"Warung {one.name.split()[0]}", place=MARGAHAYU, owner=one.name, office="diskopukm"
        )
        row = Vendor.objects.create(
            number=take("vendor"), business=business, place_id=MARGAHAYU, office=self.office,
            category="lama", trade=one.trade, stall="gerobak", goods="Bakso", begins=FROM, ends=TO,
            origin_id=one.origin, registered_on=LISTED, recorded_at=KNOWN, made_by="staf",
        )  # fmt: skip
        if one.at is not None:
            code, number = one.at
            Standing.objects.create(
                vendor=row, location=self.location(code) if code else None,
                pitch=self.pitch(number) if number else None, lat=None if code else -6.2501,
                lon=None if code else 107.0101, since=LISTED, recorded_at=KNOWN, by="staf",
            )  # fmt: skip
        return row

    def permit(self, name: str = "Ani", **said) -> Permit:
        """A TDU of a vendor, issued on 12 January 2026; `said` says otherwise."""
        issued = said.get("issued_on", date(2026, 1, 12))
        number = 900_000 + take("test-permit")
        usual = {
            "vendor": self.vendor(name), "place_id": MARGAHAYU, "office": self.office,
            "location": self.location(), "registration": f"PTDU/3275/2026/{number:06d}",
            "number": f"TDU/3275/2026/{number:06d}", "state": "terbit", "since": issued,
            "applied_on": issued, "issued_on": issued, "issued_at": KNOWN, "begins": FROM,
            "ends": TO, "valid_until": issued.replace(year=issued.year + 2), "made_by": "staf",
        }  # fmt: skip
        return Permit.objects.create(**(usual | said))

    def _locations(self) -> None:
        usual = {
            "place_id": MARGAHAYU, "office": self.office, "kind": "permanen", "zone": "hijau",
            "since": LISTED, "made_by": "staf", "lat": -6.2450, "lon": 107.0100, "capacity": 3,
            "begins": FROM, "ends": TO,
        }  # fmt: skip
        said = (
            ("A-001", "Alun-alun", {"state": "permanen", "valid_from": LISTED}),
            ("B-001", "Jalan Pasar", {
                "state": "sementara", "kind": "sementara", "days": "sab min", "begins": time(6),
                "ends": time(10), "valid_from": LISTED, "valid_until": date(2026, 5, 31), "lat": -6.24,
            }),
            ("C-001", "Taman Kota", {"state": "usulan", "capacity": 0, "begins": None, "ends": None}),
            ("R-001", "Depan Stasiun", {"state": "terlarang", "zone": "merah", "capacity": 0}),
        )  # fmt: skip
        for code, name, more in said:
            Location.objects.create(**(usual | {"code": code, "name": name} | more))
        for number in ("A-1", "A-2", "A-3"):
            Pitch.objects.create(location=self.location(), number=number, length=2, width="1.5")


@pytest.fixture
def street(clock, db) -> Street:
    """Five vendors, four locations: see the head of this file."""
    return remembered("street", Street)
