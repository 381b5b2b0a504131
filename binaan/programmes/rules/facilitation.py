"""Facilitation: the kinds, the way each goes, what a step asks for, what must hold at the start.

Source: data/facilitation-types.csv, -states.csv, -workflows.csv (after data/ikm/facilitation-types.csv
and workflows.csv `fasilitasi_halal_selfdeclare`, `fasilitasi_pirt`; S45-S50). See
docs/rules/fasilitasi.md. Ways check themselves when this is imported (kit.workflow).
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import NamedTuple

from binaan.kit import workflow
from binaan.kit.workflow import Field, Step, Workflow
from binaan.places.files import rows

FOOD = "pangan"
TKDN_LEAST = Decimal(25)  # S50: below this no certificate is given
EFFECT_ISSUE, EFFECT_RENEW, EFFECT_REVOKE = "terbit", "perpanjang", "cabut"
ISSUING = (EFFECT_ISSUE, EFFECT_RENEW)


class Kind(NamedTuple):
    """What is facilitated. `years`, `renewal_months`: None where it never lapses. Fee in rupiah."""

    key: str
    label: str
    short: str
    issuer: str
    channel: str
    wants: tuple[str, ...]
    years: int | None
    renewal_months: int | None
    fee: Decimal | None
    fee_note: str
    number: str
    product: str
    of_product: bool
    needs: str
    note: str
    source: str


class Met(StrEnum):
    YES = "ya"
    NO = "tidak"
    UNKNOWN = "belum diketahui"


class Start(NamedTuple):
    """A condition at the start. `blocks`: what is known to fail stops it; else it only warns."""

    label: str
    met: Met
    blocks: bool
    advice: str


class Bounds(NamedTuple):
    """Rupiah from `low` to `high`; None where that side is not known."""

    low: Decimal | None = None
    high: Decimal | None = None

    def within(self, limit: Decimal) -> Met:
        """Whether it is certainly at most `limit`, certainly more, or not to be told."""
        if self.low is not None and self.low > limit:
            return Met.NO
        return Met.YES if self.high is not None and self.high <= limit else Met.UNKNOWN


class Known(NamedTuple):
    """What the register says of a business; sales of a year."""

    has_nib: bool = False
    group: str = ""
    sales: Bounds = Bounds()
    capital: Bounds = Bounds()


class Limits(NamedTuple):
    """Office parameters: the most for halal self-declaration and for a small industry, rupiah."""

    halal_sales: Decimal = Decimal(500_000_000)
    halal_capital: Decimal = Decimal(2_000_000_000)
    small_capital: Decimal = Decimal(5_000_000_000)


FIELDS = {  # kinds besides kit's: percent, yes, packaging, food
    "alasan": Field("Alasan", "long"),
    "bahan": Field("Daftar bahan", "long", "Bahan dan pemasoknya, satu baris satu bahan."),
    "berlaku_sampai": Field(
        "Berlaku sampai", "date", "Seperti tertulis pada sertifikat; kosong: menurut masa jenisnya."
    ),
    "hasil": Field("Hasil", "long"),
    "jenis_pangan": Field("Jenis pangan", "food", "15 jenis yang dapat SPP-IRT."),
    "jumlah": Field("Jumlah yang diserahkan", "text", "Misalnya 500 lembar."),
    "kbli": Field("KBLI yang didaftarkan"),
    "kebutuhan": Field("Kebutuhan kemasan", "long", "Produk, ukuran, isi, pasar yang dituju."),
    "kelas": Field("Kelas Nice", "text", "Misalnya 30 untuk kopi, teh, roti dan bumbu."),
    "kemasan": Field("Bahan kemasan", "packaging"),
    "kode_fasilitasi": Field("Kode fasilitasi"),
    "laboratorium": Field("Laboratorium"),
    "label": Field("Label sudah memenuhi ketentuan", "yes"),
    "lph": Field("Lembaga pemeriksa halal (LPH)"),
    "nomor": Field("Nomor sertifikat"),
    "nomor_daftar": Field("Nomor pendaftaran"),
    "nomor_izin": Field("Nomor izin CPPOB"),
    "nomor_sttd": Field("Nomor STTD"),
    "parameter": Field("Yang diuji", "long", "Misalnya masa simpan, kadar air, cemaran."),
    "pdki": Field("Kesamaan sudah diperiksa di PDKI", "yes"),
    "pernyataan": Field("Pernyataan komitmen sudah ditandatangani", "yes"),
    "pkp": Field("Penyuluhan keamanan pangan sudah diikuti", "yes"),
    "sarana": Field("Sarana produksi sudah diperiksa", "yes"),
    "standar": Field("Nomor SNI yang dituju"),
    "tautan": Field("Alamat etalase", "text", "Alamat halaman produk yang sudah tayang."),
    "tindak_lanjut": Field("Tindak lanjut", "long"),
    "tkdn": Field("Nilai TKDN (%)", "percent", "Paling sedikit 25 %."),
}


def _kind(row: Mapping[str, str]) -> Kind:
    return Kind(
        key=row["kind"], label=row["label"], short=row["short"], issuer=row["issuer"],
        channel=row["channel"], wants=tuple(row["wants"].split()),
        years=int(row["years"]) if row["years"] else None,
        renewal_months=int(row["renewal_months"]) if row["renewal_months"] else None,
        fee=Decimal(row["fee"]) if row["fee"] else None, fee_note=row["fee_note"],
        number=row["number"], product=row["product"], of_product=row["of_product"] == "ya",
        needs=row["needs"], note=row["note"], source=row["source"],
    )  # fmt: skip


KINDS = {row["kind"]: _kind(row) for row in rows("facilitation-types.csv")}
# Certificates of a product: halal, P-IRT, BPOM MD, SNI. Who has none of them is in need.
PRODUCT_KINDS = tuple(key for key, kind in KINDS.items() if kind.of_product)
WORKFLOWS: dict[str, Workflow] = workflow.read(
    rows("facilitation-states.csv"), rows("facilitation-workflows.csv"), FIELDS
)
if set(KINDS) != set(WORKFLOWS):  # pragma: no cover
    raise workflow.Broken(f"kinds and ways differ: {sorted(set(KINDS) ^ set(WORKFLOWS))}")


def starts(kind: Kind, known: Known, limits: Limits) -> list[Start]:
    """The conditions at the start of a kind, as far as the register can tell."""
    return [_START[want](known, limits) for want in kind.wants]


def hindrances(kind: Kind, known: Known, limits: Limits) -> list[str]:
    """What forbids the start, each with what to do; a thing unknown forbids nothing but a NIB."""
    return [one.advice for one in starts(kind, known, limits) if one.blocks and one.met is Met.NO]


def _nib(known: Known, limits: Limits) -> Start:
    advice = (
        "Usaha ini belum tercatat punya NIB. Catat NIB pemiliknya, atau urus fasilitasi NIB dahulu."
    )
    return Start("Punya NIB", Met.YES if known.has_nib else Met.NO, True, advice)


def _food(known: Known, limits: Limits) -> Start:
    met = Met.UNKNOWN if not known.group else Met.YES if known.group == FOOD else Met.NO
    advice = "Kelompok usaha ini bukan makanan dan minuman; periksa apakah jenisnya tepat."
    return Start("Makanan atau minuman", met, False, advice)


def _halal_small(known: Known, limits: Limits) -> Start:
    within = (known.sales.within(limits.halal_sales), known.capital.within(limits.halal_capital))
    advice = (
        "Penjualan atau modal menurut register melewati batas pernyataan sendiri; "
        "ajukan halal reguler, atau koreksi datanya."
    )
    return Start("Penjualan dan modal dalam batas pernyataan sendiri", _all(within), True, advice)


def _small_capital(known: Known, limits: Limits) -> Start:
    advice = (
        "Modal menurut register melewati batas industri kecil; ajukan TKDN biasa, "
        "atau koreksi datanya."
    )
    met = known.capital.within(limits.small_capital)
    return Start("Modal industri kecil", met, True, advice)


def _all(found: tuple[Met, ...]) -> Met:
    if Met.NO in found:
        return Met.NO
    return Met.UNKNOWN if Met.UNKNOWN in found else Met.YES


_START = {
    "nib": _nib, "food": _food, "halal_small": _halal_small, "small_capital": _small_capital,
}  # fmt: skip


def wrong(key: str, value: str) -> str:
    """What is wrong with a value filled in, in words and what to do; "" when it may be kept."""
    if FIELDS[key].kind == "yes" and value != "ya":
        return "Langkah ini baru dapat dicatat sesudah hal ini terpenuhi."
    return _low_tkdn(value) if FIELDS[key].kind == "percent" else ""


def _low_tkdn(value: str) -> str:
    try:
        rate = Decimal(value)
    except InvalidOperation:
        return "Tulis nilai dalam persen, misalnya 32,5."
    if TKDN_LEAST <= rate <= 100:
        return ""
    return "Sertifikat TKDN-IK paling sedikit 25 % dan paling banyak 100 %; periksa hitungannya."


def clock_steps(
    way: Workflow, state: str, *, expires: date | None, on: date
) -> list[tuple[Step, date]]:
    """The steps the calendar has taken by a day, each with its day: renewal opened, term over.

    `expires`: the last day of the certificate that counts; None where it never lapses.
    """
    if expires is None:
        return []
    return way.passed(state, lambda step: _day_of(step, KINDS[way.key], expires), on=on)


def _day_of(step: Step, kind: Kind, expires: date) -> date:
    if step.event == "lewat":
        return date.fromordinal(expires.toordinal() + 1)
    return workflow.months_after(expires, -(kind.renewal_months or 0))
