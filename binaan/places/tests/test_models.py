import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection
from django.db.models import Q

from binaan.places.models import GroupRule, IndustryGroup, KbliCode, Outline, Place
from binaan.places.scope import within


def place(code, path=None, **values):
    return Place.objects.create(
        code=code,
        name=code,
        level="district",
        kind="kecamatan",
        parent_id="00",
        path=code if path is None else path,
        name_key=code,
        **values,
    )


@pytest.fixture
def country(db):
    return Place.objects.create(
        code="00", name="Indonesia", level="country", kind="negara", path="", name_key="indonesia"
    )


@pytest.fixture
def neighbours(country):
    """Codes made to trip a careless prefix: 32.160 starts with 32.16 but does not lie in it."""
    codes = ["32", "32.16", "32.16.06", "32.16.06.2004", "32.160", "32.1", "32.17", "32.75.01"]
    for code in codes:
        place(code)
    place("99", path="32.16-a")
    place("98", path="32.16/a")


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("32.16", ["32.16", "32.16.06", "32.16.06.2004"]),
        ("32.16.06", ["32.16.06", "32.16.06.2004"]),
        ("32.16.06.2004", ["32.16.06.2004"]),
        ("32.1", ["32.1"]),
        ("32.99", []),
    ],
)
def test_under_is_the_place_and_all_below_it(neighbours, code, found):
    assert list(Place.objects.under(code).values_list("code", flat=True)) == found


def test_everything_lies_under_the_country(neighbours, country):
    assert Place.objects.under("00").count() == Place.objects.count() == 11
    assert Place.objects.under(country).count() == 11


def test_under_takes_a_place_without_asking_for_it_again(neighbours, django_assert_num_queries):
    district = Place.objects.get(pk="32.16.06")
    with django_assert_num_queries(1):
        assert len(Place.objects.under(district)) == 2


def test_scope_is_asked_through_another_model(neighbours):
    for code in ("32.16.06", "32.17"):
        box = {"min_lon": 0, "min_lat": 0, "max_lon": 1, "max_lat": 1}
        Outline.objects.create(place_id=code, geometry="{}", **box)
    found = Outline.objects.filter(within("place__path", Place.objects.get(pk="32.16")))
    assert [outline.place_id for outline in found] == ["32.16.06"]


def test_the_country_opens_a_closed_condition_and_nothing_else_does(neighbours, country):
    closed = Q(pk__in=[])
    assert Place.objects.filter(closed | within("path", country)).count() == 11
    assert Place.objects.filter(closed | within("path", "32.17")).count() == 1
    assert Place.objects.filter(~within("path", "32.16")).count() == 8


def test_scope_uses_the_index(neighbours):
    query = Place.objects.filter(within("path", "32.16")).order_by()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
        plan = query.explain()
        assert "Index" in plan
        assert "path_" in plan
        assert "_like" in plan
    else:
        assert "USING INDEX places_place_path" in query.explain()


def test_one_update_moves_a_place_and_all_below_it(neighbours):
    moved = Place.objects.move("32.16.06", "32.80.01")
    assert moved == 2
    assert Place.objects.get(pk="32.16.06.2004").path == "32.80.01.2004"
    assert list(Place.objects.under("32.16").values_list("code", flat=True)) == ["32.16"]


def test_records_of_an_old_place_are_seen_from_the_new_one(neighbours):
    place("32.80")
    Place.objects.move("32.16.06", "32.80.01")
    assert Place.objects.under("32.80").filter(pk="32.16.06.2004").exists()
    assert Place.objects.under("32.16.06").count() == 2


def test_an_ended_place_is_no_longer_valid(neighbours):
    Place.objects.filter(pk="32.17").update(valid_until="2025-12-31")
    assert not Place.objects.valid().filter(pk="32.17").exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"parent_id": None},
        {"path": ""},
        {"lat": -6.2, "lon": None},
        {"lat": 106.9, "lon": -6.2},  # swapped
        {"valid_from": "2026-01-01", "valid_until": "2025-01-01"},
    ],
)
def test_a_place_that_cannot_be_is_refused(neighbours, wrong):
    with pytest.raises(IntegrityError):
        Place.objects.filter(pk="32.17").update(**wrong)


def test_the_refusal_is_a_sentence(neighbours):
    odd = Place.objects.get(pk="32.17")
    odd.lat = 6.2
    with pytest.raises(ValidationError, match="Lintang dan bujur diisi keduanya"):
        odd.validate_constraints()


def test_a_code_stands_once_in_an_edition_but_may_stand_in_both(db):
    for edition in ("2020", "2025"):
        KbliCode.objects.create(edition=edition, code="13133", title=edition, digits=5)
    with pytest.raises(IntegrityError):
        KbliCode.objects.create(edition="2020", code="13133", title="lagi", digits=5)


def test_a_prefix_has_one_group_in_an_edition(db):
    group = IndustryGroup.objects.create(code="pangan", label="Makanan dan minuman", order=1)
    GroupRule.objects.create(edition="2020", kbli_prefix="10", group=group)
    with pytest.raises(IntegrityError):
        GroupRule.objects.create(edition="2020", kbli_prefix="10", group=group)
