"""The small world is what every other test believes it to be."""

from django.db import transaction

from binaan.access import audit
from binaan.access.models import AuditEvent
from binaan.access.permissions import Permission
from binaan.registry.models import Business, Condition, Guidance, Owner
from tests import remembered
from tests.world import FIRMS, World


def test_one_business_stands_in_every_village_with_its_owner(world):
    assert {(b.name, b.place_id) for b in Business.objects.all()} == {
        (firm.name, firm.place) for firm in FIRMS
    }
    assert {owner.name for owner in Owner.objects.all()} == {firm.owner for firm in FIRMS}
    assert sum(Condition.objects.values_list("workers", flat=True)) == 30


def test_each_office_guides_its_own(world):
    assert Guidance.objects.filter(office=world.offices["disperin"]).count() == 4
    assert Guidance.objects.filter(office=world.offices["diskopukm"]).count() == 1


def test_the_operator_of_a_kecamatan_sees_its_two_businesses(world):
    seen = Business.objects.permitted(world.operator_of("32.16.06"), Permission.BUSINESS_VIEW)
    assert {business.name for business in seen} == {"Keripik Bu Sari", "Tahu Pak Darma"}


def test_the_section_head_of_the_city_sees_nothing_of_the_regency(world):
    head = world.user("section_head", place="32.75")
    seen = Business.objects.permitted(head, Permission.BUSINESS_VIEW)
    assert {business.name for business in seen} == {"Katering Margahayu"}


def test_a_newcomer_may_nothing(world):
    assert not any(world.newcomer.may(permission) for permission in Permission)


def test_everything_was_written_in_the_audit_trail(world):
    checked = audit.verify()
    assert (checked.ok, checked.events) == (True, len(FIRMS))


def test_the_clock_stands_still(clock, world):
    from binaan.kit.dates import today

    assert today().isoformat() == "2026-03-02"
    assert world.business().first_as_of.isoformat() == "2024-12-31"


def test_what_is_put_back_is_what_was_made_and_numbers_go_on(db):
    with transaction.atomic():
        made = remembered.remembered("trial", World)
        rows = {table: remembered._rows(table) for table in remembered._filled()}
        transaction.set_rollback(True)
    assert remembered._filled() == []
    again = remembered.remembered("trial", World)
    assert {table: remembered._rows(table) for table in remembered._filled()} == rows
    assert again is not made
    assert again.business().pk == made.businesses["Keripik Bu Sari"].pk
    before = AuditEvent.objects.order_by("id").last()
    assert audit.record("trial", None, by=again.user("auditor")).pk > before.pk
    beside = remembered.remembered("trial", lambda: "made anew")
    assert beside == "made anew", "nothing is put back on top of what others made"
