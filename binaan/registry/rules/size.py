"""Size of a business by four systems, each an edition with its citation.

Every answer carries its working. Bounds ("5-10 juta") give a class when both ends fall in the same
one. Figures: data/ikm/thresholds.yaml (S19-S23); rupiah, persons.
"""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

MILLION = Decimal(1_000_000)
PP7_SINCE = date(2021, 2, 2)


class Inputs(NamedTuple):
    """What is known on the date: bounds in rupiah (equal when exact), persons, year of start."""

    capital_low: Decimal | None = None
    capital_high: Decimal | None = None
    sales_low: Decimal | None = None
    sales_high: Decimal | None = None
    investment_low: Decimal | None = None
    investment_high: Decimal | None = None
    workers: int | None = None
    started_year: int | None = None


class Sized(NamedTuple):
    """A class (null: cannot be said) with the edition and the working, in words people read."""

    edition: str
    size: str | None
    label: str
    citation: str
    working: str


class Edition(NamedTuple):
    key: str
    name: str
    citation: str
    valid_from: date
    valid_until: date | None
    note: str
    classes: dict[str, str]


UMKM = {"mikro": "Mikro", "kecil": "Kecil", "menengah": "Menengah", "besar": "Besar"}
EDITIONS = {
    "pp7": Edition(
        "pp7", "PP 7/2021", "PP 7/2021 Pasal 35 ayat (3) dan (5)", PP7_SINCE, None,
        "Modal usaha tanpa tanah dan bangunan untuk usaha baru; hasil penjualan tahunan untuk "
        "usaha yang berdiri sebelum 2 Februari 2021.",
        UMKM,
    ),
    "uu20": Edition(
        "uu20", "UU 20/2008", "UU 20/2008 Pasal 6 (diganti PP 7/2021)", date(2008, 7, 4), PP7_SINCE,
        "Kriteria lama, hanya untuk data sejarah.",
        UMKM,
    ),
    "kemenperin": Edition(
        "kemenperin", "Permenperin 64/2016", "Permenperin 64/M-IND/PER/7/2016 Pasal 3-5",
        date(2016, 7, 1), None,
        "Batas industri besar belum dipastikan dari naskah; tanggal berlaku menurut bulan terbit.",
        {"kecil": "Industri kecil", "menengah": "Industri menengah", "besar": "Industri besar"},
    ),
    "bps": Edition(
        "bps", "BPS menurut tenaga kerja", "BPS, Industri Mikro dan Kecil", date(1999, 1, 1), None,
        "Pekerja keluarga tidak dibayar ikut dihitung; batas sedang dan besar belum dipastikan.",
        {"mikro": "Mikro (1-4)", "kecil": "Kecil (5-19)", "sedang": "Sedang (20-99)",
         "besar": "Besar (100+)"},
    ),
}  # fmt: skip

# Upper limits, inside the class. Above the last one: besar.
PP7_CAPITAL = (
    ("mikro", 1_000 * MILLION),
    ("kecil", 5_000 * MILLION),
    ("menengah", 10_000 * MILLION),
)
PP7_SALES = (
    ("mikro", 2_000 * MILLION),
    ("kecil", 15_000 * MILLION),
    ("menengah", 50_000 * MILLION),
)
UU20_SALES = (("mikro", 300 * MILLION), ("kecil", 2_500 * MILLION), ("menengah", 50_000 * MILLION))
BPS_WORKERS = (("mikro", 4), ("kecil", 19), ("sedang", 99))
SMALL_WORKERS = 19
SMALL_INVESTMENT = 1_000 * MILLION  # below: kecil; from here on: menengah
MEDIUM_INVESTMENT = 15_000 * MILLION  # up to and with: menengah; above: besar


def _within(value, limits) -> str:
    return next((name for name, limit in limits if value <= limit), "besar")


def _banded(low, high, limits) -> str | None:
    if low is None or high is None:
        return None
    first, last = _within(low, limits), _within(high, limits)
    return first if first == last else None


def pp7(known: Inputs) -> str | None:
    """Capital for a business that started under the PP, yearly sales for older ones (art. 35)."""
    new = known.started_year is not None and known.started_year > PP7_SINCE.year
    by_capital = _banded(known.capital_low, known.capital_high, PP7_CAPITAL)
    by_sales = _banded(known.sales_low, known.sales_high, PP7_SALES)
    return (by_capital or by_sales) if new else (by_sales or by_capital)


def uu20(known: Inputs) -> str | None:
    """By yearly sales; net worth is not collected."""
    return _banded(known.sales_low, known.sales_high, UU20_SALES)


def kemenperin(known: Inputs) -> str | None:
    """Workers and investment together (Permenperin 64/2016)."""
    if known.workers is None or known.investment_low is None or known.investment_high is None:
        return None
    ends = {_industry(known.workers, end) for end in (known.investment_low, known.investment_high)}
    return ends.pop() if len(ends) == 1 else None


def _industry(workers: int, investment: Decimal) -> str:
    if workers <= SMALL_WORKERS:
        return "kecil" if investment < SMALL_INVESTMENT else "menengah"
    return "menengah" if investment <= MEDIUM_INVESTMENT else "besar"


def bps(known: Inputs) -> str | None:
    """By workers, unpaid family workers included; nobody at work is no class."""
    if not known.workers:
        return None
    return _within(known.workers, BPS_WORKERS)


RULES = {"pp7": pp7, "uu20": uu20, "kemenperin": kemenperin, "bps": bps}


def sized(edition: str, known: Inputs) -> Sized:
    """The class by one edition with citation and working."""
    rule = EDITIONS[edition]
    size = RULES[edition](known)
    label = rule.classes[size] if size else "Belum dapat ditentukan"
    return Sized(edition, size, label, rule.citation, _working(edition, known))


def _working(edition: str, known: Inputs) -> str:
    if edition == "bps":
        return _said("tenaga kerja", known.workers, known.workers, "orang")
    if edition == "kemenperin":
        return "; ".join(
            (
                _said("tenaga kerja", known.workers, known.workers, "orang"),
                _said("investasi", known.investment_low, known.investment_high, "rupiah"),
            )
        )
    sales = _said("penjualan setahun", known.sales_low, known.sales_high, "rupiah")
    if edition == "uu20":
        return sales
    capital = _said("modal", known.capital_low, known.capital_high, "rupiah")
    started = f"mulai {known.started_year}" if known.started_year else "tahun mulai tidak diketahui"
    return f"{started}; {sales}; {capital}"


def _said(name: str, low, high, unit: str) -> str:
    if low is None:
        return f"{name} tidak diketahui"
    exact = low == high
    bounds = _number(low) if exact else f"{_number(low)} s.d. {_number(high)}"
    return f"{name} {bounds} {unit}"


def _number(value) -> str:
    return f"{value:,.0f}".replace(",", ".")


def all_sizes(known: Inputs) -> list[Sized]:
    """The class by every system, in the order people read them."""
    return [sized(edition, known) for edition in EDITIONS]
