"""What is true of the demo's rows, beside the lists: which rows are one business, one owner."""

import csv
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import xxhash

from binaan.demo.firms import Firm
from binaan.demo.lists import Lists
from binaan.demo.owners import Owner
from binaan.demo.writing import Book
from binaan.registry.rules.names import business_key, person_key

TRUTH_FILE = "daftar-contoh.truth.csv"
HEADING = ("source", "row_key", "entity", "owner")


class Row(NamedTuple):
    """A row of a list: its source and key, the business it speaks of and the true owner."""

    source: str
    key: str
    entity: str
    person: Owner


def rows(books: Iterable[Book], made: Lists) -> list[Row]:
    """Every row that came in, once a source, in the order the lists are handed in."""
    found: dict[tuple[str, str], Row] = {}
    for book in books:
        for key, entity, person in _of(book.file, made):
            if key:
                found.setdefault((book.source, key), Row(book.source, key, entity, person))
    return list(found.values())


def _of(file: str, made: Lists) -> list[tuple[str, str, Owner]]:
    others = {"umkm-lama-2019.xlsx": made.cooperative, "asosiasi-kuliner-2023.xlsx": made.culinary}
    if file in others:
        return [(row.firm.key, row.entity, row.person) for row in others[file]]
    if file == "asosiasi-umkm-2024.csv":
        return [(digest(one.firm), one.entity, one.firm.owner) for one in made.members]
    firms = {"diskopukm-umkm-2018.xlsx": made.kota, "disperin-ikm-2020.xlsx": made.kabupaten}
    # Rows of 2024 that wait have no owner or lie next door: they never came in.
    later = [firm for firm in made.later if firm.owner.name and not firm.regency]
    return [(firm.key, firm.key, firm.owner) for firm in firms.get(file, later)]


def digest(firm: Firm) -> str:
    """The key of a row in a list without a key column (docs/rules/import.md)."""
    names = f"{person_key(firm.owner.name)}|{business_key(firm.name)}|{firm.place.code}"
    return f"f:{xxhash.xxh3_128_hexdigest(names)}"


def write_truth(path: Path, truth: list[Row]) -> None:
    """One line a row; owners by running number, so that no name stands in it."""
    owners: dict[tuple, str] = {}
    with path.open("w", encoding="utf-8", newline="") as file:
        sheet = csv.writer(file, lineterminator="\n")
        sheet.writerow(HEADING)
        for row in truth:
            person = (row.person.name, row.person.born)
            number = owners.setdefault(person, f"O-{len(owners) + 1:05}")
            sheet.writerow((row.source, row.key, row.entity, number))
