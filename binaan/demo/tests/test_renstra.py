"""Kota Bekasi's Renstra comes in as printed, with every figure, once."""

import csv
import re
from decimal import Decimal

import pytest

from binaan.demo import staffing
from binaan.demo.renstra import loading
from binaan.demo.tests.test_loading import places  # noqa: F401  (the places the offices stand at)
from binaan.places import nomenclature
from binaan.planning.models import Achievement, Budget, Document, Indicator, Node, Printed
from binaan.planning.rules.papers import RP, TARGET
from binaan.planning.sheets.reading import read_tables

FACTS = loading.FOLDER.parents[1] / "planning" / "tests" / "facts"


@pytest.fixture
def renstra(places):  # noqa: F811
    nomenclature.load()
    staffing.set_up_offices()
    staffing.set_up_accounts()
    said = []
    assert loading.load(said.append) == list(loading.TABLES)
    return said


@pytest.mark.once
def test_the_printed_renstra_comes_in_whole_and_once(renstra):
    assert "8 tabel" in renstra[0]
    document = Document.objects.get(title="Renstra 2018-2023")
    assert (document.first_year, document.last_year) == (2019, 2023)
    version = document.versions.get()
    assert (version.era, version.state) == ("E2", "draft")
    for name in loading.TABLES:
        lines = (loading.FOLDER / f"tabel-{name}.csv").read_text("utf-8").splitlines()
        rows = list(csv.reader(lines))[3:]
        texts = {cell for row in rows for cell in row if re.search(r"\d", cell) and len(cell) < 15}
        kept = set(
            Printed.objects.filter(version=version, table=name).values_list("text", flat=True)
        )
        assert {text for text in texts if re.fullmatch(r"[\d.,%()]+", text)} <= kept | NUMBERED
    leaves = Node.objects.filter(version=version, level="subkegiatan")
    assert (leaves.count(), leaves.exclude(official_code="").count()) == (28, 28)
    salary = Budget.objects.get(node__name="Penyediaan Gaji dan Tunjangan ASN", year=2022)
    assert salary.amount == Decimal(7_039_638_000)
    digital = Printed.objects.get(version=version, table="6.2", text="1,984,574,800", year=2021,
                                  label="")  # fmt: skip
    assert (digital.column, digital.value) == ("rp", 1_984_574_800)
    assert Achievement.objects.filter(office=document.office, quarter=0).count() == 8
    main = Indicator.objects.filter(node__version=version, is_iku=True)
    assert [(one.node.level, one.end_text) for one in main] == [
        ("sasaran", "70"), ("sasaran", "0.102"),
        ("sasaran", "150 koperasi kategori sehat dan cukup sehat"), ("sasaran", "0.07"),
    ]  # fmt: skip
    assert loading.load(renstra.append) == []
    assert len(renstra) == 1


NUMBERED = {str(number) for number in range(1, 10)}  # the number of a row is no figure


@pytest.mark.once
def test_every_target_and_amount_of_table_6_2_is_read_as_a_person_read_it():
    (table,) = read_tables(loading.FOLDER / "tabel-6.2.csv")
    with (FACTS / "tree-6.2.csv").open(encoding="utf-8") as file:
        facts = list(csv.DictReader(file))
    assert len(facts) == len(table.lines) == 98
    wrong, compared = [], 0
    for fact, line in zip(facts, table.lines, strict=True):
        for column in (TARGET, RP):
            for year in table.years:
                noted = fact[f"{column}_{year}"]
                value = Decimal(noted) if noted else None
                compared += value is not None
                if line.value(column, year) != value:
                    wrong.append((line.row, column, year, line.figure(column, year), noted))
    assert wrong == []
    assert compared == 419
    by_table = {text for line in table.lines for text, _v, doubt, _c in line.figures.values()
                if doubt == "notation"}  # fmt: skip
    assert by_table == {"3,898", "68,570", "7,044", "7,418", "1,000"}
