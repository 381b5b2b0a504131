"""Where street vendors of the demo may trade and what they sell; how many were placed when.

Numbers after source 003 (tables 6.1, 6.2, 7.2), read as docs/rules/demo.md says: 613 at the base, 736
listed in 2019; one location with 30 in 2019, three more with 90 in 2020, three more with 90 in 2021.
Names of locations, vendors and decrees are invented; streets and kelurahan are real.
"""

from datetime import date, time
from typing import NamedTuple

BASE_ON, BASE = date(2018, 12, 31), 613
LISTED_ON, LISTED = date(2019, 10, 31), 736
YEARS = {2019: (1, 30), 2020: (3, 90), 2021: (3, 90)}  # locations and vendors new in them
EACH = 30

SOURCE = "Pendataan PKL Kota Bekasi"
CAMPAIGN_SOURCE = "Pendataan ulang PKL Kota Bekasi 2019"
EVENING, NIGHT, MORNING = (time(16), time(22)), (time(17), time(23)), (time(6), time(10))
DAY = (time(9), time(21))


class Place(NamedTuple):
    """A location to be. `village` its kelurahan, `set_on` when it was determined (None: not yet),
    `hours` of trade, `room` how many it holds."""

    code: str
    name: str
    village: str
    lat: float
    lon: float
    room: int
    set_on: date | None
    hours: tuple[time, time] = EVENING
    days: str = ""
    kind: str = "permanen"
    zone: str = "hijau"
    address: str = ""
    land: str = "pemda"


GATHERED = (
    Place("BT-01", "Taman Kuliner Margahayu", "32.75.01.1002", -6.2531, 107.0096, 46,
          date(2019, 6, 17), EVENING, address="Jl. Mayor Oking, sisi taman"),
    Place("BS-01", "Sentra PKL Kayuringin", "32.75.04.1005", -6.2389, 106.9869, 32,
          date(2020, 3, 9), NIGHT, address="Jl. Mayor Hasibuan, pelataran lapangan"),
    Place("BU-01", "Pujasera Harapanbaru", "32.75.03.1003", -6.2171, 107.0155, 32,
          date(2020, 8, 24), DAY, address="Jl. Raya Perjuangan"),
    Place("BB-01", "Sentra PKL Kranji", "32.75.02.1002", -6.2263, 106.9763, 32,
          date(2020, 11, 30), EVENING, address="Jl. Patriot, lahan bekas parkir"),
    Place("PG-01", "Pujasera Jatiwaringin", "32.75.08.1001", -6.2744, 106.9190, 32,
          date(2021, 4, 12), NIGHT, address="Jl. Raya Jatiwaringin"),
    Place("RL-01", "Sentra PKL Bojong Rawalumbu", "32.75.05.1001", -6.2822, 106.9928, 34,
          date(2021, 6, 21), DAY, address="Jl. Bojong Menteng Raya"),
    Place("MS-01", "Taman Kuliner Harapanmulya", "32.75.06.1002", -6.2281, 106.9895, 32,
          date(2021, 10, 18), EVENING, address="Jl. Boulevard, sisi danau", land="perumahan"),
)  # fmt: skip
SEASONAL = Place(
    "JA-01", "Pasar malam Lapangan Jatiasih", "32.75.09.1002", -6.2973, 106.9581, 24,
    date(2025, 7, 1), NIGHT, "sab min", "sementara", "kuning", "Lapangan kecamatan",
)  # fmt: skip
CAR_FREE = Place(
    "CFD-1", "Car Free Day Jl. Ahmad Yani", "32.75.04.1002", -6.2424, 106.9921, 40,
    date(2024, 1, 8), MORNING, "min", "acara", "kuning", "Jl. Ahmad Yani, ruas alun-alun", "pupr",
)  # fmt: skip
FORBIDDEN = (
    Place("X-01", "Trotoar Jl. Ir. H. Juanda", "32.75.01.1003", -6.2374, 107.0171, 0,
          date(2020, 1, 20), zone="merah", address="Depan stasiun", land="pupr"),
    Place("X-02", "Median Jl. K.H. Noer Ali", "32.75.02.1005", -6.2466, 106.9651, 0,
          date(2022, 5, 16), zone="merah", address="Bawah jalan layang", land="pupr"),
)  # fmt: skip
ASKED = (
    Place("JS-01", "Lahan Pasar Jatisampurna", "32.75.10.1001", -6.3696, 106.9231, 24, None,
          zone="kuning", address="Sisi terminal bayangan"),
    Place("MJ-01", "Halaman GOR Mustikajaya", "32.75.11.1003", -6.2949, 107.0271, 20, None,
          zone="kuning", address="Halaman belakang gelanggang"),
)  # fmt: skip
IN_RED = {"X-01": 14, "X-02": 9}
AT_SEASON = 16
UNTIL_SEASON = date(2027, 6, 30)
UNTIL_CAR_FREE = date(2027, 12, 31)


GOODS_TOLD = """
    kuliner|Bakso|Bakso|9|gerobak
    kuliner|Mie ayam|Mie Ayam|8|gerobak
    kuliner|Nasi goreng|Nasi Goreng|7|tenda
    kuliner|Soto Betawi|Soto Betawi|4|tenda
    kuliner|Ketoprak|Ketoprak|5|gerobak
    kuliner|Gado-gado|Gado-gado|3|tenda
    kuliner|Pecel lele|Pecel Lele|7|tenda
    kuliner|Sate ayam|Sate|5|gerobak
    kuliner|Martabak|Martabak|4|gerobak
    kuliner|Gorengan|Gorengan|6|gerobak
    kuliner|Es kelapa|Es Kelapa|3|sepeda
    kuliner|Kopi dan minuman|Kopi|5|motor_r2
    kuliner|Buah potong|Buah|4|motor_r3
    kuliner|Kerak telor|Kerak Telor|2|lesehan
    sandang|Kaus dan celana|Kaus|5|gelaran
    sandang|Sepatu dan sandal|Sepatu|4|gelaran
    sandang|Jilbab|Kerudung|3|gelaran
    tanaman_hias|Tanaman hias|Tanaman|3|gelaran
    kerajinan|Anyaman dan mainan|Kriya|2|gelaran
    ikan_hias|Ikan hias|Ikan Hias|2|motor_r2
    burung|Burung dan pakan|Burung|1|motor_r2
    antik|Barang bekas|Loak|1|gelaran
    lain|Pulsa dan aksesori|Aksesori|4|tenda
    lain|Tambal ban|Tambal Ban|2|gerobak
"""


class Goods(NamedTuple):
    """What is sold: the trade, what the stall is called, how often, and what with."""

    trade: str
    what: str
    head: str
    weight: int
    stall: str


GOODS = tuple(
    Goods(trade, what, head, int(weight), stall)
    for trade, what, head, weight, stall in (
        line.strip().split("|") for line in GOODS_TOLD.strip().splitlines()
    )
)
ASSOCIATIONS = ("Paguyuban Margahayu (contoh)", "Paguyuban Kuliner Patriot (contoh)")
