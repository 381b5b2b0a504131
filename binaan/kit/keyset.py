"""Pages by key: "the 25 after this one". The last page is as fast as the first; nothing counts."""

import base64
import json
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet

SIZE = 25


class Page(NamedTuple):
    """Rows of one page, and the tokens that open the pages around it ("": there is none)."""

    rows: list
    previous: str
    next: str


def page(
    found: QuerySet, fields: tuple[str, ...], *, after: str = "", before: str = "", size: int = SIZE
) -> Page:
    """One page of `found`, rising by `fields`, which together are unique and never null.

    A "-" before a field lets it fall instead.

    `after` and `before` are tokens of an earlier page; one that cannot be read opens the start.
    """
    backwards = bool(before) and not after
    try:
        values = _read(before if backwards else after)
        part = found.filter(beyond(fields, values, backwards=backwards))
    except (ValueError, TypeError, ValidationError):
        part, backwards, after = found, False, ""
    order = [turned(name) if backwards else name for name in fields]
    rows = list(part.order_by(*order)[: size + 1])
    return around(rows, fields, started=bool(after), backwards=backwards, size=size)


def around(
    rows: list, fields: tuple[str, ...], *, started: bool, backwards: bool, size: int = SIZE
) -> Page:
    """The page that `size` + 1 rows beyond a token make, with the tokens around it.

    `started`: they lie after a token; `backwards`: before one, and in falling order.
    """
    more, rows = len(rows) > size, rows[:size]
    if backwards:
        rows.reverse()
    has_previous = more if backwards else started
    has_next = True if backwards else more
    return Page(
        rows,
        token(rows[0], fields) if rows and has_previous else "",
        token(rows[-1], fields) if rows and has_next else "",
    )


def values_of(token: str, kinds: tuple[type, ...]) -> list:
    """The values of a token if they are of these kinds, else none."""
    try:
        values = _read(token)
    except ValueError:
        return []
    fits = len(values) == len(kinds) and all(map(isinstance, values, kinds))
    return values if fits else []


def beyond(fields: tuple[str, ...], values: list, *, backwards: bool) -> Q:
    """What lies after these values of the fields, or before them. Nothing given: everything.

    (a, b) > (x, y), spelled out: a >= x (an index reads this), and a > x or a = x and b > y.
    """
    if not values:
        return Q()
    if len(values) != len(fields):
        raise ValueError("The token does not fit.")
    further, equal, first = Q(), Q(), Q()
    for field, value in zip(fields, values, strict=True):
        name = field.removeprefix("-")
        step = "lt" if backwards != field.startswith("-") else "gt"
        first = first or Q(**{f"{name}__{step}e": value})
        further |= equal & Q(**{f"{name}__{step}": value})
        equal &= Q(**{name: value})
    return first & further


def turned(field: str) -> str:
    """Falling for rising."""
    return field.removeprefix("-") if field.startswith("-") else f"-{field}"


def token(row: Any, fields: tuple[str, ...]) -> str:
    """What opens the page after this row, or before it."""
    values = [value_of(row, name.removeprefix("-")) for name in fields]
    text = json.dumps(values, default=str, separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def value_of(row: Any, path: str) -> Any:
    """A value by a look-up path ("business__number") from a model row or a dictionary."""
    if isinstance(row, dict):
        return row[path]
    for name in path.split("__"):
        row = getattr(row, name)
    return row


def _read(token: str) -> list:
    if not token:
        return []
    padded = token + "=" * (-len(token) % 4)
    values = json.loads(base64.urlsafe_b64decode(padded.encode()))
    if not isinstance(values, list) or not all(isinstance(v, str | int) for v in values):
        raise ValueError("The token does not fit.")
    if any("\0" in v for v in values if isinstance(v, str)):  # PostgreSQL takes no such text
        raise ValueError("The token does not fit.")
    return values
