"""Columns of a printed table beside those of its form; what each form has is the regulation's."""

from pathlib import Path

import pytest

from binaan.planning.rules import papers
from binaan.planning.rules.checking import check
from binaan.planning.rules.checking.shapes import T23, T24, T25, T27, T28, form_of
from binaan.planning.sheets.reading import read_tables
from binaan.planning.tests.papers import line, table

pytestmark = pytest.mark.once

SCHEMAS = Path(__file__).parents[3] / "data" / "table-schemas.csv"
YEARS = (2019, 2020, 2021, 2022, 2023)
TARGETS = ("no", "indicator", "base", *["target"] * 5, "end")


def told(columns, kind=papers.TARGETS, years=YEARS):
    one = line(2, "Nilai AKIP", indicator="Nilai AKIP", years=years, target=["1"] * len(years))
    found = check([table([one], kind, "7.1", years=years, columns=tuple(columns))])
    return [one.message for one in found if one.rule == "schema_deviation"]


@pytest.mark.parametrize("form", [T23, T24, T25, T27, T28], ids=lambda form: form.name)
def test_a_form_is_as_wide_as_the_regulation_has_it(form):
    assert SCHEMAS.read_text("utf-8").count(f"\n{form.name},") == form.width


def test_the_form_itself_and_a_table_of_main_indicators_say_nothing():
    assert told(TARGETS) == []
    assert told(["iku" if one == "indicator" else one for one in TARGETS]) == []


def test_a_missing_column_one_too_many_and_other_years_are_told_together():
    (said,) = told(["indicator", "unit", *["target"] * 4, "base", "end"], years=YEARS[:4])
    assert said == (
        "Kolom tabel 7.1 berbeda dari T-C.28 (9 kolom): tidak ada No; tambahan Satuan; "
        "Target 4 tahun, bukan 5."
    )


@pytest.mark.parametrize("columns", [(), (papers.TYPED, "indicator", *["target"] * 5)])
def test_what_is_no_paper_is_let_be(columns):
    assert told(columns) == []


def test_later_plans_and_single_years_follow_other_forms():
    assert told(TARGETS[1:], years=(2025, 2026, 2027, 2028, 2029)) == []
    assert told(TARGETS[1:], years=(2023,)) == []


def test_a_file_says_what_its_columns_hold(tmp_path):
    path = tmp_path / "4.1.csv"
    path.write_text("Tujuan,Sasaran,Indikator Kinerja Utama,2019,2020,2021,2022,2023\n"
                    "Tujuan A,,Nilai AKIP,1,2,3,4,5\n", "utf-8")  # fmt: skip
    (found,) = read_tables(path)
    assert found.columns == ("tujuan", "sasaran", "iku", *["target"] * 5)
    assert form_of(found) is T25
    path.write_text(
        "indicator,target_2019,target_2020,actual_2019,actual_2020\nA,1,2,1,2\n", "utf-8"
    )
    assert read_tables(path)[0].columns[0] == papers.TYPED
