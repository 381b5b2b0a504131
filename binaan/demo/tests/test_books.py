"""The written files: the same bytes each time, identifiers as text, totals counted again."""

import csv
import json
from contextlib import closing
from dataclasses import replace

import pytest
from openpyxl import load_workbook

from binaan.demo import books, checking, layouts
from binaan.demo.books import BOOKS, write_books
from binaan.demo.lists import Lists, lists
from binaan.demo.writing import column_map, write_workbook
from binaan.intake.mapping import normal
from binaan.registry.rules.fields import BY_NAME, FIELDS
from tests.depth import some

NAMED_BY_HEADING = (
    layouts.UMKM_2018,
    layouts.ASSOCIATION_2024,
    layouts.COOPERATIVE_2019,
    layouts.CULINARY_2023,
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("demo")
    write_books(folder)
    return folder


def test_making_the_lists_twice_gives_the_same_rows():
    once = lists()
    lists.cache_clear()
    assert lists() == once


def test_writing_twice_gives_the_same_bytes(tmp_path, monkeypatch):
    """Of each list its first rows; in a deep run all of them."""
    first = some(200, None)
    cut = Lists(*(rows[:first] for rows in lists()))
    monkeypatch.setattr(books, "lists", lambda: cut)
    once, again = tmp_path / "once", tmp_path / "again"
    write_books(once)
    write_books(again)
    assert len(list(once.iterdir())) > len(BOOKS)
    for path in sorted(once.iterdir()):
        assert path.read_bytes() == (again / path.name).read_bytes(), path.name


def test_the_files_give_the_published_totals(folder):
    found = checking.recount(folder)
    assert (found["kabupaten"], found["kabupaten workers"], found["kota"]) == (3_444, 14_575, 2_086)


def test_a_missing_row_is_noticed(folder, tmp_path):
    short = tmp_path / "disperin-ikm-2020.xlsx"
    write_workbook(short, lists().kabupaten[1:], layouts.IKM_2020)
    for name in (book.file for book in BOOKS if book.file != short.name):
        (tmp_path / name).symlink_to(folder / name)
    with pytest.raises(checking.TotalsDiffer, match=r"3443 \(3444\)"):
        checking.recount(tmp_path)


def test_another_hand_that_would_guide_somebody_is_noticed(folder, tmp_path):
    guided = [row.firm for row in lists().culinary]
    guided[3] = replace(guided[3], guided="Ya")
    write_workbook(tmp_path / "asosiasi-kuliner-2023.xlsx", guided, layouts.CULINARY_2023)
    for name in (book.file for book in BOOKS if "kuliner" not in book.file):
        (tmp_path / name).symlink_to(folder / name)
    with pytest.raises(checking.TotalsDiffer, match=r"guided by other hands: 1 \(0\)"):
        checking.recount(tmp_path)


def test_the_heading_stands_where_the_map_says(folder):
    for book in BOOKS:
        map_path = book.map_path(folder)
        if map_path is None:
            continue
        (name, told), *others = json.loads(map_path.read_text())["sheets"].items()
        with closing(load_workbook(folder / book.file, read_only=True)) as opened:
            row = told["heading_row"]
            heading = next(opened[name].iter_rows(min_row=row, max_row=row, values_only=True))
        assert list(heading)[1:4] == [column.heading for column in book.layout.columns[1:4]]
        assert not others


def test_the_maps_name_fields_the_register_knows():
    for layout in (layouts.IKM_2020, layouts.IKM_2024):
        (told,) = column_map(layout)["sheets"].values()
        assert set(told["columns"].values()) <= BY_NAME.keys()
        assert told["columns"]["C"] == "name"
        assert told["multiply"] == {"X": 1_000}


def test_headings_without_a_map_are_words_the_door_knows():
    known = {
        normal(word) for field in FIELDS for word in (field.name, field.label, *field.synonyms)
    }
    unknown = {
        column.heading
        for layout in NAMED_BY_HEADING
        for column in layout.columns
        if normal(column.heading) not in known
    }
    assert unknown == {"No", "NO", "ID UMKM", "Sektor Usaha", "NO. DATA", "No. Anggota"}


def test_a_workbook_looks_like_the_offices_own(folder):
    book = load_workbook(folder / "disperin-ikm-2020.xlsx")
    sheet = book["Data"]
    assert sheet["A4"].value == layouts.EXAMPLE
    assert sheet["C6"].value == "Nama Usaha"
    assert sheet.freeze_panes == "D7"
    assert sheet.auto_filter.ref == "A6:AG3450"
    assert book.sheetnames == ["Data", "Rekap"]
    assert book["Rekap"]["B27"].value == 3_444


def test_identifiers_are_text_but_for_the_lost_ones(folder):
    with closing(load_workbook(folder / "disperin-ikm-2020.xlsx", read_only=True)) as opened:
        column = opened["Data"].iter_rows(min_row=7, min_col=6, max_col=6)
        cells = [(row[0].value, row[0].number_format) for row in column]
    lost = [value for value, _format in cells if isinstance(value, int | float)]
    assert 20 < len(lost) < 40
    assert all(int(value) % 10 == 0 for value in lost)
    assert {look for value, look in cells if isinstance(value, str)} == {"@"}


def test_the_association_sends_a_semicolon_file_with_records_over_two_lines(folder):
    path = folder / "asosiasi-umkm-2024.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file, delimiter=";"))
    assert len(rows) == len(lists().association) + 1
    assert any("\n" in cell for row in rows for cell in row)
