"""What an imported document printed beside what is reckoned: figures that differ are marked."""

from decimal import Decimal

from binaan.access.permissions import Permission
from binaan.planning.models import Indicator, Node, Version
from binaan.planning.models import Printed as PrintedFigure
from binaan.planning.rules.papers import Figure
from binaan.reports.sheet import Cell

BLANKS = frozenset({"", "-", "–", "n/a"})


class Printed:
    """The printed figures of a version, by what they belong to, year and column."""

    def __init__(self, figures):
        self.figures: dict[tuple, PrintedFigure] = {}
        for one in figures:
            owner = one.indicator_id or one.node_id
            self.figures.setdefault((owner, one.year, one.column), one)

    def mark(self, cell: Cell, owner: Indicator | Node, year: int, column: str) -> Cell:
        """The cell, with the printed text where it says something else."""
        figure = self.figures.get((owner.pk, year, column))
        return beside(cell, figure) if figure else cell


def beside(cell: Cell, figure: PrintedFigure | Figure) -> Cell:
    """The cell with what was printed, where that differs from it."""
    return cell if _agrees(figure, cell.value) else cell._replace(printed=figure.text)


def printed_of(user, version: Version) -> Printed:
    """All printed figures of a version that belong to a part of it; none for a plan made here."""
    found = PrintedFigure.objects.permitted(user, Permission.PLAN_VIEW).filter(version=version)
    return Printed(
        found.exclude(indicator=None, node=None).exclude(line=0).order_by("table", "line")
    )


def _agrees(figure: PrintedFigure | Figure, value: Decimal | int | None) -> bool:
    """Equal at the precision it was printed with; a blank agrees with nothing known."""
    if figure.value is None:
        return figure.text.strip().lower() in BLANKS
    if value is None:
        return False
    step = Decimal(1).scaleb(int(figure.value.normalize().as_tuple().exponent))
    return abs(figure.value - value) <= min(step, Decimal(1)) / 2
