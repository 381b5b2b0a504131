"""Which tables a backup holds, and how each kind of column is written the same by both stores.

Every value is text or missing. The SQL here turns a column into that text; `Column.clean` finishes
what SQL cannot (JSON, floating point); `Column.stored` turns the text into what SQLite keeps
(PostgreSQL reads the text itself).
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, time
from functools import cached_property

from django.apps import apps
from django.db import connection, models

# Made anew by `migrate`, or of the moment only.
LEFT_OUT_APPS = {"auth", "contenttypes", "sessions"}
LEFT_OUT_TABLES = {"kit_worker"}

BIG_WHOLE = 10**15  # from here on the stores write a whole floating number differently
FETCH_ROWS = 5_000


def _plain_float(literal: str) -> float | int:
    """A JSON number as both stores write it."""
    value = float(literal)
    return int(value) if abs(value) >= BIG_WHOLE and value.is_integer() else value


def same_json(text: str) -> str:
    """One spelling for equal JSON: sorted keys, no spaces, no escapes that are not needed."""
    return json.dumps(
        json.loads(text, parse_float=_plain_float),
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
    )


def _sqlite_time(text: str) -> str:
    """As Django writes a moment into SQLite: UTC, no zone, no empty fraction."""
    return str(datetime.fromisoformat(text).replace(tzinfo=None))


@dataclass(frozen=True)
class Kind:
    """How a kind of column is read as text: SQL for each store, and what SQL cannot do."""

    postgresql: str = "{c}::text"
    sqlite: str = "CAST({c} AS TEXT)"
    clean: Callable | None = None
    stored: Callable[[str], object] | None = None


TEXT = Kind("{c}", "{c}")
WHOLE = Kind(stored=int)
UUID = Kind(
    sqlite="substr({c},1,8)||'-'||substr({c},9,4)||'-'||substr({c},13,4)||'-'"
    "||substr({c},17,4)||'-'||substr({c},21)",
    stored=lambda text: text.replace("-", ""),
)
MOMENT = Kind(
    """to_char({c} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')""",
    "substr({c},1,10)||'T'||substr({c},12,8)||'.'||substr(substr({c},21)||'000000',1,6)||'Z'",
    stored=_sqlite_time,
)
CLOCK = Kind(
    "to_char({c}, 'HH24:MI:SS.US')",
    "substr({c},1,8)||'.'||substr(substr({c},10)||'000000',1,6)",
    stored=lambda text: str(time.fromisoformat(text)),
)
DAY = Kind("to_char({c}, 'YYYY-MM-DD')")
TRUTH = Kind(
    sqlite="CASE {c} WHEN 1 THEN 'true' WHEN 0 THEN 'false' END",
    stored=lambda text: text == "true",
)
FLOAT = Kind(sqlite="{c}", clean=lambda value: repr(float(value)), stored=float)
JSON = Kind(sqlite="{c}", clean=same_json)
BYTES = Kind(
    r"'\x'||encode({c}, 'hex')",
    r"'\x'||lower(hex({c}))",
    stored=lambda text: bytes.fromhex(text[2:]),
)
ADDRESS = Kind("host({c})", "{c}")

KINDS = {
    "AutoField": WHOLE,
    "BigAutoField": WHOLE,
    "BigIntegerField": WHOLE,
    "BinaryField": BYTES,
    "BooleanField": TRUTH,
    "CharField": TEXT,
    "DateField": DAY,
    "DateTimeField": MOMENT,
    "FloatField": FLOAT,
    "GenericIPAddressField": ADDRESS,
    "IntegerField": WHOLE,
    "JSONField": JSON,
    "PositiveBigIntegerField": WHOLE,
    "PositiveIntegerField": WHOLE,
    "PositiveSmallIntegerField": WHOLE,
    "SlugField": TEXT,
    "SmallIntegerField": WHOLE,
    "TextField": TEXT,
    "TimeField": CLOCK,
    "UUIDField": UUID,
}


def _decimal(places: int) -> Kind:
    """SQLite keeps a decimal as a number without its zeros; write them again."""
    zeros = "." + "0" * places if places else ""
    return Kind(
        sqlite=f"CASE typeof({{c}}) WHEN 'integer' THEN {{c}}||'{zeros}' "
        f"WHEN 'null' THEN NULL ELSE printf('%.{places}f', {{c}}) END",
        stored=lambda text: text,
    )


def kind_of(field: models.Field) -> Kind:
    """The kind of a field; a field type nobody has thought about is an error, not a guess."""
    while isinstance(field, models.ForeignKey):
        field = field.target_field
    if isinstance(field, models.DecimalField):
        return _decimal(field.decimal_places)
    return KINDS[field.get_internal_type()]


@dataclass(frozen=True)
class Column:
    """A column of a table and its kind."""

    table: str
    name: str
    kind: Kind

    def sql(self) -> str:
        """The value as text. Named with its table: SQLite takes a lone unknown name for a text."""
        form = self.kind.postgresql if connection.vendor == "postgresql" else self.kind.sqlite
        quote = connection.ops.quote_name
        return form.format(c=f"{quote(self.table)}.{quote(self.name)}")


@dataclass(frozen=True)
class Table:
    """A table of ours, with its columns in a fixed order and its rows ordered by primary key."""

    model: type[models.Model]

    @property
    def name(self) -> str:
        return self.model._meta.db_table

    @cached_property
    def columns(self) -> list[Column]:
        fields = self.model._meta.local_concrete_fields
        ours = [field for field in fields if not getattr(field, "generated", False)]
        return [Column(self.name, field.column, kind_of(field)) for field in ours if field.column]

    def select(self) -> str:
        """Every row as text, in an order that both stores agree on."""
        quote = connection.ops.quote_name
        shown = ", ".join(column.sql() for column in self.columns)
        order = ", ".join(self._order(field) for field in self.model._meta.pk_fields)
        return f"SELECT {shown} FROM {quote(self.name)} ORDER BY {order}"

    def _order(self, field: models.Field) -> str:
        """The column, not its text. Texts by their bytes, as SQLite sorts them; PostgreSQL's own
        order is the locale's."""
        quote = connection.ops.quote_name
        by_bytes = connection.vendor == "postgresql" and kind_of(field) is TEXT
        collation = ' COLLATE "C"' if by_bytes else ""
        return f"{quote(self.name)}.{quote(str(field.column))}{collation}"

    def rows(self) -> Iterator[tuple[str | None, ...]]:
        """The rows in the shared form, streamed."""
        cleaners = [(at, c.kind.clean) for at, c in enumerate(self.columns) if c.kind.clean]
        for row in _stream(self.select()):
            if cleaners:
                values = list(row)
                for at, clean in cleaners:
                    if (text := values[at]) is not None:
                        values[at] = clean(text)
                row = tuple(values)
            yield row

    def count(self) -> int:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(self.name)}")
            return cursor.fetchone()[0]


def _stream(statement: str) -> Iterator[tuple]:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY ({statement}) TO STDOUT") as copy:
                yield from copy.rows()
            return
        cursor.execute(statement)
        while rows := cursor.fetchmany(FETCH_ROWS):
            yield from rows


def all_tables() -> list[Table]:
    """The tables a backup holds, by name."""
    found = [
        Table(model)
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed
        and not model._meta.proxy
        and model._meta.app_label not in LEFT_OUT_APPS
        and model._meta.db_table not in LEFT_OUT_TABLES
        and getattr(model, "backed_up", True)  # a room leaves out what it makes anew
    ]
    return sorted(found, key=lambda table: table.name)
