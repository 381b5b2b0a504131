"""The lists of the demo, made from nothing but a seed: the same firms on every machine."""

from dataclasses import replace
from functools import cache
from random import Random
from typing import NamedTuple

from binaan.demo import figures
from binaan.demo.changes import association_list, later_list
from binaan.demo.copies import Copy, Known
from binaan.demo.faults import spoil
from binaan.demo.figures import FOOD, OTHERS
from binaan.demo.firms import Firm, Maker, Plan, Share
from binaan.demo.others import cooperative_list, culinary_list
from binaan.demo.owners import Registry
from binaan.demo.words.trades import trades

SEED = 20_201_231
CITY_WORKERS = 4_380  # invented: source 003 gives no workers

KABUPATEN_TRADES = {
    FOOD: (
        trades("food"),
        (
            "Asosiasi IKM Kabupaten Bekasi (contoh)",
            "Perkumpulan Pengusaha Makanan Olahan Bekasi (contoh)",
        ),
    ),
    OTHERS: (
        trades("others"),
        (
            "Asosiasi IKM Kabupaten Bekasi (contoh)",
            "Forum Konveksi dan Kerajinan Bekasi (contoh)",
        ),
    ),
}
KABUPATEN_PLAN = Plan(
    regency=figures.KABUPATEN,
    year=2020,
    prefix="IKM",
    shares=tuple(
        Share(group, published.units, published.workers, *KABUPATEN_TRADES[group])
        for group, published in figures.KABUPATEN_2020.items()
    ),
)
KOTA_SHARE = Share(
    group="",
    units=figures.KOTA_UNITS,
    workers=CITY_WORKERS,
    trades=trades("city"),
    associations=("Forum UMKM Kota Bekasi (contoh)", "Komunitas Kriya Patriot (contoh)"),
)
KOTA_PLAN = Plan(
    regency=figures.KOTA, year=2018, prefix="UM", shares=(KOTA_SHARE,), woman=0.6, nib=0.25
)


class Lists(NamedTuple):
    """The rows of each list, faults included; `members` are those of the association with the
    name the truth has for each business."""

    kabupaten: list[Firm]
    kota: list[Firm]
    later: list[Firm]
    association: list[Firm]
    members: list[Known]
    cooperative: list[Copy]
    culinary: list[Copy]


@cache
def lists() -> Lists:
    """All lists. Later ones build on earlier ones, so they are made together."""
    registry = Registry(Random(SEED))
    maker = Maker(KABUPATEN_PLAN, registry)
    kabupaten = spoil(maker.firms(), registry.rng)
    city_registry = Registry(Random(SEED + 1), taken=registry.taken)
    city = Maker(KOTA_PLAN, city_registry)
    kota = spoil(creative(city.firms(), city_registry.rng), city_registry.rng)
    later = later_list(kabupaten, maker, Random(SEED + 2))
    association = association_list(kota, city, Random(SEED + 3))
    members = [
        Known(firm, firm.key or f"ASO-{number:04}") for number, firm in enumerate(association, 1)
    ]
    food = [Known(firm, firm.key) for firm in kota] + [one for one in members if not one.firm.key]
    return Lists(
        kabupaten=kabupaten,
        kota=kota,
        later=later,
        association=association,
        members=members,
        cooperative=cooperative_list(kabupaten, maker, Random(SEED + 4)),
        culinary=culinary_list(food, city, Random(SEED + 5)),
    )


def creative(firms: list[Firm], rng: Random) -> list[Firm]:
    """Exactly so many firms carry a creative subsector as the Renstra counts at its baseline."""
    able = [index for index, firm in enumerate(firms) if firm.trade.creative]
    rng.shuffle(able)
    chosen = set(able[: figures.KOTA_CREATIVE])
    return [
        replace(firm, creative=firm.trade.creative) if index in chosen else firm
        for index, firm in enumerate(firms)
    ]
