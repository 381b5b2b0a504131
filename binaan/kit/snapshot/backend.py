"""DuckDB as a Django database that is only read: enough for querysets, nothing for migrations.

Columns keep the types of Python: UUID, DATE, DECIMAL, TIMESTAMP (UTC, without a zone). See
docs/decisions/0014.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import duckdb
from django.db import NotSupportedError
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.client import BaseDatabaseClient
from django.db.backends.base.creation import BaseDatabaseCreation
from django.db.backends.base.features import BaseDatabaseFeatures
from django.db.backends.base.introspection import BaseDatabaseIntrospection
from django.db.backends.base.operations import BaseDatabaseOperations
from django.db.models import Exists

# Nothing is ever fetched from another host.
OFFLINE = {"autoinstall_known_extensions": False, "autoload_known_extensions": False}


class Features(BaseDatabaseFeatures):
    has_native_uuid_field = True
    supports_transactions = False
    uses_savepoints = False
    supports_timezones = False
    supports_subqueries_in_group_by = True
    supports_aggregate_filter_clause = True
    interprets_empty_strings_as_nulls = False
    supports_boolean_expr_in_select_clause = True
    can_return_columns_from_insert = False


class Operations(BaseDatabaseOperations):
    cast_char_field_without_max_length = "varchar"

    def quote_name(self, name: str) -> str:
        return name if name.startswith('"') else f'"{name}"'

    def no_limit_value(self) -> None:
        return None

    def adapt_datefield_value(self, value: Any) -> Any:
        return value

    def adapt_datetimefield_value(self, value: Any) -> Any:
        if isinstance(value, datetime) and value.tzinfo is not None:
            return value.astimezone(UTC).replace(tzinfo=None)
        return value

    def adapt_decimalfield_value(self, value: Any, max_digits=None, decimal_places=None) -> Any:
        return value

    def adapt_integerfield_value(self, value: Any, internal_type: str) -> Any:
        return value

    def get_db_converters(self, expression: Any) -> list:
        converters = super().get_db_converters(expression)
        if expression.output_field.get_internal_type() == "DateTimeField":
            converters.append(self._in_utc)
        return converters

    @staticmethod
    def _in_utc(value: Any, _expression: Any, _connection: Any) -> Any:
        return value.replace(tzinfo=UTC) if value is not None else value


class Cursor:
    """A DuckDB cursor that takes Django's `%s`."""

    def __init__(self, cursor: duckdb.DuckDBPyConnection):
        self._cursor = cursor

    def execute(self, sql: str, parameters: Any = None) -> "Cursor":
        if parameters is None:
            self._cursor.execute(sql)
        else:
            parts = sql.split("%%")
            self._cursor.execute("%".join(p.replace("%s", "?") for p in parts), list(parameters))
        return self

    def __getattr__(self, name: str) -> Any:
        return getattr(self._cursor, name)

    def __iter__(self) -> Iterator:
        while rows := self._cursor.fetchmany(1000):
            yield from rows

    def __enter__(self) -> "Cursor":
        return self

    def __exit__(self, *_exception) -> None:
        self.close()


class Errors:
    """The names Django looks for in a driver; DuckDB has most of them."""

    DataError = duckdb.DataError
    OperationalError = duckdb.OperationalError
    IntegrityError = duckdb.IntegrityError
    InternalError = duckdb.InternalError
    ProgrammingError = duckdb.ProgrammingError
    NotSupportedError = duckdb.NotSupportedError
    DatabaseError = duckdb.DatabaseError
    InterfaceError = getattr(duckdb, "InterfaceError", duckdb.Error)
    Error = duckdb.Error


class DatabaseWrapper(BaseDatabaseWrapper):
    """One DuckDB file, opened for reading."""

    vendor = "duckdb"
    display_name = "DuckDB"
    Database = Errors
    client_class = BaseDatabaseClient
    creation_class = BaseDatabaseCreation
    features_class = Features
    introspection_class = BaseDatabaseIntrospection
    ops_class = Operations
    data_types: dict = {}
    operators = {
        "exact": "= %s",
        "iexact": "ILIKE %s ESCAPE '\\'",
        "contains": "LIKE %s ESCAPE '\\'",
        "icontains": "ILIKE %s ESCAPE '\\'",
        "gt": "> %s",
        "gte": ">= %s",
        "lt": "< %s",
        "lte": "<= %s",
        "startswith": "LIKE %s ESCAPE '\\'",
        "endswith": "LIKE %s ESCAPE '\\'",
        "istartswith": "ILIKE %s ESCAPE '\\'",
        "iendswith": "ILIKE %s ESCAPE '\\'",
    }
    pattern_esc = r"REPLACE(REPLACE(REPLACE({}, '\', '\\'), '%%', '\%%'), '_', '\_')"
    pattern_ops: dict = {}

    def get_connection_params(self) -> dict:
        options = self.settings_dict["OPTIONS"]
        return {
            "database": str(self.settings_dict["NAME"]),
            "read_only": options.get("read_only", True),
            "config": options.get("config", OFFLINE),
        }

    def get_new_connection(self, conn_params: dict) -> duckdb.DuckDBPyConnection:
        return duckdb.connect(**conn_params)

    def init_connection_state(self) -> None:
        pass

    def create_cursor(self, name: str | None = None) -> Cursor:
        return Cursor(self.connection.cursor())

    def is_usable(self) -> bool:
        return True

    def _set_autocommit(self, autocommit: bool) -> None:
        pass

    def _commit(self) -> None:
        pass

    def _rollback(self) -> None:
        raise NotSupportedError("Salinan hanya dibaca.")


def _exists(self: Exists, compiler: Any, connection: Any, **context: Any) -> tuple:
    """Django ends what is asked after one row; DuckDB would then number all rows of each group."""
    bare = self.copy()
    if bare.query.low_mark == 0:
        bare.query.clear_limits()
    return bare.as_sql(compiler, connection, **context)


Exists.as_duckdb = _exists  # type: ignore[attr-defined]
