"""Pemeriksa rencana: a clean plan is clean, one spoilt figure is found and nothing else, the signed
tables give what a hand calculation gives (docs/rules/pemeriksa-rencana.md)."""

import csv
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from itertools import takewhile
from pathlib import Path

import pytest

from binaan.planning.rules import papers, rates
from binaan.planning.rules.checking import CATALOGUE, check
from binaan.planning.rules.findings import ERROR, INFO, WARNING
from binaan.planning.rules.papers import LEVELS, RP, blocks
from binaan.planning.sheets.reading import read_tables
from binaan.planning.tests import papers as made

pytestmark = pytest.mark.once

FACTS = Path(__file__).parent / "facts"
SUMS = {"sum_mismatch", "parent_missing", "children_missing"}


def rules(found, *severities):
    return [one.rule for one in found if not severities or one.severity in severities]


def spoilt(table, row, column, year, text):
    """The table with one figure written otherwise."""
    lines = [
        one.but(column, year, made.figure(text, column, table.factor)) if one.row == row else one
        for one in table.lines
    ]
    return replace(table, lines=tuple(lines))


def test_a_clean_plan_gives_nothing_at_all():
    tables = [made.tree(), made.performance(), made.money()]
    assert len(tables[0].lines) > 35
    assert check(tables) == []


def around(table, row):
    """The rows at which one wrong amount may be told: its own part, and the part above it."""
    found: dict[int, set[int]] = {}

    def walk(block, above):
        for one in block.lines:
            found[one.row] = {block.row, above}
        for child in block.children:
            walk(child, block.row)

    for root in blocks(table):
        walk(root, root.row)
    return found[row]


CHANGES = (
    lambda text: str(int(text) + 2), lambda text: f"{text}0", lambda text: text[1:], lambda _text: "",
    lambda text: str(int(text) - 1_000_000), lambda _text: "5", lambda text: text.replace("0", "O", 1),
)  # fmt: skip


def test_one_wrong_amount_in_a_tree_is_found_and_nothing_else():
    """Every amount once, spoilt in turn by one of the ways figures are spoilt."""
    clean = made.tree()
    amounts = [(one, year) for one in clean.lines for year in made.YEARS if one.value(RP, year)]
    for turn, (one, year) in enumerate(amounts):
        text = CHANGES[turn % len(CHANGES)](one.figure(RP, year).text)
        found = check([spoilt(clean, one.row, RP, year, text)])
        case = (one.row, year, text, rules(found))
        assert {each.year for each in found} == {year}, case
        assert (SUMS | {"non_numeric_money"}) & set(rules(found, ERROR)), case
        assert {each.row for each in found} <= around(clean, one.row), case


@pytest.mark.parametrize("column", ["target", "actual", "ratio"])
def test_one_wrong_figure_of_performance_is_found_and_nothing_else(column):
    clean = made.performance()
    for one in clean.lines:
        for year in made.YEARS:
            if one.value(column, year) and one.value("ratio", year):
                text = str(one.value(column, year) * 3 + 7)
                found = check([spoilt(clean, one.row, column, year, text)])
                assert {(each.row, each.year, each.column) for each in found} == {
                    (one.row, year, "ratio")
                }, (one.row, year, text)
                assert rules(found, ERROR, WARNING)


@pytest.mark.parametrize("column", ["budget", "realised", "ratio", "growth_budget"])
def test_one_wrong_figure_of_money_is_found_at_its_ratio_or_growth(column):
    clean = made.money()
    for one in clean.lines:
        for year in made.YEARS if column in ("budget", "realised", "ratio") else (0,):
            if one.value(column, year):
                text = str(int(one.value(column, year)) * 2 + 7)
                found = check([spoilt(clean, one.row, column, year, text)])
                assert {each.row for each in found} == {one.row}
                assert {each.year for each in found} <= {year or None, None}
                assert rules(found, ERROR)


def brute_force(rows, years):
    """Every parent whose children, as printed, add up to something else; by CSV line and year."""
    nodes: list[dict] = []
    for number, row in enumerate(rows, 2):
        level = LEVELS.index(row["level"])
        if not row["name"] and nodes and nodes[-1]["level"] == level:
            nodes[-1]["rows"].append(row)
        else:
            nodes.append({"level": level, "line": number, "rows": [row]})
    wrong = {}
    for at, node in enumerate(nodes):
        below = list(takewhile(lambda one, top=node["level"]: one["level"] > top, nodes[at + 1 :]))
        children = [one for one in below if one["level"] == node["level"] + 1]
        for year in years if children else ():
            own, parts = amount([node], year), amount(children, year)
            if (own or 0) != (parts or 0):
                kind = "parent_missing" if own is None else "sum_mismatch"
                kind = "children_missing" if parts is None else kind
                wrong[node["line"], year] = (kind, Decimal(own or 0) - Decimal(parts or 0))
    return wrong


def amount(nodes, year):
    texts = [row[f"rp_{year}"] for node in nodes for row in node["rows"] if row[f"rp_{year}"]]
    return sum(map(Decimal, texts)) if texts else None


@pytest.fixture(scope="module")
def signed():
    """Table 6.2 as it was signed, checked."""
    path = FACTS / "tree-6.2.csv"
    with path.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return rows, check(read_tables(path))


def test_the_signed_table_has_exactly_the_sums_a_brute_force_finds_wrong(signed):
    rows, found = signed
    expected = brute_force(rows, range(2019, 2024))
    assert len(expected) == 23
    assert {
        (one.row, one.year): (one.rule, Decimal(one.difference))
        for one in found
        if one.rule in SUMS
    } == expected
    assert set(rules(found, ERROR)) == SUMS
    assert {(one.row, one.year) for one in found if one.rule == "copied_forward"} == {
        (4, 2023), (7, 2022),
    }  # fmt: skip


def test_a_sum_says_what_it_would_be_and_proposes_it_as_it_is_printed(signed):
    one = next(one for one in signed[1] if one.row == 3 and one.rule == "sum_mismatch")
    assert one.as_json() == {
        "rule": "sum_mismatch", "severity": "error", "level": "sasaran",
        "node": "Meningkatkan Kinerja Akuntabilitas", "row": 3, "table": "6.2", "year": 2022,
        "column": "rp", "printed": "9162760925", "recomputed": "9142760925",
        "difference": "20000000",
        "message": "Tahun 2022, sasaran “Meningkatkan Kinerja Akuntabilitas” tercetak Rp 9.162.760.925, "
        "padahal 5 program di bawahnya berjumlah Rp 9.142.760.925: lebih Rp 20.000.000.",
        "proposal": "Ganti menjadi Rp 9.142.760.925, jumlah 5 program di bawahnya.",
    }  # fmt: skip
    assert one.fix[0].text == "9142760925"


HANDBOOK = (
    ("M002", "Peningkatan Koperasi Aktif", 2014, "ratio_mismatch", "93.8"),
    ("M003", "Peningkatan Koperasi Aktif", 2017, "ratio_capped_100", "107.6"),
    ("M004", "Peningkatan Koperasi Aktif", 2018, "ratio_capped_100", "107"),
    ("M006", "Peningkatan Jumlah UKM", 2016, "ratio_capped_100", "108.33"),
    ("M007", "Peningkatan Jumlah UKM", 2017, "ratio_capped_100", "106.15"),
    ("M012", "Meningkatnya Produk", 2014, "ratio_copied_from_realisasi", "600"),
    ("M013", "Meningkatnya Produk", 2015, "ratio_copied_from_realisasi", "1150"),
    ("M014", "Meningkatnya Produk", 2016, "ratio_copied_from_realisasi", "475"),
    ("M015", "Meningkatnya Produk", 2017, "ratio_copied_from_realisasi", "600"),
    ("M022", "Terbinanya", 2014, "ratio_unit_mixed", "104.76"),
    ("M022", "Terbinanya", 2015, "ratio_unit_mixed", "114.29"),
    ("M022", "Terbinanya", 2016, "ratio_unit_mixed", "115.79"),
    ("M022", "Terbinanya", 2017, "ratio_unit_mixed", "100"),
)
SIGNED_26 = (
    ("Pertumbuhan Koperasi", "10% 10% 10% 10% 10%", "10% 9,47% 8,78% 9,43% 7,6%", "100% 94% 88% 94% 76%"),
    ("Peningkatan Koperasi Aktif", "5% 5% 5% 5% 5%", "4,69% 5,01% 5% 5,38% 5,35%",
     "99% 100% 100% 100% 100%"),
    ("Peningkatan Jumlah UKM", "1445 1445 1500 1625 1725", "1431 1756 1625 1725 2086",
     "99% 121% 100% 100% 121%"),
    ("Penyediaan regulasi", "0 0 1 0 0", "0 0 1 0 0", "0 0 100% 0 0"),
    ("Meningkatnya Produk", "20 20 20 20 20", "120 230 95 120 0", "120 230 95 120 0"),
    ("Tersedianya UKM Center", "0 0 0 1 0", "0 0 0 0 0", "0 0 0 0 0"),
    ("Terbinanya", "1575 1575 1900 613 -", "1650 1800 2200 613 -", "1,04 1,14 1,15 1 -"),
)  # fmt: skip


def test_the_examples_of_table_2_6_are_found_with_their_figures_and_no_other_error():
    years = range(2014, 2019)
    lines = [
        made.line(row, name, years=years, target=target.split(), actual=actual.split(),
                  ratio=ratio.split())
        for row, (name, target, actual, ratio) in enumerate(SIGNED_26, 2)
    ]  # fmt: skip
    found = check([made.table(lines, papers.PERFORMANCE, "2.6", tuple(years))])
    told = {(one.node, one.year, one.rule, one.recomputed) for one in found if one.severity != INFO}
    assert told == {tuple(one[1:]) for one in HANDBOOK}
    assert Counter(rules(found, INFO)) == {"ratio_truncated": 2, "ratio_zero_target": 8}


def ratio_of(target, actual, ratio, other="150%", **more):
    """What is said of one ratio, in a table of percentages whose other row reaches `other`."""
    rows = [
        made.line(2, "Lainnya", target=["100"] * 3, actual=[other[:-1]] * 3, ratio=[other] * 3),
        made.line(3, more.pop("name", "Indikator"), target=[target, "-", "-"],
                  actual=[actual, "-", "-"], ratio=[ratio, "-", "-"]),
    ]  # fmt: skip
    return check([made.table(rows, papers.PERFORMANCE, "2.7")], **more)


@pytest.mark.parametrize(("target", "actual", "ratio", "rule", "severity"), [
    ("3%", "4.2%", "133%", "ratio_mismatch", ERROR),
    ("10", "9,47", "94", "ratio_truncated", INFO),
    ("300", "232,03", "77,35", "rounding", INFO),
    ("0", "5", "80", "ratio_zero_target", ERROR),
    ("-", "5", "100", "ratio_zero_target", ERROR),
    ("0", "0", "0", "ratio_zero_target", INFO),
    ("10", "5", "", "ratio_missing", WARNING),
    ("10", "-", "80%", "ratio_mismatch", ERROR),
    ("80", "40", "80", "ratio_mismatch", ERROR),
])  # fmt: skip
def test_a_ratio_is_told_by_its_rule(target, actual, ratio, rule, severity):
    assert [(one.rule, one.severity) for one in ratio_of(target, actual, ratio)] == [
        (rule, severity)
    ]


@pytest.mark.parametrize(("target", "actual", "ratio"), [
    ("8", "10", "125"), ("3", "2", "66,67"), ("10", "-", "-"), ("-", "-", "0"), ("100", "1", "1"),
    ("0", "0", "-"), ("8", "10", "125,0%"), ("7", "7", "100"),
])  # fmt: skip
def test_a_right_ratio_says_nothing(target, actual, ratio):
    assert ratio_of(target, actual, ratio) == []


def test_a_ratio_capped_in_a_table_that_always_caps_is_only_told():
    found = ratio_of("10", "12", "100%", other="90%")
    assert [(one.rule, one.severity) for one in found] == [("ratio_capped_100", INFO)]


def test_an_office_may_choose_100_for_nothing_of_nothing():
    assert rules(ratio_of("0", "0", "100")) == ["ratio_zero_target"]
    assert ratio_of("0", "0", "100", choices=rates.Choices(zero_target=rates.FULL)) == []


def test_where_lower_is_better_either_formula_is_right():
    assert ratio_of("10", "8", "120", name="Jumlah pengaduan masyarakat") == []
    assert ratio_of("10", "8", "125", name="Jumlah pengaduan masyarakat") == []
    assert rules(ratio_of("10", "8", "120")) == ["ratio_mismatch"]


def test_a_table_that_writes_factors_throughout_is_right():
    rows = [made.line(row, f"Baris {row}", target=["10", "20", "40"], actual=["11", "20", "30"],
                      ratio=["1,10", "1,00", "0,75"]) for row in (2, 3)]  # fmt: skip
    assert check([made.table(rows, papers.PERFORMANCE, "2.7")]) == []


def money_row(**said):
    rows = [made.line(3, "Program lain", budget=["100", "200", "400"], realised=["50", "100", "200"],
                      ratio=["50", "50", "50"], growth_budget="100", growth_realised="100",
                      factor=10**6),
            made.line(2, "Program", factor=10**6, **said)]  # fmt: skip
    return check([made.table(rows, papers.MONEY, "2.8", factor=10**6)])


def test_a_growth_says_which_pairs_it_is_the_mean_of():
    found = money_row(budget=["575", "315", "300"], realised=["-"] * 3, ratio=["-"] * 3,
                      growth_budget="(47)", growth_realised="-")  # fmt: skip
    assert [(one.rule, one.printed, one.recomputed) for one in found] == [
        ("growth_mismatch", "(47)", "-24.99")
    ]
    assert "2022/2021, 2023/2022 = −24,99%" in found[0].message
    assert found[0].as_json()["column"] == "growth"


def test_a_growth_without_two_years_in_a_row_is_undefined():
    blank = {"realised": ["-"] * 3, "ratio": ["-"] * 3, "growth_realised": "-"}
    gap = money_row(budget=["700", "-", "900"], growth_budget="(69)", **blank)
    assert rules(gap) == ["growth_undefined"]
    assert money_row(budget=["700", "-", "900"], growth_budget="-", **blank) == []
    assert money_row(budget=["0", "0", "0"], growth_budget="0", **blank) == []
    missing = money_row(budget=["700", "700", "900"], growth_budget="-", **blank)
    assert rules(missing) == ["growth_missing"]


def test_compound_growth_is_told_but_no_error():
    found = money_row(budget=["100", "150", "400"], realised=["-"] * 3, ratio=["-"] * 3,
                      growth_budget="100,00", growth_realised="-")  # fmt: skip
    assert [(one.rule, one.severity) for one in found] == [("growth_mismatch", INFO)]


def test_a_ratio_that_overwrote_an_amount_is_told_at_both():
    found = money_row(budget=["-", "900", "-"], realised=["-", "97,30", "-"],
                      ratio=["-", "97,30", "-"], growth_budget="-", growth_realised="-")  # fmt: skip
    assert {(one.rule, one.as_json()["column"], one.recomputed) for one in found} == {
        ("ratio_copied_from_realisasi", "ratio", "10.81"), ("value_copied_from_ratio", "rp", "875.7"),
    }  # fmt: skip


def test_the_row_of_totals_is_the_sum_of_the_rows_above_it():
    amounts = [["100"] * 3, ["250"] * 3, ["350", "350", "340"]]
    rows = [made.line(row, name, budget=texts) for row, (name, texts) in
            enumerate(zip(("Program A", "Program B", "Jumlah"), amounts, strict=True), 2)]  # fmt: skip
    found = check([made.table(rows, papers.MONEY, "2.8", factor=10**6)])
    assert [(one.row, one.year, one.recomputed) for one in found] == [(4, 2023, "350")]


def test_every_rule_has_its_words_and_its_place_on_the_page():
    page = (Path(__file__).parents[3] / "docs/rules/pemeriksa-rencana.md").read_text("utf-8")
    assert len(CATALOGUE) >= 45
    for key, one in CATALOGUE.items():
        assert one.severity in (ERROR, WARNING, INFO)
        assert all((one.title, one.citation, one.finds.__doc__))
        assert f"`{key}`" in page


def test_two_thousand_nodes_of_five_years_give_each_cause_once():
    years = tuple(range(2021, 2026))
    said = {"years": years, "unit": "Orang", "target": ["10"] * 5, "rp": ["1.000.000"] * 5}
    lines = [
        made.line(row, f"Bagian {row}", "subkegiatan" if row % 10 else "kegiatan",
                  indicator=f"Jumlah hasil {row}", **said)
        for row in range(10, 2010)
    ]  # fmt: skip
    assert len(check([made.table(lines, years=years)])) == 1000
