"""Citations: what is stored, what is refused in which words, and what is asked for a quarter."""

from datetime import date
from decimal import Decimal

import pytest

from binaan.planning.rules import citing
from binaan.planning.rules.citing import Citation, Counted, Described

pytestmark = pytest.mark.once

SHARE = {
    "measure": "registry.grown", "part": [["group", "pangan"]],
    "per": {"measure": "registry.businesses", "part": [["size_pp7", "mikro"]], "at": "start"},
    "factor": 100,
}  # fmt: skip
KNOWN = {
    "registry.grown": Described("Usaha naik kelas", False, ("place", "group")),
    "registry.businesses": Described("Usaha ada", True, ("place", "size_pp7")),
}
LATER = date(2030, 1, 1)


def test_nothing_cited_is_without_records():
    assert citing.read({}) is None


def test_a_citation_is_read_and_written_the_same():
    read = citing.read(SHARE)
    per = Counted("registry.businesses", (("size_pp7", "mikro"),), "start")
    assert read == Citation(Counted("registry.grown", (("group", "pangan"),)), per, Decimal(100))
    assert read.as_json() == SHARE
    assert citing.read({"measure": "registry.running"}).as_json() == {"measure": "registry.running"}
    assert citing.read({"measure": "a", "factor": "0.5"}).as_json()["factor"] == "0.5"
    assert citing.faults(read, KNOWN) == []


@pytest.mark.parametrize(
    ("stored", "says"),
    [
        ([], "pilih lagi"),
        ({"part": []}, "Pilih angka"),
        ({"measure": "a", "part": [["group"]]}, "Setiap rincian"),
        ({"measure": "a", "part": "group"}, "Setiap rincian"),
        ({"measure": "a", "part": [["group", 1]]}, "Setiap rincian"),
        ({"measure": "a", "part": [["a", "1"], ["b", "2"], ["c", "3"]]}, "paling banyak 2"),
        ({"measure": "a", "part": [["a", "1"], ["a", "2"]]}, "dua kali"),
        ({"measure": "a", "factor": 0}, "Faktor"),
        ({"measure": "a", "factor": "seratus"}, "Faktor"),
        ({"measure": "a", "factor": True}, "Faktor"),
        ({"measure": "a", "per": "b"}, "pilih lagi"),
        ({"measure": "a", "per": {"measure": "b", "at": "noon"}}, "awal tahun"),
        ({"measure": "a", "formula": "x"}, "'formula' tidak dikenal"),
    ],
)
def test_what_cannot_be_read_says_what_to_do(stored, says):
    with pytest.raises(ValueError, match=says):
        citing.read(stored)


def test_what_nobody_publishes_is_named():
    read = citing.read({**SHARE, "part": [["size_bps", "mikro"]], "per": {"measure": "x.y"}})
    assert citing.faults(read, KNOWN) == [
        "Usaha naik kelas tidak dapat dirinci menurut 'size_bps'; ada: place, group.",
        "Angka 'x.y' tidak dikenal; pilih dari daftar angka.",
    ]


@pytest.mark.parametrize(
    ("is_stock", "kind", "quarter", "at", "text"),
    [
        (True, "last", 3, "end", "2025-09-30"),
        (True, "cumulative", 0, "end", "2025-12-31"),
        (True, "last", 3, "start", "2024-12-31"),
        (False, "cumulative", 3, "end", "2025-Q3"),
        (False, "cumulative", 0, "end", "2025"),
        (False, "last", 3, "end", "2025-01-01..2025-09-30"),
        (False, "position", 1, "end", "2025-Q1"),
        (False, "last", 4, "end", "2025"),
    ],
)
def test_a_stock_is_asked_at_a_day_and_a_flow_over_days(is_stock, kind, quarter, at, text):
    asked = citing.asked(
        Counted("x", (), at), is_stock=is_stock, kind=kind, year=2025, quarter=quarter, today=LATER
    )
    told = str(asked.at) if is_stock else citing.period_text(asked.first, asked.last)
    assert told == text


def test_a_stock_of_a_quarter_under_way_is_asked_today():
    asked = citing.asked(
        Counted("x"), is_stock=True, kind="last", year=2025, quarter=3, today=date(2025, 8, 9)
    )
    assert asked.at == date(2025, 8, 9)


@pytest.mark.parametrize(
    ("numerator", "denominator", "value"),
    [("3", "12", "25"), ("0", "12", "0"), ("3", "0", None), ("3", None, None), (None, "12", None)],
)
def test_a_share_needs_both_of_its_numbers(numerator, denominator, value):
    numbers = [None if one is None else Decimal(one) for one in (numerator, denominator, value)]
    assert citing.result(numbers[0], numbers[1], citing.read(SHARE)) == numbers[2]


def test_without_a_divisor_the_number_is_multiplied():
    assert citing.result(Decimal(7), None, citing.read({"measure": "a"})) == 7
    assert citing.result(Decimal(7), None, citing.read({"measure": "a", "factor": "0.5"})) == 3.5
