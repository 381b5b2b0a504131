"""A list of SP2D from CSV or XLSX: each error with its cell. Rule: docs/rules/realisasi.md."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple
from uuid import UUID

from binaan.kit.dates import today
from binaan.kit.days import parse_day
from binaan.kit.sheets.reading import Unreadable
from binaan.planning.actions import spending
from binaan.planning.models import Document
from binaan.planning.queries import ceilings
from binaan.planning.queries.trees import Branch
from binaan.planning.rules.papers import RP
from binaan.planning.rules.reading import PLAIN, read_figure
from binaan.planning.rules.sp2d import Imported, Payment, Problem
from binaan.planning.sheets.grids import Grid, Row, grids

DAY, NUMBER, NODE, AMOUNT, NOTE = "day", "number", "node", "amount", "note"
HEADINGS = {
    DAY: ("tanggal sp2d", "tanggal", "tgl"),
    NUMBER: ("nomor sp2d", "no sp2d", "no. sp2d", "nomor"),
    NODE: ("kode sub kegiatan", "sub kegiatan", "nama sub kegiatan", "kode", "kode/nama"),
    AMOUNT: ("nilai", "nilai (rp)", "jumlah", "jumlah (rp)", "nilai sp2d", "netto", "rp"),
    NOTE: ("uraian", "keterangan", "keperluan"),
}
REQUIRED = (DAY, NUMBER, NODE, AMOUNT)
LABELS = {DAY: "tanggal", NUMBER: "nomor", NODE: "kode atau nama sub kegiatan", AMOUNT: "nilai"}
LOOK_FOR_HEADING = 20  # lines
LONGEST = {NUMBER: 100, NOTE: 300}


Named = Mapping[str, UUID | None]


class Taken(NamedTuple):
    payments: list[Payment]
    problems: list[Problem]


def take(document: Document, *, path: Path, name: str, year: int, by) -> Imported:
    """Record a list whole, or nothing of it. The same list again records nothing.

    Raises kit's Unreadable for a file that is no list of SP2D.
    """
    leaves = ceilings.leaves(by, document, year)
    found = read(path, name, year, _named(leaves), today())
    if found.problems:
        return Imported(0, 0, found.problems)
    return spending.record_list(document, payments=found.payments, name=name, by=by)


def _named(leaves: list[Branch]) -> dict[str, UUID | None]:
    """Sub kegiatan by code and name; None where a name means several rows of the plan."""
    found: dict[str, UUID | None] = {}
    for leaf in leaves:
        for text in filter(None, {leaf.node.code.lower(), leaf.node.name.lower()}):
            found[text] = None if text in found else leaf.node.key
    return found


def read(path: Path, name: str, year: int, nodes: Named, latest: date) -> Taken:
    """`nodes`: the key of each sub kegiatan by code and by name in small letters. Raises Unreadable."""
    for grid in grids(path, name):
        found = _heading(grid)
        if found is not None:
            line, columns = found
            rows = [row for row in grid.rows if row.line > line and row.filled]
            return _rows(_Reader(grid, columns, year, nodes, latest), rows)
    wanted = ", ".join(LABELS[one] for one in REQUIRED)
    raise Unreadable(f"Judul kolom tidak ditemukan. Satu baris harus memuat: {wanted}, uraian.")


def _heading(grid: Grid) -> tuple[int, dict[str, int]] | None:
    for row in grid.rows[:LOOK_FOR_HEADING]:
        texts = [" ".join(cell.lower().split()) for cell in row.cells]
        columns = {
            role: next((texts.index(name) for name in names if name in texts), -1)
            for role, names in HEADINGS.items()
        }
        if all(columns[role] >= 0 for role in REQUIRED):
            return row.line, columns
    return None


class _Reader(NamedTuple):
    grid: Grid
    columns: dict[str, int]
    year: int
    nodes: Named
    latest: date

    def where(self, row: Row, role: str) -> str:
        return self.grid.address(row.line, self.columns[role]) or f"baris {row.line}"

    def text(self, row: Row, role: str) -> str:
        return " ".join(row.cell(self.columns[role]).split())


def _rows(reader: _Reader, rows: list[Row]) -> Taken:
    payments, problems, seen = [], [], {}
    for row in rows:
        values, wrong = _values(reader, row)
        problems += wrong
        if wrong:
            continue
        payment = Payment(reader.where(row, NUMBER), note=reader.text(row, NOTE)[:300], **values)
        same = seen.setdefault((payment.number, payment.node), payment)
        if same is not payment:
            told = f"Nomor {payment.number} untuk sub kegiatan ini sudah ada di {same.where}."
            problems.append(Problem(payment.where, told))
        payments.append(payment)
    return Taken(payments, problems)


def _values(reader: _Reader, row: Row) -> tuple[dict, list[Problem]]:
    values, problems = {}, []
    for role, (field, rule) in FIELDS.items():
        value, message = rule(reader, reader.text(row, role))
        values[field] = value
        if message:
            problems.append(Problem(reader.where(row, role), message))
    return values, problems


def _day(reader: _Reader, text: str):
    found = parse_day(text, reader.latest).value if text else None
    if found is None:
        return None, f"Tanggal {text!r} tidak terbaca; tulis seperti 2026-03-31."
    if found.year != reader.year:
        return None, f"Tanggal {text} di luar tahun {reader.year}."
    return found, "" if found <= reader.latest else f"Tanggal {text} belum terjadi."


def _number(reader: _Reader, text: str):
    if not text:
        return "", "Nomor SP2D kosong."
    return text, "" if len(text) <= LONGEST[NUMBER] else "Nomor SP2D lebih dari 100 huruf."


def _node(reader: _Reader, text: str):
    found = reader.nodes.get(text.lower())
    if found is None and text.lower() in reader.nodes:
        return None, f"{text!r} menunjuk beberapa baris rencana; catat satu per satu di formulir."
    if found is None:
        return None, f"Sub kegiatan {text!r} tidak ada di rencana ini; tulis kode atau namanya."
    return found, ""


def _amount(reader: _Reader, text: str):
    plain = PLAIN if reader.grid.has_cells else ""
    figure = read_figure(text, column=RP, notation=plain)
    if figure.value is None and plain:
        figure = read_figure(text, column=RP)
    if figure.value is None or figure.doubt:
        return None, f"Nilai {text!r} tidak terbaca; tulis rupiah, misalnya 12.500.000."
    return figure.value, "" if figure.value else "Nilai 0 tidak perlu dicatat."


FIELDS: dict[str, tuple[str, Callable]] = {
    DAY: ("paid_on", _day),
    NUMBER: ("number", _number),
    NODE: ("node", _node),
    AMOUNT: ("amount", _amount),
}
