"""Values of the register as words on a page: masked when personal, never a zero for a missing one.

`FACTS` says which values are shown together and have one source: they follow the groups of
rules/projection.
"""

import re
from datetime import date
from typing import NamedTuple

from django.utils.timezone import localdate

from binaan.kit import masking
from binaan.kit.dates import long_date
from binaan.kit.numbers import id_number, rupiah
from binaan.registry import choices
from binaan.registry.rules import projection

NOT_ASKED = "belum ditanyakan"
MISSING = {
    "not_asked": NOT_ASKED,
    "refused": "menolak menjawab",
    "not_applicable": "tidak berlaku",
    "illegible": "tidak terbaca",
}


class Fact(NamedTuple):
    """Values with one label: `keys` as in a claim, `fields` as columns of a list."""

    key: str
    label: str
    keys: tuple[str, ...]
    fields: tuple[str, ...]
    of_owner: bool = False
    personal: bool = False


def _one(key: str, label: str, *, of_owner: bool = False, personal: bool = False) -> Fact:
    return Fact(key, label, (key,), (key,), of_owner, personal)


def _money(key: str, label: str, *fields: str) -> Fact:
    return Fact(key, label, (f"{key}_low", f"{key}_high"), (key, *fields), personal=True)


WORKER_PARTS = ("paid_male", "paid_female", "family_male", "family_female")
FACTS = {
    fact.key: fact
    for fact in (
        _one("name", "Nama usaha"),
        _one("owner_name", "Nama pemilik", of_owner=True),
        _one("sex", "Jenis kelamin", of_owner=True),
        _one("birth_date", "Tanggal lahir", of_owner=True, personal=True),
        _one("nik", "NIK", of_owner=True, personal=True),
        _one("nib", "NIB", of_owner=True),
        _one("npwp", "NPWP", of_owner=True, personal=True),
        _one("phone", "Telepon", of_owner=True, personal=True),
        _one("email", "Surel", of_owner=True, personal=True),
        _one("owner_address", "Alamat KTP", of_owner=True, personal=True),
        Fact(
            "address", "Alamat", ("address", "rt", "rw", "postcode"),
            ("address", "rt", "rw", "postcode"),
        ),
        Fact(
            "place", "Desa/kelurahan", ("place",),
            ("village", "district", "regency", "place_code"),
        ),
        Fact("position", "Posisi", ("lat", "lon"), ("lat", "lon")),
        _one("status", "Status"),
        _one("legal_form", "Bentuk usaha"),
        _one("started_year", "Mulai usaha"),
        _one("product", "Produk utama"),
        Fact("kbli", "KBLI", ("kbli", "kbli_edition"), ("kbli", "kbli_edition")),
        _one("group", "Kelompok"),
        _one("ekraf", "Subsektor kreatif"),
        _one("is_vendor", "Pedagang kaki lima"),
        Fact("workers", "Pekerja", (*WORKER_PARTS, "workers"), (*WORKER_PARTS, "workers")),
        _money("sales", "Hasil penjualan setahun", "sales_month", "sales_year"),
        _money("capital", "Modal usaha"),
        _money("investment", "Nilai investasi"),
        Fact("capacity", "Kapasitas setahun", ("capacity", "capacity_unit"),
             ("capacity", "capacity_unit")),
        _one("production_value", "Nilai produksi setahun", personal=True),
        _one("market", "Pemasaran"),
        _one("association", "Asosiasi"),
        _one("association_name", "Nama asosiasi", of_owner=True),
        _one("verification", "Verifikasi"),
    )
}  # fmt: skip
LABELS = {
    "sex": choices.Sex,
    "legal_form": choices.LegalForm,
    "status": choices.Status,
    "association": choices.AssociationStatus,
    "market": choices.Market,
    "verification": choices.VerificationState,
}
_MASKS = {
    "nik": masking.mask_nik,
    "npwp": masking.mask_npwp,
    "phone": masking.mask_phone,
    "birth_date": masking.mask_date,
    "email": masking.mask_all,
    "owner_address": masking.mask_all,
}
_MONEY_IN_WORKING = re.compile(r"\d[\d.]*(?: s\.d\. \d[\d.]*)? rupiah")


def label_of(key: str, value: str) -> str:
    """The label of a stored choice; an unknown key is shown as it is."""
    found = LABELS[key].labels, LABELS[key].values
    return dict(zip(found[1], found[0], strict=True)).get(value, value)


def masked(key: str, value: object) -> str:
    """One personal value with most of it hidden; a value of another kind as text."""
    if key in _MASKS:
        return _MASKS[key](value)
    if key.startswith(("sales", "capital_", "investment", "production_value")) or key == "capital":
        return masking.mask_money(value)
    return str(value)


def missing(why: str | None) -> str:
    """The reason why a value is not there; without one nobody asked."""
    return MISSING.get(why or "", NOT_ASKED)


def words(fact: Fact, said: dict, *, full: bool = False) -> str:
    """What a fact says in words; "" when none of its keys is stated. `full` shows personal ones."""
    stated = {key: said[key] for key in fact.keys if said.get(key) not in (None, "")}
    if not stated:
        return ""
    if fact.key in ("sales", "capital", "investment"):
        return _bounds(fact, stated, full)
    if fact.key in _COMPOSED:
        return _COMPOSED[fact.key](stated)
    value = stated[fact.key]
    if fact.personal and not full:
        return masked(fact.key, value)
    return _single(fact.key, value)


def _single(key: str, value: object) -> str:
    if key in LABELS:
        return label_of(key, str(value))
    if key == "production_value":
        return rupiah(value)
    if key == "birth_date":
        return long_date(date.fromisoformat(str(value)))
    if key == "is_vendor":
        return "Ya" if value else "Bukan"
    return str(value)


def _bounds(fact: Fact, stated: dict, full: bool) -> str:
    if not full:
        return masking.mask_money("ada")
    low, high = stated.get(fact.keys[0]), stated.get(fact.keys[1])
    if low is None:
        return f"paling banyak {rupiah(high)}"
    if high is None:
        return f"paling sedikit {rupiah(low)}"
    if low == high:
        return rupiah(low)
    return f"{rupiah(low)} s.d. {rupiah(high)}"


def _address(stated: dict) -> str:
    rt_rw = "/".join(f"{key.upper()} {stated[key]}" for key in ("rt", "rw") if key in stated)
    parts = (stated.get("address"), rt_rw, stated.get("postcode"))
    return ", ".join(str(part) for part in parts if part)


def _workers(stated: dict) -> str:
    def part(male: str, female: str) -> str:
        named = ((male, "L"), (female, "P"))
        return " · ".join(f"{id_number(stated[key])} {sex}" for key, sex in named if key in stated)

    paid, family = part("paid_male", "paid_female"), part("family_male", "family_female")
    total, _stated = projection.workers(stated)
    split = "; ".join(
        text for text in (f"dibayar {paid}" if paid else "", f"keluarga {family}" if family else "")
        if text
    )  # fmt: skip
    return f"{id_number(total)} orang" + (f" ({split})" if split else "")


def _kbli(stated: dict) -> str:
    edition = f" (KBLI {stated['kbli_edition']})" if "kbli_edition" in stated else ""
    return f"{stated.get('kbli', '')}{edition}"


def _capacity(stated: dict) -> str:
    amount = id_number(stated["capacity"]) if "capacity" in stated else ""
    return f"{amount} {stated.get('capacity_unit', '')}".strip()


def _position(stated: dict) -> str:
    ends = (float(stated[key]) for key in ("lat", "lon") if key in stated)
    return "; ".join(f"{end:.5f}".replace(".", ",") for end in ends)


_COMPOSED = {
    "address": _address,
    "workers": _workers,
    "kbli": _kbli,
    "capacity": _capacity,
    "position": _position,
}


def masked_working(working: str) -> str:
    """The working of a size class without its amounts of money, which are personal."""
    return _MONEY_IN_WORKING.sub("Rp •••", working)


def as_written(field_personal: bool, field: str, text: str) -> str:
    """The words of a list as they stand there; personal ones hidden, also inside other columns."""
    if not text:
        return ""
    if field_personal or field == "email":
        return masked(field, text)
    digits = sum(letter.isdigit() for letter in text)  # a NIK in the column of the NIB is hidden
    return text if field == "nib" and digits <= 13 else masking.mask_text(text)


def source_name(claim, names: dict[str, str]) -> str:
    """The list a claim came from, or the person who made it; `names` by user name."""
    by = names.get(claim.by, claim.by)
    if claim.batch_id:
        listed = claim.batch.version.source.name
        return f"{listed}, barisnya dimasukkan {by}" if claim.repair_id else listed
    kind = "Perbaikan" if claim.repair_id else "Koreksi" if claim.correction else "Pencatatan"
    return f"{kind} oleh {by}"


def taken_back(claim, names: dict[str, str]) -> str:
    """ "ditarik kembali oleh Sari pada 3 Maret 2026"; "" for a claim that stands."""
    if claim.retracted_at is None:
        return ""
    by = names.get(claim.retracted_by, claim.retracted_by)
    return f"ditarik kembali oleh {by} pada {long_date(localdate(claim.retracted_at))}"
