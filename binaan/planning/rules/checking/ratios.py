"""Ratios: realisation over target (T-C.23) or over budget (T-C.24), compared half up as printed."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from binaan.kit.numbers import id_number
from binaan.planning.rules import papers
from binaan.planning.rules.checking.catalogue import rule
from binaan.planning.rules.checking.paper import Folder, Paper
from binaan.planning.rules.checking.words import (
    as_printed,
    cut,
    half_up,
    money,
    named,
    places,
    plain,
    say,
)
from binaan.planning.rules.findings import ERROR, INFO, WARNING, Finding, Fix
from binaan.planning.rules.papers import RATIO, Figure, Line
from binaan.planning.rules.rates import FULL
from binaan.planning.rules.reading import TEXT

MISMATCH, TRUNCATED, ROUNDING, CAPPED = (
    "ratio_mismatch", "ratio_truncated", "rounding", "ratio_capped_100",
)  # fmt: skip
COPIED, MIXED, ZERO, MISSING, OVERWRITTEN = (
    "ratio_copied_from_realisasi", "ratio_unit_mixed", "ratio_zero_target", "ratio_missing",
    "value_copied_from_ratio",
)  # fmt: skip
FORMULA = "T-C.23 dan T-C.24: rasio = realisasi ÷ target (anggaran) × 100"
HUNDRED = Decimal(100)
MOST_LIKELY = 150  # a larger "ratio" of money is an amount
# Names whose target is better missed from below; the checker has no polarity of a printed row.
LOWER_IS_BETTER = re.compile(
    r"\b(?:angka kemiskinan|tingkat kemiskinan|pengangguran|pengaduan|keluhan|kecelakaan|kematian|"
    r"temuan|tunggakan|kebocoran|kredit macet)\b",
    re.IGNORECASE,
)


class Ratio(NamedTuple):
    """A ratio as printed with its inputs. `real` in percent; None where it has no meaning."""

    line: Line
    year: int
    base: Figure
    value: Figure
    printed: Figure
    real: Decimal | None

    @property
    def fits(self) -> bool:
        return self.real is not None and half_up(self.real, self.digits) == self.printed.value

    @property
    def digits(self) -> int:
        return places(self.printed)

    @property
    def fits_as_factor(self) -> bool:
        """Whether it is written as 1,04 for 104 %."""
        if self.real is None or self.printed.text.rstrip().endswith("%"):
            return False
        share, shown = self.real / 100, max(self.digits, 2 if not self.digits else 1)
        return self.printed.value in (half_up(share, shown), cut(share, shown))


def inputs(paper: Paper) -> tuple[str, str]:
    """Which columns a ratio is made of: what was planned, what was reached."""
    if paper.table.kind == papers.MONEY:
        return papers.BUDGET, papers.REALISED
    return papers.TARGET, papers.ACTUAL


def ratios(paper: Paper) -> list[Ratio]:
    """Every year of every row of a table with ratios."""
    return [one for line in paper.table.lines for one in _of_line(paper, line)]


def _of_line(paper: Paper, line: Line) -> Iterator[Ratio]:
    base, value = inputs(paper)
    for year in paper.table.years:
        planned, reached = line.figure(base, year), line.figure(value, year)
        real = None
        if planned.value and reached.value is not None:
            real = reached.value / planned.value * HUNDRED
        yield Ratio(line, year, planned, reached, line.figure(RATIO, year), real)


def verdict(folder: Folder, paper: Paper, one: Ratio, in_factors: bool) -> str:
    """The one thing that is wrong with a printed ratio; "" where it is right or says nothing."""
    if TEXT in (one.printed.doubt, one.base.doubt, one.value.doubt):
        return ""
    if one.printed.value is None:
        return MISSING if one.real is not None else ""
    if one.real is None:
        return _without_target(folder, one)
    if in_factors:
        return "" if one.fits_as_factor else MIXED if one.fits else MISMATCH
    return _of_percent(paper, one)


def _of_percent(paper: Paper, one: Ratio) -> str:
    assert one.real is not None
    assert one.printed.value is not None
    step = Decimal(1).scaleb(-one.digits)
    if one.fits or _lower_fits(one):
        return ""
    if cut(one.real, one.digits) == one.printed.value:
        return TRUNCATED
    if abs(one.real - one.printed.value) < step:
        return ROUNDING
    if one.fits_as_factor:
        return MIXED
    if one.printed.value == one.value.value:
        return COPIED
    return CAPPED if one.printed.value == HUNDRED and one.real > HUNDRED else MISMATCH


def _without_target(folder: Folder, one: Ratio) -> str:
    """A ratio over nothing; an office may have chosen 100 where target and realisation are both 0."""
    both_zero = one.base.value == 0 and one.value.value == 0
    if both_zero and one.printed.value == HUNDRED and folder.choices.zero_target == FULL:
        return ""
    if one.base.value is None and one.printed.value == 0:
        return ""
    if one.base.value and one.value.value is None:
        return MISMATCH if one.printed.value else ""
    return ZERO


def _lower_fits(one: Ratio) -> bool:
    """Whether the row is one where lower is better, and either formula in use gives the ratio."""
    planned, reached = one.base.value, one.value.value
    if not planned or reached is None or not LOWER_IS_BETTER.search(one.line.name):
        return False
    ways = [max(Decimal(0), (2 * planned - reached) / planned * 100)]
    ways += [planned / reached * 100] if reached else []
    return any(half_up(way, one.digits) == one.printed.value for way in ways)


def judged(folder: Folder) -> list[tuple[Paper, Ratio, str]]:
    """Every ratio of the document with its verdict. A table without any ratio has none missing."""
    if "ratios" not in folder.memory:
        found: list[tuple[Paper, Ratio, str]] = []
        for paper in folder.of(papers.PERFORMANCE, papers.MONEY):
            every = ratios(paper)
            known = [one for one in every if one.printed.value is not None]
            if known:
                as_factors = _in_factors(known)
                found += [(paper, one, verdict(folder, paper, one, as_factors)) for one in every]
        folder.memory["ratios"] = found
    return folder.memory["ratios"]


def _in_factors(known: list[Ratio]) -> bool:
    """Whether the table as a whole writes 1,04 where others write 104 %."""
    as_factors = sum(one.fits_as_factor and not one.fits for one in known if one.real)
    as_percent = sum(one.fits and not one.fits_as_factor for one in known if one.real)
    return as_factors > as_percent


def _found(folder: Folder, kind: str) -> Iterator[tuple[Paper, Ratio]]:
    return ((paper, one) for paper, one, said in judged(folder) if said == kind)


def _percent(value: Decimal) -> str:
    return f"{id_number(half_up(value, 2))}%"


def _said(paper: Paper, one: Ratio, rule_: tuple[str, str], why: str, **more) -> Finding:
    """A finding at a ratio, with what its inputs give and that figure as a proposal."""
    assert one.real is not None
    real = one.real / HUNDRED if more.pop("as_factor", False) else one.real
    shown = half_up(real, max(2, one.digits))
    text = as_printed(half_up(real, one.digits), one.printed.text)
    more.setdefault("proposal", f"Ganti menjadi {text}.")
    more.setdefault("fix", (Fix(one.line.row, RATIO, one.year, text),))
    printed = one.printed.value
    return say(
        paper, one.line, rule_,
        f"Rasio {named(paper, one.line)} tahun {one.year} tercetak {one.printed.text}, padahal "
        f"{one.value.text} ÷ "
        f"{one.base.text} = {_percent(one.real)}{why}",
        year=one.year, column=RATIO, printed=one.printed.text, recomputed=shown,
        difference=printed - shown if printed is not None else None, **more,
    )  # fmt: skip


@rule(MISMATCH, ERROR, "Rasio tidak sama dengan realisasi dibagi target", FORMULA)
def ratio_mismatch(folder: Folder) -> Iterator[Finding]:
    """Another ratio than its inputs give, and no simpler explanation."""
    for paper, one in _found(folder, MISMATCH):
        if one.real is None:
            yield say(
                paper, one.line, (MISMATCH, ERROR),
                f"Rasio {named(paper, one.line)} tahun {one.year} tercetak {one.printed.text} tanpa realisasi.",
                year=one.year, column=RATIO, printed=one.printed.text,
            )  # fmt: skip
        else:
            yield _said(paper, one, (MISMATCH, ERROR), _likeness(paper, one))


def _likeness(paper: Paper, one: Ratio) -> str:
    """Where the printed ratio may have come from."""
    if one.printed.value == one.base.value:
        return "; yang tercetak sama dengan targetnya."
    for other in _of_line(paper, one.line) if one.digits else ():
        if other.year == one.year or other.real is None:
            continue
        if half_up(other.real, one.digits) == one.printed.value:
            return f"; yang tercetak adalah rasio tahun {other.year}."
    return "."


@rule(TRUNCATED, INFO, "Rasio dipotong, tidak dibulatkan", FORMULA)
def ratio_truncated(folder: Folder) -> Iterator[Finding]:
    """Digits were cut off instead of rounded half up."""
    for paper, one in _found(folder, TRUNCATED):
        yield _said(paper, one, (TRUNCATED, INFO), ": dipotong, tidak dibulatkan.")


@rule(CAPPED, WARNING, "Rasio dibatasi 100% sedangkan baris lain tidak", FORMULA)
def ratio_capped_100(folder: Folder) -> Iterator[Finding]:
    """Printed as 100 though more was reached; only told where the table caps throughout."""
    over = {id(paper) for paper, one, _said_ in judged(folder)
            if one.printed.value is not None and one.printed.value > HUNDRED}  # fmt: skip
    for paper, one in _found(folder, CAPPED):
        if id(paper) in over:
            why = "; dibatasi 100%, padahal baris lain tabel ini dicetak di atas 100%."
            yield _said(paper, one, (CAPPED, WARNING), why)
        else:
            yield _said(paper, one, (CAPPED, INFO), "; tabel ini membatasi rasio pada 100%.")


@rule(COPIED, ERROR, "Kolom rasio mengulang realisasi", FORMULA)
def ratio_copied_from_realisasi(folder: Folder) -> Iterator[Finding]:
    """The ratio column repeats what was reached; of money, which overwrote which is asked beside it."""
    for paper, one in _found(folder, COPIED):
        yield _said(paper, one, (COPIED, ERROR), "; kolom rasio mengulang angka realisasi.")


@rule(OVERWRITTEN, WARNING, "Kolom realisasi berisi rasio", FORMULA)
def value_copied_from_ratio(folder: Folder) -> Iterator[Finding]:
    """An amount of money that is the ratio itself: the amount is lost, a person must look it up."""
    for paper, one in _found(folder, COPIED):
        assert one.base.value is not None
        assert one.printed.value is not None
        if paper.table.kind != papers.MONEY or not 0 < one.printed.value <= MOST_LIKELY:
            continue
        guess = half_up(one.base.value * one.printed.value / HUNDRED, 2)
        yield say(
            paper, one.line, (OVERWRITTEN, WARNING),
            f"Realisasi {named(paper, one.line)} tahun {one.year} tercetak {one.value.text}, sama "
            f"dengan rasionya: "
            "angka rasio tampaknya menimpa jumlah uang.",
            year=one.year, column=papers.REALISED, printed=one.value.text, recomputed=guess,
            difference=one.value.value - guess if one.value.value is not None else None,
            proposal=f"Periksa ke laporan keuangan; bila rasionya benar, jumlahnya sekitar {money(paper, guess)}.",
        )  # fmt: skip


@rule(MIXED, ERROR, "Rasio ditulis dengan satuan lain", FORMULA)
def ratio_unit_mixed(folder: Folder) -> Iterator[Finding]:
    """A factor (1,04) in a table of percentages, or the reverse."""
    for paper, one in _found(folder, MIXED):
        reverse = one.fits and not one.fits_as_factor
        kinds = ("persen", "kali") if reverse else ("kali", "persen")
        why = f"; baris ini ditulis sebagai {kinds[0]}, baris lain sebagai {kinds[1]}."
        yield _said(paper, one, (MIXED, ERROR), why, as_factor=reverse)


@rule(ZERO, ERROR, "Rasio dengan target nol atau kosong", FORMULA)
def ratio_zero_target(folder: Folder) -> Iterator[Finding]:
    """Nothing divides by nothing: a printed 0 is only told, any other ratio is wrong."""
    for paper, one in _found(folder, ZERO):
        severity = ERROR if one.printed.value else INFO
        without = "target 0" if one.base.value == 0 else "target kosong"
        yield say(
            paper, one.line, (ZERO, severity),
            f"Rasio {named(paper, one.line)} tahun {one.year} tercetak {one.printed.text} dengan "
            f"{without}: rasio tidak dapat "
            "dihitung dan sebaiknya dikosongkan.",
            year=one.year, column=RATIO, printed=one.printed.text,
            proposal="Kosongkan (tanda “-”).", fix=(Fix(one.line.row, RATIO, one.year, "-"),),
        )  # fmt: skip


@rule(MISSING, WARNING, "Rasio kosong padahal dapat dihitung", FORMULA)
def ratio_missing(folder: Folder) -> Iterator[Finding]:
    """Target and realisation stand there, the ratio does not, though other rows print theirs."""
    for paper, one in _found(folder, MISSING):
        assert one.real is not None
        shown = half_up(one.real, 2)
        text = plain(shown).replace(".", ",")
        yield say(
            paper, one.line, (MISSING, WARNING),
            f"Rasio {named(paper, one.line)} tahun {one.year} kosong, padahal {one.value.text} ÷ "
            f"{one.base.text} = "
            f"{_percent(one.real)}.",
            year=one.year, column=RATIO, printed=one.printed.text, recomputed=shown,
            proposal=f"Isi dengan {text}.", fix=(Fix(one.line.row, RATIO, one.year, text),),
        )  # fmt: skip


@rule(ROUNDING, INFO, "Angka tidak dibulatkan setengah ke atas", FORMULA)
def rounding(folder: Folder) -> Iterator[Finding]:
    """Within one unit of the last printed digit, but neither rounded half up nor cut off."""
    for paper, one in _found(folder, ROUNDING):
        yield _said(paper, one, (ROUNDING, INFO), ": pembulatan digit terakhir.")
