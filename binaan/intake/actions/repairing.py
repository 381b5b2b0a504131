"""Deciding about problems: a value, as it stands, in after all, set aside, asked (docs/rules/repairs.md)."""

import polars as pl
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q

from binaan.intake.actions.undoing import undo
from binaan.intake.amending import Amending, parts
from binaan.intake.answers import MOST_AT_ONCE
from binaan.intake.deciding import (
    HOLDING,
    Chosen,
    chosen,
    mark_rows,
    note,
    settle,
    write,
)
from binaan.intake.kinds import Amended
from binaan.intake.landing import insert_problems
from binaan.intake.models import STILL_OPEN, Problem, ProblemState, Repair, RepairKind
from binaan.intake.problems import describe
from binaan.intake.remembering import may_remember, remember_words

__all__ = ["accept", "ask", "include", "repair", "set_aside", "undo"]
INCLUDED = ("row_hidden", "row_repeated", "row_refused")
OVERTAKEN = "Ada yang menulis nomor atau baris yang sama pada saat ini. Coba sekali lagi."
ANY = Q()
LONGEST, LONGEST_REASON = 2000, 500  # letters of a value; of a reason, which each claim repeats


@transaction.atomic
def repair(problems, *, value: str, by, remember: bool = False, reason: str = "") -> Repair:
    """Give the right value for problems of one field of one batch; it goes in as `by`'s claim.

    Raises ValidationError with what is still wrong, PermissionDenied when any of the problems or
    their businesses is out of reach; then nothing has changed.
    """
    about = chosen(problems, by=by, most=MOST_AT_ONCE)
    field, value = about.only("field"), _plain(value)
    if not field:
        raise ValidationError("Pilih masalah dari isian yang sama.")
    if not value or len(value) > LONGEST:
        raise ValidationError("Isi nilai yang benar.")
    if remember:
        may_remember(about, by=by)
    made = write(RepairKind.VALUE, about, by=by, value=value, reason=_tidy(reason))
    rows = Amending(about.batch, about.kind, about.ordinals)
    before = rows.said_before()
    says = about.kind.amend(field, value)
    now = rows.read({ordinal: before.get(ordinal, {}) | says for ordinal in about.ordinals})
    _must_be_right(about, field, now.problems)
    also = _settled_along(about, field)
    opened = _others_hold(about, {problem.pk for problem in about.problems} | set(also))
    clean = now.clean.with_columns(pl.lit(False).alias("apart"))
    entered = _mend(made, about, rows, before, clean, opened=opened, by=by)
    settle(made, about, also)
    if remember:
        remember_words(made, about, by=by)
    note("list.repaired", made, about, by=by, entered=len(entered), remembered=remember)
    return made


@transaction.atomic
def include(problems, *, by, reason: str = "") -> Repair:
    """Let rows in that were hidden in their sheet or repeat another: each as it stands."""
    about = chosen(problems, by=by, most=MOST_AT_ONCE)
    if not all(problem.code in INCLUDED for problem in about.problems):
        raise ValidationError(
            "Hanya baris tersembunyi, baris terulang atau yang tadi ditolak yang dapat dimasukkan."
        )
    made = write(RepairKind.INCLUDE, about, by=by, reason=_tidy(reason))
    rows = Amending(about.batch, about.kind, about.ordinals)
    before = rows.said_before()
    apart = [p.ordinal for p in about.problems if p.code == "row_repeated"]
    clean = rows.read(before).clean.with_columns(pl.col("ordinal").is_in(apart).alias("apart"))
    opened = _others_hold(about, {problem.pk for problem in about.problems})
    entered = _mend(made, about, rows, before, clean, opened=opened, by=by)
    settle(made, about)
    note("list.included", made, about, by=by, entered=len(entered))
    return made


@transaction.atomic
def accept(problems, *, by, reason: str = "") -> Repair:
    """Leave as it came: what was read stays, what waits stays out."""
    about = chosen(problems, by=by)
    if any(problem.code in HOLDING for problem in about.problems):
        raise ValidationError(
            "Baris ini menunggu utuh: isi yang kurang, masukkan barisnya, atau sisihkan."
        )
    made = write(RepairKind.ACCEPT, about, by=by, reason=_tidy(reason))
    settle(made, about)
    note("list.accepted", made, about, by=by)
    return made


@transaction.atomic
def set_aside(problems, *, reason: str, by) -> Repair:
    """Deal with these no further. A row that waits whole never goes in, with all that is wrong in it."""
    about = chosen(problems, by=by)
    reason = _tidy(reason)
    if not reason:
        raise ValidationError("Tuliskan alasan menyisihkan.")
    made = write(RepairKind.SET_ASIDE, about, by=by, reason=reason)
    rows = Amending(about.batch, about.kind, about.ordinals).rows
    whole = {problem.ordinal for problem in about.problems if problem.code in HOLDING}
    waiting = rows.filter(pl.col("held") & ~pl.col("settled"))["ordinal"].to_list()
    whole &= set(waiting)
    mark_rows(about.batch, whole, settled=True)
    settle(made, about, [key for part in parts(sorted(whole)) for key in _open(about, part)])
    note("list.set_aside", made, about, by=by, rows=len(whole))
    return made


@transaction.atomic
def ask(problems, *, reason: str, by) -> Repair:
    """Ask the sender; the problems stay open and are marked as asked."""
    about = chosen(problems, by=by, states=(ProblemState.OPEN,))
    made = write(RepairKind.ASK, about, by=by, reason=_tidy(reason))
    settle(made, about)
    note("list.asked", made, about, by=by)
    return made


def _plain(text: str) -> str:
    """One line without signs nobody sees."""
    return " ".join("".join(c for c in text if c.isprintable() or c.isspace()).split())


def _tidy(reason: str) -> str:
    reason = _plain(reason)
    if len(reason) > LONGEST_REASON:
        raise ValidationError(f"Alasan paling panjang {LONGEST_REASON} huruf.")
    return reason


def _open(about: Chosen, ordinals: list[int], more=ANY) -> list[int]:
    found = Problem.objects.select_for_update().filter(
        more, batch=about.batch, ordinal__in=ordinals, state__in=STILL_OPEN
    )
    return list(found.order_by("pk").values_list("pk", flat=True))


def _must_be_right(about: Chosen, field: str, problems: pl.DataFrame) -> None:
    """Raises ValidationError with the words of the problem that the field still has."""
    wrong = problems.filter(pl.col("field").is_in(list(about.kind.kin(field)))).sort("ordinal")
    if wrong.is_empty():
        return
    told = describe(wrong["code"][0])
    line = next(p.line for p in about.problems if p.ordinal == wrong["ordinal"][0])
    where = f" (baris {line})" if len(about.problems) > 1 else ""
    raise ValidationError(f"{told.message}{where} {told.next_step}")


def _settled_along(about: Chosen, field: str) -> list[int]:
    """Other open problems of the same rows and field; those only the register finds stay."""
    of_field = Q(field__in=about.kind.kin(field)) & ~Q(code__in=INCLUDED)
    found = {key for part in parts(about.ordinals) for key in _open(about, part, of_field)}
    return sorted(found - {problem.pk for problem in about.problems})


def _others_hold(about: Chosen, decided: set[int]) -> set[int]:
    """Rows that something else still holds."""
    return {
        ordinal
        for part in parts(about.ordinals)
        for pk, ordinal in Problem.objects.filter(
            batch=about.batch, ordinal__in=part, state__in=STILL_OPEN, code__in=HOLDING
        ).values_list("pk", "ordinal")
        if pk not in decided
    }


def _mend(made, about: Chosen, rows: Amending, before, clean, *, opened, by) -> list[int]:
    """Put the amended rows into the register; answers the rows that waited whole and went in."""
    marks = rows.rows.select("ordinal", "key", "hash", "held", "repeated", "settled")
    now = (
        clean.rename({"key": "key_now"})
        .drop("held")
        .join(marks, on="ordinal", how="left", maintain_order="left")
    )
    waits = (pl.col("held") | pl.col("repeated")) & ~pl.col("settled")
    free = clean.filter(~pl.col("held") & ~pl.col("ordinal").is_in(list(opened)))["ordinal"]
    may_enter = pl.col("ordinal").is_in(free.to_list())
    now = now.with_columns(
        (waits & may_enter & (pl.col("held") | pl.col("apart"))).alias("enters"),
    )
    now = now.filter(pl.col("enters") | ~pl.col("held") | pl.col("settled"))
    if now.is_empty():
        return []
    was = rows.read(before).clean
    was = now.select("ordinal").join(was, on="ordinal", how="left", maintain_order="left")
    amended = Amended(was, now.drop("held", "repeated", "settled"))
    try:
        with transaction.atomic():
            found = about.kind.mend(made, amended, by=by)
    except IntegrityError as error:  # somebody wrote the same number or key a moment ago
        raise ValidationError(OVERTAKEN) from error
    insert_problems(about.batch, found, rows.rows, about.batch.layout)
    entered = now.filter("enters")["ordinal"].to_list()
    mark_rows(about.batch, entered, held=False, repeated=False, settled=True)
    return entered
