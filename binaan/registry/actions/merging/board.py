"""The rows that hang on some businesses and owners, held in memory while records become one or two.

Loaded in bulk, changed here, written back as the difference: many merges cost a few statements.
Which relations there are, and what becomes of each, `registry/relations.py` says.
"""

from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from django.apps import apps
from django.db.models import Model, Q

from binaan.intake.amending import parts
from binaan.registry import relations
from binaan.registry.models import Business, Owner
from binaan.registry.relations import Merging, Restated

HEADS = {
    Business: ("number", "name", "place_id", "merged_into_id", "erased_at", "withdrawn_at",
               "first_as_of"),
    Owner: ("number", "name_key", "kind", "merged_into_id", "erased_at"),
}  # fmt: skip
INTO = {Business: "registry.Business.merged_into", Owner: "registry.Owner.merged_into"}


class Mover(NamedTuple):
    """A relation whose rows move: `field` is the column that points at the `subject`.

    `alone`: the other columns of each constraint by which two rows may not both stand there; `when`:
    of each, the condition of the rows it speaks of (an open path), None for all.
    """

    name: str
    model: type[Model]
    field: str
    subject: type
    alone: tuple[tuple[str, ...], ...]
    when: tuple[Q | None, ...]


class Dated(NamedTuple):
    """A table dated twice: `ends` tells what its columns point at."""

    label: str
    model: type[Model]
    ends: dict[str, type]
    how: Restated
    columns: tuple[str, ...]


def _field(name: str):
    label, field = name.rsplit(".", 1)
    model = apps.get_model(label)
    return label, model, model._meta.get_field(field)


def _mover(name: str, subject: type | None = None) -> Mover:
    _label, model, field = _field(name)
    together: list[tuple] = [
        (tuple(one.fields), one.condition)
        for one in model._meta.constraints
        if getattr(one, "fields", ())
    ]
    together += [(tuple(names), None) for names in model._meta.unique_together]
    if field.unique and not field.primary_key:
        together.append(((field.name,), None))
    together = [(names, when) for names, when in together if field.name in names]
    alone = tuple(
        tuple(model._meta.get_field(other).attname for other in names if other != field.name)
        for names, _when in together
    )
    when = tuple(one for _names, one in together)
    return Mover(name, model, field.attname, subject or field.related_model, alone, when)


def _relation_names(merging: Merging) -> list[str]:
    """Declared relations of which merging does this, in one order."""
    return sorted(name for name, one in relations.DECLARED.items() if one.merging == merging)


def _movers() -> list[Mover]:
    """Every relation whose rows move with a record."""
    found = [_mover(name) for name in _relation_names(Merging.MOVE)]
    return found + [_mover(name, subject) for name, subject in relations.POINTING.items()]


def _dated() -> list[Dated]:
    """Every table whose rows are restated."""
    ends: dict[str, dict[str, type]] = defaultdict(dict)
    for name in _relation_names(Merging.RESTATE):
        label, _model, field = _field(name)
        ends[label][field.attname] = field.related_model
    return [
        Dated(label, model, pointing, relations.RESTATED[label], _columns(model))
        for label, pointing in ends.items()
        for model in [apps.get_model(label)]
    ]


@cache
def _columns(model: type[Model]) -> tuple[str, ...]:
    return tuple(field.attname for field in model._meta.concrete_fields)


class Board:
    """Who stands where. `at`: relation → record → rows; `facts`: table → key → columns."""

    def __init__(self, *, history: bool = False):
        self.movers, self.dated, self.history = _movers(), _dated(), history
        self.heads: dict[type, dict] = {Business: {}, Owner: {}}
        self.loaded: dict[type, set] = {Business: set(), Owner: set()}
        self.at: dict[str, dict] = {one.name: defaultdict(list) for one in self.movers}
        self.was: dict[str, dict] = {one.name: {} for one in self.movers}
        self.alone: dict[str, dict] = {one.name: {} for one in self.movers}
        self.facts: dict[str, dict] = {one.label: {} for one in self.dated}
        self.facts_were: dict[str, dict] = {one.label: {} for one in self.dated}
        self.ends: dict[str, dict] = {one.label: defaultdict(set) for one in self.dated}

    def load(self, subject: type, keys: Iterable) -> None:
        """Everything that hangs on these businesses or owners, once."""
        fresh = set(keys) - self.loaded[subject] - {None}
        self.loaded[subject] |= fresh
        self.load_heads(subject, fresh)
        for part in parts(fresh):
            for mover in self.movers:
                if mover.subject is subject:
                    self._place(mover, part)
            for table in self.dated:
                for column, end in table.ends.items():
                    if end is subject:
                        self._note(table, column, part)

    def load_heads(self, subject: type, keys: Iterable) -> None:
        """What these businesses or owners are themselves, without what hangs on them."""
        for part in parts(set(keys) - self.heads[subject].keys() - {None}):
            found = subject.objects.filter(pk__in=part).values("pk", *HEADS[subject])
            self.heads[subject].update((row["pk"], row) for row in found)

    def _place(self, mover: Mover, part: list) -> None:
        columns = sorted({name for names in mover.alone for name in names})
        rows = mover.model._default_manager.filter(**{f"{mover.field}__in": part}).order_by("pk")
        spoken_of = [
            when if when is None else set(rows.filter(when).values_list("pk", flat=True))
            for when in mover.when
        ]
        for key, target, *others in rows.values_list("pk", mover.field, *columns):
            self.at[mover.name][target].append(key)
            self.was[mover.name][key] = target
            if mover.alone:
                named = dict(zip(columns, others, strict=True))
                self.alone[mover.name][key] = [
                    tuple(named[one] for one in names) if among is None or key in among else (key,)
                    for names, among in zip(mover.alone, spoken_of, strict=True)
                ]

    def _note(self, table: Dated, column: str, part: list) -> None:
        rows = table.model._default_manager.filter(**{f"{column}__in": part}).order_by("pk")
        if not self.history:
            rows = rows.filter(known_until=None)
        for row in rows.values():
            if row["id"] not in self.facts[table.label]:
                self.facts_were[table.label][row["id"]] = dict(row)
                self.put(table, row)

    def put(self, table: Dated, row: dict) -> None:
        """A row dated twice takes its place on the board."""
        self.facts[table.label][row["id"]] = row
        for column in table.ends:
            self.ends[table.label][row[column]].add(row["id"])

    def drop(self, table: Dated, key) -> dict:
        """Take a row dated twice off the board."""
        row = self.facts[table.label].pop(key)
        for column in table.ends:
            self.ends[table.label][row[column]].discard(key)
        return row

    def rows(self, table: Dated, ends: Iterable) -> list[dict]:
        """Rows that point at one of these records, in one order."""
        keys = {key for end in ends for key in self.ends[table.label].get(end, ())}
        return [self.facts[table.label][key] for key in sorted(keys)]

    def move(self, mover: Mover, keys: Iterable, *, source, target, back: bool = False) -> list:
        """Point rows of one record at another; answers those that could (a like one may stand there).

        `back`: to where they came from, which holds no like one.
        """
        standing = self.at[mover.name]
        taken = set() if back else self._taken(mover, standing[target])
        wanted, moved = set(keys), []
        for key in list(standing[source]):
            told = self.alone[mover.name].get(key, [])
            if key not in wanted or any((n, one) in taken for n, one in enumerate(told)):
                continue
            if not back:
                taken |= set(enumerate(told))
            moved.append(key)
        gone = set(moved)
        standing[source] = [key for key in standing[source] if key not in gone]
        standing[target] = standing[target] + moved
        if mover.name == INTO.get(mover.subject):
            for key in moved:
                if key in self.heads[mover.subject]:
                    self.heads[mover.subject][key]["merged_into_id"] = target
        return moved

    def forget(self, mover: Mover, keys: Iterable) -> None:
        """Rows that are deleted by whoever calls this: nothing is written of them any more."""
        for key in keys:
            self.was[mover.name].pop(key, None)
            for standing in self.at[mover.name].values():
                if key in standing:
                    standing.remove(key)
                    break

    def where(self, mover: Mover) -> dict:
        """Of every row of a relation: at whom it stands."""
        return {key: target for target, keys in self.at[mover.name].items() for key in keys}

    def table(self, label: str) -> Dated:
        return next(one for one in self.dated if one.label == label)

    def mover(self, name: str) -> Mover:
        return next(one for one in self.movers if one.name == name)

    def _taken(self, mover: Mover, keys: list) -> set:
        if not mover.alone:
            return set()
        return {(n, one) for key in keys for n, one in enumerate(self.alone[mover.name][key])}

    def into(self, subject: type, loser, survivor) -> None:
        """The loser's address leads to the survivor; None: it stands for itself again."""
        head = self.heads[subject][loser]
        standing = self.at[INTO[subject]]
        if head["merged_into_id"] is not None:
            standing[head["merged_into_id"]] = [
                key for key in standing[head["merged_into_id"]] if key != loser
            ]
        head["merged_into_id"] = survivor
        if survivor is not None:
            standing[survivor].append(loser)

    def survivor(self, subject: type, key):
        """Who this record is today."""
        seen = set()
        while (into := self.heads[subject][key]["merged_into_id"]) is not None and key not in seen:
            seen.add(key)
            key = into
        return key

    def main_owner(self, business):
        """Who runs a business today, as `claiming` finds him; None: nobody known."""
        table = self.table("registry.Role")
        running = [
            row
            for row in self.rows(table, [business])
            if row["known_until"] is None and row["valid_until"] is None
        ]
        return max(running, key=lambda row: row["valid_from"])["owner_id"] if running else None
