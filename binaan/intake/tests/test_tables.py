"""Where the heading stands, which lines are rows, and what counts for more lines than its own."""

import pytest

from binaan.intake.tables import WHY, data_rows, find_heading
from binaan.intake.tests.sheets import kind, proposed, said, sheet

HEAD = ["No", "Nama Usaha", "Pemilik", "Desa", "TK L", "TK P"]
ONE = ["1", "Tahu Sari", "Ibu Sari", "Setiadarma", "2", "1"]
TWO = ["2", "Roti", "Budi", "Wanasari", "3", "0"]


def skipped(rows, **more):
    return proposed([HEAD, *rows], **more).layout.skipped


def names(rows, **more):
    return said(proposed([HEAD, *rows], **more))


def texts(rows, **more):
    return find_heading(kind(), sheet(rows, **more)).texts


def test_words_over_divided_columns_count_for_each_of_them():
    above = ["Nama Usaha", "Tenaga Kerja", "", "", "Omzet"]
    below = ["", "L", "P", "Jml", "(Rp)"]
    assert texts([above, below, ["Tahu", "1", "2", "3", "5"]]) == [
        "Nama Usaha", "Tenaga Kerja > L", "Tenaga Kerja > P", "Tenaga Kerja > Jml", "Omzet > (Rp)",
    ]  # fmt: skip


def test_merged_words_count_for_their_columns_and_lines():
    above = ["Nama Usaha", "Alamat", "", "Pemilik"]
    merged = ((1, 0, 2, 0), (1, 1, 1, 2), (1, 3, 2, 3))
    found = find_heading(kind(), sheet([above, ["", "Jalan", "Desa", ""], ["a"]], merged=merged))
    assert (found.first, found.last) == (1, 2)
    assert found.texts == ["Nama Usaha", "Alamat > Jalan", "Alamat > Desa", "Pemilik"]


def test_a_heading_of_three_lines_is_found_below_a_letterhead():
    rows = [
        ["PEMERINTAH KABUPATEN BEKASI"], ["DAFTAR IKM", "", "TAHUN 2020"], [],
        ["Nama Usaha", "Pemilik", "Tenaga Kerja", "", "", ""],
        ["", "", "Dibayar", "", "Keluarga", ""],
        ["", "", "L", "P", "L", "P"],
        ["Tahu", "Sari", "1", "2", "0", "1"],
    ]  # fmt: skip
    merged = ((4, 2, 4, 5), (5, 2, 5, 3), (5, 4, 5, 5), (4, 0, 6, 0), (4, 1, 6, 1))
    found = find_heading(kind(), sheet(rows, merged=merged))
    assert (found.first, found.last) == (4, 6)
    assert found.fields[4] == "family_male"


def test_the_first_row_of_data_is_no_part_of_the_heading():
    assert find_heading(kind(), sheet([HEAD, ONE, TWO])).last == 1


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (["", "Jumlah", "", "", "5", "1"], "total"),
        (["Jumlah", "", "", "", "5", "1"], "total"),
        (["", "J U M L A H :", "", "", "5", "1"], "total"),
        (["", "Jumlah Kec. Setu", "", "", "5"], "total"),
        (["", "Sub Total", "", "Wanasari", "5"], "total"),
        (["GRAND TOTAL"], "total"),
        (["", "Rata-rata", "", "", "2,5"], "total"),
        (["", "Jumlah dipindahkan", "", "", "5", "1"], "carried"),
        (["", "Pindahan", "", "", "5", "1"], "carried"),
        (["(1)", "(2)", "(3)", "(4)", "(5)", "(6)"], "numbering"),
        (["a", "b", "c", "d", "e", "f"], "numbering"),
        (HEAD, "heading"),
        (["NO.", "NAMA USAHA", "PEMILIK", "DESA", "TK (L)", "TK (P)"], "heading"),
        (["Halaman 2 dari 5"], "heading"),
        (["Kecamatan Setu"], "band"),
        (["", "KEC. SETU"], "band"),
        (["I", "KELOMPOK PANGAN"], "band"),
        (["", "Catatan: data sementara"], "note"),
        (["3"], "blank"),
        (["", "", "", "", "", ""], "blank"),
    ],
)
def test_a_line_that_is_no_row_is_told_with_its_cause(line, why):
    assert skipped([ONE, line, TWO]) == {why: [3]}
    assert names([ONE, line, TWO]) == ["Tahu Sari", "Roti"]


@pytest.mark.parametrize(
    "line",
    [
        ["", "Total Jaya", "", "", "5"],
        ["", "Jumlah Berkah", "", "", "5"],
        ["", "Catatan Kecil"],
        ["", "Sumber Rejeki", "Ani"],
        ["", "Total", "Budi", "Wanasari", "5"],
        ["", "Tahu", "Pindahan"],
        ["3", "Jumlah", "", "", "5"],
        ["", "H. Udin"],
        ["", "A. Makmur"],
        ["3", "KEC. Manis", "Ani"],
        ["", "", "Jumlah Widodo", "Setiadarma"],
        ["", "", "", "", "5", "1"],
    ],
)
def test_in_doubt_a_line_is_a_row(line):
    assert skipped([ONE, TWO, line, ["4", *ONE[1:]]]) == {}


def test_notes_and_signatures_below_the_last_row_are_no_rows():
    foot = [
        [], ["Catatan:", "data sementara"], ["", "", "", "Cikarang, 12 Januari 2021"],
        ["", "Mengetahui,", "", "Petugas"], ["", "Drs. H. Ahmad, M.Si", "", "Siti Aminah"],
        ["", "NIP. 196512121990031001"],
    ]  # fmt: skip
    assert skipped([ONE, TWO, *foot]) == {"blank": [4], "note": [5, 6, 7, 8, 9]}


def test_a_sparse_row_before_the_signature_stays():
    assert names([ONE, ["", "Kue Ani"], ["", "", "Cikarang, 2 Mei 2021"]]) == [
        "Tahu Sari",
        "Kue Ani",
    ]


def test_letters_divide_only_when_there_are_several():
    rows = [["", "A. Makanan"], ONE, ["", "B. Minuman"], TWO]
    assert skipped(rows) == {"band": [2, 4]}


def test_a_title_repeated_at_a_page_break_is_a_heading():
    title = ["DAFTAR INDUSTRI KECIL"]
    one = proposed([title, HEAD, ONE, title, HEAD, TWO])
    assert one.layout.skipped == {"heading": [4, 5]}


def test_another_table_below_ends_the_list_and_is_told():
    other = [["REKAP"], ["No", "Kecamatan", "Jumlah", "Keterangan"], ["1", "Setu", "7", ""]]
    one = proposed([HEAD, ONE, [], *other])
    assert one.layout.skipped == {"blank": [3], "other_table": [4, 5, 6]}
    assert "baris 4" in one.warnings[0]


def test_a_band_says_the_kecamatan_of_the_rows_below_it():
    one = proposed([["Kecamatan : Cibitung"], HEAD, ONE, ["KEC. SETU"], TWO])
    assert said(one, "district") == ["Cibitung", "SETU"]
    assert one.layout.columns["district"] == one.layout.width == 6


def test_the_name_of_the_sheet_says_the_kecamatan_when_nothing_else_does():
    assert said(proposed([HEAD, ONE], name="Kec. Setu"), "district") == ["Setu"]
    assert "district" not in proposed([HEAD, ONE], name="Setu").layout.columns


def test_the_address_of_the_office_is_not_the_place_of_its_rows():
    rows = [["Jl. Industri, Kec. Cikarang Pusat"], HEAD, ONE]
    assert "district" not in proposed(rows).layout.columns


def test_a_column_speaks_louder_than_a_band():
    head = ["Nama Usaha", "Pemilik", "Kecamatan"]
    rows = [head, ["Kec. Setu"], ["Tahu", "Sari", "Cibitung"], ["Roti", "Budi", ""]]
    assert said(proposed(rows), "district") == ["Cibitung", None]


def test_a_new_kecamatan_ends_the_desa():
    head = ["Nama Usaha", "Pemilik", "HP"]
    row = ["Tahu", "Sari", "0812"]
    one = proposed([head, ["Kec. Setu"], ["Desa Cileduk"], row, ["Kec. Cibitung"], row])
    assert said(one, "district") == ["Setu", "Cibitung"]
    assert said(one, "village") == ["Cileduk", None]


def test_a_cell_merged_downwards_counts_for_each_of_its_rows():
    head = ["Kecamatan", "Nama Usaha", "Pemilik"]
    rows = [head, ["Setu", "Tahu", "Sari"], ["", "Roti", "Budi"], ["", "", ""]]
    one = proposed(rows, merged=((2, 0, 4, 0),))
    assert said(one, "district") == ["Setu", "Setu"]
    assert one.layout.skipped == {"blank": [4]}


def blocks(places):
    rows = [[place, f"Usaha {at}", f"Pemilik {at}"] for at, place in enumerate(places)]
    return proposed([["Kecamatan", "Nama Usaha", "Pemilik"], *rows])


def test_places_in_the_first_row_of_each_block_are_filled_down_and_told():
    one = blocks(["Setu", "", "", "", "Cibitung", "", "", "", "Babelan", ""])
    assert said(one, "district") == ["Setu"] * 4 + ["Cibitung"] * 4 + ["Babelan"] * 2
    assert "Kolom A" in " ".join(one.warnings)


@pytest.mark.parametrize(
    "places",
    [
        ["", "Setu", "", "", "Cibitung", "", "", "", "Babelan", "", ""],
        ["Setu", "", "", "Setu", "", "", "", "", "Babelan", "", ""],
        ["Setu", "", "Cibitung", "", "Babelan", "", "", ""],
        ["Setu", "", "", "", "Cibitung", "", "", ""],
    ],
)
def test_plain_gaps_are_not_filled(places):
    assert blocks(places).layout.fill == ()


def test_hidden_rows_are_marked_or_left_out_as_a_person_says():
    one = proposed([HEAD, ONE, TWO], hidden_lines=frozenset({3}))
    rows, _skipped = data_rows(one.sheet, one.layout, kind())
    assert rows["hidden"].to_list() == [False, True]
    rows, left = data_rows(one.sheet, one.layout._replace(hidden="skip"), kind())
    assert (rows["line"].to_list(), left) == ([2], {"hidden": [3]})


def test_every_cause_has_its_words():
    assert all(WHY.values())
