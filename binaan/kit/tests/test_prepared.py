"""What is compiled once is asked again with other values, and little of it is kept."""

from datetime import UTC, date, datetime

import pytest

from binaan.kit import prepared
from binaan.kit.models import Job
from binaan.kit.prepared import Few


def test_few_keep_the_last_asked_for():
    few = Few(2)
    few.put("a", 1)
    few.put("b", 2)
    assert few.get("a") == 1
    few.put("c", 3)
    assert (few.get("a"), few.get("b"), few.get("c"), len(few)) == (1, None, 3, 2)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("slot", "field", "value"),
    [
        (prepared.moment_slot("at"), "created_at", datetime(2026, 1, 1, tzinfo=UTC)),
        (prepared.text_slot("kind"), "kind", "b"),
    ],
)
def test_a_slot_takes_the_value_of_each_question(slot, field, value):
    prepared.forget()
    for kind in "abc":
        Job.objects.create(kind=kind)

    def build():
        return (
            Job.objects.filter(**{f"{field}__gte": slot.mark}).order_by("kind").values_list("kind")
        )

    def ask(given):
        return [row[0] for row in prepared.rows(("t", field), build, (slot,), {slot.name: given})]

    assert ask(value) == [row[0] for row in Job.objects.filter(**{f"{field}__gte": value})
                          .order_by("kind").values_list("kind")]  # fmt: skip
    assert len(ask(datetime(1990, 1, 1, tzinfo=UTC) if field == "created_at" else "a")) == 3


def test_slots_of_two_names_are_told_apart():
    assert prepared.day_slot("a").mark != prepared.day_slot("b").mark
    assert isinstance(prepared.day_slot("a").mark, date)
