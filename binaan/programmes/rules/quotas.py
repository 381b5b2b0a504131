"""Quotas: the best list in order among all that meet them, and how far they cannot be met.

Source: docs/rules/seleksi.md §3. Whether quotas can still be met is an integer programme over the
kinds of candidates (which marks they carry), answered by HiGHS: exact.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import highspy
import numpy as np


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
    beyond the seats. Where they cannot all be met the least total of seats is given up, and of equal
    ways the one that spares the quotas named first. Raises ValueError for a quota whose least is
    above its most.
    """
    quotas = list(quotas)
    if any(one.most is not None and one.least > one.most for one in quotas):
        raise ValueError("Kuota: paling sedikit melebihi paling banyak.")
    asked = [one for one in quotas if one.least > 0 or one.most is not None]
    if not asked:
        return Filled(list(range(min(seats, len(marks)))), [], set())
    names = {one.mark for one in asked}
    known = {one: one & names for one in set(marks)}
    kinds = [known[one] for one in marks]
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
        self.model = highspy.Highs()

    def relax(self) -> list[Unmet]:
        """Lower the quotas by the least total of seats that makes them possible, and say which."""
        missed = self._missed()
        unmet = []
        for number, (under, over) in enumerate(zip(missed[::2], missed[1::2], strict=True)):
            if not under and not over:
                continue
            one = self.quotas[number]
            unmet.append(Unmet(one, under or over, self._carrying(one.mark)))
            most = None if one.most is None else one.most + over
            self.quotas[number] = one._replace(least=one.least - under, most=most)
        self.model = self._asked(slack=False)
        self.plan = _answer(self.model)[: len(self.kinds)]
        return unmet

    def take(self, kind: frozenset[str]) -> bool:
        """Seat one more of this kind if the rest can still be filled."""
        number = self.place[kind]
        self.taken[number] += 1
        if self.taken[number] <= self.plan[number]:
            return True
        self._hold()
        found = _answer(self.model)
        if found:
            self.plan = found
            return True
        self.taken[number] -= 1
        return False

    def _hold(self) -> None:
        for number, (taken, most) in enumerate(zip(self.taken, self.there, strict=True)):
            self.model.changeColBounds(number, taken, most)

    def _carrying(self, mark: str) -> int:
        pairs = zip(self.kinds, self.there, strict=True)
        return sum(count for kind, count in pairs if mark in kind)

    def _missed(self) -> list[int]:
        """By how much each quota is missed (under, over, under, over …), least in all, then in turn."""
        if not self.quotas:
            return []
        model, columns = self._asked(slack=True), len(self.kinds)
        slacks = np.arange(columns, columns + 2 * len(self.quotas), dtype=np.int32)
        missed = _answer(model)[columns:]
        if not any(missed):
            return missed
        total = sum(missed)
        model.addRow(total, total, len(slacks), slacks, np.ones(len(slacks)))
        for number in range(len(self.quotas)):
            mine = slacks[2 * number : 2 * number + 2]
            for column in slacks:
                model.changeColCost(int(column), float(column in mine))
            missed = _answer(model)[columns:]
            least = sum(missed[2 * number : 2 * number + 2])
            model.addRow(least, least, 2, mine, np.ones(2))
        return missed

    def _asked(self, *, slack: bool) -> highspy.Highs:
        """The integer programme; with `slack` each quota may be missed, at a cost of 1 a seat."""
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
                at += _slack(model, columns + 2 * number, one.least + self.seats)
                values += [1.0, -1.0]
            top: float = highspy.kHighsInf if one.most is None else one.most
            model.addRow(one.least, top, len(at), np.array(at, dtype=np.int32), np.array(values))
        for column in range(model.getNumCol()):
            model.changeColIntegrality(column, highspy.HighsVarType.kInteger)
        return model


def _slack(model: highspy.Highs, first: int, most: int) -> list[int]:
    """Two columns for the seats a quota is missed by, below and above; their numbers."""
    for column in (first, first + 1):
        model.addVar(0, most)
        model.changeColCost(column, 1.0)
    return [first, first + 1]


def _answer(model: highspy.Highs) -> list[int]:
    """The value of every column; [] where it is impossible."""
    model.run()
    if model.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return []
    return [round(one) for one in model.getSolution().col_value]
