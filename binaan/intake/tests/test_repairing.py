"""A decision about problems goes in as a person's claim, and comes out again without a trace."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from binaan.access.models import AuditEvent
from binaan.intake.actions.repairing import accept, ask, include, repair, undo
from binaan.intake.models import ListedKey, Problem, Repair
from binaan.intake.tests.lists import faults
from binaan.intake.tests.standing import NIK, SOUND, now, problem, standing
from binaan.registry.actions import claiming
from binaan.registry.models import Business, Claim, Identifier, Owner
from binaan.registry.queries import conditions

#   field, beside it, words, value, what then stands on the condition or the business
VALUES = [
    ("paid_male", {"paid_female": "3"}, "dua", "2", ("condition", "workers", 5)),
    ("workers", {}, "5-10", "7", ("condition", "workers", 7)),
    ("sales", {"sales_year": "2019"}, "cukup", "Rp 2,5 jt", ("condition", "sales_year", 2019)),
    ("sales_month", {}, "15", "1.500.000", ("condition", "sales_low", 18_000_000)),
    ("capital", {}, "banyak", "5000000", ("condition", "capital_low", 5_000_000)),
    ("capacity", {"capacity_unit": "kg"}, "banyak", "1.200", ("condition", "capacity_unit", "kg")),
    ("started_year", {}, "199?", "1999", ("condition", "started_year", 1999)),
    ("sex", {}, "entah", "P", ("condition", "owner_sex", "P")),
    ("status", {}, "entahlah", "tutup", ("condition", "status", "closed")),
    ("association", {}, "kadang", "anggota", ("condition", "association", "anggota")),
    ("kbli", {}, "99999", "10794", ("business", "kbli", "10794")),
    ("product", {}, "x" * 201, "Tahu", ("business", "product", "Tahu")),
    ("village", {}, "Setiadarmo", "Setiadarma", ("business", "place_id", "32.16.06.2001")),
    ("village", {}, "Antah", "Wanasari, Cibitung", ("business", "place_id", "32.16.07.2001")),
    ("village", {}, "Antah", "32.16.07.2001", ("business", "place_id", "32.16.07.2001")),
    ("district", {}, "Antah", "Tambun Selatan", ("business", "place_id", "32.16.06.2001")),
    ("lat", {"lon": "11.5"}, "48.1", "-6,26, 107,05", ("business", "lon", 107.05)),
    ("phone", {}, "tidak ada HP", "0812-3456-7890", ("owner", "phone", "+6281234567890")),
    ("birth_date", {}, "31/02/1980", "5 Juli 1985", ("owner", "birth_date", date(1985, 7, 5))),
    ("nik", {}, "321606450785000", NIK, ("number", "nik", NIK)),
    ("nib", {}, "912000000001", "0912000000001", ("number", "nib", "0912000000001")),
    ("npwp", {}, "12345", "091234567890123", ("number", "npwp", "0091234567890123")),
]  # fmt: skip


def twice(value):
    """Of each row of the register that a value may change, the first is tried on both stores."""
    first = {one[4][0]: one for one in reversed(VALUES)}
    return () if value is first[value[4][0]] else pytest.mark.once


def begins(lists):
    """A list in which each row needs one of the VALUES, and a last one nothing."""
    wrong = [
        {**SOUND, **beside, field: words, "name": f"Tahu {row}", "owner_name": f"Ibu {row}"}
        for row, (field, beside, words, _value, _stands) in enumerate(VALUES, 1)
    ]
    return lists.listed([*wrong, {**SOUND, "name": "Roti", "owner_name": "Bu Ani"}])


@pytest.mark.parametrize(
    ("row", "field", "value", "stands"),
    [
        pytest.param(row, one[0], one[3], one[4], id=f"{one[0]} {one[3]}", marks=twice(one))
        for row, one in enumerate(VALUES, 1)
    ],
)
def test_a_value_goes_in_and_comes_out_again(begun, lists, row, field, value, stands):
    before = standing()
    made = repair([problem(ordinal=row, field=field)], value=value, by=lists.staff)
    business = Business.objects.get(name=f"Tahu {row}")
    owner = business.roles.get().owner
    told = {
        "condition": now(business.name), "business": business, "owner": owner,
        "number": dict(owner.identifiers.values_list("kind", "value")),
    }[stands[0]]  # fmt: skip
    found = told.get(stands[1]) if isinstance(told, dict) else getattr(told, stands[1])
    assert found == stands[2]
    assert problem(ordinal=row, field=field).state == "repaired"
    assert standing() != before
    undo(made, by=lists.staff)
    assert standing() == before


def test_a_claim_of_a_repair_names_the_person_and_the_cell_and_says_its_whole_group(lists):
    lists.listed([{**SOUND, "paid_male": "dua", "paid_female": "3"}])
    made = repair([problem(field="paid_male")], value="2", by=lists.staff)
    claim = Claim.objects.get(repair=made)
    assert claim.said == {"paid_male": 2, "paid_female": 3}
    assert (claim.by, claim.correction, claim.as_of) == (
        lists.staff.username, True, date(2020, 12, 31),
    )  # fmt: skip
    assert claim.reason == "Perbaikan Pekerja dibayar laki-laki di sel CSV!E2 daftar Daftar IKM."


def test_a_second_repair_of_the_group_keeps_the_first(lists):
    lists.listed([{**SOUND, "paid_male": "dua", "paid_female": "tiga", "family_male": "1"}])
    first = repair([problem(field="paid_male")], value="2", by=lists.staff)
    second = repair([problem(field="paid_female")], value="3", by=lists.staff)
    assert (now().paid_male, now().paid_female, now().workers) == (2, 3, 6)
    with pytest.raises(ValidationError, match="Batalkan itu dulu"):
        undo(first, by=lists.staff)
    undo(second, by=lists.staff)
    undo(first, by=lists.staff)
    assert (now().paid_male, now().workers) == (None, 1)


@pytest.mark.once
def test_a_year_beside_an_amount_that_waits_counts_once_the_amount_is_there(lists):
    lists.listed([{**SOUND, "sales": "cukup", "sales_year": "201?"}])
    repair([problem(field="sales_year")], value="2019", by=lists.staff)
    repair([problem(field="sales")], value="1.000.000", by=lists.staff)
    assert (now().sales_low, now().sales_year) == (1_000_000, 2019)


@pytest.mark.once
def test_a_value_of_a_person_is_in_full_units(lists):
    path = lists.file([["nama usaha", "modal (rp.000)"], ["Tahu Sari", "5 juta"]])
    mapping = {
        "sheets": {"CSV": {"columns": {"A": "name", "B": "capital"}, "multiply": {"B": 1000}}}
    }
    lists.bring(path, mapping=mapping)
    repair([problem(field="capital")], value="5.000.000", by=lists.staff)
    assert now().capital_low == 5_000_000


@pytest.mark.once
@pytest.mark.parametrize(
    ("field", "words", "value", "says"),
    [
        ("workers", "banyak", "sedikit", "bukan angka"),
        ("nik", "1", "321606450785000", "16 angka"),
        ("village", "Antah", "Berantah", "tidak dikenal"),
        ("sales", "cukup", "5-10 juta", "rentang"),
        ("workers", "banyak", "", "Isi nilai"),
        ("workers", "banyak", "-", "Isi nilai"),
    ],
)
def test_a_value_that_is_still_wrong_is_refused_with_what_to_do(lists, field, words, value, says):
    lists.listed([{**SOUND, field: words}])
    before = standing()
    with pytest.raises(ValidationError, match=says):
        repair([problem(field=field)], value=value, by=lists.staff)
    assert standing() == before
    assert not Repair.objects.exists()


def test_a_number_of_somebody_else_changes_nothing(lists):
    lists.listed(
        [{**SOUND, "nik": NIK}, {**SOUND, "name": "Roti", "owner_name": "Bu Ani", "nik": "1"}]
    )
    before = standing()
    with pytest.raises(ValidationError, match="sudah terdaftar pada pelaku usaha lain"):
        repair([problem(field="nik")], value=NIK, by=lists.staff)
    assert standing() == before


def test_the_number_held_before_is_held_again(lists):
    lists.listed([{**SOUND, "nik": NIK, "nib": "1"}])
    business = Business.objects.get()
    claiming.record(business, said={"nib": "9120999000001"}, as_of=date(2021, 1, 1), by=lists.staff,
                    reason="kartu")  # fmt: skip
    before = standing()
    made = repair([problem(field="nib")], value="9120999000002", by=lists.staff)
    held = Identifier.objects.filter(known_until=None, kind="nib")
    assert held.get().value == "9120999000002"
    undo(made, by=lists.staff)
    assert standing() == before
    assert held.get().value == "9120999000001"


def test_a_number_replaced_since_is_not_taken_back(lists):
    lists.listed([{**SOUND, "nib": "1"}])
    made = repair([problem(field="nib")], value="9120999000002", by=lists.staff)
    business = Business.objects.get()
    claiming.record(business, said={"nib": "9120999000001"}, as_of=date(2021, 1, 1), by=lists.staff,
                    reason="kartu")  # fmt: skip
    with pytest.raises(ValidationError, match="sudah diganti lagi"):
        undo(made, by=lists.staff)


def test_another_name_of_the_owner_goes_with_its_repair(lists):
    lists.listed([{**SOUND, "owner_name": "S" * 201}])
    before = standing()
    made = repair([problem(field="owner_name")], value="Siti Aminah", by=lists.staff)
    assert Owner.objects.get().name == "Siti Aminah"
    assert Owner.objects.get().aliases.count() == 1
    undo(made, by=lists.staff)
    assert standing() == before


@pytest.mark.once
def test_what_the_list_guides_by_mistake_is_guided_no_longer(lists):
    lists.listed([{**SOUND, "guided": "mungkin"}])
    before = standing()
    made = repair([problem(field="guided")], value="tidak", by=lists.staff)
    assert not Business.objects.get().guidance.filter(known_until=None).exists()
    undo(made, by=lists.staff)
    assert standing() == before


def test_what_is_accepted_stays_as_it_came(lists):
    lists.listed([{**SOUND, "sales": "5-10 juta"}])
    before = standing()
    made = accept([problem(field="sales")], by=lists.staff)
    assert problem(field="sales").state == "accepted"
    assert (now().sales_low, now().sales_high) == (5_000_000, 10_000_000)
    undo(made, by=lists.staff)
    assert standing() == before


@pytest.mark.once
def test_a_row_that_waits_whole_cannot_be_accepted(lists):
    lists.listed([{**SOUND, "name": ""}])
    with pytest.raises(ValidationError, match="menunggu utuh"):
        accept([problem(code="name_missing")], by=lists.staff)


@pytest.mark.once
def test_only_rows_can_be_included(lists):
    lists.listed([{**SOUND, "workers": "banyak"}])
    with pytest.raises(ValidationError, match="baris tersembunyi, baris terulang"):
        include([problem(field="workers")], by=lists.staff)


@pytest.mark.once
def test_what_was_asked_is_still_open_and_can_be_repaired(lists):
    lists.listed([{**SOUND, "workers": "banyak"}])
    ask([problem(field="workers")], reason="berapa?", by=lists.staff)
    assert problem(field="workers").state == "asked"
    with pytest.raises(ValidationError, match="sudah ditanyakan oleh"):
        ask([problem(field="workers")], reason="berapa?", by=lists.staff)
    repair([problem(field="workers")], value="4", by=lists.staff)
    assert now().workers == 4


@pytest.mark.once
def test_the_second_of_two_people_learns_who_was_first(lists):
    lists.listed([{**SOUND, "workers": "banyak"}])
    repair([problem(field="workers")], value="4", by=lists.staff)
    with pytest.raises(ValidationError, match=f"sudah diperbaiki oleh {lists.staff}"):
        repair([problem(field="workers")], value="5", by=lists.staff)
    assert now().workers == 4


def test_forty_alike_are_one_decision_and_one_event(lists):
    lists.listed([{**SOUND, "name": f"Usaha {n}", "village": "Setiadarmo"} for n in range(40)])
    before = standing()
    events = AuditEvent.objects.count()
    made = repair(Problem.objects.all(), value="Setiadarma", by=lists.staff)
    assert made.problems_settled == 40
    assert AuditEvent.objects.count() == events + 1
    content = AuditEvent.objects.latest("id").payload.content
    assert content["problems"] == 40
    assert content["ordinals"] == list(range(1, 41))
    assert set(Business.objects.values_list("place_id", flat=True)) == {"32.16.06.2001"}
    undo(made, by=lists.staff)
    assert standing() == before


@pytest.mark.once
def test_problems_of_several_fields_or_lists_are_not_one_decision(lists):
    lists.listed([{**SOUND, "workers": "banyak", "capacity": "banyak"}])
    lists.listed([{**SOUND, "name": "Roti", "workers": "banyak"}], source="Daftar lain")
    with pytest.raises(ValidationError, match="isian yang sama"):
        repair(
            Problem.objects.filter(batch=Problem.objects.first().batch), value="4", by=lists.staff
        )
    with pytest.raises(ValidationError, match="satu daftar"):
        repair(Problem.objects.filter(field="workers"), value="4", by=lists.staff)


@pytest.mark.once
def test_an_undo_is_once(lists):
    lists.listed([{**SOUND, "workers": "banyak"}])
    made = repair([problem(field="workers")], value="4", by=lists.staff)
    undo(made, by=lists.staff)
    with pytest.raises(ValidationError, match="sudah dibatalkan oleh"):
        undo(made, by=lists.staff)


def test_history_keeps_what_was_known_while_the_repair_stood(lists):
    lists.listed([{**SOUND, "workers": "banyak"}])
    made = repair([problem(field="workers")], value="4", by=lists.staff)
    known = Claim.objects.get(repair=made).recorded_at
    undo(made, by=lists.staff)
    claim = Claim.objects.get(repair=made)
    assert (claim.retracted_by, claim.retracted_at > known) == (lists.staff.username, True)
    at = {"at": date(2021, 1, 1)}
    assert conditions.existing(lists.staff, **at, known=known).get().workers == 4
    assert conditions.existing(lists.staff, **at).get().workers is None


def test_a_repaired_row_is_recognised_whether_it_comes_repaired_or_not(lists):
    lists.listed([{**SOUND, "village": "Antah"}, {**SOUND, "name": "Roti", "village": "Antah"}])
    repair([problem(ordinal=1)], value="Setiadarma", by=lists.staff)
    again = lists.listed(
        [SOUND, {**SOUND, "name": "Roti", "village": "Antah"}], as_of=date(2021, 12, 31)
    )
    assert Business.objects.count() == 2
    assert (again["new"], faults(again)[0][0]) == (0, "C3")
    assert not ListedKey.objects.exclude(gone_since=None).exists()


def test_an_undo_opens_the_problem_where_the_list_is_newest(lists):
    lists.listed([{**SOUND, "workers": "banyak"}])
    made = repair([problem(field="workers")], value="4", by=lists.staff)
    lists.listed([{**SOUND, "workers": "banyak", "product": "Tahu"}], as_of=date(2021, 12, 31))
    assert [one.state for one in Problem.objects.order_by("id")] == ["repaired", "repaired"]
    undo(made, by=lists.staff)
    assert [one.state for one in Problem.objects.order_by("id")] == ["superseded", "open"]


@pytest.mark.once
def test_more_rows_than_go_in_at_once_are_refused_whole(lists, monkeypatch):
    monkeypatch.setattr("binaan.intake.actions.repairing.MOST_AT_ONCE", 1)
    lists.listed([SOUND | {"name": name, "workers": "banyak"} for name in ("Tahu", "Kue")])
    with pytest.raises(ValidationError, match="Paling banyak"):
        repair(Problem.objects.all(), value="4", by=lists.staff)
    assert not Repair.objects.exists()
    assert accept(Problem.objects.all(), by=lists.staff).problems_settled == 2
