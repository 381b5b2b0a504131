"""Taking a decision back: the register and the problems stand as they would without it."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from binaan.access import audit
from binaan.access.models import User
from binaan.access.permissions import Permission
from binaan.intake.amending import parts
from binaan.intake.deciding import HOLDING, batch_of, mark_rows, must_reach
from binaan.intake.kinds import KINDS
from binaan.intake.models import (
    Batch,
    Problem,
    ProblemState,
    RememberedRepair,
    Repair,
    RepairKind,
    Row,
)

WRITES = (RepairKind.VALUE, RepairKind.INCLUDE)
LATER = "Sesudahnya ada perbaikan lain atas baris yang sama ({kind}, oleh {by}). Batalkan itu dulu."
FOUND_ON_ENTERING = "identifier_conflict"  # of a row that waited, only the register can tell


@transaction.atomic
def undo(repair: Repair, *, by) -> Repair:
    """Take a decision back. Raises ValidationError when something later built on it."""
    made = Repair.objects.select_for_update(of=("self",)).get(pk=repair.pk)
    if made.undone_at is not None:
        name = str(User.objects.filter(username=made.undone_by).first() or made.undone_by)
        raise ValidationError(f"Perbaikan ini sudah dibatalkan oleh {name}.")
    batch = batch_of(made.batch_id)
    held = Problem.objects.select_for_update(of=("self",)).filter(repair=made)
    problems = list(held.order_by("pk"))
    _must_be_allowed(made, [problem.pk for problem in problems], by)
    mine = [problem for problem in problems if problem.batch_id == batch.pk]
    _must_be_last(made, batch, mine)
    again = _taken_out(made, batch, by)
    _wait_again(made, batch, mine, again)
    for part in parts([problem.pk for problem in problems]):
        Problem.objects.filter(pk__in=part).update(state=ProblemState.OPEN, repair=None)
    _in_newer_versions([p for p in problems if p.batch_id != batch.pk], mine)
    now = timezone.now()
    RememberedRepair.objects.filter(repair=made, stopped_at__isnull=True).update(
        stopped_at=now, stopped_by=by.username
    )
    made.undone_at, made.undone_by = now, by.username
    made.save(update_fields=["undone_at", "undone_by"])
    details = {"repair": str(made.pk), "field": made.field, "problems": len(problems),
               "ordinals": sorted({problem.ordinal for problem in mine}), "rows": len(again)}  # fmt: skip
    office = batch.version.source.office
    audit.record(
        "list.repair_undone", batch, by=by, payload=details, place=batch.place, office=office
    )
    return made


def _must_be_allowed(made: Repair, problems: list[int], by) -> None:
    if problems:
        must_reach(problems, by=by)
    elif not Batch.objects.permitted(by, Permission.LIST_REPAIR).filter(pk=made.batch_id).exists():
        raise PermissionDenied("Daftar ini di luar wilayah tugas Anda.")


def _must_be_last(made: Repair, batch: Batch, problems: list[Problem]) -> None:
    """Nothing later may rest on it: another value of the same field, or anything on a row it let in."""
    kind = KINDS[batch.version.source.kind]
    let_in = [p.ordinal for p in problems if p.code in (*HOLDING, "row_repeated")]
    plain = [p.ordinal for p in problems if p.code not in (*HOLDING, "row_repeated")]
    later = Problem.objects.filter(
        batch=batch, repair__at__gt=made.at, repair__undone_at__isnull=True, repair__kind__in=WRITES
    ).exclude(repair=made)
    for ordinals, more in ((let_in, {}), (plain, {"repair__field__in": kind.kin(made.field)})):
        for part in parts(ordinals):
            found = later.filter(ordinal__in=part, **more).select_related("repair").first()
            if found is not None:
                raise ValidationError(
                    LATER.format(kind=found.repair.get_kind_display().lower(), by=found.repair.by)
                )


def _taken_out(made: Repair, batch: Batch, by) -> set[int]:
    """Take it out of the register; answers the rows that wait again."""
    kind = KINDS[batch.version.source.kind]
    if made.kind not in WRITES or kind.unmend is None:
        return set()
    return set(kind.unmend(made, by=by))


def _wait_again(made: Repair, batch: Batch, problems: list[Problem], again: set[int]) -> None:
    repeated = {p.ordinal for p in problems if p.code == "row_repeated"} & again
    mark_rows(batch, again - repeated, held=True, settled=False)
    mark_rows(batch, repeated, repeated=True, settled=False)
    for part in parts(sorted(again)):
        Problem.objects.filter(
            batch=batch, ordinal__in=part, code=FOUND_ON_ENTERING, repair=None
        ).delete()
    if made.kind == RepairKind.SET_ASIDE:
        whole = {problem.ordinal for problem in problems if problem.code in HOLDING}
        mark_rows(batch, whole, settled=False)


def _in_newer_versions(taken_over: list[Problem], mine: list[Problem]) -> None:
    """What a newer version took over as decided is open there again, and only there."""
    names = {
        (row.key, problem.field, problem.code)
        for problem in taken_over
        for row in Row.objects.filter(batch=problem.batch_id, ordinal=problem.ordinal)
    }
    for problem in taken_over:
        if problem.code in HOLDING:
            mark_rows(problem.batch, [problem.ordinal], settled=False)
    for problem in mine if names else ():
        row = Row.objects.filter(batch=problem.batch_id, ordinal=problem.ordinal).first()
        if row is not None and (row.key, problem.field, problem.code) in names:
            Problem.objects.filter(pk=problem.pk).update(state=ProblemState.SUPERSEDED)
            if row.held:
                mark_rows(problem.batch, [row.ordinal], settled=True)
