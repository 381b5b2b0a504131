"""A decision about problems goes in as a person's claim, and comes out again without a trace."""

from binaan.intake.actions.repairing import repair, undo
from binaan.intake.models import Problem
from binaan.registry.models import Business, Claim

SOUND = {
    "name": "Tahu Sari",
    "owner_name": "Ibu Sari",
    "village": "Setiadarma",
    "district": "Tambun Selatan",
}


def problem(**about):
    return Problem.objects.get(**about)


def test_a_value_goes_in_as_the_claim_of_a_person(lists):
    lists.listed([{**SOUND, "paid_male": "dua", "paid_female": "3"}])
    made = repair([problem(field="paid_male")], value="2", by=lists.staff)
    standing = Business.objects.get().conditions.get(known_until=None)
    assert (standing.paid_male, standing.paid_female, standing.workers) == (2, 3, 5)
    claim = Claim.objects.get(repair=made)
    assert (claim.by, claim.correction, claim.said) == (
        lists.staff.username, True, {"paid_male": 2, "paid_female": 3},
    )  # fmt: skip
    assert "CSV!E2" in claim.reason
    undo(made, by=lists.staff)
    standing = Business.objects.get().conditions.get(known_until=None)
    assert (standing.paid_male, standing.paid_female, standing.workers) == (None, 3, 3)


def test_a_row_that_waited_goes_in(lists):
    lists.listed([{**SOUND, "name": ""}, {**SOUND, "name": "Roti"}])
    made = repair([problem(code="name_missing")], value="Tahu Sari", by=lists.staff)
    assert sorted(Business.objects.values_list("name", flat=True)) == ["Roti", "Tahu Sari"]
    undo(made, by=lists.staff)
    assert [b.name for b in Business.objects.present()] == ["Roti"]
