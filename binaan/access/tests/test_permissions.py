import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from binaan.access.models import Assignment
from binaan.access.permissions import LABELS, Permission
from binaan.access.roles import ROLES, permissions_of, roles_with
from binaan.kit import prepared
from binaan.kit.dates import today

P = Permission


def test_every_permission_has_a_label_and_a_role_that_holds_it():
    assert set(LABELS) == set(Permission)
    assert all(roles_with(one) for one in Permission)


def test_no_role_holds_everything():
    assert not [key for key, role in ROLES.items() if role.permissions == set(Permission)]


@pytest.mark.parametrize(
    ("role", "permission", "held"),
    [
        ("enumerator", P.BUSINESS_EDIT, True),
        ("enumerator", P.PERSONAL_READ, False),
        ("enumerator", P.LIST_IMPORT, False),
        ("kecamatan_operator", P.PERSONAL_READ, True),
        ("kecamatan_operator", P.BUSINESS_VERIFY, False),  # a second person verifies
        ("section_staff", P.BUSINESS_VERIFY, False),
        ("section_head", P.BUSINESS_VERIFY, True),
        ("office_head", P.PERSONAL_READ, False),
        ("office_head", P.BUSINESS_EDIT, False),
        ("planner", P.EXPORT, True),
        ("auditor", P.AUDIT_VIEW, True),
        ("auditor", P.EXPORT, True),  # takes samples home
        ("auditor", P.BUSINESS_EDIT, False),
        ("auditor", P.PERSONAL_READ, False),
        ("upper_reader", P.FIGURE_VIEW, True),
        ("upper_reader", P.BUSINESS_VIEW, False),
        ("administrator", P.USER_MANAGE, True),
        ("administrator", P.PERSONAL_READ, False),  # runs the house, does not read its people
        ("administrator", P.BUSINESS_EDIT, False),
        ("unheard_of", P.FIGURE_VIEW, False),
    ],
)
def test_roles_hold_what_the_office_says(role, permission, held):
    assert (permission in permissions_of(role)) is held


def test_objects_are_those_of_the_orm_with_what_goes_along(world):
    prepared.forget()
    person, day = prepared.uuid_slot("user"), prepared.day_slot("day")

    def question(user, on):
        found = Assignment.objects.in_force(on).filter(user=user)
        return found.select_related("place__parent", "office").defer("office__address")

    for name in ("enumerator", "section_head", "office_head"):
        user = world.user(name)
        asked = list(question(user.pk, today()))
        given = {person.name: user.pk, day.name: today()}
        told = prepared.objects("t", lambda: question(person.mark, day.mark), (person, day), given)
        assert [vars(one)["id"] for one in told] == [one.id for one in asked]
        with CaptureQueriesContext(connection) as asked_again:
            for one, other in zip(told, asked, strict=True):
                assert (one.role, one.valid_from, one.place.parent) == (
                    other.role, other.valid_from, other.place.parent,
                )  # fmt: skip
                assert one.office == other.office
                assert one.get_deferred_fields() == other.get_deferred_fields()
        assert not asked_again.captured_queries
