"""A figure beside itself: on another date, along eight quarters, divided with what is missing."""

from datetime import date
from typing import NamedTuple

from binaan.access.models import User
from binaan.kit import measures
from binaan.kit.dates import today
from binaan.kit.measures import Asked, Figure, Measure
from binaan.kit.measuring import steps
from binaan.web.comparing import Side, moved_between
from binaan.web.queries import figures_parts

EXPLAINED = ("registry.businesses", "registry.guided")


class Part(NamedTuple):
    """A row of a figure, counted or not; `code` of the place it stands for, if any."""

    key: str
    label: str
    first: Side
    second: Side | None = None
    code: str = ""


class Move(NamedTuple):
    """What entered (+) or left (−) between two dates."""

    sign: str
    measure: Measure
    asked: Asked
    figure: Figure


class Point(NamedTuple):
    """A step of a trend; `gap`: nothing was known then. `open`: the period is not over."""

    step: steps.Step
    asked: Asked
    figure: Figure
    gap: bool
    open: bool


def side(user: User, measure: Measure, asked: Asked) -> tuple[Figure, Side]:
    """The figure, and whether the register could know anything of it."""
    figure = measure.value(user, asked)
    blank = not figure.value and not figure.hidden and _before_all(user, measure, asked)
    return figure, Side(figure.value, figure.evidence, figure.hidden, blank)


def _before_all(user: User, measure: Measure, asked: Asked) -> bool:
    first = figures_parts.earliest(user, measure, asked)
    return first is None or (asked.at or asked.period.last) < first


def parts(
    user: User, measure: Measure, asked: Asked, dimension: str, *, other: Asked | None = None
) -> list[Part]:
    """The rows on one date or two, with those parts of a place and groups that have none."""
    given = [measure.rows(user, one, dimension) for one in (asked, other) if one]
    found = [{row.key: row for row in rows} for rows in given]
    kind = figures_parts.OF_DIMENSION.get(dimension) if measure.subject == "business" else None
    every = {spot.key: spot for spot in figures_parts.spots(user, asked, kind)} if kind else {}
    labels = _in_order(given, every)
    sides = []
    for one, rows in zip([asked, other], found, strict=False):
        missing = [key for key in every if key not in rows]
        blank = figures_parts.unrecorded(user, one, kind, missing) if kind else set()
        sides.append({key: _side(measure, rows.get(key), key in blank) for key in labels})
    return [
        Part(
            key, label, sides[0][key], sides[1][key] if other else None,
            every[key].code if key in every and kind == figures_parts.PLACE else "",
        )
        for key, label in labels.items()
    ]  # fmt: skip


def _in_order(given: list, every: dict) -> dict[str, str]:
    """All keys with their labels: parts as the country counts them, what names none of them last."""
    counted = {row.key: row.label for rows in given for row in rows}
    if not every:
        return counted
    labels = {key: spot.label for key, spot in every.items()}
    return {**labels, **{key: label for key, label in counted.items() if key not in labels}}


def _side(measure: Measure, row, blank: bool) -> Side:
    if row is not None:
        return Side(row.value, row.evidence, row.hidden)
    if blank:
        return Side(None, 0, blank=True)
    return Side(measure.empty, 0)


def moves(user: User, measure: Measure, asked: Asked, other: Asked) -> list[Move]:
    """What entered and left between two stocks of businesses; empty where that explains nothing."""
    guided_by_any = measure.key == "registry.guided" and asked.office is None
    if measure.key not in EXPLAINED or guided_by_any or asked.known is not None:
        return []
    between = moved_between(asked, other)
    return [
        Move(sign, flow, between, flow.value(user, between))
        for sign, flow in (
            ("+", measures.get("registry.entered")),
            ("−", measures.get("registry.left")),
        )
    ]


def trend(user: User, measure: Measure, asked: Asked, pace: str, *, count: int = 0) -> list[Point]:
    """The measure asked again at each step; nothing is drawn where nothing was known."""
    if measure.is_stock:
        found = steps.stock_steps(asked.at, pace, count)
    else:
        begun = asked.period.first <= today()
        last = min(asked.period.last, today()) if begun else asked.period.last
        found = steps.flow_steps(last, pace, count)
    points = []
    first: date | None = None
    for step in found:
        one = asked.but(at=step.at, period=step.period)
        figure = measure.value(user, one)
        if not figure.value and not figure.hidden and first is None:
            first = figures_parts.earliest(user, measure, asked) or date.max
        gap = not figure.value and first is not None and (step.at or step.period.last) < first
        going_on = bool(step.period and step.period.last > today())
        points.append(Point(step, one, figure, gap and not figure.hidden, going_on))
    return points
