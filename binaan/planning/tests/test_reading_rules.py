"""Printed numbers: what their column makes of them (docs/rules/angka-tercetak.md)."""

import csv
from decimal import Decimal
from pathlib import Path

import pytest

from binaan.planning.rules import papers
from binaan.planning.rules.reading import (
    AMBIGUOUS,
    COMMA_GROUPS,
    DOT_GROUPS,
    NOTED,
    PLAIN,
    TEXT,
    notation_of,
    parse_number,
    read_figure,
)

pytestmark = pytest.mark.once

with Path(__file__).with_name("printed-figures.csv").open(encoding="utf-8") as file:
    PRINTED = list(csv.DictReader(file))

# The columns of the signed tables: (table, field) -> column and rupiah per unit.
JUTA = 1_000_000
COLUMNS = {
    "target": (papers.TARGET, 1), "realisasi": (papers.ACTUAL, 1), "rasio": (papers.RATIO, 1),
    "anggaran_jt": (papers.BUDGET, JUTA), "realisasi_jt": (papers.REALISED, JUTA),
    "growth": (papers.GROWTH_BUDGET, 1),
    "kegiatan_jt": (papers.RP, JUTA), "program_jt": (papers.RP, JUTA),
}  # fmt: skip
NOT_A_NUMBER = {"100 Unit"}


def read(row):
    column, factor = COLUMNS.get(row["field"], (papers.RP, 1))
    return read_figure(row["text"], column=column, factor=factor)


def test_every_figure_of_the_signed_tables_is_read_as_noted():
    wrong = []
    for row in PRINTED:
        found = read(row)
        noted = row["parsed"] if row["text"] not in NOT_A_NUMBER else ""
        if found.value != (Decimal(noted) if noted else None) or found.text != row["text"]:
            wrong.append((row, found))
    assert not wrong
    assert len(PRINTED) == 699


def test_few_of_them_wait_for_a_person():
    doubtful = {row["text"]: read(row).doubt for row in PRINTED if read(row).doubt}
    assert doubtful == {
        **dict.fromkeys(("1,1 4", "1,1 5", "1.30 0", "547.926"), AMBIGUOUS),
        **dict.fromkeys(("1.921.31", "2.567.55", "1.377.38", "1.412.30", "1.627.75"), AMBIGUOUS),
        **dict.fromkeys(("2,350", "1,250", "1,498", "1,619"), AMBIGUOUS),
        "100 Unit": TEXT,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "column", "factor", "value", "doubt"),
    [
        ("1.921.31", "rp", JUTA, "1921.31", AMBIGUOUS),
        ("2.050", "budget", JUTA, "2050", ""),
        ("1280.513", "realised", JUTA, "1280.513", ""),
        ("235,000,000", "rp", 1, "235000000", ""),
        ("235.000.000", "rp", 1, "235000000", ""),
        ("Rp. 1.234.567,89", "rp", 1, "1234567.89", ""),
        ("Rp 1.000.000,-", "rp", 1, "1000000", ""),
        ("1,234.50", "rp", 1, "1234.50", ""),
        ("1.500", "rp", 1, "1500", ""),
        ("(304)", "growth_budget", 1, "-304", ""),
        ("(Rp 1.500)", "rp", 1, "-1500", ""),
        ("−5,5", "growth_budget", 1, "-5.5", ""),
        ("100 Unit", "rp", JUTA, None, TEXT),
        ("Rp 2,5 juta", "rp", JUTA, "2.5", AMBIGUOUS),
        ("2 unit", "target", 1, "2", ""),
        ("408 Orang/Bulan", "target", 1, "408", ""),
        ("80,5 persen", "target", 1, "80.5", ""),
        ("2.600", "target", 1, "2600", ""),
        ("2,600", "target", 1, "2.600", AMBIGUOUS),
        ("0.097", "target", 1, "0.097", ""),
        ("10.75%", "actual", 1, "10.75", ""),
        ("1.250%", "ratio", 1, "1.250", AMBIGUOUS),
        ("1,04", "ratio", 1, "1.04", ""),
        ("190 0", "target", 1, "1900", ""),
        ("1.600.", "rp", JUTA, "1600", ""),
        ("1.23.456", "rp", 1, None, TEXT),
        ("1.234,567,8", "rp", 1, None, TEXT),
        ("Terlaksana", "target", 1, None, TEXT),
        ("10-20", "target", 1, None, TEXT),
        ("≥ 80", "target", 1, None, TEXT),
    ],
)
def test_the_column_decides_between_two_readings(text, column, factor, value, doubt):
    found = read_figure(text, column=column, factor=factor, cell="H12")
    assert found == papers.Figure(text, Decimal(value) if value else None, doubt, "H12")


@pytest.mark.parametrize("text", ["", " ", "-", "–", "-  -", "N/A", "n/a", "NA"])
@pytest.mark.parametrize("column", ["rp", "target"])
def test_blanks_claim_nothing_and_stay_apart(text, column):
    found = read_figure(text, column=column)
    assert found.is_blank
    assert found.text == text


def test_zero_is_a_number():
    assert read_figure("0", column="rp").value == 0
    assert read_figure("0,00", column="rp").value == 0


@pytest.mark.parametrize(
    ("text", "value"), [("9142760925", "9142760925"), ("0.125", "0.125"), ("1.234", "1.234"), ("-5", "-5")]
)  # fmt: skip
def test_files_of_programs_group_nothing(text, value):
    assert read_figure(text, column="rp", notation=PLAIN).value == Decimal(value)


@pytest.mark.parametrize(
    ("text", "locale", "value"),
    [
        ("10.75", "id-ID", None),  # a dot groups, and this is no group
        ("10.75", "mixed", "10.75"),
        ("2.600", "mixed", None),  # 2600 or 2.6
        ("1,498", "mixed", None),
        ("1.234,56", "mixed", "1234.56"),
        ("1,234.56", "mixed", "1234.56"),
        ("1234", "id-ID", "1234"),
        ("-1.500", "id-ID", "-1500"),
        ("Rp 1.500,00", "id-ID", "1500"),
        ("", "id-ID", None),
    ],
)
def test_alone_a_number_has_one_reading_or_none(text, locale, value):
    assert parse_number(text, locale) == (Decimal(value) if value else None)


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (("3,898", "Rp 235,000,000", "0.097"), COMMA_GROUPS),
        (("1,234.56", "-"), COMMA_GROUPS),
        (("3.898", "(235.000.000)", "9,47%"), DOT_GROUPS),
        (("3,898", "12", "0.5"), ""),
        (("235,000,000", "9,47"), ""),
        (("235.000.000", "0.097"), ""),
        (("235,000,000", "235.000.000"), ""),
        (("1.921.31", "1.30 0"), ""),
    ],
)
def test_a_table_says_by_its_sure_figures_what_groups_its_thousands(texts, expected):
    assert notation_of(texts) == expected


@pytest.mark.parametrize(
    ("text", "column", "factor", "notation", "value", "doubt"),
    [
        ("3,898", "target", 1, COMMA_GROUPS, "3898", NOTED),
        ("3,898", "target", 1, DOT_GROUPS, "3.898", NOTED),
        ("2.600", "target", 1, DOT_GROUPS, "2600", ""),
        ("2.600", "target", 1, COMMA_GROUPS, "2.6", NOTED),
        ("2.600", "rp", 1, COMMA_GROUPS, "2600", ""),
        ("1,498", "rp", JUTA, COMMA_GROUPS, "1498", NOTED),
        ("547.926", "rp", JUTA, COMMA_GROUPS, "547.926", NOTED),
        ("0,097", "target", 1, COMMA_GROUPS, "0.097", ""),
        ("1.30 0", "target", 1, COMMA_GROUPS, "1300", AMBIGUOUS),
    ],
)
def test_the_table_decides_a_figure_with_two_readings(text, column, factor, notation, value, doubt):
    found = read_figure(text, column=column, factor=factor, notation=notation)
    assert (found.value, found.doubt, found.text) == (Decimal(value), doubt, text)


@pytest.mark.parametrize(
    ("text", "column", "factor"),
    [("9" * 16, "target", 1), ("9" * 90, "rp", 1), ("10.000.000.000", "rp", 1_000_000)],
)
def test_what_no_store_keeps_is_no_figure(text, column, factor):
    figure = read_figure(text, column=column, factor=factor)
    assert (figure.text, figure.value, figure.doubt) == (text, None, "text")
