"""Who acts in the street of Kota Bekasi, fetched once; and when something was known."""

from datetime import date, datetime, time
from typing import NamedTuple
from zoneinfo import ZoneInfo

from binaan.access.models import Office, User
from binaan.demo.books import DISKOPUKM
from binaan.places.models import Place

OFFICE_HOUR = time(14, 30)


class Cast(NamedTuple):
    """`staff` lists and receives, `head` determines and decides, `field` is in the street."""

    office: Office
    staff: User
    head: User
    field: User
    places: dict[str, Place]

    def knew(self, on: date) -> datetime:
        """The moment something was written down on a day."""
        return datetime.combine(on, OFFICE_HOUR, ZoneInfo(self.office.time_zone))


def cast() -> Cast:
    """The people of Dinas Koperasi dan UKM Kota Bekasi, and every place of the regency by code."""
    office = Office.objects.select_related("place").get(key=DISKOPUKM)
    users = {one.username: one for one in User.objects.all()}
    places = Place.objects.filter(code__startswith=office.place_id).in_bulk()
    return Cast(office, users["staf.pkl"], users["kabid.kota"], users["petugas.pkl"], places)
