"""What pyxform says of a form, in Bahasa and with its address.

Most of what it could say is found before (rules/xlsforms); this is for the rest. A sentence nobody
translated yet is handed on whole: better English than nothing.
"""

import re

from binaan.intake.rules.xlsforms.book import Fault

_ROW = re.compile(r"\[row ?: ?(\d+)\]")
_SHEET = re.compile(r"[Oo]n the '(\w+)' sheet")
_COLUMN = re.compile(r"the '([\w:.]+)' value")
SAYINGS = (
    (r"could not find the name '([^']*)'", "Tidak ada pertanyaan bernama {0} di lembar survey."),
    (r"Reference variables names must be unique.*name '([^']*)' appears more than once",
     "Ada lebih dari satu pertanyaan bernama {0}, jadi ${{{0}}} bisa berarti keduanya. Ganti salah satunya."),
    (r"There (?:is|has been a problem.*is) no survey element (?:named|with this name) '?([^'.]*)'?",
     "Tidak ada pertanyaan bernama {0} di lembar survey."),
    (r"Unknown question type '([^']*)'", "Jenis pertanyaan {0} tidak dikenal."),
    (r"Duplicate column header: (.*)", "Judul kolom {0} ada dua kali. Hapus salah satunya."),
    (r"different names for the same column were found: '([^']*)', '([^']*)'",
     "Kolom {0} dan {1} berarti sama. Hapus salah satunya."),
    (r"must have only one form|Survey cannot have an empty id_string", "Isi form_id di lembar settings."),
    (r"Repeat names must (?:be )?unique", "Nama pengulangan harus lain dari semua pengulangan lain."),
    (r"The name 'meta' is reserved", "Nama meta sudah dipakai oleh formulir sendiri. Pakai nama lain."),
    (r"The accepted parameter keys for this question type are '([^']*)'.*parameter key\(s\): '([^']*)'",
     "Parameter {1} tidak dikenal untuk jenis ini. Yang dikenal: {0}."),
    (r"Parameters must be in the form", "Tulis parameter sebagai kunci=nilai, dipisah spasi."),
    (r"(?:loop|cycle|depend).*itself|circular", "Rumusnya berputar: pertanyaan bergantung pada dirinya sendiri."),
    (r"Use the max-pixels parameter",
     "Foto ini tidak dibatasi. Tulis max-pixels=1280 di kolom parameters, supaya kirimannya ringan."),
    (r"Language '([^']*)' is missing the (\w+) (\w+) columns? (.*?)\.",
     "Bahasa {0} tidak punya kolom {3} di lembar {1}."),
    (r"Language '([^']*)' is missing", "Terjemahan bahasa {0} tidak lengkap."),
    (r"or_other and translations", "or_other bersama terjemahan: pilihan Lainnya tidak diterjemahkan."),
    (r"has no label", "Kelompok atau pengulangan ini tidak punya label."),
    (r"is no longer supported on most devices", "Keterangan ini tidak lagi tersedia di kebanyakan ponsel."),
    (r"'disabled' column header", "Kolom disabled tidak dianjurkan; pakai relevant."),
    (r"Row without name, text, or label is being skipped", "Baris ini dilewati karena tidak berisi pertanyaan."),
    (r"machine-readable codes: (.*?)\. ", "Tulis kode bahasanya, misalnya label::Indonesia (id); sekarang: {0}."),
    (r"case-insensitive match", "Namanya hanya beda huruf besar dan kecil dari pertanyaan lain."),
)  # fmt: skip
_UNKNOWN = "Pembaca formulir (pyxform) berkata: {0}"


def said(message: str, *, stops: bool) -> list[Fault]:
    """A message of pyxform, each of its lines a fault; `stops`: it is an error."""
    lines = [line.strip() for line in message.splitlines() if line.strip()]
    return [_fault(line, stops) for line in lines] or [_fault("tanpa keterangan", stops)]


def _fault(line: str, stops: bool) -> Fault:
    row, sheet, column = (found.search(line) for found in (_ROW, _SHEET, _COLUMN))
    return Fault(
        sheet[1] if sheet else "survey", int(row[1]) if row else None, column[1] if column else "",
        _sentence(line), stops,
    )  # fmt: skip


def _sentence(line: str) -> str:
    for pattern, sentence in SAYINGS:
        found = re.search(pattern, line, re.IGNORECASE)
        if found:
            return sentence.format(*found.groups(""))
    return _UNKNOWN.format(_ROW.sub("", line).strip())
