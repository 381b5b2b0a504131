"""The file of pairs written by hand is whole; what the engine makes of them is asked elsewhere."""

import csv
from collections import Counter
from datetime import date

import pytest
from django.conf import settings

from binaan.registry.tests.pairs_by_hand import FILE, pairs

pytestmark = pytest.mark.once


@pytest.fixture(scope="module")
def areas():
    with open(settings.BASE_DIR / "data" / "wilayah-bekasi.csv", encoding="utf-8") as file:
        return {line.split(",")[0] for line in file}


def test_every_kind_of_pair_is_there_in_number():
    kinds = Counter(pair.answer for pair in pairs())
    assert kinds.total() >= 300
    assert kinds["same"] >= 130
    assert kinds["owner"] >= 60
    assert kinds["different"] >= 90
    assert kinds["succession"] >= 20


def test_truth_and_note_are_written_for_every_pair():
    with FILE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(line for line in file if not line.startswith("#")))
    assert all(row["owner"] in ("same", "different") for row in rows)
    assert all(row["business"] in ("same", "different") for row in rows)
    assert all(row["why"] and None not in row for row in rows)


def test_no_pair_stands_there_twice():
    seen = [tuple(pair.left.values()) + tuple(pair.right.values()) for pair in pairs()]
    assert len(set(seen)) == len(seen)


def test_places_are_real_and_values_have_their_shape(areas):
    for pair in pairs():
        for side in (pair.left, pair.right):
            assert side["village"] in areas or side["village"] in ("32.16", "32.75"), pair
            assert not side["nik"] or (len(side["nik"]) == 16 and side["nik"].isdigit()), pair
            assert side["sex"] in ("L", "P", ""), pair
            assert not side["birth_date"] or date.fromisoformat(side["birth_date"]), pair
            assert not side["kbli"] or (len(side["kbli"]) == 5 and side["kbli"].isdigit()), pair
            assert bool(side["lat"]) == bool(side["lon"]), pair
            assert not side["lat"] or -6.5 < float(side["lat"]) < -6.0, pair
            assert not side["lon"] or 106.8 < float(side["lon"]) < 107.3, pair
            assert side["name"] or side["owner_name"], pair
