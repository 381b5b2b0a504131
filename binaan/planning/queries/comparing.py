"""Two versions side by side: read in four queries, whatever their size. Rule: docs/rules/versi-rencana.md."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from django.db.models import Q

from binaan.planning.choices import DocumentKind, Level
from binaan.planning.models import Budget, Indicator, Node, Target, Version
from binaan.planning.queries import documents
from binaan.planning.queries.demands import LONG
from binaan.planning.rules.differing import (
    Change,
    Mark,
    Pair,
    Part,
    Side,
    counts,
    differences,
    totals,
)

NOTHING = Decimal(0)


class Comparison(NamedTuple):
    """`old` and `new`; every node in `changes`, those without tags unchanged; sums by year first."""

    old: Version
    new: Version
    years: tuple[int, ...]
    totals: list[Pair]
    counts: dict[str, int]
    changes: list[Change]

    @property
    def changed(self) -> list[Change]:
        """What something became of; not what only sums up a change below it."""
        return [one for one in self.changes if one.is_own]


def compare(user, old: Version, new: Version) -> Comparison:
    """Both as one table, of what this user may see; years both speak of.

    Of a document derived from the other, parts that say nothing of these years are left out: they
    were never meant to come along.
    """
    seen = {one.pk for one in documents.versions(user).filter(pk__in=[old.pk, new.pk])}
    sides = _sides([one for one in (old, new) if one.pk in seen])
    if DocumentKind.PK in {old.document.kind, new.document.kind} and old.document != new.document:
        _leave_lower_marks(sides.values())
    was, now = (sides.get(one.pk, Side({}, tuple(one.document.years))) for one in (old, new))
    years = tuple(year for year in was.years if year in now.years)
    found = differences(was, now)
    if old.document_id != new.document_id:
        found = [one for one in found if (one.old and one.new) or _speaks(one.shown, years)]
    return Comparison(old, new, years, totals(was, now), dict(counts(found)), found)


def partners(user, version: Version) -> list[Version]:
    """What a version may be laid beside: its siblings, and versions it was made from or made into."""
    near = Q(document=version.document_id) | Q(copied_from=version.pk)
    if version.copied_from_id:
        near |= Q(pk=version.copied_from_id)
    found = documents.versions(user).filter(near).exclude(pk=version.pk)
    return list(found.order_by("document__kind", "document__title", "number"))


def past_before(found: Comparison) -> int | None:
    """The year before which figures of a Renstra or RPJMD perubahan were to stay as they were."""
    new = found.new
    same = found.old.document_id == new.document_id
    return new.created_at.year if same and new.document.kind in LONG else None


def _leave_lower_marks(sides: Iterable[Side]) -> None:
    """A Perjanjian Kinerja takes no indicators of kegiatan and sub kegiatan over."""
    for side in sides:
        for part in side.parts.values():
            if part.level in (Level.KEGIATAN, Level.SUBKEGIATAN):
                part.marks.clear()


def _speaks(part: Part, years: Iterable[int]) -> bool:
    said = set(part.money).union(*(mark.targets for mark in part.marks.values()))
    return not said.isdisjoint(years)


def _sides(versions: list[Version]) -> dict[UUID, Side]:
    """Nodes, indicators, targets and money of these versions, four queries for all of them."""
    sides = {one.pk: Side({}, tuple(one.document.years)) for one in versions}
    names = ("version", "pk", "parent", "key", "parent__key", "level", "code", "name", "order")
    parts: dict[UUID, Part] = {}
    above: dict[UUID, UUID | None] = {}
    for version, pk, parent, *rest in Node.objects.filter(version__in=sides).values_list(*names):
        parts[pk] = sides[version].parts[rest[0]] = Part(*rest)
        above[pk] = parent
    _hang_marks(sides, parts)
    _hang_money(sides, parts, above)
    return sides


def _hang_marks(sides: dict[UUID, Side], parts: dict[UUID, Part]) -> None:
    marks: dict[UUID, Mark] = {}
    found = Indicator.objects.filter(node__version__in=sides).order_by("node__order", "order")
    for pk, node, key, name, unit in found.values_list("pk", "node", "key", "name", "unit"):
        marks[pk] = parts[node].marks[key] = Mark(key, name, unit)
    targets = Target.objects.filter(indicator__node__version__in=sides, quarter=0).order_by()
    for indicator, year, value, text in targets.values_list("indicator", "year", "value", "text"):
        marks[indicator].targets[year] = (value, text)


def _hang_money(sides, parts: dict[UUID, Part], above: dict[UUID, UUID | None]) -> None:
    """Each ceiling at its leaf and at everything above it."""
    lines: dict[UUID, list[Part]] = {}
    found = Budget.objects.filter(node__version__in=sides).order_by()
    for node, year, amount in found.values_list("node", "year", "amount"):
        if node not in lines:
            lines[node] = list(_upward(node, parts, above))
        for part in lines[node]:
            part.money[year] = part.money.get(year, NOTHING) + amount


def _upward(
    node: UUID | None, parts: dict[UUID, Part], above: dict[UUID, UUID | None]
) -> Iterator[Part]:
    while node is not None:
        yield parts[node]
        node = above[node]
