"""Paths, follow-ups, cases and supervision through their actions, and what is due."""

import json
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.utils import timezone

from binaan.access.models import AuditEvent
from binaan.kit.dates import today
from binaan.programmes.actions import cases, following, staying, supervising
from binaan.programmes.choices import Risk
from binaan.programmes.models import CaseStep, FollowUp, Participation, Service, Visit
from binaan.programmes.queries import due, routes
from binaan.programmes.queries import staying as queries
from binaan.registry.models import Touched

LAST = today() - timedelta(days=100)


@pytest.fixture
def world(fair):
    fair.staff, fair.disperin = fair.user("section_staff"), fair.offices["disperin"]
    return fair


def took_part(world, name="Donat Dewi", **said) -> Participation:
    business = world.firm(name)
    activity = world.add_activity(state="berjalan", **said)
    return Participation.objects.create(
        activity=activity, business=business, place_id=business.place_id, office=activity.office,
        state="lulus_sesi", token=f"peserta{activity.number}", made_at=timezone.now(),
    )  # fmt: skip


def opened(world, **said):
    participation = took_part(world, **said)
    return staying.open_after(participation, last_session=LAST, by=world.staff)


def visit(pathway, kind="kunjungan_30") -> FollowUp:
    return pathway.follow_ups.get(kind=kind)


def contact(days: int, outcome="Resep baru dipakai, penjualan naik") -> following.Contact:
    return following.Contact(LAST + timedelta(days=days), "kunjungan", outcome)


def test_a_participant_gets_a_path_and_four_things_due_once(world):
    participation = took_part(world)
    path = staying.open_after(participation, last_session=LAST, by=world.staff)
    assert staying.open_after(participation, last_session=LAST, by=world.staff) == path
    assert [(one.kind, (one.first_due - LAST).days) for one in path.follow_ups.order_by("due")] == [
        ("rencana_aksi", 7), ("kunjungan_30", 30), ("kunjungan_90", 90), ("ukur_180", 180),
    ]  # fmt: skip
    assert path.changes.count() == 1
    assert Touched.objects.exists()


def test_a_later_service_moves_the_same_path_on_and_sosialisasi_opens_none(world):
    path = opened(world)
    again = opened(world, kind="pendampingan")
    assert (again, again.get_stage_display()) == (path, "Pendampingan")
    assert path.follow_ups.count() == 8
    assert opened(world, kind="sosialisasi", name="Emping Eka") is None


def test_several_seen_together_are_written_in_one_event_or_none_of_them(world):
    paths = [opened(world), opened(world, name="Emping Eka")]
    rows = [visit(one) for one in paths]
    following.done(rows[1], said=contact(28), by=world.staff)
    with pytest.raises(ValidationError):
        following.done_together(rows, said=contact(29), by=world.staff)
    assert visit(paths[0]).done_on is None
    plans = [visit(one, "rencana_aksi") for one in paths]
    events = AuditEvent.objects.count()
    following.done_together(plans, said=contact(5, "Rencana ditulis"), by=world.staff)
    assert AuditEvent.objects.count() == events + 1
    again = [visit(one, "rencana_aksi") for one in paths]
    assert {(one.state, one.outcome, one.done_by) for one in again} == {
        ("terlaksana", "Rencana ditulis", world.staff.username)
    }
    with pytest.raises(PermissionDenied):
        following.done_together(
            plans, said=contact(6), by=world.user("section_staff", place="32.75")
        )


def test_a_contact_needs_an_outcome_its_day_and_is_no_message(world):
    path = opened(world)
    for said in (contact(20, ""), contact(20)._replace(way="gagal"), contact(-1),
                 contact(200)):  # fmt: skip
        with pytest.raises(ValidationError):
            following.done(visit(path), said=said, by=world.staff)
    done = following.done(visit(path), said=contact(30), by=world.staff)
    assert (done.state, done.done_by) == ("terlaksana", world.staff.username)
    with pytest.raises(ValidationError, match="sudah terlaksana"):
        following.done(visit(path), said=contact(31), by=world.staff)
    with pytest.raises(ValidationError, match="dihitung satu"):
        following.done(visit(path, "kunjungan_90"), said=contact(33), by=world.staff)
    following.done(visit(path, "kunjungan_90"), said=contact(60), by=world.staff)


def test_three_failed_attempts_lose_contact_and_a_contact_finds_it_again(world):
    row = visit(opened(world))
    for days in (10, 11, 12):
        row = following.failed(
            row, on=LAST + timedelta(days=days), note="Tidak aktif", by=world.staff
        )
        if row.state == "menunggu":
            with pytest.raises(ValidationError, match="sehari dihitung satu"):
                following.failed(row, on=LAST + timedelta(days=days), note="Lagi", by=world.staff)
    assert (row.state, row.attempts) == ("terputus", 3)
    found = following.done(row, said=contact(40), by=world.staff)
    assert found.outcome.count("Gagal") == 3
    assert found.state == "terlaksana"


def test_putting_off_keeps_the_first_day_and_its_reason(world):
    row = visit(opened(world))
    new = today() + timedelta(days=5)
    for wrong in (today() - timedelta(days=1), today() + timedelta(days=900)):
        with pytest.raises(ValidationError):
            following.reschedule(row, due=wrong, reason="Panen raya", by=world.staff)
    with pytest.raises(ValidationError, match="alasannya"):
        following.reschedule(row, due=new, reason=" ", by=world.staff)
    moved = following.reschedule(row, due=new, reason="Panen raya", by=world.staff)
    assert (moved.first_due, moved.due) == (LAST + timedelta(days=30), new)
    assert moved.reschedulings.get().reason == "Panen raya"


def test_follow_ups_are_given_to_an_officer_who_reaches_them(world):
    path = opened(world)
    rows = list(path.follow_ups.all())
    operator = world.operator_of("32.16.06")
    with pytest.raises(ValidationError, match="tidak bertugas"):
        following.assign(rows, officer=world.operator_of("32.16.07"), by=world.staff)
    assert following.assign(rows, officer=operator, by=world.staff) == 4
    path.refresh_from_db()
    assert path.officer == operator
    loads = {one.officer: one for one in queries.caseload(world.staff, today())}
    assert (loads[operator].paths, loads[operator].late) == (1, 3)
    found = routes.route(world.staff, officer=operator, on=today(), start=None)
    assert [len(stop.tasks) for stop in found.stops] == [3]


def test_a_neighbour_and_a_reader_touch_nothing(world):
    path = opened(world)
    for stranger in (world.user("section_staff", place="32.75"), world.user("auditor")):
        for act in (
            lambda by: following.done(visit(path), said=contact(30), by=by),
            lambda by: following.assign([visit(path)], officer=world.staff, by=by),
            lambda by: staying.close(path, independent=True, reason="x", on=today(), by=by),
        ):
            with pytest.raises(PermissionDenied):
                act(stranger)


def test_a_path_closes_with_a_reason_and_what_was_due_falls_away(world):
    path = opened(world)
    said = cases.Opened("Kemasan bocor", world.disperin, LAST)
    case = cases.open_case(path.business, opened=said, by=world.staff)
    with pytest.raises(ValidationError, match="kasus terbuka"):
        staying.close(path, independent=True, reason="Sudah mandiri", on=today(), by=world.staff)
    cases.close(case, ended=cases.Ended("mundur", "Tidak ingin lanjut", today()), by=world.staff)
    moved = staying.move(path, stage=3, reason="Langsung didampingi", on=today(), by=world.staff)
    closed = staying.close(
        moved, independent=True, reason="Sudah mandiri", on=today(), by=world.staff
    )
    assert closed.get_stage_display() == "Mandiri"
    assert set(closed.follow_ups.values_list("state", flat=True)) == {"gugur"}
    with pytest.raises(ValidationError, match="sudah ditutup"):
        staying.move(closed, stage=1, reason="Kembali", on=today(), by=world.staff)
    assert staying.open_after(
        took_part(world), last_session=today(), by=world.staff
    ) != closed  # a new one begins  # fmt: skip


def test_a_case_closes_only_with_an_outcome_and_a_result_is_a_service(world):
    said = cases.Opened("Kemasan bocor", world.disperin, LAST, world.staff)
    case = cases.open_case(world.firm("Donat Dewi"), opened=said, by=world.staff)
    step = cases.agree(case, action="Ganti pemasok", due=LAST + timedelta(days=9), by=world.staff)
    for wrong in (cases.Ended("", "Beres", today()), cases.Ended("mundur", " ", today()),
                  cases.Ended("selesai", "Beres", today())):  # fmt: skip
        with pytest.raises(ValidationError):
            cases.close(case, ended=wrong, by=world.staff)
    with pytest.raises(ValidationError):
        cases.step_done(step, on=today(), result="", by=world.staff)
    cases.step_done(step, on=today(), result="Tidak bocor lagi", by=world.staff)
    closed = cases.close(case, ended=cases.Ended("selesai", "Beres", today()), by=world.staff)
    assert Service.objects.get(source=case.pk).kind == "pembinaan"
    assert closed.pathway.get_stage_display() == "Pembinaan"
    with pytest.raises(ValidationError, match="sudah ditutup"):
        cases.agree(case, action="Lagi", due=today(), by=world.staff)


def asked(world, **said) -> supervising.Wanted:
    usual = {"office": world.disperin, "place": world.place("32.16"), "first": date(2026, 1, 1),
             "last": date(2026, 6, 30), "at": date(2026, 3, 2), "seed": "undian"}  # fmt: skip
    return supervising.Wanted(**(usual | said))


def test_everyone_is_judged_and_the_sample_stands_for_all(world):
    plan = supervising.plan(asked(world, most=6), by=world.staff)
    total = sum(plan.population.values())
    rows = list(plan.visits.all())
    assert total >= 12
    assert len(rows) == sum(plan.wanted.values()) == 6
    assert float(sum(row.weight for row in rows)) == pytest.approx(total, abs=0.01)
    with pytest.raises(ValidationError, match="Sudah ada rencana"):
        supervising.plan(
            asked(world, first=date(2026, 6, 1), last=date(2026, 7, 1)), by=world.staff
        )
    later = asked(world, most=6, first=date(2026, 7, 1), last=date(2026, 12, 31))
    again = supervising.plan(later, by=world.staff)
    assert set(again.visits.values_list("business")) == {(row.business_id,) for row in rows}
    with pytest.raises(PermissionDenied):
        supervising.plan(asked(world, first=date(2025, 1, 1), last=date(2025, 2, 1)),
                         by=world.user("section_staff", place="32.75"))  # fmt: skip


def test_a_visit_has_a_finding_and_is_made_once(world):
    row = (
        supervising.plan(asked(world, most=6), by=world.staff).visits.filter(risk=Risk.HIGH).first()
    )
    operator = world.operator_of("32.16.06")
    mine = Visit.objects.filter(place__path__startswith="32.16.06")
    assert supervising.assign(mine, officer=operator, by=world.staff) == mine.count()
    with pytest.raises(ValidationError, match="temuan"):
        supervising.visited(row, seen=supervising.Seen(today(), " "), by=world.staff)
    supervising.visited(row, seen=supervising.Seen(today(), "Bersih"), by=world.staff)
    with pytest.raises(ValidationError, match="sudah dicatat"):
        supervising.visited(row, seen=supervising.Seen(today(), "Bersih"), by=world.staff)


def test_due_tells_follow_ups_steps_and_visits_by_a_day(world, capsys):
    opened(world)
    said = cases.Opened("Kemasan bocor", world.disperin, LAST)
    case = cases.open_case(world.firm("Donat Dewi"), opened=said, by=world.staff)
    cases.agree(case, action="Ganti pemasok", due=today(), by=world.staff)
    supervising.plan(asked(world, most=6), by=world.staff)
    call_command("due", date=today().isoformat(), json=True)
    told = json.loads(capsys.readouterr().out)
    assert (len(told["follow_ups"]), len(told["case_steps"]), len(told["visits"])) == (3, 1, 6)
    assert told["follow_ups"][0]["days_late"] == 93
    assert told["unassigned"] == 10
    operator = world.operator_of("32.16.07")
    assert due.due(operator, today())["follow_ups"] == []
    assert CaseStep.objects.count() == 1
    with pytest.raises(SystemExit) as left:
        call_command("due", date="kemarin", json=True)
    assert left.value.code == 2
