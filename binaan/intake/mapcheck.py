"""Whether a mapping a person chose can be, before the file is opened again; the job looks closer."""

import hashlib
import json
import math

from django.core.exceptions import ValidationError

from binaan.intake.kinds import KINDS
from binaan.intake.models import Batch
from binaan.kit.sheets.cells import column_index, letters

PARTS = ("heading_row", "heading_rows", "columns", "multiply", "key", "hidden", "fill")
HIDDEN = ("ask", "include", "skip")


def hash_of(mapping: dict) -> str:
    """What tells two mappings of one file apart."""
    return hashlib.sha256(json.dumps(mapping, sort_keys=True).encode()).hexdigest()


def checked(batch: Batch, mapping: dict) -> dict:
    """The mapping with what decides only: the sheets in use, and of each the PARTS that are said.

    Raises ValidationError with a sentence for each fault.
    """
    sheets = mapping.get("sheets") if isinstance(mapping, dict) else None
    if not isinstance(sheets, dict) or not all(isinstance(one, dict) for one in sheets.values()):
        raise ValidationError('Peta kolom harus berbentuk {"sheets": {"NAMA LEMBAR": {…}}}.')
    used = {name: entry for name, entry in sheets.items() if entry.get("use", True)}
    if not used:
        raise ValidationError("Pilih sedikitnya satu lembar.")
    known = batch.proposal.get("sheets", {})
    faults = [
        f"Lembar {name}: {fault}"
        for name, entry in used.items()
        for fault in ([] if not known or name in known else ["tidak ada di berkas ini."])
        + _faults(batch, entry)
    ]
    if faults:
        raise ValidationError(faults)
    return {"sheets": {name: _deciding(entry) for name, entry in used.items()}}


def _deciding(entry: dict) -> dict:
    kept = {name: entry[name] for name in PARTS if entry.get(name) not in (None, "", {}, [])}
    kept["columns"] = {letter: name for letter, name in entry["columns"].items() if name}
    return kept


def _faults(batch: Batch, entry: dict) -> list[str]:
    kind = KINDS[batch.version.source.kind]
    columns = entry.get("columns")
    if not isinstance(columns, dict) or not any(columns.values()):
        return ["kolomnya belum dipetakan."]
    columns = {letter: name for letter, name in columns.items() if name}
    labels = {field.name: field.label for field in kind.fields}
    faults = [f"kolom {letter!r} bukan nama kolom." for letter in columns if not _is_column(letter)]
    faults += [f"field {name!r} tidak dikenal." for name in columns.values() if name not in labels]
    twice = {name for name in columns.values() if list(columns.values()).count(name) > 1}
    faults += [
        f"{labels.get(name, name)} dipilih untuk lebih dari satu kolom." for name in sorted(twice)
    ]
    faults += _multiply_faults(entry.get("multiply") or {}, columns)
    row = entry.get("heading_row", 1)
    if isinstance(row, bool) or not isinstance(row, int) or row < 0:
        faults.append(f"baris judul {row!r} bukan nomor baris.")
    if entry.get("key") and not _is_column(entry["key"]):
        faults.append(f"kolom kunci {entry['key']!r} bukan nama kolom.")
    if entry.get("hidden", "ask") not in HIDDEN:
        faults.append("pilihan untuk baris tersembunyi tidak dikenal.")
    return faults


def _multiply_faults(multiply, columns: dict) -> list[str]:
    if not isinstance(multiply, dict):
        return ["pengalinya tidak terbaca."]
    faults = []
    for letter, factor in multiply.items():
        number = isinstance(factor, int | float) and not isinstance(factor, bool)
        if not number or not math.isfinite(factor) or factor <= 0:
            faults.append(f"pengali kolom {letter} bukan angka di atas nol.")
        elif letter not in columns:
            faults.append(f"kolom {letter} dikalikan tetapi tidak dipetakan.")
    return faults


def _is_column(letter) -> bool:
    try:
        return isinstance(letter, str) and letters(column_index(letter)) == letter.strip().upper()
    except ValueError:
        return False
