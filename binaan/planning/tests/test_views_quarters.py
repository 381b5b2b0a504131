"""Pages of a quarter and of money: who sees and does what, with and without htmx."""

import io
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from binaan.access.models import AuditEvent
from binaan.planning.actions import spending
from binaan.planning.models import Achievement, Hold, Spending
from binaan.planning.sheets import grids
from binaan.planning.tests.test_actions_closing import Quarter, listed

pytestmark = pytest.mark.once  # on PostgreSQL the walk of tests/test_walks.py opens each page

WHEN = (2022, 1)


@pytest.fixture
def quarter(plan) -> Quarter:
    return Quarter(plan)


def at(name: str, quarter: Quarter, *more) -> str:
    return reverse(name, args=[quarter.document.pk, *WHEN, *more])


def said(response) -> str:
    return response.content.decode()


def test_an_owner_saves_one_indicator_and_gets_its_row(quarter):
    browser = quarter.plan.client(quarter.staff)
    fill = at("achievement_fill", quarter, quarter.typed.key)
    given = {"typed": "2,5", "document_note": "", "seen": ""}
    refused = browser.post(fill, given, headers={"HX-Request": "true"})
    assert "Sebutkan dokumennya" in said(refused)
    assert "<html" not in said(refused)
    upload = SimpleUploadedFile("ba.pdf", b"%PDF-1.7 berita acara")
    saved = browser.post(
        fill, given | {"upload": upload}, headers={"HX-Request": "true"}, follow=True
    )
    assert said(saved).lstrip().startswith("<tbody")
    assert "Tersimpan" in said(saved)
    row = quarter.row(quarter.typed)
    assert (row.value, row.file.name) == (Decimal("2.5"), "ba.pdf")
    document = browser.get(reverse("achievement_file", args=[row.pk]))
    assert b"".join(document.streaming_content) == b"%PDF-1.7 berita acara"
    late = browser.post(fill, given | {"document_note": "BA"})
    assert "sesudah halaman Anda dibuka" in said(late)


def test_a_quarter_goes_from_filled_to_closed_by_its_pages(quarter):
    plan, keys = quarter.plan, quarter.fill_both()
    step, page = at("achievement_step", quarter), at("period_detail", quarter)
    planner, head = plan.client(plan.planner), plan.client(plan.head)
    assert "Periksa 2 yang lengkap" in said(planner.get(page))
    planner.post(step, {"langkah": "periksa", "indikator": keys})
    assert "Setujui 2 yang diperiksa" in said(head.get(page))
    head.post(step, {"langkah": "setujui", "indikator": keys})
    assert "Tutup triwulan (2)" in said(planner.get(page))
    assert "2 indikator akan dibekukan" in said(planner.get(at("period_close", quarter)))
    planner.post(at("period_close", quarter))
    assert Hold.objects.count() == 2
    listed(plan, "Warung Pak Budi")
    assert "sejak ditutup +1" in said(head.get(page))
    told = said(head.get(at("achievement_detail", quarter, quarter.counted.key)))
    assert "Warung Pak Budi" in told
    assert "cocok" in told
    bukti = reverse("achievement_evidence", args=[quarter.row(quarter.counted).pk])
    assert "Warung Bu Ani" in said(head.get(bukti))
    head.post(at("period_reopen", quarter), {"why": "Salah hitung"})
    assert set(Achievement.objects.values_list("state", flat=True)) == {"draft"}


def test_a_live_figure_leads_to_its_records(quarter):
    quarter.fill(quarter.counted)
    browser = quarter.plan.client(quarter.staff)
    bukti = reverse("achievement_evidence", args=[quarter.row(quarter.counted).pk])
    assert "/angka/registry.guided/" in browser.get(bukti)["Location"]


def test_what_is_out_of_reach_is_not_there_and_what_is_no_job_is_refused(quarter):
    quarter.approved()
    neighbour, staff = (
        quarter.plan.client(user) for user in (quarter.plan.neighbour, quarter.staff)
    )
    pk = quarter.row(quarter.typed).pk
    for url in (
        at("period_detail", quarter), at("period_close", quarter),
        reverse("achievement_evidence", args=[pk]),
        reverse("spending_detail", args=[quarter.document.pk, 2022]),
    ):  # fmt: skip
        assert neighbour.get(url).status_code == 404
    assert staff.post(at("period_close", quarter)).status_code == 403
    step = staff.post(
        at("achievement_step", quarter), {"langkah": "setujui", "indikator": [quarter.typed.key]}
    )
    assert step.status_code == 403
    assert not Hold.objects.exists()


def test_payments_are_typed_one_after_the_other_and_taken_away_as_a_workbook(plan):
    leaf, browser = plan.node("Pendataan"), plan.client(plan.planner)
    url = reverse("spending_node", args=[plan.document.pk, 2022, leaf.key])
    given = {"apa": "bayar", "paid_on": "2022-03-15", "number": "1", "fund": "apbd"}
    warned = browser.post(url, given | {"amount": "200.000.000"})
    assert "melebihi pagu" in said(warned)
    assert "Sudah saya periksa" in said(warned)
    saved = browser.post(url, given | {"amount": "12.500.000"})
    assert saved["Location"].endswith("?tanggal=2022-03-15")
    assert 'value="2022-03-15"' in said(browser.get(saved["Location"]))
    spending.progress(leaf, year=2022, month=3, percent=Decimal(20), by=plan.planner)
    money = reverse("spending_detail", args=[plan.document.pk, 2022])
    assert "12.500.000" in said(browser.get(money))
    book = browser.get(reverse("spending_export", args=[plan.document.pk, 2022]))
    assert book.content.startswith(b"PK")
    assert AuditEvent.objects.get(verb="plan.exported").by == plan.planner.username
    payment = Spending.objects.get()
    browser.post(reverse("spending_void", args=[payment.pk]), {"why": "salah ketik"})
    assert "salah ketik" in said(browser.get(url))


def test_a_list_of_payments_tells_every_error_with_its_cell(plan, monkeypatch):
    browser = plan.client(plan.planner)
    url = reverse("spending_import", args=[plan.document.pk, 2022])
    text = "Tanggal;Nomor;Kode;Nilai\n31/01/2022;7;9.99;abc\n"
    sent = {"upload": SimpleUploadedFile("😀" * 99 + ".csv", text.encode())}
    assert "2 hal perlu diperbaiki" in said(browser.post(url, sent))
    monkeypatch.setattr(grids, "MOST_LINES", 1)
    sent = {"upload": io.BytesIO(text.encode())}
    assert "terlalu banyak" in said(browser.post(url, sent))
    assert not Spending.objects.exists()


def test_the_list_of_quarters_counts_what_stands_open(quarter):
    quarter.fill_both()
    told = said(quarter.plan.client(quarter.staff).get(reverse("achievement_list") + "?tahun=2022"))
    assert "2 diisi, 5 belum diisi" in told


def test_an_odd_address_or_a_payment_of_another_year_is_answered(quarter):
    plan, browser = quarter.plan, quarter.plan.client(quarter.plan.planner)
    tree = reverse("plan_tree", args=[plan.version.pk])
    findings = reverse("plan_findings", args=[plan.version.pk])
    for url in (
        reverse("achievement_list") + f"?tahun={'9' * 5000}", f"{tree}?tahun=²",
        f"{findings}?tahun=²²²²&tabel=a%00b", reverse("nomenclature_list") + "?q=a%00&bidang=%00",
        reverse("plan_overview") + "?tahun=0000",
    ):  # fmt: skip
        assert browser.get(url).status_code == 200
    step = {"langkah": "periksa", "indikator": ["-" * 36, "x"]}
    assert browser.post(at("achievement_step", quarter), step).status_code == 302
    leaf = plan.node("Pendataan")
    given = {"apa": "bayar", "paid_on": "2021-03-15", "number": "1", "fund": "apbd", "amount": "5"}
    url = reverse("spending_node", args=[plan.document.pk, 2022, leaf.key])
    assert "di luar tahun 2022" in said(browser.post(url, given))
    assert not Spending.objects.exists()
