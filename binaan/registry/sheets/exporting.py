"""Writes the register as one CSV a table with a data dictionary, line by line."""

import csv
import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple
from uuid import UUID

from django.db import connection, models, transaction
from django.db.models import BooleanField, Case, QuerySet, Value, When

from binaan.access import audit
from binaan.access.permissions import Permission
from binaan.intake.models import Batch, Row
from binaan.kit.sheets.cells import escaped, letters, shown
from binaan.registry.models import Business, Owner
from binaan.registry.sheets.exported import BATCH, BUSINESS, OWNER, TABLES, Column, Table

DICTIONARY = "kamus-data.csv"
BATCH_ROWS = 2_000
KINDS = (
    (models.UUIDField, "nomor tetap (UUID)"), (models.BooleanField, "ya/tidak"),
    (models.DateTimeField, "tanggal dan jam (ISO 8601)"), (models.DateField, "tanggal (ISO 8601)"),
    (models.DecimalField, "angka desimal"), (models.FloatField, "angka desimal"),
    (models.JSONField, "JSON"), (models.IntegerField, "bilangan bulat"),
)  # fmt: skip


class Exported(NamedTuple):
    """Rows by file, and how many personal values were written in full."""

    rows: dict[str, int]
    personal: int


@transaction.atomic
def export(folder: Path, *, reader=None) -> Exported:
    """Write every table into `folder`, all or nothing; notes who took how much.

    Without `reader` the whole register, everything personal hidden; with one, what he may see, and
    personal values in full where he may read them.
    """
    if connection.vendor == "postgresql" and not connection.savepoint_ids:
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
    folder.parent.mkdir(parents=True, exist_ok=True)
    partial = Path(tempfile.mkdtemp(prefix=".ekspor-", dir=folder.parent))
    try:
        writers = [Writer(table, reader) for table in TABLES]
        rows = {f"{writer.table.file}.csv": writer.write(partial) for writer in writers}
        rows[DICTIONARY] = _write_dictionary(partial)
        done = Exported(rows, sum(writer.personal for writer in writers))
        details = {"rows": sum(rows.values()), "personal_values": done.personal, "tables": rows}
        audit.record("register.exported", None, by=reader or "", payload=details)
        if folder.exists():
            folder.rmdir()
        os.rename(partial, folder)
    except BaseException:
        shutil.rmtree(partial, ignore_errors=True)
        raise
    return done


def _write_dictionary(folder: Path) -> int:
    lines = [
        [f"{table.file}.csv", table.meaning, column.name, _kind(table, column), column.unit,
         column.meaning, "ya" if column.hide else "tidak"]
        for table in TABLES
        for column in table.columns
    ]  # fmt: skip
    with open(folder / DICTIONARY, "w", newline="", encoding="utf-8") as file:
        out = csv.writer(file)
        out.writerow(["berkas", "isi_berkas", "kolom", "jenis", "satuan", "arti", "data_pribadi"])
        out.writerows(lines)
    return len(lines)


def _kind(table: Table, column: Column) -> str:
    if column.name == "cells":
        return "JSON"
    field = next(f for f in table.model._meta.concrete_fields if f.attname == column.name)
    target = field.target_field if isinstance(field, models.ForeignKey) else field
    return next((kind for cls, kind in KINDS if isinstance(target, cls)), "teks")


class Writer:
    """Writes one table for one reader."""

    def __init__(self, table: Table, reader):
        self.table, self.reader, self.personal = table, reader, 0
        self.layouts: dict[UUID, list] = {}

    def write(self, folder: Path) -> int:
        count = 0
        names = [column.name for column in self.table.columns]
        with open(folder / f"{self.table.file}.csv", "w", newline="", encoding="utf-8") as file:
            out = csv.writer(file)
            out.writerow(names)
            for row in self._rows(names).iterator(chunk_size=BATCH_ROWS):
                out.writerow(self._cells(row))
                count += 1
        return count

    def _rows(self, names: list[str]) -> QuerySet:
        found = self.table.narrowed(self.table.model.objects.all()).order_by("pk")
        return self._seen(found).values(*names, "full")

    def _seen(self, found: QuerySet) -> QuerySet:
        """Of these, what the reader may see; `full`: whether personal values as well."""
        no = Value(False, output_field=BooleanField())
        way, of = self.table.way, self.table.of
        if of == BUSINESS:
            gone = Business.objects.filter(withdrawn_at__isnull=False)
            found = found.exclude(**{f"{way}__in": gone.values("pk")})
        if self.reader is None or not way:
            return found.annotate(full=no)
        seen = {f"{way}__in": _reached(self.reader, of, Permission.EXPORT)}
        read = When(
            **{f"{way}__in": _reached(self.reader, of, Permission.PERSONAL_READ)}, then=True
        )
        return found.filter(**seen).annotate(full=Case(read, default=no)).distinct()

    def _cells(self, row: dict) -> list:
        if self.table.model is Row:
            row["cells"], row["fields"] = self._said(row)
        return [_written(self._value(column, row)) for column in self.table.columns]

    def _value(self, column: Column, row: dict):
        value = row[column.name]
        if column.hide is None or value in (None, "", {}):
            return value
        hidden = column.hide(value, row)
        if not row["full"]:
            return hidden
        self.personal += hidden != value
        return value

    def _said(self, row: dict) -> tuple[dict[str, str], dict[str, str]]:
        """Cells of a landed row by heading, and the field of each heading."""
        if row["batch_id"] not in self.layouts:
            self.layouts[row["batch_id"]] = Batch.objects.get(pk=row["batch_id"]).layout
        layout = self.layouts[row["batch_id"]][row["sheet"]]
        titles = dict(enumerate(layout["headings"]))
        names = {
            index: f"{letters(index)} {titles.get(index) or ''}".strip() for index in range(400)
        }
        cells = {names[i]: shown(text) for i, text in enumerate(row["cells"].split("\x1f")) if text}
        return cells, {names[index]: field for field, index in layout["columns"].items()}


def _reached(reader, of: str, permission: Permission) -> QuerySet:
    """The keys of businesses, owners or lists that this person may touch with this permission."""
    if of == BATCH:
        return Batch.objects.permitted(reader, permission).values("pk")
    businesses = Business.objects.permitted(reader, permission)
    if of == BUSINESS:
        return businesses.values("pk")
    if of != OWNER:
        raise LookupError(of)
    return Owner.objects.filter(roles__business__in=businesses).values("pk")


def _written(value) -> str | int | float | Decimal:
    """A value as CSV holds it: empty when missing, ISO dates, text no spreadsheet runs."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    if isinstance(value, dict | list):
        return escaped(json.dumps(value, ensure_ascii=False, sort_keys=True))
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    return escaped(value) if isinstance(value, str) else value


def tables() -> Iterator[str]:
    """The names of the files that are written."""
    yield from (f"{table.file}.csv" for table in TABLES)
