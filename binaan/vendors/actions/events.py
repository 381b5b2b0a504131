"""Event days: planned, registered for, drawn. Rule: docs/rules/hari-acara.md."""

import secrets
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from binaan.access import audit
from binaan.access.models import Office
from binaan.access.permissions import Permission
from binaan.vendors.actions.reach import locked, must_be_office_of, must_hold
from binaan.vendors.choices import Trade
from binaan.vendors.models import EventDay, Pitch, SlotRequest, Vendor
from binaan.vendors.queries import events as queries
from binaan.vendors.rules import drawing, rotation
from binaan.vendors.rules import events as rules

RUN = Permission.EVENT_RUN
NOT_CHOSEN = 1  # the seed a new row has
VISITOR = "pedagang"  # by whom, in the trail: nobody with an account
PLANNED = (
    "title", "series", "location", "on", "begins", "ends", "opens_at", "closes_at", "seats",
    "places_by_trade", "seed",
)  # fmt: skip
FIXED = ("series", "on", "seed", "location")  # once somebody may have registered
NOT_OPEN = "Pendaftaran acara ini sedang tidak dibuka."
LATER = "Pendaftaran berakhir sebelum acara dimulai."
STRANGE_TRADE = "Bidang usaha {trade} tidak dikenal."
TOO_MANY = "Lapak per bidang lebih banyak daripada jumlah lapak. Kurangi salah satunya."
OTHER_OFFICE = "PKL ini didata kantor lain."
OTHER_LOCATION = "Lokasi ini milik kantor lain."
GONE = "PKL ini tercatat tidak berjualan; data ulang dulu."
TWICE = "PKL ini sudah terdaftar pada acara ini."
SETTLED = "Acara ini sudah diundi; rencananya tidak diubah lagi."
BEGUN = "Pendaftaran sudah dibuka, jadi {field} tidak diubah lagi. Batalkan acara ini bila keliru."
EARLY = "Undian baru boleh sesudah pendaftaran ditutup."
EARLIER = "Undi dahulu {one}: giliran dihitung menurut urutan acara."
WORDS = {"series": "rangkaian", "on": "tanggal", "seed": "benih undian", "location": "lokasi"}


@transaction.atomic
def plan(office: Office, *, said: Mapping[str, Any], by) -> EventDay:
    """A new edition. `said`: by PLANNED. Raises ValidationError for what does not fit together."""
    must_be_office_of(office, by=by, permission=RUN)
    row = EventDay(office=office, token=secrets.token_urlsafe(16), made_by=by.username)
    _fill(row, said)
    row.save(force_insert=True)
    must_hold(row, by=by, permission=RUN)
    _note(row, verb="event.planned", by=by, payload={"on": row.on.isoformat(), "seed": row.seed})
    return row


@transaction.atomic
def change(event: EventDay, *, said: Mapping[str, Any], by) -> EventDay:
    """Changes the plan of an edition. Raises ValidationError for what is settled by then."""
    row = locked(event, "location")
    must_hold(row, by=by, permission=RUN)
    if row.drawn_at or row.cancelled_why:
        raise ValidationError(SETTLED)
    if timezone.now() >= row.opens_at:
        for name in FIXED:
            if name in said and said[name] != getattr(row, name):
                raise ValidationError({name: BEGUN.format(field=WORDS[name])})
    _fill(row, said)
    row.save()
    must_hold(row, by=by, permission=RUN)
    _note(row, verb="event.changed", by=by, payload={"on": row.on.isoformat(), "seats": row.seats})
    return row


def _fill(row: EventDay, said: Mapping[str, Any]) -> None:
    for name in PLANNED:
        if name in said:
            setattr(row, name, said[name])
    row.seed = row.seed if said.get("seed") is not None or (row.pk and row.seed > 1) else 1
    if row.seed == 1:
        row.seed = rules.usual_seed(row.on)
    if row.location.office_id != row.office_id:
        raise ValidationError({"location": OTHER_LOCATION})
    row.place = row.location.place
    _must_share(row)
    if row.closes_at > queries.begins(None, row):
        raise ValidationError({"closes_at": LATER})
    row.full_clean()


def _must_share(row: EventDay) -> None:
    """Pitches kept for trades are of trades there are, and no more than there are pitches."""
    for trade in row.places_by_trade:
        if trade not in Trade.values:
            raise ValidationError(STRANGE_TRADE.format(trade=trade))
    try:
        drawing.share(row.seats, row.places_by_trade)
    except ValueError:
        raise ValidationError({"seats": TOO_MANY}) from None


@transaction.atomic
def cancel(event: EventDay, *, why: str, by) -> EventDay:
    """The edition does not take place; it counts for nobody's turn."""
    row = locked(event, "location")
    must_hold(row, by=by, permission=RUN)
    if not why.strip():
        raise ValidationError({"why": "Tuliskan alasannya; yang mendaftar akan membacanya."})
    if queries.standing(by, row) in (rules.CANCELLED, rules.OVER):
        raise ValidationError("Acara ini sudah selesai atau sudah dibatalkan.")
    row.cancelled_why = why.strip()[:300]
    row.save(update_fields=["cancelled_why"])
    _note(row, verb="event.cancelled", by=by, payload={"why": row.cancelled_why})
    return row


@transaction.atomic
def ask(event: EventDay, *, vendor: Vendor, by) -> SlotRequest:
    """A vendor asks for a pitch. `by`: the officer, or VISITOR for who registers himself.

    After the draw an officer may still put somebody at the end of the waiting list. Raises
    ValidationError while registration is closed, for a vendor of another office, one who trades no
    longer, one whose turn it is not, and one who asked already.
    """
    row = locked(event, "location")
    visitor = by == VISITOR
    if not visitor:
        must_hold(row, by=by, permission=RUN)
    now = queries.standing(None, row)
    late = now == rules.DRAWN and not visitor
    if now != rules.OPEN and not late:
        raise ValidationError(NOT_OPEN)
    _must_fit(row, vendor)
    made = SlotRequest.objects.create(
        event=row, vendor=vendor, asked_at=timezone.now(), since=timezone.now(),
        state=rotation.WAITING if late else rotation.ASKED, trade=vendor.trade,
        local=queries.is_local(None, row, vendor), by="" if visitor else by.username,
        order=queries.last_order(None, row) + 1 if late else None,
        why="Mendaftar sesudah undian; di akhir daftar tunggu." if late else "",
    )  # fmt: skip
    _note(row, verb="event.asked", by=by, payload={"vendor": str(vendor.pk), "state": made.state})
    return made


def _must_fit(event: EventDay, vendor: Vendor) -> None:
    if vendor.office_id != event.office_id:
        raise ValidationError({"vendor": OTHER_OFFICE})
    if vendor.left_on is not None:
        raise ValidationError({"vendor": GONE})
    if event.requests.filter(vendor=vendor).exists():
        raise ValidationError({"vendor": TWICE})
    turn = queries.turns(None, event, [vendor.pk])[vendor.pk]
    if not turn.may:
        raise ValidationError({"vendor": turn.why})


@transaction.atomic
def draw(event: EventDay, *, by) -> list[drawing.Drawn]:
    """Draws once; every request gets its outcome and the reason. Answers the receipt.

    Raises ValidationError before registration is over, when it was drawn, and while an earlier
    edition of the series waits for its draw.
    """
    row = locked(event, "location")
    must_hold(row, by=by, permission=RUN)
    _must_be_drawable(row)
    asked = list(
        row.requests.select_for_update().filter(state=rotation.ASKED).select_related("vendor")
    )
    turns = queries.turns(by, row, [one.vendor_id for one in asked])
    found = drawing.draw(
        [
            drawing.Asking(one.vendor.number, one.trade, one.local, turns[one.vendor_id].why)
            for one in asked
        ],
        seats=row.seats, seed=row.seed, by_trade=row.places_by_trade, labels=dict(Trade.choices),
    )  # fmt: skip
    _give(row, {one.vendor.number: one for one in asked}, found)
    row.drawn_at, row.drawn_by = timezone.now(), by.username
    row.receipt = [drawing.texts(one) for one in found]
    row.save(update_fields=["drawn_at", "drawn_by", "receipt"])
    _note(row, verb="event.drawn", by=by, payload={
        "seed": row.seed, "asked": len(found), "sha256": drawing.seal(row.receipt),
        "given": sum(one.outcome == rotation.DRAWN for one in found),
    })  # fmt: skip
    return found


def _must_be_drawable(row: EventDay) -> None:
    if row.drawn_at:
        raise ValidationError("Acara ini sudah diundi.")
    if row.cancelled_why:
        raise ValidationError("Acara ini dibatalkan.")
    if timezone.now() < row.closes_at:
        raise ValidationError(EARLY)
    earlier = queries.undrawn_before(None, row)
    if earlier is not None:
        raise ValidationError(EARLIER.format(one=earlier))


def _give(event: EventDay, rows: Mapping[int, SlotRequest], found: list[drawing.Drawn]) -> None:
    """Writes outcome, order, pitch and reason of everybody."""
    pitches = queries.pitches(None, event)
    now = timezone.now()
    for one in found:
        row = rows[one.number]
        row.state, row.since, row.order, row.why = (
            one.outcome,
            now,
            one.order or None,
            one.why[:300],
        )
        if one.seat:
            row.pitch, row.pitch_number = _pitch(pitches, one.seat)
    SlotRequest.objects.bulk_update(
        rows.values(), ["state", "since", "order", "why", "pitch", "pitch_number"], batch_size=500
    )


def _pitch(pitches: list[Pitch], seat: int) -> tuple[Pitch | None, str]:
    """The pitch of the location; without so many of them a running number."""
    found = pitches[seat - 1] if seat <= len(pitches) else None
    return found, found.number if found else f"{seat:03d}"


def _note(event: EventDay, *, verb: str, by, payload: dict) -> None:
    audit.record(verb, event, by=by, payload=payload, place=event.place, office=event.office)
