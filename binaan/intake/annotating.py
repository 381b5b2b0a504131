"""The sender's own workbook with every open problem of a batch marked in its cell.

See docs/rules/marked-workbook.md.
"""

from pathlib import Path
from typing import NamedTuple

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from binaan.access import audit
from binaan.access.permissions import Permission
from binaan.intake import wording
from binaan.intake.kinds import KINDS, Kind
from binaan.intake.models import STILL_OPEN, Batch, Problem
from binaan.intake.problems import describe
from binaan.kit import files
from binaan.kit.sheets import marking
from binaan.kit.sheets.reading import Unreadable

TYPED_AS_TEXT = ("identifier", "phone")  # kinds of field that lose digits in a number cell


class Annotated(NamedTuple):
    """How many problems were marked, in how many cells, and whether the formats were kept."""

    problems: int
    cells: int
    formats_kept: bool


def annotate(batch: Batch, out: Path, *, user=None) -> Annotated:
    """Write the marked workbook to `out` and note who took it; without `user`, at the machine.

    Raises PermissionDenied for a user who may not bring in this list or not read personal data,
    ValidationError with a sentence where there is nothing to mark or nothing can be written.
    """
    if user is not None:
        _must_be_allowed(batch, user)
    marks = marks_of(batch)
    if not marks:
        raise ValidationError(
            "Tidak ada masalah yang masih menunggu di daftar ini, jadi tidak ada yang ditandai."
        )
    path = files.path_of(batch.file_id)
    if not path.is_file():
        raise ValidationError("Berkas asal daftar ini sudah dihapus, jadi tidak dapat ditandai.")
    try:
        done = marking.mark(path, batch.file_name, out, marks, str(batch.pk))
    except (marking.Unmarkable, Unreadable) as error:
        raise ValidationError(str(error)) from error
    _note(batch, len(marks), user)
    return Annotated(len(marks), done.cells, done.formats_kept)


def file_name(batch: Batch) -> str:
    """What the marked workbook of a batch is called."""
    return f"Perlu diperbaiki - {Path(batch.file_name).stem[:150]}.xlsx"


def marks_of(batch: Batch) -> list[marking.Mark]:
    """A mark for each problem nobody has decided about, in the order of the sheets."""
    kind = KINDS[batch.version.source.kind]
    found = Problem.objects.filter(batch=batch, state__in=STILL_OPEN)
    return [_mark(kind, batch, one) for one in found.order_by("sheet", "line", "column", "id")]


def _mark(kind: Kind, batch: Batch, problem: Problem) -> marking.Mark:
    """Words of personal fields are masked: a note is read over people's shoulders."""
    field, words = kind.field(problem.field), describe(problem.code)
    return marking.Mark(
        sheet=batch.layout[problem.sheet]["name"],
        line=problem.line,
        column=problem.column,
        field=wording.label(kind, problem.field),
        written=wording.written(kind, problem.field, problem.value),
        problem=words.message,
        step=words.next_step,
        suggestion=wording.written(kind, problem.field, problem.suggestion),
        text=field is not None and field.kind in TYPED_AS_TEXT,
    )


def _must_be_allowed(batch: Batch, user) -> None:
    for permission, sentence in (
        (Permission.LIST_IMPORT, "Anda tidak bertugas memasukkan daftar ini."),
        (
            Permission.PERSONAL_READ,
            "Buku kerja ini memuat data pribadi lengkap; tugas Anda tidak mencakup membacanya.",
        ),
    ):
        if not Batch.objects.permitted(user, permission).filter(pk=batch.pk).exists():
            raise PermissionDenied(sentence)


@transaction.atomic
def _note(batch: Batch, problems: int, user) -> None:
    """Who took the workbook, and that its personal columns can be read in full."""
    kind = KINDS[batch.version.source.kind]
    named = {name for layout in batch.layout for name in layout["columns"]}
    personal = sorted(named & kind.personal)
    by, where = user or "", {"place": batch.place, "office": batch.version.source.office}
    details = {"problems": problems, "file": batch.file_name}
    audit.record("list.workbook_sent", batch, by=by, payload=details, **where)
    if personal:
        reading = {"fields": personal, "rows": batch.rows, "why": "buku kerja bertanda"}
        audit.record("personal.read", batch, by=by, payload=reading, **where)
