"""From what sources said to how a business stands: see docs/rules/projection.md.

A claim states values on a date. For every group of values that belong together, one claim wins:

1. a person's correction sets aside every claim whose date is not later than its own;
2. of those left, the source trusted most (smallest precedence), then the latest date,
   then the latest recording.

`states` gives the timeline: how the business stood from each date on.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, NamedTuple

GROUPS = (
    ("name",),
    ("owner_name",),
    ("sex",),
    ("birth_date",),
    ("phone",),
    ("email",),
    ("owner_address",),
    ("association",),
    ("association_name",),
    ("place",),
    ("within",),
    ("address", "rt", "rw", "postcode"),
    ("lat", "lon"),
    ("legal_form",),
    ("started_year",),
    ("product",),
    ("kbli", "kbli_edition"),
    ("group",),
    ("ekraf",),
    ("is_vendor",),
    ("status", "status_on"),
    ("verification",),
    ("paid_male", "paid_female", "family_male", "family_female", "workers"),
    ("sales_low", "sales_high", "sales_year"),
    ("capital_low", "capital_high"),
    ("investment_low", "investment_high"),
    ("capacity", "capacity_unit"),
    ("production_value",),
    ("market",),
)
# These only tell more of the value they stand beside: alone they state nothing.
QUALIFIERS = frozenset(("status_on", "sales_year", "kbli_edition", "capacity_unit"))
GROUP_OF = {key: group for group in GROUPS for key in group}
GONE = ("closed", "moved")


class Stated(NamedTuple):
    """A claim as the rules see it."""

    id: Any
    as_of: date
    recorded_at: datetime
    precedence: int
    correction: bool
    said: dict


class State(NamedTuple):
    """How things stood from `valid_from` (inside) to `valid_until` (outside, null: still)."""

    valid_from: date
    valid_until: date | None
    values: dict
    claim: Any


def _rank(claim: Stated) -> tuple:
    return (-claim.precedence, claim.as_of, claim.recorded_at)


def _states_group(claim: Stated, group: tuple[str, ...]) -> bool:
    return any(claim.said.get(key) is not None for key in group if key not in QUALIFIERS)


def winner(claims: Iterable[Stated], group: tuple[str, ...]) -> Stated | None:
    """The claim whose word counts for a group of values; none when nobody said anything."""
    stating = [claim for claim in claims if _states_group(claim, group)]
    corrections = [claim for claim in stating if claim.correction]
    if corrections:
        last = max(corrections, key=lambda claim: (claim.as_of, claim.recorded_at))
        stating = [claim for claim in stating if claim is last or claim.as_of > last.as_of]
        newer = [claim for claim in stating if claim is not last]
        stating = newer or [last]
    return max(stating, key=_rank, default=None)


def winners(claims: list[Stated]) -> dict[tuple[str, ...], Stated]:
    """The winning claim of every group that anybody stated."""
    found: dict[tuple[str, ...], Stated] = {}
    if not any(claim.correction for claim in claims):
        # Without corrections the best claim that states a group wins it: one walk is enough.
        for claim in sorted(claims, key=_rank, reverse=True):
            for key, value in claim.said.items():
                stated = GROUP_OF.get(key)
                if stated and value is not None and key not in QUALIFIERS:
                    found.setdefault(stated, claim)
        return found
    said = {GROUP_OF[key] for claim in claims for key in claim.said if key in GROUP_OF}
    for group in GROUPS:
        best = winner(claims, group) if group in said else None
        if best is not None:
            found[group] = best
    return found


def values(claims: list[Stated]) -> dict:
    """The values that count, by key; plus `missing` reasons for what nobody stated."""
    result: dict = {}
    for group, claim in winners(claims).items():
        result.update({key: claim.said[key] for key in group if claim.said.get(key) is not None})
        if group[0] == "status" and "status_on" not in result:
            result["status_on"] = claim.as_of.isoformat()
    if "place" in result:
        result["place"] = _most_precise(result["place"], claims)
    missing: dict = {}
    for claim in claims:
        missing.update(claim.said.get("missing") or {})
    result["missing"] = {
        key: why for key, why in missing.items() if not _stated(result, key)
    } or None
    return result


def _stated(result: dict, key: str) -> bool:
    return any(name in result for name in (key, f"{key}_low", f"{key}_high"))


def _most_precise(place: str, claims: list[Stated]) -> str:
    """A later list that names only the kecamatan does not forget the village inside it."""
    inside = [claim for claim in claims if str(claim.said.get("place", "")).startswith(place + ".")]
    corrected = [claim for claim in claims if claim.correction and claim.said.get("place") == place]
    if not inside or corrected:
        return place
    return max(inside, key=_rank).said["place"]


def _with_closings(claims: list[Stated]) -> list[Stated]:
    """A closing counts from its own date, when that lies after what was known before.

    A list of December that says "closed on 3 May" is two facts: closed in May, said in December.
    """
    extra = []
    for claim in claims:
        on = claim.said.get("status_on")
        if claim.said.get("status") not in GONE or not on:
            continue
        closed = date.fromisoformat(on)
        before = [other.as_of for other in claims if other.as_of < claim.as_of]
        if before and max(before) < closed < claim.as_of:
            said = {"status": claim.said["status"], "status_on": on}
            extra.append(claim._replace(as_of=closed, said=said))
    return claims + extra


def states(claims: list[Stated]) -> list[State]:
    """The timeline of a business: one state from each date on which something changed."""
    facts = _with_closings(claims)
    timeline: list[State] = []
    for day in sorted({claim.as_of for claim in facts}):
        known = [claim for claim in facts if claim.as_of <= day]
        now = values(known)
        if timeline and timeline[-1].values == now:
            continue
        cause = max((claim for claim in known if claim.as_of == day), key=_rank).id
        if timeline:
            timeline[-1] = timeline[-1]._replace(valid_until=day)
        timeline.append(State(day, None, now, cause))
    return timeline


def workers(said: dict) -> tuple[int | None, bool]:
    """Total of workers and whether it is a stated total: all four parts, else a larger stated one.

    Missing parts are unknown, not zero: with neither parts nor a total the answer is (None, False).
    """
    parts = [said.get(key) for key in GROUP_OF["workers"][:4]]
    known = [part for part in parts if part is not None]
    stated = said.get("workers")
    if stated is not None and (len(known) < 4 and stated >= sum(known)):
        return stated, True
    return (sum(known), False) if known else (stated, stated is not None)
