"""Taking a copy of a report: its file and its figures are kept, and the trail says who took it."""

import json
import secrets
import tempfile
from pathlib import Path

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from binaan.access import audit
from binaan.kit import files
from binaan.reports.asking import Asked, choices_of
from binaan.reports.drawing import paper, plain, workbook
from binaan.reports.drawing.grid import Imprint
from binaan.reports.making import imprint_of, sheet_of
from binaan.reports.models import Printout
from binaan.reports.queries.finding import versions
from binaan.reports.sheet import Sheet

XLSX, PDF, JSON = "xlsx", "pdf", "json"
FORMATS = (XLSX, PDF, JSON)
LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # no 0 and O, no 1, I and L
LONG = 8


@transaction.atomic
def take(asked: Asked, *, form: str, by) -> Printout:
    """Make the file of a report (`form`: xlsx, pdf or json), keep it, and note who took it.

    Raises PermissionDenied for a plan `by` may not read.
    """
    if not versions(by).filter(pk=asked.version.pk).exists():
        raise PermissionDenied("Rencana ini di luar wilayah atau kantor Anda.")
    code = _free_code()
    sheet, imprint = sheet_of(by, asked), imprint_of(asked, code)
    contents = json.dumps(plain.answer(sheet, imprint), ensure_ascii=False, indent=1)
    with tempfile.TemporaryDirectory() as folder:
        figures = Path(folder) / f"{asked.report.code}-{code}.json"
        figures.write_text(contents, "utf-8")
        file = figures if form == JSON else figures.with_suffix(f".{form}")
        _draw(sheet, imprint, file, form, asked.office.name)
        made = Printout.objects.create(
            code=code, report=asked.report.code, version=asked.version, year=asked.year,
            quarter=asked.quarter, format=form, edition=imprint.edition,
            choices=choices_of(asked), hash=plain.figures_hash(sheet),
            file=files.keep(file, name=file.name, by=by.username),
            contents=files.keep(figures, name=figures.name, by=by.username),
            made_at=timezone.now(), made_by=by.username,
        )  # fmt: skip
    payload = {
        "report": made.report, "code": code, "version": str(asked.version.pk), "year": made.year,
        "quarter": made.quarter, "format": form, "hash": made.hash,
    }  # fmt: skip
    document = asked.version.document
    audit.record(
        "report.made", made, by=by, payload=payload, place=document.place, office=document.office
    )
    return made


def _draw(sheet: Sheet, imprint: Imprint, file: Path, form: str, office: str) -> None:
    if form == XLSX:
        workbook.write(sheet, imprint, file, office)
    elif form == PDF:
        file.write_bytes(paper.pdf(sheet, imprint, office))


def _free_code() -> str:
    """A code nobody has: 31^8 of them, so the first one nearly always is free."""
    while True:
        code = "".join(secrets.choice(LETTERS) for _ in range(LONG))
        if not Printout.objects.filter(code=code).exists():
            return code
