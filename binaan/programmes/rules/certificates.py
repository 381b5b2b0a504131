"""Certificates: their numbers with meaning, how long they last, when to renew, the radar.

Source: S49 (P-IRT, 15 digits; digits 1-3, the rest K:h), handbook small-industry 4.5 (halal: ID and
17 digits, K:m), data/pirt-codes.csv. See docs/rules/fasilitasi.md.
"""

import re
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from binaan.kit.workflow import months_after
from binaan.places.files import rows
from binaan.programmes.rules.facilitation import KINDS, Kind

RADAR_DAYS = (30, 90, 180)  # S49: notified 180, 90 and 30 days before
SHORT_YEARS = 2000  # the last two digits of a P-IRT number are a year of this century
_PIRT = re.compile(r"\d{15}")
_HALAL = re.compile(r"ID\d{17}")
_NIB = re.compile(r"\d{13}")
_BETWEEN = re.compile(r"[\s.\-/]")
_NAMED = re.compile(r"^(?:(?:p-?irt|spp-?irt|nib|no(?:mor)?)\b[\s.:]*)+", re.IGNORECASE)


class Standing(StrEnum):
    """How a certificate stands on a day."""

    VALID = "berlaku"
    RENEW = "perpanjang"
    LAPSED = "kedaluwarsa"
    RENEWED = "diperbarui"
    REVOKED = "dicabut"


STANDINGS = {
    Standing.VALID: ("Berlaku", "ok"),
    Standing.RENEW: ("Saatnya diperpanjang", "warn"),
    Standing.LAPSED: ("Kedaluwarsa", "bad"),
    Standing.RENEWED: ("Sudah diperbarui", ""),
    Standing.REVOKED: ("Dicabut", "bad"),
}


class Read(NamedTuple):
    """A number as it is kept, and what is wrong with it in words ("" nothing)."""

    value: str
    wrong: str


class Part(NamedTuple):
    """Some digits of a number, which they are, and what they mean ("" unknown)."""

    digits: str
    place: str
    label: str
    meaning: str


PACKAGING = {r["code"]: r["meaning"] for r in rows("pirt-codes.csv") if r["part"] == "kemasan"}
FOODS = {r["code"]: r["meaning"] for r in rows("pirt-codes.csv") if r["part"] == "jenis_pangan"}


def read_number(kind: Kind, text: str) -> Read:
    """A number as people write it -> as it is kept, checked by the rule of its kind."""
    plain = " ".join(_NAMED.sub("", text.strip()).split())
    if not plain:
        return Read("", "Isi nomornya.")
    return _READERS[kind.number](plain) if kind.number in _READERS else Read(plain, "")


def _pirt(text: str) -> Read:
    digits = _BETWEEN.sub("", text)
    if not _PIRT.fullmatch(digits):
        return Read(digits, "Nomor SPP-IRT terdiri atas 15 angka.")
    if digits[0] not in PACKAGING:
        return Read(digits, "Angka pertama nomor SPP-IRT adalah kemasan, 1 sampai 8.")
    if digits[1:3] not in FOODS:
        return Read(digits, "Angka ke-2 dan ke-3 adalah jenis pangan, 01 sampai 15.")
    return Read(digits, "")


def _halal(text: str) -> Read:
    plain = _BETWEEN.sub("", text).upper()
    right = _HALAL.fullmatch(plain)
    return Read(plain, "" if right else "Nomor halal adalah ID diikuti 17 angka.")


def _nib(text: str) -> Read:
    digits = _BETWEEN.sub("", text)
    return Read(digits, "" if _NIB.fullmatch(digits) else "NIB terdiri atas 13 angka.")


_READERS = {"pirt": _pirt, "halal": _halal, "nib": _nib}


def meaning(kind: Kind, number: str) -> list[Part]:
    """What the digits of a number say; nothing for kinds whose numbers say nothing."""
    if kind.number != "pirt" or not _PIRT.fullmatch(number):
        return []
    return [
        Part(number[0], "1", "Kemasan", PACKAGING.get(number[0], "")),
        Part(number[1:3], "2-3", "Jenis pangan", FOODS.get(number[1:3], "")),
        Part(number[3:7], "4-7", "Provinsi dan kabupaten/kota", ""),
        Part(number[7:9], "8-9", "Urutan produk usaha ini", ""),
        Part(number[9:13], "10-13", "Urutan usaha di kabupaten/kota", ""),
        Part(number[13:], "14-15", "Tahun berakhir", str(SHORT_YEARS + int(number[13:]))),
    ]


def expiry(kind: Kind, issued: date, said: date | None) -> date | None:
    """The last day: the one said, else the years of the kind after issue; None: it never lapses."""
    if said is not None or kind.years is None:
        return said
    return months_after(issued, 12 * kind.years)


def unfit(kind: Kind, number: str, *, issued: date, expires: date | None) -> str:
    """What number and dates say against each other; "" when they agree."""
    if expires is not None and expires < issued:
        return "Tanggal berakhir mendahului tanggal terbit."
    if kind.number != "pirt" or expires is None:
        return ""
    year = SHORT_YEARS + int(number[13:])
    if year == expires.year:
        return ""
    return (
        f"Nomor ini berakhir tahun {year} (dua angka terakhir), tetapi masa berlakunya sampai "
        f"{expires.year}. Periksa nomor dan tanggalnya."
    )


def commitment_differs(number: str, *, food: str, packaging: str) -> str:
    """Where a P-IRT number names another food or packaging than was applied for; "" agrees."""
    if food and number[1:3] != food:
        return f"Nomor ini untuk jenis pangan {number[1:3]}, padahal yang diajukan {food}."
    if packaging and number[0] != packaging:
        return f"Nomor ini untuk kemasan {number[0]}, padahal yang diajukan {packaging}."
    return ""


def renewal_opens(kind: Kind, expires: date | None) -> date | None:
    """The first day of renewal; None for what never lapses or knows no window."""
    if expires is None or kind.renewal_months is None:
        return None
    return months_after(expires, -kind.renewal_months)


def standing(
    kind: Kind, *, expires: date | None, revoked: date | None, renewed: bool, on: date
) -> Standing:
    """How a certificate stands on a day. The last day itself still counts."""
    if revoked is not None and revoked <= on:
        return Standing.REVOKED
    if renewed:
        return Standing.RENEWED
    if expires is not None and on > expires:
        return Standing.LAPSED
    opens = renewal_opens(kind, expires)
    return Standing.RENEW if opens is not None and on >= opens else Standing.VALID


def kind_of(key: str) -> Kind:
    """The kind of a certificate; one this version does not know bears its key as its name."""
    blank = KINDS["uji"]._replace(
        wants=(), needs="", note="", issuer="", fee_note="", number="", source=""
    )
    return KINDS.get(key) or blank._replace(key=key, label=key, short=key)
