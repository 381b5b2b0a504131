"""Columns of money, days, numbers of people and positions: plain cells fast, odd ones by their rule.

docs/rules/values.md tells what is read and what waits; the rules of a single cell are elsewhere
(kit/amounts, kit/days, rules/identifiers, rules/positions).
"""

import re
from datetime import date
from decimal import Decimal
from typing import NamedTuple

import polars as pl

from binaan.kit.amounts import parse_amount, split_period
from binaan.kit.days import parse_day, parse_year
from binaan.kit.likely import likely_amount
from binaan.kit.numbers import id_number
from binaan.registry.rules import identifiers
from binaan.registry.rules.positions import Box, locate
from binaan.registry.sheets.columns import Sheet, plain_whole

MAX_MONEY = 10**17
EARLIEST = date(1900, 1, 1)
CURRENCY = re.compile(r"\b(?:rp|idr|rupiah)\b\.?|\brp\.?(?=\s*\d)")
NIK_PLAIN = (
    r"^\d{6}(?:0[1-9]|1\d|2[0-8]|4[1-9]|5\d|6[0-8])(?:0[1-9]|1[0-2])\d{2}"
    r"(?:[1-9]\d{3}|0[1-9]\d\d|00[1-9]\d|000[1-9])$"
)
MOBILE_PLAIN = r"^0(8[1-9]\d{6,10})$"
DIGITS_KEPT = 15  # of a number cell; a spreadsheet makes zeros of the rest
SCIENTIFIC = r"^\d[.,]?\d*[eE]\+?\d+$"
ONLY_ZEROS = r"^[0\s.\-]+$"
UNCLEAR, UNREADABLE = "money_unit_unclear", "number_unreadable"
PERIODS = {12: "/bln", 1: "/thn", 4: "/triwulan"}


class Column(NamedTuple):
    """How the amounts of a column are meant: `times` its unit (Rp.000: 1000), so often a year.

    `flows`: an amount of a period (sales), so that a cell may name another one.
    """

    times: float = 1.0
    per_year: int = 1
    flows: bool = False


class Money(NamedTuple):
    """Whole rupiah a year; `code` where the cell waits or is a range, with what was meant."""

    low: int | None
    high: int | None
    code: str | None = None
    suggestion: str | None = None


def money(
    sheet: Sheet, name: str, base: str | None = None, *, per_year: int = 1, flows: bool = False
) -> list[pl.Series]:
    """Rupiah a year as bounds `<base>_low`, `<base>_high` (Int64: whole rupiah)."""
    base = base or name
    if sheet.silent(name):
        return [sheet.nothing(f"{base}_{end}", pl.Int64) for end in ("low", "high")]
    text = sheet.text(name)
    column = Column(sheet.times(name), per_year, flows)
    plain = plain_whole(text)
    plain = plain.set((plain > MAX_MONEY).fill_null(False), None)
    fast = plain.is_not_null() & ((plain == 0) | (plain >= 1000) | (column.times != 1.0))
    odd = sheet.spoken(text.set(fast, None), base)
    value = plain.set(~fast, None) * per_year
    if column.times != 1.0:
        value = (value.cast(pl.Float64) * column.times).round(0).cast(pl.Int64, strict=False)
    large = fast & (value.is_null() | (value > MAX_MONEY))
    sheet.flag(large, name, UNREADABLE)
    value = value.set(large.fill_null(False), None)
    amounts = {one: read_money(one, column) for one in odd.drop_nulls().unique().to_list()}
    code, hint = (_picked(odd, amounts, part, pl.String) for part in ("code", "suggestion"))
    for problem in code.drop_nulls().unique().sort().to_list():
        sheet.flag(code == problem, name, problem, hint)
    return [
        value.zip_with(fast, _picked(odd, amounts, end, pl.Int64)).alias(f"{base}_{end}")
        for end in ("low", "high")
    ]


def _picked(column: pl.Series, amounts: dict, part: str, dtype) -> pl.Series:
    answers = {text: getattr(amount, part) for text, amount in amounts.items()}
    return column.replace_strict(answers, default=None, return_dtype=dtype)


def read_money(text: str, column: Column) -> Money:
    """What a cell says, without a value when it must wait.

    Where the column has its own unit (Rp.000), a cell that names another one is not clear.
    """
    bare, often = split_period(text)
    if often == 0:
        return Money(None, None, "money_period_unclear")
    if often and not column.flows:
        return Money(None, None, UNCLEAR)
    if often:
        text, column = bare, column._replace(per_year=often)
    found = _amount(text, column)
    if found.suggestion and often:
        return found._replace(suggestion=f"{found.suggestion}{PERIODS[often]}")
    return found


def _amount(text: str, column: Column) -> Money:
    amount = parse_amount(text)
    times = Decimal(str(column.times)) * column.per_year
    if column.times != 1.0 and amount.code != UNREADABLE:
        bare = CURRENCY.sub("", text.lower())
        if re.search(r"[a-z]", bare):
            return Money(None, None, UNCLEAR, _in_unit(text, column.times))
        if amount.code == UNCLEAR:
            amount, times = parse_amount(f"{bare} ribu"), times / 1000
    if amount.code not in (None, "number_range"):
        meant = likely_amount(text)
        if meant and column.times != 1.0:
            meant = _in_unit(meant, column.times)
        return Money(None, None, amount.code, meant)
    low, high = (None if end is None else round(end * times) for end in amount[:2])
    if max(low or 0, high or 0) > MAX_MONEY:
        return Money(None, None, UNREADABLE)
    return Money(low, high, amount.code)


def _in_unit(text: str, unit: float) -> str | None:
    """An exact amount in the unit of its column: "2,5 jt" below Rp.000 is 2.500."""
    amount = parse_amount(text)
    if amount.code or not amount.low:
        return None
    units = amount.low / Decimal(str(unit))
    return id_number(units) if units == units.to_integral_value() else None


def a_date(sheet: Sheet, name: str, latest: date) -> pl.Series:
    """A day as people write it (kit/days); what is not certain waits."""
    if sheet.silent(name):
        return sheet.nothing(name, pl.Date)
    column = sheet.text(name)
    value = column.str.slice(0, 10).str.to_date("%Y-%m-%d", strict=False)
    odd = sheet.spoken(column.set(value.is_not_null(), None))

    def decide(text: str):
        day = parse_day(text, latest)
        if day.value and day.value < EARLIEST:
            return None, "date_unreadable", None
        return day

    slow = sheet.decided(name, odd, decide, pl.Date)
    early = (value < EARLIEST).fill_null(False)
    sheet.flag(early, name, "date_unreadable")
    value = value.set(early, None)
    value = value.zip_with(value.is_not_null(), slow)
    future = (value > latest).fill_null(False)
    sheet.flag(future, name, "date_future")
    return value.set(future, None).alias(name)


def a_year(sheet: Sheet, name: str, latest: int) -> pl.Series:
    """A year from 1900 on, alone or inside a date."""
    if sheet.silent(name):
        return sheet.nothing(name, pl.Int32)
    odd = sheet.spoken(sheet.text(name))
    year = sheet.decided(name, odd, lambda text: parse_year(text, latest), pl.Int32)
    future = (year > latest).fill_null(False)
    sheet.flag(future, name, "date_future")
    return year.set(future, None).alias(name)


def nik(sheet: Sheet) -> pl.Series:
    """A NIK; from a number cell it has lost its end, also when 16 digits show."""
    if sheet.silent("nik"):
        return sheet.nothing("nik", pl.String)
    text = sheet.text("nik")
    lost = sheet.was_number("nik") | text.str.contains(SCIENTIFIC).fill_null(False)
    sheet.flag(lost & text.is_not_null(), "nik", "nik_digits_lost")
    text = text.set(lost, None)
    fast = text.str.contains(NIK_PLAIN).fill_null(False)

    def decide(one: str):
        checked = identifiers.check_nik(one)
        return *checked, identifiers.likely_nik(one) if checked.problem else None

    return _number(sheet, "nik", text, fast, decide)


def nib(sheet: Sheet) -> pl.Series:
    """A NIB of 13 digits."""
    if sheet.silent("nib"):
        return sheet.nothing("nib", pl.String)
    text = sheet.text("nib")
    fast = text.str.contains(r"^\d{13}$").fill_null(False)

    def decide(one: str):
        checked = identifiers.check_nib(one)
        return *checked[:2], identifiers.likely_nib(one) if checked.problem else None

    return _number(sheet, "nib", text, fast, decide)


def npwp(sheet: Sheet) -> pl.Series:
    """An NPWP, also of a cell that kept it as a number and lost nothing."""
    if sheet.silent("npwp"):
        return sheet.nothing("npwp", pl.String)
    text = sheet.text("npwp")
    long = sheet.was_number("npwp") & (text.str.len_chars() > DIGITS_KEPT)
    lost = (long | text.str.contains(SCIENTIFIC)).fill_null(False)
    sheet.flag(lost, "npwp", "npwp_digits_lost")
    text = text.set(lost, None)
    fast = pl.repeat(False, text.len(), eager=True)
    return _number(sheet, "npwp", text, fast, lambda one: (*identifiers.check_npwp(one), None))


def _number(sheet: Sheet, name: str, text: pl.Series, fast: pl.Series, decide) -> pl.Series:
    """Plain numbers as they are, every other distinct one through its rule."""
    odd = _without_zeros(sheet.spoken(text.set(fast, None), name))
    return text.zip_with(fast, sheet.decided(name, odd, decide, pl.String)).alias(name)


def _without_zeros(odd: pl.Series) -> pl.Series:
    """ "0" is what people type where there is no number."""
    if odd.null_count() == odd.len():
        return odd
    return odd.set(odd.str.contains(ONLY_ZEROS).fill_null(False), None)


def phone(sheet: Sheet) -> pl.Series:
    """The first number of a cell that can be read, as +62…"""
    if sheet.silent("phone"):
        return sheet.nothing("phone", pl.String)
    text = sheet.text("phone")
    fast = text.str.contains(MOBILE_PLAIN).fill_null(False)
    plain = ("+62" + text.str.slice(1)).set(~fast, None)
    odd = _without_zeros(sheet.spoken(text.set(fast, None), "phone"))

    def decide(one: str):
        number = identifiers.normal_phone(one)
        if number:
            return number, None, None
        return None, "phone_unreadable", identifiers.likely_phone(one)

    return plain.zip_with(fast, sheet.decided("phone", odd, decide, pl.String)).alias("phone")


def position(sheet: Sheet, box: Box) -> list[pl.Series]:
    """`lat` and `lon` in degrees, both inside the box or both null."""
    if all(sheet.silent(name) for name in ("lat", "lon", "position")):
        return [sheet.nothing(name, pl.Float64) for name in ("lat", "lon")]
    lat, lon = (
        sheet.text(name).str.replace(",", ".", literal=True).cast(pl.Float64, strict=False)
        for name in ("lat", "lon")
    )
    inside = (lat.is_between(box.south, box.north) & lon.is_between(box.west, box.east)).fill_null(
        False
    )
    lat, lon = lat.set(~inside, None), lon.set(~inside, None)
    texts = [sheet.text(name) for name in ("lat", "lon", "position")]
    said = texts[0].is_not_null() | texts[1].is_not_null() | texts[2].is_not_null()
    odd = said & ~inside
    if odd.any():
        texts = [sheet.spoken(text.set(~odd, None)) for text in texts]
        lat, lon = _odd_positions(sheet, texts, box, lat, lon)
    return [lat.alias("lat"), lon.alias("lon")]


def _odd_positions(sheet: Sheet, texts: list[pl.Series], box: Box, lat, lon):
    rows = pl.DataFrame([text.alias(f"p{index}") for index, text in enumerate(texts)])
    distinct = rows.unique().filter(pl.any_horizontal(pl.all().is_not_null()))
    found = [locate(*row, box) for row in distinct.iter_rows()]
    decided = distinct.with_columns(
        pl.Series("lat", [one.point.lat if one.point else None for one in found], pl.Float64),
        pl.Series("lon", [one.point.lon if one.point else None for one in found], pl.Float64),
        pl.Series("hint", [one.suggestion for one in found], pl.String),
        pl.lit(True).alias("said"),
    )
    answer = rows.join(
        decided, on=rows.columns, how="left", nulls_equal=True, maintain_order="left"
    )
    wrong = answer["said"].fill_null(False) & answer["lat"].is_null()
    alone = texts[0].is_null() & texts[1].is_null()
    sheet.flag(wrong & alone, "position", "position_outside", answer["hint"])
    field = "lat" if sheet.has("lat") else "lon"
    sheet.flag(wrong & ~alone, field, "position_outside", answer["hint"])
    return lat.fill_null(answer["lat"]), lon.fill_null(answer["lon"])
