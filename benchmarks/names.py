"""Invented people and shops for the benchmarks, in whole columns: a Zipf head, a long tail.

The common given names take most of the people (as they do); the tail is put together from the
syllables such names are made of. About a fifth have one name only, a twelfth write it the old way.
"""

import numpy as np
import polars as pl

from binaan.demo.words import people
from binaan.demo.words.addresses import CITY_STREETS, STREETS
from binaan.demo.words.trades import BRANDS, trades

HEAD_MEN = (
    "Muhammad Ahmad Agus Budi Eko Asep Dedi Slamet Joko Hendra Iwan Rudi Yusuf Abdul Rahmat "
    "Ujang Wawan Suryadi Bambang Supriyadi Sutrisno Hidayat Jajang Tatang Cecep Didin"
).split()
HEAD_WOMEN = (
    "Siti Nur Sri Dewi Rina Neneng Euis Yayah Lilis Tuti Aminah Rohimah Masnah Endang Suryani "
    "Nurhayati Ratna Wati Fitri Yuni Ika Titin Juju Cucu Iis"
).split()
FRONT = (
    "Su Nur War Har Mar Sar Wi Pur Tri Yul Kus Mul Set Wid Pri Sis Ris Das Kar Rus Sul Ar Er Ber "
    "Dar Jar Tar Wir Is Kas Man Rod Sam Tas Um Yan Zul Bas Cah Dul"
).split()
MEN_END = "yanto tono wanto yono dianto narto mudi jono parman madi wardi roji kirman".split()
WOMEN_END = "yati wati yani ningsih lestari mini inah iyah ilah tini mawati hayati narsih".split()
TITLES = {"L": ["H. ", "Drs. H. ", "Pak "], "P": ["Hj. ", "Ibu ", "Dra. "]}
CALLS = {"L": ["Pak", "Mas", "Kang", "Bang", "Haji"], "P": ["Bu", "Teh", "Mpok", "Mbak", "Hj."]}
KINDS = "Warung Toko UD CV Rumah Dapur Kios Depot Sentra Galeri Pondok Bengkel".split()
# KBLI 2020 of trades the demo leaves without one, by what the shop's name starts with.
KBLI = {
    "Batik": "13134", "Sanggar Batik": "13134", "Konveksi": "14111", "Garmen": "14111",
    "Busana": "14111", "Penjahit": "14120", "Modiste": "14120", "Sablon": "18111", "Tas": "15121",
    "Sandal Sepatu": "15202", "Boneka": "32402", "Anyaman": "16291", "Mebel": "31001",
    "Furniture": "31001", "Bengkel Las": "25119", "Las": "25119", "Bengkel Bubut": "25920",
    "Lio": "23921", "Batako": "23953", "Percetakan": "18111", "Kemasan": "17022",
    "Plastik": "22220", "Kerajinan": "32903", "Handicraft": "32903", "Jamu": "21022",
    "Katering": "56210", "Kedai": "56303", "Bakso": "56102", "Warung Nasi": "56101",
}  # fmt: skip
# What was written before 1972. What is so already stays.
OLD = {
    "Hj": "Hj", "dj": "dj", "Dj": "Dj", "tj": "tj", "oe": "oe", "kh": "kh", "ch": "ch",
    "Sy": "Sj", "sy": "sj", "Ch": "Kh", "C": "Tj", "c": "tj", "J": "Dj", "j": "dj", "Y": "J",
    "y": "j", "u": "oe",
}  # fmt: skip


def _words(name: str) -> list[str]:
    """All words the demo knows of one kind ("men", "women_last" …), in their order."""
    known = [item for item in vars(people).values() if isinstance(item, people.Background)]
    return [word for item in known for word in getattr(item, name).split()]


def _ranked(head: list[str], middle: list[str], ends: list[str]) -> pl.Series:
    tail = [front + end for end in ends for front in FRONT]
    return pl.Series(list(dict.fromkeys([*head, *middle, *tail])))


def zipf(values: pl.Series, count: int, chance: np.random.Generator, steep=0.85) -> pl.Series:
    """Values drawn so that the one at rank r comes in proportion to 1 / r ** steep."""
    weights = 1 / np.arange(1, len(values) + 1) ** steep
    picks = chance.choice(len(values), size=count, p=weights / weights.sum())
    return values.gather(picks)


def evenly(values: list, count: int, chance: np.random.Generator) -> pl.Series:
    return pl.Series(values).gather(chance.integers(0, len(values), count))


def old_spelling(names: pl.Series) -> pl.Series:
    return names.str.replace_many(list(OLD), list(OLD.values()), leftmost=True)


def owners(count: int, chance: np.random.Generator) -> pl.DataFrame:
    """`sex`, `first`, `owner_name` and `alias` (null for most: the name as another list has it)."""
    women = pl.Series(chance.random(count) < 0.55)
    sexes = {
        "L": (HEAD_MEN, _words("men"), MEN_END, _words("men_last")),
        "P": (HEAD_WOMEN, _words("women"), WOMEN_END, _words("women_last")),
    }
    made = {}
    for sex, (head, middle, ends, last) in sexes.items():
        given = zipf(_ranked(head, middle, ends), count, chance)
        second = zipf(_ranked(last, middle, ends), count, chance, steep=0.6)
        single = pl.Series(chance.random(count) < 0.2)
        plain = given.zip_with(single, given + " " + second)
        titled = evenly(TITLES[sex], count, chance) + plain
        called = evenly(CALLS[sex], count, chance)
        made[sex] = given, titled.zip_with(pl.Series(chance.random(count) < 0.06), plain), called
    first, name, call = (made["P"][n].zip_with(women, made["L"][n]) for n in range(3))
    old = old_spelling(name)
    old = old.set(old == name, None)
    written_old = pl.Series(chance.random(count) < 0.08)
    known_twice = pl.Series(chance.random(count) < 0.05)
    return pl.DataFrame(
        {
            "sex": pl.select(pl.when(women).then(pl.lit("P")).otherwise(pl.lit("L"))).to_series(),
            "first": first,
            "call": call,
            "owner_name": old.zip_with(written_old & old.is_not_null(), name),
            "alias": pl.select(
                pl.when(known_twice).then(pl.when(written_old).then(name).otherwise(old))
            ).to_series(),
        }
    )


def trade_table() -> pl.DataFrame:
    """One line a product: `product`, `head` of a shop's name, `kbli`, weighted as the demo is."""
    found = []
    for group in ("food", "others", "city"):
        for trade in trades(group):
            for product in trade.products:
                for head in trade.heads:
                    kbli = trade.kbli or KBLI.get(head, "")
                    found.append((product, head, kbli, trade.weight / len(trade.products)))
    return pl.DataFrame(found, schema=["product", "head", "kbli", "weight"], orient="row")


def shops(people: pl.DataFrame, heads: pl.Series, places: pl.Series, chance) -> pl.Series:
    """Names of shops: by owner, by what they make, by a hopeful word, some by where they are."""
    count = people.height
    brand, other = (zipf(pl.Series(BRANDS), count, chance, steep=0.7) for _ in range(2))
    family = evenly(_words("men_last"), count, chance)
    kind = evenly(KINDS, count, chance)
    ways = [
        heads + " " + people["call"] + " " + people["first"],
        heads + " " + people["call"] + " " + people["first"] + " " + places,
        heads + " " + brand + " " + people["first"],
        heads + " " + brand + " " + other,
        kind + " " + brand + " " + family,
        kind + " " + people["first"] + " " + family,
        brand + " " + heads + " " + places,
    ]
    way = chance.choice(len(ways), size=count, p=[0.3, 0.12, 0.15, 0.12, 0.12, 0.1, 0.09])
    name = ways[0]
    for number in range(1, len(ways)):
        name = ways[number].zip_with(pl.Series(way == number), name)
    return name


def addresses(count: int, chance: np.random.Generator) -> pl.Series:
    number = pl.Series(chance.integers(1, 220, count)).cast(pl.String)
    return evenly([*STREETS, *CITY_STREETS], count, chance) + " No. " + number
