"""Who acts in the demo: the office and its people, fetched once."""

from typing import NamedTuple

from binaan.access.models import Office, User
from binaan.demo.books import DISPERIN
from binaan.places.models import Place


class Cast(NamedTuple):
    """`staff` plans and records, `head` sets lists, `field` and `operator` work in one kecamatan."""

    office: Office
    staff: User
    head: User
    field: User
    operator: User
    places: dict[str, Place]


def cast() -> Cast:
    """The people of Dinas Perindustrian, and the kecamatan by code."""
    office = Office.objects.select_related("place").get(key=DISPERIN)
    users = {one.username: one for one in User.objects.all()}
    places = {one.code: one for one in Place.objects.filter(parent=office.place)}
    return Cast(
        office, users["staf"], users["kabid"], users["enumerator"], users["operator"],
        places | {office.place.code: office.place},
    )  # fmt: skip
