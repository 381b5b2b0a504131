"""A rule tried over the pool of an activity: who would get in, and what that would change."""

from typing import NamedTuple

from binaan.access.models import User
from binaan.programmes.queries.candidates import Eligible, Pool
from binaan.programmes.rules import marks
from binaan.programmes.rules.comparing import Compared, compared
from binaan.programmes.rules.quotas import Quota
from binaan.programmes.rules.ranking import LABELS
from binaan.programmes.rules.selecting import CHOSEN, Said, Selected, select


class Tried(NamedTuple):
    """One rule with its outcome; `quotas`: each with how many of those chosen carry its mark."""

    rule: str
    label: str
    selected: Selected
    compared: Compared
    quotas: list[tuple[Quota, int]]

    @property
    def chosen(self) -> list[Said]:
        return [one for one in self.selected.said if one.outcome == CHOSEN]


class Beside(NamedTuple):
    """A candidate some rule takes, with the rank under each rule and whether it gets in."""

    who: Eligible
    ranks: list[tuple[int, bool]]


def tried(user: User, pool: Pool, *, rule: str, seed: str) -> Tried:
    """Rank and fill by one rule. Raises ValueError for a rule nobody knows."""
    selected = select(
        pool.applicants, seats=pool.activity.seats, rule=rule, seed=seed, at=pool.at,
        quotas=pool.quotas, weights=pool.chosen.weights,
    )  # fmt: skip
    by_number = {one.applicant.number: one.business for one in pool.eligible}
    numbers = [one.ranked.applicant for one in selected.said if one.outcome == CHOSEN]
    taken = {by_number[one.number] for one in numbers}
    change = compared(
        one._replace(chosen=True) if business in taken else one
        for business, one in pool.reached.items()
    )
    standing = marks.standing(pool.quotas, [one.marks for one in numbers])
    return Tried(rule, LABELS[rule], selected, change, standing)


def beside(user: User, pool: Pool, tries: list[Tried]) -> list[Beside]:
    """Everyone some rule takes, in the order of the first rule."""
    who = {one.applicant.number: one for one in pool.eligible}
    places: list[dict[int, tuple[int, bool]]] = [
        {
            one.ranked.applicant.number: (one.ranked.rank, one.outcome == CHOSEN)
            for one in made.selected.said
        }
        for made in tries
    ]
    taken = {one.ranked.applicant.number for made in tries for one in made.chosen}
    order = sorted(taken, key=lambda number: places[0][number][0])
    return [Beside(who[number], [one[number] for one in places]) for number in order]


def by_number(user: User, pool: Pool) -> dict[int, Eligible]:
    """The candidates by the running number the draw uses."""
    return {one.applicant.number: one for one in pool.eligible}
