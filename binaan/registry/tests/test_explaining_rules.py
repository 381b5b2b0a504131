"""Why a source counts is told in the order in which the projection decides."""

from datetime import UTC, date, datetime

import pytest

from binaan.registry.rules import explaining, projection
from binaan.registry.rules.projection import Stated

GROUP = ("market",)


def stated(name, year, *, trust=50, correction=False, hour=8):
    recorded = datetime(2026, 1, 1, hour, tzinfo=UTC)
    return Stated(name, date(year, 12, 31), recorded, trust, correction, {"market": name})


@pytest.mark.parametrize(
    ("claims", "winner", "why"),
    [
        ([stated("a", 2020)], "a", "Satu-satunya"),
        ([stated("a", 2020), stated("b", 2024)], "b", "paling baru"),
        ([stated("a", 2020, trust=10), stated("b", 2024)], "a", "paling dipercaya"),
        ([stated("a", 2020, hour=9), stated("b", 2020)], "a", "paling akhir"),
        ([stated("a", 2020), stated("b", 2024, correction=True)], "b", "Dikoreksi"),
        (
            [stated("a", 2025), stated("b", 2024, correction=True)],
            "a",
            "Lebih baru daripada koreksi",
        ),
    ],
)
def test_the_sentence_fits_the_decision(claims, winner, why):
    best = projection.winner(claims, GROUP)
    assert best.id == winner
    assert why in explaining.why_counts(best, [claim for claim in claims if claim is not best])


@pytest.mark.parametrize(
    ("loser", "winner", "why"),
    [
        (stated("a", 2020), stated("b", 2024), "lebih lama"),
        (stated("a", 2024), stated("b", 2020, trust=10), "kurang dipercaya"),
        (stated("a", 2020), stated("b", 2020, hour=9), "lebih dulu"),
        (stated("a", 2020), stated("b", 2024, correction=True), "dikoreksi"),
        (stated("a", 2020, correction=True), stated("b", 2024), "Koreksi lama"),
    ],
)
def test_the_others_are_told_why_not(loser, winner, why):
    assert why in explaining.why_not(loser, winner)
