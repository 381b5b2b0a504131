"""Review of answers, conflicts and call-backs: what is allowed, what it leaves behind."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from binaan.access.models import AuditEvent
from binaan.intake import fieldwork
from binaan.intake.actions import calling_back, disputing, reviewing
from binaan.intake.models import (
    CallBack,
    CallBackResult,
    Conflict,
    ConflictState,
    Review,
    ReviewKind,
    Submission,
    SubmissionState,
    TargetState,
)
from binaan.intake.queries import campaigns, quality
from binaan.intake.reviewed import answers_now
from binaan.kit.models import Job
from binaan.registry.actions.claiming import record

S = SubmissionState


@pytest.fixture(autouse=True)
def taker(monkeypatch):
    """The register takes the answers, whether or not its own sign-up is there."""
    monkeypatch.setitem(fieldwork.TAKERS, "usaha", fieldwork.Taker("registry", "usaha", "", {}))


def state(one: Submission) -> str:
    return Submission.objects.get(pk=one.pk).state


def test_approved_answers_are_handed_on_and_only_once(camp):
    one = camp.answer(1)
    assert reviewing.approve([one], by=camp.staff) == 1
    assert state(one) == S.READY
    assert Job.objects.filter(kind="intake.lots").count() == 1
    with pytest.raises(ValidationError, match="tidak menunggu"):
        reviewing.approve([one], by=camp.staff)
    assert Review.objects.filter(kind=ReviewKind.APPROVE).count() == 1


def test_many_at_once_leave_out_conflicts_and_ones_own(camp):
    record = camp.business().pk
    twins = [camp.answer(1, record_id=record, said={"pekerja": "3"}),
             camp.answer(2, camp.sari, record_id=record, said={"pekerja": "9"})]  # fmt: skip
    own = camp.answer(3, camp.staff)
    good = [camp.answer(4), camp.answer(5)]
    assert reviewing.approve([*twins, own, *good], by=camp.staff) == 2
    assert [state(one) for one in [*twins, own, *good]] == [S.REVIEW] * 3 + [S.READY] * 2
    with pytest.raises(ValidationError, match="perbedaannya"):
        reviewing.approve(twins[:1], by=camp.staff)


def test_nobody_reviews_beyond_his_places_or_his_own(camp):
    one = camp.answer(1)
    for person in (camp.operator_of("32.16.07"), camp.user("section_staff", place="32.75")):
        with pytest.raises(PermissionDenied):
            reviewing.approve([one], by=person)
    own = camp.answer(2, camp.staff)
    with pytest.raises(ValidationError, match="orang lain"):
        reviewing.give_back(own, reason="Ulangi", by=camp.staff)
    assert {state(one), state(own)} == {S.REVIEW}


def test_a_returned_one_waits_again_for_its_visit(camp):
    keripik = camp.business()
    target = camp.campaign.targets.get(record_id=keripik.pk)
    one = camp.answer(1, record_id=keripik.pk, target=target)
    with pytest.raises(ValidationError):
        reviewing.give_back(one, reason=" ", by=camp.staff)
    reviewing.give_back(one, reason="Foto tidak jelas", by=camp.staff)
    target.refresh_from_db()
    assert (state(one), target.state) == (S.RETURNED, TargetState.WAITING)
    again = camp.answer(2, record_id=keripik.pk, replaces=one)
    target.refresh_from_db()
    assert (again.target, target.state) == (target, TargetState.DONE)
    assert not Conflict.objects.exists()


def test_corrections_stand_beside_the_raw_answers(camp):
    one = camp.answer(1)
    raw = dict(one.answers)
    reviewing.correct(one, {"pekerja": "12", "nik": "3216064507850003"}, reason="Salah ketik",
                      by=camp.staff)  # fmt: skip
    one.refresh_from_db()
    assert one.answers == raw
    assert (answers_now(one)["pekerja"], answers_now(one)["nik"]) == ("12", "3216064507850003")
    event = AuditEvent.objects.filter(verb="submission.corrected").get()
    assert event.payload.content == {"paths": ["pekerja", "nik"]}  # never the answers themselves
    with pytest.raises(ValidationError, match="Tidak ada isian"):
        reviewing.correct(one, {"pekerja": "12"}, reason="Lagi", by=camp.staff)


def test_what_is_handed_on_is_corrected_elsewhere(camp):
    one = camp.answer(1, state=S.HANDED)
    for act in (reviewing.give_back, reviewing.set_aside):
        with pytest.raises(ValidationError, match="halaman rekamannya"):
            act(one, reason="Salah", by=camp.staff)
    assert state(one) == S.HANDED


def twins(camp, first: str = S.REVIEW):
    """Two answers about one record that disagree about the number of workers."""
    record = camp.business().pk
    one = camp.answer(1, record_id=record, said={"pekerja": "3"}, state=first)
    return one, camp.answer(2, camp.sari, record_id=record, said={"pekerja": "9"})


def test_two_tellings_of_one_record_wait_for_a_decision(camp):
    one, other = twins(camp)
    conflict = Conflict.objects.get()
    assert (conflict.submission, conflict.other) == (other, one)
    assert conflict.fields["pekerja"] == ["9", "3"]
    assert disputing.note(other) == [conflict]


@pytest.mark.parametrize(
    ("choice", "ours", "theirs"),
    [
        (ConflictState.OURS, S.REVIEW, S.SET_ASIDE),
        (ConflictState.THEIRS, S.SET_ASIDE, S.REVIEW),
        (ConflictState.BOTH, S.REVIEW, S.REVIEW),
    ],
)
def test_the_one_not_chosen_is_set_aside(camp, choice, ours, theirs):
    one, other = twins(camp)
    disputing.decide(Conflict.objects.get(), choice=choice, reason="Sudah ditelepon", by=camp.staff)
    assert (state(other), state(one)) == (ours, theirs)
    other.refresh_from_db()
    assert (other.record_id is None) is (choice == ConflictState.BOTH)


def test_what_was_handed_on_is_not_set_aside(camp):
    one, other = twins(camp, first=S.HANDED)
    with pytest.raises(ValidationError, match="sudah diteruskan"):
        disputing.decide(
            Conflict.objects.get(), choice=ConflictState.OURS, reason="x", by=camp.staff
        )
    assert Conflict.objects.get().state == ConflictState.OPEN
    disputing.decide(Conflict.objects.get(), choice=ConflictState.THEIRS, reason="x", by=camp.staff)
    assert (state(one), state(other)) == (S.HANDED, S.SET_ASIDE)


def test_without_review_it_goes_on_once_decided(camp):
    camp.campaign.needs_approval = False
    camp.campaign.save()
    one, other = twins(camp, first=S.READY)
    assert {state(one), state(other)} == {S.REVIEW}
    disputing.decide(Conflict.objects.get(), choice=ConflictState.OURS, reason="x", by=camp.staff)
    assert (state(one), state(other)) == (S.SET_ASIDE, S.READY)


def test_what_the_register_learnt_meanwhile_is_a_conflict(camp, clock):
    keripik = camp.business()
    clock(timezone.now() + timedelta(minutes=1))
    record(keripik, said={"name": "Keripik Sari Rasa"}, as_of=timezone.localdate(),
            by=camp.staff, reason="Ganti nama")  # fmt: skip
    begun = timezone.now() - timedelta(days=1)
    before = {"record_id": keripik.pk, "begun_at": begun, "ended_at": begun, "received_at": begun}
    camp.answer(1, said={"nama_usaha": "keripik sari rasa"}, **before)
    assert not Conflict.objects.exists()  # both say the same
    camp.answer(2, said={"nama_usaha": "Keripik Bu Sari"}, campaign=None, **before)
    conflict = Conflict.objects.get(other=None)
    assert conflict.fields == {"nama_usaha": ["Keripik Bu Sari", "Keripik Sari Rasa"]}


def test_call_backs_are_drawn_of_each_person_and_stay_drawn(camp):
    for number in range(1, 6):
        camp.answer(number)
    camp.answer(6, camp.sari)
    assert calling_back.draw(camp.campaign, by=camp.staff) == 3  # 2 of five, 1 of one
    first = set(CallBack.objects.values_list("submission", flat=True))
    with pytest.raises(ValidationError, match="Tidak ada wawancara baru"):
        calling_back.draw(camp.campaign, by=camp.staff)
    for number in range(7, 30):
        camp.answer(number)
    calling_back.draw(camp.campaign, by=camp.staff)
    drawn = set(CallBack.objects.values_list("submission", flat=True))
    assert first <= drawn


def test_a_call_agrees_or_differs_by_its_answers(camp):
    one = camp.answer(1, said={"pekerja": "10"})
    calling_back.draw(camp.campaign, by=camp.staff)
    row = CallBack.objects.get(submission=one)
    with pytest.raises(ValidationError, match="satu jawaban"):
        calling_back.record(row, result=CallBackResult.AGREES, asked={}, note="", by=camp.staff)
    with pytest.raises(PermissionDenied):
        calling_back.record(row, result=CallBackResult.UNREACHED, asked={}, note="", by=camp.budi)
    told = {"pekerja": "10", "t/ciri_0": "ya" if one.answers["t/ciri_0"] == "tidak" else "tidak"}
    made = calling_back.record(
        row, result=CallBackResult.AGREES, asked=told, note="", by=camp.staff
    )
    assert made.result == CallBackResult.DIFFERS
    found = quality.differing(camp.staff, camp.campaign)[str(camp.budi.pk)]
    assert (found.asked, found.differ) == (2, 1)


def test_quality_names_who_was_too_fast_and_shows_only_what_is_in_reach(camp):
    for number in range(1, 13):
        camp.answer(number)
    fast = [
        camp.answer(number, camp.sari, minutes=3, place=camp.place("32.16.07.1001"))
        for number in range(13, 19)
    ]
    listed = quality.persons(camp.staff, camp.campaign)
    assert [row.key for row in listed] == [str(camp.sari.pk), str(camp.budi.pk)]
    assert listed[0].person.worth_a_look
    marks = quality.marks(camp.staff, camp.campaign)
    assert {mark.kind for one in fast for mark in marks[str(one.pk)]} == {"short"}
    hers = quality.persons(camp.operator_of("32.16.07"), camp.campaign)
    assert [row.key for row in hers] == [str(camp.sari.pk)]
    reviewing.set_aside(fast[0], reason="Uji", by=camp.staff)
    assert str(fast[0].pk) not in quality.marks(camp.staff, camp.campaign)
    assert campaigns.answers(camp.staff, camp.campaign).count() == 17
