"""The size classes as SQL, made from the limits in rules/size so that one table serves both."""

from django.db.models import Case, CharField, Q, Value, When

from binaan.registry.rules import size

ABOVE = "besar"


def size_case(system: str, *, via: str = "") -> Case:
    """The class of a condition by one system ("pp7", "uu20", "kemenperin", "bps"); "" unknown.

    `via`: the way from the model asked to its condition ("standing__").
    """
    whens = [When(_by_way(via, condition), then=Value(name)) for condition, name in CASES[system]()]
    return Case(*whens, default=Value(""), output_field=CharField())


def _by_way(via: str, condition: Q) -> Q:
    if not via:
        return condition
    children = [
        _by_way(via, child) if isinstance(child, Q) else (via + child[0], child[1])
        for child in condition.children
    ]
    return Q(*children, _connector=condition.connector, _negated=condition.negated)


def _pp7() -> list[tuple[Q, str]]:
    new = Q(started_year__gt=size.PP7_SINCE.year)
    by_capital = _banded("capital", size.PP7_CAPITAL)
    by_sales = _banded("sales", size.PP7_SALES)
    first_for_new = [(new & inside, name) for name, inside in by_capital]
    return (
        first_for_new
        + [(inside, name) for name, inside in by_sales]
        + [(inside, name) for name, inside in by_capital]
    )


def _uu20() -> list[tuple[Q, str]]:
    return [(inside, name) for name, inside in _banded("sales", size.UU20_SALES)]


def _kemenperin() -> list[tuple[Q, str]]:
    few = Q(workers__lte=size.SMALL_WORKERS)
    many = Q(workers__gt=size.SMALL_WORKERS)
    small = _both("investment", "lt", size.SMALL_INVESTMENT)
    not_small = _both("investment", "gte", size.SMALL_INVESTMENT)
    medium = _both("investment", "lte", size.MEDIUM_INVESTMENT)
    large = _both("investment", "gt", size.MEDIUM_INVESTMENT)
    return [
        (few & small, "kecil"),
        (few & not_small, "menengah"),
        (many & medium, "menengah"),
        (many & large, ABOVE),
    ]


def _bps() -> list[tuple[Q, str]]:
    bands, least = [], 0
    for name, limit in size.BPS_WORKERS:
        bands.append((Q(workers__gt=least, workers__lte=limit), name))
        least = limit
    return [*bands, (Q(workers__gt=least), ABOVE)]


def _banded(column: str, limits: tuple) -> list[tuple[str, Q]]:
    """Each class with the condition that both bounds fall in it."""
    bands, above_least = [], Q()
    for name, limit in limits:
        bands.append((name, above_least & _both(column, "lte", limit)))
        above_least = _both(column, "gt", limit)
    return [*bands, (ABOVE, above_least)]


def _both(column: str, comparison: str, limit) -> Q:
    ends = {f"{column}_{end}__{comparison}": limit for end in ("low", "high")}
    return Q(**ends)


CASES = {"pp7": _pp7, "uu20": _uu20, "kemenperin": _kemenperin, "bps": _bps}
