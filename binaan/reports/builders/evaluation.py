"""E.81: the Renja of a year evaluated by quarter, K beside Rp. Rule: docs/rules/laporan.md §6."""

from dataclasses import dataclass, field
from decimal import Decimal
from uuid import UUID

from binaan.planning import parameters
from binaan.planning.choices import IndicatorKind, Level, Polarity
from binaan.planning.models import Achievement
from binaan.planning.queries import achievements
from binaan.planning.queries.trees import Branch, Mark, Tree, tree
from binaan.planning.rules import e81, rates
from binaan.planning.rules.e81 import Evaluated, Rated
from binaan.planning.rules.standing import QUARTERS
from binaan.reports import cells, evidence, schemas
from binaan.reports.asking import Asked
from binaan.reports.builders import evaluation_foot, framing, origin
from binaan.reports.builders.origin import Before, Money, Origin
from binaan.reports.builders.targets import end_cell, named, target_cell
from binaan.reports.sheet import Cell, Column, Row, Sheet

LEVELS = (Level.SASARAN, Level.PROGRAM, Level.KEGIATAN, Level.SUBKEGIATAN)
INDENTS = {Level.KEGIATAN: 1, Level.SUBKEGIATAN: 2}
WIDTHS = {
    "no": 8.0, "objective": 30.0, "node_name": 46.0, "indicator": 40.0, "owner": 25.0, "note": 19.0,
    "rate_k": 15.0, "rate_rp": 15.0, "year_rate_k": 15.0, "year_rate_rp": 15.0,
} | {
    f"{name}_{suffix}": width
    for name in ("target_renstra_1", "actual_prev_1", "target_year_1", "q_1", "q_2", "q_3", "q_4",
                 "actual_year", "actual_upto")
    for suffix, width in (("k", 12.5), ("rp", 17.0))
}  # fmt: skip
KINDS = {IndicatorKind.LAST: "tidak kumulatif", IndicatorKind.POSITION: "posisi"}
TOO_LOW = "target terlalu rendah?"


@dataclass
class Year:
    """Everything the rows of one evaluation are made from."""

    asked: Asked
    plan: Tree
    come_from: Origin
    choices: rates.Choices
    reached: dict[UUID, dict[int, Achievement]]
    before: dict[UUID, Before]
    paid: Money
    paid_before: dict[UUID, Decimal]
    limit: Decimal
    owners: list[str] = field(default_factory=list)


def build(user, asked: Asked) -> Sheet:
    """One row per indicator from sasaran down; then averages, grades, causes and follow-ups."""
    year = read(user, asked)
    rows: list[Row] = []
    rated: dict[str, list[Rated]] = {"rate": [], "year_rate": []}
    numbers: dict[str, int] = {}
    for branch in year.plan.walk():
        if branch.node.level in LEVELS:
            rows += _rows(user, year, branch, _number(branch, numbers), rated)
    variant = asked.choice(parameters.E81_VARIANT)
    named_rates = ("year_rate", "rate") if variant == e81.YEARLY else ("rate",)
    means = evaluation_foot.averages(asked, rated, named_rates, year.choices)
    title, *below = schemas.schema(asked.report.code).title.split(" - ")
    return framing.sheet(
        user, asked, rows + evaluation_foot.rows(asked, means) if rows else [],
        columns=columns(asked, year.come_from, variant),
        title=title,
        subtitle=(*(_filled(text, asked) for text in below), _period(asked)),
        footer=evaluation_foot.causes(asked, year.plan, year.reached) if rows else [],
        notes=evaluation_foot.notes(asked, year, means, variant),
        signatures=evaluation_foot.signatures(user, asked),
    )  # fmt: skip


def columns(asked: Asked, come_from: Origin, variant: str) -> tuple[Column, ...]:
    """The columns of the variant the office chose, with years in place of dots; without a Renstra they stay."""
    end = str(come_from.years[-1]) if come_from.plan else "..."
    code = f"{asked.report.code}-{variant}" if variant == e81.YEARLY else asked.report.code
    words = {
        "Tahun ... (akhir periode": f"Tahun {end} (akhir periode",
        "s/d Tahun ...": f"s/d Tahun {asked.year}",
        "(n-2)": f"({asked.year - 1})",
        "(n-1)": f"({asked.year})",
    }
    return schemas.columns(code, words=words, widths=WIDTHS)


def _filled(text: str, asked: Asked) -> str:
    text = text.replace("PD ...", f"Perangkat Daerah {asked.office.name}")
    return text.replace("Pelaksanaan ...", f"Pelaksanaan {asked.year}")


def _period(asked: Asked) -> str:
    return f"Triwulan {('I', 'II', 'III', 'IV')[asked.quarter - 1]} Tahun {asked.year}"


def read(user, asked: Asked) -> Year:
    """The Renja with the Renstra above it, and what was reached and paid until the quarter."""
    plan, come_from = tree(user, asked.version), origin.origin(user, asked)
    marks = [mark for _branch, mark in plan.marks()]
    years = [one for one in come_from.years if one < asked.year]
    keys = {mark.indicator.key for mark in marks}
    return Year(
        asked, plan, come_from,
        choices=rates.choices(
            lower=asked.choice(parameters.LOWER), zero_target=asked.choice(parameters.ZERO_TARGET),
            cap=Decimal(asked.choice(parameters.CAP)),
        ),
        reached=achievements.by_quarter(user, asked.office, keys, asked.year),
        before=origin.reached_before(user, asked, marks, years),
        paid=origin.paid(user, asked, plan),
        paid_before=origin.paid_before(user, asked, plan, come_from),
        limit=Decimal(asked.choice(parameters.HIGH_TARGET)),
    )  # fmt: skip


def _number(branch: Branch, numbers: dict[str, int]) -> str:
    """1 for a sasaran, 1.1 for its programmes; nothing further down."""
    level = branch.node.level
    if level == Level.SASARAN:
        numbers.update(sasaran=numbers.get("sasaran", 0) + 1, program=0)
        return str(numbers["sasaran"])
    if level == Level.PROGRAM:
        numbers["program"] = numbers.get("program", 0) + 1
        return f"{numbers.get('sasaran', 0)}.{numbers['program']}"
    return ""


def _rows(user, year: Year, branch: Branch, number: str, rated: dict) -> list[Row]:
    """A row per indicator, at least one; the node's words and money stand on the first."""
    money = _money(year, branch)
    page = evidence.node(branch.node.pk)
    own = "objective" if branch.node.level == Level.SASARAN else "node_name"
    strong = branch.node.level in (Level.SASARAN, Level.PROGRAM)
    name = cells.words(
        branch.node.name, page, bold=strong, indent=INDENTS.get(branch.node.level, 0)
    )
    first = {"no": cells.words(number), "node_name": cells.EMPTY, own: name}
    made = []
    for position, mark in enumerate(branch.marks or [None]):
        row = dict(first | _rupiah(year, branch, money, strong)) if not position else {}
        row |= _aims(year, mark)
        row |= origin.owner_cell(user, year.asked, branch, mark, year.owners)
        made.append(Row(row, level=branch.node.level))
        _take(year, branch, mark, None if position else money, rated)
    return made


def _take(year: Year, branch: Branch, mark: Mark | None, money: Evaluated | None, rated) -> None:
    """Remember the rates of a row for the averages."""
    k = judged(year, mark) if mark else None
    for name in ("rate", "year_rate"):
        rate_k = getattr(k, name).value if k else None
        rate_rp = getattr(money, name).value if money else None
        rated[name].append(Rated(branch.node.pk, branch.node.level, rate_k, rate_rp))


def _money(year: Year, branch: Branch) -> Evaluated:
    return e81.evaluated(_asked_rp(year, branch), year.choices)


def _asked_rp(year: Year, branch: Branch) -> e81.Asked:
    key = branch.node.key
    quarters = year.paid.get(key, {})
    return e81.Asked(
        year.come_from.money(key), year.paid_before.get(key), branch.money.get(year.asked.year),
        tuple(quarters.get(quarter) for quarter in QUARTERS),
    )  # fmt: skip


def _rupiah(year: Year, branch: Branch, money: Evaluated, strong: bool) -> dict[str, Cell]:
    """The Rp cells of a node."""
    asked, page = _asked_rp(year, branch), evidence.node(branch.node.pk)
    document = year.asked.version.document_id
    payments = evidence.spending(document, year.asked.year)
    top = year.come_from.plan.by_key.get(branch.node.key) if year.come_from.plan else None
    above = evidence.node(top.node.pk) if top else page
    told = {
        "target_renstra_1_rp": (asked.end_target, above),
        "actual_prev_1_rp": (asked.until_last_year, above),
        "target_year_1_rp": (asked.year_target, page),
        "actual_year_rp": (money.year, payments),
        "actual_upto_rp": (money.until, payments),
    } | {f"q_{quarter}_rp": (asked.quarters[quarter - 1], payments) for quarter in QUARTERS}
    made = {key: cells.money(value, way, bold=strong) for key, (value, way) in told.items()}
    made["rate_rp"] = cells.percent(money.rate.value, payments, bold=strong)
    made["year_rate_rp"] = cells.percent(money.year_rate.value, payments, bold=strong)
    return made


def judged(year: Year, mark: Mark) -> Evaluated:
    """The computed K columns of an indicator."""
    return e81.evaluated(_asked_k(year, mark), year.choices)


def _asked_k(year: Year, mark: Mark) -> e81.Asked:
    one, parts = mark.indicator, year.reached.get(mark.indicator.key, {})
    until = year.asked.quarter or 4
    quarters = tuple(
        parts[quarter].value if quarter <= until and quarter in parts else None
        for quarter in QUARTERS
    )
    if until == 4 and 0 in parts and not any(value is not None for value in quarters):
        quarters = (None, None, None, parts[0].value)  # entered for the year, not by quarter
    before = year.before.get(one.key)
    end = _end(year, mark)
    return e81.Asked(
        Decimal(end.value) if end.value is not None else None, before.value if before else None,
        mark.target(year.asked.year), quarters, one.kind, one.polarity, one.lower_formula,
    )  # fmt: skip


def _end(year: Year, mark: Mark) -> Cell:
    """Column 5: the end of the Renstra; a dash for an indicator the Renstra does not have."""
    found = year.come_from.marks.get(mark.indicator.key)
    if found is None:
        return cells.number(None)
    return end_cell(found, year.come_from.years, evidence.indicator(found.indicator.pk))


def _aims(year: Year, mark: Mark | None) -> dict[str, Cell]:
    """The K cells of an indicator; empty boxes where a node has none."""
    names = [key for key in WIDTHS if key.endswith("_k")]
    if mark is None:
        return dict.fromkeys(("indicator", "note", *names), cells.EMPTY)
    one, parts = mark.indicator, year.reached.get(mark.indicator.key, {})
    page, asked, found = evidence.indicator(one.pk), _asked_k(year, mark), judged(year, mark)
    before = year.before.get(one.key) or Before(None)
    known = [
        quarter
        for quarter in QUARTERS
        if quarter in parts and asked.quarters[quarter - 1] is not None
    ]
    summed = one.kind == IndicatorKind.CUMULATIVE and len(known) > 1
    last = evidence.achievement(parts[known[-1]].pk) if known and not summed else page
    made = {
        "indicator": named(one),
        "target_renstra_1_k": _end(year, mark),
        "actual_prev_1_k": cells.number(before.value, before.page or page),
        "target_year_1_k": target_cell(mark, year.asked.year, page),
        "actual_year_k": cells.number(found.year, last),
        "actual_upto_k": cells.number(found.until, last),
        "rate_k": cells.percent(found.rate.value, last),
        "year_rate_k": cells.percent(found.year_rate.value, last),
        "note": cells.words(_remarks(year, mark, found)),
    }
    for quarter in QUARTERS:
        way = evidence.achievement(parts[quarter].pk) if quarter in parts else ""
        value = asked.quarters[quarter - 1] if quarter in parts else None
        made[f"q_{quarter}_k"] = cells.number(value, way)
    return made


def _remarks(year: Year, mark: Mark, found: Evaluated) -> str:
    one = mark.indicator
    said = [KINDS.get(one.kind, "")]
    said.append("makin rendah makin baik" if one.polarity == Polarity.LOWER else "")
    said.append(TOO_LOW if rates.is_high(found.year_rate.value, year.limit) else "")
    return "; ".join(text for text in said if text)
