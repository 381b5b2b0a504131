"""Lines of a list as people read them: one business, one waiting row, each with its address."""

from datetime import date

from binaan.kit.dates import short_date
from binaan.kit.keyset import value_of
from binaan.kit.measures import Measure
from binaan.kit.numbers import id_number
from binaan.places.models import IndustryGroup, Place
from binaan.registry.choices import GONE, Status
from binaan.registry.models import Business, Condition
from binaan.registry.rules.activity import RUNNING
from binaan.web.addresses import address
from binaan.web.queries.directory import owner_names

UNSEEN = "belum pernah dilihat"


def of_businesses(rows: list[Business]) -> list[dict]:
    """The directory's lines."""
    return [
        {
            **_named(business, business.place),
            "status": business.get_status_display() or UNSEEN,
            "tone": _tone(business.status),
        }
        for business in rows
    ]


def of_evidence(measure: Measure, rows: list) -> dict:
    """Columns and lines of the records behind a figure."""
    if measure.subject == "row":
        return {"lines": [_waiting(item) for item in rows]}
    groups = dict(IndustryGroup.objects.values_list("code", "label"))
    columns = [{"label": item.label, "right": item.path == measure.total} for item in measure.shows]
    lines = [
        {
            **_named(condition.business, condition.place),
            "group": groups.get(condition.group, condition.group),
            "cells": [
                {**column, "text": _text(condition, item.path)}
                for column, item in zip(columns, measure.shows, strict=True)
            ],
        }
        for condition in rows
    ]
    return {"columns": columns, "lines": lines}


def place_label(place: Place) -> str:
    """Setiadarma, Tambun Selatan: a village with its kecamatan, a larger area by itself."""
    if place.level == Place.Level.VILLAGE and place.parent:
        return f"{place.name}, {place.parent.name}"
    return place.name


def _named(business: Business, place: Place) -> dict:
    return {
        "name": business.name,
        "number": business.short_number,
        "owners": owner_names(business),
        "place": place_label(place),
        "url": address("business_detail", business.pk),
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
    return short_date(value) if value is None or isinstance(value, date) else id_number(value)


def _tone(status: str) -> str:
    if status in RUNNING:
        return "ok"
    return "bad" if status in GONE else "warn" if status == Status.NOT_FOUND else ""
