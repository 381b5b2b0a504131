"""List rows of a made-up province in which many enterprises stand two and three times.

    rows = copies.make(1_000_000, seed=1)

A row is what a list says: source, row_key, then the truth (entity = which enterprise, owner =
which person) and the fields. About 11 % of the enterprises have a second or third row, written as
another clerk would (`miswriting.py`). On purpose there are owners of two and three different
businesses, families behind one phone, moved shops, and shops that passed to somebody else.
Villages are real and the same 7,680 at every size (province 32, then 36 and 31): 130 rows each at a
million. People and numbers are invented; the same seed gives the same rows.
"""

import numpy as np
import polars as pl

from benchmarks import miswriting, names
from benchmarks.register import MIDDLES
from binaan.demo.words.addresses import ESTATES, KAMPUNG, STREETS
from binaan.places import areas_package

VILLAGES = 7_680
PROVINCES = ("32", "36", "31")
MIDDLE = (-6.3, 106.4)  # of regencies without a middle of their own
TWICE, THRICE = 0.093, 0.0165  # of enterprises: rows in all; 1.126 rows an enterprise
SECOND, CHAIN = 0.03, 0.1  # a further business of an owner; of those, the same shop elsewhere
FAMILY_PHONE = 0.02
SUCCESSION = 0.005 / (TWICE + THRICE)  # of copied enterprises
MISSING = {
    "nik": 0.4, "phone": 0.25, "birth_date": 0.3, "sex": 0.1, "product": 0.05, "kbli": 0.4,
    "address": 0.08, "rt": 0.25,
}  # fmt: skip
NO_POSITION, HAS_NIB, NIB_WRITTEN = 0.3, 0.35, 0.86
PERSON = ["owner", "owner_name", "first", "call", "sex", "birth_date", "nik", "phone", "nib"]
FIELDS = [
    "source", "row_key", "entity", "owner", "owner_name", "sex", "nik", "birth_date", "phone", "nib",
    "name", "product", "kbli", "address", "rt", "rw", "village", "lat", "lon",
]  # fmt: skip
PREFIXES = "0811 0812 0813 0821 0852 0853 0856 0857 0858 0815 0816 0877 0878 0819 0838 0895".split()


def villages(chance: np.random.Generator) -> pl.DataFrame:
    """village, place (its name), district, weight, lat, lon."""
    found = [
        (area.code, area.name, area.parent)
        for province in PROVINCES
        for area in areas_package.areas(province)
        if area.level == "village"
    ][:VILLAGES]
    frame = pl.DataFrame(found, schema=["village", "place", "district"], orient="row")
    weight = chance.lognormal(0, 0.7, frame.height)
    regency = pl.col("village").str.slice(0, 5)
    aside = chance.normal(0, 0.08, (2, frame.height))
    return frame.with_columns(
        pl.Series("weight", weight / weight.sum()),
        *(
            regency.replace_strict({code: at[n] for code, at in MIDDLES.items()}, default=MIDDLE[n])
            .add(pl.Series(aside[n]))
            .alias(name)
            for n, name in enumerate(("lat", "lon"))
        ),
    )


def make(count: int, seed: int = 1) -> pl.DataFrame:
    """`count` rows with FIELDS, shuffled; row_key counts within a source from 1."""
    chance = np.random.default_rng([seed, count])
    area = villages(np.random.default_rng([seed, 0]))
    entities = round(1.003 * count / (1 + TWICE + 2 * THRICE))  # a few too many, cut below
    base = enterprises(entities, area, chance)
    drawn = chance.random(entities)
    again = np.flatnonzero(drawn < TWICE + THRICE)
    third = np.flatnonzero(drawn < THRICE)
    first = base[again].with_columns(pl.lit("koperasi").alias("source"))
    second = base[third].with_columns(pl.lit("lama").alias("source"))
    base = base.with_columns(pl.lit("dagang").alias("source"))
    copied = miswriting.miswritten(pl.concat([first, second]), area, chance)
    copied = taken_over(copied, entities, area, chance)
    rows = pl.concat([base, copied.select(base.columns)])
    rows = left_out(rows, chance)[chance.permutation(rows.height)][:count]
    key = pl.int_range(1, pl.len() + 1).over("source").cast(pl.String)
    return rows.with_columns(key.alias("row_key")).select(FIELDS)


def enterprises(count: int, area: pl.DataFrame, chance: np.random.Generator) -> pl.DataFrame:
    """One row an enterprise, nothing missing yet."""
    at = np.sort(chance.choice(area.height, size=count, p=area["weight"].to_numpy()))
    rows = with_person(area[at], chance).with_columns(pl.int_range(pl.len()).alias("owner"))
    rows, parent = further(rows, chance)
    rows = family_phones(rows, chance)
    trades = names.trade_table()
    weight = trades["weight"].to_numpy()
    trade = trades[chance.choice(trades.height, size=count, p=weight / weight.sum())]
    rows = rows.with_columns(trade["product"], trade["head"], trade["kbli"])
    rows = rows.with_columns(names.shops(rows, rows["head"], rows["place"], chance).alias("name"))
    rows = with_address(rows, chance)
    return chains(rows, parent, chance).with_columns(pl.int_range(pl.len()).alias("entity"))


def with_person(rows: pl.DataFrame, chance: np.random.Generator) -> pl.DataFrame:
    """A person to each place: names, sex, birth_date, nik, phone, nib."""
    count = rows.height
    people = names.owners(count, chance).drop("alias")
    born = pl.Series("birth_date", chance.integers(-7_500, 12_800, count)).cast(pl.Int32)
    rows = rows.with_columns(people.get_columns()).with_columns(born.cast(pl.Date))
    day = pl.col("birth_date").dt.day() + 40 * (pl.col("sex") == "P").cast(pl.Int8)
    turn = pl.Series(1 + (chance.exponential(4, count)).astype(int) % 99).cast(pl.String)
    phone = pl.Series(chance.integers(10_000_000, 99_999_999, count)).cast(pl.String)
    nib = pl.Series(chance.integers(10**11, 10**12, count)).cast(pl.String)
    return rows.with_columns(
        (
            pl.col("district").str.replace_all(".", "", literal=True)
            + day.cast(pl.String).str.zfill(2)
            + pl.col("birth_date").dt.strftime("%m%y")
            + turn.str.zfill(4)
        ).alias("nik"),
        (names.evenly(PREFIXES, count, chance) + phone).alias("phone"),
        pl.when(pl.Series(chance.random(count) < HAS_NIB)).then("1" + nib).alias("nib"),
    )


def further(rows: pl.DataFrame, chance: np.random.Generator) -> tuple[pl.DataFrame, np.ndarray]:
    """Some enterprises belong to somebody a few rows before, some of those to one with two already.

    Answers also whose row each is (its own number where it is nobody's further business).
    """
    count = rows.height
    own = np.arange(count)
    parent = own.copy()
    further = np.flatnonzero((chance.random(count) < SECOND) & (own > 10))
    parent[further] = further - chance.integers(1, 4, len(further))
    for _ in range(4):  # a parent that has a parent hands on
        parent = parent[parent]
    person = rows.select(PERSON)[parent]
    return rows.with_columns(person.get_columns()), parent


def family_phones(rows: pl.DataFrame, chance: np.random.Generator) -> pl.DataFrame:
    """The phone of the row before (mostly the same village); some have its last name too."""
    before = rows.select("owner", "phone", "owner_name", "village").shift(1)
    shares = pl.Series(chance.random(rows.height) < FAMILY_PHONE)
    shares = shares & (before["owner"] != rows["owner"]) & (before["village"] == rows["village"])
    shares = shares & rows["owner"].is_unique()
    name = pl.Series(chance.random(rows.height) < 0.3) & shares
    last = before["owner_name"].str.extract(r" (\S+)$").fill_null(before["owner_name"])
    named = rows["owner_name"].str.replace(r" \S+$", "") + " " + last
    return rows.with_columns(
        before["phone"].zip_with(shares, rows["phone"]),
        named.zip_with(name, rows["owner_name"]),
    )


def with_address(rows: pl.DataFrame, chance: np.random.Generator) -> pl.DataFrame:
    """address, rt, rw, lat, lon: each village has a dozen of the streets, some kampung and estates."""
    count = rows.height
    number = pl.Series(chance.integers(1, 160, count)).cast(pl.String)
    block = names.evenly(list("ABCDEFGHK"), count, chance) + pl.Series(
        chance.integers(1, 20, count)
    ).cast(pl.String)
    village = rows["village"].hash(3)

    def of(words: list[str], how_many: int) -> pl.Series:
        turn = pl.Series(chance.integers(0, how_many, count)).cast(pl.UInt64)
        return pl.Series(words).gather(((village % 1_000 + turn) % len(words)).cast(pl.UInt32))

    streets = [*STREETS, *names.CITY_STREETS, *(f"Jl. {word}" for word in names.HEAD_MEN)]
    kinds = chance.random(count)
    address = of(streets, 12) + " No. " + number
    estate = of(ESTATES, 3) + " Blok " + block + " No. " + number
    address = estate.zip_with(pl.Series(kinds < 0.2), address)
    address = of(KAMPUNG, 5).zip_with(pl.Series(kinds > 0.7), address)
    aside = chance.normal(0, 0.006, (2, count))
    return rows.with_columns(
        address.alias("address"),
        pl.Series("rt", chance.integers(1, 9, count)).cast(pl.String).str.zfill(3),
        pl.Series("rw", chance.integers(1, 15, count)).cast(pl.String).str.zfill(3),
        pl.col("lat") + pl.Series(aside[0]),
        pl.col("lon") + pl.Series(aside[1]),
    )


def chains(rows: pl.DataFrame, parent: np.ndarray, chance: np.random.Generator) -> pl.DataFrame:
    """Some further businesses are the same shop elsewhere; half of the others share the address."""
    own = np.arange(rows.height)
    further, drawn = parent != own, chance.random(rows.height)
    chain = pl.Series(further & (drawn < CHAIN))
    home = pl.Series(further & (drawn > 0.55))
    first = rows.select("name", "product", "kbli", "head", "address", "rt", "rw", "lat", "lon")[
        parent
    ]
    mark = pl.Series(chance.random(rows.height) < 0.5)
    number = pl.Series(" " + pl.Series(own - parent + 1).cast(pl.String))
    branch = first["name"] + number.zip_with(mark, " Cab. " + rows["place"])
    columns = [branch.zip_with(chain, rows["name"])]
    columns += [first[name].zip_with(chain, rows[name]) for name in ("product", "kbli", "head")]
    columns += [
        first[name].zip_with(home, rows[name]) for name in ("address", "rt", "rw", "lat", "lon")
    ]
    return rows.with_columns(columns)


def taken_over(
    rows: pl.DataFrame, people: int, area: pl.DataFrame, chance: np.random.Generator
) -> pl.DataFrame:
    """Some copies name another owner: half a child (with the last name), a third with the phone."""
    count = rows.height
    other = with_person(rows.select("village", "district"), chance)
    last = rows["owner_name"].str.extract(r" (\S+)$").fill_null(rows["owner_name"])
    child = other["first"] + " " + last
    phone = rows["phone"].zip_with(pl.Series(chance.random(count) < 0.35), other["phone"])
    other = other.with_columns(
        (pl.int_range(pl.len()) + people).alias("owner"),
        child.zip_with(pl.Series(chance.random(count) < 0.5), other["owner_name"]),
        phone,
    )
    gone = pl.Series(chance.random(count) < SUCCESSION)
    return rows.with_columns(
        other[name].cast(rows.schema[name]).zip_with(gone, rows[name]) for name in PERSON
    )


def left_out(rows: pl.DataFrame, chance: np.random.Generator) -> pl.DataFrame:
    """Values that a list does not have; phones in five ways; one list in capitals."""
    count = rows.height

    def sometimes(share: float) -> pl.Series:
        return pl.Series(chance.random(count) < share)

    gaps = {name: sometimes(share) for name, share in MISSING.items()}
    gaps |= {"rw": gaps["rt"], "nib": sometimes(1 - NIB_WRITTEN)}
    gaps["lat"] = gaps["lon"] = sometimes(NO_POSITION)
    rows = rows.with_columns(miswriting.phone_forms(rows["phone"], chance))
    rows = rows.with_columns(
        pl.when(~gap).then(pl.col(name)).alias(name) for name, gap in gaps.items()
    )
    capital = pl.col("source") == "lama"
    return rows.with_columns(
        pl.when(capital).then(pl.col(name).str.to_uppercase()).otherwise(pl.col(name)).alias(name)
        for name in ("owner_name", "name", "address")
    )


if __name__ == "__main__":
    import sys
    import time

    began = time.perf_counter()
    made = make(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
    print(made.sample(20, seed=1), round(time.perf_counter() - began, 1), "s")
