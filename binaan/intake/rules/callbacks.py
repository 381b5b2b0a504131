"""Call-backs: who is drawn to be asked again, and how much of what they say now differs.

Source: docs/rules/pengumpulan.md §5; our own definition [D]. The interval of a share is Wilson's (1927).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from math import ceil
from typing import NamedTuple

from binaan.kit.drawing import drawn
from binaan.kit.shares import wilson

LEAST = 2  # interviews of each person, while there are as many
MOST_QUESTIONS = 6
FIGURES_WITHIN = 0.1  # of the larger


def how_many(interviews: int, share: int) -> int:
    """Of a person's interviews `share` percent, rounded up, at least 2; 0 percent draws nobody."""
    return min(interviews, max(LEAST, ceil(interviews * share / 100))) if share else 0


def draw(by_person: Mapping[str, Sequence[str]], *, seed: int, share: int) -> list[str]:
    """The instances drawn of each person, in the order of the draw; more interviews only add to it."""
    chosen = []
    for person in sorted(by_person):
        his = sorted(by_person[person], key=lambda one: (drawn(str(seed), one), one))
        chosen += his[: how_many(len(his), share)]
    return chosen


class Asked(NamedTuple):
    """A question asked again. `kind`: XLSForm's word; `now` "" was not answered."""

    kind: str
    was: str
    now: str


def agrees(one: Asked) -> bool:
    """Whether both say the same: figures within 10 %, choices as sets, words without case and blanks."""
    if one.kind in ("integer", "decimal", "calculate", "range"):
        try:
            was, now = float(one.was), float(one.now)
        except ValueError:
            return _folded(one.was) == _folded(one.now)
        return abs(was - now) <= FIGURES_WITHIN * max(abs(was), abs(now))
    if one.kind == "select_multiple":
        return set(one.was.split()) == set(one.now.split())
    return _folded(one.was) == _folded(one.now)


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


class Outcome(NamedTuple):
    """A call that reached somebody. `never`: he says nobody came."""

    by: str
    asked: tuple[Asked, ...]
    never: bool = False


class Differing(NamedTuple):
    """Of the answers asked again, how many differ; `low`, `high`: 95 %, shares 0 to 1."""

    reached: int
    never: int
    asked: int
    differ: int
    low: float
    high: float

    @property
    def share(self) -> float | None:
        """0 to 1; None where nothing was asked."""
        return self.differ / self.asked if self.asked else None


def differing(outcomes: Iterable[Outcome]) -> dict[str, Differing]:
    """By person. Who says nobody came counts with all questions as differing, one at least."""
    his = defaultdict(list)
    for outcome in outcomes:
        his[outcome.by].append(outcome)
    return {by: _differing(of) for by, of in his.items()}


def _differing(of: Sequence[Outcome]) -> Differing:
    asked = differ = 0
    for outcome in of:
        answered = [one for one in outcome.asked if one.now.strip() or outcome.never]
        count = max(len(answered), 1 if outcome.never else 0)
        asked += count
        differ += count if outcome.never else sum(not agrees(one) for one in answered)
    low, high = wilson(differ, asked)
    return Differing(len(of), sum(one.never for one in of), asked, differ, low, high)
