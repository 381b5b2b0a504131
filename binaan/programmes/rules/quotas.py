"""Quotas: the best list in order among all that meet them, and how far they cannot be met.

Source: docs/rules/seleksi.md §3. Whether quotas can still be met is an integer programme over the
kinds of candidates (which marks they carry), answered by HiGHS: exact.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import highspy
import numpy as np

FREE = frozenset()


class Quota(NamedTuple):
    """At least `least` and at most `most` (None: any number) seats for who carries `mark`."""

    mark: str
    least: int = 0
    most: int | None = None


class Unmet(NamedTuple):
    """A quota that cannot be met: `short` seats too few (or, for a most, too many); `there`: how many
    candidates carry the mark."""

    quota: Quota
    short: int
    there: int


class Filled(NamedTuple):
    """Positions of those chosen, in the order given; and the quotas that could not be met."""

    chosen: list[int]
    unmet: list[Unmet]
    by_quota: set[int]


def fill(marks: Sequence[frozenset[str]], seats: int, quotas: Iterable[Quota]) -> Filled:
    """Choose `seats` of candidates given in order by their marks.

    Among all sets that meet the quotas, the one a person reaches who goes down the order and takes
    each who leaves the quotas possible. `by_quota`: chosen although their place in the order is
    beyond the seats.
    """
    asked = [one for one in quotas if one.least > 0 or one.most is not None]
    names = {one.mark for one in asked}
    kinds = [one & names for one in marks]
    seats = min(seats, len(kinds))
    there = Counter(kinds)
    question = _Question(there, seats, asked)
    unmet = question.relax()
    chosen = _go_down(kinds, seats, question)
    return Filled(chosen, unmet, {one for one in chosen if one >= seats})


def _go_down(kinds: Sequence[frozenset[str]], seats: int, question: "_Question") -> list[int]:
    """Once a kind is turned away it stays so: what is possible only shrinks."""
    chosen: list[int] = []
    turned: set[frozenset[str]] = set()
    for position, kind in enumerate(kinds):
        if len(chosen) == seats:
            break
        if kind in turned:
            continue
        if question.take(kind):
            chosen.append(position)
        else:
            turned.add(kind)
    return chosen


class _Question:
    """How many of each kind may be seated so that all quotas hold; kinds already taken are fixed."""

    def __init__(self, there: Counter, seats: int, quotas: list[Quota]):
        self.kinds = sorted(there, key=sorted)
        self.there = [there[one] for one in self.kinds]
        self.place = {kind: number for number, kind in enumerate(self.kinds)}
        self.seats, self.quotas = seats, quotas
        self.taken = [0] * len(self.kinds)
        self.plan: list[int] = []

    def relax(self) -> list[Unmet]:
        """Lower the quotas by the least total of seats that makes them possible, and say which."""
        found, missed = self._solve(slack=True)
        unmet = []
        for number, one in enumerate(self.quotas):
            under, over = missed[2 * number], missed[2 * number + 1]
            if under or over:
                carrying = sum(
                    count
                    for kind, count in zip(self.kinds, self.there, strict=True)
                    if one.mark in kind
                )
                unmet.append(Unmet(one, under or over, carrying))
                most = None if one.most is None else one.most + over
                self.quotas[number] = one._replace(least=one.least - under, most=most)
        self.plan = found
        return unmet

    def take(self, kind: frozenset[str]) -> bool:
        """Seat one more of this kind if the rest can still be filled."""
        number = self.place[kind]
        if self.taken[number] < self.plan[number]:
            self.taken[number] += 1
            return True
        self.taken[number] += 1
        found, _missed = self._solve(slack=False)
        if found:
            self.plan = found
            return True
        self.taken[number] -= 1
        return False

    def _solve(self, *, slack: bool) -> tuple[list[int], list[int]]:
        """Seats by kind, and by how much each quota is missed (under, over); ([], []): impossible."""
        model = highspy.Highs()
        model.setOptionValue("output_flag", False)
        model.setOptionValue("threads", 1)
        for taken, most in zip(self.taken, self.there, strict=True):
            model.addVar(taken, most)
        columns = len(self.kinds)
        every = np.arange(columns, dtype=np.int32)
        model.addRow(self.seats, self.seats, columns, every, np.ones(columns))
        for number, one in enumerate(self.quotas):
            at = [place for place, kind in enumerate(self.kinds) if one.mark in kind]
            values = [1.0] * len(at)
            if slack:
                for sign in (1.0, -1.0):
                    model.addVar(0, self.seats)
                    model.changeColCost(columns + 2 * number + (sign < 0), 1.0)
                    at.append(columns + 2 * number + (sign < 0))
                    values.append(sign)
            most = highspy.kHighsInf if one.most is None else one.most
            model.addRow(one.least, most, len(at), np.array(at, dtype=np.int32), np.array(values))
        for column in range(model.getNumCol()):
            model.changeColIntegrality(column, highspy.HighsVarType.kInteger)
        model.run()
        if model.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return [], []
        values = [round(one) for one in model.getSolution().col_value]
        return values[:columns], values[columns:]
