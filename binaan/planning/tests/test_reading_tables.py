"""Tables of a plan from CSV and workbooks: shapes, notations, broken pages, shifted cells."""

from decimal import Decimal

import openpyxl
import pytest

from binaan.kit.sheets.reading import Unreadable
from binaan.planning.rules import papers
from binaan.planning.rules.checking import check
from binaan.planning.rules.papers import RP, TARGET, blocks
from binaan.planning.sheets.reading import read_tables

pytestmark = pytest.mark.once

TREE = "seq,level,name,indicator,unit,target_2021,rp_2021,target_2022,rp_2022\n"


def read(tmp_path, text, name="rencana-6.2.csv", encoding="utf-8"):
    path = tmp_path / name
    path.write_bytes(text.encode(encoding))
    return read_tables(path)


def test_a_tree_in_csv_keeps_texts_lines_and_nameless_rows(tmp_path):
    (table,) = read(tmp_path, TREE + (
        '1,program,"Program A, satu",Persentase,Persen,10%,"1,000,000",-,1.500.000\n'
        "2,program,,Kedua,Unit,2 unit,,N/A,\n"
        "3,sub_kegiatan,Sub B,Jumlah,Orang,5,1000000,6,seratus juta\n"
    ))  # fmt: skip
    assert (table.name, table.kind, table.years) == ("6.2", papers.TREE, (2021, 2022))
    first, second, leaf = table.lines
    assert [one.row for one in table.lines] == [2, 3, 4]
    assert (first.name, second.name, leaf.level) == ("Program A, satu", "", "subkegiatan")
    assert first.figure(RP, 2021) == ("1,000,000", Decimal(1000000), "", "")
    assert first.value(RP, 2022) == Decimal(1500000)
    assert first.value(TARGET, 2021) == Decimal(10)
    assert second.value(TARGET, 2021) == Decimal(2)
    assert second.figure(TARGET, 2022).is_blank
    assert leaf.figure(RP, 2022).doubt == "text"
    assert len(blocks(table)[0].lines) == 2


@pytest.mark.parametrize(("encoding", "separator"), [
    ("utf-8-sig", ","), ("utf-8", ";"), ("cp1252", ";"),
])  # fmt: skip
def test_any_usual_encoding_and_separator(tmp_path, encoding, separator):
    text = (TREE + "1,program,Café “A”,Jumlah,Unit,1,5000000,2,6000000\n").replace(",", separator)
    (table,) = read(tmp_path, text, encoding=encoding)
    assert table.lines[0].name == "Café “A”"
    assert table.lines[0].value(RP, 2022) == 6000000


def test_a_row_over_two_physical_lines_is_told_where_it_begins(tmp_path):
    (table,) = read(
        tmp_path, TREE + '1,program,"Program\nA",J,U,1,1,1,1\n2,program,B,J,U,1,1,1,1\n'
    )
    assert [(one.row, one.name) for one in table.lines] == [(2, "Program A"), (4, "B")]


def test_performance_and_money_are_known_by_their_headings(tmp_path):
    (table,) = read(tmp_path, "no;indicator;unit;target_2021;target_2022;actual_2021;actual_2022;"
                              "ratio_2021;ratio_2022\n1;Koperasi aktif;Persen;5%;5%;4,69%;-;99%;-\n")  # fmt: skip
    assert (table.kind, table.lines[0].figure("no").text) == (papers.PERFORMANCE, "1")
    assert [one.rule for one in check([table])] == ["ratio_mismatch"]
    (table,) = read(tmp_path, "name,budget_2021,budget_2022,realised_2021,realised_2022,ratio_2021,"
                              "ratio_2022,growth_budget,growth_realised\n"
                              "Program,2000000,1000000,1000000,1000000,50.00,100.00,-50.00,0\n")  # fmt: skip
    assert (table.kind, table.factor) == (papers.MONEY, 1)
    assert table.lines[0].value("growth_budget") == Decimal("-50.00")
    assert check([table]) == []


def test_money_too_small_for_rupiah_is_in_juta(tmp_path):
    (table,) = read(tmp_path, "name;budget_2014;budget_2015;realised_2014;realised_2015;ratio_2014;ratio_2015\n"
                              "Program;2.050;700.;1.921.31;547.926;93,72;78,28\n")  # fmt: skip
    assert table.factor == 10**6
    assert table.lines[0].value("realised", 2015) == Decimal("547.926")
    assert check([table]) == []


def test_a_row_with_more_cells_than_headings_is_shifted(tmp_path):
    (table,) = read(tmp_path, TREE + "1,program,A,J,U,1,5000000,1,6000000\n"
                                     "2,program,B,J,U,,1,5000000,1,6000000\n")  # fmt: skip
    assert [one.oddities for one in table.lines] == [(), ("shifted",)]


def test_what_is_no_table_of_a_plan_is_refused_with_what_is_expected(tmp_path):
    with pytest.raises(Unreadable, match=r"Tidak ada tabel rencana .* target_2021, rp_2021"):
        read(tmp_path, "nama,alamat\nWarung,Jalan Mawar\n")
    with pytest.raises(Unreadable, match=r"Baris 2: tingkat “bagian” tidak dikenal"):
        read(tmp_path, TREE + "1,bagian,A,J,U,1,1,1,1\n")


def sheet_of(book, rows, title, merged=()):
    sheet = book.create_sheet(title)
    for row in rows:
        sheet.append(row)
    for cells in merged:
        sheet.merge_cells(cells)
    return sheet


def saved(tmp_path, book):
    del book["Sheet"]
    path = tmp_path / "renstra.xlsx"
    book.save(path)
    return path


HEADING = (
    ["Tujuan", "Sasaran", "Program / Kegiatan / Sub Kegiatan", "Indikator Kinerja", "Satuan",
     "Target Kinerja Program dan Kerangka Pendanaan"],
    [None] * 5 + ["Tahun 2021", None, "Tahun 2022", None, "Kondisi Kinerja pada Akhir Periode", None],
    [None] * 5 + ["Target", "Rp.", "Target", "Rp.", "Target", "Rp."],
    list(range(1, 12)),
)  # fmt: skip
MERGED = ("F3:K3", "F4:G4", "H4:I4", "J4:K4", "A3:A5", "B3:B5", "C3:C5", "D3:D5", "E3:E5")


@pytest.fixture
def workbook(tmp_path):
    """T-C.27 as offices keep it: merged headings, a page break, broken names, mixed numbers."""
    book = openpyxl.Workbook()
    rows = [
        ["Tabel 6.2"], ["RENCANA PROGRAM, KEGIATAN DAN PENDANAAN"], *HEADING,
        ["Meningkatnya Nilai AKIP", None, None, "Nilai AKIP", "Nilai", 60, "8,000,000", 65, 9000000],
        [None, "Meningkatnya kinerja", None, "Nilai AKIP", "Nilai", 60, "8.000.000,00", 65, "9,000,000"],
        [None, None, "Program Pemberdayaan", "Persentase dibina", "Persen", "10%", 8000000, "N/A", 9000000],
        [None, None, "Pendataan dan", "Jumlah yang", "UMKM", 5, 8000000, 5, 9000000],
        [None, None, "pembinaan usaha", "didata"],
        *HEADING[:3], HEADING[3],
        [None, None, "Koordinasi usaha", "Jumlah rapat", "Kali", 3, 3000000, 3, 4000000],
        [None, None, None, "Jumlah peserta", "Orang", 30, "-", 40, "-"],
        [None, None, "Sosialisasi usaha", 250, "Orang", 2, 5000000, 3, 5000000],
    ]  # fmt: skip
    again = ("F12:K12", "F13:G13", "H13:I13", "J13:K13")
    sheet_of(book, rows, "6.2", (*MERGED, *again))
    sheet_of(book, [
        ["Tabel 7.2 Indikator Kinerja Program Tahun 2021-2022"],
        ["No", "Indikator", "Kondisi pada Awal Periode", "Target Capaian Setiap Tahun", None,
         "Kondisi pada Akhir Periode"],
        [None, None, "Tahun 0", "Tahun 1", "Tahun 2"],
        [1, "Koperasi aktif", "N/A", "2 unit", "2 unit", "4 unit"],
    ], "indikator", ("D2:E2",))  # fmt: skip
    return saved(tmp_path, book)


def test_a_workbook_is_read_with_its_levels_addresses_and_broken_rows(workbook):
    tree, indicators = read_tables(workbook)
    assert (tree.name, tree.kind, tree.years) == ("6.2", papers.TREE, (2021, 2022))
    assert [(one.row, one.level, one.name[:12]) for one in tree.lines] == [
        (7, "tujuan", "Meningkatnya"), (8, "sasaran", "Meningkatnya"), (9, "program", "Program Pemb"),
        (10, "kegiatan", "Pendataan da"), (16, "subkegiatan", "Koordinasi u"),
        (17, "subkegiatan", ""), (18, "subkegiatan", "Sosialisasi "),
    ]  # fmt: skip
    broken = tree.lines[3]
    assert (broken.name, broken.indicator) == (
        "Pendataan dan pembinaan usaha",
        "Jumlah yang didata",
    )
    assert set(broken.oddities) == {"joined", "level_guessed"}
    assert tree.lines[1].figure(RP, 2021) == ("8.000.000,00", Decimal("8000000.00"), "", "G8")
    assert tree.lines[6].oddities == ("shifted", "level_guessed")
    assert (indicators.name, indicators.years) == ("7.2", (2021, 2022))
    assert indicators.lines[0].value("end") == 4
    assert [one.rule for one in check([tree, indicators])].count("column_shift") == 1


def test_a_share_shown_as_percent_is_read_as_it_is_seen(tmp_path):
    book = openpyxl.Workbook()
    sheet = sheet_of(book, [
        ["Tabel 2.7"],
        ["Indikator", "target 2021", "target 2022", "actual 2021", "actual 2022", "ratio 2021", "ratio 2022"],
        ["Koperasi aktif", 0.05, 0.05, 0.0469, 0.0538, 0.0469 / 0.05, 1.076],
        ["Koperasi baru", 30, 40, 20, 20, 200 / 3, 50],
    ], "2.7")  # fmt: skip
    for column, shape in zip("BCDEFG", ("0%", "0%", "0.00%", "0.00%", "0%", "0.0%"), strict=True):
        sheet[f"{column}3"].number_format = shape
    sheet_of(
        book,
        [["Tabel 7.2"], ["Indikator", "Tahun 1", "Tahun 2"], ["Koperasi aktif", "5%", "6%"]],
        "x",
    )
    table, later = read_tables(saved(tmp_path, book))
    texts = [table.lines[0].figures[at].text for at in sorted(table.lines[0].figures)]
    assert texts == ["4.69%", "5.38%", "94%", "107.6%", "5%", "5%"]
    assert table.lines[1].figure("ratio", 2021).text == "66.66666667"
    assert later.years == (2021, 2022)
    assert [(one.rule, one.year) for one in check([table, later])] == [("cross_table_target", 2022)]


def test_the_nomenclature_tells_kegiatan_from_sub_kegiatan(workbook):
    known = {"Pendataan dan pembinaan usaha": "kegiatan", "Koordinasi usaha": "kegiatan"}
    tree = read_tables(workbook, level_of=lambda name: known.get(name, ""))[0]
    assert [one.level for one in tree.lines[3:6]] == ["kegiatan"] * 3
    assert "level_guessed" not in tree.lines[4].oddities


def test_one_row_may_open_a_tujuan_a_sasaran_and_a_program_with_its_code(tmp_path):
    book = openpyxl.Workbook()
    sheet_of(book, [
        ["Tujuan", "Sasaran", "Kode", "Program dan Kegiatan", "Indikator", "Tahun 2021", None],
        [None, None, None, None, None, "Target", "Rp (juta)"],
        ["Satu tujuan", "Satu sasaran", "2.17.07", "Pemberdayaan", "Persentase", "2%", "1,498"],
        [None, None, "2.17.07.2.01", "Usaha Mikro", "Jumlah", "50 UMKM", "350,5"],
    ], "6.1", ("F1:G1",))  # fmt: skip
    (table,) = read_tables(saved(tmp_path, book))
    assert [(one.level, one.code) for one in table.lines] == [
        ("tujuan", ""), ("sasaran", ""), ("program", "2.17.07"), ("kegiatan", "2.17.07.2.01"),
    ]  # fmt: skip
    assert table.factor == 10**6
    assert table.lines[2].value(RP, 2021) == 1498
    assert table.lines[3].value(RP, 2021) == Decimal("350.5")
