"""One enterprise written again by another clerk: slips, old spellings, other words, old values."""

import random

import numpy as np
import polars as pl

from benchmarks import names

LETTERS = "aiuenrstkmlgdbhp"
SHORT = {
    "Muhammad": ["M.", "Muh.", "Moch.", "Mohamad"], "Ahmad": ["A.", "Akhmad", "Achmad"],
    "Abdul": ["Abd.", "Abdoel", "A."], "Siti": ["St.", "Sitti"], "Nur": ["Noor", "N."],
}  # fmt: skip
TRADE = {
    "Warung": ["Wr.", "Wrg.", "Kedai", "War."], "Toko": ["Tk.", "Kios"], "Bengkel": ["Bkl."],
    "Rumah": ["Rm."], "Pak": ["Bpk.", "Bapak", "P."], "Bu": ["Ibu", "B."], "Kue": ["Kueh", "Aneka Kue"],
    "Keripik": ["Kripik"], "Katering": ["Catering"], "Mebel": ["Meubel", "Furniture"],
    "Konveksi": ["Konpeksi"], "Hj.": ["Hajah", "Hj"],
}  # fmt: skip
STREET = {"Jl. ": ["Jalan ", "Jln ", "Jl "], "Gg. ": ["Gang ", "Gg "], "Kp. ": ["Kampung ", "Kp "],
          "Perum ": ["Perumahan ", "Prm. "], " No. ": [" No.", " ", " nomor "]}  # fmt: skip


def slip(word: str, chance: random.Random) -> str:
    """One letter other, left out, added, or two swapped; short words stay."""
    if len(word) < 4:
        return word
    at = chance.randrange(1, len(word) - 1)
    letter = chance.choice(LETTERS)
    return chance.choice((
        word[:at] + letter + word[at + 1 :],
        word[:at] + word[at + 1 :],
        word[:at] + letter + word[at:],
        word[:at] + word[at + 1] + word[at] + word[at + 2 :],
    ))  # fmt: skip


def slipped(text: str, chance: random.Random) -> str:
    words = text.split(" ")
    at = max(range(len(words)), key=lambda n: (len(words[n]) > 3, chance.random()))
    words[at] = slip(words[at], chance)
    return " ".join(words)


def swapped(text: str, chance: random.Random) -> str:
    words = text.split(" ")
    if len(words) > 1:
        at = chance.randrange(len(words) - 1)
        words[at], words[at + 1] = words[at + 1], words[at]
    return " ".join(words)


def dropped(text: str, chance: random.Random) -> str:
    """Without one word behind the first."""
    words = text.split(" ")
    if len(words) > 1:
        del words[chance.randrange(1, len(words))]
    return " ".join(words)


def shortened(table: dict[str, list[str]]):
    def change(text: str, chance: random.Random) -> str:
        return " ".join(
            chance.choice(table[word]) if word in table else word for word in text.split(" ")
        )

    return change


def titled(text: str, chance: random.Random) -> str:
    bare = text
    for title in ("Drs. H. ", "Dra. ", "Hj. ", "H. ", "Pak ", "Ibu "):
        bare = bare.removeprefix(title)
    return bare if bare != text else chance.choice(("H. ", "Hj. ", "Bpk ", "Ibu ")) + text


def other_digit(text: str, chance: random.Random) -> str:
    at = chance.randrange(len(text))
    return text[:at] + chance.choice("0123456789".replace(text[at], "")) + text[at + 1 :]


def street(text: str, chance: random.Random) -> str:
    for mark, ways in STREET.items():
        text = text.replace(mark, chance.choice(ways))
    return text


def no_number(text: str, _chance: random.Random) -> str:
    return text.split(" No. ")[0]


def old(text: str, _chance: random.Random) -> str:
    return names.old_spelling(pl.Series([text]))[0]


# Field, share of the copies, what is done. One after another: a copy may have several.
CHANGES = (
    ("owner_name", 0.35, shortened(SHORT)), ("owner_name", 0.08, titled), ("owner_name", 0.08, dropped),
    ("owner_name", 0.03, swapped), ("owner_name", 0.12, slipped), ("nik", 0.03, other_digit),
    ("name", 0.3, shortened(TRADE)), ("name", 0.1, dropped), ("name", 0.06, swapped),
    ("name", 0.1, slipped), ("address", 0.15, no_number), ("address", 0.06, slipped),
    ("address", 0.5, street),
)  # fmt: skip
OLD_NAME, RENAMED, OTHER_PHONE, OTHER_BIRTH, OTHER_WORDS, OTHER_CODE = (
    0.06,
    0.08,
    0.15,
    0.03,
    0.15,
    0.08,
)
WRONG_VILLAGE, MOVED = 0.06, 0.04
METRES = 0.0004  # degrees: two people measure one door


def miswritten(rows: pl.DataFrame, area: pl.DataFrame, chance: np.random.Generator) -> pl.DataFrame:
    """The rows as written again: changed names, numbers, places; `entity` and `owner` stay."""
    rows = displaced(rows, area, chance)
    rows = revalued(rows, chance)
    dice = random.Random(int(chance.integers(1 << 40)))
    for field, share, change in CHANGES:
        at = np.flatnonzero(chance.random(rows.height) < share)
        written = [change(text, dice) for text in rows[field].gather(at)]
        rows = rows.with_columns(rows[field].scatter(at, written))
    return rows


def revalued(rows: pl.DataFrame, chance: np.random.Generator) -> pl.DataFrame:
    """Old spellings, new shop names, new phones, birth dates a day off, other product and code."""
    count = rows.height

    def sometimes(share: float) -> pl.Series:
        return pl.Series(chance.random(count) < share)

    trades = names.trade_table()
    alike = trades.group_by("head").agg(pl.col("product").alias("all"))
    alike = rows.select("head").join(alike, on="head", how="left", maintain_order="left")["all"]
    pick = pl.Series(chance.integers(0, 1 << 30, count)) % alike.list.len()
    product = alike.list.get(pick.cast(pl.Int64))
    codes = names.evenly(["47112", "10799", "56102", "32903", "10710"], count, chance)
    phone = pl.Series(chance.integers(100_000_000, 999_999_999, count)).cast(pl.String)
    shop = names.shops(rows, rows["head"], rows["place"], chance)
    later = pl.Series(chance.integers(1, 40, count)).cast(pl.Duration("ms")) * 86_400_000
    return rows.with_columns(
        names.old_spelling(rows["owner_name"]).zip_with(sometimes(OLD_NAME), rows["owner_name"]),
        shop.zip_with(sometimes(RENAMED), rows["name"]).alias("name"),
        ("08" + phone).zip_with(sometimes(OTHER_PHONE), rows["phone"]).alias("phone"),
        (rows["birth_date"] + later).zip_with(sometimes(OTHER_BIRTH), rows["birth_date"]),
        product.zip_with(sometimes(OTHER_WORDS), rows["product"]).alias("product"),
        codes.zip_with(sometimes(OTHER_CODE), rows["kbli"]).alias("kbli"),
    )


def displaced(rows: pl.DataFrame, area: pl.DataFrame, chance: np.random.Generator) -> pl.DataFrame:
    """A neighbouring village written by mistake; or truly moved there, to another street and spot."""
    count = rows.height
    at = area.with_row_index("at").select("village", "at")
    here = rows.select("village").join(at, on="village", how="left", maintain_order="left")["at"]
    step = chance.choice([-2, -1, 1, 2], count)
    there = area[np.clip(here.to_numpy().astype(int) + step, 0, area.height - 1)]
    drawn = chance.random(count)
    moved = pl.Series(drawn < MOVED)
    wrong = moved | pl.Series(drawn > 1 - WRONG_VILLAGE)
    measured = chance.normal(0, METRES, (2, count))
    shift = chance.permutation(count)
    return rows.with_columns(
        there["village"].zip_with(wrong, rows["village"]),
        there["district"].zip_with(wrong, rows["district"]),
        *(rows[name][shift].zip_with(moved, rows[name]) for name in ("address", "rt", "rw")),
        *(
            there[name].zip_with(moved, rows[name] + pl.Series(measured[n]))
            for n, name in enumerate(("lat", "lon"))
        ),
    )


def phone_forms(phones: pl.Series, chance: np.random.Generator) -> pl.Series:
    """08…, +62 8…, 628…, with hyphens, without the zero."""
    way = chance.integers(0, 8, phones.len())
    bare = phones.str.slice(1)
    ways = {
        0: "+62 " + bare,
        1: "62" + bare,
        2: phones.str.slice(0, 4) + "-" + phones.str.slice(4, 4) + "-" + phones.str.slice(8),
        3: bare,
    }
    for number, written in ways.items():
        phones = written.zip_with(pl.Series(way == number), phones)
    return phones.alias("phone")
