"""The columns of each demo list, in the words its office uses, and how a firm fills them."""

from collections.abc import Callable
from typing import NamedTuple

from binaan.demo.firms import Firm


class Column(NamedTuple):
    """A column: heading, what of the firm it shows, width in characters, and kind of cell
    (text, number, year, money, date, position)."""

    heading: str
    shows: str
    width: int
    kind: str = "text"


class Layout(NamedTuple):
    """A list's sheet: its name, title lines above the heading, its columns, and whether a second
    sheet adds it up (only under a title)."""

    sheet: str
    title: tuple[str, ...]
    columns: tuple[Column, ...]
    adds_up: bool = True

    @property
    def heading_row(self) -> int:
        """Row of the heading as Excel numbers it; a blank row parts it from a title."""
        return len(self.title) + 2 if self.title else 1


SHOWS: dict[str, Callable[[Firm], object]] = {
    "key": lambda firm: firm.key,
    "name": lambda firm: firm.name,
    "owner_name": lambda firm: firm.owner.name,
    "sex": lambda firm: firm.owner.sex,
    "nik": lambda firm: firm.owner.nik,
    "phone": lambda firm: firm.owner.phone,
    "nib": lambda firm: firm.owner.nib,
    "npwp": lambda firm: firm.owner.npwp,
    "form": lambda firm: firm.form,
    "address": lambda firm: firm.address,
    "rt": lambda firm: firm.rt,
    "rw": lambda firm: firm.rw,
    "village": lambda firm: firm.village,
    "district": lambda firm: firm.district,
    "regency": lambda firm: firm.regency,
    "guided": lambda firm: firm.guided,
    "product": lambda firm: firm.product,
    "group": lambda firm: firm.group,
    "sector": lambda firm: firm.trade.sector,
    "creative": lambda firm: firm.creative,
    "kbli": lambda firm: firm.trade.kbli,
    "started": lambda firm: firm.started,
    "paid_men": lambda firm: firm.workers[0],
    "paid_women": lambda firm: firm.workers[1],
    "family_men": lambda firm: firm.workers[2],
    "family_women": lambda firm: firm.workers[3],
    "investment_thousands": lambda firm: firm.investment and firm.investment // 1_000,
    "investment": lambda firm: firm.investment,
    "sales": lambda firm: firm.sales,
    "capacity": lambda firm: firm.capacity,
    "unit": lambda firm: firm.trade.unit if firm.capacity else "",
    "market": lambda firm: firm.market,
    "status": lambda firm: firm.status,
    "closed_on": lambda firm: firm.closed_on,
    "association": lambda firm: firm.association,
    "association_name": lambda firm: firm.association_name,
    "latitude": lambda firm: firm.latitude,
    "longitude": lambda firm: firm.longitude,
}
NUMBER = "no"  # the running number of the sheet, which is no key

# What the door calls a column where it does not go by our own word (registry.rules.fields).
IMPORTED = {
    "form": "legal_form",
    "creative": "ekraf",
    "started": "started_year",
    "paid_men": "paid_male",
    "paid_women": "paid_female",
    "family_men": "family_male",
    "family_women": "family_female",
    "investment_thousands": "investment",
    "unit": "capacity_unit",
    "closed_on": "status_on",
    "latitude": "lat",
    "longitude": "lon",
}

# fmt: off
IKM_COLUMNS = (
    Column("No", NUMBER, 6, "number"),
    Column("No. Register", "key", 13),
    Column("Nama Usaha", "name", 32),
    Column("Nama Pemilik", "owner_name", 27),
    Column("L/P", "sex", 5),
    Column("NIK", "nik", 19),
    Column("No. HP / WA", "phone", 18),
    Column("NIB", "nib", 16),
    Column("NPWP", "npwp", 21),
    Column("Bentuk Usaha", "form", 17),
    Column("Alamat", "address", 38),
    Column("RT", "rt", 5),
    Column("RW", "rw", 5),
    Column("Desa/Kelurahan", "village", 19),
    Column("Kecamatan", "district", 18),
    Column("Komoditi / Jenis Produk", "product", 30),
    Column("Kelompok", "group", 20),
    Column("KBLI 2020", "kbli", 10),
    Column("Tahun Mulai", "started", 9, "year"),
    Column("TK L", "paid_men", 6, "number"),
    Column("TK P", "paid_women", 6, "number"),
    Column("TK Keluarga L", "family_men", 10, "number"),
    Column("TK Keluarga P", "family_women", 10, "number"),
    Column("Nilai Investasi (Rp 000)", "investment_thousands", 16, "money"),
    Column("Omzet/Tahun (Rp)", "sales", 18, "money"),
    Column("Kapasitas/Tahun", "capacity", 12, "money"),
    Column("Satuan", "unit", 10),
    Column("Pemasaran", "market", 23),
    Column("Status", "status", 18),
    Column("Asosiasi", "association", 12),
    Column("Nama Asosiasi", "association_name", 44),
    Column("Lintang", "latitude", 12, "position"),
    Column("Bujur", "longitude", 12, "position"),
)
AFTER_STATUS = IKM_COLUMNS.index(next(each for each in IKM_COLUMNS if each.shows == "status")) + 1
IKM_LATER_COLUMNS = (
    *IKM_COLUMNS[:AFTER_STATUS],
    Column("Tanggal Tutup", "closed_on", 13, "date"),
    *IKM_COLUMNS[AFTER_STATUS:],
    Column("Kab/Kota (bila di luar)", "regency", 18),
)
UMKM_COLUMNS = (
    Column("No", NUMBER, 6, "number"),
    Column("ID UMKM", "key", 13),
    Column("Nama Usaha", "name", 32),
    Column("Nama Pemilik", "owner_name", 27),
    Column("Jenis Kelamin", "sex", 8),
    Column("NIK", "nik", 19),
    Column("No. HP", "phone", 18),
    Column("NIB", "nib", 16),
    Column("NPWP", "npwp", 21),
    Column("Alamat Usaha", "address", 38),
    Column("RT", "rt", 5),
    Column("RW", "rw", 5),
    Column("Kelurahan", "village", 19),
    Column("Kecamatan", "district", 18),
    Column("Sektor Usaha", "sector", 13),
    Column("Jenis Produk", "product", 28),
    Column("Subsektor Ekraf", "creative", 14),
    Column("Tahun Mulai", "started", 9, "year"),
    Column("TK L", "paid_men", 6, "number"),
    Column("TK P", "paid_women", 6, "number"),
    Column("TK Keluarga L", "family_men", 10, "number"),
    Column("TK Keluarga P", "family_women", 10, "number"),
    Column("Modal Usaha (Rp)", "investment", 16, "money"),
    Column("Omzet/Tahun (Rp)", "sales", 18, "money"),
    Column("Status", "status", 18),
    Column("Asosiasi", "association", 12),
    Column("Nama Asosiasi", "association_name", 40),
    Column("Lintang", "latitude", 12, "position"),
    Column("Bujur", "longitude", 12, "position"),
)
ASSOCIATION_COLUMNS = (
    Column("No", NUMBER, 6),
    Column("Nama Usaha", "name", 0),
    Column("Nama Pemilik", "owner_name", 0),
    Column("L/P", "sex", 0),
    Column("NIK", "nik", 0),
    Column("No. HP/WA", "phone", 0),
    Column("Alamat", "address", 0),
    Column("Kelurahan", "village", 0),
    Column("Kecamatan", "district", 0),
    Column("Produk", "product", 0),
    Column("Asosiasi", "association", 0),
    Column("Binaan", "guided", 0),
    Column("Nama Asosiasi", "association_name", 0),
)
COOPERATIVE_COLUMNS = (
    Column("NO", NUMBER, 6, "number"),
    Column("NO. DATA", "key", 11),
    Column("NAMA PEMILIK", "owner_name", 27),
    Column("L/P", "sex", 5),
    Column("NO. KTP", "nik", 19),
    Column("NO. TELP/HP", "phone", 18),
    Column("NAMA USAHA", "name", 32),
    Column("JENIS USAHA", "product", 28),
    Column("ALAMAT", "address", 44),
    Column("DESA/KEL", "village", 19),
    Column("KECAMATAN", "district", 18),
    Column("TAHUN BERDIRI", "started", 9, "year"),
    Column("BINAAN", "guided", 9),
)
CULINARY_COLUMNS = (
    Column("No", NUMBER, 6, "number"),
    Column("No. Anggota", "key", 12),
    Column("Nama Usaha / Merek", "name", 32),
    Column("Nama Anggota", "owner_name", 27),
    Column("JK", "sex", 5),
    Column("NIK", "nik", 19),
    Column("No. WA", "phone", 18),
    Column("Produk", "product", 28),
    Column("Alamat", "address", 44),
    Column("Kelurahan", "village", 19),
    Column("Kecamatan", "district", 18),
    Column("Asosiasi", "association", 10),
    Column("Nama Asosiasi", "association_name", 40),
    Column("Binaan", "guided", 9),
)
# fmt: on

EXAMPLE = "DATA CONTOH, BUKAN ORANG DAN USAHA SEBENARNYA"


def _ikm_title(day: str) -> tuple[str, ...]:
    return (
        "PEMERINTAH KABUPATEN BEKASI",
        "DINAS PERINDUSTRIAN",
        f"DAFTAR INDUSTRI KECIL DAN MENENGAH (IKM) BINAAN, KEADAAN {day}",
        EXAMPLE,
    )


IKM_2020 = Layout("Data", _ikm_title("31 DESEMBER 2020"), IKM_COLUMNS)
IKM_2024 = Layout("Data", _ikm_title("31 DESEMBER 2024"), IKM_LATER_COLUMNS)
UMKM_2018 = Layout("UMKM 2018 (data contoh)", (), UMKM_COLUMNS)
ASSOCIATION_2024 = Layout("Anggota", (), ASSOCIATION_COLUMNS)
COOPERATIVE_2019 = Layout(
    "PENDATAAN 2019",
    ("DATA UMKM KABUPATEN BEKASI", "HASIL PENDATAAN SEPTEMBER 2019", EXAMPLE),
    COOPERATIVE_COLUMNS,
    adds_up=False,
)
CULINARY_2023 = Layout("Anggota 2023 (data contoh)", (), CULINARY_COLUMNS)


def cells(firm: Firm, number: int, layout: Layout) -> list[object]:
    """The row of a firm, spoiled cells included; None and "" are empty cells."""
    return [
        number
        if column.shows == NUMBER
        else firm.spoiled[column.shows]
        if column.shows in firm.spoiled
        else SHOWS[column.shows](firm)
        for column in layout.columns
    ]


def shown(firm: Firm, name: str) -> object:
    """One value of a firm as the list has it."""
    return firm.spoiled.get(name, SHOWS[name](firm))
