"""Supervision of the whole population: risk of a business, how many are visited, who is drawn.

Source: docs/rules/pengawasan.md; our own definition [D], no national rule was found. The sample size
of a proportion with finite population correction is Cochran's (95 %, worst case p = 0.5).
"""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from math import ceil
from typing import NamedTuple
from uuid import UUID

from binaan.kit.drawing import drawn

EDITION = "2026"
HIGH, MIDDLE, LOW = 3, 2, 1  # risks as they are stored
Z = 1.96  # 95 %
FOOD = "pangan"
LARGER = ("kecil", "menengah")
# What speaks for looking sooner: (mark, points, words).
MARKS = (
    ("food", 2, "pangan tanpa sertifikat produk"),
    ("lapsed", 2, "sertifikat lewat masa berlaku"),
    ("unseen", 1, "tidak dilihat petugas lebih dari 24 bulan"),
    ("nib", 1, "belum punya NIB"),
    ("larger", 1, "usaha kecil atau menengah"),
    ("aided", 1, "menerima bantuan barang"),
)
HIGH_FROM, MIDDLE_FROM = 4, 2
PART_OF_PERIOD = {HIGH: Decimal(1) / 3, MIDDLE: Decimal(2) / 3, LOW: Decimal(1)}


class Facts(NamedTuple):
    """What is known of a business on the day; `size` by PP 7/2021, "" unknown."""

    group: str
    size: str
    nib: bool
    certified: bool
    lapsed: bool
    unseen: bool
    aided: bool


class Judged(NamedTuple):
    """A business of the population. `number`: its running number, which the draw uses."""

    business: UUID
    number: int
    risk: int
    why: str


def marks(facts: Facts) -> list[str]:
    """The marks of MARKS that hold."""
    held = {
        "food": facts.group == FOOD and not facts.certified,
        "lapsed": facts.lapsed,
        "unseen": facts.unseen,
        "nib": not facts.nib,
        "larger": facts.size in LARGER,
        "aided": facts.aided,
    }
    return [key for key, _points, _words in MARKS if held[key]]


def risk(facts: Facts) -> tuple[int, str]:
    """The risk and its reasons in words: 4 points and more high, 2 and 3 middle, else low."""
    held = marks(facts)
    points = sum(points for key, points, _words in MARKS if key in held)
    words = ", ".join(words for key, _points, words in MARKS if key in held)
    level = HIGH if points >= HIGH_FROM else MIDDLE if points >= MIDDLE_FROM else LOW
    return level, words or "tidak ada tanda risiko"


def sample_size(population: int, margin: Decimal) -> int:
    """Visits by which a share is known to ± `margin` (0.1: ten points) at 95 %; never more than all."""
    if population <= 0:
        return 0
    least = Z * Z * 0.25 / float(margin) ** 2
    return min(population, ceil(least / (1 + (least - 1) / population)))


def wanted(population: Mapping[int, int], *, margin: Decimal, most: int | None) -> dict[int, int]:
    """How many visits by risk: every high one, of the others a sample; within `most` visits at all.

    Where `most` is less, half of it goes to the high ones, or their share of the need where that is
    more; what is left is shared by the others in proportion to what they need, one at least for each
    risk that has anybody. `most` None: no limit.
    """
    need = {
        level: count if level == HIGH else sample_size(count, margin)
        for level, count in population.items()
    }
    total = sum(need.values())
    if most is None or total <= most:
        return need
    others = {level: count for level, count in need.items() if level != HIGH and count}
    high = need.get(HIGH, 0)
    fair = max(ceil(most / 2), round(most * high / total), most - sum(others.values()))
    high = max(min(high, fair, most - len(others)), 0)
    return dict.fromkeys(need, 0) | _shared(others, most - high) | {HIGH: high}


def _shared(need: Mapping[int, int], seats: int) -> dict[int, int]:
    """`seats` in proportion to the need, one at least for each while there are any."""
    total = sum(need.values())
    given = dict.fromkeys(need, 0)
    for _seat in range(min(seats, total)):
        fair = {
            level: (given[level] == 0, need[level] * seats / total - given[level], -level)
            for level in need
            if given[level] < need[level]
        }
        given[max(fair, key=lambda level: fair[level])] += 1
    return given


def draw(population: Iterable[Judged], *, seed: str, visits: Mapping[int, int]) -> list[Judged]:
    """The businesses visited, by risk from high to low: the first of each in the order of the draw.

    The order is that of kit/drawing, so anybody can repeat it; who comes first in a list gains nothing.
    """
    lot = sorted(population, key=lambda one: (-one.risk, drawn(seed, one.number), one.number))
    left = dict(visits)
    chosen = []
    for one in lot:
        if left.get(one.risk, 0) > 0:
            left[one.risk] -= 1
            chosen.append(one)
    return chosen


def weight(population: int, visits: int) -> Decimal:
    """How many businesses of its risk a visit stands for, to four decimals; 0 where none is visited."""
    return (Decimal(population) / visits).quantize(Decimal("0.0001")) if visits else Decimal(0)


def due(first: date, last: date, level: int) -> date:
    """By when: high risk in the first third of the period, middle in two thirds, low by its end."""
    days = int((last - first).days * PART_OF_PERIOD[level])
    return first + timedelta(days=days)
