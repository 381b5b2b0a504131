"""The workbook that goes back: marked in its cells, otherwise as the sender had it."""

import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation

from binaan.kit.sheets import kept, listing, marking, plain, reading
from binaan.kit.sheets.marking import Mark
from binaan.kit.tests import books

HEAD = ["nama usaha", "nik", "alamat"]
NIK = Mark("Data", 3, "B", "NIK", "••••", "NIK harus 16 angka.", "Ketik ulang dari KTP.", "", True)
NAME = Mark(
    "Data", 3, "", "Nama usaha", "", "Nama usaha kosong.", "Isi nama usahanya.", "Usaha Sari"
)

NOTE = f"{listing.DIVIDER}\n{NIK.note()}"


def own(path, change=None):
    """A workbook an office might keep: a number, formulas with their values, a gap."""
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Data")
        sheet.write("A1", "nama usaha")
        sheet.write("B3", 32160)
        sheet.write_formula("C3", '="Jl. "&"A <1>"', value="Jl. A <1>")
        sheet.write_formula("D3", "=40+2", value=42)
    if change:
        book = openpyxl.load_workbook(path)
        change(book)
        book.save(path)
    return path


def marked(path, marks, tmp_path, tag="b-1"):
    out = tmp_path / "kembali.xlsx"
    done = marking.mark(path, path.name, out, marks, tag)
    return done, openpyxl.load_workbook(out), out


def test_a_cell_gets_a_fill_a_note_and_keeps_typed_numbers_as_text(tmp_path):
    done, book, _out = marked(own(tmp_path / "a.xlsx"), [NIK], tmp_path)
    cell = book["Data"]["B3"]
    assert done == (1, True)
    assert (cell.value, cell.number_format) == (32160, "@")
    assert (cell.fill.fgColor.rgb[-6:], cell.fill.fill_type) == (listing.YELLOW, "solid")
    assert (cell.comment.author, cell.comment.text) == (
        "Binaan",
        f"{listing.DIVIDER}\nNIK harus 16 angka.\nKetik ulang dari KTP.",
    )


def test_a_problem_of_the_whole_row_marks_its_first_used_cell(tmp_path):
    _done, book, _out = marked(own(tmp_path / "a.xlsx"), [NAME], tmp_path)
    assert book["Data"]["A3"].comment is None
    assert book["Data"]["B3"].comment.text.endswith("Saran: Usaha Sari")


def test_problems_of_one_cell_share_a_note(tmp_path):
    _done, book, _out = marked(own(tmp_path / "a.xlsx"), [NIK, NAME, NIK], tmp_path)
    said = book["Data"]["B3"].comment.text
    assert (said.count("NIK harus"), said.count("Nama usaha kosong")) == (1, 1)


def test_the_senders_formats_formulas_and_values_stay(tmp_path):
    def dressed(book):
        sheet, second = book["Data"], book.create_sheet("Rekap & lain")
        second["A1"] = "=Data!B3"
        sheet["A1"].font, sheet["A1"].fill = (
            Font(bold=True, size=18),
            PatternFill("solid", fgColor="00FF00"),
        )
        sheet["E3"] = date(2020, 12, 31)
        sheet["E3"].number_format = "dd/mm/yyyy"
        sheet.column_dimensions["C"].width, sheet.row_dimensions[5].hidden = 33, True
        sheet.merge_cells("A8:C8")
        sheet.add_data_validation(DataValidation("list", formula1='"ya,tidak"', sqref="F3"))
        sheet.freeze_panes = "A2"

    _done, book, _out = marked(own(tmp_path / "a.xlsx", dressed), [NIK], tmp_path)
    sheet = book["Data"]
    assert book.sheetnames == ["Perlu diperbaiki", "Data", "Rekap & lain"]
    assert book["Rekap & lain"]["A1"].value == "=Data!B3"
    assert (sheet["A1"].font.size, sheet["A1"].fill.fgColor.rgb[-6:]) == (18, "00FF00")
    assert sheet["E3"].number_format == "dd/mm/yyyy"
    assert (sheet.column_dimensions["C"].width, sheet.row_dimensions[5].hidden) == (33, True)
    assert [str(one) for one in sheet.merged_cells.ranges] == ["A8:C8"]
    assert (sheet.freeze_panes, len(sheet.data_validations.dataValidation)) == ("A2", 1)


def test_formulas_keep_the_values_they_had(tmp_path):
    path = own(tmp_path / "a.xlsx")
    before = reading.read(path, "a.xlsx")[0].frame
    _done, book, out = marked(path, [NIK], tmp_path)
    assert book["Data"]["D3"].value == "=40+2"
    after = reading.read(out, "a.xlsx")
    assert [(one.name, one.uncalculated) for one in after] == [("Data", 0)]
    assert after[0].frame.equals(before)
    assert before.rows()[-1] == (3, None, "32160", "Jl. A <1>", "42")


def test_a_note_of_the_senders_keeps_its_words_and_its_author(tmp_path):
    def noted(book):
        book["Data"]["B3"].comment = Comment("Tanya Bu Sari", "Pak Budi")

    _done, book, _out = marked(own(tmp_path / "a.xlsx", noted), [NIK], tmp_path)
    note = book["Data"]["B3"].comment
    assert note.author == "Pak Budi"
    assert note.text == f"Tanya Bu Sari\n\n{NOTE}"


def test_a_merged_cell_is_marked_where_its_words_stand(tmp_path):
    def merged(book):
        book["Data"].merge_cells("B3:B6")

    mark = NIK._replace(line=5)
    _done, book, _out = marked(own(tmp_path / "a.xlsx", merged), [mark], tmp_path)
    assert book["Data"]["B3"].comment.text == NOTE
    assert book["Perlu diperbaiki"]["C4"].hyperlink.location == "'Data'!B3"


def test_the_list_names_every_problem_and_leads_to_its_cell(tmp_path):
    _done, book, _out = marked(own(tmp_path / "a.xlsx"), [NIK, NAME], tmp_path)
    sheet = book["Perlu diperbaiki"]
    said = [[cell.value for cell in line] for line in sheet.iter_rows(min_row=3)]
    assert said == [list(listing.HEADINGS), [*listing.row(1, NIK)[:-1], None],
                    [2, "Data", "Baris 3", "Nama usaha", None, NAME.problem, NAME.step, "Usaha Sari"]]  # fmt: skip
    assert [sheet[f"C{line}"].hyperlink.location for line in (4, 5)] == ["'Data'!B3"] * 2
    assert (sheet.freeze_panes, book.active.title) == ("A4", sheet.title)
    assert [one.sheet_view.tabSelected for one in book.worksheets] == [True, False]


def test_words_that_look_like_a_formula_stay_words(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text('nama usaha,nik,alamat\n"=HYPERLINK(""x"")",+62,@a\n')
    mark = NIK._replace(sheet="CSV", line=2, written="=1+1", field="-x")
    for source, sheet in ((path, "CSV"), (own(tmp_path / "b.xlsx"), "Data")):
        _done, book, _out = marked(source, [mark._replace(sheet=sheet)], tmp_path)
        cells = [cell for one in book for line in one.iter_rows() for cell in line]
        formulas = {cell.coordinate for cell in cells if cell.data_type == "f"}
        assert formulas == ({"C3", "D3"} if sheet == "Data" else set())


def test_text_comes_back_as_a_workbook_with_every_word_in_its_place(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("\nnama usaha;nik;tahun\n\nTahu;0012345678901234;2019\n;12345678901234567;-\n")
    before = reading.read(path, "a.csv")[0]
    mark = Mark("CSV", 5, "A", "Nama usaha", "", "Nama usaha kosong.", "Isi.")
    done, book, out = marked(path, [mark], tmp_path)
    after = reading.read(out, "b.xlsx")[0]
    assert done == (1, False)
    assert after.frame.rows() == before.frame.rows()[1:]
    assert book["CSV"]["B4"].value == "0012345678901234"
    assert (book["CSV"]["C4"].value, book["CSV"]["B4"].number_format) == (2019, "@")
    assert book["CSV"]["A5"].comment.text.endswith("Nama usaha kosong.\nIsi.")
    assert book["CSV"]["A5"].fill.fgColor.rgb[-6:] == listing.YELLOW


def test_old_excel_keeps_lost_digits_lost_and_hidden_things_hidden(tmp_path):
    path = books.xls(
        tmp_path / "a.xls", "Data", [HEAD, ["Tahu", 3216064507850003.0, "Jl"], ["Roti", 7.0, "x"]],
        lines=[3], columns=[2], merged=[(1, 0, 1, 1)],
    )  # fmt: skip
    before = reading.read(path, "a.xls")[0]
    _done, book, out = marked(path, [NIK._replace(line=2)], tmp_path)
    after = reading.read(out, "a.xlsx")[0]
    assert isinstance(book["Data"]["B2"].value, int)
    assert after.frame.equals(before.frame)
    assert (after.hidden_lines, after.hidden_columns, after.merged) == ({3}, {2}, ((1, 0, 1, 1),))


def test_opendocument_comes_back_with_all_its_sheets(tmp_path):
    path = books.ods(tmp_path / "a.ods", {"Kec. A/B": [HEAD], "Dua": [HEAD, ["Tahu", "1", "Jl"]]})
    mark = NIK._replace(sheet="Dua", line=2)
    _done, book, out = marked(path, [mark], tmp_path)
    assert book.sheetnames == ["Perlu diperbaiki", "Kec. A B", "Dua"]
    assert [one.frame.height for one in reading.read(out, "a.xlsx")] == [1, 2]


def test_a_formula_nobody_calculated_is_blank_where_formats_are_lost(tmp_path):
    path = tmp_path / "a.xlsx"
    book = openpyxl.Workbook()
    book.active.title = "Data"
    for row in (HEAD, ["Tahu", "=1+1", "Jl"], ["Tempe", "=2+2", "Jl"]):
        book.active.append(row)
    book.save(path)
    plain.write(path, tmp_path / "kembali.xlsx", [NIK], name=path.name, tag="b-1")
    again = openpyxl.load_workbook(tmp_path / "kembali.xlsx")["Data"]
    assert [again["A3"].value, again["B3"].value] == ["Tempe", None]


def test_a_workbook_too_large_for_its_formats_is_still_whole(tmp_path, monkeypatch):
    monkeypatch.setattr(kept, "MAX_CELLS", 1)
    assert not kept.fits(own(tmp_path / "a.xlsx"))
    monkeypatch.setattr(plain, "LARGE", 0)
    plain.write(tmp_path / "a.xlsx", tmp_path / "b.xlsx", [NIK], name="a.xlsx", tag="b")
    before, after = (reading.read(tmp_path / name, name)[0].frame for name in ("a.xlsx", "b.xlsx"))
    assert after.equals(before)
    assert openpyxl.load_workbook(tmp_path / "b.xlsx")["Data"]["B3"].comment.text == NOTE


def test_the_tag_is_found_again_and_our_list_is_not_read_as_data(tmp_path):
    path = own(tmp_path / "a.xlsx")
    _done, _book, out = marked(path, [NIK], tmp_path)
    assert (reading.mark_of(path), reading.mark_of(out)) == (None, "b-1")
    assert [one.name for one in reading.read(out, "a.xlsx")] == ["Data"]


def test_a_sheet_of_the_senders_with_our_title_is_read(tmp_path):
    def same_title(book):
        book.create_sheet("Perlu diperbaiki")["A1"] = "x"

    path = own(tmp_path / "a.xlsx", same_title)
    assert len(reading.read(path, "a.xlsx")) == 2
    _done, book, out = marked(path, [NIK], tmp_path)
    assert book.sheetnames[0] == "Perlu diperbaiki (2)"
    assert [one.name for one in reading.read(out, "a.xlsx")] == ["Data", "Perlu diperbaiki"]


def test_marking_again_takes_the_old_marks_out(tmp_path):
    def noted(book):
        book["Data"]["D3"].comment = Comment("Tanya Bu Sari", "Pak Budi")

    other = NIK._replace(column="D")
    _done, _book, out = marked(own(tmp_path / "a.xlsx", noted), [NIK, other], tmp_path)
    again = tmp_path / "lagi.xlsx"
    marking.mark(out, "a.xlsx", again, [NIK._replace(column="C")], "b-2")
    book = openpyxl.load_workbook(again)
    sheet = book["Data"]
    assert book.sheetnames == ["Perlu diperbaiki", "Data"]
    assert (sheet["B3"].comment, sheet["B3"].fill.fill_type) == (None, None)
    assert (sheet["D3"].comment.text, sheet["D3"].comment.author) == ("Tanya Bu Sari", "Pak Budi")
    assert sheet["C3"].comment.text == NOTE
    assert reading.mark_of(again) == "b-2"


@pytest.mark.parametrize("written", ["", "a b", "x" * 65, "../../etc"])
def test_a_tag_that_is_none_is_not_believed(tmp_path, written):
    _done, _book, out = marked(own(tmp_path / "a.xlsx"), [NIK], tmp_path, tag=written)
    assert reading.mark_of(out) is None


def test_a_tag_of_many_megabytes_is_not_read(tmp_path):
    path = own(tmp_path / "a.xlsx")
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("docProps/custom.xml", "<a>" + " " * 17 * 1024**2 + "</a>")
    assert reading.mark_of(path) is None


def test_files_may_be_named_from_where_one_stands(tmp_path, monkeypatch):
    own(tmp_path / "a.xlsx")
    monkeypatch.chdir(tmp_path)
    marking.mark(Path("a.xlsx"), "a.xlsx", Path("b.xlsx"), [NIK], "b-1")
    assert len(reading.read(Path("b.xlsx"), "b.xlsx")) == 1


def test_what_cannot_be_read_is_refused_in_words_and_nothing_is_left(tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"PK\x03\x04" + b"x" * 600)
    with pytest.raises(reading.Unreadable, match="rusak"):
        marking.mark(path, "a.xlsx", tmp_path / "b.xlsx", [NIK], "b")
    assert [one.name for one in tmp_path.iterdir()] == ["a.xlsx"]


def test_a_text_longer_than_a_worksheet_is_refused_in_words(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("nama usaha,nik\n" + "a,b\n" * plain.MAX_LINES)
    with pytest.raises(marking.Unmarkable, match=r"1\.048\.576"):
        marking.mark(path, "a.csv", tmp_path / "b.xlsx", [NIK._replace(sheet="CSV")], "b")


def test_a_note_is_never_longer_than_a_screen():
    assert len(listing.note([NIK._replace(problem="x" * 9000)])) < 2100
