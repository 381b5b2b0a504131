"""Where the marks of a small SVG chart stand: across in percent, down in pixels, all as text.

So a chart is as wide as its place while its letters keep their size. Text, because a template
would write a number with an Indonesian comma. No value is invented: None is a gap.
"""

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

Value = int | float | Decimal | None

BAR_STEP, BAR_TOP, BAR_THICK = 42, 20, 12  # pixels
TREND_HEIGHT, TREND_TOP, TREND_BOTTOM = 168, 26, 26
SPARK_HEIGHT, SPARK_EDGE = 32, 4
SIDE = 8.0  # percent free at either end, so that the first and last label fit
LETTERS = 30  # of a label beside its number on a narrow phone


class Given(NamedTuple):
    """A row to draw; `second`: the same at another date, if asked."""

    label: str
    value: Value
    second: Value = None


class Bar(NamedTuple):
    """`width` and `mark` in percent of the chart; "" where the value is not known."""

    label: str
    value: Value
    second: Value
    text_y: str
    y: str
    width: str
    mark: str
    mark_y: str
    mark_end: str


class Bars(NamedTuple):
    height: str
    thick: str
    bars: list[Bar]


class Dot(NamedTuple):
    """A known point; `told`: whether its number is written beside it."""

    x: str
    y: str
    text_y: str
    anchor: str
    label: str
    value: Value
    told: bool


class Stroke(NamedTuple):
    """A line from one known point to the next; over a gap there is none."""

    x1: str
    y1: str
    x2: str
    y2: str


class Tick(NamedTuple):
    """The name of a step; `spare` ones are left out where the chart is narrow."""

    x: str
    label: str
    gap: bool
    spare: bool


class Trend(NamedTuple):
    height: str
    base: str
    label_y: str
    dots: list[Dot]
    strokes: list[Stroke]
    ticks: list[Tick]


def bars(rows: Sequence[Given]) -> Bars:
    """A bar for each row, from zero; the second value is a mark across it."""
    most = max([number(v) for row in rows for v in (row.value, row.second)], default=0.0)
    drawn = []
    for place, row in enumerate(rows):
        top = place * BAR_STEP
        drawn.append(
            Bar(
                short(row.label), row.value, row.second,
                text_y=_px(top + 14), y=_px(top + BAR_TOP),
                width="" if row.value is None else _percent(number(row.value), most),
                mark="" if row.second is None else _percent(number(row.second), most),
                mark_y=_px(top + BAR_TOP - 3), mark_end=_px(top + BAR_TOP + BAR_THICK + 3),
            )
        )  # fmt: skip
    return Bars(_px(len(rows) * BAR_STEP), _px(BAR_THICK), drawn)


def trend(points: Sequence[tuple[str, Value]]) -> Trend:
    """A line from zero over labelled points; a point that is not known breaks it."""
    base = TREND_HEIGHT - TREND_BOTTOM
    return _line(points, top=TREND_TOP, base=base, height=TREND_HEIGHT)


def spark(points: Sequence[tuple[str, Value]]) -> Trend:
    """The same without room for letters, for a line of a table."""
    return _line(points, top=SPARK_EDGE, base=SPARK_HEIGHT - SPARK_EDGE, height=SPARK_HEIGHT)


def _line(points, *, top: int, base: int, height: int) -> Trend:
    most = max([number(value) for _label, value in points], default=0.0)
    step = (100 - 2 * SIDE) / max(len(points) - 1, 1)
    across = [_percent_text(SIDE + step * place) for place in range(len(points))]
    down = [
        None if value is None else base - (base - top) * (number(value) / most if most else 0)
        for _label, value in points
    ]
    told = _told([value for _label, value in points])
    dots = [
        Dot(x, _px(y), _px(y - 9), _anchor(n, len(points)), label, value, n in told)
        for n, (x, y, (label, value)) in enumerate(zip(across, down, points, strict=True))
        if y is not None
    ]
    strokes = [
        Stroke(across[n], _px(y), across[n + 1], _px(after))
        for n, (y, after) in enumerate(pairwise(down))
        if y is not None and after is not None
    ]
    ticks = [
        Tick(x, label, y is None, spare=(len(points) - 1 - n) % 2 == 1)
        for n, (x, y, (label, _value)) in enumerate(zip(across, down, points, strict=True))
    ]
    return Trend(_px(height), _px(base), _px(height - 7), dots, strokes, ticks)


def _told(values: list) -> set[int]:
    """The first and the last known point, and the highest where it stands clear of them."""
    known = [place for place, value in enumerate(values) if value is not None]
    if not known:
        return set()
    ends = {known[0], known[-1]} if known[-1] - known[0] > 1 else {known[-1]}
    highest = max(known, key=lambda place: number(values[place]))
    return ends | ({highest} if all(abs(highest - end) > 1 for end in ends) else set())


def _anchor(place: int, count: int) -> str:
    if count == 1:
        return "middle"
    return "start" if place == 0 else "end" if place == count - 1 else "middle"


def short(label: str) -> str:
    """A label that fits beside its number; the whole one stands in the table."""
    return label if len(label) <= LETTERS else f"{label[: LETTERS - 1].rstrip()}…"


def number(value: Value) -> float:
    """For drawing only."""
    return float(value or 0)


def _percent(value: float, most: float) -> str:
    return _percent_text(100 * value / most if most else 0)


def _percent_text(value: float) -> str:
    return f"{value:.2f}%"


def _px(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
