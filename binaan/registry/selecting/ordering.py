"""The orders a list can stand in. Each is a key no two businesses share and that is never empty."""

from datetime import UTC, date, datetime
from typing import Any, NamedTuple

from django.db.models import DateField, Value
from django.db.models.functions import Coalesce

from binaan.kit import keyset, prepared


class Order(NamedTuple):
    """`fields`: a "-" before one lets it fall. `computed`: columns to add before sorting."""

    key: str
    label: str
    fields: tuple[str, ...]
    computed: dict = {}

    @property
    def names(self) -> list[str]:
        return [name.removeprefix("-") for name in self.fields]


NEVER = Value(date(1, 1, 1), output_field=DateField())
CHECKED = {"checked_on": Coalesce("verified_on", NEVER, output_field=DateField())}

BY_NAME = "nama"
ORDERS = {
    one.key: one
    for one in (
        Order(BY_NAME, "Nama", ("name_key", "number")),
        Order("terbaru", "Terbaru dicatat", ("-known_from", "number")),
        Order("verifikasi", "Paling lama tidak diverifikasi", ("checked_on", "number"), CHECKED),
        Order("kelengkapan", "Data paling kurang", ("complete", "number")),
    )
}

_SLOTS = {
    "name_key": prepared.text_slot("name"),
    "number": prepared.number_slot("number"),
    "known_from": prepared.moment_slot("known"),
    "checked_on": prepared.day_slot("checked"),
    "complete": prepared.small_slot("complete"),
}
_READ = {"known_from": datetime.fromisoformat, "checked_on": date.fromisoformat}


def slots(order: Order) -> tuple[prepared.Slot, ...]:
    """Where the values of a token go in what was compiled once."""
    return tuple(_SLOTS[name] for name in order.names)


def values_of(token: str, order: Order) -> list:
    """The values of a token of this order; [] for one nobody can read."""
    kinds = tuple(int if isinstance(_SLOTS[name].mark, int) else str for name in order.names)
    given = keyset.values_of(token, kinds)
    if not given:
        return []
    try:
        return [_READ.get(name, _same)(one) for name, one in zip(order.names, given, strict=True)]
    except ValueError:
        return []


def said(order: Order, values: list) -> dict[str, Any]:
    """Values the copy gave, by name; its moments are of UTC without saying so."""
    return {
        name: value.replace(tzinfo=UTC) if isinstance(value, datetime) else value
        for name, value in zip(order.names, values, strict=True)
    }


def _same(value: Any) -> Any:
    return value
