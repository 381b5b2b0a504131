"""Whether what was begun goes on: follow-up, chains of services, growth, learning.

Source: data/ikm/equity-continuity-metrics.csv, CT1-CT9; test values there. A rate of nothing is
None, never 0; who was never followed up stays in every denominator.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from binaan.programmes.rules.equity import share

CHAIN_DAYS = 180  # CT5: services further apart are not one chain
STAGES = 4  # CT4: pelatihan → pembinaan → pendampingan → evaluasi
LOW, HIGH = Decimal("0.3"), Decimal("0.7")  # N-gain by Hake
GAINS = {"rendah": "Rendah (di bawah 0,3)", "sedang": "Sedang (0,3 sampai 0,7)",
         "tinggi": "Tinggi (di atas 0,7)"}  # fmt: skip


class Waited(NamedTuple):
    """Days until the contact, or (`seen` false) days without one until today."""

    days: int
    seen: bool


def within(waited: Iterable[Waited], days: int) -> Decimal | None:
    """CT1: participants followed up within so many days ÷ all participants."""
    given = list(waited)
    return share(sum(one.seen and one.days <= days for one in given), len(given))


def median_wait(waited: Mapping[Waited, int] | Iterable[Waited]) -> int | None:
    """CT2: the Kaplan-Meier median of days until the contact; None while half is not reached.

    Who is not followed up yet is censored, not left out: at the same day contacts come first.
    """
    given = Counter(waited) if not isinstance(waited, Mapping) else waited
    left = sum(given.values())
    surviving = Fraction(1)
    for days in sorted({one.days for one in given}):
        seen = given.get(Waited(days, True), 0)
        if seen:
            surviving *= Fraction(left - seen, left)
        if surviving <= Fraction(1, 2):
            return days
        left -= seen + given.get(Waited(days, False), 0)
    return None


def only_once(services: Mapping[int, int]) -> Decimal | None:
    """CT3: participants with a single service ÷ participants; by how many had how many."""
    return share(services.get(1, 0), sum(many for count, many in services.items() if count))


def continuity(stages: Mapping[tuple[int, int], int]) -> Decimal | None:
    """CT4: the mean over participants of stages done in time ÷ stages planned.

    `stages`: participants by (done in time, planned). Nobody planned for: None.
    """
    planned = {pair: many for pair, many in stages.items() if pair[1]}
    total = sum(
        (Fraction(done, of) * many for (done, of), many in planned.items()), start=Fraction(0)
    )
    many = sum(planned.values())
    return Decimal(total.numerator) / (total.denominator * many) if many else None


def longest_chain(days: Iterable[date], apart: int = CHAIN_DAYS) -> int:
    """The most services in a row of one business, each at most `apart` days after the one before."""
    longest = length = 0
    before: date | None = None
    for day in sorted(days):
        near = before is not None and (day - before).days <= apart
        length = length + 1 if near else 1
        longest, before = max(longest, length), day
    return longest


def median(values: Iterable[int]) -> Decimal | None:
    """CT5: the median of the longest chains; the mean of the middle two where they are even."""
    given = sorted(values)
    if not given:
        return None
    middle = len(given) // 2
    if len(given) % 2:
        return Decimal(given[middle])
    return Decimal(given[middle - 1] + given[middle]) / 2


def retained(still_running: int, participants: int) -> Decimal | None:
    """CT6: participants still running twelve months later ÷ participants."""
    return share(still_running, participants)


def grown(measured: Iterable[tuple[int | None, int | None]]) -> Decimal | None:
    """CT7: whose scale rose ÷ those measured twice; pairs (scale before, scale now), None unknown."""
    twice = [(was, now) for was, now in measured if was is not None and now is not None]
    return share(sum(now > was for was, now in twice), len(twice))


def up_to_date(verified: int, businesses: int) -> Decimal | None:
    """CT8: businesses verified within twelve months ÷ businesses."""
    return share(verified, businesses)


def n_gain(
    before: Decimal | int, after: Decimal | int, most: Decimal | int = 100
) -> Decimal | None:
    """CT9: (post − pre) ÷ (most − pre); None where nothing was left to gain."""
    if before >= most:
        return None
    return (Decimal(after) - Decimal(before)) / (Decimal(most) - Decimal(before))


def band(gain: Decimal | None) -> str:
    """The band of an N-gain by Hake (handbook small-industry 4.4): a key of GAINS; "" unknown."""
    if gain is None:
        return ""
    return "rendah" if gain < LOW else "tinggi" if gain > HIGH else "sedang"
