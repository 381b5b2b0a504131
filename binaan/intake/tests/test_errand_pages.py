"""Giving the problems of a list to officers until a day, and what is late."""

from datetime import timedelta

import pytest
from django.urls import reverse

from binaan.intake.actions import assigning
from binaan.intake.models import Errand
from binaan.intake.tests.test_repair_pages import (  # noqa: F401 - fixtures among them
    BOX,
    begins,
    do,
    first,
    listed,
    operator,
    signed_in,
    staff,
    text,
)
from binaan.kit.dates import today
from binaan.places.models import Place

pytestmark = pytest.mark.once  # on PostgreSQL the walk of tests/test_walks.py opens each page


def given(listed, officer, by, *, place="32.16.06", days=3) -> Errand:  # noqa: F811
    due = today() + timedelta(days=days)
    return assigning.give(
        listed, place=Place.objects.get(pk=place), officer=officer, due=due, by=by
    )  # fmt: skip


def test_a_place_is_given_to_an_officer_until_a_day_and_taken_back(lists, listed, staff, operator):  # noqa: F811
    due = (today() + timedelta(days=3)).isoformat()
    data = {"place": "32.16.06", "officer": operator.pk, "due": due}
    answer = staff.post(reverse("errand_add", args=[listed.pk]), data, follow=True)
    assert f"menjadi tugas {operator}" in text(answer)
    by_place = text(staff.get(f"{BOX}?bagian=wilayah&daftar={listed.pk}"))
    assert str(operator) in by_place
    assert "sampai" in by_place
    staff.post(reverse("errand_end", args=[Errand.objects.get().pk]))
    assert not Errand.objects.exists()


def test_an_errand_whose_day_has_passed_is_late_until_all_is_done(lists, listed, staff, operator):  # noqa: F811
    errand = given(listed, operator, lists.staff)
    Errand.objects.filter(pk=errand.pk).update(due=today() - timedelta(days=3))
    page = f"{BOX}?bagian=petugas&daftar={listed.pk}"
    assert "terlambat 3 hari" in text(staff.get(page))
    assert "terlambat 3 hari" in text(signed_in(operator).get("/"))
    do(staff, first(value="Setiadarmo"), answer="suggestion")
    do(staff, first(code="nik_length"), answer="accept")
    assert "terlambat" not in text(staff.get(page))


def test_the_box_can_be_narrowed_to_what_an_officer_was_given(lists, listed, staff, operator):  # noqa: F811
    given(listed, operator, lists.staff)
    page = text(staff.get(f"{BOX}?petugas={operator.username}"))
    assert "Setiadarmo" in page
    assert "Wanasaro" not in page


def test_an_operator_gives_nothing_out(lists, listed, operator):  # noqa: F811
    errand = given(listed, operator, lists.staff)
    client = signed_in(operator)
    assert client.post(reverse("errand_end", args=[errand.pk])).status_code == 404
    assert client.post(reverse("errand_add", args=[listed.pk])).status_code == 404
    assert Errand.objects.count() == 1


def test_what_is_missing_in_the_form_of_an_errand_is_told(staff, listed):  # noqa: F811
    answer = staff.post(reverse("errand_add", args=[listed.pk]), {"place": ""}, follow=True)
    assert "Belum tersimpan." in text(answer)
    gone_by = (today() - timedelta(days=1)).isoformat()
    answer = staff.post(reverse("errand_deadline", args=[listed.pk]), {"due": gone_by}, follow=True)
    assert "Batas waktunya sudah lewat." in text(answer)


def test_a_list_may_have_a_day_and_lose_it_again(staff, listed):  # noqa: F811
    address, due = reverse("errand_deadline", args=[listed.pk]), today() + timedelta(days=9)
    staff.post(address, {"due": due.isoformat()})
    listed.refresh_from_db()
    assert listed.repair_by == due
    staff.post(address, {"due": ""})
    listed.refresh_from_db()
    assert listed.repair_by is None
