"""What a sheet may hold: the columns of the directory, what they mean, and some it never shows.

A choice is what a person ticks; it stands for one column of the sheet, or two for a range of money.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, NamedTuple

from binaan.kit.masking import mask_all, mask_date, mask_money
from binaan.kit.sheets import writing
from binaan.kit.sheets.writing import DAY, NUMBER, TEXT, YEAR
from binaan.registry.models import Business, Condition
from binaan.registry.selecting import columns as directory
from binaan.registry.selecting.columns import Column

NAME = "usaha"


class Choice(NamedTuple):
    """`columns` of the directory's kind, each with the column of the sheet it fills."""

    key: str
    label: str
    columns: tuple[tuple[Column, writing.Column], ...]

    @property
    def personal(self) -> bool:
        return any(column.personal for column, _sheet in self.columns)


# Kind, width in letters and meaning of the directory's own columns.
MEANINGS = {
    "nomor": (TEXT, 11, "Nomor pendek usaha di Binaan; tidak pernah berganti."),
    "pemilik": (TEXT, 26, "Siapa yang menjalankan usaha hari ini; beberapa nama dipisah koma."),
    "wilayah": (TEXT, 30, "Desa atau kelurahan dengan kecamatannya, sejauh diketahui."),
    "kecamatan": (TEXT, 18, "Nama kecamatan, untuk menyaring dan menjumlah."),
    "kode_wilayah": (TEXT, 15, "Kode Kemendagri wilayah usaha, ditulis sebagai teks."),
    "alamat": (TEXT, 34, "Alamat tempat usaha, bukan alamat KTP."),
    "kelompok": (TEXT, 24, "Kelompok industri menurut pembagian kantor."),
    "produk": (TEXT, 28, "Produk utama seperti disebut sumbernya."),
    "kbli": (TEXT, 9, "Kode KBLI lima angka."),
    "bentuk": (TEXT, 16, "Bentuk usaha: perorangan, CV, PT, koperasi, …"),
    "keadaan": (TEXT, 20, "Keadaan saat terakhir dilihat atau dilaporkan."),
    "dilihat": (DAY, 19, "Tanggal keadaan itu dilihat."),
    "berjalan": (TEXT, 10, "Ya bila masih berjalan dan dilihat dalam masa yang ditetapkan kantor."),
    "ukuran": (TEXT, 24, "Mikro, kecil, menengah atau besar menurut PP 7/2021."),
    "pekerja": (NUMBER, 12, "Banyaknya tenaga kerja, orang; kosong: belum ditanyakan."),
    "mulai": (YEAR, 9, "Tahun usaha dimulai."),
    "verifikasi": (TEXT, 18, "Apakah data usaha sudah diperiksa orang kedua."),
    "diverifikasi": (DAY, 19, "Tanggal pemeriksaan terakhir."),
    "asosiasi": (TEXT, 14, "Keanggotaan asosiasi menurut sumber terakhir."),
    "kantor": (TEXT, 36, "Kantor yang membina usaha hari ini."),
    "lengkap": (NUMBER, 12, "Berapa persen isian yang diperlukan sudah ada (0–100)."),
    "dicatat": (DAY, 19, "Tanggal usaha pertama kali dicatat di Binaan."),
    "nib": (TEXT, 16, "Nomor Induk Berusaha, 13 angka, ditulis sebagai teks."),
    "nik": (TEXT, 19, "NIK pemilik, 16 angka, ditulis sebagai teks."),
    "npwp": (TEXT, 20, "NPWP pemilik, 15 atau 16 angka, ditulis sebagai teks."),
    "telepon": (TEXT, 20, "Nomor telepon pemilik; beberapa nomor dipisah koma."),
    "titik": (TEXT, 21, "Lintang dan bujur dalam derajat desimal (WGS 84)."),
    "terakhir": (DAY, 19, "Tanggal terakhir usaha menerima pelayanan."),
}


def _of_owners(name: str):
    def value(business: Business, card) -> Any:
        found = (getattr(role.owner, name) for role in business.roles.all())
        return ", ".join(str(one) for one in found if one)

    return value


def _born(business: Business, card) -> date | str | None:
    days = [role.owner.birth_date for role in business.roles.all() if role.owner.birth_date]
    return days[0] if len(days) == 1 else ", ".join(day.isoformat() for day in days) or None


def _of_condition(name: str):
    return lambda business, card: getattr(business.stands, name) if business.stands else None


def _personal(key: str, label: str, value, mask, *, kind=TEXT, width=20, meaning="") -> Choice:
    column = Column(key, label, value, mask, "condition" if mask is mask_money else "")
    return Choice(key, label, ((column, _sheet(column, kind, width, meaning)),))


def _sheet(column: Column, kind: str, width: int, meaning: str) -> writing.Column:
    return writing.Column(column.label, kind, width, meaning, column.personal)


def _range(key: str, label: str, field: str, meaning: str) -> Choice:
    ends = (("low", "paling sedikit"), ("high", "paling banyak"))
    parts = (
        _personal(
            f"{key}_{end}", f"{label}, {words} (Rp)", _of_condition(f"{field}_{end}"), mask_money,
            kind=NUMBER, meaning=f"{meaning}, {words}; sama bila jumlahnya pasti. Rupiah.",
        )
        for end, words in ends
    )  # fmt: skip
    return Choice(key, label, tuple(pair for part in parts for pair in part.columns))


def _own(column: Column) -> Choice:
    kind, width, meaning = MEANINGS.get(column.key, (TEXT, 20, column.label))
    return Choice(column.key, column.label, ((column, _sheet(column, kind, width, meaning)),))


_PLACES = (
    Column("kecamatan", "Kecamatan", lambda business, card: _district(business)),
    Column("kode_wilayah", "Kode wilayah", lambda business, card: business.place_id),
)


def _district(business: Business) -> str | None:
    for place in (business.place, business.place.parent):
        if place is not None and place.level == place.Level.DISTRICT:
            return place.name
    return None


def _directory() -> Iterator[Choice]:
    """The directory's columns; parts of the place stand behind it."""
    for column in directory.COLUMNS.values():
        yield _own(column)
        if column.key == "wilayah":
            yield from map(_own, _PLACES)


_FURTHER = (
    _personal("lahir", "Tanggal lahir", _born, mask_date, kind=DAY, meaning="Tanggal lahir pemilik."),
    _personal("surel", "Surel", _of_owners("email"), mask_all, meaning="Alamat surel pemilik."),
    _personal("alamat_ktp", "Alamat KTP", _of_owners("address"), mask_all, width=34,
              meaning="Alamat pemilik menurut KTP."),
    _range("penjualan", "Hasil penjualan setahun", "sales", "Hasil penjualan setahun"),
    _range("modal", "Modal usaha", "capital", "Modal usaha tanpa tanah dan bangunan"),
    _range("investasi", "Nilai investasi", "investment", "Nilai investasi tanpa tanah dan bangunan"),
    _personal("produksi", "Nilai produksi setahun (Rp)", _of_condition("production_value"),
              mask_money, kind=NUMBER, meaning="Nilai produksi setahun. Rupiah."),
)  # fmt: skip
_NAME = Column(NAME, "Nama usaha", lambda business, card: business.name)
CHOICES: dict[str, Choice] = {
    one.key: one
    for one in (
        Choice(NAME, "Nama usaha",
               ((_NAME, _sheet(_NAME, TEXT, 30, "Nama usaha menurut sumber yang dipakai.")),)),
        *_directory(),
        *_FURTHER,
    )
}  # fmt: skip
USUAL = (
    "nomor", "pemilik", "wilayah", "kecamatan", "alamat", "kelompok", "produk", "keadaan", "ukuran",
    "pekerja", "verifikasi", "nib",
)  # fmt: skip


class Chosen(NamedTuple):
    """Choices in their order, the name always first."""

    choices: tuple[Choice, ...]

    @classmethod
    def of(cls, keys: Iterable[str]) -> "Chosen":
        """Raises LookupError for a column there is not."""
        wanted = {NAME, *keys}
        if strange := wanted - CHOICES.keys():
            raise LookupError(", ".join(sorted(strange)))
        return cls(tuple(one for key, one in CHOICES.items() if key in wanted))

    @property
    def sheet(self) -> list[writing.Column]:
        return [sheet for one in self.choices for _column, sheet in one.columns]

    @property
    def directory_keys(self) -> list[str]:
        """Those the directory itself fetches what they need for."""
        return [one.key for one in self.choices if one.key in directory.COLUMNS]

    @property
    def personal(self) -> list[str]:
        return [one.key for one in self.choices if one.personal]

    def dress(self, rows: list[Business]) -> None:
        """Every row with `stands`, its condition today, where a column reads it."""
        needs = {column.needs for one in self.choices for column, _sheet in one.columns}
        if "condition" not in needs:
            return
        now = Condition.objects.filter(
            business__in=[row.pk for row in rows], known_until=None, valid_until=None
        )
        found = {one.business_id: one for one in now.order_by("valid_from")}
        for row in rows:
            row.stands = found.get(row.pk)

    def cells(self, business: Business, *, full: bool) -> list:
        """One line of the sheet; personal values in full only if `full`."""
        return [
            _cell(column, column.value(business, business.card), full=full)
            for one in self.choices
            for column, _sheet in one.columns
        ]


def _cell(column: Column, value, *, full: bool):
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return "Ya" if value else "Tidak"
    if column.mask is None or full:
        return _phones(value) if column.key == "telepon" else value
    parts = value.split(", ") if isinstance(value, str) and column.key != "alamat_ktp" else [value]
    return ", ".join(column.mask(part) for part in parts)


def _phones(text: str) -> str:
    """+6281312347721 -> 0813 1234 7721: as people dial it, and no spreadsheet takes it for a number."""
    found = []
    for number in text.split(", "):
        digits = "0" + number[3:] if number.startswith("+62") else number
        found.append(" ".join(part for part in (digits[:4], digits[4:8], digits[8:]) if part))
    return ", ".join(found)
