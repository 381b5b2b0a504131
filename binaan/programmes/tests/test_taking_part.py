"""Invited, answered, replaced, present, tested, handed over: what is kept and what is refused."""

import json
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from binaan.access.models import AuditEvent
from binaan.kit.dates import today
from binaan.programmes import gateway
from binaan.programmes.actions import (
    answering,
    attending,
    handing_over,
    inviting,
    learning,
    messaging,
)
from binaan.programmes.models import Attendance, Message, Participation, Service
from binaan.programmes.queries import taking_part
from binaan.programmes.rules.attending import Mark
from binaan.programmes.tests.taking import FIRST, INVITED, SECOND, Chosen
from binaan.registry.models import Role
from tests.remembered import remembered

pytestmark = pytest.mark.once
LATER = date(2026, 3, 17)  # the answers were due on the 16th: two working days


@pytest.fixture
def chosen(db) -> Chosen:
    return remembered("chosen", Chosen)


@pytest.fixture
def staff(chosen):
    return chosen.user("section_staff")


def mark(chosen, staff, session, **said):
    """Presence by place in the list: `a="hadir"` for the first."""
    rows = chosen.joined()
    marks = {rows["abcdef".index(key)].pk: one if isinstance(one, Mark) else Mark(one)
             for key, one in said.items()}  # fmt: skip
    return attending.attend(session, marks=marks, way="nama", by=staff)


def test_all_who_are_chosen_are_invited_once_as_they_stand_that_day(chosen, staff):
    rows = chosen.invited()
    assert len(rows) == 6
    assert {(one.state, one.answer_by) for one in rows} == {("diundang", date(2026, 3, 16))}
    assert all(one.owner_id and one.place_id.startswith("32.16.") and one.token for one in rows)
    with pytest.raises(ValidationError, match="sudah diundang"):
        inviting.invite(chosen.activity, on=INVITED, by=staff)
    assert AuditEvent.objects.filter(verb="participation.invited").count() == 1


@pytest.mark.parametrize(
    ("said", "on", "why"),
    [
        ({"state": "dibuka"}, INVITED, "sesudah daftar ditetapkan"),
        ({}, date(2026, 5, 1), "sudah lewat"),
    ],
)
def test_nobody_is_invited_to_what_is_not_open(chosen, staff, said, on, why):
    for name, value in said.items():
        setattr(chosen.activity, name, value)
    chosen.activity.save()
    with pytest.raises(ValidationError, match=why):
        inviting.invite(chosen.activity, on=on, by=staff)


def test_only_the_office_invites_and_a_kecamatan_records_its_own(chosen, staff):
    operator = chosen.operator_of("32.16.06")
    with pytest.raises(PermissionDenied):
        inviting.invite(chosen.activity, on=INVITED, by=operator)
    rows = chosen.invited()
    near = next(one for one in rows if one.place_id.startswith("32.16.06"))
    far = next(one for one in rows if one.place_id.startswith("32.16.07"))
    assert answering.answer(near, comes=True, by=operator).state == "terkonfirmasi"
    with pytest.raises(PermissionDenied):
        answering.answer(far, comes=True, by=operator)
    stranger = chosen.user("section_staff", place="32.75")
    with pytest.raises(PermissionDenied):
        answering.answer(near, comes=False, why="Sakit", by=stranger)


def test_an_owner_answers_with_the_link_and_may_think_again_until_the_seat_is_taken(chosen, staff):
    one, *_others = chosen.invited()
    with pytest.raises(ValidationError, match="alasan"):
        answering.answer(one, comes=False, by="undangan")
    assert answering.answer(one, comes=False, why="Sakit", by="undangan").state == "menolak"
    assert answering.answer(one, comes=True, by="undangan").declined_why == ""
    answering.answer(one, comes=False, why="Sakit", by="undangan")
    inviting.refill(chosen.activity, on=INVITED, by=staff)
    with pytest.raises(ValidationError, match="usaha lain"):
        answering.answer(one, comes=True, by="undangan")
    event = AuditEvent.objects.filter(verb="participation.answered").last()
    assert event.by == "undangan"


def test_nobody_is_called_whose_owner_has_a_seat_already(chosen, staff):
    rows = chosen.invited()
    answering.answer(rows[0], comes=False, why="Sakit", by=staff)
    first, second, third = taking_part.waiting(staff, chosen.activity)[:3]
    Role.objects.filter(business=first.business).update(owner=rows[1].owner)
    inviting.refill(chosen.activity, on=INVITED, by=staff)
    called = Participation.objects.get(stands_for=rows[0])
    assert called.candidate_id == second.pk
    for one in rows[2:4]:
        answering.answer(one, comes=False, why="Sakit", by=staff)
    twins = [
        third.business,
        *(one.business for one in taking_part.waiting(staff, chosen.activity)[1:]),
    ]
    Role.objects.filter(business__in=twins).update(owner=Role.objects.get(business=twins[0]).owner)
    assert inviting.refill(chosen.activity, on=INVITED, by=staff).called == 1


def test_who_is_silent_lapses_and_the_first_who_waits_takes_the_seat(chosen, staff):
    rows = chosen.invited()
    for one in rows[2:]:
        answering.answer(one, comes=True, by=staff)
    with pytest.raises(ValidationError, match="Tidak ada kursi"):
        inviting.refill(chosen.activity, on=date(2026, 3, 16), by=staff)
    line = list(taking_part.waiting(staff, chosen.activity)[:2])
    assert inviting.refill(chosen.activity, on=LATER, by=staff) == (2, 2, 0)
    called = chosen.activity.participations.filter(stands_for__isnull=False)
    assert {one.business_id for one in called} == {one.business_id for one in line}
    assert {one.stands_for_id for one in called} == {one.pk for one in rows[:2]}
    assert taking_part.holders(staff, chosen.activity).count() == 6
    with pytest.raises(ValidationError, match="lewat"):
        answering.answer(rows[0], comes=True, by=staff)


def test_a_quota_is_kept_when_a_seat_is_given_on_and_an_empty_line_is_said(chosen, staff):
    selection = taking_part.settled(staff, chosen.activity)
    rows = chosen.invited()
    selection.terms["quotas"] = [{"mark": "anggota", "least": 1, "most": None}]
    selection.save()
    answering.answer(rows[0], comes=False, why="Sakit", by=staff)
    inviting.refill(chosen.activity, on=INVITED, by=staff)
    called = chosen.activity.participations.get(stands_for=rows[0])
    assert called.candidate.association == "anggota"
    for one in chosen.joined():
        if one.state == "diundang":
            answering.answer(one, comes=False, why="Sakit", by=staff)
    done = inviting.refill(chosen.activity, on=INVITED, by=staff)
    assert (done.called, done.empty) == (6, 0)
    for one in chosen.joined():
        if one.state == "diundang":
            answering.answer(one, comes=False, why="Sakit", by=staff)
    assert inviting.refill(chosen.activity, on=INVITED, by=staff) == (0, 1, 5)


def test_messages_leave_once_by_file_and_a_missing_number_is_told(
    chosen, staff, settings, tmp_path
):
    settings.HOME, settings.MESSAGES = tmp_path, "file"
    rows = chosen.invited()
    owner = rows[0].owner
    owner.phone = "+6281312340000"
    owner.save()
    site = "https://binaan.contoh"
    assert messaging.write(chosen.activity, channel="wa", site=site, by=staff) == 6
    numbers = Message.objects.exclude(to="").count()
    assert 0 < numbers < 6
    assert messaging.deliver(chosen.activity, by=staff) == (numbers, 0)
    assert messaging.deliver(chosen.activity, by=staff) == (0, 0)
    (kept,) = (tmp_path / "pesan").iterdir()
    lines = [json.loads(one) for one in kept.read_text("utf-8").splitlines()]
    mine = next(one for one in lines if one["to"] == "+6281312340000")
    assert f"{site}/undangan/{rows[0].token}/" in mine["text"]
    assert kept.stat().st_mode & 0o777 == 0o600
    assert Message.objects.filter(to="", trouble__contains="tidak diketahui").count() == 6 - numbers
    with pytest.raises(ValidationError, match="Tidak ada undangan"):
        messaging.write(chosen.activity, channel="wa", site=site, by=staff)


def test_a_message_that_fails_stays_and_leaves_the_next_time(chosen, staff, monkeypatch, settings):
    rows = chosen.invited()
    rows[0].owner.phone = "+6281312340000"
    rows[0].owner.save()
    messaging.write(chosen.activity, channel="sms", site="https://b", by=staff)

    def broken(_one):
        raise gateway.Undelivered("Penyedia tidak menjawab.")

    settings.MESSAGES = "console"
    with monkeypatch.context() as patch:
        patch.setitem(gateway.BACK_ENDS, "console", broken)
        assert messaging.deliver(chosen.activity, by=staff).sent == 0
    assert Message.objects.filter(trouble="Penyedia tidak menjawab.").exists()
    assert messaging.deliver(chosen.activity, by=staff).failed == 0


def test_the_console_shows_no_number(capsys, settings):
    settings.MESSAGES = "console"
    gateway.deliver(gateway.Outgoing("1", "wa", "+6281312347721", "Hubungi 081312347721"))
    said = capsys.readouterr().err
    assert "7721" in said
    assert "81312347721" not in said


def test_the_first_presence_is_the_service_and_who_the_business_was_that_day(chosen, staff):
    chosen.invited()
    chosen.run()
    first, second = chosen.activity.sessions.order_by("on")
    assert mark(chosen, staff, second, a="hadir", b="tidak", c=Mark("sebagian", 120)) == 3
    a, b, c, *_others = chosen.joined()
    assert [(one.state, one.present_share, one.on) for one in (a, b, c)] == [
        ("berjalan", Decimal("40.00"), SECOND), ("diundang", Decimal("0.00"), None),
        ("berjalan", Decimal("20.00"), SECOND),
    ]  # fmt: skip
    mark(chosen, staff, first, a="hadir")
    service = Service.objects.get(source=a.pk)
    assert (service.on, service.kind, service.topic) == (FIRST, "kegiatan", "kemasan")
    assert (service.place_id, service.sex) == (a.place_id, a.sex)
    assert Service.objects.filter(activity=chosen.activity).count() == 2
    assert mark(chosen, staff, first, a="hadir") == 0


def test_presence_written_down_by_mistake_takes_its_service_back(chosen, staff):
    chosen.invited()
    chosen.run()
    first, second = chosen.activity.sessions.order_by("on")
    mark(chosen, staff, first, a="hadir")
    mark(chosen, staff, second, a="hadir")
    mark(chosen, staff, first, a="tidak")
    assert Service.objects.get(activity=chosen.activity).on == SECOND
    mark(chosen, staff, second, a="tidak")
    assert not Service.objects.filter(activity=chosen.activity).exists()
    assert chosen.joined()[0].state == "diundang"


def test_presence_is_refused_where_it_cannot_be(chosen, staff):
    rows = chosen.invited()
    first = chosen.activity.sessions.order_by("on").first()
    with pytest.raises(ValidationError, match="belum dimulai"):
        mark(chosen, staff, first, a="hadir")
    answering.answer(rows[1], comes=False, why="Sakit", by=staff)
    chosen.run()
    for session, said, why in (
        (chosen.tomorrow(), {"a": "hadir"}, "belum berlangsung"),
        (first, {"a": Mark("sebagian", 900)}, "antara 1"),
        (first, {"b": "hadir"}, "tidak dapat hadir"),
    ):
        with pytest.raises(ValidationError, match=why):
            mark(chosen, staff, session, **said)
    assert not Attendance.objects.exists()
    far = next(n for n, one in enumerate(rows) if one.place_id.startswith("32.16.07"))
    with pytest.raises(PermissionDenied):
        mark(chosen, chosen.operator_of("32.16.06"), first, **{"abcdef"[far]: "hadir"})


def test_it_ends_for_everybody_by_presence_and_test(chosen, staff):
    chosen.invited()
    chosen.run()
    first, second = chosen.activity.sessions.order_by("on")
    mark(chosen, staff, first, a="hadir", b="hadir", c="hadir", d="hadir")
    mark(chosen, staff, second, a="hadir", b="hadir", d="hadir")
    a, b, c, d, e, _f = chosen.joined()
    said = learning.Learned(pre=Decimal(40), post=Decimal(85), satisfaction=5, product="Label")
    assert learning.learn(chosen.activity, learned={a.pk: said}, by=staff) == 1
    assert learning.learn(chosen.activity, learned={a.pk: said}, by=staff) == 0
    for key, wrong in ((a.pk, Decimal(101)), (e.pk, Decimal(50))):
        with pytest.raises(ValidationError):
            learning.learn(chosen.activity, learned={key: learning.Learned(post=wrong)}, by=staff)
    with pytest.raises(ValidationError, match="alasan"):
        attending.drop(d, why=" ", by=staff)
    attending.drop(d, why="Pindah kerja", by=staff)
    with pytest.raises(ValidationError, match="belum berlangsung"):
        learning.end(chosen.activity, on=FIRST, by=staff)
    assert learning.end(chosen.activity, on=SECOND, by=staff) == (1, 1, 2, 1)
    states = [one.state for one in chosen.joined()]
    assert states == ["lulus_sesi", "berjalan", "putus", "putus", "mangkir", "mangkir"]
    assert "60%" in Participation.objects.get(pk=c.pk).dropped_why
    assert Service.objects.filter(activity=chosen.activity).count() == 4
    due = {one.pk: one.follow_ups.count() for one in chosen.joined()}
    assert [due[one.pk] for one in (a, b, c, d, e)] == [4, 0, 4, 4, 0]
    assert set(a.follow_ups.values_list("served_on", flat=True)) == {SECOND}
    learning.learn(chosen.activity, learned={b.pk: learning.Learned(post=Decimal(70))}, by=staff)
    assert learning.end(chosen.activity, on=SECOND, by=staff).passed == 1


def test_goods_are_a_service_of_what_they_are_worth(chosen, staff):
    one, other, *_others = chosen.invited()
    chosen.run()
    goods = (handing_over.Goods("Mesin vakum", Decimal(1), "unit", Decimal(2_500_000)),
             handing_over.Goods("Plastik", Decimal(500), "lembar", Decimal(1_200)))  # fmt: skip
    given = handing_over.Given("BAST/1", SECOND, "Budi", "Atikah", goods)
    row = handing_over.hand_over(one, given=given, by=staff)
    service = Service.objects.get(source=row.pk)
    assert (service.kind, service.value, service.on) == ("bantuan", Decimal(3_100_000), SECOND)
    with pytest.raises(ValidationError, match="sudah dipakai"):
        handing_over.hand_over(other, given=given, by=staff)
    for said in ({"goods": ()}, {"on": today() + timedelta(days=2)}):
        wrong = handing_over.Given(**(vars(given) | {"number": "BAST/2"} | said))
        with pytest.raises(ValidationError):
            handing_over.hand_over(other, given=wrong, by=staff)
    answering.answer(other, comes=False, why="Sakit", by=staff)
    with pytest.raises(ValidationError, match="tidak mengikuti"):
        handing_over.hand_over(
            other, given=handing_over.Given(**(vars(given) | {"number": "BAST/2"})), by=staff
        )
