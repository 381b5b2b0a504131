"""What stays of a list once it has landed: every line told, every problem once, old decisions kept."""

import openpyxl
import pytest

from binaan.intake.models import Batch, Problem, ProblemState, Repair, RepairKind, Row
from binaan.intake.tests.lists import batch_of, counts
from binaan.intake.tests.stepping import Steps
from binaan.intake.tests.test_counting import D2022, D2024
from binaan.registry.models import Business

HEAD = ["no daftar", "nama usaha", "nama pemilik", "desa", "kecamatan", "omzet"]
KEYED = {"sheets": {"CSV": {"key": "A"}}}


def keyed(lists, *rows, **options):
    return lists.bring(lists.file([HEAD, *map(list, rows)]), mapping=KEYED, **options)


GOOD = ("1", "Tahu", "Sari", "Setiadarma", "Tambun Selatan", "5 juta")
BAD = ("2", "Roti", "Budi", "Setiadarma", "Tambun Selatan", "banyak")
NAMELESS = ("3", "", "Ani", "Wanasari", "Cibitung", "")


def decided(answer, code, state, kind=RepairKind.ACCEPT):
    problem = Problem.objects.get(batch=answer["batch"], code=code)
    repair = Repair.objects.create(
        batch=problem.batch, kind=kind, field=problem.field, code=code, reason="ya", by="orang1"
    )
    Problem.objects.filter(pk=problem.pk).update(state=state, repair=repair)
    return repair


def test_a_row_in_the_same_words_is_kept_when_something_is_wrong_in_it(lists):
    keyed(lists, GOOD, BAD)
    answer = keyed(lists, GOOD, BAD, as_of=D2024)
    assert counts(answer) == (0, 0, 2, 0)
    row = Row.objects.get(batch=answer["batch"])
    assert (row.ordinal, row.same, row.held, row.repeated) == (2, True, False, False)
    assert [problem["code"] for problem in answer["problems"]] == ["number_unreadable"]


def test_one_more_column_in_another_order_says_the_same_where_it_is_empty(lists):
    other = ("2", "Roti", "Budi", "Setiadarma", "Tambun Selatan", "6 juta")
    keyed(lists, GOOD, other)
    heading = ["no daftar", "produk", *HEAD[1:]]
    rows = [(GOOD[0], "", *GOOD[1:]), (other[0], "roti sobek", *other[1:])]
    answer = lists.bring(lists.file([heading, *map(list, rows)]), mapping=KEYED, as_of=D2024)
    assert counts(answer) == (0, 1, 1, 0)
    assert sum(one["same"] for one in batch_of(answer).compared.values()) == 1


def test_a_problem_open_in_an_older_version_is_open_in_the_newer_one_only(lists):
    first = keyed(lists, GOOD, BAD, NAMELESS)
    second = keyed(lists, GOOD, BAD, as_of=D2024)
    states = dict(Problem.objects.filter(batch=first["batch"]).values_list("code", "state"))
    assert states == {"number_unreadable": "superseded", "name_missing": "open"}
    assert Problem.objects.get(batch=second["batch"]).state == ProblemState.OPEN


def test_what_was_decided_about_a_problem_holds_for_the_same_one_later(lists):
    first = keyed(lists, GOOD, BAD)
    repair = decided(first, "number_unreadable", ProblemState.ACCEPTED)
    second = keyed(lists, GOOD, BAD, as_of=D2022)
    problem = Problem.objects.get(batch=second["batch"])
    assert (problem.state, problem.repair) == (ProblemState.ACCEPTED, repair)
    third = keyed(lists, GOOD, (*BAD[:5], "sangat banyak"), as_of=D2024)
    assert Problem.objects.get(batch=third["batch"]).state == ProblemState.OPEN


def test_a_row_set_aside_does_not_wait_again_in_the_same_words(lists):
    first = keyed(lists, GOOD, NAMELESS)
    decided(first, "name_missing", ProblemState.SET_ASIDE, RepairKind.SET_ASIDE)
    answer = keyed(lists, GOOD, NAMELESS, as_of=D2024)
    assert counts(answer) == (0, 0, 2, 0)
    assert Row.objects.get(batch=answer["batch"], held=True).settled


def test_a_conflict_that_reading_cannot_find_again_stays_open(lists):
    nik = "3216064507859003"
    head = ["no daftar", "nama usaha", "nama pemilik", "nik"]
    rows = [["1", "Tahu", "Sari", nik], ["2", "Roti", "Budi Hartono", nik]]
    first = lists.bring(lists.file([head, *rows]), mapping=KEYED)
    lists.bring(lists.file([head, *rows, ["3", "Kue", "Ani", ""]]), mapping=KEYED, as_of=D2022)
    conflict = Problem.objects.get(code="identifier_conflict")
    assert (str(conflict.batch_id), conflict.state) == (first["batch"], ProblemState.OPEN)
    rows[1][3] = ""
    lists.bring(lists.file([head, *rows]), mapping=KEYED, as_of=D2024)
    conflict.refresh_from_db()
    assert conflict.state == ProblemState.SUPERSEDED


def test_rows_and_problems_know_their_village(lists):
    answer = keyed(lists, GOOD, BAD, NAMELESS)
    places = dict(Row.objects.filter(batch=answer["batch"]).values_list("ordinal", "place__name"))
    assert places == {1: "Setiadarma", 2: "Setiadarma", 3: "Wanasari"}
    assert set(Problem.objects.values_list("ordinal", "place__name")) == {
        (2, "Setiadarma"), (3, "Wanasari"),
    }  # fmt: skip


def test_versions_are_compared_by_place(lists):
    keyed(lists, GOOD, BAD)
    new = ("9", "Sapu", "Tono", "Wanasari", "Cibitung", "")
    answer = keyed(lists, GOOD, (*BAD[:5], "2 juta"), new, as_of=D2024)
    names = {
        lists.register.place(code).name: told for code, told in batch_of(answer).compared.items()
    }
    assert names == {
        "Setiadarma": {"new": 0, "changed": 1, "same": 1},
        "Wanasari": {"new": 1, "changed": 0, "same": 0},
    }


def hidden_book(path):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Data"
    for row in (
        ["nama usaha", "nama pemilik", "jumlah tk"], ["Tahu", "Sari", "3"], ["Roti", "Budi", "2"],
        ["Kue", "Ani", "1"],
    ):  # fmt: skip
        sheet.append(row)
    sheet.row_dimensions[3].hidden = True
    book.save(path)
    return path


@pytest.mark.parametrize(
    ("choice", "expected"),
    [("ask", (2, 0, 0, 1)), ("include", (3, 0, 0, 0)), ("skip", (2, 0, 0, 0))],
)
def test_hidden_rows_wait_count_or_stay_out_as_a_person_says(lists, tmp_path, choice, expected):
    columns = {"A": "name", "B": "owner_name", "C": "workers"}
    mapping = {"sheets": {"Data": {"heading_row": 1, "columns": columns, "hidden": choice}}}
    answer = lists.bring(hidden_book(tmp_path / "a.xlsx"), mapping=mapping)
    assert counts(answer) == expected
    hidden = [(p["cell"], p["code"]) for p in answer["problems"] if p["code"] == "row_hidden"]
    assert hidden == ([("A3", "row_hidden")] if choice == "ask" else [])
    assert batch_of(answer).layout[0]["skipped"].get("hidden") == (
        [3] if choice == "skip" else None
    )


def test_what_a_line_above_says_is_kept_with_the_row_and_has_no_cell(lists):
    rows = [["nama usaha", "nama pemilik", "desa", "jumlah tk"], ["Kecamatan Cibitung", "", "", ""],
            ["Tahu", "Sari", "Wanasari", "3"], ["Roti", "Budi", "Entahlah", "banyak"],
            ["Kecamatan Tambun Selatan", "", "", ""], ["Kue", "Ani", "Setiadarma", "1"]]  # fmt: skip
    answer = lists.bring(lists.file(rows))
    layout = batch_of(answer).layout[0]
    assert layout["columns"]["district"] >= layout["width"] > 0
    assert layout["skipped"] == {"band": [2, 5]}
    assert set(Business.objects.values_list("name", "place__parent__name")) >= {
        ("Tahu", "Cibitung"), ("Kue", "Tambun Selatan"),
    }  # fmt: skip
    kept = Row.objects.get(batch=answer["batch"], ordinal=2)
    assert kept.values[layout["columns"]["district"]] == "Cibitung"
    cells = {p["field"]: p["cell"] for p in answer["problems"]}
    assert cells["workers"] == "D4"


def test_a_returned_workbook_finds_the_batch_it_came_from(lists, monkeypatch):
    first = batch_of(keyed(lists, GOOD, BAD))
    monkeypatch.setattr("binaan.intake.actions.handing.mark_of", lambda path: str(first.pk))
    back = keyed(lists, GOOD, (*BAD[:5], "2 juta"))
    assert batch_of(back).returns == first
    assert batch_of(keyed(lists, GOOD, source="Lain")).returns is None
    other = lists.register.user("section_staff", office="diskopukm")
    elsewhere = keyed(lists, BAD, office="diskopukm", by=other)
    assert batch_of(elsewhere).returns is None
    monkeypatch.setattr("binaan.intake.actions.handing.mark_of", lambda path: "bukan pengenal")
    assert batch_of(keyed(lists, GOOD, as_of=D2024)).returns is None


def test_step_by_step_lands_what_the_command_lands(lists):
    stepper = Steps(lists)
    path = lists.file([HEAD, list(GOOD), list(BAD), list(NAMELESS), list(GOOD)])
    first = stepper.gone(stepper.previewed(path, source="Satu", key="A"))
    lists.bring(path, source="Dua", mapping=KEYED)
    second = Batch.objects.get(version__source__name="Dua")
    columns = (
        "ordinal",
        "line",
        "held",
        "repeated",
        "same",
        "settled",
        "key",
        "hash",
        "cells",
        "place_id",
    )
    rows = [
        list(Row.objects.filter(batch=batch).values_list(*columns)) for batch in (first, second)
    ]
    assert rows[0] == rows[1]
