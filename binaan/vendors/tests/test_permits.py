"""From application to the end of a TDU."""

from datetime import date, time

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from binaan.access.models import AuditEvent
from binaan.kit.stepping import Said
from binaan.vendors.actions import objections, permits, standing
from binaan.vendors.actions.issuing import Asked
from binaan.vendors.models import Permit
from binaan.vendors.rules.schedule import Schedule
from binaan.vendors.tests.conftest import TODAY

SAID = {"pernyataan": "belum_punya jaga tidak_ilegal tidak_rombak tidak_alih"}
EVENING = Schedule("", time(16), time(22))


def asked(street, **more):
    return Asked(**({"location": street.location(), "schedule": EVENING} | more))


def applied(street, name="Dedi", on=TODAY, **more):
    return permits.apply_for(
        street.vendor(name), asked=asked(street, **more), said=Said(on, SAID), by=street.staff
    )


def step(permit, event, by, on=TODAY, **filled):
    return permits.take_step(permit, event=event, said=Said(on, filled), by=by)


def test_a_trader_of_another_regency_gets_his_tdu_step_by_step(street):
    permit = applied(street, pitch=street.pitch("A-3"))
    assert (permit.state, permit.due) == ("diajukan", date(2026, 3, 4))
    permit = step(permit, "berkas_lengkap", street.staff)
    permit = step(permit, "lokasi_layak", street.staff, hasil="Sesuai")
    with pytest.raises(PermissionDenied):
        step(permit, "terbitkan", street.staff)
    permit = step(permit, "terbitkan", street.head)
    assert (permit.state, permit.due) == ("terbit", None)
    assert (permit.issued_on, permit.valid_until) == (TODAY, date(2028, 3, 2))
    assert permit.number == "TDU/3275/2026/000001"
    assert [one.event for one in permit.steps.all()] == [
        "pendataan", "ajukan_tdu", "berkas_lengkap", "lokasi_layak", "terbitkan",
    ]  # fmt: skip
    assert AuditEvent.objects.filter(verb="tdu.stepped").count() == 3


@pytest.mark.parametrize(
    ("code", "schedule", "word"),
    [
        ("R-001", EVENING, "larangan"),
        ("C-001", Schedule(), "belum ditetapkan"),
        ("A-001", Schedule("", time(8), time(12)), "di luar waktu"),
        ("B-001", EVENING, "di luar waktu"),
    ],
)
def test_a_place_that_does_not_suit_is_not_called_fit(street, code, schedule, word):
    permit = applied(street, location=street.location(code), schedule=schedule)
    permit = step(permit, "berkas_lengkap", street.staff)
    with pytest.raises(ValidationError, match=word):
        step(permit, "lokasi_layak", street.staff, hasil="Sesuai")


def test_a_pitch_somebody_stands_on_and_a_full_location_are_refused(street):
    permit = step(applied(street, pitch=street.pitch("A-1")), "berkas_lengkap", street.staff)
    with pytest.raises(ValidationError, match="ditempati PKL lain"):
        step(permit, "lokasi_layak", street.staff, hasil="Sesuai")
    street.permit("Cici")  # holds the third place without standing there
    permit = permits.ask_otherwise(permit, asked=asked(street), by=street.staff)
    with pytest.raises(ValidationError, match="sudah penuh"):
        step(permit, "lokasi_layak", street.staff, hasil="Sesuai")


def test_one_vendor_has_one_application_and_one_tdu_at_a_time(street):
    applied(street)
    with pytest.raises(ValidationError, match="masih berjalan"):
        applied(street)
    street.permit("Ani")
    with pytest.raises(ValidationError, match="sudah punya TDU"):
        applied(street, "Ani")


def test_what_an_application_lacks_is_told_and_nothing_is_written(street):
    for said in ({}, {"pernyataan": "jaga"}, {"pernyataan": "jaga x"}, SAID | {"alasan": "x"}):
        with pytest.raises(ValidationError):
            permits.apply_for(
                street.vendor("Dedi"), asked=asked(street), said=Said(TODAY, said), by=street.staff
            )
    for on in (date(2999, 1, 1), date(2026, 1, 5)):
        with pytest.raises(ValidationError):
            applied(street, on=on)
    assert not Permit.objects.exists()


def test_somebody_of_another_office_reaches_nothing(street):
    with pytest.raises(PermissionDenied):
        permits.apply_for(
            street.vendor("Dedi"), asked=asked(street), said=Said(TODAY, SAID),
            by=street.user("section_staff"),
        )  # fmt: skip


def test_renewed_it_lasts_two_years_from_its_old_end_and_the_calendar_stands_before_it(street):
    permit = street.permit("Ani", issued_on=date(2024, 4, 10))
    with pytest.raises(ValidationError, match="tidak tersedia"):
        step(permit, "perpanjang", street.head, on=date(2026, 2, 8))
    permit = step(permit, "perpanjang", street.head)
    assert (permit.state, permit.valid_until) == ("terbit", date(2028, 4, 10))
    assert next((one.event, one.by, one.on) for one in permit.steps.all()) == (
        "h_60", "kalender", date(2026, 2, 9),
    )  # fmt: skip


def test_the_ladder_leads_over_three_warnings_to_revocation_and_back(street):
    permit = street.permit("Ani")
    for event in ("pelanggaran", "ulang", "ulang"):
        permit = step(permit, event, street.staff, pelanggaran="jam")
    assert permit.state == "peringatan_3"
    permit = step(permit, "ulang", street.head, alasan="Empat kali melanggar jam")
    assert (permit.state, permit.ended_on) == ("dicabut", TODAY)
    said = {"permit": permit}
    objection = objections.receive(
        objections.Against(**said), text="Saya tidak di sana.", by_whom="Ani", on=TODAY,
        by=street.staff,
    )  # fmt: skip
    assert objection.due == date(2026, 3, 16)
    with pytest.raises(PermissionDenied):
        objections.decide(objection, granted=True, answer="Benar.", on=TODAY, by=street.staff)
    objections.decide(objection, granted=True, answer="Benar.", on=TODAY, by=street.head)
    permit.refresh_from_db()
    assert (permit.state, permit.ended_on) == ("terbit", None)
    with pytest.raises(ValidationError, match="sudah selesai"):
        objections.withdraw(objection, on=TODAY, by=street.staff)


def test_a_place_empty_for_less_than_a_month_is_not_taken_back(street):
    permit = street.permit("Ani")
    with pytest.raises(ValidationError, match="belum 1 bulan"):
        step(permit, "telantar_1_bulan", street.head, alasan="Kosong", kosong_sejak="2026-02-03")
    permit = step(
        permit, "telantar_1_bulan", street.head, alasan="Kosong", kosong_sejak="2026-02-02"
    )
    assert permit.state == "dicabut"


def test_moved_to_another_location_there_is_a_new_tdu_for_it(street):
    permit = street.permit("Ani", pitch=street.pitch("A-1"))
    permit = step(permit, "lokasi_dihapus", street.head, alasan="Pelebaran jalan")
    with pytest.raises(ValidationError, match="menempati lokasi barunya"):
        step(permit, "tempati", street.head)
    standing.stand(
        street.vendor(), spot=standing.Spot(street.location("B-001")), since=TODAY, by=street.staff
    )
    made = step(permit, "tempati", street.head)
    permit.refresh_from_db()
    assert (permit.state, permit.ended_on) == ("diganti", TODAY)
    assert (made.state, made.renews, made.valid_until) == ("terbit", permit, permit.valid_until)
    assert Schedule(made.days, made.begins, made.ends) == Schedule("sab min", time(6), time(10))


def test_at_the_counter_all_steps_are_taken_at_once_or_none(street):
    until = date(2027, 1, 31)
    permit = permits.issue_at_once(
        street.vendor("Dedi"), asked=asked(street), until=until, on=TODAY, by=street.head
    )
    assert (permit.state, permit.valid_until) == ("terbit", until)
    with pytest.raises(ValidationError, match="paling lama 2 tahun"):
        permits.issue_at_once(
            street.vendor("Euis"), asked=asked(street, location=street.location("B-001"),
            schedule=Schedule("min", time(6), time(9))), until=date(2028, 3, 3), on=TODAY,
            by=street.head,
        )  # fmt: skip
    assert Permit.objects.count() == 1


def test_whoever_improves_his_lot_gives_the_place_up(street):
    permit = step(street.permit("Ani"), "naik_kelas", street.head, alasan="Punya kios")
    assert permit.state == "selesai"
    assert not street.vendor("Ani").standings.filter(until__isnull=True).exists()
