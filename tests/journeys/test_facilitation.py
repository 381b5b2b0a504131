"""Workflows of facilitation are walked in the browser to their result; axe looks at the pages.

Every fourth of them in every run, all in a deep one; without a browser all are walked each time
(programmes/tests/test_facilitating).
"""

from datetime import date

import pytest
from django.urls import reverse

from binaan.kit.workflow import Workflow
from binaan.programmes.actions import certificates as papers
from binaan.programmes.models import Facilitation, Service
from binaan.programmes.rules.facilitation import WORKFLOWS
from binaan.programmes.tests.walking import answers, begin, day_of, walk
from tests.depth import some

BEGIN = date(2024, 1, 8)


def to_result(way: Workflow) -> list:
    """The shortest way through the workflow that ends with its result."""
    found = []
    for path in way.ways():
        ends = [way.states[step.now].end for step in path]
        if "hasil" in ends:
            found.append(path[: ends.index("hasil") + 1])
    return min(found, key=len)


FILL = """(form, said) => {
  for (const [name, value] of Object.entries(said)) {
    const field = form.elements[name];
    if (field.type === "checkbox") field.checked = true; else field.value = value;
  }
  form.requestSubmit();
}"""


def record(form, kind: str, step, on: date) -> None:
    """Fill in what the step asks for in one go, and send it as its button does."""
    with form.page.expect_navigation(wait_until="commit"):
        form.evaluate(FILL, {"on": on.isoformat(), **answers(kind, step, on)})


@pytest.fixture
def firm(world):
    """A maker of food with its NIB."""
    business = world.business()
    nib = papers.Issued("nib", "1234567890123", date(2023, 1, 9))
    staff, office = world.user("section_staff"), world.offices["disperin"]
    papers.add_certificate(business, issued=nib, office=office, by=staff)
    return business


def test_workflows_are_walked_to_their_result(world, firm, visitor):
    client = world.client(world.user("section_staff"))
    page = visitor(java_script_enabled=False).enter(client).page  # it works without
    page.route("**/static/**", lambda asked: asked.fulfill(body="", content_type="text/css"))
    walked = [*WORKFLOWS][:: some(4, 1)]
    for kind in walked:
        way = WORKFLOWS[kind]
        first, *steps = to_result(way)
        page.goto(f"{reverse('facilitation_add')}?usaha={firm.pk}&jenis={kind}")
        record(page.locator("main form.form"), kind, first, BEGIN)
        since = BEGIN
        for step in steps:
            since = day_of(kind, step, since)
            record(page.locator(f"form:has([value={step.event}])"), kind, step, since)
        page.get_by_text(way.states[steps[-1].now].label).first.wait_for()
    ended = Facilitation.objects.filter(closed_on__isnull=False)
    states = {one.kind: WORKFLOWS[one.kind].states[one.state].end for one in ended}
    assert states == dict.fromkeys(walked, "hasil")
    assert Service.objects.filter(kind="fasilitasi").count() == len(walked)


def test_the_pages_of_facilitation_have_no_faults(world, firm, visitor):
    staff = world.user("section_staff")
    visit, found = visitor().enter(world.client(staff)), []
    row = begin(firm, "spp_irt", office=world.offices["disperin"], by=staff)
    walk(row, to_result(WORKFLOWS["spp_irt"])[1:2], by=staff)
    held = row.certificates.get()
    for address in (
        reverse("facilitation_detail", args=[row.pk]), reverse("facilitation_list"),
        reverse("certificate_list") + "?masa=semua", reverse("certificate_detail", args=[held.pk]),
        reverse("facilitation_add") + f"?usaha={firm.pk}",
    ):  # fmt: skip
        visit.page.goto(address)
        found += visit.faults(1280) + visit.faults(360) + visit.too_wide(320)
    assert found == []
