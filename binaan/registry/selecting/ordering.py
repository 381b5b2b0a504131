"""The orders a list can stand in. Each is a key no two businesses share and that is never empty."""

from datetime import date
from typing import NamedTuple

from django.db.models import DateField, Value
from django.db.models.functions import Coalesce


class Order(NamedTuple):
    """`fields`: a "-" before one lets it fall. `computed`: columns to add before sorting."""

    key: str
    label: str
    fields: tuple[str, ...]
    computed: dict = {}


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
