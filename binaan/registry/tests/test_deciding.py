"""Answers about pairs: who holds one, who was faster, what is merged, what is taken back."""

import threading
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, connections
from django.utils import timezone

from binaan.access.models import AuditEvent
from binaan.registry.actions import deciding, unmerging
from binaan.registry.actions.claiming import record
from binaan.registry.choices import PairState
from binaan.registry.models import Business, Merge, Pair, Role
from binaan.registry.tests.pairs import copies, entered, pair

pytestmark = pytest.mark.django_db


@pytest.fixture
def operator(world):
    return world.operator_of("32.16.06")


@pytest.fixture
def head(world):
    return world.user("section_head")


@pytest.fixture
def three(world):
    """Three records of a chain: the first hangs on the second, the second on the third."""
    one, two, last = (entered(world, f"Tahu Darma {n}", "Darma Setiawan") for n in range(3))
    group = pair(one, two, business_p=0.9)
    group.group = group.pk
    group.save()
    return [group, pair(two, last, business_p=0.7, group=group.pk)]


def now_held(by):
    return [one.pk for one in deciding.hold_next(by=by)]


# --- holding


def test_two_people_get_different_pairs_the_most_certain_first(world, operator, head):
    first, second, third = copies(world, 3)
    assert now_held(operator) == [first.pk]
    assert now_held(head) == [second.pk]
    assert now_held(operator) == [first.pk]  # still hers
    assert now_held(world.user("section_staff")) == [third.pk]
    assert now_held(world.user("administrator")) == []


def test_after_ten_minutes_or_when_let_go_a_pair_is_free_again(world, operator, head):
    (only,) = copies(world, 1)
    now_held(operator)
    assert now_held(head) == []
    Pair.objects.update(held_until=timezone.now() - timedelta(seconds=1))
    assert now_held(head) == [only.pk]
    deciding.release(only, by=operator)  # not his to let go
    assert now_held(operator) == []
    deciding.release(only, by=head)
    assert now_held(operator) == [only.pk]


def test_going_on_lets_go_and_begins_anew_at_the_end(world, operator):
    first, second = copies(world, 2)
    now_held(operator)
    assert deciding.hold_next(first, by=operator)[0] == second
    first.refresh_from_db()
    assert first.held_by == ""
    assert deciding.hold_next(second, by=operator)[0] == first
    assert deciding.hold_next(second, by=operator, backwards=True)[0] == first


def test_a_group_is_held_whole_or_not_at_all(world, operator, head, three):
    assert deciding.hold(three[1], by=head) == three
    assert deciding.hold(three[0], by=operator) == []
    assert now_held(operator) == []
    assert not Pair.objects.filter(held_by=operator.username).exists()


def test_a_pair_beyond_my_area_is_never_mine(world, operator):
    (far,) = copies(world, 1, place="32.16.07.1001")
    assert now_held(operator) == []
    assert deciding.hold(far, by=operator) == []
    with pytest.raises(PermissionDenied):
        deciding.answer(far, "different", by=operator)
    assert now_held(world.operator_of("32.16.07")) == [far.pk]


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor == "sqlite", reason="writers of SQLite queue by themselves")
def test_people_who_ask_at_once_get_different_pairs(world):
    copies(world, 12)
    users = [world.user("section_staff", place="32.16"), world.operator_of("32.16.06"),
             world.user("section_head"), world.user("administrator")]  # fmt: skip
    started, got = threading.Barrier(len(users)), []

    def work(user):
        try:
            started.wait(10)
            for _turn in range(3):
                (one,) = deciding.hold_next(by=user)
                got.append(one.pk)
                deciding.answer(one, "different", by=user)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work, args=(user,)) for user in users]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(got) == len(set(got)) == 12
    assert Pair.objects.filter(state="different").count() == 12


# --- answering


def test_the_same_is_merged_with_its_owner_and_taken_back_whole(world, operator):
    (one,) = copies(world, 1)
    before = [Business.objects.get(pk=pk).name for pk in (one.left_id, one.right_id)]
    deciding.answer(one, "same", by=operator, note="Sudah dikunjungi")
    merge = Merge.objects.get(pair=one)
    one.refresh_from_db()
    assert (one.state, one.decided_by, one.note) == ("same", operator.username, "Sudah dikunjungi")
    assert merge.businesses
    assert merge.from_owner_id
    assert Business.objects.get(pk=one.right_id).merged_into_id == one.left_id

    assert deciding.take_back(one, by=operator)[0].state == PairState.OPEN
    assert [Business.objects.get(pk=pk).name for pk in (one.left_id, one.right_id)] == before
    merge.refresh_from_db()
    assert merge.undone_by == operator.username
    assert now_held(operator) == [one.pk]


@pytest.mark.once
def test_one_owner_with_two_businesses_keeps_both(world, operator):
    (one,) = copies(world, 1)
    deciding.answer(one, "owner", by=operator)
    assert not Business.objects.filter(merged_into__isnull=False).exists()
    owners = Role.objects.filter(
        business__in=[one.left_id, one.right_id], known_until=None, valid_until=None
    )
    assert owners.values("owner").distinct().count() == 1
    assert Merge.objects.get().businesses is False


@pytest.mark.once
def test_owners_who_look_different_stay_two_when_the_business_is_one(world, operator):
    one = pair(
        entered(world, "Bengkel Las Maju", "Karta"), entered(world, "Las Maju", "Dedi Suhendar"),
        owner_p=0.1,
    )  # fmt: skip
    deciding.answer(one, "same", by=operator)
    merge = Merge.objects.get()
    assert (merge.from_owner_id, merge.businesses) == (None, True)
    one.refresh_from_db()
    assert one.succession


@pytest.mark.once
def test_a_value_chosen_by_hand_counts(world, operator):
    (one,) = copies(world, 1)
    name = one.left.name
    deciding.answer(one, "same", by=operator, chosen={"name": "left"})
    assert Business.objects.get(pk=one.left_id).name == name


@pytest.mark.parametrize("given", ["different", "unsure", "same"])
def test_pressing_twice_is_one_answer(world, operator, given):
    (one,) = copies(world, 1)
    for _press in range(2):
        deciding.answer(one, given, by=operator)
    assert AuditEvent.objects.filter(verb="identity.answered").count() == 1
    assert Merge.objects.count() == (given == "same")


def test_who_comes_late_is_told_and_changes_nothing(world, operator, head):
    (one,) = copies(world, 1)
    deciding.answer(one, "different", by=head)
    with pytest.raises(deciding.Overtaken):
        deciding.answer(one, "same", by=operator)
    assert not Merge.objects.exists()


@pytest.mark.once
def test_what_another_looks_at_now_is_not_answered_for_her(world, operator, head):
    (one,) = copies(world, 1)
    deciding.hold(one, by=head)
    with pytest.raises(deciding.Overtaken, match="petugas lain"):
        deciding.answer(one, "different", by=operator)


def test_a_side_merged_meanwhile_is_told(world, operator):
    first, _second = copies(world, 2)
    Business.objects.filter(pk=first.right_id).update(merged_into=world.business())
    with pytest.raises(deciding.Overtaken, match="sudah digabung"):
        deciding.answer(first, "different", by=operator)


@pytest.mark.once
def test_an_unsure_pair_leaves_the_queue_and_can_be_answered_later(world, operator):
    (one,) = copies(world, 1)
    deciding.answer(one, "unsure", by=operator)
    assert now_held(operator) == []
    deciding.answer(one, "different", by=operator)
    one.refresh_from_db()
    assert one.state == "different"


@pytest.mark.once
def test_a_word_that_is_no_answer_is_refused(world, operator):
    (one,) = copies(world, 1)
    with pytest.raises(ValidationError):
        deciding.answer(one, "open", by=operator)


def test_what_came_since_has_to_be_settled_first(world, operator):
    (one,) = copies(world, 1)
    deciding.answer(one, "same", by=operator)
    record(
        Business.objects.get(pk=one.left_id), said={"product": "opak"}, as_of=timezone.localdate(),
        by=operator, reason="Kunjungan", correction=True,
    )  # fmt: skip
    with pytest.raises(deciding.Settle) as caught:
        deciding.take_back(one, by=operator)
    assert caught.value.merge.pair_id == one.pk
    one.refresh_from_db()
    assert one.state == "same"


@pytest.mark.parametrize("given", ["same", "owner"])
def test_a_merge_taken_back_on_its_own_page_opens_its_pair(world, operator, head, given):
    (one,) = copies(world, 1)
    deciding.answer(one, given, by=operator)
    unmerging.unmerge(Merge.objects.get(), by=head, reason="Dua dapur")
    one.refresh_from_db()
    assert (one.state, one.decided_by, one.decided_at) == ("open", "", None)
    assert now_held(operator) == [one.pk]
    deciding.answer(one, given, by=operator)
    assert Merge.objects.filter(undone_at=None).count() == 1


# --- groups


def ends(three):
    return three[0].left_id, three[0].right_id, three[1].right_id


def test_three_of_one_become_one_and_are_taken_back_together(world, operator, three):
    first, second, third = ends(three)
    deciding.answer_group(three, {second: "same", third: "same"}, by=operator)
    assert set(Business.objects.filter(merged_into=first).values_list("pk", flat=True)) == {
        second, third,
    }  # fmt: skip
    assert not Pair.objects.waiting().exists()
    assert Pair.objects.filter(state="same").count() == 3  # the first and the third met here
    deciding.take_back(Pair.objects.get(pk=three[0].pk), by=operator)
    assert not Business.objects.filter(merged_into__isnull=False).exists()
    assert set(Pair.objects.values_list("state", flat=True)) == {"open"}


@pytest.mark.once
def test_a_group_answered_twice_is_one_answer_and_another_answer_is_told(world, operator, three):
    _first, second, last = ends(three)
    said = {second: "same", last: "different"}
    for _press in range(2):
        deciding.answer_group(three, said, by=operator)
    assert Merge.objects.count() == 1
    with pytest.raises(deciding.Overtaken, match="sudah diputus"):
        deciding.answer_group(three, said | {last: "same"}, by=operator)


@pytest.mark.once
def test_who_has_no_such_task_is_told_so(world):
    (one,) = copies(world, 1)
    with pytest.raises(PermissionDenied, match="tidak bertugas"):
        deciding.answer(one, "same", by=world.user("auditor"))


@pytest.mark.once
def test_when_one_of_three_leaves_what_followed_for_it_is_asked_again(world, operator, three):
    first, second, last = ends(three)
    deciding.answer_group(three, {second: "same", last: "same"}, by=operator)
    unmerging.unmerge(Merge.objects.get(right=last), by=operator, reason="Lain dapur")
    assert set(Pair.objects.waiting().values_list("right", flat=True)) <= {last}
    states = {(one.left_id, one.right_id): one.state for one in Pair.objects.all()}
    assert states == {(first, second): "same", (second, last): "open", (first, last): "open"}


@pytest.mark.once
def test_what_differs_from_the_first_differs_from_its_copy(world, operator, three):
    _first, second, third = ends(three)
    deciding.answer_group(three, {second: "same", third: "different"}, by=operator)
    states = dict(Pair.objects.values_list("right_id", "state"))
    assert states[third] == "different"
    assert Pair.objects.get(left=second, right=third).state == "different"


@pytest.mark.once
def test_two_that_differ_from_the_first_may_still_be_one(world, operator, three):
    _first, second, third = ends(three)
    deciding.answer_group(three, {second: "different", third: "different"}, by=operator)
    assert Pair.objects.get(left=second, right=third).state == "open"


def test_a_group_that_changed_meanwhile_is_not_answered(world, operator, head, three):
    _first, second, third = ends(three)
    deciding.answer(three[1], "different", by=head)
    with pytest.raises(deciding.Overtaken):
        deciding.answer_group(three, {second: "same", third: "same"}, by=operator)
    assert not Merge.objects.exists()


@pytest.mark.once
def test_every_record_of_a_group_wants_its_answer(world, operator, three):
    _first, second, _third = ends(three)
    with pytest.raises(ValidationError, match="setiap usaha"):
        deciding.answer_group(three, {second: "same"}, by=operator)
