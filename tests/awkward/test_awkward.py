"""Lists as offices make them come in without a map, whole, and with every fault at its cell."""

import json

import pytest

from tests.awkward.comparing import Comparison
from tests.awkward.making import FILES, TRUTH

NAMES = sorted(path.name for path in FILES.iterdir() if not path.name.startswith("."))
TWICE = ("01", "05", "10", "11", "12", "30")  # tried on PostgreSQL too
LISTS = [
    pytest.param(name, marks=() if name.startswith(TWICE) else pytest.mark.once) for name in NAMES
]


@pytest.mark.parametrize("name", LISTS)
def test_a_list_comes_in_as_a_careful_clerk_reads_it(name, staff):
    """No row lost or invented, no value wrong in silence, no fault unsaid, few false alarms."""
    place = json.loads((TRUTH / f"{name}.json").read_text("utf-8"))["place"]
    differences = Comparison(name, staff[place]).differences()
    assert differences == [], "\n".join(differences)


def test_the_corpus_has_every_kind_of_file_and_a_truth_for_each():
    endings = {name.rpartition(".")[2] for name in NAMES}
    assert endings == {"xlsx", "xls", "ods", "csv", "tsv", "txt"}
    assert len(NAMES) >= 21
    assert sorted(path.name.removesuffix(".json") for path in TRUTH.iterdir()) == NAMES
