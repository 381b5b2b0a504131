"""Who may repair which row: at his place and nowhere else, and never out of his own reach."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from binaan.intake.actions.repairing import repair, undo
from binaan.intake.models import Problem
from binaan.intake.tests.standing import SOUND, now, problem, standing
from binaan.places.models import Place
from binaan.registry.actions import claiming
from binaan.registry.models import Business


def test_an_operator_repairs_at_his_place_and_nowhere_else(lists):
    lists.listed([{**SOUND, "workers": "banyak"},
                  {**SOUND, "name": "Roti", "village": "Wanasari", "district": "Cibitung",
                   "workers": "banyak"}])  # fmt: skip
    operator = lists.register.user("kecamatan_operator", place="32.16.06", office="disperin")
    before = standing()
    with pytest.raises(PermissionDenied):
        repair(Problem.objects.all(), value="4", by=operator)
    with pytest.raises(PermissionDenied):
        repair([problem(ordinal=2)], value="4", by=operator)
    assert standing() == before
    made = repair([problem(ordinal=1)], value="4", by=operator)
    assert now().workers == 4
    stranger = lists.register.user("kecamatan_operator", place="32.16.07", office="disperin")
    with pytest.raises(PermissionDenied):
        undo(made, by=stranger)
    undo(made, by=operator)
    assert standing() == before


@pytest.mark.once
def test_nobody_moves_a_business_out_of_his_reach(lists):
    lists.listed([{**SOUND, "village": "Antah"}])
    operator = lists.register.user("kecamatan_operator", place="32.16.06", office="disperin")
    before = standing()
    with pytest.raises(PermissionDenied):
        repair([problem(field="village")], value="Wanasari, Cibitung", by=operator)
    assert standing() == before


def test_a_business_that_moved_away_meanwhile_is_out_of_reach(lists):
    lists.listed([{**SOUND, "workers": "banyak"}])
    operator = lists.register.user("kecamatan_operator", place="32.16.06", office="disperin")
    away = Place.objects.get(pk="32.16.07.2001")
    claiming.record(Business.objects.get(), said={"place": away.pk}, as_of=date(2021, 1, 1),
                    by=lists.staff, reason="pindah")  # fmt: skip
    with pytest.raises(PermissionDenied):
        repair([problem(field="workers")], value="4", by=operator)
