"""Measures: named numbers over records, published by the room that owns the facts.

A measure answers with the records it counts; value, rows by dimension and evidence all come from
that one answer, so a figure and its evidence cannot drift apart.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Count, QuerySet, Sum
from django.utils.module_loading import autodiscover_modules

from binaan.kit import keyset, snapshot
from binaan.kit.measuring import reckoned as reckoning
from binaan.kit.measuring import tables
from binaan.kit.measuring.cells import SMALL_CELL, hide_rows, is_small
from binaan.kit.measuring.periods import Period, between, end_of, parse_day, parse_period
from binaan.kit.measuring.reckoned import Reckoning
from binaan.kit.measuring.shapes import Asked, Dimension, Figure, Row, Shown

__all__ = [
    "SMALL_CELL",
    "Asked",
    "Dimension",
    "Figure",
    "Measure",
    "Period",
    "Reckoning",
    "Row",
    "Shown",
    "all_measures",
    "between",
    "end_of",
    "get",
    "measure",
    "parse_day",
    "parse_period",
]

STOCK, FLOW = "stock", "flow"
ROWS_AT_ONCE = 10_000
MEASURES: dict[str, "Measure"] = {}


@dataclass(frozen=True)
class Measure:
    """A published number. `total` names the column summed; "" counts records. `reckoned`: a rate
    or ratio worked out of the records instead; its rows do not add up.

    `order`: fields that together put the records in one order; `identity`: the field that names a
    record elsewhere. `discreet(user)`: whether small cells are kept from this user. `opens_with`:
    the permission needed to read the records themselves. `from_copy`: whether the copy
    (kit.snapshot) holds what the measure asks of what is known now, so that it may count.
    `wider(user, asked)`: the question this one is a row of, the dimension and the key of that row.
    """

    key: str
    label: str
    records_of: Callable[[Any, Asked], QuerySet]
    unit: str
    kind: str
    formula: str
    source: str
    polarity: str
    edition: str
    total: str
    dimensions: dict[str, Dimension]
    order: tuple[str, ...]
    identity: tuple[str, ...]
    shows: tuple[Shown, ...]
    discreet: Callable[[Any], bool]
    opens_with: str
    subject: str
    from_copy: bool
    wider: Callable[[Any, Asked], tuple[Asked, str, str] | None]
    reckoned: Reckoning | None = None

    @property
    def is_stock(self) -> bool:
        return self.kind == STOCK

    @property
    def empty(self) -> int | None:
        """The number of no records: 0 of a count; of a sum or a rate nothing is known."""
        return None if self.total or self.reckoned else 0

    def records(
        self, user, asked: Asked, *, dimension: str = "", row: str | None = None
    ) -> QuerySet:
        """The records counted, of one row of a dimension if asked; with a sum: those it adds."""
        self._check(asked)
        found = self.records_of(user, asked)
        parts = [*asked.parts, *([(dimension, row or "")] if dimension else [])]
        for number, (key, part) in enumerate(parts):
            name = f"part_{number}"
            found = found.alias(**{name: self.dimension(key).row(asked)})
            try:
                found = found.filter(**{name: part})
            except (ValidationError, ValueError):
                return found.none()
        return found

    def value(self, user, asked: Asked, *, dimension: str = "", row: str | None = None) -> Figure:
        """The number. A count of nothing is 0; a sum over nothing known is None."""
        found = self.records(user, asked, dimension=dimension, row=row).order_by()
        if self.reckoned is not None:
            return self._discreet(user, asked, *self._reckoned(asked, found))
        if not self.total:
            counted = self._answer(asked, QuerySet.count, found)
            return self._discreet(user, asked, Figure(counted, counted))
        adding = {
            "row_value": Sum(self.total),
            "row_evidence": Count(self.total),
            "row_records": Count("*"),
        }
        sums = self._answer(asked, lambda source: source.aggregate(**adding), found)
        unknown = sums["row_records"] - sums["row_evidence"]
        figure = Figure(sums["row_value"], sums["row_evidence"], unknown)
        return self._discreet(user, asked, figure)

    def rows(self, user, asked: Asked, dimension: str) -> list[Row]:
        """The number divided by a dimension; the rows add up to it. Empty rows are left out."""
        divided = self.dimension(dimension)
        found = self.records(user, asked).order_by().annotate(row_key=divided.row(asked))
        asking = reckoning.question(self, found, asked, "row_key").order_by()
        counted = reckoning.parts(self, self._answer(asked, list, asking), "row_key")
        by_key = {part.keys[0]: part for part in counted}
        labels = divided.labels(asked, sorted(by_key))
        order = [key for key in labels if key in by_key]
        order += sorted(key for key in by_key if key not in labels)
        rows = [
            Row(key, labels.get(key, key), by_key[key].value, by_key[key].evidence) for key in order
        ]
        if not self.discreet(user):
            return rows
        least = {part.keys[0]: part.least for part in counted}
        return _without_small_cells(rows, least, all_of_them=self._goes_along(user, asked))

    def table(self, user, asked: Asked, *, rows: str, columns: str) -> tables.Table:
        """The number divided by two dimensions; cells add up to rows and columns.

        Raises ValidationError for a rate, whose cells do not.
        """
        if self.reckoned is not None:
            raise ValidationError(f"{self.label} tidak dapat disilangkan; rinci menurut satu hal.")
        down, across = tables.ways(self, rows, columns)
        asking = tables.question(self, self.records(user, asked), asked, down, across)
        counted = self._answer(asked, list, asking)
        found = tables.table(counted, asked, down, across, discreet=self.discreet(user))
        return tables.hidden(found) if self._goes_along(user, asked) else found

    def evidence(
        self,
        user,
        asked: Asked,
        *,
        dimension: str = "",
        row: str | None = None,
        after: str = "",
        before: str = "",
        narrow: Callable[[QuerySet], QuerySet] | None = None,
        size: int = keyset.SIZE,
    ) -> keyset.Page:
        """A page of the records behind the number; `narrow` joins what is shown, and searches."""
        found = self.records(user, asked, dimension=dimension, row=row)
        if self.total:
            found = found.filter(**{f"{self.total}__isnull": False})
        if narrow is not None:
            found = narrow(found)
        return keyset.page(found, self.order, after=after, before=before, size=size)

    def record_id(self, record) -> str:
        """The id of a record as text, the same everywhere."""
        return ":".join(str(keyset.value_of(record, path)) for path in self.identity)

    def dimension(self, key: str) -> Dimension:
        """Raises ValidationError that lists the dimensions there are."""
        if key not in self.dimensions:
            known = ", ".join(self.dimensions)
            raise ValidationError(f"{self.key} tidak dapat dirinci menurut {key!r}; ada: {known}.")
        return self.dimensions[key]

    def may_be_copied(self, asked: Asked) -> bool:
        """Whether the copy may answer this question, if there is one and it is fresh."""
        return self.from_copy and asked.known is None and not asked.exact

    def record_ids(self, user, asked: Asked) -> Iterator[str]:
        """The ids of the records counted, read from the store as they come, in no order.

        They are counted as the value is: with a sum, those whose column is known.
        """
        found = self.records(user, asked).order_by()
        if self.total:
            found = found.filter(**{f"{self.total}__isnull": False})
        rows = found.values_list(*self.identity).iterator(chunk_size=ROWS_AT_ONCE)
        return (":".join(map(str, row)) for row in rows)

    def _answer(self, asked: Asked, question: Callable[[QuerySet], Any], found: QuerySet) -> Any:
        """Of the copy, which knows nothing of what was known earlier; else of the store."""
        if self.may_be_copied(asked):
            return snapshot.answer(question, found)
        return question(found)

    def _check(self, asked: Asked) -> None:
        if self.is_stock and (asked.at is None or asked.period is not None):
            raise ValidationError(f"{self.key} adalah keadaan: sebutkan tanggalnya, bukan periode.")
        if not self.is_stock and (asked.period is None or asked.at is not None):
            raise ValidationError(
                f"{self.key} adalah kejadian: sebutkan periodenya, bukan tanggal."
            )

    def _reckoned(self, asked: Asked, found: QuerySet) -> tuple[Figure, int | None]:
        """The rate, and how few records could be told from it."""
        asking = reckoning.question(self, found, asked).order_by()
        for part in reckoning.parts(self, self._answer(asked, list, asking)):
            return Figure(part.value, part.evidence), part.least
        return Figure(None, 0), 0

    def _discreet(self, user, asked: Asked, figure: Figure, least: int | None = None) -> Figure:
        small = is_small(figure.evidence) or is_small(least)
        if self.discreet(user) and (small or self._goes_along(user, asked)):
            return Figure(None, None, 0, hidden=True)
        return figure

    def _goes_along(self, user, asked: Asked) -> bool:
        """Whether this is hidden as a row of a wider question: asked by itself it stays so."""
        wider = self.wider(user, asked.but(parts=())) if self.discreet(user) else None
        if wider is None:
            return False
        above, dimension, key = wider
        return any(row.hidden for row in self.rows(user, above, dimension) if row.key == key)


def _without_small_cells(rows: list[Row], least: dict[str, int], *, all_of_them: bool) -> list[Row]:
    """Hide rows of few records, and those that would give them away."""
    small = hide_rows(least)
    return [
        Row(row.key, row.label, None, None, hidden=True) if all_of_them or row.key in small else row
        for row in rows
    ]


def measure(  # noqa: PLR0913 - a declaration: everything said once, by name
    key: str,
    label: str,
    *,
    unit: str,
    formula: str,
    source: str,
    kind: str = STOCK,
    polarity: str = "up",
    edition: str = "",
    total: str = "",
    dimensions: Iterable[Dimension] = (),
    order: tuple[str, ...] = ("pk",),
    identity: tuple[str, ...] = ("pk",),
    shows: tuple[Shown, ...] = (),
    discreet: Callable[[Any], bool] = lambda user: False,
    opens_with: str = "",
    subject: str = "",
    from_copy: bool = False,
    wider: Callable[[Any, Asked], tuple[Asked, str, str] | None] = lambda user, asked: None,
    reckoned: Reckoning | None = None,
):
    """Publish a function `(user, asked)` answering with the records the measure counts.

    The function shows only what the user may see, and joins nothing that repeats a record.
    """

    def publish(records_of):
        if key in MEASURES:
            raise ValueError(f"Measure {key} was published twice.")
        MEASURES[key] = Measure(
            key, label, records_of, unit, kind, formula, source, polarity, edition, total,
            {item.key: item for item in dimensions}, order, identity, shows, discreet, opens_with,
            subject, from_copy, wider, reckoned,
        )  # fmt: skip
        return records_of

    return publish


@cache
def _find() -> None:
    """Every room publishes in its module `measures`."""
    autodiscover_modules("measures")


def all_measures() -> list[Measure]:
    """Every published measure, by key."""
    _find()
    return [MEASURES[key] for key in sorted(MEASURES)]


def get(key: str) -> Measure:
    """Raises ValidationError that lists the measures there are."""
    _find()
    if key not in MEASURES:
        raise ValidationError(f"Angka {key!r} tidak dikenal; ada: {', '.join(sorted(MEASURES))}.")
    return MEASURES[key]
