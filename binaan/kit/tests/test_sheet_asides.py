"""What a sheet hides, merges and never calculated is told, and never costs us the sheet."""

import zipfile

import openpyxl
import pytest

from binaan.kit.sheets import asides, reading
from binaan.kit.tests import books

HEAD = ["nama usaha", "alamat"]
CELL = '<c r="{}{}" t="inlineStr"><is><t>isi</t></is></c>'


def first(path):
    return reading.read(path, path.name)[0]


def told(sheet):
    return sheet.hidden_lines, sheet.hidden_columns, sheet.merged


def row(number, more=""):
    return f'<row {more} r="{number}">{CELL.format("A", number)}</row>'


def test_excel_tells_hidden_lines_columns_and_merged_cells(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    for line in range(3, 9):
        sheet.cell(line, 2, f"Tahu {line}")
    sheet.row_dimensions[5].hidden = sheet.row_dimensions[7].hidden = True
    sheet.column_dimensions.group("D", "F", hidden=True)
    sheet.merge_cells("B3:D4")
    path = tmp_path / "a.xlsx"
    book.save(path)
    assert told(first(path)) == ({5, 7}, {3, 4, 5}, ((3, 1, 4, 3),))


@pytest.mark.parametrize(
    "more", ['hidden="1"', "hidden='true'", 'ht="15" hidden = "1" spans="1:2"', 'ht="0"',
             'collapsed="0" hidden="on"']
)  # fmt: skip
def test_a_row_may_say_in_many_ways_that_it_is_hidden(tmp_path, more):
    path = books.raw_xlsx(tmp_path / "a.xlsx", row(1) + row(2, more) + row(3))
    assert first(path).hidden_lines == {2}


@pytest.mark.parametrize("more", ['hidden="0"', 'hidden="false"', 'ht="10"', 'foo="hidden"'])
def test_a_row_that_is_not_hidden_is_not_taken_for_one(tmp_path, more):
    path = books.raw_xlsx(tmp_path / "a.xlsx", row(1) + row(2, more) + row(3))
    assert first(path).hidden_lines == set()


def test_rows_without_numbers_are_counted(tmp_path):
    cell = '<c t="inlineStr"><is><t>isi</t></is></c>'
    rows = f'<row>{cell}</row><row/><row hidden="1">{cell}</row><row>{cell}</row>'
    assert first(books.raw_xlsx(tmp_path / "a.xlsx", rows)).hidden_lines == {3}


def test_hidden_columns_end_where_a_list_ends(tmp_path):
    columns = (
        '<cols><col hidden="1" max="16384" min="299"/><col min="2" max="2" hidden="0"/></cols>'
    )
    path = books.raw_xlsx(tmp_path / "a.xlsx", row(1) + row(2), columns=columns)
    assert first(path).hidden_columns == {298, 299}


def prefixed(path, target):
    """The same workbook with every element of its sheet under a prefix."""
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            text = old.read(name).decode()
            if "worksheets" in name:
                text = text.replace("</", "</x:").replace("xmlns=", "xmlns:x=")
                for tag in (
                    "worksheet",
                    "cols",
                    "col ",
                    "sheetData",
                    "row ",
                    "c ",
                    "is>",
                    "t>",
                    "f>",
                ):
                    text = text.replace(f"<{tag}", f"<x:{tag}")
            new.writestr(name, text)
    return target


def test_a_prefix_before_every_element_changes_nothing(tmp_path):
    formula = '<row r="4"><c r="B4"><f>1+1</f></c></row>'
    columns = '<cols><col min="3" max="3" hidden="1"/></cols>'
    plain = books.raw_xlsx(
        tmp_path / "p.xlsx", row(1) + row(2, 'hidden="1"') + formula, columns=columns
    )
    sheet = first(prefixed(plain, tmp_path / "a.xlsx"))
    assert (*told(sheet), sheet.empty_formulas) == ({2}, {2}, (), {1: [4]})


def test_rows_cut_by_a_block_are_still_whole(tmp_path, monkeypatch):
    monkeypatch.setattr(asides, "BLOCK", 7)
    path = books.raw_xlsx(tmp_path / "a.xlsx", row(1) + row(2, 'hidden="1"') + row(3))
    assert asides.asides(str(path))[0].hidden_lines == {2}


def test_each_sheet_keeps_its_own(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(HEAD)
    second = book.create_sheet("Kedua")
    second.append(HEAD)
    second.append(HEAD)
    second.row_dimensions[2].hidden = True
    path = tmp_path / "a.xlsx"
    book.save(path)
    assert [sheet.hidden_lines for sheet in reading.read(path, "a.xlsx")] == [set(), {2}]


FORMULAS = [
    ('<c r="C2"><f>1+1</f><v/></c>', {2: [2]}),
    ('<c r="C2"><f>1+1</f></c>', {2: [2]}),
    ('<c r="C2" s="4"><f t="shared" si="0"/><v></v></c>', {2: [2]}),
    ('<c r="C2"><f>1+1</f><v>2</v></c>', {}),
    ('<c r="C2" t="str"><f>""</f><v></v></c>', {}),
    ('<c r="C2" t="e"><f>1/0</f><v>#DIV/0!</v></c>', {}),
]


@pytest.mark.parametrize(("cell", "empty"), FORMULAS)
def test_a_formula_nobody_calculated_is_counted(tmp_path, cell, empty):
    rows = f'{row(1)}<row r="2">{CELL.format("A", 2)}{cell}</row>'
    sheet = first(books.raw_xlsx(tmp_path / "a.xlsx", rows))
    assert (sheet.empty_formulas, sheet.uncalculated) == (empty, len(empty))


def test_who_has_formulas_without_values_is_told_what_to_do():
    assert "12 rumus yang belum dihitung" in reading.not_calculated(12)


def test_opendocument_tells_hidden_lines_columns_and_merged_cells(tmp_path):
    plain = f"<table:table-row>{books.ods_cells(HEAD)}</table:table-row>"
    hidden = plain.replace("row>", 'row table:number-rows-repeated="2" table:visibility="{}">', 1)
    wide = (
        '<table:table-cell table:number-columns-repeated="2"/><table:table-cell '
        'table:number-rows-spanned="2" table:number-columns-spanned="3"><text:p>x</text:p>'
        '</table:table-cell><table:covered-table-cell table:number-columns-repeated="2"/>'
    )
    columns = (
        '<table:table-column table:number-columns-repeated="2"/><table:table-column '
        'table:style-name="co1" table:visibility="collapse" table:number-columns-repeated="2"/>'
    )
    tables = (
        f'<table:table table:name="Satu">{columns}{plain}{hidden.format("collapse")}'
        f"{hidden.format('filter')}<table:table-row>{wide}</table:table-row>{plain}</table:table>"
        f'<table:table table:name="Dua">{plain}{hidden.format("visible")}</table:table>'
    )
    path = books.raw_ods(tmp_path / "a.ods", tables)
    one, two = reading.read(path, "a.ods")
    assert told(one) == ({2, 3, 4, 5}, {2, 3}, ((6, 2, 7, 4),))
    assert told(two) == (set(), set(), ())


def test_old_excel_tells_hidden_lines_columns_and_merged_cells(tmp_path):
    path = books.xls(
        tmp_path / "a.xls", "Data", [HEAD, ["Tahu", "Jl"], ["Roti", "Jl"]],
        lines=[2], columns=[1], merged=[(1, 0, 1, 1)],
    )  # fmt: skip
    assert told(first(path)) == ({2}, {1}, ((1, 0, 1, 1),))


def test_a_sheet_that_cannot_be_scanned_is_read_all_the_same(tmp_path):
    plain = books.raw_xlsx(tmp_path / "p.xlsx", row(1) + row(2, 'hidden="1"'))
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(tmp_path / "a.xlsx", "w", 8) as new:
        for name in old.namelist():
            padding = b" " * asides.MAX_PART if name == "xl/workbook.xml" else b""
            new.writestr(name, old.read(name) + padding)
    assert first(plain).hidden_lines == {2}
    sheet = first(tmp_path / "a.xlsx")
    assert (sheet.frame.height, sheet.hidden_lines) == (2, set())


def test_text_hides_nothing(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("nama usaha,alamat\nTahu,Jl\n")
    assert told(first(path)) == (set(), set(), ())
