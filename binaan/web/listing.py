"""Lines of a list as people read them: one business, one waiting row, each with its address."""

from datetime import date
from typing import NamedTuple
from uuid import UUID

from binaan.kit.dates import short_date
from binaan.kit.keyset import value_of
from binaan.kit.measures import Measure
from binaan.kit.numbers import id_number, percent
from binaan.places.models import IndustryGroup, Place
from binaan.registry.choices import GONE, Status
from binaan.registry.models import Business, Condition
from binaan.registry.rules.activity import RUNNING
from binaan.registry.selecting.columns import (
    COLUMNS,
    UNSEEN,
    Column,
    owner_names,
    place_label,
    text,
)
from binaan.registry.selecting.light import Light
from binaan.registry.selecting.lines import Line
from binaan.web.addresses import address

NUMBER = "num nowrap"
WHOLE = ("nomor", "nib", "nik", "npwp", "kbli")  # read sign by sign, never broken
_STATES = dict(Status.choices)


def of_businesses(rows: list[Business]) -> list[dict]:
    """The directory's lines."""
    return [
        {
            **_named(business, business.place),
            "status": business.get_status_display() or UNSEEN,
            "tone": tone(business.status),
        }
        for business in rows
    ]


class Shown(NamedTuple):
    """A line of the directory: `cells` are (label, text, tone or None, classes)."""

    pk: UUID
    name: str
    cells: list[tuple[str, str, str | None, str]]


def of_lines(rows: list[Line]) -> list[Shown]:
    """The usual columns."""
    return [
        Shown(
            line.pk,
            line.name,
            [
                ("Nomor", line.short_number, None, f"{NUMBER} c-nomor"),
                ("Pemilik", line.owners or "–", None, "c-pemilik"),
                ("Wilayah", line.place, None, "c-wilayah"),
                (
                    "Keadaan terakhir",
                    _STATES.get(line.status) or UNSEEN,
                    tone(line.status),
                    "c-keadaan",
                ),
            ],
        )
        for line in rows
    ]


def of_columns(rows: list[Business | Light], keys: tuple[str, ...]) -> list[Shown]:
    """Chosen columns; personal values masked."""
    chosen = [COLUMNS[key] for key in keys]
    return [
        Shown(
            business.pk,
            business.name,
            [
                (
                    column.label,
                    text(column, business, business.card),
                    tone(business.status) if column.key == "keadaan" else None,
                    _classes(column),
                )
                for column in chosen
            ],
        )
        for business in rows
    ]


def _classes(column: Column) -> str:
    side = "r num " if column.right else f"{NUMBER} " if column.key in WHOLE else ""
    return f"{side}c-{column.key}"


def of_evidence(measure: Measure, rows: list) -> dict:
    """Columns and lines of the records behind a figure."""
    if measure.subject == "row":
        return {"lines": [_waiting(item) for item in rows]}
    if measure.subject == "pair":
        return {"lines": [_undecided(pair) for pair in rows]}
    columns = [{"label": item.label, "right": item.path == measure.total} for item in measure.shows]
    if measure.subject in ("activity", "location"):
        return {"columns": columns, "lines": [_titled(measure, item) for item in rows]}
    groups = dict(IndustryGroup.objects.values_list("code", "label"))
    lines = [
        {
            **_named(condition.business, condition.place),
            "group": _group(condition, groups),
            "cells": [
                {**column, "text": _text(condition, item.path)}
                for column, item in zip(columns, measure.shows, strict=True)
            ],
        }
        for condition in rows
    ]
    return {"columns": columns, "lines": lines}


def _named(business: Business, place: Place) -> dict:
    return {
        "name": business.name,
        "number": business.short_number,
        "owners": owner_names(business),
        "place": place_label(place),
        "url": address("business_detail", business.pk),
    }


def _group(record, groups: dict[str, str]) -> str:
    """Its own then, else the one of the business today."""
    code = getattr(record, "group", None)
    code = record.business.group if code is None else code
    return groups.get(code, code)


def _titled(measure: Measure, record) -> dict:
    """An activity, or a location of street vendors."""
    located = measure.subject == "location"
    return {
        "name": record.name if located else record.title,
        "number": record.code if located else record.short_number,
        "place": place_label(record.place),
        "cells": [
            {"label": item.label, "right": item.path == measure.total,
             "text": _text(record, item.path)}
            for item in measure.shows
        ],
        "url": address(f"{measure.subject}_detail", record.pk),
    }  # fmt: skip


def _undecided(pair) -> dict:
    return {
        "name": f"{pair.left.name} dan {pair.right.name}",
        "places": (place_label(pair.left.place), place_label(pair.right.place)),
        "certainty": percent(pair.business_p),
        "url": address("identity_pair", pair.pk),
    }


def _waiting(item) -> dict:
    batch = item.row.batch
    return {
        "name": str(batch.version.source),
        "file": batch.file_name,
        "line": item.row.line,
        "why": item.why,
        "url": address("batch_detail", batch.pk),
    }


def _text(condition: Condition, path: str) -> str:
    display = getattr(condition, f"get_{path}_display", None)
    if display is not None:
        return display() or UNSEEN
    value = value_of(condition, path)
    if isinstance(value, str):
        return value
    return short_date(value) if value is None or isinstance(value, date) else id_number(value)


def tone(status: str) -> str:
    """The colour a last state is shown in."""
    if status in RUNNING:
        return "ok"
    return "bad" if status in GONE else "warn" if status == Status.NOT_FOUND else ""
