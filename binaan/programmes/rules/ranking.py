"""The order of candidates: never served first. Two rules, each with its edition and reasons.

Source: docs/rules/seleksi.md §2; weights of `skor` from handbook small-industry 4.3 [D].
"""

from collections.abc import Callable, Iterable
from datetime import date
from typing import NamedTuple

from binaan.programmes.rules.drawing import drawn

EDITION = "2026"
FAIR, SCORE = "adil", "skor"
LABELS = {
    FAIR: "Belum pernah dilayani dahulu",
    SCORE: "Nilai gabungan",
}
LONGEST_WAIT = 60  # months after which waiting counts (nearly) in full
NEARLY = 0.999
EVER = date.min


class Applicant(NamedTuple):
    """What the rules ask of a candidate.

    `number`: of the business in the register. `services`, `last`: before the day asked; `last` is
    None for who was never served. `need`, `fit`: 0 to 100. `ready`, `promising`, `priority`: 0 to 1.
    `marks`: the groups it counts for in quotas ("kecamatan:32.16.06", "perempuan").
    """

    number: int
    services: int
    last: date | None
    need: float
    fit: float
    marks: frozenset[str] = frozenset()
    ready: float = 0.0
    promising: float = 0.0
    priority: float = 0.0


class Weights(NamedTuple):
    """Parts of a total of 100 under the rule `skor`."""

    fit: float = 30
    waiting: float = 25
    ready: float = 15
    promising: float = 15
    priority: float = 15


class Ranked(NamedTuple):
    """`total`: 0 to 100 under `skor`, 0 under `adil`, which adds nothing up."""

    applicant: Applicant
    rank: int
    total: float
    draw: str


USUAL = Weights()


def waiting(last: date | None, at: date) -> float:
    """1 for who was never served; else the months since, of LONGEST_WAIT, always below 1."""
    if last is None:
        return 1.0
    months = (at.year - last.year) * 12 + at.month - last.month
    return min(max(months, 0) / LONGEST_WAIT, NEARLY)


def total(one: Applicant, at: date, weights: Weights = USUAL) -> float:
    """The total of the rule `skor`, to four decimals."""
    return round(
        weights.fit * one.fit / 100
        + weights.waiting * waiting(one.last, at)
        + weights.ready * one.ready
        + weights.promising * one.promising
        + weights.priority * one.priority,
        4,
    )


def ranked(
    applicants: Iterable[Applicant],
    *,
    rule: str,
    seed: str,
    at: date,
    weights: Weights = USUAL,
) -> list[Ranked]:
    """All applicants in the order of the rule, ranks from 1. The order of input changes nothing.

    Raises ValueError for a rule nobody knows.
    """
    if rule not in RULES:
        raise ValueError(f"Aturan {rule!r} tidak dikenal; pilih {' atau '.join(RULES)}.")
    lines = sorted(RULES[rule](applicants, seed, at, weights))
    return [
        Ranked(applicant, rank, points, draw)
        for rank, (*_order, draw, _number, points, applicant) in enumerate(lines, start=1)
    ]


def _fair(applicants: Iterable[Applicant], seed: str, at: date, weights: Weights):
    return (
        (one.last or EVER, -one.need, -one.fit, drawn(seed, one.number), one.number, 0.0, one)
        for one in applicants
    )


def _score(applicants: Iterable[Applicant], seed: str, at: date, weights: Weights):
    for one in applicants:
        points = total(one, at, weights)
        # Of equal totals the never-served first, also where an office lets waiting weigh nothing.
        served = one.last is not None
        yield (-points, served, drawn(seed, one.number), one.number, points, one)


RULES: dict[str, Callable] = {FAIR: _fair, SCORE: _score}


def before(one: Ranked, other: Ranked, rule: str) -> str:
    """Why `one` stands before `other`, in words."""
    first, second = one.applicant, other.applicant
    if rule == SCORE and one.total != other.total:
        return f"nilai {one.total:.2f} di atas {other.total:.2f}".replace(".", ",")
    if rule == SCORE and (first.last is None) != (second.last is None):
        return "belum pernah dilayani"
    if rule == FAIR and first.last != second.last:
        return "belum pernah dilayani" if first.last is None else "lebih lama tidak dilayani"
    if rule == FAIR and first.need != second.need:
        return "kebutuhan lebih tinggi"
    if rule == FAIR and first.fit != second.fit:
        return "lebih sesuai"
    return "menang undian"
