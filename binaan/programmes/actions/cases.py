"""Coaching cases: a problem, what was agreed until when, what came of it. A case ends with an outcome."""

from datetime import date
from typing import NamedTuple

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from binaan.access import audit
from binaan.access.models import Office, User
from binaan.access.permissions import Permission
from binaan.kit.models import StoredFile
from binaan.programmes.actions.serving import Rendered, serve
from binaan.programmes.actions.staying import Begun, open_path
from binaan.programmes.choices import ActivityKind, CaseOutcome, ServiceKind
from binaan.programmes.models import Case, CaseStep, Expert, Pathway
from binaan.registry.actions.reach import locked, must_not_be_future, must_reach
from binaan.registry.actions.touching import touch
from binaan.registry.models import Business

OUTSIDE = "Kasus ini di luar wilayah atau kantor tugas Anda."
CLOSED = "Kasus ini sudah ditutup; buka kasus baru bila masalahnya kembali."
RESULT = (CaseOutcome.SOLVED, CaseOutcome.PARTLY)  # these are a service (docs/rules/layanan.md §1)


class Opened(NamedTuple):
    """A problem of a business, whose office works on it, since when, who and with which expert."""

    problem: str
    office: Office
    on: date
    officer: User | None = None
    expert: Expert | None = None


class Ended(NamedTuple):
    """How a case ended."""

    outcome: str
    result: str
    on: date


@transaction.atomic
def open_case(business: Business, *, opened: Opened, by) -> Case:
    """Open a case; it hangs on the open path of the business, if there is one."""
    business = locked(business)
    must_not_be_future(opened.on)
    problem = opened.problem.strip()
    if not problem:
        raise ValidationError({"problem": "Tuliskan masalahnya."})
    held = Pathway.objects.select_for_update(of=("self",), no_key=True)  # lest it be closed now
    path = held.filter(business=business, office=opened.office, closed_on=None).first()
    row = Case.objects.create(
        business=business, place_id=business.place_id, office=opened.office, pathway=path,
        problem=problem, opened_on=opened.on, officer=opened.officer, expert=opened.expert,
        made_by=by.username, made_at=timezone.now(),
    )  # fmt: skip
    must_reach(business, by=by, permission=Permission.FOLLOW_UP)
    _note(row, "case.opened", by, on=opened.on)
    return row


@transaction.atomic
def agree(case: Case, *, action: str, due: date, by) -> CaseStep:
    """What was agreed to be done, and until when."""
    row = _held(case, by)
    if not action.strip():
        raise ValidationError({"action": "Tuliskan yang disepakati."})
    if due < row.opened_on:
        raise ValidationError({"due": "Tanggal ini sebelum kasusnya dibuka."})
    step = CaseStep.objects.create(
        case=row, action=action.strip(), due=due, by=by.username, at=timezone.now()
    )
    _note(row, "case.agreed", by, due=due)
    return step


@transaction.atomic
def step_done(
    step: CaseStep, *, on: date, result: str, evidence: StoredFile | None = None, by
) -> CaseStep:
    """What came of an agreed step, with its evidence if there is any."""
    row = _held(step.case, by)
    step = CaseStep.objects.select_for_update().get(pk=step.pk)
    must_not_be_future(on)
    if step.done_on is not None:
        raise ValidationError("Langkah ini sudah dicatat selesai.")
    if on < row.opened_on:
        raise ValidationError({"on": "Tanggal ini sebelum kasusnya dibuka."})
    if not result.strip():
        raise ValidationError({"result": "Tuliskan hasil langkah ini."})
    step.done_on, step.result, step.evidence = on, result.strip(), evidence
    step.save()
    _note(row, "case.step_done", by, on=on, evidence=evidence.sha256 if evidence else "")
    return step


@transaction.atomic
def close(case: Case, *, ended: Ended, by) -> Case:
    """Close a case with its outcome; solved or partly solved it is a service and moves the path on."""
    row = _held(case, by)
    must_not_be_future(ended.on)
    _must_have_ended(row, ended)
    row.outcome, row.result, row.closed_on = ended.outcome, ended.result.strip(), ended.on
    row.closed_by = by.username
    if ended.outcome in RESULT:
        serve([Rendered(row.business_id, row.pk)], kind=ServiceKind.COACHING, on=ended.on,
              office=row.office, by=by)  # fmt: skip
        begun = Begun(
            row.office, ActivityKind.COACHING, ended.on, "Kasus pembinaan ditutup dengan hasil"
        )
        row.pathway = open_path(row.business, begun=begun, by=by)
    row.save()
    _note(row, "case.closed", by, on=ended.on, outcome=ended.outcome)
    return row


def _must_have_ended(row: Case, ended: Ended) -> None:
    if ended.on < row.opened_on:
        raise ValidationError({"on": "Tanggal ini sebelum kasusnya dibuka."})
    if ended.outcome not in CaseOutcome.values:
        raise ValidationError({"outcome": "Pilih hasil akhirnya."})
    if not ended.result.strip():
        raise ValidationError({"result": "Uraikan hasilnya; kasus hanya ditutup dengan hasil."})
    done = row.steps.filter(done_on__isnull=False).exists()
    if ended.outcome in RESULT and not done:
        raise ValidationError(
            {
                "outcome": "Belum ada langkah yang dilaksanakan; catat dahulu langkah yang membawa hasil."
            }
        )


def _held(case: Case, by) -> Case:
    found = Case.objects.select_for_update(of=("self",)).select_related(
        "office", "place", "business"
    )
    row = found.get(pk=case.pk)
    _must_hold(row, by)
    if row.closed_on is not None:
        raise ValidationError(CLOSED)
    return row


def _must_hold(row: Case, by) -> None:
    if not Case.objects.permitted(by, Permission.FOLLOW_UP).filter(pk=row.pk).exists():
        raise PermissionDenied(OUTSIDE)


def _note(row: Case, verb: str, by, **said) -> None:
    touch([row.business_id])
    payload = {"business": str(row.business_id)} | said
    audit.record(verb, row, by=by, payload=payload, place=row.place, office=row.office)
    _must_hold(row, by)
