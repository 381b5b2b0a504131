"""Pages of staying: my follow-ups, one of them, the round, a path, a case, supervision, strangers."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from binaan.access.models import AuditEvent
from binaan.kit.dates import today
from binaan.programmes.actions import following
from binaan.programmes.models import Case, Supervision
from binaan.programmes.tests.test_staying import LAST, opened, visit, world  # noqa: F401

pytestmark = pytest.mark.once

PDF = b"%PDF-1.7 contoh"


@pytest.fixture
def desk(world, settings, tmp_path):  # noqa: F811
    settings.FILES_DIR = tmp_path
    world.path = opened(world)
    world.browser = world.client(world.staff)
    return world


def shown(browser, name, *args, query="", status=200) -> str:
    answer = browser.get(reverse(name, args=args) + query)
    assert answer.status_code == status
    return answer.content.decode()


def test_follow_ups_are_given_out_and_stand_on_the_round(desk):
    nobodys = shown(desk.browser, "follow_up_list", query="?petugas=belum&bagian=lewat")
    assert nobodys.count('name="baris"') == 3
    first = desk.path.follow_ups.first()  # the rest of its path comes along
    sent = {"baris": [first.pk], "officer": desk.staff.pk}
    page = desk.browser.post(reverse("follow_up_list") + "?petugas=belum", sent, follow=True)
    assert "4 diberikan kepada" in page.content.decode()
    assert "Donat Dewi" in shown(desk.browser, "follow_up_list")
    assert "1 perhentian" in shown(desk.browser, "follow_up_route")
    assert "Staf bidang 32.16" in shown(desk.browser, "follow_up_caseload")


def test_a_contact_is_written_down_with_its_photo_and_the_photo_is_read_on_record(desk):
    row = visit(desk.path)
    address = reverse("follow_up_detail", args=[row.pk])
    sent = {"buat": "selesai", "on": LAST + timedelta(days=30), "way": "kunjungan", "outcome": ""}
    refused = desk.browser.post(address, sent)
    assert refused.status_code == 422
    sent |= {"outcome": "Resep baru dipakai", "document": SimpleUploadedFile("foto.pdf", PDF)}
    page = desk.browser.post(address, sent, follow=True).content.decode()
    assert "Tepat waktu" in page
    answer = desk.browser.get(reverse("follow_up_paper", args=[row.pk]))
    assert b"".join(answer.streaming_content) == PDF
    assert AuditEvent.objects.filter(verb="follow_up.evidence_read").count() == 1


def test_an_attempt_and_another_day_are_written_down_and_the_path_tells_them(desk):
    address = reverse("follow_up_detail", args=[visit(desk.path).pk])
    desk.browser.post(address, {"buat": "gagal", "on": LAST, "note": "Tidak aktif"})
    later = today() + timedelta(days=3)
    sent = {"buat": "tunda", "due": later, "reason": "Panen raya"}
    page = desk.browser.post(address, sent, follow=True).content.decode()
    assert "Panen raya" in page
    assert "Gagal" in page
    path = reverse("pathway_detail", args=[desk.path.pk])
    sent = {"buat": "tahap", "stage": 2, "on": today(), "reason": "Didampingi di kantor"}
    assert "Didampingi di kantor" in desk.browser.post(path, sent, follow=True).content.decode()


def test_a_case_is_opened_worked_on_and_closed(desk):
    add = reverse("case_add") + f"?usaha={desk.path.business_id}"
    sent = {"problem": "Kemasan bocor", "on": LAST, "office": desk.disperin.pk}
    assert desk.browser.post(add, sent).status_code == 302
    case = Case.objects.get()
    address = reverse("case_detail", args=[case.pk])
    desk.browser.post(address, {"buat": "sepakat", "action": "Ganti pemasok", "due": today()})
    step = case.steps.get()
    done = {"buat": "langkah", "step": step.pk, "on": today(), "result": "Tidak bocor lagi"}
    desk.browser.post(address, done)
    end = {"buat": "tutup", "outcome": "selesai", "result": "Beres", "on": today()}
    assert "Masalah terselesaikan" in desk.browser.post(address, end, follow=True).content.decode()
    assert "Kemasan bocor" in shown(desk.browser, "case_list", query="?bagian=ditutup")


def test_supervision_is_counted_first_then_drawn_and_a_visit_recorded(desk):
    sent = {"office": desk.disperin.pk, "first": "2026-01-01", "last": "2026-06-30",
            "at": "2026-03-02", "seed": "undian", "most": 5}  # fmt: skip
    counted = desk.browser.post(reverse("supervision_add"), sent).content.decode()
    assert "Buat rencana dan undi" in counted
    assert not Supervision.objects.exists()
    page = desk.browser.post(reverse("supervision_add"), sent | {"buat": "1"}, follow=True)
    assert "benih undian <b>undian</b>" in page.content.decode()
    plan = Supervision.objects.get()
    row = plan.visits.first()
    give = {"baris": [row.pk], "officer": desk.staff.pk}
    desk.browser.post(reverse("supervision_detail", args=[plan.pk]), give)
    seen = {"buat": "kunjungi", "on": today(), "finding": "Bersih"}
    told = desk.browser.post(reverse("visit_detail", args=[row.pk]), seen, follow=True)
    assert "Bersih" in told.content.decode()
    assert "1 dari 5 kunjungan" in shown(desk.browser, "supervision_list")


def test_who_only_looks_gets_no_forms_and_a_neighbour_gets_nothing(desk):
    row = visit(desk.path)
    following.assign([row], officer=desk.staff, by=desk.staff)
    reader = desk.client(desk.user("auditor"))
    address = reverse("follow_up_detail", args=[row.pk])
    assert 'name="buat"' not in reader.get(address).content.decode()
    assert reader.post(address, {"buat": "selesai"}).status_code == 403
    assert reader.post(reverse("follow_up_list"), {}).status_code == 403
    neighbour = desk.client(desk.user("section_staff", place="32.75"))
    for name, key in (("follow_up_detail", row.pk), ("pathway_detail", desk.path.pk),
                      ("follow_up_paper", row.pk)):  # fmt: skip
        shown(neighbour, name, key, status=404)
