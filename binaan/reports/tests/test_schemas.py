"""What every finished report prints above its columns is what the regulation prints."""

import csv
from itertools import product

import pytest

from binaan.places.files import FOLDER
from binaan.reports import schemas
from binaan.reports.catalogue import CATALOGUE
from binaan.reports.heads import heads, numbers

pytestmark = pytest.mark.once

YEARS = (2021, 2022, 2023, 2024, 2025)
TYPES = {"int": "number"}


def printed(code: str) -> list[dict[str, str]]:
    """The lines of the file, read without the code under test."""
    text = (FOLDER / "table-schemas.csv").read_text("utf-8").splitlines()
    rows = csv.DictReader(line for line in text if not line.startswith("#"))
    return [row for row in rows if row["id"] == code]


@pytest.mark.parametrize("code", CATALOGUE)
def test_headings_order_numbers_and_types_are_those_of_the_form(code):
    made = schemas.columns(code, years=YEARS)
    high = schemas.schema(code).header_rows
    assert [
        (one.no, [*one.heads, "", ""][:3], one.key, one.type) for one in made
    ] == [
        (
            row["no"],
            [row[f"heading_{level}"] if level <= high else "" for level in (1, 2, 3)],
            row["key"],
            TYPES.get(row["type"], row["type"]),
        )
        for row in printed(code)
    ]  # fmt: skip


@pytest.mark.parametrize("code", CATALOGUE)
def test_the_headings_cover_the_whole_head_and_nothing_twice(code):
    made = schemas.columns(code)
    high = schemas.schema(code).header_rows
    covered = [
        (head.top + row, head.left + column)
        for head in (*heads(made, high), *numbers(made, high))
        for row, column in product(range(head.rows), range(head.columns))
    ]
    assert sorted(covered) == sorted(product(range(high + 1), range(len(made))))


def test_an_office_may_print_the_years_instead():
    made = schemas.columns("T-C.23", years=YEARS, labels=schemas.CALENDAR)
    assert [one.heads[1] for one in made if one.key.startswith("target_")][3:] == [
        "2021", "2022", "2023", "2024", "2025",
    ]  # fmt: skip
    first = schemas.columns("T-C.28", years=YEARS, labels=schemas.CALENDAR)[2]
    assert (first.heads[1], first.year) == ("Tahun 2020", 2020)


def test_what_the_regulation_leaves_open_is_filled():
    made = schemas.columns("E.81", words={"Tahun ... (akhir": "Tahun 2026 (akhir"})
    assert made[4].heads[0].endswith("pada Tahun 2026 (akhir periode Renstra)")


def test_kinerja_and_rupiah_of_one_number_share_their_heading():
    made = schemas.columns("E.81")
    assert [(one.text, one.columns) for one in numbers(made, 3)][3:6] == [
        ("(4)", 1), ("(5)", 2), ("(6)", 2),
    ]  # fmt: skip


def test_the_reference_lists_the_catalogue_and_no_report_more():
    part = (FOLDER.parent / "docs/reference.md").read_text("utf-8").split("\n## Reports\n")[1]
    lines = part.split("\n## ")[0].splitlines()
    assert {line.split("`")[1] for line in lines if line.startswith("| `")} == set(CATALOGUE)
