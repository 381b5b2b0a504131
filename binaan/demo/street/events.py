"""Event days: Car Free Day over, drawn and open for registration; a night of food that waits for its draw."""

from datetime import date, datetime, time, timedelta
from random import Random
from typing import NamedTuple

from django.utils import timezone

from binaan.demo.lists import SEED
from binaan.demo.street.cast import Cast
from binaan.demo.street.days import sunday
from binaan.vendors.actions import events
from binaan.vendors.models import EventDay, Location, SlotRequest, Vendor
from binaan.vendors.rules import rotation

SERIES = "CFD Ahmad Yani"
FOOD = "Malam kuliner"
SEATS, BY_TRADE = 24, {"kuliner": 14, "sandang": 4}
MORNING, EVENING = (time(6), time(10)), (time(17), time(22))
OPENED_BEFORE = timedelta(days=12)
MISSED, SENT_AWAY = 2, 1
SOLD = (85_000, 640_000)


class Edition(NamedTuple):
    """A day of a series, from when to when."""

    title: str
    series: str
    on: date
    hours: tuple[time, time]


def hold(where: dict[str, Location], cast: Cast) -> int:
    """All of them; answers how many."""
    rng = Random(SEED + 13)
    eager = list(Vendor.objects.filter(wants_events=True, office=cast.office).order_by("number"))
    rng.shuffle(eager)
    street, garden = where["CFD-1"], where["BS-01"]
    over = _plan(_car_free(-1), street, cast)
    _drawn(over, eager[:41], cast)
    _passed(over, rng)
    coming = _plan(_car_free(0), street, cast)
    _drawn(coming, [*eager[20:32], *eager[41:74]], cast)
    later = _plan(_car_free(1), street, cast)
    for one in eager[74:89]:
        events.ask(later, vendor=one, by=cast.staff)
    saturday = sunday(0) - timedelta(days=1)
    night = _plan(Edition("Malam kuliner Kayuringin", FOOD, saturday, EVENING), garden, cast)
    _ask(night, [one for one in eager if one.trade == "kuliner"][:33])
    _shut(night, cast)
    return 4


def _car_free(weeks: int) -> Edition:
    return Edition("Car Free Day", SERIES, sunday(weeks), MORNING)


def _plan(edition: Edition, location: Location, cast: Cast) -> EventDay:
    """An edition whose registration opened some days ago and closes an evening before."""
    title, series, on, hours = edition
    opens = min(cast.knew(on) - OPENED_BEFORE, timezone.now() - timedelta(hours=3))
    said = {
        "title": title, "series": series, "location": location, "on": on, "begins": hours[0],
        "ends": hours[1], "opens_at": opens, "closes_at": _evening_before(on, cast), "seats": SEATS,
        "places_by_trade": BY_TRADE if series == SERIES else {},
    }  # fmt: skip
    return events.plan(cast.office, said=said, by=cast.head)


def _evening_before(on: date, cast: Cast) -> datetime:
    return cast.knew(on) - timedelta(hours=20)


def _ask(event: EventDay, vendors: list[Vendor]) -> None:
    """Registered while it was open, as each of them did on the public page."""
    regency = event.location.place_id[:5]
    moments = (event.opens_at + timedelta(minutes=7 * number) for number in range(1, 200))
    SlotRequest.objects.bulk_create(
        SlotRequest(
            event=event, vendor=one, state=rotation.ASKED, since=at, asked_at=at, trade=one.trade,
            local=one.origin_id == regency,
        )
        for one, at in zip(vendors, moments, strict=False)
    )  # fmt: skip


def _shut(event: EventDay, cast: Cast) -> EventDay:
    """Registration is over since an hour, where it would not be yet."""
    hour_ago = timezone.now() - timedelta(hours=1)
    if event.closes_at <= hour_ago:
        return event
    return events.change(event, said={"closes_at": hour_ago}, by=cast.staff)


def _drawn(event: EventDay, vendors: list[Vendor], cast: Cast) -> None:
    _ask(event, vendors)
    events.draw(_shut(event, cast), by=cast.staff)


def _passed(event: EventDay, rng: Random) -> None:
    """The day is over: most came and left the place clean, some did not come, one was sent away."""
    given = list(event.requests.filter(state=rotation.DRAWN).order_by("order"))
    for number, one in enumerate(given):
        one.state = rotation.DONE
        one.sales = rng.randrange(SOLD[0], SOLD[1], 5_000)
        if number < MISSED:
            one.state, one.sales = rotation.ABSENT, None
        elif number < MISSED + SENT_AWAY:
            one.state, one.why = rotation.SENT_AWAY, "Berjualan di luar ruas acara."
    SlotRequest.objects.bulk_update(given, ["state", "sales", "why"])
    event.requests.filter(state=rotation.WAITING).update(state=rotation.REFUSED)
