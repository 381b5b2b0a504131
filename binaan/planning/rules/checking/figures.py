"""Single figures: text in money, money in a target, a volume in money, doubtful readings, shifts."""

import re
from collections.abc import Iterator
from decimal import Decimal
from statistics import median

from binaan.planning.rules import papers
from binaan.planning.rules.checking import ratios, sums
from binaan.planning.rules.checking.catalogue import rule
from binaan.planning.rules.checking.paper import Folder, Paper
from binaan.planning.rules.checking.words import money, named, say
from binaan.planning.rules.findings import ERROR, INFO, WARNING, Finding
from binaan.planning.rules.papers import (
    BUDGET,
    END_RP,
    RATIO,
    REALISED,
    RP,
    TARGET,
    Figure,
    Line,
)
from binaan.planning.rules.reading import AMBIGUOUS, NOTED, TEXT

TEXT_IN_MONEY, IN_TARGET, SHIFT, AMBIGUOUS_RULE = (
    "non_numeric_money", "money_in_target", "column_shift", "number_ambiguous",
)  # fmt: skip
READING = "Kaidah membaca angka: docs/rules/angka-tercetak.md"
MONEY_COLUMNS = (RP, BUDGET, REALISED, END_RP)
RIGHT = ("", ratios.TRUNCATED, ratios.ROUNDING)
MONEY_SIZE, VOLUME_SIZE, JUMP = Decimal(10**6), Decimal(1000), 1000
WORTH = re.compile(
    r"rupiah|\brp\b|omzet|omset|\bpad\b|pdrb|pendapatan|aset|modal|investasi|nilai (?:ekspor|impor|"
    r"transaksi|produksi|tambah)|volume usaha|penduduk|jiwa|populasi|wisatawan|kunjungan|pengunjung",
    re.IGNORECASE,
)


def _columns(line: Line, *columns: str) -> Iterator[tuple[str, int, Figure]]:
    for (column, year), figure in line.figures.items():
        if column in columns:
            yield column, year, figure


@rule(TEXT_IN_MONEY, ERROR, "Teks di kolom uang", READING)
def non_numeric_money(folder: Folder) -> Iterator[Finding]:
    """Words stand where an amount belongs; no sum over them can be checked."""
    for paper in folder.papers:
        for line in paper.table.lines:
            for column, year, figure in _columns(line, *MONEY_COLUMNS):
                if figure.doubt == TEXT:
                    when = f" tahun {year}" if year else " akhir periode"
                    yield say(
                        paper, line, (TEXT_IN_MONEY, ERROR),
                        f"Kolom uang {named(paper, line)}{when} berisi “{figure.text}”, bukan jumlah "
                        f"uang. Jumlah yang memuatnya "
                        "belum dapat diperiksa.",
                        year=year or None, column=column, printed=figure.text,
                    )  # fmt: skip


@rule(IN_TARGET, ERROR, "Uang di kolom target", READING)
def money_in_target(folder: Folder) -> Iterator[Finding]:
    """An amount of money stands where a target belongs: a person says which column it is of."""
    for paper in folder.of(papers.TREE, papers.TARGETS, papers.PERFORMANCE):
        for line in paper.table.lines:
            for _column, year, figure in _columns(line, TARGET):
                if _looks_like_money(paper, line, year, figure):
                    yield say(
                        paper, line, (IN_TARGET, ERROR),
                        f"Target {named(paper, line)} tahun {year} tercetak {figure.text}, sebesar "
                        f"jumlah uang: tampaknya "
                        "bergeser dari kolom Rp. Periksa ke dokumen asli.",
                        year=year, column=TARGET, printed=figure.text,
                    )  # fmt: skip


def _looks_like_money(paper: Paper, line: Line, year: int, figure: Figure) -> bool:
    """Of the size of money, unlike the row's other targets, and not an indicator of large numbers."""
    if figure.value is None or figure.value < MONEY_SIZE:
        return False
    if WORTH.search(f"{line.indicator or line.name} {line.unit}"):
        return False
    others = [one.value for _c, each, one in _columns(line, TARGET) if each != year and one.value]
    unpaid = paper.is_tree and all(one.is_blank for _c, _y, one in _columns(line, RP))
    if not others or min(others) >= MONEY_SIZE:
        return unpaid
    return figure.value > JUMP * min(others)


@rule(SHIFT, ERROR, "Nilai bergeser kolom", READING)
def column_shift(folder: Folder) -> Iterator[Finding]:
    """Cells stand beside their columns, or a volume stands in a column of rupiah. Never moved."""
    for paper in folder.papers:
        usual = _usual_money(paper)
        for line in paper.table.lines:
            if "shifted" in line.oddities:
                yield say(
                    paper, line, (SHIFT, ERROR),
                    f"Sel-sel {named(paper, line) or 'baris ini'} tidak berdiri di bawah judul "
                    f"kolomnya: baris ini bergeser. Betulkan "
                    "di berkas asli; tidak ada yang dipindahkan otomatis.",
                    column=TARGET,
                )  # fmt: skip
            for column, year, figure in _columns(line, *MONEY_COLUMNS):
                if usual and figure.value is not None and 0 < figure.value < VOLUME_SIZE:
                    yield say(
                        paper, line, (SHIFT, ERROR),
                        f"Kolom uang {named(paper, line)}{f' tahun {year}' if year else ''} tercetak "
                        f"{figure.text}, terlalu kecil untuk "
                        "rupiah: mungkin target yang bergeser, atau ditulis dalam juta.",
                        year=year or None, column=column, printed=figure.text,
                    )  # fmt: skip


def _usual_money(paper: Paper) -> bool:
    """Whether the table writes whole rupiah: its middle amount is a million or more."""
    amounts = [
        figure.value
        for line in paper.table.lines
        for _column, _year, figure in _columns(line, *MONEY_COLUMNS)
        if figure.value
    ]
    return paper.table.factor == 1 and bool(amounts) and median(amounts) >= MONEY_SIZE


@rule(AMBIGUOUS_RULE, WARNING, "Angka dapat dibaca dua cara", READING)
def number_ambiguous(folder: Folder) -> Iterator[Finding]:
    """A separator that may be thousands or decimals, unless a sum or a ratio confirms the reading."""
    for paper in folder.papers:
        confirmed = _confirmed(folder, paper)
        for line in paper.table.lines:
            for (column, year), figure in line.figures.items():
                told = (id(line), column, year) in confirmed
                if figure.doubt in (AMBIGUOUS, NOTED) and not told:
                    yield _ambiguous(paper, line, (column, year), figure)


def _ambiguous(paper: Paper, line: Line, at: tuple[str, int], figure: Figure) -> Finding:
    column, year = at
    assert figure.value is not None
    read = (
        money(paper, figure.value)
        if column in MONEY_COLUMNS
        else f"{figure.value:f}".replace(".", ",")
    )
    noted = figure.doubt == NOTED
    why = ", seperti angka lain di tabel ini yang hanya dapat dibaca satu cara" if noted else ""
    return say(
        paper, line, (AMBIGUOUS_RULE, INFO if noted else WARNING),
        f"Angka “{figure.text}” pada {named(paper, line)}{f' tahun {year}' if year else ''} dapat "
        f"dibaca lebih dari satu cara; dibaca sebagai {read}{why}.",
        year=year or None, column=column,
        printed=figure.text, recomputed=figure.value,
    )  # fmt: skip


def _confirmed(folder: Folder, paper: Paper) -> set[tuple[int, str, int]]:
    """Figures whose reading a ratio or a sum bears out, by line, column and year."""
    sure = set()
    for judged_paper, one, said in ratios.judged(folder):
        whole = one.printed.value is not None and one.real is not None
        if judged_paper is paper and whole and said in RIGHT:
            columns = (*ratios.inputs(paper), RATIO)
            sure |= {(id(one.line), column, one.year) for column in columns}
    for part in paper.parts if paper.is_tree else ():
        for year in paper.table.years:
            if year in part.own and year in part.below and not sums.verdict(paper, part, year):
                lines = [*part.block.lines, *(x for c in part.children for x in c.block.lines)]
                sure |= {(id(line), RP, year) for line in lines}
    return sure
