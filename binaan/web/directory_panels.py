"""What opens beside the list when asked for: its filters and its columns."""

from typing import NamedTuple

from binaan.access.models import User
from binaan.registry.selecting.columns import COLUMNS, DEFAULT
from binaan.registry.selecting.filters import FILTERS, Filter
from binaan.registry.selecting.selection import Selection
from binaan.web.directory_page import SERVED

SEVERAL = {
    "punya": "Cukup punya salah satu yang dicentang.",
    "tanpa": "Cukup tidak punya salah satu yang dicentang.",
    "daftar": "Baris daftar itu masih ada di versinya yang terakhir.",
    "dilayani": SERVED,
}
IN_A_LIST = 12  # more choices than these are chosen from one list, one at a time


class Option(NamedTuple):
    value: str
    label: str
    chosen: bool


class Group(NamedTuple):
    """One filter: `options` to tick; `more` offers further ones in a list, one at a time."""

    key: str
    label: str
    options: list[Option]
    more: list[Option]
    note: str

    @property
    def number(self) -> int:
        return sum(option.chosen for option in self.options)


def filters(user: User, selection: Selection) -> dict:
    groups = [_group(user, selection, one) for one in FILTERS.values()]
    kept = [(key, value) for key, value in _kept(selection, {"q"}) if key not in FILTERS]
    return {
        "groups": [group for group in groups if group.options or group.more],
        "kept": kept,
        "selection": selection,
        "query": selection.query(),
    }


def columns(selection: Selection) -> dict:
    shown = selection.column_keys
    return {
        "columns": [
            {"key": key, "label": column.label, "on": key in shown, "masked": column.personal}
            for key, column in COLUMNS.items()
        ],
        "kept": [pair for pair in _kept(selection) if pair[0] != "kolom"],
        "usual_query": selection.query(kolom=None),
        "usual": shown == DEFAULT,
        "query": selection.query(),
    }


def _group(user: User, selection: Selection, one: Filter) -> Group:
    chosen = selection.chosen.get(one.key, ())
    known = {**one.choices(user), **selection.labels.get(one.key, {})}
    note = SEVERAL.get(one.key, "")
    every = [Option(value, label, value in chosen) for value, label in known.items()]
    if len(every) <= IN_A_LIST:
        return Group(one.key, one.label, every, [], note)
    ticked = [option for option in every if option.chosen]
    return Group(one.key, one.label, ticked, [o for o in every if not o.chosen], note)


def _kept(selection: Selection, without: frozenset | set = frozenset()) -> list[tuple[str, str]]:
    said = selection.parameters()
    return [(k, value) for k, values in said.items() if k not in without for value in values]
