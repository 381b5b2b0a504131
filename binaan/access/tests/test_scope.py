from datetime import timedelta

import pytest

from binaan.access import queries
from binaan.access.models import Office, User
from binaan.access.permissions import Permission as P
from binaan.access.scope import PlaceScopedQuerySet
from binaan.kit.dates import today
from binaan.places.models import Place


def reached(user, permission=P.OFFICE_MANAGE):
    found = PlaceScopedQuerySet(Office).permitted(user, permission)
    return sorted(found.values_list("key", flat=True))


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ("00", ["diskop", "disperin"]),  # the country covers all
        ("32", ["diskop", "disperin"]),
        ("32.16", ["disperin"]),
        ("32.75", ["diskop"]),
        ("32.16.06", []),  # an office stands above its kecamatan
    ],
)
def test_a_role_covers_its_place_and_all_below(town, place, expected):
    assert reached(town.user("rina", "administrator", place)) == expected


def test_without_the_permission_nothing_is_reached(town):
    assert reached(town.user("rina", "planner", "32")) == []


def test_without_a_role_nothing_is_reached(town):
    assert reached(town.user("rina")) == []


def test_two_assignments_reach_both_places(town):
    user = town.user("rina", "administrator", "32.16")
    town.assignment(user, "administrator", "32.75")
    assert reached(user) == ["diskop", "disperin"]


def test_the_place_of_one_role_lends_nothing_to_another(town):
    user = town.user("rina", "administrator", "32.16")
    town.assignment(user, "planner", "32.75")
    assert reached(user) == ["disperin"]


def test_someone_deactivated_holds_nothing(town):
    user = town.user("rina", "administrator", "32.16")
    User.objects.update(is_active=False)
    user = User.objects.get(pk=user.pk)
    assert not user.may(P.OFFICE_MANAGE)
    assert reached(user) == []


@pytest.mark.parametrize(
    ("starts", "ends", "counts"),
    [
        (0, 0, True),  # both days are inside
        (-1, None, True),
        (-2, -1, False),
        (1, None, False),
    ],
)
def test_an_assignment_counts_between_its_dates(town, starts, ends, counts):
    user = town.user("rina")
    last = None if ends is None else today() + timedelta(days=ends)
    town.assignment(user, "planner", valid_from=today() + timedelta(days=starts), valid_until=last)
    assert user.may(P.FIGURE_VIEW) is counts


def test_whoever_is_bound_to_an_office_manages_only_that_one(town):
    Office.objects.create(key="disnaker", name="Dinas Tenaga Kerja", place_id="32.16")
    user = town.user("rina", "administrator", "32.16", town.disperin)
    found = queries.offices(user, P.OFFICE_MANAGE)
    assert [office.key for office in found] == ["disperin"]


def test_the_regency_manages_no_users_of_the_next(town):
    rina = town.user("rina", "administrator", "32.16")
    here, there = town.user("siti", "planner", "32.16.06"), town.user("maya", "planner", "32.75")
    assert here in queries.users(rina)
    assert there not in queries.users(rina)


def test_an_account_that_also_works_for_the_province_is_not_the_regencys_to_lock(town):
    rina, siti = town.user("rina", "administrator", "32.16"), town.user("siti", "planner", "32.16")
    town.assignment(siti, "upper_reader", "32")
    assert siti in queries.users(rina)
    assert siti not in queries.manageable_users(rina)


def test_places_are_found_by_code_by_name_and_by_what_they_lie_in(town):
    rina = town.user("rina", "administrator", "32")

    def found(text):
        return [place.code for place in queries.find_places(rina, P.USER_MANAGE, text)]

    assert found("32.16.07") == ["32.16.07"]
    assert found("cibitung") == ["32.16.07"]
    assert found("Cibitung, Bekasi (32.16.07)") == ["32.16.07"]
    assert found("Mekarsari") == ["32.16.06.2001", "32.75.01.1001"]
    assert found("Mekarsari, Tambun Selatan") == ["32.16.06.2001"]
    assert found("Cibi") == ["32.16.07"]
    assert found("Atlantis") == found("") == found("99.99") == []


def test_suggestions_go_on_where_a_name_could_go_on(town):
    rina = town.user("rina", "administrator", "32")
    Place.objects.create(
        code="32.16.06.2004", name="Tambun", level="village", kind="desa",
        parent_id="32.16.06", path="32.16.06.2004", name_key="tambun",
    )  # fmt: skip
    suggested = queries.suggest_places(rina, P.USER_MANAGE, "tambun")
    assert [place.name for place in suggested] == ["Tambun", "Tambun Selatan"]
    meant = queries.find_places(rina, P.USER_MANAGE, "tambun")
    assert [place.name for place in meant] == ["Tambun"]


def test_a_place_beyond_reach_is_not_found(town):
    rina = town.user("rina", "administrator", "32.16")
    assert queries.find_places(rina, P.USER_MANAGE, "32.75") == []
