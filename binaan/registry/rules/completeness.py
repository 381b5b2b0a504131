"""How complete the data of a business are: the fields that count, each as one bit.

Our own definition [D]; see docs/rules/completeness.md. The order is fixed: a new field goes to the
end, none is ever taken out of the middle, since the bits are kept.
"""

from collections.abc import Iterable

FIELDS = (
    ("owner_name", "Nama pemilik"),
    ("nik", "NIK"),
    ("nib", "NIB"),
    ("phone", "Telepon"),
    ("address", "Alamat usaha"),
    ("village", "Desa/kelurahan"),
    ("position", "Titik di peta"),
    ("group", "Kelompok industri"),
    ("product", "Produk utama"),
    ("workers", "Tenaga kerja"),
    ("sales", "Hasil penjualan setahun"),
    ("started_year", "Tahun mulai"),
    ("status", "Keadaan pernah diamati"),
    ("verification", "Sudah diverifikasi"),
)
KEYS = tuple(key for key, _label in FIELDS)
BITS = {key: 1 << place for place, key in enumerate(KEYS)}
# Percent complete by the number of fields filled, rounded down: 100 only when nothing is missing.
PERCENT = tuple(100 * filled // len(KEYS) for filled in range(len(KEYS) + 1))


def bits(filled: Iterable[str]) -> int:
    """Those fields as one number."""
    return sum(BITS[key] for key in set(filled))


def percent(filled: int) -> int:
    """How complete (0-100) a business is of which these fields (as bits) are filled."""
    return PERCENT[filled.bit_count()]


def missing(filled: int) -> list[str]:
    """The keys of the fields that are not filled, in their order."""
    return [key for key in KEYS if not filled & BITS[key]]
