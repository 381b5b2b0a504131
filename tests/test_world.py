"""The small world is what every other test believes it to be."""

from binaan.access import audit
from binaan.access.permissions import Permission
from binaan.registry.models import Business, Condition, Guidance, Owner
from tests.world import FIRMS


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
