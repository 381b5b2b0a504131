"""Pages by key, not by number: flat cost however long the list, and no row shown twice."""

from typing import NamedTuple
from urllib.parse import urlencode

from django.core.exceptions import ValidationError

SIZE = 50


class Slice(NamedTuple):
    """One page of rows with the addresses of its neighbours ("" where there is none)."""

    rows: list
    previous: str
    next: str


def slice_by(request, found, field: str, *, descending: bool, size: int = SIZE) -> Slice:
    """The page of `found` after `?after=` or before `?before=`, ordered by a unique field."""
    after, before = request.GET.get("after", ""), request.GET.get("before", "")
    back = bool(before) and not after
    forwards, backwards = ("lt", "gt") if descending else ("gt", "lt")
    if edge := _edge(found, field, before if back else after):
        found = found.filter(**{f"{field}__{backwards if back else forwards}": edge})
    order = "-" if descending != back else ""
    rows = list(found.order_by(f"{order}{field}")[: size + 1])
    more = len(rows) > size
    rows = rows[:size]
    if back:
        rows.reverse()
    has_previous, has_next = (more, True) if back else (bool(after), more)
    return Slice(
        rows,
        _address(request, "before", rows[0], field) if rows and has_previous else "",
        _address(request, "after", rows[-1], field) if rows and has_next else "",
    )


def _edge(found, field: str, text: str):
    """The key as its column wants it; None for one that cannot be (an address typed by hand)."""
    try:
        return found.model._meta.get_field(field).to_python(text.replace("\0", "")) or None
    except ValidationError:
        return None


def _address(request, name: str, row, field: str) -> str:
    kept = [(key, value) for key, value in request.GET.items() if key not in ("after", "before")]
    return "?" + urlencode([*kept, (name, getattr(row, field))])
