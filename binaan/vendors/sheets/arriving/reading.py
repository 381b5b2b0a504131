"""Reads lists of street vendors: the business as the register reads it, the street beside it.

A doubt about the street holds no row: the vendor goes in without that value.
"""

from datetime import time

import polars as pl

from binaan.intake.kinds import Read
from binaan.kit.dates import today
from binaan.registry.rules import words
from binaan.registry.rules.choosing import folded
from binaan.registry.sheets import columns, values
from binaan.registry.sheets.columns import Sheet
from binaan.registry.sheets.reading import ListReader
from binaan.vendors.queries import regions
from binaan.vendors.queries.vendors import places_of_office
from binaan.vendors.rules import listing
from binaan.vendors.sheets.arriving import fields

MOST_METRES, MOST_MONTHS = 100.0, 1_200
Decided = tuple[str | None, str | None, str | None]


class VendorReader(ListReader):
    """Reads slices of one batch of vendors."""

    def __init__(self, batch):
        super().__init__(batch)
        known = places_of_office(None, batch.version.source.office)
        self.regencies = regions.vocabulary(None)
        self.locations = {folded(word): code for code, name in known for word in (code, name)}

    def read(self, frame: pl.DataFrame) -> Read:
        """The typed columns of business and street, every problem; see intake.kinds.Read."""
        frame = _named(frame)
        base = super().read(frame)
        sheet = Sheet(frame)
        street = self._street(sheet)
        clean = base.clean.with_columns(
            *street, pl.lit(True).alias("is_vendor"), street[1].alias("product")
        )
        return Read(_is_said(clean), pl.concat([base.problems, sheet.problems()]))

    def _street(self, sheet: Sheet) -> list[pl.Series]:
        return [
            columns.choice(sheet, "trade", fields.TRADES),
            columns.short_text(sheet, "goods", 200).alias("goods"),
            columns.choice(sheet, "stall", fields.STALLS),
            columns.choice(sheet, "category", fields.CATEGORIES),
            *(_metres(sheet, name) for name in ("length", "width")),
            sheet.decided("days", sheet.text("days"), _days, pl.String).alias("days"),
            *(
                sheet.decided(n, sheet.text(n), _clock, pl.String).alias(n)
                for n in ("begins", "ends")
            ),
            columns.choice(sheet, "location", self.locations),
            sheet.text("pitch").str.to_uppercase().str.slice(0, 20).alias("pitch"),
            sheet.decided("origin", sheet.text("origin"), self._origin, pl.String).alias("origin"),
            columns.short_text(sheet, "union", 200).alias("union"),
            columns.whole_number(sheet, "trading_months").alias("trading_months"),
            columns.choice(sheet, "wants_events", words.reading(words.YES_NO)),
            values.a_date(sheet, "listed_on", today()).alias("listed_on"),
        ]

    def _origin(self, text: str) -> Decided:
        found = regions.meant(None, self.regencies, text)
        if len(found) == 1:
            return found[0], None, None
        return None, "place_ambiguous" if found else "place_unknown", None


def _named(frame: pl.DataFrame) -> pl.DataFrame:
    """Vendors seldom name their business: what they sell and their own name do."""
    text = [
        c if c in frame.columns else pl.lit(None, dtype=pl.String)
        for c in ("name", "owner_name", "goods")
    ]
    name, owner, goods = (pl.col(one) if isinstance(one, str) else one for one in text)
    made = pl.concat_str(goods.fill_null("Dagangan"), owner, separator=" ")
    blank = name.is_null() | (name.str.strip_chars() == "") | name.is_in(columns.NOTHING)
    return frame.with_columns(
        pl.when(blank & owner.is_not_null()).then(made).otherwise(name).alias("name")
    )


def _is_said(clean: pl.DataFrame) -> pl.DataFrame:
    """Sizes and months beyond belief are nothing."""
    return clean.with_columns(
        *(
            pl.when(pl.col(n).is_between(0.01, MOST_METRES)).then(pl.col(n)).alias(n)
            for n in ("length", "width")
        ),
        pl.when(pl.col("trading_months") <= MOST_MONTHS)
        .then(pl.col("trading_months"))
        .alias("trading_months"),
    )


def _metres(sheet: Sheet, name: str) -> pl.Series:
    return columns.quantity(sheet, name).alias(name)


def _days(text: str) -> Decided:
    """Kept as "setiap" where every day is meant, for an empty text says nothing."""
    found = listing.days_of(text)
    return (
        (None, "choice_unknown", "sen sel rab")
        if found is None
        else (found or "setiap", None, None)
    )


def _clock(text: str) -> Decided:
    found = listing.clock_of(text)
    return (None, "choice_unknown", "16:00") if found is None else (found, None, None)


def clock(text: str | None) -> time | None:
    """ "16:00" as a time."""
    return time.fromisoformat(text) if text else None
