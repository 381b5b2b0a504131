"""What the pages of event days show."""

from typing import Any, NamedTuple

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from binaan.access.models import User
from binaan.kit.workflow import Step
from binaan.vendors.choices import Trade
from binaan.vendors.models import EventDay, Location, Permit, SlotRequest, Vendor
from binaan.vendors.queries import events
from binaan.vendors.queries.events import RUN
from binaan.vendors.rules import drawing, rotation, ways
from binaan.vendors.rules import events as rules
from binaan.vendors.rules.locations import DETERMINED
from binaan.vendors.rules.rotation import Turn

TONES = {
    rules.SOON: "", rules.OPEN: "info", rules.SHUT: "warn", rules.DRAWN: "ok", rules.OVER: "",
    rules.CANCELLED: "bad",
}  # fmt: skip
STATE_TONES = {
    rotation.ASKED: "info", rotation.WAITING: "warn", rotation.DRAWN: "ok", rotation.PRESENT: "ok",
    rotation.DONE: "ok", rotation.ABSENT: "bad", rotation.SENT_AWAY: "bad",
}  # fmt: skip
ORDER = ("check_in", "check_out", "tidak_hadir", "langgar")  # what is done most comes first
FOUND, MOST = 20, 60


class Line(NamedTuple):
    """One request as the page shows it."""

    row: SlotRequest
    label: str
    tone: str
    steps: list[Step]


class Candidate(NamedTuple):
    """A vendor who could be registered, and whether his turn it is. `asked`: he is in already."""

    vendor: Vendor
    turn: Turn
    asked: bool


def locations(user: User) -> QuerySet[Location]:
    """The determined locations this user runs events at."""
    return Location.objects.permitted(user, RUN).filter(state__in=DETERMINED).order_by("code")


def listing(user: User, series: str) -> dict[str, Any]:
    """The list: the newest editions first, 60 of them, and what one may do."""
    rows = [(one, events.standing(user, one)) for one in events.listed(user, series=series)[:MOST]]
    return {
        "rows": [(one, rules.LABELS[how], TONES[how]) for one, how in rows],
        "series": events.series(user), "chosen": series, "may_run": user.may(RUN),
        "newest": next((one for one, _how in rows if not one.cancelled_why), None),
    }  # fmt: skip


def detail(user: User, event: EventDay) -> dict[str, Any]:
    """One edition: how it stands, who asked, what comes next."""
    how = events.standing(user, event)
    rows = list(events.requests(user, event))
    may = events.events(user, RUN).filter(pk=event.pk).exists()
    held = [one for one in rows if one.state in rotation.HOLDING]
    early = rules.too_early(events.begins(user, event), now=timezone.now())
    return {
        "event": event, "how": how, "label": rules.LABELS[how], "tone": TONES[how], "may_run": may,
        "lines": [_line(one, how, may, early) for one in rows], "held": len(held),
        "waiting": sum(one.state == rotation.WAITING for one in rows),
        "shares": _shares(event), "earlier": events.undrawn_before(user, event),
        "may_ask": may and how in (rules.OPEN, rules.DRAWN),
        "may_draw": may and how == rules.SHUT and bool(rows),
        "may_change": may and how in (rules.SOON, rules.OPEN, rules.SHUT),
        "may_cancel": may and how not in (rules.OVER, rules.CANCELLED),
        "seal": drawing.seal(event.receipt) if event.drawn_at else "",
    }  # fmt: skip


def _line(row: SlotRequest, how: str, may: bool, early: bool) -> Line:
    state = row.state
    if how == rules.OVER and state == rotation.WAITING:
        state = rotation.REFUSED  # the day is over and no pitch became free
    steps = []
    if may and how != rules.CANCELLED:
        steps = [one for one in ways.WORKFLOWS[ways.SLOT].onward(row.state)
                 if (how != rules.OVER or one.event == "check_out")
                 and (not early or one.event == "mundur")]  # fmt: skip
        steps.sort(key=lambda one: ORDER.index(one.event) if one.event in ORDER else len(ORDER))
    label = ways.label(ways.SLOT, state)
    return Line(row, label, STATE_TONES.get(state, ""), steps)


def _shares(event: EventDay) -> list[tuple[str, int]]:
    """Pitches by trade in words; nothing where all are for everybody."""
    if not event.places_by_trade:
        return []
    words = dict(Trade.choices)
    shared = drawing.share(event.seats, event.places_by_trade)
    return [(words.get(key, "Semua bidang"), many) for key, many in shared.items() if many]


def candidates(user: User, event: EventDay, words: str) -> list[Candidate]:
    """Vendors of the office by number, TDU or name, and whose turn it is; the first FOUND."""
    said = words.strip()
    if not said:
        return []
    rows = Vendor.objects.permitted(user, RUN).filter(office=event.office, left_on=None)
    digits = said.upper().removeprefix("P-").lstrip("0")
    number = Q(number=int(digits)) if digits.isascii() and digits.isdigit() else Q(pk__in=[])
    held = Permit.objects.filter(number__iexact=said).values("vendor")
    named = Q(business__name__icontains=said) | Q(business__roles__owner__name__icontains=said)
    found = rows.filter(number | Q(pk__in=held) | named).distinct().select_related("business")
    listed = list(found.order_by("number")[:FOUND])
    turns = events.turns(user, event, [one.pk for one in listed])
    asked = set(event.requests.values_list("vendor", flat=True))
    return [Candidate(one, turns[one.pk], one.pk in asked) for one in listed]


def vendor_of(user: User, event: EventDay, key: str) -> Vendor | None:
    """A vendor this user may register, by id; None for any other."""
    rows = Vendor.objects.permitted(user, RUN).filter(office=event.office)
    return rows.filter(pk=key).first()


def address(event: EventDay) -> str:
    """Where vendors register themselves; the poster leads there."""
    return reverse("portal_event", args=[event.token])
