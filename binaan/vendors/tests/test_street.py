"""Findings: who records them, how hard one may be, what a card and a phone add."""

from datetime import datetime, timedelta
from uuid import UUID

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from binaan.access.models import AuditEvent
from binaan.places.models import Place
from binaan.vendors.actions import cards as acting
from binaan.vendors.actions.street import Seen, record
from binaan.vendors.models import Finding, Permit
from binaan.vendors.queries import street as asking

NOW = datetime.fromisoformat("2026-03-02T12:00+07:00")
ONE = UUID(int=1)


@pytest.fixture
def officer(street, clock):
    return street.user("enumerator", place="32.75")


def seen(offence="jam", step="persuasi", days=0, **more) -> Seen:
    return Seen(offence, step, NOW - timedelta(days=days), **more)


def test_persuasion_comes_first_and_the_ladder_is_climbed_rung_by_rung(street, officer):
    ani, permit = street.vendor(), street.permit()
    with pytest.raises(ValidationError, match="Dibina dan diingatkan"):
        record(seen(step="peringatan_1", vendor=ani), by=officer)
    assert Finding.objects.count() == 0
    for days, step in (
        (4, "persuasi"),
        (3, "peringatan_1"),
        (2, "peringatan_2"),
        (1, "peringatan_3"),
    ):
        record(seen(step=step, days=days, vendor=ani), by=officer)
    permit.refresh_from_db()
    assert permit.state == "peringatan_3"
    assert [one.event for one in permit.steps.order_by("at")] == ["pelanggaran", "ulang", "ulang"]
    record(seen(step="usul_cabut", vendor=ani), by=officer)
    permit.refresh_from_db()
    assert permit.state == "peringatan_3"  # it is decided elsewhere


def test_a_milder_step_is_always_allowed_and_old_findings_lapse(street, officer):
    ani = street.vendor()
    record(seen(step="persuasi", days=370, vendor=ani), by=officer)
    with pytest.raises(ValidationError):
        record(seen(step="peringatan_1", vendor=ani), by=officer)
    record(seen(step="persuasi", days=2, vendor=ani), by=officer)
    assert asking.allowed(officer, ani, None, offence="jam", at=NOW) == ("persuasi", "peringatan_1")
    record(seen(step="persuasi", vendor=ani), by=officer)


def test_a_finding_sent_twice_counts_once(street, officer):
    sent = seen(vendor=street.vendor(), client_id=ONE)
    assert record(sent, by=officer) == record(sent, by=officer)
    assert AuditEvent.objects.filter(verb="finding.recorded").count() == 1
    with pytest.raises(PermissionDenied):
        record(sent, by=street.user("kecamatan_operator", place="32.75.01"))


def test_a_scanned_card_names_the_vendor_and_its_answer_is_kept(
    street, officer, settings, tmp_path
):
    settings.HOME = tmp_path
    permit = acting.sign_card(street.permit("Budi"), by=street.head)
    row = record(seen(card=permit.token, position=(-6.26, 107.01)), by=officer)
    assert (row.vendor, row.permit, row.verdict) == (street.vendor("Budi"), permit, "wrong_place")
    forged = record(seen(card="x.y.z", location=street.location()), by=officer)
    assert (forged.vendor, forged.verdict) == (None, "altered")


def test_somebody_unknown_is_only_persuaded_at_a_place_that_is_said(street, officer):
    with pytest.raises(ValidationError, match="Pilih PKL, lokasi"):
        record(seen(), by=officer)
    at = street.location("R-001")
    with pytest.raises(ValidationError):
        record(seen("lokasi_terlarang", "peringatan_1", location=at), by=officer)
    row = record(seen("lokasi_terlarang", location=at), by=officer)
    assert (row.place_id, row.office) == (at.place_id, street.office)
    village = Place.objects.get(pk="32.75.01.1002")
    assert (
        record(seen(place=village), by=street.user("section_staff", place="32.75")).place == village
    )


def test_a_clock_that_runs_ahead_does_not_date_a_finding_into_the_future(street, officer):
    assert record(seen(days=-3, vendor=street.vendor()), by=officer).seen_at == NOW


def test_out_of_reach_nothing_is_recorded(street, clock):
    with pytest.raises(PermissionDenied):
        record(seen(vendor=street.vendor()), by=street.user("enumerator", place="32.16"))
    with pytest.raises(PermissionDenied):
        record(seen(vendor=street.vendor()), by=street.user("auditor", place="32.75"))
    assert Finding.objects.count() == 0
    assert Permit.objects.count() == 0


def test_findings_are_read_where_one_works(street, officer):
    record(seen(vendor=street.vendor()), by=officer)
    assert asking.findings(street.head).count() == 1
    assert asking.findings(street.user("section_head", place="32.16")).count() == 0
    assert asking.narrowed(street.head, {"temuan": "jam", "tindakan": "persuasi"}).count() == 1
    assert asking.narrowed(street.head, {"temuan": "sewakan"}).count() == 0
    assert asking.narrowed(street.head, {"petugas": "saya"}).count() == 0
