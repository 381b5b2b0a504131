"""`report`: one statutory report of a plan as a workbook, a PDF or JSON."""

import os
import shutil
from pathlib import Path
from uuid import UUID

from binaan.access.commands import user_named
from binaan.kit.commands import JsonCommand, Refused, WrongUsage
from binaan.kit.dates import today
from binaan.kit.files import path_of
from binaan.kit.typesetting import NoFonts
from binaan.planning.models import Version
from binaan.reports.actions import taking
from binaan.reports.asking import Report
from binaan.reports.catalogue import CATALOGUE
from binaan.reports.queries import finding


class Command(JsonCommand):
    help = "Mencetak satu laporan rencana sebagai XLSX, PDF atau JSON."

    def arguments(self, parser):
        parser.add_argument("code", help="Kode laporan; lihat perintah `reports`.")
        parser.add_argument("--document", required=True, help="ID dokumen atau versinya.")
        parser.add_argument("--year", type=int, help="Tahun laporan.")
        parser.add_argument("--quarter", type=int, choices=(1, 2, 3, 4), help="Triwulan 1-4.")
        parser.add_argument("--format", required=True, choices=taking.FORMATS, dest="form")
        parser.add_argument("--out", required=True, help="Berkas yang ditulis.")
        parser.add_argument("--as", dest="reader", required=True, metavar="U", help="Pengguna.")

    def answer(self, **options):
        report, by = _report(options["code"]), user_named(options["reader"])
        year, quarter = _period(report, options)
        version = _version(by, options["document"], year, quarter)
        _must_fit(report, version, year if report.needs_year else None)
        out = Path(options["out"])
        _must_be_writable(out)
        asked = finding.asked(by, report, version, year=year, quarter=quarter, on=today())
        try:
            made = taking.take(asked, form=options["form"], by=by)
        except NoFonts as error:
            raise Refused(str(error)) from None
        try:
            shutil.copyfile(path_of(made.file.sha256), out)
        except OSError as error:
            raise Refused(f"{out} tidak dapat ditulis: {error.strerror}.") from None
        return {"code": made.code, "hash": made.hash}

    def as_text(self, answer) -> str:
        return f"Kode cetak {answer['code']}, sidik angka {answer['hash']}"


def _must_be_writable(out: Path) -> None:
    """Asked before a copy is taken: the trail names no copy that nobody got."""
    if not out.parent.is_dir():
        raise Refused(f"Folder {out.parent} tidak ada. Buat dahulu, lalu ulangi.")
    if out.is_dir() or not os.access(out if out.exists() else out.parent, os.W_OK):
        raise Refused(f"{out} tidak dapat ditulis. Pilih nama berkas atau folder lain.")


def _report(code: str) -> Report:
    found = CATALOGUE.get(code) or CATALOGUE.get(code.upper())
    if found is None:
        raise Refused(f"Laporan {code} belum dapat dicetak. Yang ada: {', '.join(CATALOGUE)}.")
    return found


def _period(report: Report, options) -> tuple[int, int]:
    """Year and quarter (0: none); a report about a period must be told which."""
    year, quarter = options["year"], options["quarter"] or 0
    if report.needs_year and year is None:
        raise WrongUsage(f"{report.code} memerlukan --year.")
    if report.needs_quarter and not quarter:
        raise WrongUsage(f"{report.code} memerlukan --quarter 1, 2, 3 atau 4.")
    if year is not None and not 2000 <= year <= 2100:
        raise WrongUsage("Tahun di luar 2000-2100.")
    return year or today().year, quarter


def _version(by, given: str, year: int, quarter: int) -> Version:
    try:
        found = finding.version_asked(by, UUID(given), year, quarter)
    except ValueError:
        raise Refused(f"{given!r} bukan ID dokumen.") from None
    if found is None:
        raise Refused("Dokumen ini tidak ada atau tidak boleh Anda lihat.")
    return found


def _must_fit(report: Report, version: Version, year: int | None) -> None:
    """The report belongs to this kind of document, and the year to its period."""
    document = version.document
    if document.kind not in report.kinds:
        kinds = ", ".join(str(kind.label) for kind in report.kinds)
        raise Refused(f"{report.code} dicetak dari {kinds}, bukan {document.get_kind_display()}.")
    if year is not None and year not in document.years:
        raise Refused(
            f"{document} mencakup {document.first_year}-{document.last_year}; pilih tahun di dalamnya."
        )
