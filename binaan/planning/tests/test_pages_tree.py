"""The pages of a tree: who sees them, what they show, and that a form's mark protects the other."""

import pytest

from binaan.planning.models import Budget, Finding, Indicator, Node, Printed, Target, Version

pytestmark = pytest.mark.once  # on PostgreSQL the walk of tests/test_walks.py opens each page

FORMS = ("node_edit", "node_move", "node_remove", "node_budgets", "plan_indicator_add")
OF_INDICATOR = ("plan_indicator_edit", "plan_indicator_targets", "plan_indicator_cite",
                "plan_indicator_remove")  # fmt: skip


@pytest.fixture
def browser(plan):
    return plan.client(plan.planner)


def tree_url(plan, query: str = "") -> str:
    return f"/kinerja/versi/{plan.version.pk}/pohon/{query}"


def text(response) -> str:
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_a_year_shows_targets_and_money_summed_upward(plan, browser):
    shown = text(browser.get(tree_url(plan, "?tahun=2021")))
    assert shown.count('title="Rp 150.000.000"') == 4  # tujuan, sasaran, program, kegiatan
    assert 'title="Rp 100.000.000"' in shown
    assert "Persentase usaha mikro naik kelas" in shown
    assert f"/kinerja/bagian/{plan.node('Program Pemb').pk}/#pagu" in shown


def test_what_was_printed_stands_beside_what_differs(plan, browser):
    node, mark = plan.node("Program Pemb"), plan.indicator("Jumlah usaha terdata")
    common = {"version": plan.version, "table": "6.2", "year": 2021}
    Printed.objects.create(
        line=1, row=3, node=node, column="rp", text="149,000,000", value=149000000, **common
    )
    Printed.objects.create(
        line=2, row=5, indicator=mark, column="target", text="80", value=80, **common
    )
    shown = text(browser.get(tree_url(plan, "?tahun=2021")))
    assert "<b>149,000,000</b> <span>tabel 6.2</span>" in shown
    assert "<b>80</b>" not in shown


def test_all_years_stand_beside_each_other(plan, browser):
    shown = text(browser.get(tree_url(plan, "?tahun=semua")))
    assert 'title="Rp 170.000.000"' not in shown
    assert 'title="Rp 110.000.000"' in shown
    assert ">CC<" in shown


def test_a_search_leaves_what_fits_with_what_it_hangs_below(plan, browser):
    shown = text(
        browser.get(tree_url(plan, "?tahun=2021&cari=kemitraan"), headers={"HX-Request": "true"})
    )
    assert "5 dari 7 bagian" in shown
    assert "Pendataan Usaha Mikro" not in shown
    assert "<html" not in shown


def test_my_bidang_is_what_it_owns_and_all_below(plan, browser):
    Node.objects.filter(name__startswith="Program Pemb").update(division=plan.division)
    shown = text(browser.get(tree_url(plan, f"?tahun=2021&bidang={plan.division.pk}")))
    assert "6 dari 7 bagian" in shown
    assert "Program Pengembangan" not in shown


def test_a_large_tree_opens_with_few_queries_and_brings_branches_when_asked(
    plan, browser, django_assert_max_num_queries
):
    parent = plan.node("Program Pengembangan")
    many = [Node(version=plan.version, parent=parent, level="kegiatan", name=f"Kegiatan {n}", order=100 + n)
            for n in range(200)]  # fmt: skip
    Node.objects.bulk_create(many)
    with django_assert_max_num_queries(22):
        shown = text(browser.get(tree_url(plan, "?tahun=2021")))
    assert "200 kegiatan" in shown
    assert "Kegiatan 150" not in shown
    query = f"?tahun=2021&di={parent.pk}&cabang=ya"
    branch = text(browser.get(tree_url(plan, query), headers={"HX-Request": "true"}))
    assert "Kegiatan 150" in branch
    assert "<html" not in branch
    assert 'id="pohon"' not in branch


def test_a_finding_is_marked_where_it_is_and_leads_to_itself(plan, browser, finding):
    shown = text(browser.get(tree_url(plan, "?tahun=2021")))
    assert f"/kinerja/temuan/{finding.pk}/" in shown
    assert "1 temuan" in shown


@pytest.fixture
def finding(plan):
    leaf = plan.node("Pendataan")
    return Finding.objects.create(
        version=plan.version, mark="a" * 64, rule="sum_mismatch", severity="error", table="6.2",
        node=leaf, level="subkegiatan", row=5, year=2021, column="rp", printed="100000000",
        recomputed="120000000", difference="-20000000", message="Pagu tidak sama dengan jumlahnya.",
        proposal="Ganti menjadi 120.000.000.", fix=[[5, "rp", 2021, "120.000.000"]], order=1,
        found_at="2026-01-01T00:00Z",
    )  # fmt: skip


def test_a_finding_is_shown_applied_and_the_printed_figure_stays(plan, browser, finding):
    listed = text(browser.get(f"/kinerja/versi/{plan.version.pk}/temuan/"))
    assert "Pagu tidak sama dengan jumlahnya." in listed
    assert "120.000.000" in listed
    Printed.objects.create(
        version=plan.version, table="6.2", line=1, row=5, node=finding.node, year=2021, column="rp",
        text="100000000", value=100000000, label="Pendataan", level="subkegiatan",
    )  # fmt: skip
    beside = text(browser.get(f"/kinerja/temuan/{finding.pk}/"))
    assert "angka yang dipersoalkan" in beside
    browser.post(f"/kinerja/temuan/{finding.pk}/putus/", {"putusan": "terapkan"})
    finding.refresh_from_db()
    assert (finding.state, finding.decided_by) == ("applied", plan.planner.username)
    assert Budget.objects.get(node=finding.node, year=2021).amount == 120_000_000
    assert Printed.objects.get(table="6.2").text == "100000000"


def test_a_figure_changed_since_is_not_overwritten_by_a_proposal(plan, browser, finding):
    Budget.objects.filter(node=finding.node, year=2021).update(amount=7)
    answer = browser.post(
        f"/kinerja/temuan/{finding.pk}/putus/", {"putusan": "terapkan"}, follow=True
    )
    assert "sudah berubah sejak temuan dibuat" in text(answer)
    finding.refresh_from_db()
    assert finding.state == "open"


def test_leaving_a_finding_needs_a_reason_and_may_be_taken_back(plan, browser, finding):
    where = f"/kinerja/temuan/{finding.pk}/putus/"
    odd = browser.post(where, {"putusan": "biarkan", "reason": " ", "lalu": "abc"})
    assert odd["Location"] == f"/kinerja/temuan/{finding.pk}/"
    finding.refresh_from_db()
    assert finding.state == "open"
    Version.objects.filter(pk=plan.version.pk).update(state="verified")
    browser.post(where, {"putusan": "biarkan", "reason": "Sudah disepakati dengan Bappeda"})
    finding.refresh_from_db()
    assert (finding.state, finding.decided_why) == ("kept", "Sudah disepakati dengan Bappeda")
    browser.post(where, {"putusan": "buka"})
    finding.refresh_from_db()
    assert finding.state == "open"


def test_the_list_of_findings_is_a_workbook_too(plan, browser, finding):
    answer = browser.get(f"/kinerja/versi/{plan.version.pk}/temuan/unduh/")
    assert b"".join(answer.streaming_content).startswith(b"PK")


def test_every_form_of_a_draft_opens_and_those_of_another_office_are_not_there(plan, browser):
    leaf, mark = plan.node("Pendataan"), plan.indicator("Jumlah usaha terdata")
    where = {"pagu": "node_budgets"}
    urls = [
        f"/kinerja/bagian/{leaf.pk}/{end}/"
        for end in ("ubah", "pindah", "hapus", "pagu", "penarikan/2021", "indikator")
    ]
    urls += [
        f"/kinerja/indikator/{mark.pk}/{end}"
        for end in ("", "ubah/", "target/", "ukuran/", "hapus/")
    ]
    urls += [f"/kinerja/bagian/{leaf.pk}/", f"/kinerja/versi/{plan.version.pk}/visi/",
             f"/kinerja/versi/{plan.version.pk}/tambah/"]  # fmt: skip
    neighbour = plan.client(plan.neighbour)
    for url in urls:
        assert browser.get(url).status_code == 200, url
        assert neighbour.get(url).status_code == 404, url
    assert where


def test_a_head_reads_and_may_not_write(plan):
    head = plan.client(plan.head)
    leaf = plan.node("Pendataan")
    assert head.get(f"/kinerja/bagian/{leaf.pk}/").status_code == 200
    assert head.get(f"/kinerja/bagian/{leaf.pk}/ubah/").status_code == 403


def test_ceilings_are_typed_on_one_page(plan, browser):
    kegiatan, leaf = plan.node("Pemberdayaan Usaha"), plan.node("Kemitraan")
    page = browser.get(f"/kinerja/bagian/{kegiatan.pk}/pagu/")
    form = page.context["form"]
    given = {box.html_name: box.value() or "" for _leaf, boxes in form.rows() for box in boxes}
    given |= {"stamp": form["stamp"].value(), f"p-{leaf.pk}-2022": "Rp 12.500.000"}
    browser.post(f"/kinerja/bagian/{kegiatan.pk}/pagu/", given)
    assert Budget.objects.get(node=leaf, year=2022).amount == 12_500_000
    late = browser.post(f"/kinerja/bagian/{kegiatan.pk}/pagu/", given | {f"p-{leaf.pk}-2022": "1"})
    assert late.status_code == 422
    assert "diubah orang lain" in late.content.decode()
    assert Budget.objects.get(node=leaf, year=2022).amount == 12_500_000


def test_even_months_are_shown_before_they_are_saved(plan, browser):
    leaf = plan.node("Pendataan")
    url = f"/kinerja/bagian/{leaf.pk}/penarikan/2021/"
    shown = text(browser.post(url, {"rata": "ya"}))
    assert 'value="8.333.337"' in shown
    assert "sama dengan pagu" in shown
    assert not leaf.cash_plans.exists()
    short = browser.post(url, {f"b-{month}": "1.000.000" for month in range(1, 13)}, follow=True)
    assert "masih kurang Rp 88.000.000" in text(short)
    assert leaf.cash_plans.count() == 12


def test_a_name_is_picked_from_the_nomenclature(plan, browser):
    from binaan.places.models import NomenclatureItem

    NomenclatureItem.objects.create(
        era="E2", code="2.17.07.2.01.03", level="subkegiatan", parent_code="2.17.07.2.01",
        name="Fasilitasi Perizinan", name_key="fasilitasi perizinan",
    )  # fmt: skip
    url = f"/kinerja/versi/{plan.version.pk}/tambah/?di={plan.node('Pemberdayaan Usaha').pk}"
    assert "Fasilitasi Perizinan" in text(browser.get(url))
    browser.post(url, {"pick": "2.17.07.2.01.03"})
    added = plan.node("Fasilitasi")
    assert (added.code, added.official_code) == ("2.17.07.2.01.03", "2.17.07.2.01.03")
    browser.post(url, {"code": "2.17.07.2.01.99", "name": "Belum ada di daftar"})
    assert plan.node("Belum ada").official_code == ""


def test_targets_and_citations_are_told_before_they_count(plan, browser):
    mark = plan.indicator("Jumlah usaha terdata")
    url = f"/kinerja/indikator/{mark.pk}/ukuran/"
    shown = text(browser.post(url, {"lihat": "ya", "measure": "registry.businesses"}))
    assert "Usaha ada" in shown
    assert Indicator.objects.get(pk=mark.pk).citation == {}
    browser.post(url, {"measure": "registry.businesses", "part": "place=32.75.01", "factor": "1"})
    assert Indicator.objects.get(pk=mark.pk).citation == {
        "measure": "registry.businesses", "part": [["place", "32.75.01"]],
    }  # fmt: skip
    answer = browser.post(f"/kinerja/indikator/{mark.pk}/target/", {"t-2021": "BB"}, follow=True)
    assert "bukan angka" in text(answer)
    assert Target.objects.get(indicator=mark, year=2021).text == "BB"


def test_a_row_that_only_stands_on_paper_changes_no_working_figure(plan, browser, finding):
    Printed.objects.create(
        version=plan.version,
        table="6.1",
        line=3,
        row=9,
        year=2021,
        column="rp",
        text="400",
        value=400,
    )
    Finding.objects.filter(pk=finding.pk).update(
        table="6.1", row=9, node=None, fix=[[9, "rp", 2021, "750"]]
    )
    answer = browser.post(
        f"/kinerja/temuan/{finding.pk}/putus/", {"putusan": "terapkan"}, follow=True
    )
    assert "hanya ada di tabel tercetak" in text(answer)
    finding.refresh_from_db()
    assert finding.state == "applied"
    assert Budget.objects.get(node__name__startswith="Pendataan", year=2021).amount == 100_000_000
