from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from binaan.access import actions
from binaan.access.models import Assignment, AuditEvent, User
from binaan.kit.dates import today


@pytest.fixture
def rina(town):
    return town.user("rina", "administrator", "32.16")


@pytest.fixture
def siti(town):
    return town.user("siti", "planner", "32.16", town.disperin)


def counts():
    return User.objects.count(), Assignment.objects.count(), AuditEvent.objects.count()


def admit(town, by, **changes):
    asked = {"username": "baru", "name": "Orang Baru", "role": "enumerator"}
    asked |= {"place": town.place("32.16.06"), "office": town.disperin} | changes
    return actions.admit(**asked, by=by)


def test_admitting_gives_an_account_an_assignment_and_a_password_to_change(town, rina):
    user, password = admit(town, rina)
    assert user.check_password(password)
    assert user.must_change_password
    assert [held.role for held in user.held()] == ["enumerator"]
    verbs = AuditEvent.objects.filter(by="rina").values_list("verb", flat=True)
    assert set(verbs) == {"user.added", "assignment.given"}


def test_a_password_is_never_in_the_trail(town, rina):
    _user, password = admit(town, rina)
    told = " ".join(str(event.payload.content) for event in AuditEvent.objects.all())
    assert password not in told


@pytest.mark.parametrize(
    "changes",
    [
        {"place": "32.75"},  # the next regency
        {"place": "32"},  # above mine
        {"place": "00"},
        {"office": "diskop"},  # another regency's office, at my place
    ],
)
def test_admitting_beyond_what_one_holds_changes_nothing(town, rina, changes):
    changes = {
        name: town.place(value) if name == "place" else getattr(town, value)
        for name, value in changes.items()
    }
    before = counts()
    with pytest.raises(PermissionDenied):
        admit(town, rina, **changes)
    assert counts() == before


@pytest.mark.parametrize(
    "changes",
    [
        {"role": "raja"},
        {"username": "siti"},
        {"username": "SITI"},  # the same person to a telephone keyboard
        {"username": "dua kata"},
        {"valid_from": date(2026, 5, 1), "valid_until": date(2026, 4, 30)},
    ],
)
def test_admitting_with_a_fault_changes_nothing(town, rina, siti, changes):
    before = counts()
    with pytest.raises(ValidationError):
        admit(town, rina, **changes)
    assert counts() == before


def test_an_administrator_bound_to_an_office_gives_only_its_assignments(town):
    bound = town.user("dodi", "administrator", "32.16", town.disperin)
    admit(town, bound)
    with pytest.raises(PermissionDenied):
        admit(town, bound, username="lain", office=None)


def test_a_role_without_user_management_admits_nobody(town, siti):
    before = counts()
    with pytest.raises(PermissionDenied):
        admit(town, siti)
    assert counts() == before


def test_nobody_gives_themselves_an_assignment(town, rina):
    with pytest.raises(PermissionDenied):
        actions.assign(user=rina, role="section_head", place=town.place("32.16"), by=rina)
    assert rina.assignments.count() == 1


def test_nobody_ends_their_own_assignment(town, rina):
    with pytest.raises(PermissionDenied):
        actions.end_assignment(assignment=rina.assignments.get(), by=rina)
    assert rina.assignments.open().count() == 1


def test_the_same_assignment_twice_is_refused(town, rina, siti):
    with pytest.raises(ValidationError):
        actions.assign(
            user=siti, role="planner", place=town.place("32.16"), office=town.disperin, by=rina
        )
    assert siti.assignments.count() == 1


def test_a_division_of_another_office_is_refused(town, rina, siti):
    division = actions.add_division(office=town.diskop, key="umkm", name="UMKM", by="uji")
    with pytest.raises(ValidationError):
        actions.assign(
            user=siti,
            role="section_staff",
            place=town.place("32.16"),
            office=town.disperin,
            division=division,
            by=rina,
        )


def test_ending_at_once_takes_the_right_away_today(town, rina, siti):
    actions.end_assignment(assignment=siti.assignments.get(), by=rina)
    assert User.objects.get(pk=siti.pk).held() == []
    yesterday = today() - timedelta(days=1)
    assert siti.assignments.in_force(yesterday).count() == 1  # it did count until then


def test_ending_at_a_day_keeps_the_right_until_then(town, rina, siti):
    actions.end_assignment(assignment=siti.assignments.get(), on=today(), by=rina)
    assert len(User.objects.get(pk=siti.pk).held()) == 1


def test_two_administrators_ending_the_same_assignment_do_it_once(town, rina, siti):
    first, second = siti.assignments.get(), siti.assignments.get()
    actions.end_assignment(assignment=first, by=rina)
    with pytest.raises(ValidationError):
        actions.end_assignment(assignment=second, by=rina)
    assert AuditEvent.objects.filter(verb="assignment.ended").count() == 1


def test_an_assignment_of_the_next_regency_cannot_be_ended(town, rina):
    maya = town.user("maya", "planner", "32.75", town.diskop)
    with pytest.raises(PermissionDenied):
        actions.end_assignment(assignment=maya.assignments.get(), by=rina)
    assert maya.assignments.open().count() == 1


def test_someone_who_also_works_for_the_province_is_not_locked_or_reset(town, rina, siti):
    town.assignment(siti, "upper_reader", "32")
    was = siti.password
    for action in (
        lambda: actions.set_active(user=siti, active=False, by=rina),
        lambda: actions.reset_password(user=siti, by=rina),
        lambda: actions.change_user(user=siti, name="X", email="", by=rina),
    ):
        with pytest.raises(PermissionDenied):
            action()
    siti.refresh_from_db()
    assert (siti.is_active, siti.password, siti.name) == (True, was, "Siti")


def test_deactivating_twice_is_refused(town, rina, siti):
    actions.set_active(user=siti, active=False, by=rina)
    with pytest.raises(ValidationError):
        actions.set_active(user=siti, active=False, by=rina)
    assert AuditEvent.objects.filter(verb="user.deactivated").count() == 1


def test_a_reset_password_is_new_every_time_and_must_be_changed(town, rina, siti):
    first = actions.reset_password(user=siti, by=rina)
    second = actions.reset_password(user=siti, by=rina)
    siti.refresh_from_db()
    assert first != second
    assert siti.check_password(second)
    assert not siti.check_password(first)
    assert siti.must_change_password


@pytest.mark.parametrize("password", ["pendek", "password12", "siti.aminah"])
def test_a_weak_password_is_refused(db, password):
    with pytest.raises(ValidationError):
        actions.add_user(
            username="siti.aminah", name="Siti Aminah", password=password, by="perintah"
        )
    assert not User.objects.exists()


def test_whoever_runs_the_machine_is_named_in_the_trail(town):
    user = actions.add_user(username="baru", name="Baru", password=None, by="perintah")
    actions.assign(user=user, role="administrator", place=town.place("00"), by="perintah")
    assert set(AuditEvent.objects.values_list("by", flat=True)) == {"perintah"}
    assert not user.has_usable_password()
