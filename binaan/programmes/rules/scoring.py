"""Need, fit, readiness, promise and priority of a candidate, out of what is known of it.

Source: docs/rules/seleksi.md §2; parts suggested by handbook small-industry 4.3 [D], chosen by the
office (parameters.NEED, parameters.FIT).
"""

from collections.abc import Mapping
from typing import NamedTuple

MOST = 100.0


class Facts(NamedTuple):
    """What is known of a firm on the day.

    `behind`: its kecamatan was reached less than the activity's place as a whole; `suits`: its group
    is the activity's; `verified`: within twelve months; `employs`: has paid workers. `young` is None
    where the owner's age is unknown.
    """

    micro: bool
    nib: bool
    certified: bool
    behind: bool
    suits: bool
    nominated: bool
    verified: bool
    employs: bool
    woman: bool
    young: bool | None


def need(one: Facts, parts: Mapping[str, float]) -> float:
    """0 to 100, two decimals. `parts`: points for "micro", "nib", "certificate", "kecamatan"."""
    return _sum(
        (one.micro, parts["micro"]),
        (not one.nib, parts["nib"]),
        (not one.certified, parts["certificate"]),
        (one.behind, parts["kecamatan"]),
    )


def fit(one: Facts, parts: Mapping[str, float]) -> float:
    """0 to 100, two decimals. `parts`: points for "group", "nominated", "verified"."""
    return _sum(
        (one.suits, parts["group"]),
        (one.nominated, parts["nominated"]),
        (one.verified, parts["verified"]),
    )


def readiness(one: Facts) -> float:
    """0 to 1: documents and activity, half each."""
    return (one.nib + one.verified) / 2


def promise(one: Facts) -> float:
    """0 to 1: put himself forward, has paid workers, half each."""
    return (one.nominated + one.employs) / 2


def priority(one: Facts) -> float:
    """0 to 1: a woman, a young owner, a kecamatan reached less; a third each."""
    return round((one.woman + (one.young is True) + one.behind) / 3, 4)


def scores(
    one: Facts, of_need: Mapping[str, float], of_fit: Mapping[str, float]
) -> tuple[float, float, float, float, float]:
    """Need, fit, readiness, promise, priority."""
    return need(one, of_need), fit(one, of_fit), readiness(one), promise(one), priority(one)


def _sum(*parts: tuple[bool, float]) -> float:
    return round(min(sum(points for held, points in parts if held), MOST), 2)
