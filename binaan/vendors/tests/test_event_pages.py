"""Event days in the browser: planned, registered for, drawn, checked in; by whom not."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from binaan.vendors.models import EventDay
from binaan.vendors.tests.test_events import CLOSED, ask_all, plan

pytestmark = pytest.mark.once
JAKARTA = ZoneInfo("Asia/Jakarta")


def of(event, name="event_detail", *more) -> str:
    return reverse(name, args=[event.pk, *more])


@pytest.fixture
def desk(street, client, clock):
    """Signed in, also after the clock was put ahead: a session lasts hours."""

    def at(moment):
        clock(moment)
        client.force_login(street.staff)
        return client

    client.at = at
    client.force_login(street.staff)
    return client


def test_an_edition_is_planned_from_the_one_before_registered_for_and_drawn(street, desk):
    before = plan(street)
    form = desk.get(f"{reverse('event_add')}?dari={before.pk}")
    shown = form.context["form"]
    given = {name: shown[name].value() for name in shown.fields}
    given = {name: "" if value is None else value for name, value in given.items()}
    given |= {
        "on": "2026-03-15", "begins": "06:00", "ends": "10:00", "location": given["location"],
        "opens_at": "2026-03-02T12:00", "closes_at": "2026-03-14T16:00", "trade_kuliner": "1",
    }  # fmt: skip
    assert desk.post(reverse("event_add"), given | {"seats": "0"}).status_code == 422
    assert desk.post(reverse("event_add"), given).status_code == 302
    made = EventDay.objects.get(on="2026-03-15")
    assert (made.series, made.seed, made.places_by_trade) == ("cfd", 20260315, {"kuliner": 1})

    found = desk.get(of(made, "event_ask"), {"q": "ani"}).content.decode()
    assert "Warung Ani" in found
    ani = street.vendors["Ani"]
    assert desk.post(of(made, "event_ask"), {"vendor": ani.pk}).status_code == 302
    again = desk.post(of(made, "event_ask"), {"vendor": ani.pk})
    assert "sudah terdaftar" in again.content.decode()
    desk.at(made.closes_at + timedelta(hours=1))
    refused = desk.post(of(made, "event_draw"))
    assert (refused.status_code, "Undi dahulu" in refused.content.decode()) == (422, True)
    desk.post(of(before, "event_draw"))
    assert desk.post(of(made, "event_draw")).status_code == 302
    page = desk.get(of(made)).content.decode()
    assert "Mendapat lapak" in page
    lines = desk.get(of(made, "event_receipt")).content.decode().splitlines()
    assert lines[1].startswith(f"1,P-{ani.number:05d},kuliner,ya,")
    assert lines[2].startswith("SHA-256,")


def test_on_the_day_one_press_checks_in_and_a_pitch_given_back_moves_on(street, desk):
    event = plan(street)
    ask_all(street, event, "Ani", "Budi", "Euis")
    desk.at(CLOSED)
    desk.post(of(event, "event_draw"))
    first, second = event.requests.filter(state="dapat_slot").order_by("order")
    eve = desk.get(of(event)).content.decode()
    assert ("Mengundurkan diri" in eve, "Catat hadir" in eve) == (True, False)
    desk.at(datetime(2026, 3, 8, 5, 30, tzinfo=JAKARTA))
    assert "Catat hadir" in desk.get(of(event)).content.decode()
    assert desk.post(of(event, "event_slot", first.pk, "check_in")).status_code == 302
    asked = desk.get(of(event, "event_slot", second.pk, "mundur")).content.decode()
    assert "daftar tunggu" in asked
    moved = desk.post(of(event, "event_slot", second.pk, "mundur"), follow=True).content.decode()
    assert f"Lapak {second.pitch_number} pindah kepada" in moved
    assert desk.get(of(event, "event_slot", first.pk, "undi")).status_code == 404
    desk.post(of(event, "event_cancel"), {"why": "Hujan badai"})
    event.requests.filter(pk=first.pk).update(order=None)  # as who was not drawn
    shown = desk.get(of(event))
    assert "Hujan badai" in shown.content.decode()
    assert shown.context["lines"][-1].row == first


def test_who_may_only_look_sees_no_button_and_another_office_nothing(street, client, clock):
    event = plan(street)
    client.force_login(street.user("kecamatan_operator", place="32.75.01"))
    assert client.get(of(event)).status_code == 200
    assert client.get(of(event, "event_draw")).status_code == 403
    client.force_login(street.user("section_staff", place="32.16"))
    assert client.get(of(event)).status_code == 404
    assert "Bebas Kendaraan" not in client.get(reverse("event_list")).content.decode()
