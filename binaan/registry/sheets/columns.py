"""Columns of text as typed values, each doubt with its row: vectorised, with a slow path for odd cells.

`Sheet` collects problems; a value with a problem that spoils it becomes null and waits.
"""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal

import polars as pl

from binaan.kit.amounts import Amount, parse_amount
from binaan.kit.sheets.cells import NUMBER_MARK
from binaan.registry.rules import words

NOTHING = [form for word in words.NOTHING_SAID for form in {word, word.upper(), word.capitalize()}]
MAX_COUNT = 1_000_000
MAX_MONEY = 10**17
EARLIEST = date(1900, 1, 1)
CURRENCY = re.compile(r"\b(?:rp|idr|rupiah)\b\.?|\brp\.?(?=\s*\d)")


class Sheet:
    """A slice of a list while it is read: raw text columns by field name, and the problems found."""

    def __init__(self, frame: pl.DataFrame):
        self.raw = frame
        self.found: list[pl.DataFrame] = []
        self.missing: dict[str, pl.Series] = {}
        texts = [name for name, dtype in frame.schema.items() if dtype == pl.String]
        marked = frame.select(pl.col(texts).str.starts_with(NUMBER_MARK).any()).row(0)
        self.numbers = {name for name, some in zip(texts, marked, strict=True) if some}
        self.said = frame.with_columns(
            pl.col(self.numbers).str.strip_prefix(NUMBER_MARK)
        ).with_columns(pl.when(~pl.col(texts).is_in(NOTHING)).then(pl.col(texts)).name.keep())

    def has(self, name: str) -> bool:
        return name in self.raw.columns

    def text(self, name: str) -> pl.Series:
        """The column without number marks; "-" and the like say nothing."""
        if not self.has(name):
            return pl.Series(name, [None], dtype=pl.String).new_from_index(0, self.raw.height)
        return self.said[name]

    def was_number(self, name: str) -> pl.Series:
        """Where a spreadsheet kept a long number, and may have lost its last digits."""
        if name not in self.numbers:
            return pl.repeat(False, self.raw.height, eager=True)
        return self.raw[name].str.starts_with(NUMBER_MARK).fill_null(False)

    def flag(
        self, where: pl.Series, field: str, code: str, suggestion: pl.Series | None = None
    ) -> None:
        """Note a problem for the rows where `where` is true."""
        where = where.fill_null(False)
        if not where.any():
            return
        rows = self.raw.filter(where)
        value = (
            self.raw[field].filter(where).str.strip_prefix(NUMBER_MARK) if self.has(field) else None
        )
        self.found.append(
            pl.DataFrame(
                {
                    "ordinal": rows["ordinal"],
                    "field": pl.repeat(field, rows.height, dtype=pl.String, eager=True),
                    "code": pl.repeat(code, rows.height, dtype=pl.String, eager=True),
                    "value": value if value is not None else [None] * rows.height,
                    "suggestion": suggestion.filter(where)
                    if suggestion is not None
                    else [None] * rows.height,
                },
                schema_overrides={"value": pl.String, "suggestion": pl.String},
            )
        )

    def problems(self) -> pl.DataFrame:
        schema = {
            "ordinal": pl.Int64, "field": pl.String, "code": pl.String,
            "value": pl.String, "suggestion": pl.String,
        }  # fmt: skip
        if not self.found:
            return pl.DataFrame(schema=schema)
        return pl.concat(self.found).select(
            pl.col(name).cast(dtype) for name, dtype in schema.items()
        )

    def times(self, name: str) -> float:
        """The factor a mapping gave this column (Rp.000 → 1000)."""
        marked = f"{name}__times"
        if not self.has(marked):
            return 1.0
        return self.raw[marked].drop_nulls().first() or 1.0


def folded(text: str) -> str:
    """Lower case, letters and digits only."""
    return re.sub(r"[^0-9a-z]", "", text.lower())


def short_text(sheet: Sheet, name: str, length: int) -> pl.Series:
    """Free text, cut with a problem where it is longer than the register keeps."""
    column = sheet.text(name)
    long = column.str.len_chars() > length
    sheet.flag(long, name, "text_too_long")
    return column.str.slice(0, length)


def choice(sheet: Sheet, name: str, vocabulary: dict[str, str]) -> pl.Series:
    """A word for one of the known choices; another word waits as choice_unknown."""
    column = sheet.text(name)
    key = mapped_once(column, lambda text: vocabulary.get(folded(text)), pl.String)
    sheet.flag(column.is_not_null() & key.is_null(), name, "choice_unknown")
    return key.alias(name)


def mapped_once(column: pl.Series, decide: Callable, dtype) -> pl.Series:
    """Decide every distinct text once; for the few cells the fast path could not read."""
    distinct = column.drop_nulls().unique().to_list()
    answers = {text: decide(text) for text in distinct}
    return column.replace_strict(answers, default=None, return_dtype=dtype)


def plain_whole(column: pl.Series) -> pl.Series:
    """Digits alone as a number; a sign, a blank or a fraction is for the slow path."""
    number = column.cast(pl.Int64, strict=False)
    return number.set(((number < 0) | column.str.starts_with("+")).fill_null(False), None)


def _persons(text: str) -> int | None:
    bare = re.sub(r"\s*(?:orang|org|pekerja)$", "", text.lower())
    if re.fullmatch(r"[1-9]\d{0,2}(?:\.\d{3})+", bare):
        return int(bare.replace(".", ""))
    found = re.fullmatch(r"(\d{1,9})(?:[.,]0{1,2})?", bare)
    return int(found[1]) if found else None


def whole_number(sheet: Sheet, name: str) -> pl.Series:
    """A count of persons: "12", "12 orang"; a range or anything else waits."""
    column = sheet.text(name)
    number = plain_whole(column)
    odd = column.set(number.is_not_null(), None)
    number = number.zip_with(number.is_not_null(), mapped_once(odd, _persons, pl.Int64))
    odd = column.is_not_null() & number.is_null()
    ranged = odd & column.str.contains(r"^\s*\d+\s*(?:-|s/?d\.?|sampai)\s*\d+")
    sheet.flag(ranged, name, "number_range")
    large = number > MAX_COUNT
    sheet.flag((odd & ~ranged) | large, name, "number_unreadable")
    return number.set(large.fill_null(False), None).cast(pl.Int32)


def money(sheet: Sheet, name: str, base: str | None = None, per_year: int = 1) -> list[pl.Series]:
    """Rupiah a year as bounds `<base>_low`, `<base>_high` (Int64: whole rupiah)."""
    base = base or name
    column = sheet.text(name)
    factor = sheet.times(name)
    plain = plain_whole(column)
    plain = plain.set((plain > MAX_MONEY).fill_null(False), None)
    fast = plain.is_not_null() & ((plain == 0) | (plain >= 1000) | (factor != 1.0))
    odd = column.set(fast, None)
    refused = odd.str.to_lowercase().is_in(list(words.REFUSED)).fill_null(False)
    sheet.missing[base] = refused
    odd = odd.set(refused, None)
    amounts = {
        text: _yearly(text, factor, per_year) for text in odd.drop_nulls().unique().to_list()
    }
    value = plain.set(~fast, None) * per_year
    if factor != 1.0:
        value = (value.cast(pl.Float64) * factor).round(0).cast(pl.Int64, strict=False)
    large = fast & (value.is_null() | (value > MAX_MONEY))
    value = value.set(large.fill_null(False), None)
    code = _picked(odd, amounts, "code", pl.String)
    for problem in ("number_range", "money_unit_unclear"):
        sheet.flag(code == problem, name, problem)
    sheet.flag((code == "number_unreadable").fill_null(False) | large, name, "number_unreadable")
    return [
        value.zip_with(fast, _picked(odd, amounts, end, pl.Int64)).alias(f"{base}_{end}")
        for end in ("low", "high")
    ]


def _picked(column: pl.Series, amounts: dict, part: str, dtype) -> pl.Series:
    answers = {text: getattr(amount, part) for text, amount in amounts.items()}
    return column.replace_strict(answers, default=None, return_dtype=dtype)


def _yearly(text: str, factor: float, per_year: int) -> Amount:
    """What a cell says as whole rupiah a year; without a value when it must wait.

    Where the column has its own unit (Rp.000), a cell that names another one is not clear.
    """
    amount = parse_amount(text)
    times = Decimal(str(factor)) * per_year
    if factor != 1.0 and amount.code != "number_unreadable":
        bare = CURRENCY.sub("", text.lower())
        if re.search(r"[a-z]", bare):
            return Amount(None, None, "money_unit_unclear")
        if amount.code == "money_unit_unclear":
            amount, times = parse_amount(f"{bare} ribu"), times / 1000
    if amount.code not in (None, "number_range"):
        return Amount(None, None, amount.code)
    low, high = (None if end is None else round(end * times) for end in amount[:2])
    if max(low or 0, high or 0) > MAX_MONEY:
        return Amount(None, None, "number_unreadable")
    return Amount(low, high, amount.code)


MONTHS = {
    "jan": 1, "feb": 2, "peb": 2, "mar": 3, "apr": 4, "mei": 5, "may": 5, "jun": 6, "jul": 7,
    "agu": 8, "ags": 8, "aug": 8, "sep": 9, "okt": 10, "oct": 10, "nov": 11, "nop": 11, "des": 12,
    "dec": 12,
}  # fmt: skip


def a_date(sheet: Sheet, name: str, latest: date) -> pl.Series:
    """A day: ISO, 31/12/2020 (day first) or 31 Desember 2020; else it waits."""
    column = sheet.text(name)
    value = column.str.slice(0, 10).str.to_date("%Y-%m-%d", strict=False)
    odd = column.set(value.is_not_null(), None)
    value = value.zip_with(
        value.is_not_null(), mapped_once(odd, lambda text: _day(text, latest), pl.Date)
    )
    value = value.set((value < EARLIEST).fill_null(False), None)
    sheet.flag(column.is_not_null() & value.is_null(), name, "date_unreadable")
    future = (value > latest).fill_null(False)
    sheet.flag(future, name, "date_future")
    return value.set(future, None).alias(name)


def _day(text: str, latest: date) -> date | None:
    parts = text.lower().replace(".", " ").replace("/", " ").replace("-", " ").split()
    if len(parts) != 3 or not (parts[0].isdigit() and parts[2].isdigit()):
        return None
    month = int(parts[1]) if parts[1].isdigit() else MONTHS.get(parts[1][:3], 0)
    year = int(parts[2])
    if len(parts[2]) == 2:
        year += 2000 if year <= latest.year % 100 else 1900
    try:
        return date(year, month, int(parts[0]))
    except ValueError:
        return None


def _year(text: str) -> int | None:
    found = re.fullmatch(r"(?:.*\D)?((?:19|20)\d\d)(?:\.0)?(?:\D.*)?", text)
    return int(found[1]) if found else None


def a_year(sheet: Sheet, name: str, latest: int) -> pl.Series:
    """A year from 1900 on, alone or inside a date."""
    column = sheet.text(name)
    year = mapped_once(column, _year, pl.Int32)
    sheet.flag(column.is_not_null() & year.is_null(), name, "date_unreadable")
    future = (year > latest).fill_null(False)
    sheet.flag(future, name, "date_future")
    return year.set(future, None).alias(name)


def quantity(sheet: Sheet, name: str) -> pl.Series:
    """A quantity without a unit of money: 1200, 1.200, 1200,5."""
    column = sheet.text(name)
    value = column.str.extract(r"^(\d{1,15}(?:\.\d{1,2})?)$", 1).cast(pl.Float64, strict=False)
    odd = column.set(value.is_not_null(), None)
    value = value.zip_with(value.is_not_null(), mapped_once(odd, _quantity, pl.Float64))
    sheet.flag(column.is_not_null() & value.is_null(), name, "number_unreadable")
    return value.alias(name)


def _quantity(text: str) -> float | None:
    """Dots group thousands where they can; else one dot or comma divides. Kept to two decimals."""
    if re.fullmatch(r"[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?", text):
        text = text.replace(".", "")
    if not re.fullmatch(r"\d{1,15}(?:[.,]\d+)?", text):
        return None
    return round(float(text.replace(",", ".")), 2)
