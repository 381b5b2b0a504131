"""From a figure of T-C.23 to the enterprises behind it in three clicks, axe looking at the pages."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from binaan.planning.actions.checking import check_version
from binaan.planning.tests.conftest import Plan
from binaan.planning.tests.test_actions_closing import Quarter, listed


@pytest.fixture
def closed(db) -> Quarter:
    """A quarter of the small plan with two enterprises counted and frozen, and the plan checked."""
    plan = Plan()
    quarter = Quarter(plan)
    listed(plan, "Warung Pak Budi")
    quarter.counted.is_iku = True
    quarter.counted.save()
    quarter.approved()
    quarter.close()
    check_version(plan.version, by=plan.planner)
    return quarter


def test_a_newcomer_follows_a_figure_of_the_report_to_its_enterprises(closed, visitor):
    plan = closed.plan
    visit = visitor()
    page, heading = visit.page, visit.page.get_by_role("heading", level=1)
    visit.sign_in(plan.with_password(plan.planner).username)
    page.get_by_role("link", name="Laporan", exact=True).first.click()
    expect(heading).to_have_text("Laporan")

    page.get_by_role("link", name="T-C.23").click()
    expect(heading).to_contain_text("T-C.23")
    found = visit.faults(360) + visit.faults(1280)
    row = page.get_by_role("row").filter(has_text="Jumlah usaha mikro dibina")
    row.get_by_role("link", name="2", exact=True).click()
    expect(heading).to_have_text("Bukti: Jumlah usaha mikro dibina")
    expect(page.get_by_text("2 rekaman yang dihitung")).to_be_visible()
    page.get_by_role("link", name="Warung Pak Budi").click()
    expect(heading).to_have_text("Warung Pak Budi")

    for address in (
        reverse("plan_tree", args=[plan.version.pk]),
        reverse("period_detail", args=[plan.document.pk, 2022, 1]),
        reverse("plan_findings", args=[plan.version.pk]),
    ):
        found += visit.look(address)
    assert found == []
