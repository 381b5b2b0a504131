"""A made-up province for the benchmarks: any number of list rows, the same on every run.

25 columns as an office list has them, places real (province 32), people and numbers invented.
3 % of the rows are a second business of an owner listed before; about 4 % carry a fault.
"""

from pathlib import Path

import polars as pl

HEADINGS = [
    "no_register", "name", "owner_name", "sex", "nik", "phone", "nib", "npwp", "legal_form",
    "address", "rt", "village", "district", "regency", "product", "kbli", "started_year",
    "paid_male", "paid_female", "family_male", "family_female", "sales", "investment", "status",
    "association",
]  # fmt: skip
FIRST = (
    "Ahmad Siti Muhammad Nur Dewi Budi Agus Sri Eko Rina Asep Euis Dadang Neneng Ujang Yayah "
    "Komarudin Masnah Rohimah Saepudin Wawan Tuti Iwan Lilis Endang Suryani Rohman Aminah"
).split()
LAST = (
    "Hidayat Rahmawati Saputra Lestari Kurniawan Handayani Setiawan Wulandari Nugraha Permana "
    "Firmansyah Maulana Sopian Komala Suherman Nurjanah Gunawan Mulyani Sutisna Rosmiati"
).split()
SHOPS = "Warung Toko Dapur Kue Keripik Konveksi Mebel Bengkel Batik Tempe Tahu Sablon Las".split()
PRODUCTS = "keripik singkong|tempe|tahu|kue kering|batik|konveksi|mebel|las|sablon|kopi".split("|")
KBLI = ["10794", "10391", "10392", "10710", "13134", "14111", "31001", "25920", "18111", "10761"]


def sampled(values: list, count: int, seed: int) -> pl.Series:
    return pl.Series(values).sample(count, with_replacement=True, shuffle=True, seed=seed)


def numbers(count: int, low: int, high: int, seed: int) -> pl.Series:
    """Whole numbers from low up to high, spread evenly."""
    steps = pl.select(pl.int_range(0, count, dtype=pl.UInt64)).to_series()
    return (steps.hash(seed) % (high - low) + low).cast(pl.Int64)


def people(count: int, villages: pl.DataFrame) -> pl.DataFrame:
    """One line a row of the list: who (p; h is a hash of them), where, sex, birth date, NIK."""
    index = pl.select(pl.int_range(0, count, dtype=pl.Int64)).to_series()
    twice = (numbers(count, 0, 100, 1) < 3) & (index > 1000)
    person = index.zip_with(~twice, index - 500)
    sex = (person.cast(pl.UInt64).hash(2) % 2 == 0).cast(pl.Int64)
    born = (person.cast(pl.UInt64).hash(4) % 28).cast(pl.Int64) + 1
    frame = villages.sample(count, with_replacement=True, shuffle=True, seed=5).with_columns(
        index.alias("i"), person.alias("p"), sex.alias("s"), born.alias("day")
    )
    frame = frame.with_columns(
        (pl.col("p").cast(pl.UInt64).hash(6) % 12 + 1).alias("month"),
        (pl.col("p").cast(pl.UInt64).hash(7) % 45 + 55).alias("year"),
        pl.col("p").cast(pl.UInt64).hash(8).alias("h"),
    )
    nik = pl.format(
        "32{}{}{}{}{}",
        (pl.col("p") % 7000 + 1000).cast(pl.String).str.zfill(4),
        (pl.col("day") + pl.col("s") * 40).cast(pl.String).str.zfill(2),
        pl.col("month").cast(pl.String).str.zfill(2),
        pl.col("year").cast(pl.String).str.zfill(2),
        (pl.col("p") // 7000 + 1).cast(pl.String).str.zfill(4),
    )
    return frame.with_columns(pl.when(pl.col("h") % 10 < 6).then(nik).alias("nik"))


def make(path: Path, count: int, villages: pl.DataFrame) -> pl.DataFrame:
    """Write the list as CSV; `villages`: columns village, district, regency. Answers the frame."""
    frame = people(count, villages)
    index, sex = frame["i"], frame["s"]
    first = pl.Series(FIRST).gather((frame["h"] % len(FIRST)).cast(pl.UInt32))
    last = pl.Series(LAST).gather((frame["h"] // 64 % len(LAST)).cast(pl.UInt32))
    owner = first + " " + last
    columns = {
        "no_register": pl.select(pl.format("R-{}", frame["i"])).to_series(),
        "name": sampled(SHOPS, count, 9) + " " + first + " " + index.cast(pl.String),
        "owner_name": owner,
        "sex": sex.replace_strict({0: "L", 1: "P"}),
        "nik": frame["nik"],
        "phone": ("0812" + numbers(count, 1_000_000, 9_999_999, 10).cast(pl.String)),
        "nib": pl.select(
            pl.when(frame["h"] % 10 < 3).then(pl.format("13{}", (frame["p"] + 10**10)))
        ).to_series(),
        "npwp": pl.Series([None] * count, dtype=pl.String),
        "legal_form": sampled(["Perorangan"] * 8 + ["UD", "CV"], count, 11),
        "address": "Jl. "
        + sampled(LAST, count, 12)
        + " No. "
        + numbers(count, 1, 200, 13).cast(pl.String),
        "rt": numbers(count, 1, 15, 14).cast(pl.String),
        "village": frame["village"],
        "district": frame["district"],
        "regency": frame["regency"],
        "product": sampled(PRODUCTS, count, 15),
        "kbli": sampled(KBLI, count, 15),
        "started_year": numbers(count, 1985, 2020, 16).cast(pl.String),
        **{
            name: numbers(count, 0, 4, 17 + place).cast(pl.String)
            for place, name in enumerate(HEADINGS[17:21])
        },
        "sales": (numbers(count, 5, 900, 22) * 1_000_000).cast(pl.String),
        "investment": (numbers(count, 1, 300, 23) * 1_000_000).cast(pl.String),
        "status": sampled(["Aktif"] * 17 + ["Musiman", "Berhenti sementara", "Tutup"], count, 24),
        "association": sampled(["Anggota", "Bukan", "Bukan", "Tidak tahu"], count, 25),
    }
    made = spoiled(pl.DataFrame(columns).select(HEADINGS))
    made.write_csv(path)
    return made


def spoiled(frame: pl.DataFrame) -> pl.DataFrame:
    """About four rows in a hundred with one fault each, of many kinds."""
    turn = pl.int_range(pl.len(), dtype=pl.UInt64).hash(99) % 1000
    faults = {
        "nik": ("321606010190001", 0, 8),
        "phone": ("belum punya", 8, 14),
        "nib": ("404230015488", 14, 18),
        "sales": ("5-10 juta", 18, 24),
        "investment": ("banyak", 24, 28),
        "started_year": ("lama", 28, 31),
        "kbli": ("99999", 31, 35),
        "village": ("Kampung Entah", 35, 38),
        "name": ("-", 38, 39),
    }
    return frame.with_columns(
        pl.when(turn.is_between(low, high, closed="left"))
        .then(pl.lit(text))
        .otherwise(pl.col(name))
        .alias(name)
        for name, (text, low, high) in faults.items()
    )


def changed(frame: pl.DataFrame) -> pl.DataFrame:
    """The next year's list: one row in twenty says something else."""
    turn = pl.int_range(pl.len(), dtype=pl.UInt64).hash(7) % 20 == 0
    return frame.with_columns(
        pl.when(turn).then(pl.lit("3")).otherwise(pl.col("paid_male")).alias("paid_male"),
        pl.when(turn).then(pl.lit("123456789")).otherwise(pl.col("sales")).alias("sales"),
    )
