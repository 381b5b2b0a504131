"""Average growth of T-C.24: the mean of the year-on-year percentages; which pairs were used is said."""

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from binaan.kit.numbers import id_number
from binaan.planning.rules import growth, papers
from binaan.planning.rules.checking.catalogue import rule
from binaan.planning.rules.checking.paper import Folder, Paper
from binaan.planning.rules.checking.words import as_printed, half_up, named, places, say
from binaan.planning.rules.findings import ERROR, INFO, WARNING, Finding, Fix
from binaan.planning.rules.papers import Figure, Line

MISMATCH, UNDEFINED, MISSING = "growth_mismatch", "growth_undefined", "growth_missing"
FORMULA = "T-C.24: rata-rata pertumbuhan = rata-rata persen perubahan antar tahun"
COLUMNS = (
    (papers.GROWTH_BUDGET, papers.BUDGET, "anggaran"),
    (papers.GROWTH_REALISED, papers.REALISED, "realisasi"),
)


class Growth(NamedTuple):
    """A printed growth beside what the row's amounts give."""

    line: Line
    column: str
    word: str
    printed: Figure
    real: growth.Growth
    series: tuple[Decimal | None, ...]


def _growths(folder: Folder) -> Iterator[tuple[Paper, Growth]]:
    for paper in folder.of(papers.MONEY):
        if not paper.table.years:
            continue
        years = range(paper.table.years[0], paper.table.years[-1] + 1)
        for column, source, word in COLUMNS:
            printed = any(line.value(column) is not None for line in paper.table.lines)
            for line in paper.table.lines if printed else ():
                series = tuple(line.value(source, year) for year in years)
                real = growth.average(series, first_year=years[0])
                yield paper, Growth(line, column, word, line.figure(column), real, series)


@rule(MISMATCH, ERROR, "Rata-rata pertumbuhan tidak sama dengan hitungannya", FORMULA)
def growth_mismatch(folder: Folder) -> Iterator[Finding]:
    """Another growth than the mean of the yearly changes; info where another reading in use gives it."""
    for paper, one in _growths(folder):
        printed, real = one.printed.value, one.real.value
        if printed is None or real is None:
            continue
        digits = places(one.printed)
        if abs(real - printed) < Decimal(1).scaleb(-digits):
            continue
        other = _other_reading(one, digits)
        shown = half_up(real, max(2, digits))
        text = as_printed(half_up(real, digits), one.printed.text)
        yield say(
            paper, one.line, (MISMATCH, INFO if other else ERROR),
            f"Rata-rata pertumbuhan {one.word} {named(paper, one.line)} tercetak {one.printed.text}, "
            f"padahal rata-rata "
            f"perubahan {one.real.said} = {id_number(shown)}%{other}.",
            column=one.column, printed=one.printed.text, recomputed=shown,
            difference=printed - shown, proposal=f"Ganti menjadi {text}.",
            fix=(Fix(one.line.row, one.column, 0, text),),
        )  # fmt: skip


def _other_reading(one: Growth, digits: int) -> str:
    """A reading other than the usual one that gives the printed figure."""
    known = [value for value in one.series if value is not None]
    first, last, steps = known[0], known[-1], len(known) - 1
    ways = {}
    across = growth.average(known).value
    if across is not None and len(known) < len(one.series):
        ways["; yang tercetak menghitung pula lompatan melewati tahun kosong"] = across
    if steps > 1 and first > 0 and last > 0:
        compound = ((last / first) ** (Decimal(1) / steps) - 1) * 100
        ways["; yang tercetak adalah pertumbuhan majemuk"] = compound
    return next(
        (said for said, value in ways.items() if half_up(value, digits) == one.printed.value), ""
    )


@rule(UNDEFINED, ERROR, "Pertumbuhan tercetak tanpa pasangan tahun", FORMULA)
def growth_undefined(folder: Folder) -> Iterator[Finding]:
    """A growth is printed though no two years in a row have amounts."""
    for paper, one in _growths(folder):
        if one.real.value is None and one.printed.value:
            yield say(
                paper, one.line, (UNDEFINED, ERROR),
                f"Rata-rata pertumbuhan {one.word} {named(paper, one.line)} tercetak "
                f"{one.printed.text}, padahal tidak ada "
                "dua tahun berturut-turut yang berisi: pertumbuhan tidak dapat dihitung.",
                column=one.column, printed=one.printed.text, proposal="Kosongkan (tanda “-”).",
                fix=(Fix(one.line.row, one.column, 0, "-"),),
            )  # fmt: skip


@rule(MISSING, WARNING, "Pertumbuhan kosong padahal dapat dihitung", FORMULA)
def growth_missing(folder: Folder) -> Iterator[Finding]:
    """The row has amounts of consecutive years, other rows print their growth, this one does not."""
    for paper, one in _growths(folder):
        if one.real.value is not None and one.printed.is_blank:
            shown = half_up(one.real.value, 2)
            text = id_number(shown).replace("−", "-")
            yield say(
                paper, one.line, (MISSING, WARNING),
                f"Rata-rata pertumbuhan {one.word} {named(paper, one.line)} kosong, padahal rata-rata "
                f"perubahan "
                f"{one.real.said} = {id_number(shown)}%.",
                column=one.column, printed=one.printed.text, recomputed=shown,
                proposal=f"Isi dengan {text}.", fix=(Fix(one.line.row, one.column, 0, text),),
            )  # fmt: skip
