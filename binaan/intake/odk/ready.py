"""The ready forms of this installation, written as XLSForms anybody may change and hand in again.

Questions: data/field-forms/; answers to choose from: data/field-choices.csv. See docs/rules/formulir.md.
"""

from pathlib import Path
from typing import NamedTuple

from binaan.intake.rules.ready_forms import sheets
from binaan.kit.sheets.book import write_book
from binaan.places.files import rows

NAMED = "concat(${{{name}}}, if(${{nik}} = '', '', concat(' - ', substr(${{nik}}, 12))))"
CHOICES = "field-choices.csv"


class Ready(NamedTuple):
    """A form that comes along. `room`: who takes its answers, "" nobody yet; `named`: how a filled-in
    one is called on the phone: never by a whole NIK."""

    name: str
    key: str
    title: str
    room: str
    named: str
    meaning: str

    @property
    def file(self) -> str:
        """What its workbook is called."""
        return f"formulir-{self.name}.xlsx"


READY = {
    one.name: one
    for one in (
        Ready(
            "usaha", "binaan_usaha", "Pendataan usaha", "registry", NAMED.format(name="nama_usaha"),
            "Usaha IKM dan UMKM: pemilik, tempat, tenaga kerja, produksi, pemasaran, dokumen, kendala.",
        ),
        Ready(
            "pkl", "binaan_pkl", "Pendataan pedagang kaki lima", "vendors",
            NAMED.format(name="nama_usaha"),
            "Pedagang kaki lima: dagangan, lapak, hari dan jam, titik lokasi, tanda daftar.",
        ),
        Ready(
            "sentra", "binaan_sentra", "Pendataan sentra IKM", "", "${nama_sentra}",
            "Sentra: batas, lahan, anggota, pengelola, produksi, fasilitas, kesiapan DAK.",
        ),
    )
}  # fmt: skip


def write(ready: Ready, out: Path, *, version: str) -> None:
    """Write the workbook of a ready form under this version (yyyymmddrr)."""
    settings = {
        "form_title": ready.title, "form_id": ready.key, "version": version,
        "instance_name": ready.named, "default_language": "default",
    }  # fmt: skip
    questions = rows(f"field-forms/{ready.name}.csv")
    write_book(out, sheets(questions, rows(CHOICES), settings), title=ready.title)
