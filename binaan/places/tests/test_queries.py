import pytest
from django.utils import timezone

from binaan.places import kbli, loading, queries
from binaan.places.models import GroupRule, IndustryGroup, KbliCode, Place


@pytest.fixture
def groups(db):
    kbli.load_groups()
    for code, title in (("10391", "Tempe"), ("12011", "Rokok"), ("56102", "Warung makan")):
        KbliCode.objects.create(edition="2020", code=code, title=title, digits=5)


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("32.75.09.1001", "Jatimekar, Jatiasih, Kota Bekasi"),
        ("32.75.09", "Jatiasih, Kota Bekasi"),
        ("32.75", "Kota Bekasi"),
        ("32", "Jawa Barat"),
        ("00", "Indonesia"),
    ],
)
def test_a_place_is_called_as_people_say_it(bekasi, code, text):
    assert queries.label(Place.objects.get(pk=code)) == text


def test_many_places_are_called_with_one_query(bekasi, django_assert_num_queries):
    with django_assert_num_queries(1):
        found = queries.labels(["32.16.06", "32.75.09.1001", "99"])
    assert found["32.16.06"] == "Tambun Selatan, Kabupaten Bekasi"
    assert found["99"] == ""


def test_the_places_above_start_with_the_country(bekasi):
    village = Place.objects.get(pk="32.75.09.1001")
    assert [place.code for place in queries.ancestors(village)] == ["00", "32", "32.75", "32.75.09"]
    assert queries.ancestors(Place.objects.get(pk="00")) == []


@pytest.mark.parametrize(
    ("code", "group"),
    [
        ("10391", "pangan"),
        ("11040", "pangan"),
        ("12011", "tembakau"),  # apart from food
        ("1", None),
        ("56102", None),  # food service is no industry
        ("", None),
    ],
)
def test_a_group_is_found_by_the_division(groups, code, group):
    assert queries.group_for(code, "2020") == group


def test_the_longest_prefix_decides(groups):
    craft = IndustryGroup.objects.get(pk="kerajinan_aneka")
    GroupRule.objects.create(edition="2020", kbli_prefix="16291", group=craft)
    assert queries.group_for("16291", "2020") == "kerajinan_aneka"
    assert queries.group_for("16291", "2025") == "kayu_furnitur"


def test_the_frame_has_code_title_and_group(groups):
    assert queries.kbli_frame("2020").rows() == [
        ("10391", "Tempe", "pangan"),
        ("12011", "Rokok", "tembakau"),
        ("56102", "Warung makan", None),
    ]


def test_the_frame_is_kept_until_a_list_is_loaded_again(groups, django_assert_num_queries):
    loading.note_load("kbli", "uji")
    assert queries.kbli_frame("2020").height == 3
    KbliCode.objects.create(edition="2020", code="10392", title="Tahu", digits=5)
    with django_assert_num_queries(1):
        assert queries.kbli_frame("2020").height == 3
    loading.note_load("groups", f"uji {timezone.now()}")
    assert queries.kbli_frame("2020").height == 4
