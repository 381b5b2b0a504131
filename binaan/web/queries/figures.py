"""Figures as pages show them: the few of the desk, all of the list, the records behind one."""

from collections import defaultdict
from typing import NamedTuple

from binaan.access.models import User
from binaan.intake.models import Problem
from binaan.intake.problems import describe
from binaan.kit import keyset, measures
from binaan.kit.dates import today
from binaan.kit.measures import Asked, Figure, Measure, parse_period
from binaan.registry.rules import published
from binaan.web.queries import directory
from binaan.web.queries.scope import Scope

HEADLINES = ("registry.running", "registry.workers", "registry.rows_waiting")


class Shown(NamedTuple):
    """A figure with what was asked to get it; `earlier`: the same at a published date, if any."""

    measure: Measure
    asked: Asked
    figure: Figure
    earlier: Figure | None = None
    since: object = None


def headlines(user: User, mine: Scope) -> list[Shown]:
    """The four figures of the desk: guided (or existing), running, workers, rows that wait."""
    asked = Asked(place=mine.place, at=today(), office=mine.office)
    first = _with_change(user, "registry.guided" if mine.office else "registry.businesses", asked)
    return [first, *(_shown(user, key, asked) for key in HEADLINES)]


def listed(user: User, mine: Scope, search: str = "") -> list[Shown]:
    """The published figures at the user's own place: stocks today, flows of this year."""
    stock = Asked(place=mine.place, at=today())
    flow = Asked(place=mine.place, period=parse_period(str(today().year)))
    found = [item for item in measures.all_measures() if _named(item, search)]
    order = sorted(found, key=lambda item: not item.is_stock)
    return [_shown(user, item.key, stock if item.is_stock else flow) for item in order]


def _named(measure: Measure, search: str) -> bool:
    said = f"{measure.label} {measure.formula} {measure.unit}".lower()
    return all(word in said for word in search.lower().split())


def part(user: User, measure: Measure, asked: Asked, pairs: list[tuple[str, str]]) -> Figure:
    """The figure of a row, or of a cell of two dimensions, as its list or table shows it.

    To readers without small cells a row may be hidden that is not small: it must stay so here.
    """
    if not pairs or not measure.discreet(user):
        return measure.value(user, asked.but(parts=tuple(pairs)))
    if len(pairs) == 1:
        ((dimension, key),) = pairs
        found = {row.key: row for row in measure.rows(user, asked, dimension)}.get(key)
    else:
        (down, row), (across, lane) = pairs
        found = measure.table(user, asked, rows=down, columns=across).cell(row, lane)
    if found is None:
        return Figure(measure.empty, 0)
    return Figure(found.value, found.evidence, hidden=found.hidden)


def _shown(user: User, key: str, asked: Asked) -> Shown:
    measure = measures.get(key)
    return Shown(measure, asked, measure.value(user, asked))


def _with_change(user: User, key: str, asked: Asked) -> Shown:
    shown = _shown(user, key, asked)
    known = published.latest("registry.guided", asked.place.pk)
    if known is None or known.as_of >= asked.at:
        return shown
    earlier = shown.measure.value(user, asked.but(at=known.as_of))
    return shown._replace(earlier=earlier, since=known.as_of) if earlier.value else shown


class Waiting(NamedTuple):
    """A row that waits, and why, as people read it."""

    row: object
    why: list[str]


def evidence(
    user: User, measure: Measure, asked: Asked, *, dimension: str, row: str | None, search: str,
    after: str, before: str,
) -> keyset.Page:  # fmt: skip
    """The records behind a figure, as this user may read them; businesses by name."""

    def narrow(found):
        if measure.subject == "business":
            return directory.named(user, found, search)
        if measure.subject == "pair":
            return found.select_related("left__place", "right__place")
        if measure.subject in ("activity", "location"):
            return found.select_related("place__parent")
        return found.select_related("batch__version__source")

    part = measure.evidence(
        user, asked, dimension=dimension, row=row, after=after, before=before, narrow=narrow
    )
    return part if measure.subject != "row" else part._replace(rows=reasons(user, part.rows))


def reasons(user: User, rows: list) -> list[Waiting]:
    """The problems of rows this user already reached, in two queries however many rows."""
    found = Problem.objects.filter(
        batch__in={row.batch_id for row in rows}, ordinal__in={row.ordinal for row in rows}
    )
    why = defaultdict(list)
    for problem in found:
        sentence = describe(problem.code).message
        if sentence not in why[problem.batch_id, problem.ordinal]:
            why[problem.batch_id, problem.ordinal].append(sentence)
    return [Waiting(row, why[row.batch_id, row.ordinal]) for row in rows]
