"""A period that only the paper tells: its rows, its period, and the page behind its figures."""

from decimal import Decimal

import pytest
from django.urls import reverse

from binaan.planning.models import Printed
from binaan.reports import making

pytestmark = pytest.mark.once  # figures are read by test_builders on both stores

YEARS = "2016 2017 2018 2019 2020"


def put(version, table, kind, lines, factor="1"):
    """Printed rows of a table: facts on line 0, then {(column, year): text} per line."""
    facts = {"kind": kind, "years": YEARS, "factor": factor, "title": f"Tabel {table}"}
    rows = [
        Printed(version=version, table=table, line=0, row=0, column=name, text=text)
        for name, text in facts.items()
    ]
    for number, (label, figures) in enumerate(lines, 1):
        for (column, year), text in figures.items():
            value = text.removesuffix("%").replace(",", ".")
            known = value.replace(".", "").isdigit()
            rows.append(
                Printed(
                    version=version, table=table, line=number, row=number + 3, label=label,
                    column=column, year=year, text=text, value=Decimal(value) if known else None,
                )
            )  # fmt: skip
    Printed.objects.bulk_create(rows)


def test_t_c_23_prints_the_period_on_paper_with_its_own_ratios(reported):
    figures = {("target", 2016): "3%", ("actual", 2016): "4,2%", ("ratio", 2016): "133%"}
    put(reported.version, "2.6", "performance", [("Koperasi aktif", figures | {("ikk", 0): "v"})])
    sheet = making.sheet_of(reported.planner, reported.asked("T-C.23", year=2018))
    (row,) = (one.cells for one in sheet.rows)
    assert sheet.columns[5].year == 2016
    assert [row[key].text for key in ("indicator", "target_ikk", "target_1", "actual_1")] == [
        "Koperasi aktif", "v", "3", "4,2",
    ]  # fmt: skip
    assert (row["ratio_1"].text, row["ratio_1"].printed) == ("140,00%", "133%")
    page = reported.client(reported.planner).get(row["actual_1"].evidence)
    assert 'id="baris-4"' in page.content.decode()
    assert "133%" in page.content.decode()
    elsewhere = reported.client(reported.neighbour).get(row["actual_1"].evidence)
    assert elsewhere.status_code == 404


def test_t_c_24_reckons_in_rupiah_what_the_paper_says_in_juta(reported):
    figures = {("budget", 2016): "100", ("realised", 2016): "85,5", ("budget", 2017): "150",
               ("growth_budget", 0): "12"}  # fmt: skip
    put(reported.version, "2.8", "money", [("Program lama", figures)], factor="1000000")
    first, whole = making.sheet_of(reported.planner, reported.asked("T-C.24", year=2016)).rows
    assert first.cells["budget_1"].value == Decimal(100_000_000)
    assert first.cells["ratio_1"].text == "85,50%"
    assert (first.cells["growth_budget"].text, first.cells["growth_budget"].printed) == (
        "50,00%", "12",
    )  # fmt: skip
    assert (whole.kind, whole.cells["spend_1"].text) == ("total", "85.500.000")
    assert first.cells["spend_2"].text == "–"


def test_the_page_offers_each_period_there_is(reported):
    put(reported.version, "2.6", "performance", [("Koperasi aktif", {("target", 2016): "3%"})])
    address = reverse("report_page", args=[reported.document.pk, "T-C.23"])
    page = reported.client(reported.planner).get(f"{address}?tahun=2018").content.decode()
    assert "2016-2020" in page
    assert "2021-2025" in page
    assert "Koperasi aktif" in page
