"""T-C.33 and RENJA-4.1: the programmes of a Renja with targets, money, fund and the year after.

Rule: docs/rules/laporan.md §6.
"""

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from binaan.kit.numbers import id_number
from binaan.places.models import NomenclatureItem
from binaan.planning.choices import FundSource, Level
from binaan.planning.queries import achievements
from binaan.planning.queries.trees import Branch, Mark, tree
from binaan.reports import cells, evidence, schemas
from binaan.reports.asking import Asked
from binaan.reports.builders import framing, origin
from binaan.reports.builders.evaluation import INDENTS
from binaan.reports.builders.targets import end_cell, named, target_cell
from binaan.reports.sheet import Cell, Row, Sheet

LEVELS = (Level.PROGRAM, Level.KEGIATAN, Level.SUBKEGIATAN)
WIDTHS_33 = {
    "code": 26.0, "node_name": 62.0, "indicator": 54.0, "loc": 24.0, "target": 15.0, "budget": 23.0,
    "fund": 24.0, "note": 22.0, "fwd_target": 15.0, "fwd_budget": 23.0,
}  # fmt: skip
WIDTHS_41 = {
    "no": 8.0, "code": 25.0, "node_name": 56.0, "indicator": 48.0, "target_renstra_end": 17.0,
    "actual_n2": 17.0, "forecast_n1": 18.0, "target": 14.0, "budget": 22.0, "loc": 22.0,
    "fund": 22.0, "prio_nat": 18.0, "prio_loc": 18.0, "beneficiary": 22.0, "fwd_target": 14.0,
    "fwd_budget": 22.0, "owner": 26.0,
}  # fmt: skip
SEGMENTS = (1, 2)  # of a code: urusan, bidang


class Head(NamedTuple):
    """An urusan or bidang above its programmes, with the money of those."""

    code: str
    name: str
    budget: Decimal | None
    forward: Decimal | None


def build_33(user, asked: Asked) -> Sheet:
    """The form of Permendagri 86/2017."""
    words = {"Tahun ... (tahun rencana)": f"Tahun {asked.year} (tahun rencana)",
             "Rencana Tahun ...": f"Rencana Tahun {asked.year + 1}"}  # fmt: skip
    title = schemas.schema(asked.report.code).title
    title = title.replace("Tahun ...", f"Tahun {asked.year}", 1)
    return framing.sheet(
        user, asked, rows_of(user, asked, lambda branch, mark, first: {}),
        columns=schemas.columns(asked.report.code, words=words, widths=WIDTHS_33),
        title=title.replace("Tahun ...", f"Tahun {asked.year + 1}"),
        subtitle=framing.subtitle(asked, "(dalam rupiah)"), notes=(_note(),),
    )  # fmt: skip


def build_41(user, asked: Asked) -> Sheet:
    """The form of Permendagri 14/2026."""
    further = _Further(user, asked)
    words = {
        f"TAHUN n{step}": f"TAHUN {asked.year + int(step or 0)}" for step in ("-2", "-1", "+1", "")
    }
    title = schemas.schema(asked.report.code).title
    return framing.sheet(
        user, asked, rows_of(user, asked, further.cells),
        columns=schemas.columns(asked.report.code, words=words, widths=WIDTHS_41),
        title=title.removeprefix("Tabel 4.1 ").replace("Tahun n", f"Tahun {asked.year}"),
        subtitle=framing.subtitle(asked, "Tabel 4.1 (dalam rupiah)"),
        notes=(
            _note(),
            f"Realisasi {asked.year - 2}: capaian tahun itu. Prakiraan {asked.year - 1}: target tahun "
            "itu pada Renstra. Prioritas nasional dan daerah belum dicatat pada rencana.",
        ),
    )  # fmt: skip


def _note() -> str:
    return (
        "Pagu diisi pada sub kegiatan dan dijumlah ke atas, dicetak sekali untuk setiap bagian; "
        "tanda – berarti belum diketahui."
    )


def rows_of(user, asked: Asked, further) -> list[Row]:
    """Urusan and bidang, then a row per indicator of program, kegiatan and sub kegiatan.

    `further(branch, mark, first)`: the cells that only one of the forms has.
    """
    plan = tree(user, asked.version)
    programmes = [one for one in plan.walk() if one.node.level == Level.PROGRAM]
    known = heads(user, asked, programmes)
    rows: list[Row] = []
    printed: set[str] = set()
    for programme in sorted(programmes, key=_code):
        for code in _above(programme):
            if code in known and code not in printed:
                printed.add(code)
                rows.append(_head_row(asked, known[code]))
        for branch in programme.walk():
            rows += _rows(asked, branch, further)
    return rows


def heads(user, asked: Asked, programmes: list[Branch]) -> dict[str, Head]:
    """The urusan and bidang of programmes by code, where the nomenclature names them."""
    codes = {code for one in programmes for code in _above(one)}
    items = NomenclatureItem.objects.filter(era=asked.version.era, code__in=codes)
    names = dict(items.values_list("code", "name"))
    return {
        code: Head(code, names[code], *(
            sum_of(one.money.get(year) for one in programmes if code in _above(one))
            for year in (asked.year, asked.year + 1)
        ))
        for code in codes if code in names
    }  # fmt: skip


def _code(programme: Branch) -> list[str]:
    return (programme.node.official_code or programme.node.code).split(".")


def _above(programme: Branch) -> list[str]:
    parts = _code(programme)
    return [".".join(parts[:many]) for many in SEGMENTS if len(parts) > many]


def sum_of(values: Iterable[Decimal | None]) -> Decimal | None:
    """Rupiah of what is known; nothing known is not 0."""
    known = [value for value in values if value is not None]
    return sum(known, Decimal(0)) if known else None


def _head_row(asked: Asked, head: Head) -> Row:
    page = evidence.version(asked.version.pk)
    empty = dict.fromkeys((*WIDTHS_33, *WIDTHS_41), cells.EMPTY)
    level = "tujuan" if "." not in head.code else "sasaran"
    return Row(
        empty | {
            "code": cells.words(head.code), "node_name": cells.words(head.name.upper(), bold=True),
            "budget": cells.money(head.budget, page, bold=True),
            "fwd_budget": cells.money(head.forward, page, bold=True),
        },
        level=level,
    )  # fmt: skip


def _rows(asked: Asked, branch: Branch, further) -> list[Row]:
    made = []
    for position, mark in enumerate(branch.marks or [None]):
        first = not position
        row = _words(asked, branch) if first else {}
        row |= _aims(asked, mark) | further(branch, mark, first)
        made.append(Row(row, level=branch.node.level))
    return made


def _words(asked: Asked, branch: Branch) -> dict[str, Cell]:
    """What stands once for a node."""
    node, page = branch.node, evidence.node(branch.node.pk)
    strong = node.level == Level.PROGRAM
    return {
        "code": cells.words(node.official_code or node.code),
        "node_name": cells.words(node.name, page, bold=strong, indent=INDENTS.get(node.level, 0)),
        "loc": cells.words(node.location),
        "budget": cells.money(branch.money.get(asked.year), page, bold=strong),
        "fund": cells.words(fund_words(branch, asked.year)),
        "note": cells.EMPTY,
        "fwd_budget": cells.money(branch.money.get(asked.year + 1), page, bold=strong),
    }


def fund_words(branch: Branch, year: int) -> str:
    """The funds of a sub kegiatan; with rupiah where there are several. Above it nothing."""
    found = {fund: rupiah for (of, fund), rupiah in branch.funds.items() if of == year and rupiah}
    names = {fund: str(FundSource(fund).label) for fund in found}
    if len(found) == 1:
        return next(iter(names.values()))
    return "; ".join(f"{names[fund]} {id_number(rupiah)}" for fund, rupiah in found.items())


def _aims(asked: Asked, mark: Mark | None) -> dict[str, Cell]:
    if mark is None:
        return dict.fromkeys(("indicator", "target", "fwd_target"), cells.EMPTY)
    page = evidence.indicator(mark.indicator.pk)
    return {
        "indicator": named(mark.indicator),
        "target": target_cell(mark, asked.year, page),
        "fwd_target": target_cell(mark, asked.year + 1, page),
    }


class _Further:
    """The columns that only RENJA-4.1 has."""

    def __init__(self, user, asked: Asked):
        self.user, self.asked = user, asked
        self.origin = origin.origin(user, asked)
        marks = [mark for _branch, mark in tree(user, asked.version).marks()]
        kinds = {mark.indicator.key: mark.indicator.kind for mark in marks}
        self.reached = achievements.year_value(user, asked.office, kinds, asked.year - 2, kinds)
        self.number = 0
        self.owners: list[str] = []

    def cells(self, branch: Branch, mark: Mark | None, first: bool) -> dict[str, Cell]:
        """No, the Renstra's end, n-2, n-1, priorities, target group, owner."""
        made = self._aims(mark)
        if first:
            programme = branch.node.level == Level.PROGRAM
            self.number += programme
            made |= {
                "no": cells.count(self.number) if programme else cells.EMPTY,
                "prio_nat": cells.EMPTY, "prio_loc": cells.EMPTY,
                "beneficiary": cells.words(branch.node.beneficiary),
            }  # fmt: skip
        return made | origin.owner_cell(self.user, self.asked, branch, mark, self.owners)

    def _aims(self, mark: Mark | None) -> dict[str, Cell]:
        if mark is None:
            return dict.fromkeys(("target_renstra_end", "actual_n2", "forecast_n1"), cells.EMPTY)
        one, years = mark.indicator, self.origin.years
        found = self.origin.marks.get(one.key)
        if found is None:
            end = forecast = cells.number(None)
        else:
            page = evidence.indicator(found.indicator.pk)
            end = end_cell(found, years, page)
            forecast = target_cell(found, self.asked.year - 1, page)
        known = self.reached.get(one.key)
        page = origin.behind(known) or evidence.indicator(one.pk)
        return {
            "target_renstra_end": end,
            "actual_n2": cells.number(known.value if known else None, page),
            "forecast_n1": forecast,
        }
