"""How a printed number is read, strictly or with what its column means: docs/rules/angka-tercetak.md."""

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from binaan.kit.amounts import parse_amount
from binaan.planning.rules.papers import BUDGET, END_RP, REALISED, RP, Figure

INDONESIAN, MIXED = "id-ID", "mixed"
PLAIN = "plain"
COMMA_GROUPS, DOT_GROUPS = "english", "indonesian"  # what a table groups its thousands with
AMBIGUOUS, TEXT, NOTED = "ambiguous", "text", "notation"
MONEY_COLUMNS = frozenset({RP, BUDGET, REALISED, END_RP})
MILLION = 1_000_000
LARGEST = Decimal(10) ** 15  # a thousand trillion: no figure of an office, and no store keeps more

_DASHES = re.compile(r"[‐‑‒–—―−]")
_NOTHING = re.compile(r"[-\s]*|n\s*/\s*a|n\.?a\.?", re.IGNORECASE)
_CURRENCY = re.compile(r"^(?:rp|idr)\b\.?\s*", re.IGNORECASE)
_CLOSING = re.compile(r"\s*,\s*-+$")
_NUMBER = re.compile(r"\d[\d.,' ]*")
_TWO_WAYS = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")
_WITH_UNIT = re.compile(r"(\d[\d.,]*)\s+[^\W\d][^\d]*")
_WAYS = {
    DOT_GROUPS: (re.compile(r"\d+(?:,\d+)?|\d{1,3}(?:\.\d{3})+(?:,\d+)?"), "."),
    COMMA_GROUPS: (re.compile(r"\d+(?:\.\d+)?|\d{1,3}(?:,\d{3})+(?:\.\d+)?"), ","),
}


# Figures that can only be read one way: what they say of their table.
_SAYING = (
    (COMMA_GROUPS, re.compile(r"\d{1,3}(?:,\d{3}){2,}(?:\.\d+)?|\d{1,3}(?:,\d{3})+\.\d+")),
    (DOT_GROUPS, re.compile(r"\d{1,3}(?:\.\d{3}){2,}(?:,\d+)?|\d{1,3}(?:\.\d{3})+,\d+")),
)
_DENYING = (
    (COMMA_GROUPS, re.compile(r"\d+,(?:\d{1,2}|\d{4,})|0,\d+")),
    (DOT_GROUPS, re.compile(r"\d+\.(?:\d{1,2}|\d{4,})|0\.\d+")),
)


class _Bare(NamedTuple):
    """A text without what stands around its number."""

    text: str
    negative: bool
    percent: bool


def parse_number(text: str, locale: str = INDONESIAN) -> Decimal | None:
    """The number of a text that stands alone; None when it has no reading, or two: ask a person."""
    bare = _bare(text)
    ways = (DOT_GROUPS,) if locale == INDONESIAN else tuple(_WAYS)
    readings = {value for way in ways if (value := _by_way(bare.text, way)) is not None}
    if len(readings) != 1:
        return None
    return _signed(readings.pop(), bare)


def notation_of(texts: Iterable[str]) -> str:
    """What a table groups its thousands with, by its figures that have one reading: "235,000,000".

    "" where none says it, or where the same mark is a decimal one elsewhere in the table.
    """
    said = {_bare(text).text for text in texts}
    found = {way for way, shape in _SAYING if any(map(shape.fullmatch, said))}
    denied = {way for way, shape in _DENYING if any(map(shape.fullmatch, said))}
    return found.pop() if len(found) == 1 and not found & denied else ""


def read_figure(
    text: str, *, column: str, factor: int = 1, notation: str = "", cell: str = ""
) -> Figure:
    """A cell of a table. `column`: as in papers; `factor`: rupiah per unit of its money.

    `notation` PLAIN: written by a program, a dot is the decimal mark; or what `notation_of` said of
    the table, which decides a figure with two readings (doubt NOTED). The text stays as it is.
    """
    if _NOTHING.fullmatch(_DASHES.sub("-", text.strip())):
        return Figure(text, None, "", cell)
    bare = _bare(text)
    money = column in MONEY_COLUMNS
    if not money and (with_unit := _WITH_UNIT.fullmatch(bare.text)):
        bare = bare._replace(text=with_unit[1])
    value, doubt = _plain(bare.text) if notation == PLAIN else _printed(bare, money, factor)
    if notation in _WAYS and _has_two_readings(bare, money, factor):
        by_table = _by_way(bare.text, notation)
        doubt = NOTED if doubt or by_table != value else ""
        value = by_table
    if value is None and money:
        value, doubt = _in_words(text, factor)
    if value is None or value * factor >= LARGEST:
        return Figure(text, None, TEXT, cell)
    return Figure(text, _signed(value, bare), doubt, cell)


def _bare(text: str) -> _Bare:
    said = _DASHES.sub("-", text.replace("\xa0", " ").replace("\u202f", " ")).strip()
    said = _CURRENCY.sub("", said)
    brackets = said.startswith("(") and said.endswith(")")
    if brackets:
        said = _CURRENCY.sub("", said[1:-1].strip())
    minus = said.startswith("-")
    said = _CLOSING.sub("", said.removeprefix("-").strip())
    percent = said.endswith("%")
    said = said.removesuffix("%").strip()
    return _Bare(said, brackets or minus, percent)


def _signed(value: Decimal, bare: _Bare) -> Decimal:
    return -value if bare.negative else value


def other_reading(figure: Figure) -> Decimal | None:
    """What one mark with three digits after it means if it is not what was read; None: no other."""
    bare = _bare(figure.text)
    if figure.value is None or not _TWO_WAYS.fullmatch(bare.text):
        return None
    readings = {Decimal(re.sub(r"[.,]", mark, bare.text)) for mark in ("", ".")}
    return next((_signed(one, bare) for one in readings if one != abs(figure.value)), None)


def _has_two_readings(bare: _Bare, money: bool, factor: int) -> bool:
    """One mark and three digits after it; rupiah has no decimals, so its column decides."""
    return bool(_TWO_WAYS.fullmatch(bare.text)) and _sense(bare, money, factor) != "rupiah"


def _by_way(said: str, way: str) -> Decimal | None:
    pattern, groups = _WAYS[way]
    if not pattern.fullmatch(said):
        return None
    return Decimal(said.replace(groups, "").replace(",", "."))


def _plain(said: str) -> tuple[Decimal | None, str]:
    return (Decimal(said), "") if re.fullmatch(r"\d+(?:\.\d+)?", said) else (None, TEXT)


def _in_words(text: str, factor: int) -> tuple[Decimal | None, str]:
    """ "Rp 2,5 juta" in a column that has a unit of its own."""
    amount = parse_amount(text)
    if amount.code or amount.low is None or not re.search(r"\d", text):
        return None, TEXT
    return amount.low / factor, AMBIGUOUS


def _printed(bare: _Bare, money: bool, factor: int) -> tuple[Decimal | None, str]:
    if not _NUMBER.fullmatch(bare.text):
        return None, TEXT
    joined = re.sub(r"[' ]", "", bare.text)
    blank_in_it = joined != bare.text and not joined.isdigit()
    said = re.sub(r"[.,]$", "", joined)
    value, doubt = _resolved(said, _sense(bare, money, factor))
    return value, AMBIGUOUS if value is not None and blank_in_it else doubt


def _sense(bare: _Bare, money: bool, factor: int) -> str:
    if money:
        return "juta" if factor >= MILLION else "rupiah"
    return "percent" if bare.percent else "number"


def _resolved(said: str, sense: str) -> tuple[Decimal | None, str]:
    marks = re.sub(r"\d", "", said)
    if not marks:
        return Decimal(said), ""
    if len(marks) == 1:
        return _one_mark(said, marks, sense)
    if len(set(marks)) == 2:
        way = DOT_GROUPS if marks[-1] == "," else COMMA_GROUPS
        value = _by_way(said, way)
        return value, "" if value is not None else TEXT
    return _same_marks(said, marks[0])


def _same_marks(said: str, mark: str) -> tuple[Decimal | None, str]:
    """1.234.567 or, when the last group is short, 1.921.31."""
    head, _mark, last = said.rpartition(mark)
    if not re.fullmatch(rf"\d{{1,3}}(?:\{mark}\d{{3}})+", head + mark + last.ljust(3, "0")):
        return None, TEXT
    whole = head.replace(mark, "")
    if len(last) == 3:
        return Decimal(whole + last), ""
    return Decimal(f"{whole}.{last}"), AMBIGUOUS


def _one_mark(said: str, mark: str, sense: str) -> tuple[Decimal | None, str]:
    before, _mark, after = said.partition(mark)
    decimal = Decimal(f"{before}.{after}")
    if len(after) != 3 or len(before) > 3 or before.startswith("0"):
        return decimal, ""
    thousands, doubt = _SENSES[sense, mark]
    if sense == "juta" and len(before) == 3:
        thousands, doubt = False, AMBIGUOUS
    return (Decimal(before + after) if thousands else decimal), doubt


# One mark with three digits after it: whether it groups thousands, and whether that is doubtful.
_SENSES = {
    ("rupiah", "."): (True, ""),
    ("rupiah", ","): (True, ""),
    ("juta", "."): (True, ""),
    ("juta", ","): (True, AMBIGUOUS),
    ("percent", "."): (False, AMBIGUOUS),
    ("percent", ","): (False, ""),
    ("number", "."): (True, ""),
    ("number", ","): (False, AMBIGUOUS),
}
