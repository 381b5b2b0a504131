"""RENAKSI and RENAKSI-R: the quarters of each promised target, and the work and money behind it.

No regulation prints this form; the AKIP sheet asks for it (docs/rules/laporan.md §6).
"""

from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from binaan.kit.romans import roman
from binaan.planning import parameters
from binaan.planning.choices import Level
from binaan.planning.models import Achievement
from binaan.planning.queries import achievements
from binaan.planning.queries.trees import Branch, Mark, tree
from binaan.planning.rules import rates
from binaan.planning.rules.standing import QUARTERS
from binaan.reports import cells, evidence, schemas
from binaan.reports.asking import Asked
from binaan.reports.builders import framing, origin
from binaan.reports.builders.agreement import objectives
from binaan.reports.builders.evaluation import INDENTS
from binaan.reports.builders.targets import target_cell
from binaan.reports.sheet import Cell, Row, Sheet

WIDTHS = {
    "no": 8.0, "objective": 38.0, "indicator": 42.0, "unit": 15.0, "target": 16.0, "rate": 16.0,
    "action": 66.0, "budget": 22.0, "obstacle": 36.0, "follow_up": 36.0, "owner": 30.0,
} | {f"{name}{quarter}": 13.0 for name in ("tq", "rq") for quarter in QUARTERS}  # fmt: skip
LEFT = ("no", "objective", "indicator", "unit", "target")
NOTE = (
    "Target triwulan: bagian dari target tahunan bila indikatornya kumulatif, selain itu keadaan pada "
    "akhir triwulan. Anggaran dijumlah dari sub kegiatan."
)
Reached = dict[UUID, dict[int, Achievement]]


class Realised(NamedTuple):
    """What RENAKSI-R adds: the achievements by indicator key, and which indicators a node has.

    A PK holds no indicators below program; those of its Renstra are found by the node's key.
    """

    asked: Asked
    reached: Reached
    choices: rates.Choices
    below: dict[UUID, list[UUID]]

    def rows_of(self, branch: Branch) -> list[Achievement]:
        """What was saved in the quarter of the indicators of a node."""
        keys = self.below.get(branch.node.key, [])
        found = [self.reached.get(key, {}).get(self.asked.quarter) for key in keys]
        return [row for row in found if row is not None]


def build(user, asked: Asked) -> Sheet:
    """The plan: targets by quarter beside programmes, kegiatan and sub kegiatan."""
    return _sheet(user, asked, None, (NOTE,))


def build_realised(user, asked: Asked) -> Sheet:
    """The same with what was reached until the quarter asked for."""
    note = "Capaian: terhadap target triwulan; tanpa target triwulan, terhadap target tahunan."
    realised = _realised(user, asked)
    return _sheet(user, asked, realised, (NOTE, note), f"Triwulan {roman(asked.quarter)}")


def _realised(user, asked: Asked) -> Realised:
    come_from = origin.origin(user, asked)
    plans = [one for one in (tree(user, asked.version), come_from.plan) if one]
    below: dict[UUID, list[UUID]] = {}
    for plan in plans:
        for branch, mark in plan.marks():
            below.setdefault(branch.node.key, []).append(mark.indicator.key)
    keys = {key for found in below.values() for key in found}
    reached = achievements.by_quarter(user, asked.office, keys, asked.year)
    choices = rates.choices(
        lower=asked.choice(parameters.LOWER), zero_target=asked.choice(parameters.ZERO_TARGET),
        cap=None,
    )  # fmt: skip
    return Realised(asked, reached, choices, below)


def _sheet(
    user, asked: Asked, realised: Realised | None, notes: tuple[str, ...], *more: str
) -> Sheet:
    rows: list[Row] = []
    for number, branch in enumerate(objectives(tree(user, asked.version)), 1):
        rows += _objective(user, asked, branch, number, realised)
    title = schemas.schema(asked.report.code).title.replace("Tahun ...", f"Tahun {asked.year}")
    return framing.sheet(
        user, asked, rows, columns=schemas.columns(asked.report.code, widths=WIDTHS), title=title,
        subtitle=(asked.office.name, *more), notes=notes,
    )  # fmt: skip


def _objective(
    user, asked: Asked, branch: Branch, number: int, realised: Realised | None
) -> list[Row]:
    """Indicators at the left, what is done at the right; the shorter side goes on from above."""
    left = [
        _aim(mark, asked.year) | (_told(user, mark, realised) if realised else {})
        for mark in branch.marks or [None]
    ]
    left[0] |= {
        "no": cells.count(number),
        "objective": cells.words(branch.node.name, evidence.node(branch.node.pk)),
    }
    owners: list[str] = []
    right = [
        _action(asked, one) | origin.owner_cell(user, asked, one, None, owners)
        | (_troubles(realised, [branch, one] if not at else [one]) if realised else {})
        for at, one in enumerate(list(branch.walk())[1:])
    ] or [dict.fromkeys(("action", "budget", "owner"), cells.EMPTY)]  # fmt: skip
    many = max(len(left), len(right))
    sides = [one + [{}] * (many - len(one)) for one in (left, right)]
    return [Row(aim | action) for aim, action in zip(*sides, strict=True)]


def _troubles(realised: Realised, branches: list[Branch]) -> dict[str, Cell]:
    """Obstacles and follow-ups of the quarter; those of the sasaran stand beside its first action."""
    rows = [row for branch in branches for row in realised.rows_of(branch)]
    return {
        name: cells.words("; ".join(dict.fromkeys(text for text in texts if text)))
        for name, texts in (
            ("obstacle", [row.obstacle for row in rows]),
            ("follow_up", [row.follow_up for row in rows]),
        )
    }


def _aim(mark: Mark | None, year: int) -> dict[str, Cell]:
    """The promise: indicator, unit, target of the year and of its quarters."""
    keys = [f"tq{quarter}" for quarter in QUARTERS]
    if mark is None:
        return dict.fromkeys((*LEFT[2:], *keys), cells.EMPTY)
    page = evidence.indicator(mark.indicator.pk)
    made = {
        "indicator": cells.words(mark.indicator.name, page),
        "unit": cells.words(mark.indicator.unit),
        "target": target_cell(mark, year, page),
    }
    for quarter, key in zip(QUARTERS, keys, strict=True):
        made[key] = cells.number(mark.target(year, quarter), page)
    return made


def _action(asked: Asked, branch: Branch) -> dict[str, Cell]:
    page, strong = evidence.node(branch.node.pk), branch.node.level == Level.PROGRAM
    indent = INDENTS.get(branch.node.level, 0)
    return {
        "action": cells.words(branch.node.name, page, bold=strong, indent=indent),
        "budget": cells.money(branch.money.get(asked.year), page, bold=strong),
    }


def _told(user, mark: Mark | None, realised: Realised) -> dict[str, Cell]:
    """What was reached, quarter by quarter, and the rate."""
    keys = [f"rq{quarter}" for quarter in QUARTERS]
    if mark is None:
        return dict.fromkeys((*keys, "rate"), cells.EMPTY)
    asked = realised.asked
    parts = {
        quarter: row
        for quarter, row in realised.reached.get(mark.indicator.key, {}).items()
        if quarter <= asked.quarter
    }
    last = parts.get(asked.quarter)
    stood = achievements.stands(
        user, mark, parts, asked.year, asked.quarter, choices=realised.choices
    )
    page = evidence.achievement(last.pk) if last else evidence.indicator(mark.indicator.pk)
    made = {"rate": cells.percent(stood.rate.value, page)}
    for quarter, key in zip(QUARTERS, keys, strict=True):
        made[key] = _value(parts.get(quarter))
    return made


def _value(row: Achievement | None) -> Cell:
    value: Decimal | None = row.value if row else None
    return cells.number(value, evidence.achievement(row.pk) if row else "")
