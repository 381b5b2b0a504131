"""Event days: planned, registered for, drawn once, rotation over editions, pitches passed on."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from binaan.access.models import AuditEvent
from binaan.vendors.actions import events as acting
from binaan.vendors.actions import slots
from binaan.vendors.actions.events import VISITOR
from binaan.vendors.models import EventDay
from binaan.vendors.queries import events as queries
from binaan.vendors.rules import drawing

JAKARTA = ZoneInfo("Asia/Jakarta")
FIRST = date(2026, 3, 8)
CLOSED = datetime(2026, 3, 7, 18, tzinfo=JAKARTA)


def plan(street, on: date = FIRST, **said) -> EventDay:
    usual = {
        "title": "Hari Bebas Kendaraan", "series": "cfd", "location": street.location("B-001"),
        "on": on, "begins": time(6), "ends": time(10), "seats": 2, "places_by_trade": {},
        "opens_at": datetime(2026, 2, 20, tzinfo=UTC),
        "closes_at": datetime.combine(on - timedelta(days=1), time(16), JAKARTA),
    }  # fmt: skip
    return acting.plan(street.office, said=usual | said, by=street.staff)


@pytest.fixture
def event(street, clock):
    return plan(street)


def ask_all(street, event, *names) -> None:
    for name in names or street.vendors:
        acting.ask(event, vendor=street.vendors[name], by=street.staff)


def test_a_day_is_registered_for_drawn_once_and_says_why(street, event, clock):
    assert event.seed == 20260308
    ask_all(street, event, "Ani", "Budi")
    acting.ask(event, vendor=street.vendors["Dedi"], by=VISITOR)
    with pytest.raises(ValidationError, match="sesudah pendaftaran ditutup"):
        acting.draw(event, by=street.staff)
    clock(CLOSED)
    with pytest.raises(ValidationError, match="tidak dibuka"):
        acting.ask(event, vendor=street.vendors["Cici"], by=VISITOR)
    found = acting.draw(event, by=street.staff)
    event.refresh_from_db()
    # Dedi's registered address lies in another regency: the two local ones go first.
    assert {one.number for one in found if one.seat} == {
        street.vendors["Ani"].number, street.vendors["Budi"].number
    }  # fmt: skip
    waiting = event.requests.get(vendor=street.vendors["Dedi"])
    assert waiting.state == "tunggu"
    assert "KTP luar daerah" in waiting.why
    drawn = AuditEvent.objects.get(verb="event.drawn")
    assert drawn.payload.content["sha256"] == drawing.seal(event.receipt)
    with pytest.raises(ValidationError, match="sudah diundi"):
        acting.draw(event, by=street.staff)


def test_who_got_a_pitch_skips_the_next_edition_and_no_other(street, event, clock):
    second, third = plan(street, FIRST + timedelta(7)), plan(street, FIRST + timedelta(14))
    ask_all(street, event, "Ani")
    ask_all(street, second, "Ani", "Budi")  # both asked for before the first was drawn
    clock(second.closes_at + timedelta(hours=1))
    with pytest.raises(ValidationError, match="Undi dahulu Hari Bebas Kendaraan 2026-03-08"):
        acting.draw(second, by=street.staff)
    acting.draw(event, by=street.staff)
    acting.draw(second, by=street.staff)
    assert event.requests.get().state == "dapat_slot"
    said = {one.vendor_id: (one.state, one.why) for one in second.requests.all()}
    state, why = said[street.vendors["Ani"].pk]
    assert state == "tidak_dapat"
    assert "8 Maret 2026" in why
    assert "22 Maret 2026" in why
    with pytest.raises(ValidationError, match="Giliran yang lain"):
        acting.ask(third, vendor=street.vendors["Budi"], by=VISITOR)
    acting.ask(third, vendor=street.vendors["Ani"], by=VISITOR)


def test_a_cancelled_edition_counts_for_nobodys_turn(street, event, clock):
    later = plan(street, FIRST + timedelta(7))
    ask_all(street, event, "Ani")
    clock(CLOSED)
    acting.draw(event, by=street.staff)
    with pytest.raises(ValidationError, match="alasannya"):
        acting.cancel(event, why=" ", by=street.staff)
    acting.cancel(event, why="Jalan dipakai upacara", by=street.staff)
    ask_all(street, later, "Ani")


@pytest.fixture
def drawn(street, event, clock):
    ask_all(street, event, "Ani", "Budi", "Euis")
    clock(CLOSED)
    acting.draw(event, by=street.staff)
    return event


def test_a_pitch_given_back_or_missed_goes_to_who_waits(street, drawn, clock):
    holder, other = drawn.requests.filter(state="dapat_slot").order_by("order")
    up = slots.step(holder, event="mundur", by=VISITOR)
    assert up.pitch_number == holder.pitch_number
    assert up.state == "dapat_slot"
    assert "menggantikan" in up.why
    with pytest.raises(ValidationError, match="30 menit"):
        slots.step(other, event="tidak_hadir", by=street.staff)
    clock(datetime(2026, 3, 8, 6, 31, tzinfo=JAKARTA))
    assert slots.step(other, event="tidak_hadir", by=street.staff) is None  # nobody waits


def test_a_holder_is_checked_in_and_out_and_who_is_late_to_ask_waits_at_the_end(
    street, drawn, clock
):
    acting.ask(drawn, vendor=street.vendors["Cici"], by=street.staff)
    assert drawn.requests.get(vendor=street.vendors["Cici"]).order == 4
    holder = drawn.requests.filter(state="dapat_slot").first()
    with pytest.raises(ValidationError, match="satu jam sebelum"):
        slots.step(holder, event="check_in", by=street.staff)
    clock(datetime(2026, 3, 8, 5, 10, tzinfo=JAKARTA))
    slots.step(holder, event="check_in", by=street.staff)
    with pytest.raises(ValidationError, match="tidak tersedia lagi"):
        slots.step(holder, event="mundur", by=VISITOR)
    slots.step(holder, event="check_out", sales=Decimal(250000), note="Bersih.", by=street.staff)
    holder.refresh_from_db()
    assert (holder.state, holder.sales) == ("selesai", Decimal(250000))


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"seats": 2, "places_by_trade": {"kuliner": 3}}, "Lapak per bidang"),
        ({"places_by_trade": {"roket": 1}}, "tidak dikenal"),
        ({"closes_at": datetime(2026, 3, 8, 7, tzinfo=JAKARTA)}, "sebelum acara dimulai"),
        ({"opens_at": datetime(2026, 3, 7, 17, tzinfo=JAKARTA)}, "sebelum dibuka"),
    ],
)  # fmt: skip
def test_a_plan_that_does_not_fit_together_is_refused(street, clock, said, words):
    with pytest.raises(ValidationError, match=words):
        plan(street, **said)


def test_seed_and_day_stay_once_somebody_may_have_registered(street, event):
    with pytest.raises(ValidationError, match="benih undian tidak diubah"):
        acting.change(event, said={"seed": 7}, by=street.staff)
    assert acting.change(event, said={"seats": 9}, by=street.staff).seats == 9


def test_nobody_runs_an_event_of_another_place_or_office(street, event):
    stranger = street.user("section_staff", place="32.16")
    assert not queries.events(stranger).exists()
    with pytest.raises(PermissionDenied):
        acting.draw(event, by=stranger)
    with pytest.raises(PermissionDenied):
        acting.ask(event, vendor=street.vendors["Ani"], by=stranger)
