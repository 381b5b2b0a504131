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
    ("verification", "Verifikasi petugas"),
)
KEYS = tuple(key for key, _label in FIELDS)
BITS = {key: 1 << place for place, key in enumerate(KEYS)}
ALL = sum(BITS.values())
# Fields that need not apply to a business; their bits lie above those of fields yet to come.
EXEMPT = {"nik": 1 << 24}  # it is run by organisations only, which have none


def bits(filled: Iterable[str], exempt: Iterable[str] = ()) -> int:
    """Those fields as one number, with the fields that do not apply; one that is filled applies."""
    held = sum(BITS[key] for key in set(filled))
    return held + sum(EXEMPT[key] for key in set(exempt) if not held & BITS[key])


def share(filled: int, exempt: int = 0) -> int:
    """Percent of the fields that apply, rounded down: 100 only when nothing is missing."""
    return 100 * filled // (len(KEYS) - exempt)


def percent(filled: int) -> int:
    """How complete (0-100) a business is of which these fields (as bits) are filled."""
    exempt = sum(bool(filled & bit) for bit in EXEMPT.values())
    return share((filled & ALL).bit_count(), exempt)


def missing(filled: int) -> list[str]:
    """The keys of the fields that apply and are not filled, in their order."""
    return [key for key in KEYS if not filled & (BITS[key] | EXEMPT.get(key, 0))]
