"""Pairs as groups: the same enterprise written three times is one question, not three.

A chain A-B-C is one group only while nobody in it is surely somebody else: the surest links are
taken first, and a link that would put two known to be different into one group is left out.
"""

import polars as pl

DIFFERENT = 0.02  # a pair both sides of which were compared and that scores below is surely not one
Pair = tuple[str, str]


def groups(pairs: pl.DataFrame, *, least: float, apart: set[Pair] | None = None) -> list[list[str]]:
    """Groups of two and more businesses linked by `business_p` >= `least`.

    `pairs`: columns `left`, `right`, `business_p`; `apart`: pairs somebody called different, in
    either order. Members and groups come in a fixed order, whatever the order of the pairs.
    """
    banned = _banned(pairs, apart or set())
    links = pairs.filter(pl.col("business_p") >= least).select("left", "right", "business_p")
    links = links.sort("business_p", "left", "right", descending=[True, False, False])
    of: dict[str, set[str]] = {}
    for left, right, _ in links.iter_rows():
        one, other = of.get(left, {left}), of.get(right, {right})
        if one is other or _meet(one, other, banned):
            continue
        one |= other
        of |= dict.fromkeys(one, one)
    distinct = {id(group): sorted(group) for group in of.values()}
    return sorted(distinct.values())


def _banned(pairs: pl.DataFrame, apart: set[Pair]) -> dict[str, set[str]]:
    """Business → those it surely is not."""
    different = pairs.filter(pl.col("business_p") < DIFFERENT).select("left", "right")
    found: dict[str, set[str]] = {}
    for one, other in [*different.iter_rows(), *sorted(apart)]:
        found.setdefault(one, set()).add(other)
        found.setdefault(other, set()).add(one)
    return found


def _meet(one: set[str], other: set[str], banned: dict[str, set[str]]) -> bool:
    """Whether somebody of one group is banned from the other."""
    small, large = sorted((one, other), key=len)
    return any(not banned.get(it, set()).isdisjoint(large) for it in small)
