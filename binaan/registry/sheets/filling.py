"""What the text of an address says of fields the row leaves empty; see docs/rules/values.md.

The same patterns as in rules/addresses, on whole columns. Rows that lack nothing cost nothing.
"""

import polars as pl

from binaan.places.matching import MISSING, UNKNOWN, Resolver
from binaan.registry.rules import addresses
from binaan.registry.sheets.columns import Sheet

NAME_ENDS = " .,-/'’"


def rt_and_rw(sheet: Sheet) -> None:
    """RT, RW and postcode: from one cell for both, else from the address."""
    if sheet.has("rt_rw"):
        _both(sheet, sheet.text("rt_rw"))
        unread = sheet.spoken(sheet.text("rt_rw"))
        unread = unread.set(unread.str.contains(addresses.RT_RW).fill_null(False), None)
        sheet.decided("rt_rw", unread, _unreadable, pl.String)
    lacks_rw = sheet.text("rw").is_null()
    if sheet.has("rt") and lacks_rw.any():
        _both(sheet, sheet.text("rt").set(~lacks_rw, None), apart=True)
    address = sheet.text("address")
    for name, patterns in (
        ("rt", (addresses.RT,)),
        ("rw", (addresses.RW_BEHIND, addresses.RW)),
        ("postcode", (addresses.POSTCODE,)),
    ):
        lacks = sheet.text(name).is_null() & address.is_not_null()
        for pattern in patterns if lacks.any() else ():
            sheet.fill(name, address.set(~lacks, None).str.extract(pattern, 1))


def _both(sheet: Sheet, text: pl.Series, *, apart: bool = False) -> None:
    first, second = (text.str.extract(addresses.RT_RW, group) for group in (1, 2))
    if apart:  # both in the column of RT: it must not be read as one number
        kept = first.fill_null(sheet.text("rt"))
        sheet.said = sheet.said.with_columns(kept.alias("rt"))
    sheet.fill("rt", first)
    sheet.fill("rw", second)


def _unreadable(text: str) -> tuple[None, str, str | None]:
    return None, "number_unreadable", addresses.likely_rt_rw(text)


def places_from_address(sheet: Sheet, resolver: Resolver) -> pl.Series | None:
    """Fill village and kecamatan from the address; answers what is only likely, per row."""
    village, district = sheet.text("village"), sheet.text("district")
    lacks = (
        village.is_null() & sheet.text("place_code").is_null() & sheet.text("address").is_not_null()
    )
    if not lacks.any():
        return None
    address = sheet.text("address").set(~lacks, None)
    bare = address.str.replace_all(addresses.NO_MARK, "jl")
    named = _name(bare, addresses.VILLAGE)
    sheet.fill("village", named)
    sheet.fill("district", _name(bare, addresses.DISTRICT))
    return _from_ending(sheet, address.set(named.is_not_null(), None), district, resolver)


def _name(text: pl.Series, pattern: str) -> pl.Series:
    found = text.str.extract(pattern, 1).str.strip_chars(NAME_ENDS)
    return found.set(
        (found.str.contains(addresses.NOT_A_NAME) | (found == "")).fill_null(False), None
    )


def _from_ending(sheet: Sheet, address, district, resolver: Resolver) -> pl.Series | None:
    """Names without a mark, at the very end; decided once for each address and kecamatan."""
    last = address.str.to_lowercase().str.extract(r"([a-z]+)[^a-z]*$", 1)
    address = address.set(~last.is_in(resolver.last_words()).fill_null(False), None)
    if address.null_count() == address.len():
        return None
    rows = pl.DataFrame({"address": address, "district": sheet.text("district")})
    distinct = rows.filter(pl.col("address").is_not_null()).unique()
    found = [resolver.at_end(addresses.ending(text), named) for text, named in distinct.iter_rows()]
    parts = pl.DataFrame(
        found, schema=dict.fromkeys(("village", "named", "likely"), pl.String), orient="row"
    )
    answer = rows.join(
        distinct.hstack(parts), on=["address", "district"], how="left", nulls_equal=True,
        maintain_order="left",
    )  # fmt: skip
    sheet.fill("village", answer["village"])
    sheet.fill("district", answer["named"])
    return answer["likely"]


def with_likely(answer: pl.DataFrame, likely: pl.Series | None) -> pl.DataFrame:
    """Rows whose place is only likely wait with it as the suggestion."""
    if likely is None or likely.null_count() == likely.len():
        return answer
    problem = answer["place_problem"]
    waits = likely.is_not_null() & (problem.is_null() | (problem == MISSING).fill_null(False))
    return answer.with_columns(
        problem.set(waits, UNKNOWN).alias("place_problem"),
        answer["place_field"].set(waits, "village").alias("place_field"),
        likely.zip_with(waits, answer["place_suggestion"]).alias("place_suggestion"),
    )
