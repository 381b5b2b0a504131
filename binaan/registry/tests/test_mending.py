"""What a repair and its undo leave on the pages of a business, and what a value sets in a row."""

from datetime import date

import pytest
from django.utils import timezone

from binaan.access.models import User
from binaan.intake.actions.repairing import repair, undo
from binaan.intake.kinds import KINDS
from binaan.intake.models import Problem
from binaan.intake.tests.lists import lists_in
from binaan.registry.actions.projecting import reproject
from binaan.registry.models import Alias, Business, Claim, Owner, Role
from binaan.registry.queries import pages
from binaan.registry.queries.facts import sources
from binaan.registry.queries.timeline import journey
from binaan.registry.rules.amending import amend
from binaan.registry.wording import FACTS

SOUND = {
    "name": "Tahu Sari",
    "owner_name": "Ibu Sari",
    "village": "Setiadarma",
    "district": "Tambun Selatan",
}
NIK = "3216064507859003"


@pytest.fixture
def incoming(db, tmp_path, settings):
    """A small world to bring lists into."""
    settings.FILES_DIR = tmp_path / "files"
    return lists_in(tmp_path)


def repaired(incoming, field, words, value):
    incoming.listed([{**SOUND, field: words}])
    return repair(Problem.objects.filter(field=field), value=value, by=incoming.staff)


def said(incoming, business, fact):
    return sources(incoming.staff, business, FACTS[fact]).said


def test_the_page_of_a_value_names_the_person_and_shows_the_cell(incoming):
    repaired(incoming, "workers", "banyak", "4")
    told = said(incoming, Business.objects.get(), "workers")[0]
    assert (told.source, told.counts) == (f"Perbaikan oleh {incoming.staff}", True)
    assert [(one.cell, one.text) for one in told.written] == [("CSV!E2", "banyak")]


def test_a_claim_taken_back_is_told_as_such_and_counts_no_more(incoming):
    made = repaired(incoming, "workers", "banyak", "4")
    User.objects.filter(pk=incoming.staff.pk).update(name="Sari Wulandari")
    undo(made, by=incoming.staff)
    told = said(incoming, Business.objects.get(), "workers")[0]
    assert not told.counts
    assert told.why.startswith("Ditarik kembali oleh Sari Wulandari pada ")
    told = journey(incoming.staff, Business.objects.get())
    happened = next(one for one in told if one.title == "Isian daftar diperbaiki")
    assert happened.cell == "CSV!E2"
    assert "ditarik kembali oleh Sari Wulandari" in happened.text


def test_a_repaired_number_is_told_beside_the_cell_that_lost_it(incoming):
    repaired(incoming, "nik", "321606450785900", NIK)
    by_person, by_list = said(incoming, Business.objects.get(), "nik")
    assert (by_person.source, by_person.counts) == (f"Perbaikan oleh {incoming.staff}", True)
    assert (by_list.source, by_list.counts) == ("Daftar IKM", False)


def test_a_repair_of_something_else_says_nothing_of_a_number(incoming):
    incoming.listed([{**SOUND, "nik": NIK, "workers": "banyak"}])
    repair(Problem.objects.filter(field="workers"), value="4", by=incoming.staff)
    assert [one.source for one in said(incoming, Business.objects.get(), "nik")] == ["Daftar IKM"]


def test_a_row_let_in_names_its_list_and_who_let_it_in(incoming):
    incoming.listed([{**SOUND, "name": "", "workers": "4"}])
    repair(Problem.objects.filter(field="name"), value="Tempe", by=incoming.staff)
    told = said(incoming, Business.objects.get(), "workers")[0]
    assert told.source == f"Daftar IKM, barisnya dimasukkan {incoming.staff}"


def test_a_form_opened_before_an_undo_is_not_saved_over_it(incoming):
    made = repaired(incoming, "workers", "banyak", "4")
    seen = pages.claims_so_far(incoming.staff, Business.objects.get())
    undo(made, by=incoming.staff)
    assert pages.claims_so_far(incoming.staff, Business.objects.get()) > seen


def test_a_second_business_of_an_owner_leaves_him_as_he_was(incoming):
    incoming.listed([{**SOUND, "nik": NIK}, {**SOUND, "name": "", "nik": NIK}])
    made = repair(Problem.objects.filter(field="name"), value="Tempe", by=incoming.staff)
    assert Owner.objects.count() == 1
    undo(made, by=incoming.staff)
    assert Role.objects.filter(known_until=None).count() == 1
    assert dict(
        Owner.objects.get().identifiers.filter(known_until=None).values_list("kind", "value")
    ) == {"nik": NIK}
    assert pages.runners(incoming.staff, Business.objects.present().get())[0].others == 0


def test_a_business_of_which_everything_was_taken_back_stands_nowhere(incoming):
    incoming.listed([SOUND])
    business = Business.objects.get()
    Claim.objects.update(retracted_at=timezone.now(), retracted_by="x")
    reproject([business.pk], known=timezone.now())
    assert not business.conditions.filter(known_until=None).exists()
    assert business.conditions.exists()


def test_an_erased_business_keeps_its_figures(incoming):
    incoming.listed([SOUND])
    business = Business.objects.get()
    Claim.objects.update(erased_at=timezone.now())
    reproject([business.pk], known=timezone.now())
    assert business.conditions.filter(known_until=None).exists()


def test_businesses_are_named_to_those_who_may_see_them(incoming):
    incoming.listed([SOUND])
    business = Business.objects.get()
    naming = KINDS["usaha"].naming
    named = naming(incoming.staff, [business.pk])[business.pk]
    assert named == ("Tahu Sari", "Ibu Sari", "Setiadarma", f"/usaha/{business.pk}/")
    stranger = incoming.register.user("section_staff", place="32.75", office="diskopukm")
    assert naming(stranger, [business.pk]) == {}


NOWHERE = {"village": None, "district": None, "regency": None, "place_code": None}


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("workers", "4", {"workers": "4"}),
        ("village", "Setiadarma", {"village": "Setiadarma", "place_code": None}),
        ("place_code", "Setiadarma", {"village": "Setiadarma", "place_code": None}),
        ("district", "Cibitung", {"district": "Cibitung", "place_code": None}),
        ("village", "32.16.06.2001", NOWHERE | {"place_code": "32.16.06.2001"}),
        ("district", "3216062001", NOWHERE | {"place_code": "3216062001"}),
        ("village", "Setiadarma, Tambun Selatan",
         NOWHERE | {"village": "Setiadarma", "district": "Tambun Selatan"}),
        ("village", "Setiadarma,", {"village": "Setiadarma,", "place_code": None}),
    ],
)  # fmt: skip
def test_a_value_sets_what_it_names(field, value, says):
    assert amend(field, value) == says


@pytest.mark.parametrize(
    "value", ["-6.26, 107.05", "-6,26, 107,05", "-6.26 107.05", "-6.26;107.05"]
)
def test_two_numbers_are_a_position(value):
    said = amend("lat", value)
    assert (said["lat"].replace(",", "."), said["lon"].replace(",", ".")) == ("-6.26", "107.05")
    assert amend("lon", "107.05") == {"lon": "107.05"}


def test_a_business_known_earlier_by_another_list_begins_there_again(incoming):
    incoming.listed([{**SOUND, "nik": NIK}])
    incoming.listed([{**SOUND, "name": "", "nik": NIK}], source="Lama", as_of=date(2018, 12, 31))
    made = repair(Problem.objects.filter(field="name"), value="Tahu Sari", by=incoming.staff)
    assert Business.objects.get().first_as_of == date(2018, 12, 31)
    undo(made, by=incoming.staff)
    assert Business.objects.get().first_as_of == date(2020, 12, 31)


def test_a_business_let_in_and_taken_out_leaves_its_owner_called_as_before(incoming):
    second = {**SOUND, "name": "", "nik": NIK, "owner_name": "Ibu Sary", "workers": "4"}
    incoming.listed([{**SOUND, "nik": NIK}, second])
    before = Owner.objects.values().get()
    made = repair(Problem.objects.filter(field="name"), value="Tempe", by=incoming.staff)
    assert Owner.objects.get().name == "Ibu Sary"
    assert [one.name for one in Alias.objects.all()] == ["Ibu Sari"]
    undo(made, by=incoming.staff)
    assert Owner.objects.values().get() == before
    assert not Alias.objects.exists()
