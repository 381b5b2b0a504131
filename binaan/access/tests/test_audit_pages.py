"""The trail as an auditor meets it: whose events, masked, exported, verified."""

import pytest
from django.urls import reverse

from binaan.access import audit
from binaan.access.models import AuditEvent


@pytest.fixture
def rina(town, client):
    user = town.user("rina", "administrator", "32.16")
    client.force_login(user)
    return user


def text(answer):
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def trail(town):
    town.user("siti", "section_head")
    audit.record(
        "business.corrected", "registry.Business:1", by="siti",
        payload={"field": "nik", "was": "3216064507850003"},
        place="32.16.06", office="disperin",
    )  # fmt: skip
    audit.record("business.closed", "registry.Business:2", by="maya", place="32.75")
    audit.record("user.sign_in_failed", "access.User:?", by="", payload={"username": "x"})
    AuditEvent.objects.filter(verb="user.signed_in").delete()


def seen(client, **asked):
    answer = client.get(reverse("audit_list"), asked)
    return {one["event"].verb for one in answer.context["shown"]}


@pytest.mark.parametrize(
    ("place", "office", "expected"),
    [
        ("32.16", None, {"business.corrected"}),
        ("32.16", "disperin", {"business.corrected"}),
        ("32.75", None, {"business.closed"}),
        # over every office of the installation: also what happened nowhere
        ("32", None, {"business.corrected", "business.closed", "user.sign_in_failed"}),
    ],
)
def test_an_auditor_reads_the_events_of_the_places_audited(
    client, town, trail, place, office, expected
):
    agus = town.user("agus", "auditor", place, getattr(town, office) if office else None)
    client.force_login(agus)
    assert seen(client) - {"user.signed_in"} == expected


def test_an_auditor_of_one_office_does_not_read_the_other_offices_events(client, town, trail):
    audit.record("business.verified", None, by="x", place="32.16", office="disnaker")
    client.force_login(town.user("agus", "auditor", "32.16", town.disperin))
    assert "business.verified" not in seen(client)


def test_events_are_narrowed(client, town, trail):
    client.force_login(town.user("agus", "auditor", "32"))
    assert seen(client, person="sit") == {"business.corrected"}
    assert seen(client, subject="Business:2") == {"business.closed"}
    assert seen(client, verb="user.sign_in_failed") == {"user.sign_in_failed"}
    assert seen(client, until="2020-01-01") == set()
    assert "business.closed" in seen(client, since="2020-01-01")


def test_the_details_of_an_event_are_masked(client, town, trail):
    client.force_login(town.user("agus", "auditor", "32.16"))
    event = AuditEvent.objects.get(verb="business.corrected")
    page = text(client.get(reverse("audit_detail", args=[event.pk])))
    assert "321606••••••0003" in page
    assert "3216064507850003" not in page


def test_an_event_elsewhere_is_not_there(client, town, trail):
    client.force_login(town.user("agus", "auditor", "32.16"))
    event = AuditEvent.objects.get(verb="business.closed")
    assert client.get(reverse("audit_detail", args=[event.pk])).status_code == 404


def test_the_export_is_masked_marked_and_no_formula(client, town, trail):
    audit.record("x", "=1+1", by="siti", place="32.16")
    client.force_login(town.user("agus", "auditor", "32.16"))
    answer = client.get(reverse("audit_export"))
    sheet = b"".join(answer.streaming_content).decode()
    assert "3216064507850003" not in sheet
    assert "'=1+1" in sheet
    assert "business.closed" not in sheet
    assert "Diekspor oleh agus" in sheet
    assert AuditEvent.objects.filter(verb="audit.exported", by="agus").count() == 1


def test_who_may_export_but_not_audit_exports_nothing(client, town, trail):
    client.force_login(town.user("budi", "planner", "32"))
    assert client.get(reverse("audit_export")).status_code == 403


def test_who_may_audit_but_not_export_takes_nothing_out(client, rina, trail):
    assert "Ekspor" not in text(client.get(reverse("audit_list")))
    assert client.get(reverse("audit_export")).status_code == 403


def test_the_chain_is_checked_by_a_button(client, town, db):
    client.force_login(town.user("agus", "auditor", "32.16"))
    page = text(client.post(reverse("audit_verify"), follow=True))
    assert "Rantai utuh: 1 peristiwa" in page
    AuditEvent.objects.filter(id=1).update(by="orang lain")
    page = text(client.post(reverse("audit_verify"), follow=True))
    assert "Rantai rusak mulai peristiwa nomor 1" in page
