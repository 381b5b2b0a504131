"""A marked workbook comes back: repaired rows are the rows they were, all others stay untouched."""

import json
from types import SimpleNamespace

import openpyxl
import polars as pl
import pytest

from binaan.intake import returning
from binaan.intake.annotating import annotate
from binaan.intake.models import STILL_OPEN, ListedKey, Problem, ProblemState, Row
from binaan.intake.returning import Returned
from binaan.intake.tests.lists import NIKS, batch_of, counts
from binaan.kit.sheets.cells import SEPARATOR
from binaan.registry.models import Business, Claim, Condition, Owner

RIGHT = ["1", "Tahu", "Sari", "Jl. Melati", "Setu"]


@pytest.fixture
def returned(monkeypatch):
    """Returned over rows given as (line, key, cells, faulty columns)."""

    def made(*rows, names=("Data",), now=("Data",)):
        kept = pl.DataFrame(
            [(0, line, key, SEPARATOR.join(cells), faulty) for line, key, cells, faulty in rows],
            schema={"sheet": pl.Int64, "line": pl.Int64, "was_key": pl.String, "cells": pl.String,
                    "faulty": pl.List(pl.Int64)},
            orient="row",
        )  # fmt: skip
        monkeypatch.setattr(returning, "_kept", lambda _origin: kept)
        origin = SimpleNamespace(layout=[{"name": name} for name in names])
        return Returned(SimpleNamespace(returns=origin, layout=[{"name": name} for name in now]))

    return made


def keys(one, *rows):
    """The keys of rows given as (line, own key, cells), after asking."""
    clean = pl.DataFrame(
        [(number, key) for number, (_line, key, _cells) in enumerate(rows, 1)],
        schema={"ordinal": pl.Int64, "key": pl.String}, orient="row",
    )  # fmt: skip
    cells = pl.DataFrame(
        [(number, 0, line, *texts) for number, (line, _key, texts) in enumerate(rows, 1)],
        schema={"ordinal": pl.Int64, "sheet": pl.Int32, "line": pl.Int64,
                **{f"c{index}": pl.String for index in range(len(rows[0][2]))}},
        orient="row",
    )  # fmt: skip
    return one.keyed(clean, cells)["key"].to_list()


def test_a_repaired_row_in_its_line_keeps_its_key(returned):
    repaired = ["1", "Tahu", "Sari", "Jl. Melati", "Cibening"]
    assert keys(returned((4, "K", RIGHT, [4])), (4, "neu", repaired)) == ["K"]


def test_blank_cells_and_cells_with_problems_do_not_count(returned):
    was = ["1", "", "Sari", "", "Setu"]
    assert keys(returned((4, "K", was, [4])), (4, "neu", ["1", "Tahu", "Sari", "Jl", "x"])) == ["K"]


@pytest.mark.parametrize(("same", "key"), [(3, "K"), (2, "neu")])
def test_three_fifths_of_what_was_right_must_still_be_there(returned, same, key):
    now = [*RIGHT[:same], *["lain"] * (5 - same)]
    assert keys(returned((4, "K", RIGHT, [])), (4, "neu", now)) == [key]


def test_a_row_that_moved_is_found_by_what_was_right_in_it(returned):
    now = ["1", "Tahu", "Sari", "Jl. Melati", "Cibening"]
    assert keys(returned((4, "K", RIGHT, [4])), (9, "neu", now)) == ["K"]


def test_two_rows_alike_are_not_told_apart_by_guessing(returned):
    one = returned((4, "K1", RIGHT, [4]), (5, "K2", RIGHT, [4]))
    assert keys(one, (9, "neu", [*RIGHT[:4], "Cibening"])) == ["neu"]


def test_a_row_that_is_known_by_its_own_key_keeps_it(returned):
    one = returned((4, "K1", RIGHT, [4]), (5, "K2", ["2", "Roti", "Ayu", "Jl", "Setu"], []))
    assert keys(one, (4, "K2", RIGHT)) == ["K2"]


def test_a_key_is_given_once(returned):
    one = returned((4, "K", RIGHT, [4]))
    rows = [(4, "neu", [*RIGHT[:4], "Cibening"]), (5, "K", RIGHT)]
    assert keys(one, *rows) == ["neu", "K"]
    assert keys(one, (4, "neu", [*RIGHT[:4], "Cibening"])) == ["neu"]


def test_a_sheet_that_changed_its_name_is_the_same_when_there_is_one(returned):
    row, repaired = (4, "K", RIGHT, [4]), (4, "neu", [*RIGHT[:4], "Cibening"])
    assert keys(returned(row, now=("Lembar1",)), repaired) == ["K"]
    assert keys(returned(row, names=("Data", "Dua"), now=("Lembar1",)), repaired) == ["neu"]


HEAD = [
    "No",
    "Nama Usaha",
    "Nama Pemilik",
    "NIK",
    "No. HP",
    "Alamat",
    "Desa",
    "Kecamatan",
    "Omzet/bln",
]
FAULTY = {  # line -> column -> (as it came, repaired)
    4: {"G": ("Mekarjx", "Setiadarma")},
    5: {"B": (None, "Dodol Betawi")},
    6: {"D": (NIKS[3][:15], NIKS[3])},
    7: {"I": ("15", "1500000")},
    8: {"B": (None, "Batik Bekasi"), "D": (NIKS[5][:14], NIKS[5])},
    9: {"G": ("Wanasarix", "Wanasari"), "H": ("Cibitungx", "Cibitung")},
    10: {"E": ("0812", "081234567890")},
    11: {"G": ("Bukan Desa", "Wanasari"), "I": ("20", "2000000")},
}


def workbook(path):
    """Title, heading in line 3, faulty rows 4 to 11 and clean ones below."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "IKM 2020"
    sheet["A1"] = "DAFTAR IKM KABUPATEN BEKASI"
    for column, text in enumerate(HEAD, 1):
        sheet.cell(3, column, text)
    for line in range(4, 16):
        number = line - 3
        village, district = (("Setiadarma", "Tambun Selatan"), ("Wanasari", "Cibitung"))[line % 2]
        row = [number, f"Usaha {number}", f"Pemilik {number} Jaya", f"321606010180{number:04d}",
               f"08129999{number:04d}", f"Jl. Melati No. {number}", village, district, "2.500.000"]  # fmt: skip
        for column, value in enumerate(row, 1):
            sheet.cell(line, column, value)
        for letter, (was, _repaired) in FAULTY.get(line, {}).items():
            sheet[f"{letter}{line}"] = was
    book.save(path)
    return path


def repaired(source, target):
    book = openpyxl.load_workbook(source)
    for line, cells in FAULTY.items():
        for letter, (_was, value) in cells.items():
            book["IKM 2020"][f"{letter}{line}"] = value
    book.save(target)
    return target


def facts(model, skip=()):
    """Every row of a table by its key, as text."""
    fields = [one.attname for one in model._meta.concrete_fields if one.attname not in skip]
    return {
        str(row["pk"]): json.dumps(
            {k: v for k, v in row.items() if k != "pk"}, default=str, sort_keys=True
        )
        for row in model.objects.values("pk", *fields)
    }


def begins(lists) -> tuple[dict, bytes]:
    """The first answer, and the workbook that comes back repaired."""
    first = lists.bring(workbook(lists.folder / "ikm.xlsx"))
    annotate(batch_of(first), lists.folder / "tanda.xlsx")
    back = repaired(lists.folder / "tanda.xlsx", lists.folder / "kembali.xlsx")
    return first, back.read_bytes()


@pytest.fixture
def sent_back(begun, lists, tmp_path):
    """First answer, its batch and the repaired workbook."""
    first, content = lists.begun
    path = tmp_path / "kembali.xlsx"
    path.write_bytes(content)
    return first, batch_of(first), path


def test_only_what_was_repaired_changes(lists, sent_back):
    first, batch, path = sent_back
    assert counts(first) == (10, 0, 0, 2)
    before = {model: facts(model) for model in (Business, Claim, Condition, Owner)}
    listed = {one.record_id: one.key for one in ListedKey.objects.all()}
    faulty = {row.key for row in Row.objects.filter(batch=batch, line__lte=11)}
    answer = lists.bring(path)
    again = batch_of(answer)
    assert again.returns == batch
    assert (answer["rows"], answer["new"], answer["waiting"]) == (12, 2, 0)
    assert answer["problems"] == []
    assert again.vanished == 0
    for model, was in before.items():
        now = facts(model)
        assert was.keys() <= now.keys()
        if model is Business:
            changed = {pk for pk in was if now[pk] != was[pk]}
            assert {listed[next(k for k in listed if str(k) == pk)] for pk in changed} <= faulty
            assert len(now) == len(was) + 2
    assert set(Claim.objects.values_list("batch_id", flat=True)) == {batch.pk, again.pk}
    assert Claim.objects.filter(batch=again).count() == len(FAULTY)


@pytest.mark.once
def test_repaired_rows_stand_under_the_keys_they_had(lists, sent_back):
    _first, batch, path = sent_back
    keys_before = dict(Row.objects.filter(batch=batch).values_list("line", "key"))
    again = batch_of(lists.bring(path))
    kept = dict(Row.objects.filter(batch=again).values_list("line", "key"))
    assert kept == {line: keys_before[line] for line in FAULTY}
    assert ListedKey.objects.count() == 12
    assert not ListedKey.objects.exclude(gone_since=None).exists()


def test_what_the_sender_repaired_waits_no_longer(lists, sent_back):
    _first, batch, path = sent_back
    assert Problem.objects.filter(batch=batch, state__in=STILL_OPEN).count() >= len(FAULTY)
    lists.bring(path)
    assert not Problem.objects.filter(batch=batch, state__in=STILL_OPEN).exists()
    assert set(Problem.objects.values_list("state", flat=True)) == {ProblemState.SUPERSEDED}
    assert not Row.objects.filter(held=True, settled=False).exists()


def test_what_was_not_repaired_still_waits(lists, tmp_path):
    first = lists.bring(workbook(tmp_path / "ikm.xlsx"))
    annotate(batch_of(first), tmp_path / "tanda.xlsx")
    answer = lists.bring(tmp_path / "tanda.xlsx")
    assert (answer["new"], answer["changed"], answer["waiting"]) == (0, 0, 2)
    assert len(answer["problems"]) == len(first["problems"])
    assert Business.objects.count() == 10


@pytest.mark.once
def test_a_workbook_of_another_list_is_only_a_list(lists, sent_back):
    _first, _batch, path = sent_back
    answer = lists.bring(path, source="Daftar lain")
    assert batch_of(answer).returns is None
    assert (answer["rows"], answer["new"] + answer["changed"] + answer["unchanged"]) == (12, 12)


@pytest.mark.once
def test_formulas_nobody_calculated_wait_at_their_cells_rather_than_read_as_empty(lists, tmp_path):
    path = workbook(tmp_path / "ikm.xlsx")
    book = openpyxl.load_workbook(path)
    book["IKM 2020"]["I12"], book["IKM 2020"]["I13"] = "=2*1000000", "=3*1000000"
    book["IKM 2020"]["I17"] = "=SUM(I4:I15)"
    book.save(path)
    answer = lists.bring(path)
    waiting = [p["cell"] for p in answer["problems"] if p["code"] == "formula_uncalculated"]
    assert (counts(answer), waiting) == ((10, 0, 0, 2), ["I12", "I13"])


@pytest.mark.once
def test_a_total_nobody_calculated_is_no_reason_to_refuse(lists, tmp_path):
    path = workbook(tmp_path / "ikm.xlsx")
    book = openpyxl.load_workbook(path)
    book["IKM 2020"]["A17"], book["IKM 2020"]["I17"] = "Jumlah", "=SUM(I4:I15)"
    book.save(path)
    assert counts(lists.bring(path)) == (10, 0, 0, 2)
