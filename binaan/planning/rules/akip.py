"""The AKIP evaluation sheet (LKE) and its grade. Source: PermenPANRB 88/2021; see docs/rules/capaian.md §5."""

from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from binaan.planning.rules.ratings import AKIP, Grade, rated

ANSWERS = {
    "AA": Decimal(100), "A": Decimal(90), "BB": Decimal(80), "B": Decimal(70),
    "CC": Decimal(60), "C": Decimal(50), "D": Decimal(30), "E": Decimal(0),
}  # fmt: skip


class Component(NamedTuple):
    key: str
    name: str
    weight: Decimal


COMPONENTS = (
    Component("1", "Perencanaan Kinerja", Decimal(30)),
    Component("2", "Pengukuran Kinerja", Decimal(30)),
    Component("3", "Pelaporan Kinerja", Decimal(15)),
    Component("4", "Evaluasi Akuntabilitas Kinerja Internal", Decimal(25)),
)
# Of each component's weight.
PARTS = (
    ("a", "Keberadaan", Decimal("0.2")),
    ("b", "Kualitas", Decimal("0.3")),
    ("c", "Pemanfaatan", Decimal("0.5")),
)
WEIGHTS = {
    f"{component.key}.{part}": component.weight * share
    for component in COMPONENTS
    for part, _name, share in PARTS
}


class Assessed(NamedTuple):
    """`lines`: points by sub component; `missing`: those without an answer (then no total)."""

    lines: dict[str, Decimal]
    missing: tuple[str, ...]
    total: Decimal | None
    grade: Grade | None


def sub_component(answer: str, weight: Decimal) -> Decimal:
    """Answer / 100 x weight. Raises ValueError that lists the answers."""
    if answer not in ANSWERS:
        raise ValueError(f"Jawaban {answer!r} tidak dikenal; pilih {', '.join(ANSWERS)}.")
    return ANSWERS[answer] * weight / 100


def assessed(answers: Mapping[str, str]) -> Assessed:
    """The sheet from its twelve answers {"1.a": "BB", …}; an answer left out leaves no total."""
    missing = tuple(key for key in WEIGHTS if not answers.get(key))
    lines = {
        key: sub_component(answers[key], weight)
        for key, weight in WEIGHTS.items()
        if key not in missing
    }
    total = None if missing else sum(lines.values(), Decimal(0))
    return Assessed(lines, missing, total, grade(total))


def grade(value: Decimal | None) -> Grade | None:
    """The predikat: rounded to two decimals first, limits not inside."""
    return rated(AKIP, value)
