"""What a file becomes before anybody asks what it means: cells as text, at their true addresses."""

from datetime import date, datetime

import pytest

from binaan.kit.sheets import reading
from binaan.kit.sheets.cells import NUMBER_MARK
from binaan.kit.tests import books

HEAD = ["nama usaha", "alamat"]


def rows(path, name=""):
    """Line and cells of the first sheet."""
    return reading.read(path, name or path.name)[0].frame.rows()


def refusal(path, name=""):
    with pytest.raises(reading.Unreadable) as refused:
        reading.read(path, name or path.name)
    return str(refused.value)


def text(tmp_path, content, name="a.csv"):
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_each_usual_separator_is_recognised(tmp_path, separator):
    path = text(tmp_path, f"nama usaha{separator}alamat\nTahu Sari{separator}Jl. Melati\n")
    assert rows(path) == [(1, *HEAD), (2, "Tahu Sari", "Jl. Melati")]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"], ids=["plain", "bom", "windows", "wide"]
)
def test_letters_survive_the_encodings_offices_use(tmp_path, encoding):
    path = text(tmp_path, "nama usaha,alamat\nKafé Ñ,Jl\n".encode(encoding))
    assert rows(path) == [(1, *HEAD), (2, "Kafé Ñ", "Jl")]


def test_a_separator_is_recognised_under_a_title(tmp_path):
    path = text(tmp_path, "Daftar IKM 2020\nnama usaha;alamat\nTahu;Jl\n")
    assert rows(path)[1:] == [(2, *HEAD), (3, "Tahu", "Jl")]


def test_a_row_is_the_line_on_which_its_record_starts(tmp_path):
    path = text(tmp_path, 'nama usaha,alamat\n"Tahu ""Sari""","Jl. A\nNo. 2"\n\nRoti,Jl. B\n')
    assert rows(path) == [(1, *HEAD), (2, 'Tahu "Sari"', "Jl. A No. 2"), (4, None, None),
                          (5, "Roti", "Jl. B")]  # fmt: skip


@pytest.mark.parametrize("ending", ["\r\n", "\r", "\n"])
def test_lines_may_end_as_on_any_system(tmp_path, ending):
    path = text(tmp_path, ending.join(["nama usaha,alamat", "Tahu,Jl", "", "Roti,Jl"]))
    assert [row for row in rows(path) if row[1]] == [
        (1, *HEAD),
        (2, "Tahu", "Jl"),
        (4, "Roti", "Jl"),
    ]


def test_ragged_lines_keep_every_cell(tmp_path):
    path = text(tmp_path, "nama usaha,alamat\nTahu,Jl,x,y\nRoti\n")
    assert rows(path) == [(1, *HEAD, None, None), (2, "Tahu", "Jl", "x", "y"),
                          (3, "Roti", None, None, None)]  # fmt: skip


def test_a_quotation_mark_inside_a_cell_is_only_a_letter(tmp_path):
    path = text(tmp_path, 'nama usaha,alamat\nPipa 5",Jl\nPipa 6",Jl\n')
    assert rows(path)[1:] == [(2, 'Pipa 5"', "Jl"), (3, 'Pipa 6"', "Jl")]


def test_a_quotation_mark_never_closed_swallows_no_rows(tmp_path):
    path = text(tmp_path, 'nama usaha,alamat\n"Tahu,Jl\nRoti,Jl\nKue,Jl\n')
    assert "baris 2" in refusal(path)


def test_both_ways_of_reading_text_tidy_alike(tmp_path):
    plain = text(tmp_path, "nama usaha,alamat\n Tahu  Sari ,\u00a0Jl\x1f1\x02\n")
    careful = text(tmp_path, 'nama usaha,alamat\n Tahu  Sari ,"\u00a0Jl\x1f1\x02"\n\n', "b.csv")
    assert rows(plain)[1] == rows(careful)[1] == (2, "Tahu Sari", "Jl 1")


def test_a_zero_byte_late_in_a_text_becomes_a_blank(tmp_path):
    path = text(tmp_path, b"nama usaha,alamat\n" + b"Tahu,Jl\n" * 1000 + b"Ro\x00ti,Jl\n")
    assert rows(path)[-1] == (1002, "Ro ti", "Jl")


def test_a_table_that_starts_at_b4_keeps_its_addresses(tmp_path):
    path = books.xlsx(tmp_path / "a.xlsx", {"Data": [HEAD, ["Tahu", "Jl"]]}, at="B4")
    assert rows(path) == [(4, None, *HEAD), (5, None, "Tahu", "Jl")]


def test_a_cell_says_what_a_person_would_type(tmp_path):
    said = [
        ("  Tahu \n Sari ", "Tahu Sari"),
        (12, "12"),
        (2.5, "2.5"),
        (220000000001, "220000000001"),
        (3216064507850003, f"{NUMBER_MARK}3216064507850003"),
        (True, "ya"),
        (False, "tidak"),
        (date(2020, 12, 31), "2020-12-31"),
        (datetime(2020, 12, 31, 8, 30), "2020-12-31 08:30:00"),  # noqa: DTZ001 - a cell has no zone
        (None, None),
        ("x", "x"),
    ]
    path = books.xlsx(tmp_path / "a.xlsx", {"Data": [[value for value, _said in said]]})
    assert rows(path) == [(1, *(text for _value, text in said))]


def test_a_formula_counts_with_the_value_it_had(tmp_path):
    cells = '<c r="A1" t="str"><f>"Ta"&amp;"hu"</f><v>Tahu</v></c><c r="B1"><f>1+1</f><v>2</v></c>'
    error = '<c r="C1" t="e"><f>1/0</f><v>#DIV/0!</v></c>'
    path = books.raw_xlsx(tmp_path / "a.xlsx", f'<row r="1">{cells}{error}</row>')
    assert rows(path) == [(1, "Tahu", "2", None)]


def test_every_sheet_comes_with_its_name_and_whether_it_is_hidden(tmp_path):
    path = books.xlsx(
        tmp_path / "a.xlsx", {"Rekap": [["x"]], "Data": [HEAD], "Lama": [HEAD]}, hidden=["Lama"]
    )
    found = [(sheet.name, sheet.hidden) for sheet in reading.read(path, "a.xlsx")]
    assert found == [("Rekap", False), ("Data", False), ("Lama", True)]


def test_old_excel_is_read(tmp_path):
    path = books.xls(tmp_path / "a.xls", "Data", [HEAD, ["Tahu", 12.0]])
    assert rows(path) == [(1, *HEAD), (2, "Tahu", "12")]


def test_opendocument_is_read(tmp_path):
    path = books.ods(tmp_path / "a.ods", {"Data": [HEAD, ["Tahu", "Jl"]]})
    assert rows(path) == [(1, *HEAD), (2, "Tahu", "Jl")]


def test_a_new_workbook_with_an_old_ending_is_read(tmp_path):
    path = books.xlsx(tmp_path / "a.xlsx", {"Data": [HEAD, ["Tahu", "Jl"]]})
    assert len(rows(path, "a.xls")) == 2


FAR = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
ENTITY = '<row r="1"><c r="A1" t="inlineStr"><is><t>{}</t></is></c></row>'
OUTSIDE = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
LAUGHS = "<!DOCTYPE a [<!ENTITY a 'haha'><!ENTITY b '&a;&a;&a;'>]>"


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda path: text(path, b"", "a.xlsx"), "kosong"),
        (lambda path: text(path, b"\x00" * 9000, "a.csv"), "bukan .csv"),
        (lambda path: text(path, "nama usaha,alamat\nTahu,Jl\n", "a.xlsx"), "bukan .xlsx"),
        (lambda path: text(path, "<html><table></table></html>", "a.xls"), "bukan .xls"),
        (lambda path: text(path, b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "a.csv"), "bukan .csv"),
        (lambda path: text(path, b"PK\x03\x04" + b"x" * 600, "a.xlsx"), "rusak"),
        (lambda path: books.ole(path / "a.xls", {"WordDocument": b"x"}), "rusak"),
        (lambda path: books.ole(path / "a.xlsx", {"EncryptedPackage": b"x"}), "kata sandi"),
        (lambda path: books.ods(path / "a.ods", {"D": []}, encrypted=True), "kata sandi"),
        (lambda path: books.bomb(path / "a.xlsx"), "mengembang"),
        (lambda path: books.raw_xlsx(path / "a.xlsx", FAR), "terlalu besar"),
        (lambda path: books.raw_xlsx(path / "a.xlsx", ENTITY.format("&x;"), before=OUTSIDE), "rusak"),
        (lambda path: books.raw_xlsx(path / "a.xlsx", ENTITY.format("&b;"), before=LAUGHS), "rusak"),
        (lambda path: books.xlsx(path / "a.xlsx", {"D": [["x"] * 301]}), "300 kolom"),
        (lambda path: text(path, ",".join(["x"] * 1_000_000), "a.csv"), "300 kolom"),
        (lambda path: books.xlsx(path / "a.xlsx", {"D": []}), "satu baris pun"),
    ],
    ids=[
        "no bytes", "zeros", "text named workbook", "page named workbook", "picture named text",
        "torn zip", "letter named workbook", "locked workbook", "locked opendocument", "bomb",
        "cell at the end of the world", "entity of a file", "entity of entities", "wide workbook",
        "wide text", "nothing in it",
    ],
)  # fmt: skip
def test_what_cannot_be_read_says_why(tmp_path, make, sentence):
    assert sentence in refusal(make(tmp_path))


def test_a_workbook_named_as_text_is_told_to_bear_its_name(tmp_path):
    path = books.xlsx(tmp_path / "a.xlsx", {"Data": [HEAD, ["Tahu", "Jl"]]})
    assert ".xlsx" in refusal(path, "a.csv")


def test_a_pipe_parts_cells_too(tmp_path):
    path = text(tmp_path, "nama usaha|alamat\nTahu, Sari|Jl\n")
    assert rows(path) == [(1, *HEAD), (2, "Tahu, Sari", "Jl")]


@pytest.mark.parametrize(
    "content",
    [
        "Daftar IKM, UMKM, PKL, sentra, koperasi\nnama usaha;alamat\nTahu;Jl. A, RT 1, RW 2\nRoti;Jl\n",
        "nama usaha;alamat\nTahu;Jl. A, RT 1, RW 2\nRoti;Jl. B, RT 1, RW 2\n",
        'nama usaha;alamat\n"Tahu, A, B";Jl, C\n',
    ],
    ids=["title", "addresses", "quoted"],
)
def test_commas_in_words_part_no_cells(tmp_path, content):
    assert (2 if content.startswith("Daftar") else 1, *HEAD) in rows(text(tmp_path, content))


@pytest.mark.parametrize("first", ["sep=;", '"sep=;"', "SEP=;", "sep=;;;"])
@pytest.mark.parametrize("ending", ["\r\n", "\n"])
def test_a_line_that_announces_the_separator_is_no_row(tmp_path, first, ending):
    lines = [first, "nama usaha;alamat", "Tahu, Sari, Ayu, Budi;Jl", ""]
    path = text(tmp_path, ending.join(lines))
    assert rows(path) == [(2, *HEAD), (3, "Tahu, Sari, Ayu, Budi", "Jl")]


def test_an_announced_separator_leaves_addresses_true_in_the_careful_way(tmp_path):
    path = text(
        tmp_path, 'sep=;\nnama usaha;alamat\nTahu;"Jl. A\nNo. 2"\nRoti;Jl. B\n'.encode("utf-16")
    )
    assert rows(path) == [(2, *HEAD), (3, "Tahu", "Jl. A No. 2"), (5, "Roti", "Jl. B")]


def test_an_open_quote_under_an_announced_separator_is_found_on_its_line(tmp_path):
    path = text(tmp_path, 'sep=,\nnama usaha,alamat\n"Tahu,Jl\nRoti,Jl\n')
    assert "baris 3" in refusal(path)


@pytest.mark.parametrize(
    "error", ["#N/A", "#REF!", "#VALUE!", "#NAME?", "#NULL!", "#NUM!", "#DIV/0!"]
)
def test_a_cell_with_an_error_says_nothing(tmp_path, error):
    cells = f'<c r="A1" t="e"><v>{error}</v></c><c r="B1"><v>7</v></c>'
    path = books.raw_xlsx(tmp_path / "a.xlsx", f'<row r="1">{cells}</row>')
    assert rows(path) == [(1, None, "7")]


@pytest.mark.parametrize("end", ["\n", '"rumah\nhijau"\n'])
def test_a_number_written_as_formula_to_keep_its_zeros_is_read_as_the_number(tmp_path, end):
    path = tmp_path / "ekspor.csv"
    path.write_text(
        f'Nama;NIK;HP;Catatan\nTahu;="3216060101909901";="0812";{end}', encoding="utf-8"
    )
    (sheet,) = reading.read(path, path.name)
    assert sheet.frame.row(1)[1:4] == ("Tahu", "3216060101909901", "0812")
