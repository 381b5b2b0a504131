"""Event days: which ones, how each stands, whose turn it is, who asked."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Count, F, Max, Q, QuerySet
from django.utils import timezone

from binaan.access import parameters
from binaan.access.models import User
from binaan.access.permissions import Permission
from binaan.vendors.models import EventDay, Pitch, SlotRequest, Vendor
from binaan.vendors.parameters import EVENT_PENALTY, EVENT_REST
from binaan.vendors.rules import events as rules
from binaan.vendors.rules import rotation
from binaan.vendors.rules.rotation import Turn

VIEW, RUN = Permission.VENDOR_VIEW, Permission.EVENT_RUN


def events(user: User, permission: Permission = VIEW) -> QuerySet[EventDay]:
    """The event days this user reaches."""
    found = EventDay.objects.permitted(user, permission)
    return found.select_related("location", "office", "place")


def listed(user: User, *, series: str = "") -> QuerySet[EventDay]:
    """The newest first, with how many asked and how many hold a pitch."""
    found = events(user).filter(series=series) if series else events(user)
    held = Q(requests__state__in=rotation.HOLDING)
    found = found.annotate(asked=Count("requests"), held=Count("requests", filter=held))
    return found.order_by("-on", "-begins", "series", "pk")


def series(user: User) -> list[str]:
    """The names of the series there are."""
    return list(events(user).order_by("series").values_list("series", flat=True).distinct())


def zone(user, event: EventDay) -> ZoneInfo:
    """The zone in which the hours of an event are told: its office's."""
    return ZoneInfo(event.office.time_zone)


def begins(user, event: EventDay) -> datetime:
    """The moment it begins."""
    return rules.at(event.on, event.begins, zone(user, event))


def standing(user, event: EventDay) -> str:
    """How it stands now: a word of rules/events."""
    return rules.standing(
        opens=event.opens_at, closes=event.closes_at, drawn=event.drawn_at is not None,
        ends=rules.ending(event.on, event.begins, event.ends, zone(user, event)),
        cancelled=bool(event.cancelled_why), now=timezone.now(),
    )  # fmt: skip


def in_series(user, event: EventDay) -> QuerySet[EventDay]:
    """The editions of its series, of its office, that take place; in no order."""
    found = EventDay.objects.filter(office=event.office, series=event.series, cancelled_why="")
    return found.order_by()


def undrawn_before(user, event: EventDay) -> EventDay | None:
    """The first earlier edition of the series that waits for its draw."""
    found = in_series(user, event).filter(on__lt=event.on, drawn_at__isnull=True)
    return found.order_by("on").first()


def turns(user, event: EventDay, vendors: Iterable[UUID]) -> dict[UUID, Turn]:
    """Whose turn it is, by vendor: the rotation over the editions of the series."""
    limits = parameters.numbers([EVENT_REST, EVENT_PENALTY], office=event.office)
    wanted = list(vendors)
    days = sorted(set(in_series(user, event).values_list("on", flat=True)) | {event.on})
    past: dict[UUID, dict] = {one: {} for one in wanted}
    asked = SlotRequest.objects.filter(event__in=in_series(user, event), event__on__lt=event.on)
    rows = asked.filter(vendor__in=wanted).order_by("event__on")
    for vendor, on, state in rows.values_list("vendor", "event__on", "state"):
        past[vendor][on] = state
    return {
        one: rotation.turn(
            event.on, days, past[one], rest=int(limits[EVENT_REST]),
            penalty=int(limits[EVENT_PENALTY]),
        )
        for one in wanted
    }  # fmt: skip


def is_local(user, event: EventDay, vendor: Vendor) -> bool:
    """Whether the registered address lies in the regency of the event; unknown is not."""
    origin = vendor.origin.path if vendor.origin else ""
    return bool(origin) and (f"{event.place.path}.").startswith(f"{origin}.")


def last_order(user, event: EventDay) -> int:
    """The last place in the order of the draw; 0 for none."""
    return event.requests.aggregate(last=Max("order"))["last"] or 0


def pitches(user, event: EventDay) -> list[Pitch]:
    """The pitches of its location that are open that day, by number."""
    found = event.location.pitches.filter(Q(closed_on=None) | Q(closed_on__gt=event.on))
    return list(found.order_by("number"))


def requests(user: User, event: EventDay) -> QuerySet[SlotRequest]:
    """Who asked, in the order of the draw, then who was not drawn as they came; with names."""
    found = event.requests.select_related("vendor__business", "vendor__office", "vendor__origin")
    return found.order_by(F("order").asc(nulls_last=True), "asked_at")
