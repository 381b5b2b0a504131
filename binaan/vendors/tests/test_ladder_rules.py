import pytest

from binaan.vendors.choices import FindingStep, Offence
from binaan.vendors.rules import ladder
from binaan.vendors.rules.ways import TDU, WORKFLOWS

pytestmark = pytest.mark.once


def test_the_ladder_is_the_list_people_choose_from():
    assert tuple(FindingStep.values) == ladder.RUNGS
    assert Offence.NONE.value == ladder.NO_OFFENCE


@pytest.mark.parametrize(
    ("before", "state", "most"),
    [
        ([], "", "persuasi"),
        ([], "terbit", "persuasi"),
        (["pantau"], "terbit", "persuasi"),
        (["persuasi"], "terbit", "peringatan_1"),
        (["persuasi", "peringatan_1"], "peringatan_1", "peringatan_2"),
        ([], "peringatan_1", "peringatan_2"),  # warned on paper, or the findings have lapsed
        (["peringatan_2"], "terbit", "peringatan_3"),  # a new TDU forgets no findings
        (["peringatan_3"], "peringatan_3", "usul_cabut"),
        (["usul_cabut"], "peringatan_3", "usul_cabut"),
    ],
)
def test_nothing_is_harder_than_one_rung_above(before, state, most):
    steps = ladder.allowed("jam", ladder.highest(before, state), known=True)
    assert steps[0] == "persuasi"
    assert steps[-1] == most


def test_somebody_unknown_is_persuaded_and_nobody_who_keeps_the_rules_is_warned():
    assert ladder.allowed("jam", 4, known=False) == ("persuasi",)
    assert ladder.allowed("sesuai", 4, known=True) == ("pantau",)


@pytest.mark.parametrize("state", WORKFLOWS[TDU].states)
@pytest.mark.parametrize("step", ladder.RUNGS)
def test_a_warning_is_a_step_of_the_tdu_only_where_its_way_has_it(step, state):
    event = ladder.event_of(step, state)
    taken = WORKFLOWS[TDU].step(state, event) if event else None
    assert (taken.now if taken else "") == (step if event else "")
