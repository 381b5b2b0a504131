"""The pages of figures: numbers equal to the measures, two years, every part, and who may not look."""

from datetime import date
from decimal import Decimal

import pytest
from django.http import QueryDict
from django.urls import reverse

from binaan.kit import measures
from binaan.kit.measures import Asked, parse_period
from binaan.kit.numbers import percent, rounded
from binaan.places.models import Place
from binaan.programmes.queries import effect, figures
from binaan.programmes.views import figures_shown
from binaan.registry.selecting import asking
from binaan.registry.selecting.selection import Selection

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def head(fair):
    return fair.user("section_head")


def question(place="32.16", year="2025", office=None):
    return figures.Question(parse_period(year), Place.objects.get(pk=place), office)


def test_every_number_of_the_page_is_the_measure_it_leads_to(fair, head, clock):
    fair.serve("Donat Dewi", date(2025, 2, 3))
    office = fair.offices["disperin"]
    asked = question(office=office)
    found = figures_shown.both(head, asked)
    told = {card.label: card.value for card in figures_shown.cards(found, asked)}
    value = lambda key: measures.get(f"programmes.{key}").value(head, asked.asked).value  # noqa: E731
    assert told["Rasio kesetaraan (EQ4)"] == rounded(value("equity_ratio"))
    assert told["Ketimpangan (Gini, EQ7)"] == rounded(value("service_gini"))
    assert found.now.told.whole.served == value("covered") == 4
    assert told["Terlayani berulang"] == percent(value("repeat_rate") / 100)
    stock = Asked(place=asked.place, at=asked.last, office=office)
    never = measures.get("programmes.never_served").value(head, stock).value
    assert found.now.never == never
    assert sum(part.reach.running for part in found.now.parts) == found.now.told.whole.running


def test_the_page_shows_both_years_the_map_and_one_click_to_candidates(fair, client, clock):
    client.force_login(fair.user("section_staff"))
    page = client.get(reverse("programme_figures"), {"tahun": "2025"}).content.decode()
    for words in ("Cakupan dan kesinambungan 2025", "2024:", "Rasio kesetaraan (EQ4)", "Cibitung",
                  "berjalan=ya&amp;dilayani=belum%2Clama", "Anggota asosiasi"):  # fmt: skip
        assert words in page, words
    by_age = client.get(reverse("programme_figures"), {"tahun": "2025", "menurut": "age"})
    assert "Umur pemilik" in by_age.content.decode()


def test_one_click_leads_to_those_the_number_counts(fair, head, clock):
    fair.serve("Donat Dewi", date(2023, 3, 2))  # 36 months to the day: still served
    never = measures.get("programmes.never_served").value(
        head, Asked(place=Place.objects.get(pk="32.16"), at=date(2026, 3, 2))
    )
    url = figures_shown.candidates("32.16")
    shown = asking.count(head, Selection.parse(QueryDict(url.split("?")[1]), head)).value
    assert shown == never.value > 0


@pytest.mark.parametrize(
    ("asked", "status"),
    [({"tahun": "1999"}, 404), ({"wilayah": "32.75"}, 404), ({"tahun": "x"}, 404)],
)
def test_a_year_or_place_out_of_reach_is_no_page(fair, client, clock, asked, status):
    client.force_login(fair.user("section_head"))
    assert client.get(reverse("programme_figures"), asked).status_code == status


def test_who_sees_only_totals_is_sent_to_them(fair, client, clock):
    client.force_login(fair.user("upper_reader"))
    assert client.get(reverse("programme_figures")).status_code == 403


def test_effect_compares_like_with_like_and_says_too_few(fair, head, client, clock):
    activity = fair.add_activity(starts_on=date(2025, 3, 3), ends_on=date(2025, 3, 5))
    for name in ("Donat Dewi", "Gula Gilang"):
        fair.serve(name, date(2025, 3, 3), activity=activity)
    grown = fair.firm("Donat Dewi")
    grown.claim = grown.claims.first()
    fair.register.condition(
        grown, since=date(2025, 8, 1), sales_low=3_000_000_000, sales_high=3_000_000_000,
        started_year=2015, status="running",
    )  # fmt: skip
    (months, first), (_year, second) = effect.effects(head, question())
    assert months == 6
    assert (first.served.micro, first.served.measured, first.served.grew) == (2, 2, 1)
    assert first.unserved.micro == first.unserved.measured > 0
    assert first.difference is None
    assert second.served.micro == 0, "twelve months are not over"
    client.force_login(head)
    page = client.get(reverse("programme_effect"), {"tahun": "2025"}).content.decode()
    assert "Kurang dari 30 usaha" in page
    assert effect.effects(head, question("32")) == []


def test_learning_counts_drop_outs_and_leaves_gaps_open(fair, head, clock):
    from binaan.programmes.tests.test_measures import _source

    activity = fair.add_activity(starts_on=date(2025, 3, 3), ends_on=date(2025, 3, 5))
    for name, scores in (("Donat Dewi", (40, 70)), ("Emping Eka", (100, 100))):
        made = activity.participations.filter(pk=_source(fair, activity, name))
        made.update(on=date(2025, 3, 3), pre_score=scores[0], post_score=scores[1], satisfaction=4)
    found = effect.learning(head, question())
    assert (found.participants, found.tested, found.gain) == (2, 1, Decimal("0.5"))
    assert found.satisfaction == 4
    assert dict(found.bands)["Sedang (0,3 sampai 0,7)"] == 1


@pytest.mark.parametrize(
    "key", ["programmes.reached", "programmes.never_served", "programmes.followed_up",
            "programmes.certificates", "programmes.cost"],
)  # fmt: skip
def test_measures_open_onto_their_records(fair, client, clock, key):
    from binaan.programmes.models import CostLine

    activity = fair.add_activity(starts_on=date(2025, 3, 3), ends_on=date(2025, 3, 5))
    fair.serve("Donat Dewi", date(2025, 3, 3), activity=activity)
    usual = {"kind": "bahan", "label": "tepung", "volume": 1, "unit": "kg", "price": 1}
    CostLine.objects.create(activity=activity, spent=750_000, **usual)
    client.force_login(fair.user("auditor"))
    when = {"per": "2025-12-31"} if measures.get(key).is_stock else {"periode": "2025"}
    answer = client.get(reverse("figure_evidence", args=[key]), {"wilayah": "32.16", **when})
    assert answer.status_code == 200
    page = answer.content.decode()
    shown = "Pelatihan kemasan makanan" if key == "programmes.cost" else "Donat Dewi"
    if key == "programmes.never_served":
        assert shown not in page
    elif key != "programmes.certificates":
        assert shown in page
    detail = client.get(reverse("figure_detail", args=[key]), {"wilayah": "32.16", **when})
    assert "Asal angka ini" in detail.content.decode()
