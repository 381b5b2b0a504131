"""What every decision about problems shares: who may, what is still open, and what is written down."""

from typing import NamedTuple

from django.core.exceptions import PermissionDenied, ValidationError

from binaan.access import audit
from binaan.access.models import User
from binaan.access.permissions import Permission
from binaan.intake.amending import parts
from binaan.intake.answers import MOST_AT_ONCE
from binaan.intake.kinds import KINDS, Kind
from binaan.intake.landing import HOLDING
from binaan.intake.models import (
    STILL_OPEN,
    Batch,
    BatchState,
    Problem,
    ProblemState,
    Repair,
    RepairKind,
    Row,
)
from binaan.kit.numbers import id_number

__all__ = ["HOLDING"]
TOO_MANY = f"Paling banyak {id_number(MOST_AT_ONCE)} baris sekali jawab. Jawab sebagian dulu."
OUTSIDE = "Sebagian masalah ini di luar wilayah tugas Anda."
DONE = {
    ProblemState.REPAIRED: "diperbaiki",
    ProblemState.ACCEPTED: "diterima",
    ProblemState.SET_ASIDE: "disisihkan",
    ProblemState.ASKED: "ditanyakan",
}
STATES = {
    RepairKind.VALUE: ProblemState.REPAIRED,
    RepairKind.ACCEPT: ProblemState.ACCEPTED,
    RepairKind.INCLUDE: ProblemState.REPAIRED,
    RepairKind.SET_ASIDE: ProblemState.SET_ASIDE,
    RepairKind.ASK: ProblemState.ASKED,
}


class Chosen(NamedTuple):
    """Problems of one batch, locked, open, and each within reach of who decides."""

    batch: Batch
    kind: Kind
    problems: list[Problem]

    @property
    def ordinals(self) -> list[int]:
        return sorted({problem.ordinal for problem in self.problems})

    def only(self, name: str) -> str:
        """What all of them have in common; "" when they differ."""
        said = {getattr(problem, name) for problem in self.problems}
        return said.pop() if len(said) == 1 else ""


def chosen(problems, *, by, states=STILL_OPEN, most: int | None = None) -> Chosen:
    """Lock the problems and check them; raises PermissionDenied or ValidationError."""
    keys = sorted({getattr(problem, "pk", problem) for problem in problems})
    if most is not None and len(keys) > most:
        raise ValidationError(TOO_MANY)
    found = [
        problem
        for part in parts(keys)
        for problem in Problem.objects.select_for_update(of=("self",)).filter(pk__in=part).order_by("pk")
    ]  # fmt: skip
    if not found or len(found) != len(keys):
        raise ValidationError("Masalah ini tidak ada lagi. Muat ulang halamannya.")
    must_reach(keys, by=by)
    if len({problem.batch_id for problem in found}) > 1:
        raise ValidationError("Pilih masalah dari satu daftar saja.")
    batch = batch_of(found[0].batch_id)
    if batch.state != BatchState.APPLIED:
        raise ValidationError("Daftar ini belum selesai dimasukkan; perbaiki sesudahnya.")
    _must_be_open(found, states)
    return Chosen(batch, KINDS[batch.version.source.kind], found)


def batch_of(key) -> Batch:
    """A batch with all that reading its rows needs."""
    return Batch.objects.select_related("version__source__office", "place").get(pk=key)


def must_reach(keys: list[int], *, by) -> None:
    """Every one of these problems, or none."""
    mine = Problem.objects.permitted(by, Permission.LIST_REPAIR)
    if sum(mine.filter(pk__in=part).count() for part in parts(keys)) != len(keys):
        raise PermissionDenied(OUTSIDE)


def _must_be_open(found: list[Problem], states) -> None:
    settled = next((problem for problem in found if problem.state not in states), None)
    if settled is None:
        return
    if settled.state == ProblemState.SUPERSEDED:
        raise ValidationError("Masalah ini sudah digantikan daftar yang lebih baru.")
    by = settled.repair.by if settled.repair else ""
    name = str(User.objects.filter(username=by).first() or by)
    done = DONE.get(settled.state, "diputuskan")
    raise ValidationError(f"Masalah ini sudah {done} oleh {name}. Muat ulang halamannya.")


def write(kind: RepairKind, about: Chosen, *, by, value: str = "", reason: str = "") -> Repair:
    """The decision itself; its problems are settled by `settle`."""
    return Repair.objects.create(
        batch=about.batch,
        kind=kind,
        field=about.only("field"),
        code=about.only("code"),
        was=about.only("value"),
        value=value,
        reason=reason,
        by=by.username,
    )


def settle(made: Repair, about: Chosen, also: list[int] | None = None) -> None:
    """Mark the problems decided, with others (`also`, by id) that the same decision settles."""
    keys = sorted({problem.pk for problem in about.problems} | set(also or ()))
    for part in parts(keys):
        Problem.objects.filter(pk__in=part).update(state=STATES[made.kind], repair=made)
    made.problems_settled = len(keys)
    made.save(update_fields=["problems_settled"])


def mark_rows(batch: Batch, ordinals, **values) -> None:
    """Set the marks of these rows."""
    for part in parts(sorted(ordinals)):
        Row.objects.filter(batch=batch, ordinal__in=part).update(**values)


def note(verb: str, made: Repair, about: Chosen, *, by, **more) -> None:
    """One event for the whole decision; whatever may be personal lies in its payload."""
    details = {
        "repair": str(made.pk),
        "field": made.field,
        "code": made.code,
        "problems": made.problems_settled,
        "ordinals": about.ordinals,
        "was": made.was,
        "value": made.value,
        "reason": made.reason,
    }
    batch = about.batch
    audit.record(
        verb, batch, by=by, payload=details | more, place=batch.place,
        office=batch.version.source.office,
    )  # fmt: skip
