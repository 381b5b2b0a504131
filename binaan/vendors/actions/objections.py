"""Somebody objects: received with its term, decided, withdrawn. Rule: docs/rules/pkl.md §7."""

from datetime import date
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction

from binaan.access import audit, parameters
from binaan.access.permissions import Permission
from binaan.kit.models import StoredFile
from binaan.kit.stepping import Said
from binaan.vendors.actions import permits
from binaan.vendors.actions.reach import (
    locked,
    must_hold,
    must_not_be_future,
    must_not_precede,
    must_say,
)
from binaan.vendors.choices import ObjectionState
from binaan.vendors.models import Location, Objection, Permit, Vendor
from binaan.vendors.parameters import ANSWER_DAYS
from binaan.vendors.rules import permits as rules

GRANTING = "keberatan_diterima"
REOPENS = ("ditolak", "dicabut")  # what a granted objection takes back


class Against(NamedTuple):
    """What is objected to: a decision about a TDU, a location, or how a vendor is recorded."""

    permit: Permit | None = None
    location: Location | None = None
    vendor: Vendor | None = None

    @property
    def row(self) -> Permit | Location | Vendor:
        found = self.permit or self.location or self.vendor
        if found is None:
            raise ValidationError("Sebutkan apa yang dikeberatani.")
        return found


@transaction.atomic
def receive(
    against: Against, *, text: str, by_whom: str, on: date, by, file: StoredFile | None = None
) -> Objection:
    """Write down an objection; it is answered within the office's working days."""
    about = against.row
    must_hold(about, by=by, permission=Permission.VENDOR_EDIT)
    must_not_be_future(on, "received_on")
    vendor = against.vendor or (against.permit.vendor if against.permit else None)
    days = int(parameters.number(ANSWER_DAYS, office=about.office, on=on))
    row = Objection.objects.create(
        place=about.place, office=about.office, vendor=vendor, permit=against.permit,
        location=against.location, said=must_say(text, "said", "Tuliskan isi keberatannya."),
        by_whom=" ".join(by_whom.split())[:200], received_on=on, due=rules.objection_due(on, days),
        file=file, made_by=by.username,
    )  # fmt: skip
    _note("objection.received", row, by, {"due": row.due.isoformat()})
    return row


@transaction.atomic
def decide(objection: Objection, *, granted: bool, answer: str, on: date, by) -> Objection:
    """Answer an objection. Granted against a refusal or revocation, that is taken back."""
    row = _open(objection, on)
    must_hold(row, by=by, permission=Permission.TDU_DECIDE)
    row.answer = must_say(answer, "answer", "Tuliskan putusan dan alasannya.")
    row.state = ObjectionState.GRANTED if granted else ObjectionState.REJECTED
    row.decided_on, row.decided_by = on, by.username
    row.save(update_fields=["answer", "state", "decided_on", "decided_by"])
    if granted and row.permit is not None and row.permit.state in REOPENS:
        permits.take_step(row.permit, event=GRANTING, said=Said(on, {"alasan": row.answer}), by=by)
    _note("objection.decided", row, by, {"state": row.state})
    return row


@transaction.atomic
def withdraw(objection: Objection, *, on: date, by) -> Objection:
    """Whoever objected takes it back."""
    row = _open(objection, on)
    must_hold(row, by=by, permission=Permission.VENDOR_EDIT)
    row.state, row.decided_on = ObjectionState.WITHDRAWN, on
    row.save(update_fields=["state", "decided_on"])
    _note("objection.withdrawn", row, by, {})
    return row


def _open(objection: Objection, on: date) -> Objection:
    row = locked(objection)
    if row.state != ObjectionState.OPEN:
        raise ValidationError("Keberatan ini sudah selesai.")
    must_not_be_future(on)
    must_not_precede(on, row.received_on)
    return row


def _note(verb: str, row: Objection, by, payload: dict) -> None:
    audit.record(verb, row, by=by, payload=payload, place=row.place, office=row.office)
