"""Activities and experts: planned, opened, begun, ended; refused; read in the browser; printed."""

import json
import re
from datetime import date, time
from decimal import Decimal
from io import StringIO

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.urls import reverse

from binaan.access.models import AuditEvent
from binaan.kit.typesetting import NoFonts
from binaan.programmes.actions import activities as acting
from binaan.programmes.actions import experts as teaching
from binaan.programmes.actions import meeting
from binaan.programmes.actions.activities import PLANNED
from binaan.programmes.models import Activity, Attendance, CostLine, Expert, Participation, Session
from binaan.programmes.queries import activities, clashing, experts, printing

pytestmark = pytest.mark.once
MONDAY, TUESDAY = date(2026, 4, 6), date(2026, 4, 7)
SAID = {
    "title": "Bimtek foto produk", "kind": "bimtek", "topic": "pemasaran daring",
    "group": "pangan", "year": 2026, "fund_source": "apbd", "seats": 20, "venue": "Aula Dinas",
    "eligibility": {"groups": ["pangan"]}, "quotas": [{"mark": "perempuan", "least": 8}],
}  # fmt: skip
MEETING = {
    "on": MONDAY, "begins": time(9), "ends": time(12), "subject": "Memotret", "expert": None,
    "theory_hours": Decimal(1), "practice_hours": Decimal(2),
}  # fmt: skip


@pytest.fixture
def staff(fair):
    return fair.user("section_staff")


@pytest.fixture
def planned(fair, staff):
    return acting.add(fair.offices["disperin"], place=fair.place("32.16.06"), said=SAID, by=staff)


@pytest.fixture
def rina(fair, staff):
    made = teaching.add(
        fair.offices["disperin"], place=fair.place("32.16"),
        said={"name": "Rina Kartika, S.Ds.", "phone": "0812-3456-7890", "fee_class": "madya"},
        by=staff,
    )  # fmt: skip
    teaching.know(made, skill="foto produk pemasaran", group="pangan", years=8, by=staff)
    return made


def text(answer) -> str:
    assert answer.status_code == 200, answer.content.decode()[:2000]
    return answer.content.decode()


def test_an_activity_is_walked_from_draft_to_its_end(fair, staff, planned):
    with pytest.raises(ValidationError, match="Belum ada sesi"):
        acting.step(planned, key="buka", by=staff)
    session = meeting.put_session(planned, said=MEETING, by=staff)
    meeting.put_session(planned, said=MEETING | {"on": TUESDAY}, by=staff)
    planned.refresh_from_db()
    assert (planned.starts_on, planned.ends_on, planned.practice_share) == (MONDAY, TUESDAY, 67)
    assert acting.step(planned, key="buka", by=staff).state == "dibuka"
    acting.step(planned, key="seleksi", by=staff)
    with pytest.raises(ValidationError, match="belum ditetapkan"):
        acting.step(planned, key="mulai", on=MONDAY, by=staff)
    planned.selections.create(
        rule="adil", edition="2026", seed="1", at=MONDAY, seats=20, eligible=0, refused=0,
        made_by="staf", made_at="2026-04-01T00:00Z", set_at="2026-04-01T00:00Z", set_by="kabid",
        sha256="0" * 64,
    )  # fmt: skip
    with pytest.raises(ValidationError, match="sudah ditetapkan"):
        acting.change(planned, said={"seats": 30}, by=staff)
    acting.change(planned, said={"venue": "Balai desa"}, by=staff)
    acting.step(planned, key="mulai", on=MONDAY, by=staff)
    seat = _seat(fair, planned, "Donat Dewi", "berjalan")
    Attendance.objects.create(participation=seat, session=session, presence="hadir", way="nama",
                              at="2026-04-06T02:00Z", by="staf")  # fmt: skip
    with pytest.raises(ValidationError, match="Kehadiran sesi ini"):
        meeting.drop_session(session, by=staff)
    with pytest.raises(ValidationError, match="Kehadiran sesi ini"):
        meeting.put_session(planned, session=session, said={"ends": time(13)}, by=staff)
    with pytest.raises(ValidationError, match="1 peserta belum jelas"):
        acting.step(planned, key="tutup", on=TUESDAY, by=staff)
    Participation.objects.update(state="lulus_sesi")
    assert acting.step(planned, key="tutup", on=TUESDAY, by=staff).state == "selesai"
    with pytest.raises(ValidationError, match="tidak berubah lagi"):
        acting.change(planned, said={"title": "Lain"}, by=staff)
    assert AuditEvent.objects.filter(verb__startswith="activity.").count() >= 8


def _seat(fair, activity, name, state):
    business = fair.firm(name)
    return Participation.objects.create(
        activity=activity, business=business, office=activity.office, place=business.place,
        state=state, token=f"rahasia-{name[:5]}", made_at="2026-04-01T00:00Z",
    )  # fmt: skip


def test_what_was_spent_is_written_after_the_end_and_nothing_else(fair, staff, planned):
    line = {"kind": "transport", "label": "Transport peserta", "volume": Decimal(20),
            "unit": "orang", "price": Decimal(150_000)}  # fmt: skip
    cost = meeting.put_cost(planned, said=line, by=staff)
    assert activities.costs(staff, planned)["total"] == 3_000_000
    Activity.objects.filter(pk=planned.pk).update(state="selesai")
    meeting.put_cost(planned, cost=cost, said={"spent": Decimal(2_850_000)}, by=staff)
    with pytest.raises(ValidationError):
        meeting.put_cost(planned, cost=cost, said={"price": Decimal(1)}, by=staff)
    with pytest.raises(ValidationError):
        meeting.drop_cost(cost, by=staff)
    assert CostLine.objects.get().spent == 2_850_000


@pytest.mark.parametrize(
    ("said", "word"),
    [
        ({"eligibility": {"asosiasi": True}}, "tidak dikenal"),
        ({"quotas": [{"mark": "perempuan", "least": 21}]}, "melebihi jumlah peserta"),
        ({"seats": 0, "quotas": []}, "paling sedikit 1"),
        ({"title": ""}, "kosong"),
    ],
)
def test_odd_plans_are_refused(staff, planned, said, word):
    with pytest.raises(ValidationError, match=word):
        acting.change(planned, said=said, by=staff)


def test_nobody_plans_beyond_place_and_office(fair, planned, rina):
    for stranger in (fair.user("section_staff", place="32.75"), fair.operator_of("32.16.06")):
        with pytest.raises(PermissionDenied):
            acting.change(planned, said={"title": "Lain"}, by=stranger)
        with pytest.raises(PermissionDenied):
            teaching.change(rina, said={"name": "Lain"}, by=stranger)
    with pytest.raises(ValidationError, match="di luar wilayah kantornya"):
        acting.add(fair.offices["disperin"], place=fair.place("32.75"), said=SAID,
                   by=fair.user("section_staff"))  # fmt: skip


def test_an_expert_on_two_sessions_at_once_is_told_and_proposed_last(fair, staff, planned, rina):
    meeting.put_session(planned, said=MEETING | {"expert": rina}, by=staff)
    other = acting.add(fair.offices["disperin"], place=fair.place("32.16.06"),
                       said=SAID | {"title": "Pemasaran daring kue"}, by=staff)  # fmt: skip
    meeting.put_session(other, said=MEETING | {"expert": rina}, by=staff)
    ((_row, found),) = clashing.of_activity(staff, other)
    assert [one.kind for one in found] == ["tempat", "narasumber", "kecamatan"]
    acting.step(planned, key="batal", why="Dana dialihkan.", by=staff)
    ((_row, found),) = clashing.of_activity(staff, other)
    assert found == []
    teaching.away(rina, first=MONDAY, last=MONDAY, by=staff)
    (fit,) = experts.proposals(staff, other)
    assert not fit.free
    assert fit.points >= 60


def test_the_pages_show_plan_and_take_it_down(fair, staff, planned, rina):
    client = fair.client(staff)
    form = {
        "title": "Pelatihan kemasan", "kind": "pelatihan", "topic": "kemasan", "group": "",
        "office": fair.offices["disperin"].pk, "place": "32.16", "year": 2026,
        "fund_source": "apbd", "seats": 10, "practice_share": 60, "rule": "adil",
        "sizes": ["mikro"], "quota_free": 4, "quota_places": "Cibitung: 2-5",
    }  # fmt: skip
    made = client.post(reverse("activity_add"), form)
    assert made.status_code == 302, made.content.decode()
    row = Activity.objects.get(title="Pelatihan kemasan")
    assert row.quotas == [{"mark": "bukan_anggota", "least": 4},
                          {"mark": "kecamatan:32.16.07", "least": 2, "most": 5}]  # fmt: skip
    shown = text(client.get(reverse("activity_change", args=[row.pk])))
    assert "Cibitung: 2-5" in shown
    wrong = client.post(reverse("activity_add"), form | {"quota_places": "Mars: 2"})
    assert wrong.status_code == 422
    there = reverse("activity_session_add", args=[planned.pk])
    meet = {"on": "2026-08-17", "begins": "09:00", "ends": "12:00", "subject": "Foto",
            "theory_hours": "1", "practice_hours": "2", "expert": rina.pk}  # fmt: skip
    assert "hari libur" in text(client.post(there, meet, follow=True))
    session = Session.objects.get()
    again = reverse("activity_session", args=[planned.pk, session.pk])
    assert client.post(again, meet | {"ends": "08:00"}).status_code == 422
    assert planned.title in text(client.get(reverse("activity_calendar") + "?bulan=2026-08"))
    cost = {"kind": "honor", "label": "Honor", "volume": "2", "unit": "jam", "price": "300000"}
    client.post(reverse("activity_cost_add", args=[planned.pk]), cost)
    for part, word in (("ringkasan", "hari libur"), ("jadwal", "Rina Kartika"), ("biaya", "600.000"),
                       ("peserta", "Belum ada peserta")):  # fmt: skip
        page = text(client.get(reverse("activity_detail", args=[planned.pk]) + f"?bagian={part}"))
        assert word in page
    client.post(again, {"hapus": "1"})
    assert not Session.objects.exists()


def test_list_overview_and_experts_are_read(fair, staff, planned, rina):
    client = fair.client(staff)
    assert "masih draf" in text(client.get(reverse("programme_landing")))
    there = reverse("activity_list")
    assert planned.title in text(client.get(there, {"kecamatan": "32.16.06", "q": "foto"}))
    assert planned.title not in text(client.get(there, {"kecamatan": "32.16.07"}))
    assert "Tidak ada yang cocok" in text(client.get(there, {"tahun": "1999"}))
    page = reverse("expert_detail", args=[rina.pk])
    shown = text(client.get(page))
    assert "0812 •••• 7890" in shown
    assert "3456" not in re.sub(r'(?:value|href)="[^"]*"', "", shown)
    client.post(page, {"apa": "halangan", "first": "2026-04-06", "last": "2026-04-07"})
    assert rina.absences.count() == 1
    client.post(page, {"apa": "dapat", "kunci": rina.absences.get().pk})
    assert rina.absences.count() == 0
    assert client.post(page, {"apa": "halangan", "first": "2026-04-06"}).status_code == 422
    change = {"name": "Rina K.", "phone": "", "fee_class": "utama", "active": "on"}
    client.post(reverse("expert_change", args=[rina.pk]), change)
    assert Expert.objects.get().phone == "0812-3456-7890"
    assert "Rina K." in text(client.get(reverse("expert_list"), {"q": "foto"}))
    assert "Rina K." in text(client.get(reverse("expert_proposals", args=[planned.pk])))


def test_a_step_is_taken_on_its_page_or_refused_with_the_reason(fair, staff, planned):
    client = fair.client(staff)
    there = reverse("activity_step", args=[planned.pk, "buka"])
    assert "Belum ada sesi" in text(client.get(there))
    assert client.post(there, {"on": "2026-03-02"}).status_code == 422
    meeting.put_session(planned, said=MEETING, by=staff)
    assert client.post(there, {"on": "2026-03-02"}).status_code == 302
    assert client.get(reverse("activity_step", args=[planned.pk, "lain"])).status_code == 404


@pytest.mark.parametrize("paper", ["lembar", "hadir", "transport"])
def test_papers_are_printed_and_noted(fair, staff, planned, paper):
    meeting.put_session(planned, said=MEETING, by=staff)
    _seat(fair, planned, "Donat Dewi", "terkonfirmasi")
    _seat(fair, planned, "Emping Eka", "mangkir")
    try:
        answer = fair.client(staff).get(reverse("activity_paper", args=[planned.pk, paper]))
    except NoFonts:
        pytest.skip("no fonts here")
    assert answer.content.startswith(b"%PDF")
    assert AuditEvent.objects.filter(verb="activity.printed").count() == 1


def test_a_kecamatan_prints_only_its_own_people(fair, staff, planned):
    Activity.objects.filter(pk=planned.pk).update(place="32.16")
    row = Activity.objects.get(pk=planned.pk)
    _seat(fair, row, "Donat Dewi", "terkonfirmasi")
    _seat(fair, row, "Gula Gilang", "terkonfirmasi")
    assert len(printing.attendants(staff, row)) == 2
    operator = fair.operator_of("32.16.07")
    assert [one.business for one in printing.attendants(operator, row)] == ["Gula Gilang"]


def test_the_command_lists_activities_with_their_state(fair, planned):
    out = StringIO()
    call_command("activities", "--json", stdout=out)
    told = json.loads(out.getvalue())
    assert [one["number"] for one in told["activities"]] == [
        planned.short_number, fair.activity.short_number,
    ]  # fmt: skip
    assert told["activities"][0]["state"] == "draf"
    assert set(PLANNED) >= {"title", "seats"}
