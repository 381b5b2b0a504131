"""The pages of a campaign: what they show, what their buttons do, who is kept out."""

import io

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from binaan.access.models import AuditEvent
from binaan.intake import fieldwork
from binaan.intake.models import (
    CallBack,
    Campaign,
    Conflict,
    ConflictState,
    Submission,
    SubmissionState,
    TargetState,
)
from binaan.intake.tests.campaigns import Busy
from tests.remembered import remembered

PAGES = ("campaign_detail", "campaign_targets", "campaign_review", "campaign_quality",
         "campaign_call_backs", "campaign_conflicts")  # fmt: skip


@pytest.fixture(autouse=True)
def taker(monkeypatch):
    monkeypatch.setitem(fieldwork.TAKERS, "usaha", fieldwork.Taker("registry", "usaha", "", {}))


@pytest.fixture
def busy(db, clock):
    """See tests/campaigns.py."""
    return remembered("busy", Busy)


def shown(camp, who, name, *args) -> str:
    answer = camp.client(who).get(reverse(name, args=args))
    assert answer.status_code == 200, answer.status_code
    return " ".join(answer.content.decode().split())


def test_the_list_leads_to_what_waits(busy):
    text = shown(busy, busy.staff, "campaign_list")
    assert "Pendataan Maret" in text
    assert "13 menunggu diperiksa" in text
    assert "13 dari 9 selesai" in text
    empty = shown(busy, busy.user("section_staff", place="32.75"), "campaign_list")
    assert "Belum ada kampanye" in empty


@pytest.mark.parametrize("name", PAGES)
def test_each_page_opens_for_who_may_see_it_only(busy, name):
    assert "Pendataan Maret" in shown(busy, busy.staff, name, busy.campaign.pk)
    shown(busy, busy.operator_of("32.16.07"), name, busy.campaign.pk)
    url = reverse(name, args=[busy.campaign.pk])
    assert busy.client(busy.user("section_staff", place="32.75")).get(url).status_code == 404
    assert busy.client(busy.budi).get(url).status_code == 403


def test_progress_by_person_and_village(busy):
    text = shown(busy, busy.staff, "campaign_detail", busy.campaign.pk)
    assert "Tambun, Tambun Selatan" in text
    assert "Enumerator 32.16.07" in text


def test_a_campaign_is_made_filled_and_opened(camp):
    client = camp.client(camp.staff)
    given = {"title": "Pendataan April", "form": camp.form.pk, "office": camp.offices["disperin"].pk,
             "place": "32.16", "starts_on": "2026-04-01", "ends_on": "2026-04-30",
             "call_back_share": "5", "seed": "3"}  # fmt: skip
    wrong = client.post(reverse("campaign_add"), given | {"ends_on": "2026-03-01"})
    assert wrong.status_code == 422
    client.post(reverse("campaign_add"), given)
    made = Campaign.objects.get(title="Pendataan April")
    add = reverse("campaign_targets_add", args=[made.pk])
    client.post(add, {"buat": "rekaman", "which": "semua", "place": "32.16.06"})
    client.post(add, {"buat": "jumlah", "place": "32.16.07", "expected": "3"})
    assert sorted(made.targets.values_list("expected", flat=True)) == [1, 1, 3, 3]
    client.post(
        reverse("campaign_share", args=[made.pk]), {"officers": [camp.budi.pk, camp.sari.pk]}
    )
    assert not made.targets.filter(officer=None).exists()
    one = made.targets.first()
    client.post(reverse("campaign_targets", args=[made.pk]), {"baris": [one.pk], "officer": "-"})
    client.post(reverse("campaign_open", args=[made.pk]))
    made.refresh_from_db()
    assert (made.state, made.targets.filter(officer=None).count()) == ("open", 1)
    client.post(
        reverse("campaign_target", args=[made.pk, one.pk]), {"state": "refused", "why": "Tidak mau"}
    )
    one.refresh_from_db()
    assert one.state == TargetState.REFUSED


def test_good_ones_come_ticked_and_are_approved_at_once(busy):
    text = shown(busy, busy.staff, "campaign_review", busy.campaign.pk)
    assert text.count('type="checkbox"') == 11
    assert text.count(" checked></td>") == 10
    assert "3 menit; biasanya 20 menit" in text
    assert text.count("berbeda dengan yang lain") == 2
    rows = Submission.objects.exclude(pk__in=[one.pk for one in busy.twins])
    client = busy.client(busy.staff)
    client.post(reverse("campaign_approve", args=[busy.campaign.pk]),
                {"baris": [str(one.pk) for one in Submission.objects.all()]})  # fmt: skip
    assert set(rows.values_list("state", flat=True)) == {"ready"}
    assert Submission.objects.filter(state="review").count() == 2


def test_one_is_read_corrected_and_returned(busy):
    one = busy.fast
    Submission.objects.filter(pk=one.pk).update(answers=one.answers | {"nik": "3216064507850003"})
    text = shown(busy, busy.staff, "submission_review", one.pk)
    assert "3216064507850003" not in text
    client, url = busy.client(busy.staff), reverse("submission_review", args=[one.pk])
    fix = {"buat": "koreksi", "path": "t/ciri_0", "reason": "Ditelepon"}
    assert client.post(url, fix | {"value": "mungkin"}).status_code == 422
    client.post(url, fix | {"value": "tidak"})
    assert "dikoreksi" in shown(busy, busy.staff, "submission_review", one.pk)
    waits = shown(busy, busy.staff, "submission_detail", one.pk)
    client.post(url, {"buat": "kembalikan", "reason": "Terlalu cepat"})
    back = shown(busy, busy.staff, "submission_detail", one.pk)
    assert ("btn-primary" in waits, "Lihat pemeriksaan" in waits) == (True, False)
    assert ("btn-primary" in back, "Lihat pemeriksaan" in back) == (False, True)
    one.refresh_from_db()
    assert one.state == SubmissionState.RETURNED
    assert client.post(url, {"buat": "setujui"}).status_code == 422
    assert busy.client(busy.user("auditor")).post(url, {"buat": "setujui"}).status_code == 403


def test_two_tellings_stand_side_by_side_until_one_is_chosen(busy):
    conflict = Conflict.objects.get()
    text = shown(busy, busy.staff, "campaign_conflict", conflict.pk)
    assert "Pekerja" in text
    url = reverse("campaign_conflict", args=[conflict.pk])
    client = busy.client(busy.staff)
    assert client.post(url, {"choice": "ours"}).status_code == 422
    client.post(url, {"choice": "ours", "reason": "Sudah ditelepon"})
    conflict.refresh_from_db()
    assert conflict.state == ConflictState.OURS


def test_calling_back_hides_what_was_said_before(busy):
    busy.client(busy.staff).post(reverse("campaign_draw", args=[busy.campaign.pk]))
    row = CallBack.objects.filter(submission__sender=busy.budi).first()
    text = shown(busy, busy.staff, "campaign_call_back", busy.campaign.pk, row.pk)
    assert "Jawaban di lapangan sengaja tidak ditampilkan" in text
    url = reverse("campaign_call_back", args=[busy.campaign.pk, row.pk])
    busy.client(busy.staff).post(url, {"result": "never", "note": "Tidak kenal petugas"})
    row.refresh_from_db()
    assert row.result == "never"
    assert "1 mengaku tidak didatangi" in shown(
        busy, busy.staff, "campaign_quality", busy.campaign.pk
    )


@pytest.mark.parametrize("what", ["sasaran", "kiriman", "mutu"])
def test_a_file_masks_what_is_personal_and_is_noted(busy, what):
    Submission.objects.filter(pk=busy.fast.pk).update(
        answers=busy.fast.answers | {"nik": "3216064507850003"}
    )
    url = reverse("campaign_export", args=[busy.campaign.pk, what])
    answer = busy.client(busy.staff).get(url)
    sheet = load_workbook(io.BytesIO(answer.content)).worksheets[0]
    cells = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert any(busy.staff.username in cell for cell in cells[:1])
    assert "3216064507850003" not in cells
    assert AuditEvent.objects.filter(verb="campaign.exported").count() == 1
    assert busy.client(busy.operator_of("32.16.06")).get(url).status_code in (200, 403)
