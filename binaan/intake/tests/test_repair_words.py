"""What a person types as the right value or as a reason: nothing, signs nobody sees, too much."""

import pytest
from django.core.exceptions import ValidationError

from binaan.intake.actions.repairing import repair
from binaan.intake.models import Repair
from binaan.intake.tests.standing import SOUND, problem, standing

pytestmark = pytest.mark.once  # words are judged before the store is asked


def begins(lists):
    return lists.listed([SOUND | {"village": "Antah"}])


@pytest.mark.parametrize(
    "value", ["-", ".", "0", "n/a", "tidak ada", "\x00", "\u202e", "😀", "--- "]
)
def test_what_names_no_place_does_not_settle_a_place(begun, lists, value):
    before = standing()
    with pytest.raises(ValidationError, match="Isi nilai yang benar"):
        repair([problem(field="village")], value=value, by=lists.staff)
    assert standing() == before
    assert problem(field="village").state == "open"


def test_signs_nobody_sees_are_no_part_of_a_value_or_a_reason(begun, lists):
    made = repair(
        [problem(field="village")], value="\u202eWanasari,\x00 Cibitung\x07", by=lists.staff,
        reason="telepon\x00\n ke kantor",
    )  # fmt: skip
    assert (made.value, made.reason) == ("Wanasari, Cibitung", "telepon ke kantor")


def test_a_reason_as_long_as_a_letter_is_refused_whole(begun, lists):
    with pytest.raises(ValidationError, match="paling panjang 500 huruf"):
        repair(
            [problem(field="village")], value="Wanasari, Cibitung", by=lists.staff, reason="x" * 501
        )
    assert not Repair.objects.exists()
