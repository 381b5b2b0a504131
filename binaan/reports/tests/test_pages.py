"""The pages of /laporan/, and every figure of T-C.23 followed to what stands behind it."""

import re
from html import unescape

import pytest
from django.urls import reverse

from binaan.reports import making
from binaan.reports.models import Printout

pytestmark = pytest.mark.once  # on PostgreSQL the walk of tests/test_walks.py opens each page


def test_the_list_offers_what_can_be_printed_of_my_documents(reported):
    page = reported.client(reported.planner).get(reverse("report_list")).content.decode()
    assert reverse("report_page", args=[reported.document.pk, "T-C.23"]) in page
    other = reported.client(reported.neighbour).get(reverse("report_list")).content.decode()
    assert "Belum ada yang dapat dicetak" in other


def test_a_report_of_a_neighbour_does_not_exist_for_me(reported):
    client = reported.client(reported.neighbour)
    address = reverse("report_page", args=[reported.version.pk, "T-C.23"])
    assert client.get(address).status_code == 404
    take = reverse("report_take", args=[reported.version.pk, "T-C.23"])
    assert client.post(take, {"bentuk": "json"}).status_code == 404
    assert not Printout.objects.exists()


def test_a_form_that_is_not_finished_has_no_page(reported):
    client = reported.client(reported.planner)
    assert client.get(f"/laporan/{reported.version.pk}/LKJIP-3.1/").status_code == 404


def test_a_copy_taken_on_the_page_is_found_by_its_code(reported):
    client = reported.client(reported.planner)
    take = reverse("report_take", args=[reported.document.pk, "T-C.25"])
    answer = client.post(take, {"bentuk": "xlsx"})
    made = Printout.objects.get()
    assert f"{made.code}.xlsx" in answer["Content-Disposition"]
    assert b"".join(answer).startswith(b"PK")
    found = client.get(reverse("printout_list"), {"kode": made.code.lower()})
    assert found["Location"] == reverse("report_printout", args=[made.code])
    page = client.get(found["Location"]).content.decode()
    assert "sama dengan angka hari ini" in page
    assert client.get(reverse("report_printout", args=[made.pk])).status_code == 200
    file = client.get(reverse("report_printout_file", args=[made.code]))
    assert b"".join(file).startswith(b"PK")
    elsewhere = reported.client(reported.neighbour)
    assert elsewhere.get(reverse("report_printout", args=[made.code])).status_code == 404


def test_every_figure_of_t_c_23_leads_to_records_or_a_document(reported):
    sheet = making.sheet_of(reported.planner, reported.asked("T-C.23"))
    client = reported.client(reported.planner)
    figures = [
        (key, cell)
        for row in sheet.rows
        for key, cell in row.cells.items()
        if cell.value is not None and key != "no"
    ]
    assert len(figures) == 10
    assert not [key for key, cell in figures if not cell.evidence]
    pages = {cell.evidence: client.get(cell.evidence, follow=True) for _key, cell in figures}
    assert {page.status_code for page in pages.values()} == {200}
    said = {url: unescape(page.content.decode()) for url, page in pages.items()}
    row = sheet.rows[1].cells
    assert "Laporan kinerja 2021, halaman 12" in said[row["actual_1"].evidence]
    assert re.search("rekaman", said[row["actual_2"].evidence], re.IGNORECASE)
    assert "Persentase usaha mikro naik kelas" in said[row["target_1"].evidence]
    assert row["ratio_1"].evidence == row["actual_1"].evidence
