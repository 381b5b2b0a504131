"""How far a target was reached, in percent: each polarity, each variant in use.

Source: Permendagri 86/2017 (E.81) and practice, see docs/rules/capaian.md §1. Never rounded inside.
"""

from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple, overload

HIGHER, LOWER, ZERO = "higher", "lower", "zero"
TWICE, INVERSE = "2T", "TR"
BLANK, FULL = "kosong", "100"
HUNDRED = Decimal(100)

FORMULAS = {
    HIGHER: "realisasi ÷ target × 100",
    TWICE: "(2 × target − realisasi) ÷ target × 100, paling rendah 0",
    INVERSE: "target ÷ realisasi × 100",
    ZERO: "100 bila realisasi 0, selain itu 0",
}
NO_ACTUAL = "Realisasi belum diketahui."
NO_TARGET = "Target tidak ada."
TARGET_ZERO = "Target 0: tingkat capaian tidak dapat dihitung."
TARGET_NEGATIVE = "Target kurang dari 0: tingkat capaian dinilai orang."
ACTUAL_ZERO = "Realisasi 0: rumus target ÷ realisasi tidak dapat dihitung."


class Choices(NamedTuple):
    """What an office chose where practice differs. `cap`: the most a rate counts inside an average,
    None for no cap. `zero_target`: both 0 gives nothing (BLANK) or 100 (FULL).
    """

    lower: str = TWICE
    zero_target: str = BLANK
    cap: Decimal | None = HUNDRED


USUAL = Choices()


class Rate(NamedTuple):
    """A rate in percent with its formula in words; None, then `why` says so in Bahasa."""

    value: Decimal | None
    formula: str
    why: str = ""


def choices(*, lower: str, zero_target: str, cap: Decimal | None) -> Choices:
    """An office's parameters as choices; a cap of 0 or less is none. Raises ValueError with what to
    write for a word nobody knows."""
    if lower not in (TWICE, INVERSE):
        raise ValueError(f"Rumus {lower!r} tidak dikenal; tulis {TWICE} atau {INVERSE}.")
    if zero_target not in (BLANK, FULL):
        raise ValueError(f"Pilihan {zero_target!r} tidak dikenal; tulis {BLANK} atau {FULL}.")
    return Choices(lower, zero_target, cap if cap is not None and cap > 0 else None)


def achievement(
    actual: Decimal | None,
    target: Decimal | None,
    *,
    polarity: str = HIGHER,
    lower: str = "",
    choices: Choices = USUAL,
) -> Rate:
    """The rate by an indicator's polarity; `lower` is its own formula, "" for the office's."""
    formula = formula_of(polarity, lower, target=target, choices=choices)
    why = _why_none(actual, target, formula)
    if formula != ZERO and actual == target == 0 and choices.zero_target == FULL:
        return Rate(HUNDRED, FORMULAS[formula])
    return Rate(rate(formula, actual, target), FORMULAS[formula], why)


def formula_of(
    polarity: str, lower: str = "", *, target: Decimal | None = None, choices: Choices = USUAL
) -> str:
    """The key in FORMULAS that counts. Zero is best only where zero is the target."""
    if polarity == HIGHER:
        return HIGHER
    if polarity == ZERO and (target is None or target == 0):
        return ZERO
    return lower or choices.lower


def higher_better(actual: Decimal | None, target: Decimal | None) -> Decimal | None:
    """R / T x 100; None without a target above 0."""
    return rate(HIGHER, actual, target)


def lower_better_twice(actual: Decimal | None, target: Decimal | None) -> Decimal | None:
    """(2T - R) / T x 100, at least 0; None without a target above 0."""
    return rate(TWICE, actual, target)


def lower_better_inverse(actual: Decimal | None, target: Decimal | None) -> Decimal | None:
    """T / R x 100; None without a target above 0 or with nothing realised."""
    return rate(INVERSE, actual, target)


def zero_best(actual: Decimal | None, target: Decimal | None) -> Decimal | None:
    """100 if nothing happened, else 0; for a target of 0."""
    return rate(ZERO, actual, target)


def rate(formula: str, actual: Decimal | None, target: Decimal | None) -> Decimal | None:
    """Percent by a key of FORMULAS; None where it cannot be computed."""
    if actual is None or target is None or _why_none(actual, target, formula):
        return None
    return RULES[formula](actual, target)


RULES: dict[str, Callable[[Decimal, Decimal], Decimal]] = {
    HIGHER: lambda actual, target: actual / target * HUNDRED,
    TWICE: lambda actual, target: max((2 * target - actual) / target * HUNDRED, Decimal(0)),
    INVERSE: lambda actual, target: target / actual * HUNDRED,
    ZERO: lambda actual, target: HUNDRED if actual == 0 else Decimal(0),
}


def _why_none(actual: Decimal | None, target: Decimal | None, formula: str) -> str:
    if target is None:
        return NO_TARGET
    if actual is None:
        return NO_ACTUAL
    if target < 0:
        return TARGET_NEGATIVE
    if target == 0 and formula != ZERO:
        return TARGET_ZERO
    return ACTUAL_ZERO if actual == 0 and formula == INVERSE else ""


@overload
def capped(value: Decimal, cap: Decimal | None) -> Decimal: ...
@overload
def capped(value: None, cap: Decimal | None) -> None: ...
def capped(value: Decimal | None, cap: Decimal | None) -> Decimal | None:
    """Cut at the cap, where there is one; only averages ask for it."""
    return value if value is None or cap is None else min(value, cap)


def is_high(value: Decimal | None, limit: Decimal) -> bool:
    """Whether a rate suggests that the target was too low."""
    return value is not None and value >= limit


@overload
def rounded(value: Decimal, places: int = 2) -> Decimal: ...
@overload
def rounded(value: None, places: int = 2) -> None: ...
def rounded(value: Decimal | None, places: int = 2) -> Decimal | None:
    """As a table prints it: half up."""
    if value is None:
        return None
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
