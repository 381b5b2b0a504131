"""Money adds up: every part is the sum of what stands below it, every year; the end is all years."""

import re
from collections.abc import Iterator
from decimal import Decimal

from binaan.planning.rules import papers
from binaan.planning.rules.checking.catalogue import rule
from binaan.planning.rules.checking.paper import LEAF, Folder, Paper, Part
from binaan.planning.rules.checking.words import (
    LEVEL_WORDS,
    as_printed,
    money,
    named,
    places,
    plain,
    quoted,
    say,
)
from binaan.planning.rules.findings import ERROR, INFO, WARNING, Finding, Fix
from binaan.planning.rules.papers import END_RP, RP
from binaan.planning.rules.reading import other_reading

MISMATCH, NO_PARENT, NO_CHILDREN = "sum_mismatch", "parent_missing", "children_missing"
ROLL_UP = "Jumlah ke atas: pagu induk = jumlah pagu bagian di bawahnya, setiap tahun (T-C.27)"
TOTAL = re.compile(r"(?:jumlah|total)\b", re.IGNORECASE)


def verdict(paper: Paper, part: Part, year: int) -> str:
    """Which of the three is wrong with a part in a year; "" where it adds up or says nothing."""
    if year not in part.said:
        part.said[year] = _verdict(paper, part, year)
    return part.said[year]


def _verdict(paper: Paper, part: Part, year: int) -> str:
    own, below = part.own.get(year), part.below.get(year)
    if year in part.unreadable or any(year in child.unreadable for child in part.children):
        return ""
    if own is None:
        return NO_PARENT if below and part.level in paper.money_levels else ""
    if below is None:
        return NO_CHILDREN if own and _expects_children(paper, part) else ""
    return MISMATCH if own != below and abs(own - below) > unit(part, year) else ""


def _expects_children(paper: Paper, part: Part) -> bool:
    if part.children:
        return any(child.level in paper.money_levels for child in part.children)
    return part.level != LEAF and part.level in paper.parent_levels


def unit(part: Part, year: int) -> Decimal:
    """One unit of the coarsest figure in the sum, as printed."""
    figures = [
        figure
        for one in (part, *part.children)
        for figure in one.figures(RP, year)
        if figure.value is not None
    ]
    return Decimal(1).scaleb(-min((places(figure) for figure in figures), default=0))


def _wrong(folder: Folder, kind: str) -> Iterator[tuple[Paper, Part, int]]:
    for paper in folder.of(papers.TREE):
        for part in paper.parts:
            for year in paper.table.years:
                if verdict(paper, part, year) == kind:
                    yield paper, part, year


def _below(part: Part) -> str:
    """ "3 kegiatan di bawahnya"."""
    levels = {child.level for child in part.children}
    word = LEVEL_WORDS[levels.pop()] if len(levels) == 1 else "bagian"
    return f"{len(part.children)} {word} di bawahnya"


@rule(MISMATCH, ERROR, "Jumlah tidak sama dengan rinciannya", ROLL_UP)
def sum_mismatch(folder: Folder) -> Iterator[Finding]:
    """A part prints another amount than its children add up to."""
    for paper, part, year in _wrong(folder, MISMATCH):
        own, below = part.own[year], part.below[year]
        line = part.line(year)
        word = "lebih" if own > below else "kurang"
        text = as_printed(below, line.figure(RP, year).text)
        other = _read_otherwise(part, year)
        yield say(
            paper, line, (MISMATCH, ERROR),
            f"Tahun {year}, {named(paper, line)} tercetak {money(paper, own)}, padahal {_below(part)} "
            f"berjumlah {money(paper, below)}: {word} {money(paper, abs(own - below))}."
            + (other or _cause(paper, part, year)),
            year=year, column=RP, printed=part.printed(year), recomputed=below,
            difference=own - below,
            proposal=None if other else f"Ganti menjadi {money(paper, below)}, jumlah {_below(part)}.",
            fix=() if other else (Fix(line.row, RP, year, text),),
        )  # fmt: skip
    yield from _totals(folder)


def _read_otherwise(part: Part, year: int) -> str:
    """Whether the sum is right when one figure of it, "10.000", is read the other way: 10."""
    off = part.own[year] - part.below[year]
    for one, sign in ((part, 1), *((child, -1) for child in part.children)):
        for figure in one.figures(RP, year):
            another = other_reading(figure)
            if another is not None and figure.value and off - sign * (figure.value - another) == 0:
                means = f"Bila “{figure.text}” berarti {plain(another)}"
                return f" {means}, jumlahnya cocok: periksa angka itu dahulu."
    return ""


def _cause(paper: Paper, part: Part, year: int) -> str:
    """Whether one wrong figure explains this sum and the one above or below it."""
    off = part.own[year] - part.below[year]
    above = part.parent
    wrong = above is not None and verdict(paper, above, year) == MISMATCH
    if above and wrong and above.own[year] - above.below[year] == -off:
        return " Selisih yang sama muncul pada jumlah di atasnya: periksa angka ini dahulu."
    for child in part.children:
        wrong = verdict(paper, child, year) == MISMATCH
        if wrong and child.own[year] - child.below[year] == -off:
            return f" Selisih ini hilang bila {quoted(child.name)} dibetulkan."
    return ""


def _totals(folder: Folder) -> Iterator[Finding]:
    """A row "Jumlah" of a money table is the sum of the rows, or of the programmes, above it."""
    for paper in folder.of(papers.MONEY):
        above: list[papers.Line] = []
        for line in paper.table.lines:
            if not TOTAL.match(line.name):
                above.append(line)
                continue
            for column in (papers.BUDGET, papers.REALISED):
                for year in paper.table.years:
                    yield from _total(paper, line, above, (column, year))


def _total(
    paper: Paper, line: papers.Line, above: list[papers.Line], at: tuple[str, int]
) -> Iterator[Finding]:
    figure = line.figure(*at)
    values = [one.value(*at) for one in above]
    heads = [one.value(*at) for one in above if one.name.casefold().startswith("program")]
    sums = [sum((v for v in some if v is not None), Decimal(0)) for some in (values, heads) if some]
    if figure.value is None or not sums:
        return
    off = min((figure.value - one for one in sums), key=abs)
    if abs(off) > Decimal(1).scaleb(-places(figure)):
        real = figure.value - off
        yield say(
            paper, line, (MISMATCH, ERROR),
            f"Tahun {at[1]}, baris {quoted(line.name)} tercetak {money(paper, figure.value)}, padahal baris di "
            f"atasnya berjumlah {money(paper, real)}.",
            year=at[1], column=at[0], printed=figure.text, recomputed=real, difference=off,
            proposal=f"Ganti menjadi {money(paper, real)}.",
            fix=(Fix(line.row, *at, as_printed(real, figure.text)),),
        )  # fmt: skip


@rule(NO_PARENT, ERROR, "Induk kosong, rinciannya berisi", ROLL_UP)
def parent_missing(folder: Folder) -> Iterator[Finding]:
    """Money stands below a part that prints none, though others of its level do."""
    for paper, part, year in _wrong(folder, NO_PARENT):
        below, line = part.below[year], part.block.lines[0]
        like = next(
            (figure.text for child in part.children for figure in child.figures(RP, year)
             if figure.value is not None), "",
        )  # fmt: skip
        yield say(
            paper, line, (NO_PARENT, ERROR),
            f"Tahun {year}, {named(paper, line)} tidak mencetak pagu, padahal {_below(part)} berjumlah "
            f"{money(paper, below)}.",
            year=year, column=RP, recomputed=below, difference=-below,
            proposal=f"Isi dengan {money(paper, below)}, jumlah {_below(part)}.",
            fix=(Fix(line.row, RP, year, as_printed(below, like)),),
        )  # fmt: skip


@rule(NO_CHILDREN, ERROR, "Induk berisi, rinciannya kosong", ROLL_UP)
def children_missing(folder: Folder) -> Iterator[Finding]:
    """A part prints money and nothing below it does; how to share it out is for a person."""
    for paper, part, year in _wrong(folder, NO_CHILDREN):
        own, line = part.own[year], part.line(year)
        what = f"{_below(part)} kosong" if part.children else "tidak ada rincian di bawahnya"
        yield say(
            paper, line, (NO_CHILDREN, ERROR),
            f"Tahun {year}, {named(paper, line)} tercetak {money(paper, own)}, padahal {what}.",
            year=year, column=RP, printed=part.printed(year), recomputed=Decimal(0), difference=own,
        )  # fmt: skip


@rule("copied_forward", WARNING, "Angka tahun lalu terbawa", ROLL_UP)
def copied_forward(folder: Folder) -> Iterator[Finding]:
    """Last year's amount stands again although what is below it changed."""
    for paper, part, year in _wrong(folder, MISMATCH):
        before = part.below.get(year - 1)
        if part.own[year] != part.own.get(year - 1) or before in (None, part.below[year]):
            continue
        line, below = part.line(year), part.below[year]
        yield say(
            paper, line, ("copied_forward", WARNING),
            f"Pagu {named(paper, line)} tahun {year} sama persis dengan tahun {year - 1} "
            f"({money(paper, part.own[year])}), padahal rinciannya berubah menjadi "
            f"{money(paper, below)}: angka tahun lalu "
            "tampaknya terbawa.",
            year=year, column=RP, printed=part.printed(year), recomputed=below,
            difference=part.own[year] - below, proposal=f"Ganti menjadi {money(paper, below)}.",
            fix=(Fix(line.row, RP, year, as_printed(below, line.figure(RP, year).text)),),
        )  # fmt: skip


@rule("swapped_values", WARNING, "Dua bagian bertukar angka", ROLL_UP)
def swapped_values(folder: Folder) -> Iterator[Finding]:
    """Two siblings print each other's amount in one year."""
    for paper in folder.of(papers.TREE):
        for year in paper.table.years:
            waiting: dict[tuple, Part] = {}
            for part in paper.parts:
                if (meant := _meant(paper, part, year)) is None:
                    continue
                above, own = (id(part.parent), bool(part.children)), part.own[year]
                other = waiting.pop((*above, meant, own), None)
                if other is not None:
                    yield _swap(paper, other, part, year)
                else:
                    waiting[*above, own, meant] = part


def _meant(paper: Paper, part: Part, year: int) -> Decimal | None:
    """The amount a part would print by itself: what its children add up to, or, at a leaf, the one of
    all its other years (two at least); None where this year's figure does not stand out."""
    if year not in part.own:
        return None
    if part.children:
        return part.below[year] if verdict(paper, part, year) == MISMATCH else None
    others = {value for each, value in part.own.items() if each != year}
    if len(others) != 1 or len(part.own) < 3 or part.own[year] in others:
        return None
    return others.pop()


def _swap(paper: Paper, one: Part, other: Part, year: int) -> Finding:
    line, opposite = one.line(year), other.line(year)
    return say(
        paper, line, ("swapped_values", WARNING),
        f"Tahun {year}, pagu {named(paper, line)} ({money(paper, one.own[year])}) dan {quoted(other.name)} "
        f"({money(paper, other.own[year])}) tampaknya tertukar.",
        year=year, column=RP, printed=one.printed(year), recomputed=other.own[year],
        difference=one.own[year] - other.own[year],
        proposal=f"Tukar kembali: {money(paper, other.own[year])} di sini, {money(paper, one.own[year])} di sana.",
        fix=(
            Fix(line.row, RP, year, opposite.figure(RP, year).text),
            Fix(opposite.row, RP, year, line.figure(RP, year).text),
        ),
    )  # fmt: skip


@rule("leaf_rollup", INFO, "Jumlah dari bawah", ROLL_UP)
def leaf_rollup(folder: Folder) -> Iterator[Finding]:
    """Where a sum is wrong and so is one below it: what the leaves add up to."""
    for paper, part, year in _wrong(folder, MISMATCH):
        total = part.leaves.get(year)
        if total is None or total in (part.own[year], part.below[year]):
            continue
        line = part.line(year)
        yield say(
            paper, line, ("leaf_rollup", INFO),
            f"Bila semua rincian terbawah dijumlahkan, {named(paper, line)} tahun {year} menjadi "
            f"{money(paper, total)}.",
            year=year, column=RP, printed=part.printed(year), recomputed=total,
            difference=part.own[year] - total,
        )  # fmt: skip


@rule("end_budget_mismatch", ERROR, "Pagu akhir periode bukan jumlah semua tahun",
      "T-C.27: kondisi akhir (Rp) = jumlah pagu semua tahun")  # fmt: skip
def end_budget_mismatch(folder: Folder) -> Iterator[Finding]:
    """The money column of the end of the period is the sum of its years."""
    for paper in folder.of(papers.TREE):
        for line in paper.table.lines:
            figure = line.figure(END_RP)
            values = [v for year in paper.table.years if (v := line.value(RP, year)) is not None]
            if figure.value is None or not values:
                continue
            total = sum(values, Decimal(0))
            if abs(figure.value - total) > Decimal(1).scaleb(-places(figure)):
                yield say(
                    paper, line, ("end_budget_mismatch", ERROR),
                    f"Pagu akhir periode {named(paper, line)} tercetak {money(paper, figure.value)}, "
                    f"padahal semua "
                    f"tahun berjumlah {money(paper, total)}.",
                    column=END_RP, printed=figure.text, recomputed=total,
                    difference=figure.value - total, proposal=f"Ganti menjadi {money(paper, total)}.",
                    fix=(Fix(line.row, END_RP, 0, as_printed(total, figure.text)),),
                )  # fmt: skip
