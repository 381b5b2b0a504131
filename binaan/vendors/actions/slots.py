"""What becomes of a pitch on an event day: withdrawn, checked in, missed, left clean, sent away."""

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from binaan.access import audit, parameters
from binaan.kit.stepping import LAPSED
from binaan.vendors.actions.events import RUN, VISITOR
from binaan.vendors.actions.reach import locked, must_hold
from binaan.vendors.models import EventDay, SlotRequest
from binaan.vendors.parameters import EVENT_LATE
from binaan.vendors.queries import events as queries
from binaan.vendors.rules import drawing, rotation, ways
from binaan.vendors.rules import events as rules

WITHDRAW, CHECK_IN, MISS, CHECK_OUT, SEND_AWAY = (
    "mundur", "check_in", "tidak_hadir", "check_out", "langgar",
)  # fmt: skip
RELEASING = (WITHDRAW, MISS)
NOT_YET = "Pencatatan hadir dibuka satu jam sebelum acara dimulai."
STILL = "Baru boleh dicatat tidak hadir {minutes} menit sesudah acara dimulai."
OVER = "Acara ini sudah selesai atau dibatalkan."
MOVED_UP = "Naik dari daftar tunggu menggantikan lapak {number}."


@transaction.atomic
def step(
    request: SlotRequest, *, event: str, by, note: str = "", sales: Decimal | None = None
) -> SlotRequest | None:
    """Takes a step of the way `cfd_slot`; answers who moved up to a pitch that became free.

    `by`: the officer, or VISITOR for who withdraws himself. Raises ValidationError for a step that
    does not lead on from here or comes too early.
    """
    day = locked(request.event, "location")
    if by != VISITOR:
        must_hold(day, by=by, permission=RUN)
    row = day.requests.select_for_update(of=("self",)).select_related("vendor").get(pk=request.pk)
    found = ways.WORKFLOWS[ways.SLOT].step(row.state, event)
    if found is None or found.by_itself or (by == VISITOR and event != WITHDRAW):
        raise ValidationError(LAPSED.format(state=ways.label(ways.SLOT, row.state)))
    _must_be_time(day, event)
    if any(one.required for one in found.asks) and not note.strip():
        raise ValidationError({"note": "Tuliskan alasannya."})
    held = row.state == rotation.DRAWN
    row.state, row.since = found.now, timezone.now()
    if note.strip():
        row.why = note.strip()[:300]
    row.sales = sales if sales is not None else row.sales
    row.save()
    _note(day, row, event, by)
    return _pass_on(day, row, by) if held and event in RELEASING else None


def _must_be_time(day: EventDay, event: str) -> None:
    now, begins = timezone.now(), queries.begins(None, day)
    standing = queries.standing(None, day)
    if standing == rules.CANCELLED or (standing == rules.OVER and event != CHECK_OUT):
        raise ValidationError(OVER)
    if event == CHECK_IN and rules.too_early(begins, now=now):
        raise ValidationError(NOT_YET)
    minutes = int(parameters.number(EVENT_LATE, office=day.office))
    if event == MISS and rules.may_be_late(begins, minutes=minutes, now=now):
        raise ValidationError(STILL.format(minutes=minutes))


def _pass_on(day: EventDay, left: SlotRequest, by) -> SlotRequest | None:
    """The pitch goes to the waiting list; None where nobody waits."""
    rows = day.requests.select_for_update()
    waiting = {one.order: one for one in rows.filter(state=rotation.WAITING)}
    held = rows.filter(state__in=rotation.HOLDING).values_list("trade", flat=True)
    order = drawing.successor(
        left.trade, [(key, one.trade) for key, one in waiting.items()], day.places_by_trade,
        list(held),
    )  # fmt: skip
    if order is None:
        return None
    row = waiting[order]
    row.state, row.since = rotation.DRAWN, timezone.now()
    row.pitch, row.pitch_number = left.pitch, left.pitch_number
    row.why = MOVED_UP.format(number=left.pitch_number)
    row.save()
    _note(day, row, "naik", by)
    return row


def _note(day: EventDay, row: SlotRequest, event: str, by) -> None:
    payload = {"vendor": str(row.vendor_id), "event": event, "now": row.state}
    audit.record("event.stepped", day, by=by, payload=payload, place=day.place, office=day.office)
