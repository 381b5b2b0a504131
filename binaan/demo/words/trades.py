"""What Bekasi makes and sells: each trade with its products, unit and where it gathers."""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

TRADES_FILE = Path(__file__).with_name("trades.csv")


@dataclass(frozen=True)
class Trade:
    """One line of `trades.csv`. `yearly` is capacity for one worker and year in `unit`, `sales`
    likewise in million rupiah; `heads` are what a shop's name starts with."""

    products: tuple[str, ...]
    heads: tuple[str, ...]
    weight: float
    unit: str
    yearly: tuple[int, int]
    sales: tuple[int, int]
    kbli: str
    near: frozenset[str]
    only: bool
    sector: str
    creative: str


@cache
def trades(name: str) -> tuple[Trade, ...]:
    """The trades of one list: food, others or city."""
    with TRADES_FILE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(line for line in file if not line.startswith("#")))
    return tuple(_trade(row) for row in rows if row["list"] == name)


def _trade(row: dict[str, str]) -> Trade:
    return Trade(
        products=tuple(row["products"].split("|")),
        heads=tuple(row["heads"].split("|")),
        weight=float(row["weight"]),
        unit=row["unit"],
        yearly=(int(row["yearly_from"]), int(row["yearly_to"])),
        sales=(int(row["sales_from"]), int(row["sales_to"])),
        kbli=row["kbli"],
        near=frozenset(row["near"].split()),
        only=row["only"] == "1",
        sector=row["sector"],
        creative=row["creative"],
    )


# Words a shop is called by when it is not called by its owner.
BRANDS = (
    "Berkah Mandiri Barokah Sejahtera Makmur Jaya Sentosa Amanah Sinar Cahaya Mekar Rezeki "
    "Lestari Abadi Bahagia Sumber Harapan Putra Putri Bunda Ananda Melati Mawar Kenanga Anggrek "
    "Kartini Pelangi Mutiara Permata Intan Kencana Setia Sabar Tunas Karya Usaha Maju Rukun "
    "Sari Rasa Nikmat Lezat Gurih Renyah Legit Juara Prima Utama Mulya Rahayu Wijaya Kusuma "
    "Bersama Nusantara Betawi Patriot Pilar Kalimalang Citarum Muara Pesisir"
).split()
