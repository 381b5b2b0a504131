"""The sheets of choices and settings."""

import re
from collections.abc import Iterator
from datetime import date

from binaan.intake.rules.xlsforms.book import Book, Fault, cell, numbered, says
from binaan.intake.rules.xlsforms.types import select

VERSION = re.compile(r"(\d{4})(\d\d)(\d\d)(\d\d)")
LONGEST_ID, LONGEST_VERSION = 64, 40
FORM_ID = re.compile(r"[^\W\d][\w.-]*")


def choices(book: Book) -> list[Fault]:
    """Faults of the sheet `choices`."""
    return [*_choices(book)]


def _choices(book: Book) -> Iterator[Fault]:
    several = {
        named for row in book.survey for head, named in (select(cell(row, "type")),)
        if head.startswith("select_multiple") or head == "rank"
    }  # fmt: skip
    twice = cell(book.settings[0], "allow_choice_duplicates").lower() if book.settings else ""
    seen: dict[tuple[str, str], int] = {}
    for number, row in numbered(book.choices):
        listed, name = cell(row, "list_name"), cell(row, "name")
        if not listed:
            yield Fault("choices", number, "list_name", "Nama daftar (list_name) kosong.")
        elif not name:
            yield Fault("choices", number, "name", f"Pilihan daftar {listed} ini tidak punya name.")
        elif " " in name and listed in several:
            better = name.replace(" ", "_")
            yield Fault(
                "choices", number, "name", f"{name} berisi spasi, padahal boleh dipilih bersama yang "
                f"lain. Tulis {better}."
            )  # fmt: skip
        elif seen.setdefault((listed, name), number) != number and twice not in ("yes", "true"):
            first = seen[listed, name]
            yield Fault(
                "choices", number, "name", f"{name} sudah ada di daftar {listed}, baris {first}."
            )
        elif not says(row, "label") and not says(row, "media"):
            yield Fault("choices", number, "label", f"Pilihan {name} tidak punya label.", False)


def settings(book: Book) -> list[Fault]:
    """Faults of the sheet `settings`."""
    said = book.settings[0] if book.settings else {}
    found = []
    key, version = cell(said, "form_id"), cell(said, "version")
    if not key:
        found.append(("form_id", "Kode formulir kosong; nama berkasnya yang dipakai.", False))
    elif not FORM_ID.fullmatch(key) or len(key) > LONGEST_ID:
        words = "huruf, angka, titik dan garis, diawali huruf, paling panjang 64"
        found.append(("form_id", f"Kode formulir {key} tidak dapat dipakai: {words}.", True))
    if len(version) > LONGEST_VERSION:
        found.append(("version", "Versi paling panjang 40 huruf.", True))
    elif version and not is_dated(version):
        words = (
            f"Versi {version} bukan tanggal. Sebaiknya tttt-bb-hh dan urutan, seperti 2026112201."
        )
        found.append(("version", words, False))
    return [Fault("settings", FIRST if said else None, *one) for one in found]


FIRST = 2


def is_dated(version: str) -> bool:
    """Whether a version is a day and its count: yyyymmddrr (handbook small-industry 3.2)."""
    found = VERSION.fullmatch(version)
    if not found:
        return False
    try:
        date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return False
    return True


def next_version(today: date, taken: set[str]) -> str:
    """The first free version of a day."""
    for count in range(1, 100):
        version = f"{today:%Y%m%d}{count:02d}"
        if version not in taken:
            return version
    raise ValueError("a hundred versions in one day")
