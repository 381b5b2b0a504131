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
    filled = quota_rules.fill([one.applicant.marks for one in order], seats, quotas)
    line = {position: number for number, position in enumerate(filled.chosen, start=1)}
    said, waiting = [], 0
    for position, one in enumerate(order):
        if position in line:
            by_quota = position in filled.by_quota
            reason = _why_chosen(one, by_quota=by_quota)
            said.append(Said(one, CHOSEN, line[position], by_quota, reason))
        else:
            waiting += 1
            reason = _why_waiting(one, passed=position < seats)
            said.append(Said(one, WAITING, waiting, False, reason))
    return Selected(said, filled.unmet)


def _why_chosen(one: Ranked, *, by_quota: bool) -> str:
    if by_quota:
        return f"Urutan {one.rank}; terpilih karena kuota."
    return f"Urutan {one.rank}; {served(one.applicant)}."


def _why_waiting(one: Ranked, *, passed: bool) -> str:
    if passed:
        return f"Urutan {one.rank}; kursinya dipakai untuk memenuhi kuota."
    return f"Urutan {one.rank}, di luar jumlah kursi; {served(one.applicant)}."


def served(one: Applicant) -> str:
    """ "belum pernah dilayani", or how often and when last."""
    return "belum pernah dilayani" if one.last is None else _often(one.services, one.last)


@lru_cache(maxsize=20_000)
def _often(services: int, last: date) -> str:
    return f"dilayani {services} kali, terakhir {last:%d-%m-%Y}"
