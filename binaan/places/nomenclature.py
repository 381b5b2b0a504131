"""Loads the programme nomenclature by era, and imports an official list of one era.

What came from an official list is not overwritten by the rows shipped in `data/`. A code is never
recoded from one era to another: which row continues which, a person decides (NomenclatureLink).
"""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from django.core.exceptions import ValidationError

from binaan.kit.sheets.reading import RawSheet, Unreadable, read
from binaan.places import files
from binaan.places.models import NomenclatureItem
from binaan.places.rules import name_key
from binaan.places.rules import nomenclature as codes

FILE = "nomenclature.csv"
UNSURE = "belum dipastikan"
SOURCES = {
    "S1": "Permendagri 90/2019",
    "S2": "RPJMD Kab. Morowali 2022",
    "S3": "Renstra 2025-2029 Dinas Koperasi, UM dan Perdagangan Kab. Banyuwangi",
    "S18": "Renja 2024 Kab. Penajam Paser Utara",
    "S19": "rencana aksi daerah kakao",
    "SEED": "Renstra 2018-2023 Kota Bekasi",
    "turunan": "diturunkan dari kode dua angka",
    "S3/turunan": "Renstra Kab. Banyuwangi atau diturunkan dari kode dua angka",
}
FIELDS = ("name", "name_key", "level", "parent_code", "performance", "indicator", "unit",
          "official", "source", "note")  # fmt: skip
HEADINGS = {
    "code": ("kode", "code", "kode_rekening", "kode_nomenklatur"),
    "name": ("nama", "name", "uraian", "nomenklatur", "nomenklatur_urusan", "nama_id"),
    "performance": ("kinerja", "performance"),
    "indicator": ("indikator", "indicator"),
    "unit": ("satuan", "unit"),
}
LIMITS = {name: NomenclatureItem._meta.get_field(name).max_length for name in HEADINGS}
SHOWN_FAULTS = 20


class Entry(NamedTuple):
    """One row of a list, before it is compared with what is stored."""

    code: str
    name: str
    performance: str = ""
    indicator: str = ""
    unit: str = ""
    source: str = ""
    note: str = ""


def load() -> dict[str, int]:
    """Load the shipped rows of every era; answers what was new and changed."""
    counts = {"new": 0, "changed": 0}
    shipped: dict[str, list[Entry]] = {era.key: [] for era in codes.ERAS}
    for row in files.rows(FILE):
        for mark in row["edisi"].split("+"):
            shipped[mark.rstrip("?")].append(_shipped(row, unsure=mark.endswith("?")))
    for era, entries in shipped.items():
        written = _write(era, entries, official=False)
        counts = {what: counts[what] + written[what] for what in counts}
    return counts


def _shipped(row: dict[str, str], *, unsure: bool) -> Entry:
    source = ", ".join(SOURCES.get(key, key) for key in row["sumber"].split("+"))
    note = "; ".join(filter(None, (UNSURE if unsure else "", row["catatan"])))
    return Entry(
        row["kode"], row["nama"], row["kinerja"], row["indikator"], row["satuan"], source, note
    )


def import_official(path: Path, *, era: str, source: str) -> dict[str, int]:
    """Import an official list of one era: CSV or workbook with the headings kode and nama, and
    kinerja, indikator, satuan where it has them. Refuses the whole file with its faulty lines named.
    """
    if era not in codes.BY_KEY:
        raise ValidationError(f"Edisi {era} tidak dikenal. Yang ada: {', '.join(codes.BY_KEY)}.")
    entries, faults = {}, []
    for line, entry in _listed(path, source):
        fault = _fault(entry, era, entries)
        if fault:
            faults.append(f"Baris {line}: {fault}")
        entries[entry.code] = entry
    if faults or not entries:
        raise ValidationError(faults[:SHOWN_FAULTS] or "Berkas tidak memuat satu kode pun.")
    return _write(era, list(entries.values()), official=True)


def _listed(path: Path, source: str) -> Iterator[tuple[int, Entry]]:
    """Line and entry of each row below the line with the headings, in every sheet that has them."""
    try:
        sheets = read(path, path.name)
    except (Unreadable, OSError) as error:
        raise ValidationError(f"Berkas {path.name} tidak terbaca: {error}") from error
    found = [(sheet, *at) for sheet in sheets if (at := _headings(sheet))]
    if not found:
        raise ValidationError("Tidak ada baris judul dengan kolom kode dan nama.")
    for sheet, below, where in found:
        for line, *cells in sheet.frame.iter_rows():
            said = {name: " ".join((cells[at] or "").split()) for name, at in where.items()}
            if line > below and said["code"]:
                yield line, Entry(**said, source=source)


def _headings(sheet: RawSheet) -> tuple[int, dict[str, int]] | None:
    """Line of the headings and the column of each field; None where kode or nama is missing."""
    for line, *cells in sheet.frame.head(30).iter_rows():
        said = ["_".join((cell or "").lower().split()) for cell in cells]
        where = {
            name: next(said.index(word) for word in words if word in said)
            for name, words in HEADINGS.items()
            if any(word in said for word in words)
        }
        if {"code", "name"} <= set(where):
            return line, where
    return None


def _fault(entry: Entry, era: str, before: dict[str, Entry]) -> str:
    """What is wrong with a line of an official list, given those before it; "" if nothing."""
    if not codes.level_of(entry.code, era):
        return f"{entry.code!r} bukan kode menurut edisi {era}."
    if not entry.name:
        return f"kode {entry.code} tidak bernama."
    if entry.code in before and before[entry.code].name != entry.name:
        return f"kode {entry.code} sudah ada dengan nama lain."
    too_long = [name for name, limit in LIMITS.items() if len(getattr(entry, name)) > limit]
    return f"isi kode {entry.code} terlalu panjang ({', '.join(too_long)})." if too_long else ""


def _write(era: str, entries: list[Entry], *, official: bool) -> dict[str, int]:
    """Write the rows by code; from an unofficial list only where no official row stands."""
    stored = {item.code: item for item in NomenclatureItem.objects.filter(era=era)}
    new, changed = [], []
    for entry in entries:
        fresh = _item(era, entry, official)
        known = stored.get(entry.code)
        if known is None:
            new.append(fresh)
        elif (official or not known.official) and _differs(known, fresh):
            fresh.pk = known.pk
            changed.append(fresh)
    NomenclatureItem.objects.bulk_create(new, batch_size=200)
    NomenclatureItem.objects.bulk_update(changed, FIELDS, batch_size=50)
    return {"new": len(new), "changed": len(changed)}


def _item(era: str, entry: Entry, official: bool) -> NomenclatureItem:
    return NomenclatureItem(
        era=era,
        level=codes.level_of(entry.code),
        parent_code=codes.parent_of(entry.code),
        name_key=name_key(entry.name),
        official=official,
        **entry._asdict(),
    )


def _differs(known: NomenclatureItem, fresh: NomenclatureItem) -> bool:
    return any(getattr(known, name) != getattr(fresh, name) for name in FIELDS)
