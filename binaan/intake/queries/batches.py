"""Lists that came in, their problems and the rows that wait, as far as somebody may see them."""

from binaan.access.permissions import Permission
from binaan.intake.models import Batch, Problem, Row
from binaan.kit.sheets.cells import letters


def batches(user):
    """The batches this user may look at, newest first."""
    found = Batch.objects.permitted(user, Permission.LIST_VIEW)
    return found.select_related("version__source__office", "job", "place", "file")


def steerable(user):
    """The batches this user may take through their steps: map, preview, put in, cancel."""
    found = Batch.objects.permitted(user, Permission.LIST_IMPORT)
    return found.select_related("version__source__office", "job", "place", "file")


def rows_waiting(user):
    """Rows that wait whole for somebody, in the lists this user may look at."""
    mine = Batch.objects.permitted(user, Permission.LIST_VIEW)
    return Row.objects.filter(held=True, settled=False, batch__in=mine)


def problems(user, batch: Batch):
    """The problems of one batch, in the order of its rows; none for a batch out of reach."""
    if not Batch.objects.permitted(user, Permission.LIST_VIEW).filter(pk=batch.pk).exists():
        return Problem.objects.none()
    return Problem.objects.filter(batch=batch)


def address(problem: Problem) -> str:
    """The cell as Excel names it: D17; the row alone when the whole row is meant."""
    return f"{problem.column}{problem.line}" if problem.column else str(problem.line)


def cell_of(batch: Batch, sheet: int, line: int, field: str) -> str:
    """Sheet and cell in which a batch states a field: "Data!D17", or the row when unmapped."""
    layout = batch.layout[sheet]
    index = layout["columns"].get(field)
    column = letters(index) if index is not None else ""
    return f"{layout['name']}!{column}{line}"
