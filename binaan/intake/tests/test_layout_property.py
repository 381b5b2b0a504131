"""Rows that are known, in sheets of random layout, come out as the rows that went in."""

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from openpyxl import Workbook

from binaan.intake.proposing import Proposed, proposals
from binaan.intake.tables import WHY, data_rows
from binaan.intake.tests.layouts import Drawn, sheets
from binaan.intake.tests.sheets import kind
from binaan.kit.sheets import reading
from tests.depth import some

KIND = kind()  # by headings alone; values are tried in test_proposing
MANY = settings(max_examples=some(15, 100), deadline=None)
FEW = settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def came_out(one: Proposed) -> list[tuple[int, dict]]:
    """Line and {field: text} of every row, as the proposed layout reads them."""
    rows, _skipped = data_rows(one.sheet, one.layout, KIND)
    return [
        (row["line"], {field: row[f"c{at}"] for field, at in one.layout.columns.items()})
        for row in rows.iter_rows(named=True)
    ]


def went_in(drawn: Drawn) -> list[tuple[int, dict]]:
    """The same of the rows the sheet was made of, with the kecamatan above them."""
    said = any(drawn.district)
    return [
        (line, row | ({"district": place} if said else {}))
        for (line, row), place in zip(drawn.rows, drawn.district, strict=True)
    ]


def check(drawn: Drawn, sheet: reading.RawSheet) -> None:
    (one,) = proposals(KIND, [sheet])
    assert one.use, one.warnings
    assert came_out(one) == went_in(drawn)
    _rows, skipped = data_rows(sheet, one.layout, KIND)
    assert set(skipped) <= set(WHY)
    told = sorted(line for lines in skipped.values() for line in lines)
    below = [line for line in sheet.frame["line"] if line > one.layout.heading_line]
    assert sorted(told + [line for line, _row in drawn.rows]) == below


@MANY
@given(sheets())
def test_the_rows_that_come_out_are_the_rows_that_went_in(drawn):
    check(drawn, drawn.sheet())


@FEW
@given(sheets())
def test_so_they_do_from_a_workbook_on_disk(drawn):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "daftar.xlsx")
        book = Workbook()
        for line, cells in enumerate(drawn.cells, start=1):
            for column, text in enumerate(cells, start=1):
                if text is not None:
                    book.active.cell(line, column, text)
        for top, left, bottom, right in drawn.merged:
            book.active.merge_cells(
                start_row=top, start_column=left + 1, end_row=bottom, end_column=right + 1
            )
        book.save(path)
        (sheet,) = reading.read(path, path.name)
    check(drawn, sheet)
