"""Goods handed over to a participant: the BAST, its items, the service it is. docs/rules/peserta.md §5."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from binaan.access.actions.keeping import keep
from binaan.kit.dates import today
from binaan.kit.models import StoredFile
from binaan.programmes.actions import seats
from binaan.programmes.actions.serving import Rendered, serve
from binaan.programmes.choices import ActivityState, ServiceKind
from binaan.programmes.models import Handover, HandoverItem, Participation
from binaan.programmes.queries.as_served import as_served
from binaan.programmes.queries.taking_part import RECORD
from binaan.programmes.rules import inviting

NO_GOODS = "Tulis paling sedikit satu barang."
NOT_YET = "Barang diserahkan sesudah kegiatan dimulai."
NO_SEAT = "Usaha ini tidak mengikuti kegiatan: {state}."
FUTURE = "Tanggal ini belum terjadi."


@dataclass(frozen=True)
class Goods:
    """One kind of thing; price per unit in rupiah."""

    label: str
    volume: Decimal
    unit: str
    price: Decimal


@dataclass(frozen=True)
class Given:
    """What the BAST says."""

    number: str
    on: date
    given_by: str
    received_by: str
    goods: tuple[Goods, ...]
    file: StoredFile | None = None


@transaction.atomic
def hand_over(participation: Participation, *, given: Given, by) -> Handover:
    """Write a BAST with its goods; the business was served with what they are worth.

    Raises ValidationError without goods, for a number used already, for a business that gave its
    seat back, for a day to come.
    """
    activity = seats.held(participation.activity, by=by)
    found = activity.participations.select_related("business", "place").get(pk=participation.pk)
    seats.must_reach([found], by=by)
    if activity.state not in (ActivityState.RUNNING, ActivityState.CLOSED):
        raise ValidationError(NOT_YET)
    if found.state in (*inviting.FREED, inviting.WAITING):
        raise ValidationError(NO_SEAT.format(state=found.get_state_display().lower()))
    _check(given)
    then = as_served(by, [found.business_id], given.on)[found.business_id]
    row = Handover(
        activity=activity, business=found.business, place_id=then.place_id, office=activity.office,
        number=given.number.strip(), on=given.on, given_by=given.given_by.strip(),
        received_by=given.received_by.strip(), file=given.file, by=by.username, at=timezone.now(),
    )  # fmt: skip
    keep(row)
    for one in given.goods:
        keep(HandoverItem(handover=row, label=one.label, volume=one.volume, unit=one.unit,
                          price=one.price))  # fmt: skip
    worth = sum((one.volume * one.price for one in given.goods), Decimal(0))
    serve([Rendered(found.business_id, row.pk, worth)], kind=ServiceKind.AID, on=given.on,
          office=activity.office, activity=activity, by=by)  # fmt: skip
    seats.must_reach([found], by=by)
    said = {"number": row.number, "goods": len(given.goods), "worth": worth}
    seats.note(row, verb="aid.handed_over", payload=said, by=by)
    return row


@transaction.atomic
def sign(handover: Handover, *, file: StoredFile, by) -> Handover:
    """Keep the scan of the signed BAST; a better scan takes its place, the trail names both."""
    activity = seats.held(handover.activity, by=by)
    row = Handover.objects.select_for_update(of=("self",)).get(pk=handover.pk)
    if activity.state not in (ActivityState.RUNNING, ActivityState.CLOSED):
        raise ValidationError(NOT_YET)
    if not Handover.objects.permitted(by, RECORD).filter(pk=row.pk).exists():
        raise PermissionDenied(seats.BEYOND)
    was, row.file = row.file_id, file
    if was != file.pk:
        row.save(update_fields=["file"])
        seats.note(row, verb="aid.signed", payload={"was": was, "sha256": file.pk}, by=by)
    return row


def _check(given: Given) -> None:
    if not given.goods:
        raise ValidationError(NO_GOODS)
    if given.on > today():
        raise ValidationError({"on": FUTURE})


@transaction.atomic
def note_paper(handover: Handover, *, by) -> None:
    """Note that a BAST was printed: it names the one who received."""
    seats.note(handover, verb="aid.paper", payload={"number": handover.number}, by=by)
