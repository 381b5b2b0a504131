"""A TDU is applied for and walked, one step at a time. Rule: docs/rules/pkl.md §5."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from binaan.access.permissions import Permission
from binaan.kit.stepping import CALENDAR, Said, step_down, told
from binaan.vendors.actions.issuing import Asked, follow, must_be_possible, note
from binaan.vendors.actions.issuing import due as due_of
from binaan.vendors.actions.issuing import registration as register
from binaan.vendors.actions.reach import locked, must_hold
from binaan.vendors.actions.steps import must_be_told, step_from
from binaan.vendors.models import Permit, Vendor
from binaan.vendors.rules import permits as rules
from binaan.vendors.rules.ways import LEAST_STATEMENTS, STATEMENTS, TDU, WORKFLOWS

HELD = "PKL ini sudah punya TDU yang berlaku ({number}); perpanjang atau akhiri dulu."
UNDER_WAY = "Permohonan TDU PKL ini masih berjalan ({number})."
LEFT = "PKL ini tercatat tidak berjualan; data ulang dulu."
ELSEWHERE = "Lokasi ini milik kantor lain."
NOT_HERE = "Lapak ini bukan di lokasi itu."


@transaction.atomic
def apply_for(vendor: Vendor, *, asked: Asked, said: Said, by) -> Permit:
    """Receive an application. The listing before it is written down as the first step.

    Raises ValidationError for a vendor who holds a TDU or is being decided on, and for what the
    step asks for and is missing.
    """
    row = locked(vendor)
    must_hold(row, by=by, permission=Permission.VENDOR_EDIT)
    first = WORKFLOWS[TDU].first
    step = step_from(TDU, first.now, "ajukan_tdu", since=row.registered_on, on=said.on)
    must_be_told(step, said)
    _must_be_free(row, said.on)
    _must_fit_together(row, asked)
    permit = Permit.objects.create(
        vendor=row, place=row.place, office=row.office, location=asked.location, pitch=asked.pitch,
        registration=register(row, said.on), state=step.now, since=said.on,
        due=due_of(row.office, step.now, said.on, said.on), officer=asked.officer,
        applied_on=said.on, photo=asked.photo, filled=dict(said.filled), made_by=by.username,
        renews=_followed(row), **asked.schedule._asdict(),
    )  # fmt: skip
    row.statements = said.filled["pernyataan"].split()
    row.save(update_fields=["statements"])
    step_down(permit, first, Said(row.registered_on), row.made_by)
    step_down(permit, step, said, by.username)
    note("tdu.applied", permit, by, told(step, said))
    must_hold(permit, by=by, permission=Permission.VENDOR_EDIT)
    return permit


@transaction.atomic
def ask_otherwise(permit: Permit, *, asked: Asked, by) -> Permit:
    """Another place or time for an application that is not decided yet."""
    row = locked(permit, "vendor")
    must_hold(row, by=by, permission=Permission.VENDOR_EDIT)
    if row.state not in rules.APPLYING:
        raise ValidationError("Permohonan ini sudah diputus.")
    _must_fit_together(row.vendor, asked)
    row.location, row.pitch = asked.location, asked.pitch
    row.days, row.begins, row.ends = asked.schedule
    row.photo, row.officer = asked.photo or row.photo, asked.officer or row.officer
    row.save()
    note("tdu.changed", row, by, {"location": asked.location.code})
    return row


@transaction.atomic
def take_step(permit: Permit, *, event: str, said: Said, by) -> Permit:
    """Take one step of the way; what the calendar did by that day is written down before it.

    Answers the TDU that stands afterwards: a move to another place makes a new one. Raises
    ValidationError for a step that does not lead on from here, and for what is missing or wrong.
    """
    locked(permit.vendor)  # a vendor's TDUs are decided one after another
    row = locked(permit, "vendor", "location")
    _let_time_pass(row, said.on)
    step = step_from(TDU, row.state, event, since=row.since, on=said.on)
    must_hold(row, by=by, permission=Permission(step.permission))
    must_be_told(step, said)
    must_be_possible(row, step, said, by)
    row.filled = row.filled | dict(said.filled)
    row.state, row.since = step.now, said.on
    row.due = due_of(row.office, step.now, said.on, _asked_on(row, said.on))
    made = follow(row, step, said, by)
    row.save()
    step_down(row, step, said, by.username)
    note("tdu.stepped", row, by, told(step, said) | {"number": row.number})
    must_hold(row, by=by, permission=Permission(step.permission))
    return made or row


@transaction.atomic
def issue_at_once(vendor: Vendor, *, asked: Asked, until: date | None, on: date, by) -> Permit:
    """From application to TDU in one go: what the counter does when every paper lies on the table.

    Raises what each of the steps raises; nothing is written then.
    """
    said = vendor.statements if len(vendor.statements) >= LEAST_STATEMENTS else STATEMENTS
    permit = apply_for(vendor, asked=asked, said=Said(on, {"pernyataan": " ".join(said)}), by=by)
    for event, filled in (("berkas_lengkap", {}), ("lokasi_layak", {"hasil": "Sesuai."})):
        permit = take_step(permit, event=event, said=Said(on, filled), by=by)
    last = {"berlaku_sampai": until.isoformat()} if until else {}
    return take_step(permit, event="terbitkan", said=Said(on, last), by=by)


def _must_be_free(vendor: Vendor, on: date) -> None:
    """Raises ValidationError for a vendor who left, holds a TDU, or is being decided on."""
    if vendor.left_on is not None:
        raise ValidationError(LEFT)
    for one in vendor.permits.all():
        state = rules.state_on(one.state, one.valid_until, on=on)
        if state in rules.COUNTS:
            raise ValidationError(HELD.format(number=one))
        if state in rules.APPLYING:
            raise ValidationError(UNDER_WAY.format(number=one))


def _must_fit_together(vendor: Vendor, asked: Asked) -> None:
    if asked.location.office_id != vendor.office_id:
        raise ValidationError({"location": ELSEWHERE})
    if asked.pitch is not None and asked.pitch.location_id != asked.location.pk:
        raise ValidationError({"pitch": NOT_HERE})


def _followed(vendor: Vendor) -> Permit | None:
    """The TDU that lapsed or was revoked, and nothing followed yet."""
    issued = vendor.permits.filter(issued_on__isnull=False, renewed_by__isnull=True)
    return issued.order_by("-valid_until").first()


def _let_time_pass(row: Permit, on: date) -> None:
    """Write down the steps the calendar has taken since."""
    for step, day in rules.clock_steps(row.state, row.valid_until, on=on):
        step_down(row, step, Said(day), CALENDAR)
        row.state, row.since = step.now, day
    row.save(update_fields=["state", "since"])


def _asked_on(row: Permit, on: date) -> date:
    """The day the application came in as it is decided on now: again after an objection."""
    if row.state == "diajukan":
        return on
    last = row.steps.filter(now="diajukan").order_by("-on").first()
    return last.on if last else row.applied_on
