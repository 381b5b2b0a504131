"""A facilitation is opened and walked, one step at a time. Rule: docs/rules/fasilitasi.md."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from binaan.access import audit
from binaan.access.models import Office
from binaan.access.permissions import Permission
from binaan.kit import stepping, workflow
from binaan.kit.stepping import CALENDAR, step_down, step_from, told
from binaan.kit.workflow import Step
from binaan.programmes.actions.certificates import Issued, issue, revoke
from binaan.programmes.actions.serving import Rendered, serve
from binaan.programmes.choices import ServiceKind
from binaan.programmes.models import Activity, Facilitation, FacilitationStep
from binaan.programmes.queries import facilitating as queries
from binaan.programmes.rules import certificates
from binaan.programmes.rules import facilitation as rules
from binaan.registry.actions.reach import locked, must_not_be_future, must_reach
from binaan.registry.models import Business


@dataclass(frozen=True)
class Said(stepping.Said):
    """What a person says of a step; `fee` in rupiah, and who pays it."""

    fee: Decimal | None = None
    fee_paid_by: str = ""


class Opened(NamedTuple):
    """What is begun for a business: the kind, its product, in whose name, who looks after it."""

    kind: str
    office: Office
    product: str = ""
    activity: Activity | None = None
    officer: object = None


@transaction.atomic
def open_facilitation(business: Business, *, opened: Opened, said: Said, by) -> Facilitation:
    """Begin a facilitation with the first step of its way.

    Raises ValidationError where a condition is known to fail, or something asked for is missing.
    """
    business = locked(business)
    way, kind = rules.WORKFLOWS.get(opened.kind), rules.KINDS.get(opened.kind)
    if way is None or kind is None:
        raise ValidationError({"kind": "Pilih jenis fasilitasinya."})
    known, limits = queries.known(by, business), queries.limits(by, opened.office, said.on)
    if hindered := rules.hindrances(kind, known, limits):
        raise ValidationError(hindered)
    _must_be_told(way.first, said)
    row = Facilitation.objects.create(
        business=business, place=business.place, office=opened.office, activity=opened.activity,
        kind=kind.key, product=" ".join(opened.product.split())[:200], state=way.first.now,
        since=said.on, due=way.due(way.first.now, said.on), opened_on=said.on,
        officer=opened.officer, fee=said.fee, fee_paid_by=said.fee_paid_by.strip(),
        filled=dict(said.filled), made_by=by.username, made_at=timezone.now(),
    )  # fmt: skip
    step_down(row, way.first, said, by.username)
    _note("facilitation.opened", row, way.first, said, by)
    must_reach(business, by=by, permission=Permission.FACILITATE)
    _must_hold(row, by)
    return row


@transaction.atomic
def take_step(facilitation: Facilitation, *, event: str, said: Said, by) -> Facilitation:
    """Take one step of the way: what it asks for is kept, and what follows from it follows.

    Steps of the calendar up to that day come first. Raises ValidationError for a step that does not
    lead on from here, for a day before the last step, and for what is missing or wrong.
    """
    locked(facilitation.business)  # locks first, the trail last: who waits never waits in a circle
    found = Facilitation.objects.select_for_update(of=("self",)).select_related("business__place")
    row = found.get(pk=facilitation.pk)
    way = rules.WORKFLOWS[row.kind]
    _must_hold(row, by)
    _let_time_pass(row, way, said.on)
    step = step_from(way, row.state, event, since=row.since, on=said.on)
    _must_be_told(step, said)
    taken = step_down(row, step, said, by.username)
    _arrive(row, step, said, taken, by)
    _follow(row, step, said, by)
    _note("facilitation.moved", row, step, said, by)
    _must_hold(row, by)
    return row


def _must_be_told(step: Step, said: Said) -> None:
    must_not_be_future(said.on)
    stepping.must_be_told(step, said, wrong=rules.wrong)


def _let_time_pass(row: Facilitation, way: workflow.Workflow, on: date) -> None:
    """Write down the steps the calendar has taken since."""
    held = row.certificates.order_by("-issued_on", "-at").first()
    expires = held.expires_on if held else None
    for step, day in rules.clock_steps(way, row.state, expires=expires, on=on):
        step_down(row, step, Said(day), CALENDAR)
        row.state, row.since = step.now, day


def _follow(row: Facilitation, step: Step, said: Said, by) -> None:
    """What a step does to the certificate."""
    if step.effect in rules.ISSUING:
        _issue(row, said, by)
    held = row.certificates.filter(revoked_on__isnull=True).order_by("-issued_on", "-at").first()
    if step.effect == rules.EFFECT_REVOKE and held is not None:
        revoke(held, on=said.on, why=said.filled["alasan"], by=by)


def _issue(row: Facilitation, said: Said, by) -> None:
    number, ends = said.filled["nomor"], said.filled.get("berlaku_sampai") or ""
    issued = Issued(
        row.kind, number, said.on, date.fromisoformat(ends) if ends else None, row.product,
        file=said.file,
    )  # fmt: skip
    try:
        made = issue(row, issued=issued, by=by)
    except ValidationError as error:
        raise _by_field(error) from error
    if rules.KINDS[row.kind].number == "pirt":
        food, packaging = row.filled.get("jenis_pangan", ""), row.filled.get("kemasan", "")
        if fault := certificates.commitment_differs(made.number, food=food, packaging=packaging):
            raise ValidationError({"nomor": fault})


def _by_field(error: ValidationError) -> ValidationError:
    """The same faults under the names the step asks by."""
    names = {"number": "nomor", "expires_on": "berlaku_sampai", "issued_on": "on"}
    if not hasattr(error, "error_dict"):
        return error
    return ValidationError(
        {names.get(key, "nomor"): told for key, told in error.message_dict.items()}
    )


def _arrive(row: Facilitation, step: Step, said: Said, taken: FacilitationStep, by) -> None:
    """The row as it stands after a step; reaching a result is a service."""
    way = rules.WORKFLOWS[row.kind]
    row.state, row.since, row.due = step.now, said.on, way.due(step.now, said.on)
    row.filled = row.filled | dict(said.filled)
    if said.fee is not None:
        row.fee, row.fee_paid_by = said.fee, said.fee_paid_by.strip()
    end, first = way.states[step.now].end, row.closed_on is None
    if end and first:
        row.closed_on = said.on
    row.due = None if end else row.due
    row.save()
    if end != "hasil":
        return
    source = row.pk if first else taken.pk
    serve(
        [Rendered(row.business_id, source, row.fee)], kind=ServiceKind.FACILITATION, on=said.on,
        office=row.office, activity=row.activity, by=by,
    )  # fmt: skip


def _note(verb: str, row: Facilitation, step: Step, said: Said, by) -> None:
    payload = {"kind": row.kind, "business": str(row.business_id)} | told(step, said)
    audit.record(verb, row, by=by, payload=payload, place=row.place, office=row.office)


def _must_hold(row: Facilitation, by) -> None:
    if not Facilitation.objects.permitted(by, Permission.FACILITATE).filter(pk=row.pk).exists():
        raise PermissionDenied("Fasilitasi ini di luar wilayah atau kantor tugas Anda.")
