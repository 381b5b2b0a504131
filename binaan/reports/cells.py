"""Cells of a sheet from figures: one place decides how a number, an amount and a percentage look.

Nothing known is a dash, never 0. Tables round half up to two decimals; `value` keeps what was reckoned.
"""

from decimal import ROUND_HALF_UP, Decimal

from binaan.kit.numbers import NOTHING, id_number
from binaan.reports.sheet import MONEY, NUMBER, PERCENT, TEXT, Cell

TWO = Decimal("0.01")
EMPTY = Cell()
TICK = "v"  # what offices type into "Target NSPK" and "Target IKK"


def words(text: str, evidence: str = "", *, bold: bool = False, indent: int = 0) -> Cell:
    """Text; `evidence`: the page it is about."""
    return Cell(text or "", None, TEXT, evidence, indent, bold)


def count(value: int) -> Cell:
    """A running number."""
    return Cell(str(value), value, NUMBER)


def number(value: Decimal | None, evidence: str = "", *, bold: bool = False) -> Cell:
    """A target or an achievement: 1.234,5; at most two decimals are shown."""
    return Cell(_shown(value), value, NUMBER, evidence if value is not None else "", 0, bold)


def money(value: Decimal | None, evidence: str = "", *, bold: bool = False) -> Cell:
    """Rupiah without "Rp": the heading says it. Sen only where there are some."""
    return Cell(
        _shown(value, sen=True), value, MONEY, evidence if value is not None else "", 0, bold
    )


def percent(value: Decimal | None, evidence: str = "", *, bold: bool = False) -> Cell:
    """Percentage points: 133,33 is 133,33%. Always two decimals."""
    text = NOTHING if value is None else f"{id_number(value, 2)}%"
    return Cell(text, value, PERCENT, evidence if value is not None else "", 0, bold)


def tick(yes: bool) -> Cell:
    """A mark in a column that only asks whether."""
    return Cell(TICK if yes else "")


def _shown(value: Decimal | None, *, sen: bool = False) -> str:
    if value is None:
        return NOTHING
    rounded = value.quantize(TWO, ROUND_HALF_UP)
    if sen and rounded != rounded.to_integral_value():
        return id_number(rounded, 2)
    return id_number(rounded.normalize())
