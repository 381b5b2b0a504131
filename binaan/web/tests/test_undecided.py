"""What nobody has decided about copies: counted, opened, and said beside the count of businesses."""

from datetime import timedelta
from html import unescape

import pytest
from django.utils import timezone

from binaan.kit import measures
from binaan.kit.dates import today
from binaan.kit.measures import Asked
from binaan.registry.choices import PairState
from binaan.registry.models import Business, Pair
from binaan.registry.rules.joined import Joined, vanishing
from binaan.registry.tests.factory import Register


def pair(one: Business, other: Business, **more) -> Pair:
    left, right = sorted((one, other), key=lambda each: each.number)
    given = {"owner_p": 0.9, "business_p": 0.8, "facts": "1:2", "found_at": timezone.now()} | more
    return Pair.objects.create(left=left, right=right, **given)


@pytest.fixture
def register(db):
    """Three businesses of Kabupaten Bekasi and one of the city."""
    made = Register()
    made.business("Tahu Sari", owner="Siti Aminah")
    made.business("Tahu Bu Sari", owner="Siti Aminah")
    made.business("Tahu Sari Jaya", owner="Siti", place="32.16.07.2001")
    made.business("Bakso Kota", place="32.75.01.1001", office="diskopukm", owner="Yanti")
    return made


@pytest.fixture
def head(register):
    return register.user("section_head", office="disperin")


@pytest.fixture
def three(register):
    """Three businesses of Kabupaten Bekasi that may all be one."""
    found = list(Business.objects.filter(place__path__startswith="32.16").order_by("number")[:3])
    one, two, three = found
    pair(one, two), pair(two, three), pair(one, three)
    return found


def value(user, register, place="32.16", at=None):
    asked = Asked(place=register.place(place), at=at or today())
    return measures.get("registry.pairs_open").value(user, asked).value


def test_pairs_nobody_decided_are_counted_until_they_are(register, head, three):
    assert value(head, register) == 3
    assert value(head, register, at=today() - timedelta(days=1)) == 0
    found = Pair.objects.get(left=three[0], right=three[1])
    Pair.objects.filter(pk=found.pk).update(state=PairState.DIFFERENT)
    assert value(head, register) == 2
    Business.objects.filter(pk=three[2].pk).update(withdrawn_at=timezone.now())
    assert value(head, register) == 0


def test_they_stand_at_the_place_of_the_lower_number(register, head, three):
    measure = measures.get("registry.pairs_open")
    rows = measure.rows(head, Asked(place=register.place("32.16"), at=today()), "place")
    assert sum(row.value for row in rows) == 3
    operator = register.user("section_staff", place="32.75", office="diskopukm")
    assert value(operator, register, place="32.75") == 0


def test_small_numbers_are_kept_from_who_sees_totals_only(register, three):
    reader = register.user("upper_reader", place="32")
    asked = Asked(place=register.place("32.16"), at=today())
    assert measures.get("registry.pairs_open").value(reader, asked).hidden


def test_the_evidence_leads_to_each_pair(register, head, three, sign_in):
    page = unescape(sign_in(head).get("/angka/registry.pairs_open/bukti/").content.decode())
    for one in Pair.objects.all():
        assert f"{one.left.name} dan {one.right.name}" in page
        assert f"/direktori/ganda/{one.pk}/" in page
    assert "80 %" in page
    planner = sign_in(register.user("planner", office="disperin"))
    assert planner.get("/angka/registry.pairs_open/bukti/").status_code == 403


def test_the_reconciliation_says_between_what_the_count_lies(register, head, three, sign_in):
    response = sign_in(head).get("/rekonsiliasi/")
    found = response.context["compared"][0]
    today_ = found["terms"][-1]["value"]
    assert (found["between"]["low"], found["between"]["high"]) == (today_ - 2, today_)
    page = unescape(response.content.decode())
    assert f"Sebenarnya antara {today_ - 2} dan {today_}" in page
    assert "3 pasangan belum diputuskan" in page
    Pair.objects.update(state=PairState.DIFFERENT)
    response = sign_in(head).get("/rekonsiliasi/")
    assert response.context["compared"][0]["between"] is None
    assert "belum diputuskan" not in response.content.decode()


@pytest.mark.once
def test_three_pairs_of_three_are_two_fewer():
    assert vanishing([]) == 0
    assert vanishing([(1, 2), (3, 4)]) == 2
    assert vanishing([(1, 2), (2, 3), (1, 3)]) == 2
    assert vanishing([(1, 2), (2, 3), (3, 4), (4, 1)]) == 3


@pytest.mark.once
def test_what_has_to_stay_apart_is_joined_by_no_chain():
    joined = Joined([(1, 3)])
    assert joined.join(1, 2)
    assert not joined.join(2, 3)
    assert joined.join(3, 4)
    assert not joined.join(4, 1)
    assert joined.root(1) == joined.root(2) != joined.root(4)
