"""What the page of a tree shows: which branches, their money and targets, what was printed, what was found."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from binaan.access.permissions import Permission
from binaan.kit.numbers import id_number
from binaan.planning.choices import FindingState, Level
from binaan.planning.models import Finding, Node, Printed, Version
from binaan.planning.queries.trees import Branch, Mark, Tree, tree
from binaan.planning.rules.branches import same_money
from binaan.planning.rules.papers import LEVELS, RP, TARGET

SMALL = 150  # nodes: so many stand on one page at once; of more, lower branches come when opened
LARGE = 600  # nodes: all years of more sub kegiatan stand on pages of their programs
OPEN_DOWN_TO = 1  # depth: tujuan and sasaran are open, a program is opened by who reads


class Asked(NamedTuple):
    """`year` 0: all years beside each other. `division`: "", "saya" or an id. `root`: only below it.

    `down_to`: the deepest level shown when all years are; "" decides by size.
    """

    year: int = 0
    search: str = ""
    division: str = ""
    found_only: bool = False
    root: UUID | None = None
    down_to: str = ""


class Found(NamedTuple):
    """Open findings: how many of each weight, and one of the heaviest."""

    errors: int = 0
    warnings: int = 0
    infos: int = 0
    heaviest: UUID | None = None

    @property
    def count(self) -> int:
        return self.errors + self.warnings + self.infos

    @property
    def tone(self) -> str:
        return "bad" if self.errors else "warn" if self.warnings else "info"

    def plus(self, other: "Found") -> "Found":
        ours, theirs = self.heaviest, other.heaviest
        return Found(
            self.errors + other.errors, self.warnings + other.warnings, self.infos + other.infos,
            (theirs or ours) if other.errors and not self.errors else (ours or theirs),
        )  # fmt: skip


NOTHING = Found()


class Figure(NamedTuple):
    """`text`: as shown; `printed`: what imported tables printed where it differs, with the table."""

    value: Decimal | None
    text: str
    printed: tuple[tuple[str, str], ...] = ()


@dataclass
class MarkLine:
    """An indicator with its figure of each year shown."""

    mark: Mark
    targets: list[Figure]
    found: Found


@dataclass
class Line:
    """A node of the page. `closes`: branches that end behind it, as a range to loop over.

    `below`: what the fold says ("3 kegiatan"); `lazy`: its branches come when it is opened;
    `holds`: they follow as the next lines.
    """

    branch: Branch
    money: list[Figure]
    marks: list[MarkLine]
    found: Found
    below: str = ""
    found_below: Found = NOTHING
    lazy: bool = False
    holds: bool = False
    open: bool = False
    closes: range = range(0)

    @property
    def node(self) -> Node:
        return self.branch.node

    @property
    def rows(self) -> list[tuple[MarkLine | None, list[tuple[Figure | None, Figure | None]]]]:
        """For the wide table: a row for each indicator, the money only in the first."""
        rows: list = []
        for mark in self.marks or [None]:
            money = self.money if not rows else [None] * len(self.money)
            targets = mark.targets if mark else [None] * len(self.money)
            rows.append((mark, list(zip(targets, money, strict=True))))
        return rows


@dataclass
class Page:
    """`total`: nodes of the version; `matched`: of them what a filter found (None: no filter).

    `too_long`: all years of all sub kegiatan would be a page nobody can open; by program they are.
    """

    tree: Tree
    years: list[int]
    lines: list[Line]
    total: int
    matched: int | None
    root: Branch | None
    down_to: str
    found: Found
    path: list[Branch] = field(default_factory=list)
    too_long: bool = False


def versions(user, permission: Permission = Permission.PLAN_VIEW):
    """The versions this user may touch, with document and office."""
    found = Version.objects.permitted(user, permission)
    return found.select_related("document__office", "document__place")


def my_divisions(user) -> set[UUID]:
    """The bidang this person works for."""
    return {one.division_id for one in user.held() if one.division_id}


def shown(user, version: Version, asked: Asked) -> Page:
    """The lines of the page in printed order; eight queries, however large the tree is."""
    years = [asked.year] if asked.year else version.document.years
    read = tree(user, version, years=years)
    whole = list(read.walk())
    found = _found(version)
    root = read.by_id.get(asked.root) if asked.root else None
    kept = _kept(user, whole, asked, found)
    down_to = asked.down_to if asked.down_to in LEVELS else ""
    if not down_to:
        few = len(whole) <= SMALL or root is not None
        down_to = LEVELS[-1] if asked.year or few or kept is not None else Level.PROGRAM
    too_long = not asked.year and len(whole) > LARGE and root is None and kept is None
    if too_long and down_to == LEVELS[-1]:
        down_to = Level.KEGIATAN
    making = _Lines(_printed(version, years), found, years, kept, down_to, _sums(whole, found))
    making.lazy = bool(asked.year) and kept is None and len(whole) > SMALL
    branches = root.children if root and asked.year else [root] if root else read.roots
    lines = list(making.lines(branches, bool(root)))
    return Page(
        read, years, lines, len(whole), None if kept is None else len(kept), root, down_to,
        _add(found.values()), _path(root), too_long,
    )  # fmt: skip


def _path(branch: Branch | None) -> list[Branch]:
    found = []
    while branch is not None:
        found.append(branch)
        branch = branch.parent
    return found[::-1]


@dataclass
class _Lines:
    printed: "_Printed"
    found: dict[UUID | None, Found]
    years: list[int]
    kept: set[UUID] | None
    down_to: str
    sums: dict[UUID, Found]
    lazy: bool = False

    def lines(self, branches: Iterable[Branch], within: bool) -> Iterator[Line]:
        """These branches and what is shown below them; the last of each says what ends there."""
        for branch in self._seen(branches):
            children = self._seen(branch.children)
            line = self._line(branch, children)
            line.open = within or self.kept is not None or branch.depth <= OPEN_DOWN_TO
            deep = LEVELS.index(branch.node.level) >= LEVELS.index(self.down_to)
            line.lazy = self.lazy and branch.depth > OPEN_DOWN_TO and bool(children)
            line.holds = bool(children) and not deep and not line.lazy
            yield line
            if line.holds:
                last = None
                for last in self.lines(children, False):
                    yield last
                assert last is not None
                last.closes = range(len(last.closes) + 1)

    def _seen(self, branches: Iterable[Branch]) -> list[Branch]:
        return [one for one in branches if self.kept is None or one.node.pk in self.kept]

    def _line(self, branch: Branch, children: list[Branch]) -> Line:
        node = branch.node
        money = [
            Figure(branch.money.get(year), "", self.printed.money(node.pk, year, branch.money))
            for year in self.years
        ]
        below = ""
        if children:
            below = f"{id_number(len(children))} {Level(children[0].node.level).label.lower()}"
        under = [self.sums[one.node.pk] for one in children]
        marks = [
            MarkLine(mark, [self.printed.target(mark, year) for year in self.years],
                     self.found.get(mark.indicator.pk, NOTHING))
            for mark in branch.marks
        ]  # fmt: skip
        return Line(branch, money, marks, self.found.get(node.pk, NOTHING), below, _add(under))


def _add(found: Iterable[Found]) -> Found:
    total = Found()
    for one in found:
        total = total.plus(one)
    return total


def _sums(whole: list[Branch], found: dict[UUID | None, Found]) -> dict[UUID, Found]:
    """Findings of each branch with all below it, from the leaves upward."""
    sums: dict[UUID, Found] = {}
    for branch in reversed(whole):
        own = [found[key] for key in _keys(branch) if key in found]
        sums[branch.node.pk] = _add([*own, *(sums[one.node.pk] for one in branch.children)])
    return sums


def _keys(branch: Branch) -> list[UUID]:
    return [branch.node.pk, *(mark.indicator.pk for mark in branch.marks)]


def _found(version: Version) -> dict[UUID | None, Found]:
    """Open findings by indicator where they name one, else by node; None: rows only printed.

    What is wrong with money stands at the node, beside its money.
    """
    weights = {"error": 0, "warning": 1, "info": 2}
    rows = Finding.objects.filter(version=version, state=FindingState.OPEN).order_by("order")
    found: dict[UUID | None, Found] = {}
    for pk, node, indicator, severity, column in rows.values_list(
        "pk", "node_id", "indicator_id", "severity", "column"
    ):
        counts = [0, 0, 0]
        counts[weights.get(severity, 2)] = 1
        key = (node or indicator) if column == RP else (indicator or node)
        found[key] = found.get(key, NOTHING).plus(Found(*counts, pk))
    return found


def _kept(user, whole: list[Branch], asked: Asked, found: dict) -> set[UUID] | None:
    """What a filter leaves: what fits, and what it hangs below; None without one."""
    tests = []
    if asked.search:
        words = asked.search.casefold().split()
        tests.append(lambda branch: all(word in _text(branch) for word in words))
    if asked.division:
        mine = my_divisions(user) if asked.division == "saya" else {asked.division}
        theirs = {str(one) for one in mine}
        tests.append(lambda branch: bool(theirs & _owners(branch)))
    if asked.found_only:
        tests.append(lambda branch: any(key in found for key in _keys(branch)))
    if not tests:
        return None
    kept: set[UUID] = set()
    for branch in whole:
        if all(test(branch) for test in tests):
            kept |= {one.node.pk for one in _path(branch)}
    return kept


def _text(branch: Branch) -> str:
    node = branch.node
    marks = (mark.indicator.name for mark in branch.marks)
    return " ".join([node.code, node.official_code, node.name, *marks]).casefold()


def _owners(branch: Branch) -> set[str]:
    """The bidang of a node (its own, or of what it hangs below) and of its indicators."""
    above = next(
        (one.node.division_id for one in reversed(_path(branch)) if one.node.division_id), None
    )
    return {
        str(one) for one in (above, *(mark.indicator.division_id for mark in branch.marks)) if one
    }


class _Printed(NamedTuple):
    """What imported tables printed, by (id of node or indicator, year): table, text, value."""

    rp: dict[tuple[UUID, int], list[tuple[str, str, Decimal | None]]]
    targets: dict[tuple[UUID, int], list[tuple[str, str, Decimal | None]]]

    def money(self, node: UUID, year: int, sums: dict[int, Decimal]) -> tuple:
        now = sums.get(year)
        return tuple(
            (table, text)
            for table, text, value in self.rp.get((node, year), ())
            if not same_money(now, value, text)
        )

    def target(self, mark: Mark, year: int) -> Figure:
        target = mark.targets.get((year, 0))
        value = target.value if target else None
        text = target.text if target else ""
        printed = tuple(
            (table, written)
            for table, written, read in self.targets.get((mark.indicator.pk, year), ())
            if read != value or (value is None and written.strip("- ") != text.strip("- "))
        )
        return Figure(value, text if value is None else id_number(value), printed)


def _printed(version: Version, years: list[int]) -> _Printed:
    rows = Printed.objects.filter(version=version, year__in=years, column__in=(RP, TARGET))
    found = _Printed({}, {})
    for column, node, indicator, year, table, text, value in rows.order_by("line").values_list(
        "column", "node_id", "indicator_id", "year", "table", "text", "value"
    ):
        kept, key = (found.rp, node) if column == RP else (found.targets, indicator)
        if key is not None:
            kept.setdefault((key, year), []).append((table, text, value))
    return found
