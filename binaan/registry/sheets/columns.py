"""Columns of text as typed values, each doubt with its row: vectorised, with a slow path for odd cells.

`Sheet` collects problems; a value with a problem that spoils it becomes null and waits.
"""

import re
from collections.abc import Callable

import polars as pl

from binaan.kit.sheets.cells import EMPTY_FORMULA, NUMBER_MARK
from binaan.registry import choices
from binaan.registry.rules import choosing, words

NOTHING = [
    form
    for word in words.NOTHING_SAID
    for form in {word, word.upper(), word.capitalize(), word.title()}
]
NONE_THERE, REFUSED = list(words.NONE_THERE), list(words.REFUSED)
MAX_COUNT = 1_000_000


CHOICE_LABELS = {
    "sex": dict(choices.Sex.choices),
    "legal_form": dict(choices.LegalForm.choices),
    "status": dict(choices.Status.choices),
    "association": dict(choices.AssociationStatus.choices),
    "market": dict(choices.Market.choices),
    "is_vendor": {"true": "Ya", "false": "Tidak"},
    "guided": {"true": "Ya", "false": "Tidak"},
}


class Sheet:
    """A slice of a list while it is read: raw text columns by field name, and the problems found."""

    def __init__(self, frame: pl.DataFrame):
        self.raw = frame
        self.found: list[pl.DataFrame] = []
        self.missing: dict[str, pl.Series] = {}
        texts = [name for name, dtype in frame.schema.items() if dtype == pl.String]
        marked = frame.select(pl.col(texts).str.starts_with(NUMBER_MARK).any()).row(0)
        self.numbers = {name for name, some in zip(texts, marked, strict=True) if some}
        frame = self._without_empty_formulas(frame)
        self.said = frame.with_columns(
            pl.col(self.numbers).str.strip_prefix(NUMBER_MARK)
        ).with_columns(pl.when(~pl.col(texts).is_in(NOTHING)).then(pl.col(texts)).name.keep())

    def _without_empty_formulas(self, frame: pl.DataFrame) -> pl.DataFrame:
        """Formulas nobody calculated wait, each at its cell; they are no value of their column."""
        for name in sorted(self.numbers):
            empty = frame[name] == EMPTY_FORMULA
            if empty.any():
                self.flag(empty, name, "formula_uncalculated")
                self.raw = self.raw.with_columns(frame[name].set(empty.fill_null(False), None))
        return self.raw

    def has(self, name: str) -> bool:
        return name in self.raw.columns

    def text(self, name: str) -> pl.Series:
        """The column without number marks; "-" and the like say nothing."""
        if name not in self.said.columns:
            return self.nothing(name, pl.String)
        return self.said[name]

    def silent(self, name: str) -> bool:
        """Whether the column is not there or says nothing in any row: then nothing is read of it."""
        if name not in self.said.columns:
            return True
        return self.said[name].null_count() == self.said.height

    def nothing(self, name: str, dtype) -> pl.Series:
        """The typed column of a silent one."""
        return pl.Series(name, [None], dtype=dtype).new_from_index(0, self.raw.height)

    def fill(self, name: str, values: pl.Series) -> None:
        """What another cell says of a field that its own leaves empty."""
        self.said = self.said.with_columns(self.text(name).fill_null(values).alias(name))

    def spoken(self, odd: pl.Series, key: str = "") -> pl.Series:
        """Odd texts without those that say "there is none"; a refusal is noted under `key`."""
        if odd.null_count() == odd.len():
            return odd
        low = odd.str.to_lowercase()
        refused = low.is_in(REFUSED).fill_null(False)
        if key:
            before = self.missing.get(key)
            self.missing[key] = refused if before is None else refused | before
        return odd.set(refused | low.is_in(NONE_THERE).fill_null(False), None)

    def decided(self, name: str, odd: pl.Series, decide: Callable, dtype) -> pl.Series:
        """Every distinct odd text decided once: `decide(text)` answers value, code, suggestion."""
        if odd.null_count() == odd.len():
            return pl.Series(name, [None], dtype=dtype).new_from_index(0, odd.len())
        done = {text: decide(text) for text in odd.drop_nulls().unique().to_list()}
        value, code, hint = (
            odd.replace_strict(
                {text: answer[part] for text, answer in done.items()},
                default=None,
                return_dtype=kind,
            )
            for part, kind in enumerate((dtype, pl.String, pl.String))
        )
        for problem in code.drop_nulls().unique().sort().to_list():
            self.flag(code == problem, name, problem, hint)
        return value

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


def short_text(sheet: Sheet, name: str, length: int) -> pl.Series:
    """Free text, cut with a problem where it is longer than the register keeps."""
    column = sheet.text(name)
    if sheet.silent(name):
        return column
    long = column.str.len_chars() > length
    sheet.flag(long, name, "text_too_long")
    return column.str.slice(0, length)


def choice(sheet: Sheet, name: str, vocabulary: dict[str, str]) -> pl.Series:
    """A word for one of the known choices; another waits as choice_unknown, with the nearest one."""

    def decide(text: str) -> tuple[str | None, str | None, str | None]:
        key = choosing.chosen(text, vocabulary)
        if key or text.lower() in words.NONE_THERE or text.lower() in words.REFUSED:
            return key, None, None
        near = choosing.likely(text, vocabulary, name)
        return None, "choice_unknown", labels.get(near, near) if near else None

    labels = CHOICE_LABELS.get(name, {})
    return sheet.decided(name, sheet.text(name), decide, pl.String).alias(name)


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
    if sheet.silent(name):
        return sheet.nothing(name, pl.Int32)
    column = sheet.text(name)
    number = plain_whole(column)
    odd = sheet.spoken(column.set(number.is_not_null(), None), name)
    number = number.zip_with(number.is_not_null(), mapped_once(odd, _persons, pl.Int64))
    odd = odd.is_not_null() & number.is_null()
    ranged = odd & column.str.contains(r"^\s*\d+\s*(?:-|s/?d\.?|sampai)\s*\d+")
    sheet.flag(ranged, name, "number_range")
    large = number > MAX_COUNT
    sheet.flag((odd & ~ranged) | large, name, "number_unreadable")
    return number.set(large.fill_null(False), None).cast(pl.Int32)


def quantity(sheet: Sheet, name: str) -> pl.Series:
    """A quantity without a unit of money: 1200, 1.200, 1200,5."""
    if sheet.silent(name):
        return sheet.nothing(name, pl.Float64)
    column = sheet.text(name)
    value = column.str.extract(r"^(\d{1,15}(?:\.\d{1,2})?)$", 1).cast(pl.Float64, strict=False)
    odd = sheet.spoken(column.set(value.is_not_null(), None), name)
    value = value.zip_with(value.is_not_null(), mapped_once(odd, _quantity, pl.Float64))
    sheet.flag(odd.is_not_null() & value.is_null(), name, "number_unreadable")
    return value.alias(name)


def _quantity(text: str) -> float | None:
    """Dots group thousands where they can; else one dot or comma divides. Kept to two decimals."""
    if re.fullmatch(r"[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?", text):
        text = text.replace(".", "")
    if not re.fullmatch(r"\d{1,15}(?:[.,]\d+)?", text):
        return None
    return round(float(text.replace(",", ".")), 2)
