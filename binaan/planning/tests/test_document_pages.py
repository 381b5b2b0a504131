"""The pages of documents: who sees what, what is next, and what a click does."""

from datetime import date
from io import BytesIO

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from binaan.planning.actions import versions
from binaan.planning.models import Budget, Document, Finding, Target, Version
from binaan.planning.tests.test_versions import put

pytestmark = pytest.mark.once  # on PostgreSQL the walk of tests/test_walks.py opens each page

PDF = b"%PDF-1.4\nstartxref\n0\n%%EOF\n"


def see(plan, user, name, pk=None, query="", **more):
    address = reverse(name, kwargs={"pk": pk} if pk else None) + query
    return plan.client(user).get(address, **more)


def do(plan, user, name, pk, query="", **given):
    return plan.client(user).post(reverse(name, kwargs={"pk": pk}) + query, given)


def test_the_list_tells_state_and_findings_and_is_narrowed(plan):
    Finding.objects.create(version=plan.version, mark="a", rule="sum_mismatch", severity="error",
                           message="Jumlah", order=1, found_at="2021-01-01T00:00Z")  # fmt: skip
    text = see(plan, plan.planner, "plan_list").content.decode()
    assert "Renstra 2021-2023" in text
    assert "1 kesalahan" in text
    for query in ("?jenis=dpa", "?tahun=2021&q=renja", "?keadaan=set"):
        assert (
            "Tidak ada dokumen yang cocok"
            in see(plan, plan.planner, "plan_list", query=query).content.decode()
        )
    assert (
        "Renstra 2021-2023"
        in see(plan, plan.planner, "plan_list", query="?tahun=2022").content.decode()
    )
    assert "Belum ada dokumen rencana" in see(plan, plan.neighbour, "plan_list").content.decode()


@pytest.mark.parametrize("name", ["plan_detail", "plan_version_open"])
def test_a_document_of_another_office_does_not_exist(plan, name):
    assert see(plan, plan.neighbour, name, plan.document.pk).status_code == 404


def test_what_is_next_depends_on_who_looks(plan):
    def primary(user):
        return see(plan, user, "plan_detail", plan.document.pk).context["primary"].label

    assert [primary(plan.planner), primary(plan.head)] == ["Susun isinya", "Verifikasi"]
    versions.verify(plan.version, by=plan.head)
    assert [primary(plan.planner), primary(plan.head)] == ["Lihat isinya", "Tetapkan"]
    versions.set_version(plan.version, effective_on=date(2021, 3, 1), by=plan.head,
                         basis=versions.Basis("1", "Renstra", date(2021, 3, 1)))  # fmt: skip
    assert [primary(plan.planner), primary(plan.head)] == ["Turunkan Renja", "Lihat isinya"]
    text = see(plan, plan.head, "plan_detail", plan.document.pk).content.decode()
    assert "Sidik cocok" in text
    Target.objects.filter(text="80").update(value=1)
    assert (
        "Sidik tidak cocok"
        in see(plan, plan.head, "plan_detail", plan.document.pk).content.decode()
    )


def test_a_version_is_verified_and_set_on_its_pages(plan):
    seen = (
        see(plan, plan.head, "plan_version_verify", plan.version.pk).context["form"]["seen"].value()
    )
    assert do(plan, plan.head, "plan_version_verify", plan.version.pk, seen=seen).status_code == 302
    answer = do(plan, plan.head, "plan_version_set", plan.version.pk, effective_on="2021-03-01",
                number="12 Tahun 2021", title="Renstra", signed_on="2021-03-01", seen=seen,
                upload=SimpleUploadedFile("renstra.pdf", PDF, "application/pdf"))  # fmt: skip
    assert answer.status_code == 302, answer.context["form"].errors
    file = see(plan, plan.planner, "plan_version_file", plan.version.pk)
    assert b"".join(file.streaming_content) == PDF
    again = do(plan, plan.head, "plan_version_set", plan.version.pk, effective_on="2021-03-01")
    assert again.status_code == 302  # led to the document, told that it is set
    assert Version.objects.get(pk=plan.version.pk).state == "set"


def test_a_stale_page_verifies_nothing_and_shows_what_stands_now(plan):
    old = (
        see(plan, plan.head, "plan_version_verify", plan.version.pk).context["form"]["seen"].value()
    )
    Target.objects.filter(text="80").update(value=81)
    answer = do(plan, plan.head, "plan_version_verify", plan.version.pk, seen=old)
    assert "berubah sejak halaman ini" in answer.content.decode()
    assert answer.context["form"]["seen"].value() != old
    assert Version.objects.get(pk=plan.version.pk).state == "draft"


@pytest.mark.parametrize(
    ("role", "name", "status"),
    [
        ("planner", "plan_version_verify", 403),
        ("planner", "plan_version_set", 403),
        ("planner", "plan_version_return", 403),
        ("office_head", "plan_version_open", 403),
        ("auditor", "plan_add", 403),
        ("section_head", "plan_version_set", 403),
    ],
)
def test_a_step_that_is_not_ones_own_is_refused(plan, role, name, status):
    user = plan.user(role, place="32.75")
    pk = plan.document.pk if name == "plan_version_open" else plan.version.pk
    assert see(plan, user, name, None if name == "plan_add" else pk).status_code == status


def test_the_head_of_another_office_finds_nothing_to_verify(plan):
    answer = do(plan, plan.user("office_head"), "plan_version_verify", plan.version.pk)
    assert answer.status_code == 404


def test_a_planner_adds_derives_and_opens_by_the_pages(plan):
    given = {"kind": "dpa", "title": "DPA 2024", "first_year": 2024, "last_year": 2024,
             "office": plan.offices["diskopukm"].pk}  # fmt: skip
    answer = plan.client(plan.planner).post(reverse("plan_add"), given)
    assert answer.status_code == 302, answer.context["form"].errors
    settled = put(plan, plan.version)
    assert (
        do(plan, plan.planner, "plan_derive", settled.pk, "?jenis=renja", year=2022).status_code
        == 302
    )
    assert (
        do(plan, plan.planner, "plan_version_open", plan.document.pk, reason="APBD-P").status_code
        == 302
    )
    assert set(Document.objects.values_list("title", flat=True)) == {
        "Renstra 2021-2023",
        "DPA 2024",
        "Renja 2022",
    }
    text = see(plan, plan.planner, "plan_detail", plan.document.pk).content.decode()
    assert "Renja 2022" in text
    assert "APBD-P" in text


def test_two_versions_are_shown_side_by_side_and_taken_as_a_workbook(plan):
    settled = put(plan, plan.version)
    made = versions.open_version(plan.document, reason="APBD-P", by=plan.planner)
    Budget.objects.filter(node__version=made, year=2023, amount=60_000_000).update(
        amount=90_000_000
    )
    text = see(plan, plan.planner, "plan_compare", made.pk).content.decode()
    assert "+30.000.000" in text
    assert "Pendataan Usaha Mikro" not in text
    assert (
        "Pendataan Usaha Mikro"
        in see(plan, plan.planner, "plan_compare", made.pk, "?semua=1").content.decode()
    )
    taken = see(plan, plan.planner, "plan_compare_sheet", made.pk, f"?semula={settled.pk}")
    rows = list(
        openpyxl.load_workbook(BytesIO(taken.content)).worksheets[0].iter_rows(values_only=True)
    )
    assert rows[2][-3:] == ("2023 semula", "2023 menjadi", "2023 selisih")
    assert rows[3][-3:] == (180_000_000, 210_000_000, 30_000_000)
    assert see(plan, plan.neighbour, "plan_compare", made.pk).status_code == 404
    assert (
        see(plan, plan.planner, "plan_compare", made.pk, f"?semula={plan.document.pk}").status_code
        == 404
    )
