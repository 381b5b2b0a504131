"""One selection: rank, fill the seats under the quotas, say of everybody why.

Source: docs/rules/seleksi.md.
"""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from binaan.programmes.rules import quotas as quota_rules
from binaan.programmes.rules import ranking
from binaan.programmes.rules.quotas import Quota, Unmet
from binaan.programmes.rules.ranking import Applicant, Ranked, Weights

CHOSEN, WAITING = "terpilih", "tunggu"


class Said(NamedTuple):
    """A candidate with the outcome, the number in the list of that outcome, and the reason in words."""

    ranked: Ranked
    outcome: str
    line: int
    by_quota: bool
    reason: str


class Selected(NamedTuple):
    said: list[Said]
    unmet: list[Unmet]


def select(
    applicants: Iterable[Applicant],
    *,
    seats: int,
    rule: str,
    seed: str,
    at: date,
    quotas: Iterable[Quota] = (),
    weights: Weights = ranking.USUAL,
) -> Selected:
    """Everybody in the order of the rule with an outcome. Raises ValueError for an unknown rule."""
    order = ranking.ranked(applicants, rule=rule, seed=seed, at=at, weights=weights)
    ahead = _ahead(order)
    able = [one for one in order if one.rank not in ahead]
    filled = quota_rules.fill([one.applicant.marks for one in able], seats, quotas)
    line = {able[at].rank: number for number, at in enumerate(filled.chosen, start=1)}
    by_quota = {able[at].rank for at in filled.by_quota}
    within = {one.rank for one in able[:seats]}
    said, waiting = [], 0
    for one in order:
        if one.rank in line:
            reason = _why_chosen(one, by_quota=one.rank in by_quota)
            said.append(Said(one, CHOSEN, line[one.rank], one.rank in by_quota, reason))
        else:
            waiting += 1
            reason = _why_waiting(one, ahead.get(one.rank), passed=one.rank in within)
            said.append(Said(one, WAITING, waiting, False, reason))
    return Selected(said, filled.unmet)


def _ahead(order: list[Ranked]) -> dict[int, int]:
    """Ranks whose owner stands higher with another business, and the number of that business."""
    first: dict[str, int] = {}
    behind = {}
    for one in order:
        owner, number = one.applicant.owner, one.applicant.number
        if owner and first.setdefault(owner, number) != number:
            behind[one.rank] = first[owner]
    return behind


def _why_chosen(one: Ranked, *, by_quota: bool) -> str:
    if by_quota:
        return f"Urutan {one.rank}; terpilih karena kuota."
    return f"Urutan {one.rank}; {served(one.applicant)}."


def _why_waiting(one: Ranked, ahead: int | None, *, passed: bool) -> str:
    if ahead is not None:
        return f"Urutan {one.rank}; satu pemilik satu kursi: U-{ahead:06d} miliknya lebih atas."
    if passed:
        return f"Urutan {one.rank}; kursinya dipakai untuk memenuhi kuota."
    return f"Urutan {one.rank}, di luar jumlah kursi; {served(one.applicant)}."


def served(one: Applicant) -> str:
    """ "belum pernah dilayani", or how often and when last."""
    return "belum pernah dilayani" if one.last is None else _often(one.services, one.last)


@lru_cache(maxsize=20_000)
def _often(services: int, last: date) -> str:
    return f"dilayani {services} kali, terakhir {last:%d-%m-%Y}"
