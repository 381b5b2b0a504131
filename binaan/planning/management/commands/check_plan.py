"""`check_plan (--document ID | FILE)`: what does not add up in a plan of the system or in a file."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from uuid import UUID

from django.db import DatabaseError

from binaan.access.commands import user_named
from binaan.access.keeper import KEEPER
from binaan.kit.commands import JsonCommand, Refused, WrongUsage
from binaan.kit.sheets.reading import Unreadable
from binaan.planning.actions.checking import look
from binaan.planning.queries import documents
from binaan.planning.queries.nomenclature import level_teller
from binaan.planning.rules.checking import check
from binaan.planning.rules.findings import ERROR, INFO, WARNING, Finding
from binaan.planning.sheets.reading import read_tables

WORDS = {ERROR: "Kesalahan", WARNING: "Peringatan", INFO: "Catatan"}


class Command(JsonCommand):
    help = (
        "Memeriksa rencana: jumlah, rasio, pertumbuhan, target, satuan. Tidak mengubah apa pun; "
        "ada temuan tetap berakhir dengan kode 0."
    )

    def arguments(self, parser):
        parser.add_argument("file", nargs="?", metavar="FILE", help="CSV atau buku kerja.")
        parser.add_argument("--document", metavar="ID", help="Id dokumen atau versinya.")
        parser.add_argument(
            "--as", dest="reader", metavar="U",
            help="Nama pengguna; hanya yang boleh dilihatnya. Bawaan: semuanya.",
        )  # fmt: skip

    def answer(self, *, file=None, document=None, reader=None, **_options):
        if bool(file) == bool(document):
            raise WrongUsage("Sebut satu: berkas yang diperiksa, atau --document ID.")
        user = user_named(reader) if reader else KEEPER
        found = of_file(Path(file), user) if file else of_document(document, user)
        return {"findings": [one.as_json() for one in found]}

    def as_text(self, answer) -> str:
        found = answer["findings"]
        if not found:
            return "Tidak ada temuan: semua yang dapat dihitung ulang cocok."
        counts = [(WORDS[key], sum(one["severity"] == key for one in found)) for key in WORDS]
        head = ", ".join(f"{count} {word.lower()}" for word, count in counts if count)
        return "\n".join([f"{len(found)} temuan: {head}.", "", *map(paragraph, found)])


def paragraph(one: dict) -> str:
    """A finding for a person: where, what, and what could be done."""
    where = f"tabel {one['table']}, baris {one['row']}" if one["row"] else f"tabel {one['table']}"
    lines = [f"[{WORDS[one['severity']]}] {where} ({one['rule']})", f"  {one['message']}"]
    if one["proposal"]:
        lines.append(f"  Usul: {one['proposal']}")
    return "\n".join(lines)


def of_file(path: Path, user) -> list[Finding]:
    """Of a file from outside. Refused where it cannot be read or holds no table of a plan."""
    try:
        tables = read_tables(path, path.name, level_of=lambda name: _levels(user)(name))
    except (Unreadable, OSError) as error:
        raise Refused(f"{path.name}: {error}") from error
    return check(tables)


@cache
def _levels(user) -> Callable[[str], str]:
    """What the nomenclature tells of names; asked only for a file whose columns do not tell. A file
    is checked on a machine without a store, too."""
    try:
        return level_teller(user)
    except DatabaseError:
        return lambda _name: ""


def of_document(text: str, user) -> list[Finding]:
    """Of a version, or of the newest one of a document, as it stands now."""
    try:
        key = UUID(text)
    except ValueError:
        raise Refused(f"{text!r} bukan id dokumen.") from None
    version = documents.versions(user).filter(pk=key).first()
    if version is None:
        found = documents.documents(user).filter(pk=key).first()
        version = documents.newest(user, found) if found else None
    if version is None:
        raise Refused(f"Tidak ada dokumen atau versi {text} yang boleh dilihat.")
    return look(version, by=user)
