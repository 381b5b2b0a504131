"""Persuasion first, then the ladder of warnings. Source: handbook small-industry §6.5, workflows.csv
`pkl_tdu` (peringatan 1-3, then revocation); that persuasion comes before is our own [D].

docs/rules/kartu-pkl.md §5.
"""

from collections.abc import Iterable

SEEN, PERSUADED, PROPOSED = "pantau", "persuasi", "usul_cabut"
WARNINGS = ("peringatan_1", "peringatan_2", "peringatan_3")
RUNGS = (SEEN, PERSUADED, *WARNINGS, PROPOSED)
NO_OFFENCE = "sesuai"
MONTHS = 12  # after which a finding no longer counts [D]


def highest(steps: Iterable[str], permit_state: str = "") -> int:
    """The highest rung reached: by findings that still count, or by the state of the TDU."""
    reached = [RUNGS.index(one) for one in steps]
    reached += [RUNGS.index(permit_state)] if permit_state in WARNINGS else []
    return max(reached, default=0)


def allowed(offence: str, reached: int, *, known: bool) -> tuple[str, ...]:
    """What may be done about a finding: nothing harder than one rung above what was reached.

    `known`: whether it is known who the vendor is; somebody unknown is only persuaded. Nobody who
    keeps the rules is warned.
    """
    if offence == NO_OFFENCE:
        return (SEEN,)
    if not known:
        return (PERSUADED,)
    return RUNGS[1 : min(reached + 1, len(RUNGS) - 1) + 1]


def event_of(step: str, permit_state: str) -> str:
    """The step of the TDU's way a warning is; "" where it is none, or does not lead on from there."""
    if step not in WARNINGS:
        return ""
    rung = WARNINGS.index(step)
    if rung == 0:
        return "pelanggaran" if permit_state in ("terbit", "akan_habis") else ""
    return "ulang" if permit_state == WARNINGS[rung - 1] else ""
