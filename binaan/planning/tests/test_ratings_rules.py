"""Scales of grades at their edges, AKIP, efficiency."""

import csv
from decimal import Decimal
from pathlib import Path

import pytest

from binaan.planning.rules import akip, efficiency, ratings
from binaan.planning.rules.ratings import SCALES, rated

pytestmark = pytest.mark.once

with Path(__file__).with_name("rating-scales.csv").open(encoding="utf-8") as file:
    GATHERED = list(csv.DictReader(file))
ANSWERS = "AKIP_88_2021_ANSWER"


def test_every_scale_gathered_is_here_with_its_labels():
    gathered: dict = {}
    for row in GATHERED:
        gathered.setdefault(row["scale_id"], []).append(row)
    answers = gathered.pop(ANSWERS)
    assert {row["code"]: Decimal(row["min"]) for row in answers} == akip.ANSWERS
    assert set(gathered) == set(SCALES)
    for key, rows in gathered.items():
        grades = SCALES[key].grades
        assert {grade.code or grade.label for grade in grades} == {
            row["code"] or row["label"] for row in rows
        }


@pytest.mark.parametrize("row", [one for one in GATHERED if one["min"] and one["scale_id"] != ANSWERS],
                         ids=lambda row: f"{row['scale_id']} {row['label']}")  # fmt: skip
def test_a_grade_begins_where_it_was_noted(row):
    limit = Decimal(row["min"])
    inside = row["min_inclusive"] == "yes"
    first = limit if inside else limit + Decimal("0.01")
    assert rated(row["scale_id"], first).label == row["label"]
    below = rated(row["scale_id"], first - Decimal("0.01"))
    assert below is None or below.label != row["label"] or limit == 0


@pytest.mark.parametrize("scale", SCALES.values(), ids=lambda scale: scale.key)
def test_a_scale_falls_strictly_and_ends_open(scale):
    limits = [grade.limit for grade in scale.grades]
    assert limits[-1] is None
    assert limits[:-1] == sorted(set(limits[:-1]), reverse=True)
    assert len({grade.label for grade in scale.grades}) == len(scale.grades)
    assert scale.source


@pytest.mark.parametrize(
    ("scale", "value", "label"),
    [
        ("CAPAIAN_BANJARNEGARA", "69.99", "merah"),
        ("CAPAIAN_BANJARNEGARA", "70", "kuning"),
        ("CAPAIAN_BANJARNEGARA", "90", "kuning"),
        ("CAPAIAN_BANJARNEGARA", "90.01", "hijau"),
        ("AKIP_88_2021", "60.004", "Cukup (Memadai)"),  # 60,00 after rounding
        ("AKIP_88_2021", "60.005", "Baik"),
        ("RENJA_E81", "90.999", "Tinggi"),  # not rounded
        ("RENJA_E81", "-3", "Sangat Rendah"),
    ],
)
def test_edges_that_the_table_leaves_open(scale, value, label):
    assert rated(scale, Decimal(value)).label == label


@pytest.mark.parametrize("value", [None, Decimal("100.01"), Decimal("-1")])
def test_what_is_no_akip_value_has_no_grade(value):
    assert akip.grade(value) is None


def test_an_unknown_scale_names_the_known_ones():
    with pytest.raises(ValueError, match="RENJA_E81"):
        ratings.scale("LAIN")


def test_the_weights_of_the_akip_sheet_are_a_hundred():
    assert sum(akip.WEIGHTS.values()) == 100
    assert sum(share for _key, _name, share in akip.PARTS) == 1
    assert akip.WEIGHTS["3.b"] == Decimal("4.5")
    assert akip.WEIGHTS["4.c"] == Decimal("12.5")


def test_a_whole_akip_sheet_has_a_total_and_a_grade():
    found = akip.assessed(dict.fromkeys(akip.WEIGHTS, "BB"))
    assert (found.total, found.grade.code, found.missing) == (80, "BB", ())
    partly = akip.assessed({"1.a": "AA"})
    assert (partly.total, partly.grade, len(partly.missing)) == (None, None, 11)
    assert partly.lines == {"1.a": 6}
    with pytest.raises(ValueError, match="pilih AA"):
        akip.sub_component("F", Decimal(6))


@pytest.mark.parametrize(
    ("reached", "absorbed", "code"),
    [("95.01", "90", "efisien"), ("95", "90", "cukup_efisien"), ("85", "90", "cukup_efisien"),
     ("84.99", "90", "tidak_efisien")],
)  # fmt: skip
def test_five_points_either_way_are_efficient_enough(reached, absorbed, code):
    assert efficiency.points(Decimal(reached), Decimal(absorbed)).grade.code == code
    assert efficiency.points(None, Decimal(absorbed)) is None


def test_the_pmk_formula_adds_before_it_divides_and_cuts_before_it_scales():
    rows = [(100, "0.95", 90), (300, "1", 300), (None, "1", 5)]
    outputs = [
        efficiency.Output(*(None if one is None else Decimal(one) for one in row)) for row in rows
    ]
    found = efficiency.pmk(outputs)
    assert found.left_out == 1
    assert found.e == Decimal(5) / Decimal(395) * 100
    far = efficiency.pmk([efficiency.Output(Decimal(100), Decimal(1), Decimal(10))])
    assert (far.e, far.ne) == (90, 100)
    worse = efficiency.pmk([efficiency.Output(Decimal(100), Decimal(1), Decimal(150))])
    assert (worse.e, worse.ne) == (-50, 0)
    assert efficiency.pmk([efficiency.Output(Decimal(100), Decimal(0), Decimal(10))]) is None
