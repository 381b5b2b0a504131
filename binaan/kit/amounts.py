"""Amounts of money as Indonesians write them in a cell: "Rp. 2.500.000,-", "2,5 jt", "5-10 juta".

A comma is the decimal mark and a dot groups thousands, but many write "1.2 miliar" as well. Where
both readings make sense the amount waits for a person; nothing is guessed.
"""

import math
import re
from decimal import Decimal
from typing import NamedTuple

NUMBER_RANGE = "number_range"
UNIT_UNCLEAR = "money_unit_unclear"
UNREADABLE = "number_unreadable"

THOUSAND, MILLION, BILLION, TRILLION = (Decimal(10) ** power for power in (3, 6, 9, 12))
LARGEST = Decimal(10) ** 18  # a thousand times Indonesia's yearly budget: a mistake, not money
UNITS = {
    THOUSAND: "rb rbu ribu ribuan k",
    MILLION: "jt jta juta jutaan",
    BILLION: "m mlr mily miliar milyar miliyar milliar milyard",
    TRILLION: "t tr trl triliun trilyun trilliun",
}
UNIT_OF = {word: size for size, words in UNITS.items() for word in words.split()}
NOTHING_SAID = frozenset(
    "|?|n/a|na|n.a|n.a.|null|none|kosong|tidak ada data|belum ada data|data tidak ada|tidak diisi|"
    "belum diisi|tidak diketahui|tidak tahu|belum diketahui".split("|")
)


class Amount(NamedTuple):
    """Rupiah from `low` to `high` (equal for an exact amount, None for unsaid or open).

    `code` is None when the amount may be used as it is; else why it must wait.
    """

    low: Decimal | None
    high: Decimal | None
    code: str | None


NOTHING = Amount(None, None, None)
_UNREADABLE = Amount(None, None, UNREADABLE)
_UNCLEAR = Amount(None, None, UNIT_UNCLEAR)

_DASHES = re.compile(r"[‐‑‒–—―−]")
_CURRENCY = re.compile(r"\b(?:rp|idr)\b\.?|\brp\.?(?=\s*[\d(-])|\brupiah\b")
_CLOSING = re.compile(r"(?<=[\da-z])\s*[,.]\s*[-=]+(?=\D|$)|(?<=[a-z])-an\b")
_PERIOD = re.compile(
    r"(?:/|\b(?:per|se|tiap|setiap))\s*(hari|hr|minggu|mgg|bulan|bln|bl|triwulan|tahun|thn|th)\b\.?"
)
A_YEAR = dict.fromkeys(("tahun", "thn", "th"), 1) | dict.fromkeys(("bulan", "bln", "bl"), 12)
_ABOUT = re.compile(r"^(?:±|\+\s*/\s*-|\+-|~|kurang lebih|kira-kira|sekitar|kisaran|ca\.?)\s*")
_OPEN = re.compile(
    r"^(>=|<=|[><≥≤]|di ?atas|lebih dari|minimal|min\.?|di ?bawah|kurang dari|maksimal|maks\.?)\s*"
)
_UP_TO = ("<", "≤", "di bawah", "dibawah", "kurang", "mak")
_RANGE = re.compile(r"\s*(?:-|\bs\s*[/.]?\s*d\b\.?|\bsampai(?: dengan)?\b|\bhingga\b)\s*")
_TERM = re.compile(r"\s*([0-9]+(?:[.,' ][0-9]+)*)\s*([a-z]+)?\.?\s*")
_SCIENTIFIC = re.compile(r"\d+(?:[.,]\d+)?e[+-]?\d{1,2}")


def parse_amount(text: object) -> Amount:
    """Read one cell: a text, or a number as the workbook holds it (then nothing is doubtful but
    a positive number below 1000, whose unit was left out)."""
    if isinstance(text, int | float | Decimal) and not isinstance(text, bool):
        return _number(text)
    said = plain(str(text if text is not None else ""))
    if said in NOTHING_SAID or not said.strip("- "):
        return NOTHING
    without_period = _PERIOD.sub(" ", said).strip()
    amount = _read(_ABOUT.sub("", without_period).strip())
    if without_period != said and amount.code != UNREADABLE:
        return _UNCLEAR  # "per bulan" in the cell: the column may count another period
    return amount


def _number(value: int | float | Decimal) -> Amount:
    if not math.isfinite(value) or value < 0:
        return _UNREADABLE
    return _single({Decimal(str(value))}, "")


def split_period(text: str) -> tuple[str, int | None]:
    """A cell without the period it names, and how often a year has it: 12 for "3 jt/bln".

    None where no period is named, 0 where it is one that nobody can multiply (a day, a week).
    """
    said = plain(text)
    found = _PERIOD.search(said)
    if found is None:
        return text, None
    return _PERIOD.sub(" ", said).strip(), A_YEAR.get(found[1], 4 if found[1] == "triwulan" else 0)


def plain(text: str) -> str:
    """A cell in lower case without currency, closing dashes and needless blanks."""
    text = _DASHES.sub("-", text.replace("\xa0", " ").replace("\u202f", " ").casefold())
    text = _CURRENCY.sub(" ", text)
    text = _CLOSING.sub(" ", text)
    return " ".join(text.split()).strip()


def _read(said: str) -> Amount:
    if re.match(r"[-(]", said):
        return _UNREADABLE
    if _SCIENTIFIC.fullmatch(said):
        return _single({Decimal(said.replace(",", "."))}, said)
    bound = _OPEN.match(said)
    if bound:
        return _bounded(bound[1], said[bound.end() :])
    parts = _RANGE.split(said)
    if len(parts) == 2:
        return _between(*parts)
    return _single(_readings(said), said) if len(parts) == 1 else _UNREADABLE


def _single(readings: set[Decimal], said: str) -> Amount:
    if not readings or min(readings) > LARGEST:
        return _UNREADABLE
    value = _tidy(min(readings))
    unit_named = re.search(r"[a-z]", said)
    if len(readings) > 1 or (0 < value < 1000 and not unit_named):
        return _UNCLEAR
    return Amount(value, value, None)


def _tidy(value: Decimal) -> Decimal:
    """2.5E+6 and 2500000.0 -> 2500000."""
    whole = value.to_integral_value()
    return Decimal(int(whole)) if whole == value else value


def _bounded(word: str, said: str) -> Amount:
    amount = _single(_readings(said), said)
    if amount.code:
        return amount
    if word.startswith(_UP_TO):
        return Amount(None, amount.high, NUMBER_RANGE)
    return Amount(amount.low, None, NUMBER_RANGE)


def _between(first: str, second: str) -> Amount:
    """Two bounds; a first one without unit may share the second's ("5-10 juta")."""
    highs = _readings(second)
    lows = bare = _readings(first)
    unit = re.search(r"[a-z]+\.?$", second)
    if unit and not re.search(r"[a-z]", first):
        shared = _readings(f"{first} {unit[0]}")
        lows = shared | {low for low in bare if low >= 1000}
    pairs = {(_tidy(low), _tidy(high)) for low in lows for high in highs if low <= high}
    if not pairs:
        return _UNCLEAR if bare and highs and min(bare) <= max(highs) else _UNREADABLE
    low, high = min(pairs)
    if len(pairs) > 1 or (0 < high < 1000 and not unit):
        return _UNCLEAR
    if high > LARGEST:
        return _UNREADABLE
    return Amount(low, high, NUMBER_RANGE if low < high else None)


def _readings(said: str) -> set[Decimal]:
    """Every value the words may mean: none, one, or two when a dot may group or divide."""
    total, last = {Decimal(0)}, None
    position = 0
    while position < len(said):
        term = _TERM.match(said, position)
        if not term or (term[2] and term[2] not in UNIT_OF):
            return set()
        size = UNIT_OF[term[2]] if term[2] else Decimal(1)
        if last is not None and size >= last:  # "1 juta 500 ribu" goes down, never up
            return set()
        values = _values(term[1].strip(), with_unit=bool(term[2]))
        total = {old + value * size for old in total for value in values}
        last, position = size, term.end()
    return total if last is not None else set()


def _values(digits: str, *, with_unit: bool) -> set[Decimal]:
    """The numbers that digits with their dots and commas may be."""
    if re.fullmatch(r"\d+", digits):
        return {Decimal(digits)}
    if re.fullmatch(r"\d{1,3}(?:[ '.]\d{3}){2,}|\d{1,3}[ ']\d{3}", digits):
        return {Decimal(re.sub(r"\D", "", digits))}
    digits = re.sub(r"^(\d{1,3}(?:\.\d{3}){2,})\.(\d{2})$", r"\1,\2", digits)  # 2.500.000.00
    if re.fullmatch(r"\d{1,3}\.\d{3}", digits):  # thousands, or with a unit perhaps a decimal dot
        grouped = Decimal(digits.replace(".", ""))
        return {grouped, Decimal(digits)} if with_unit else {grouped}
    if re.fullmatch(r"\d{1,3}(?:,\d{3}){2,}(?:\.\d{1,2})?|\d{1,3},\d{3}\.\d{1,2}", digits):
        return {Decimal(digits.replace(",", ""))}  # the English way
    if re.fullmatch(r"\d{1,3},\d{3}", digits) and not with_unit:
        return {Decimal(digits.replace(",", "")), Decimal(digits.replace(",", "."))}
    if re.fullmatch(r"\d{1,3}(?:[ .]\d{3})+,\d+|\d+,\d+", digits):
        return {Decimal(re.sub(r"[ .]", "", digits).replace(",", "."))}
    if re.fullmatch(r"\d+\.\d+", digits):
        return {Decimal(digits)}
    return set()
