"""Measures of programmes: counted from services as they were, with evidence, and as the formulas say."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from binaan.kit import measures, snapshot
from binaan.kit.ids import new_id
from binaan.kit.measures import Asked, parse_period
from binaan.kit.snapshot import reading
from binaan.places.models import Place
from binaan.programmes import keeping
from binaan.programmes.models import FollowUp, Pathway
from binaan.programmes.queries import figures
from binaan.registry.snapshot import making

TAMBUN, CIBITUNG = "32.16.06", "32.16.07"


@pytest.fixture
def head(fair):
    return fair.user("section_head")


def ask(place="32.16", period="2025", **more) -> Asked:
    asked = Asked(place=Place.objects.get(pk=place), period=parse_period(period))
    return asked.but(period=None, at=more.pop("at")) if "at" in more else asked.but(**more)


def value(user, key: str, asked: Asked):
    return measures.get(key).value(user, asked).value


def rows(user, key: str, asked: Asked, dimension: str) -> dict:
    return {row.key: row.value for row in measures.get(key).rows(user, asked, dimension)}


def follow(service, kind: str, after: int, *, done: int | None, activity) -> None:
    """A follow-up due so many days after the activity, done so many days after it (None: not)."""
    end = activity.ends_on
    path = Pathway.objects.filter(business=service.business).first() or Pathway.objects.create(
        business=service.business, office=service.office, place=service.place, opened_on=end
    )
    due = end + timedelta(days=after)
    said = {"state": "menunggu"}
    if done is not None:
        said = {"state": "terlaksana", "done_on": end + timedelta(days=done), "outcome": "baik"}
    FollowUp.objects.create(
        business=service.business, pathway=path, office=service.office, place=service.place,
        kind=kind, served_on=end, first_due=due, due=due, participation_id=service.source, **said,
    )  # fmt: skip


@pytest.mark.django_db
def test_each_business_is_reached_once_and_by_who_it_was_that_day(fair, head, clock):
    fair.serve("Abon Atikah", date(2025, 8, 8), association="mantan", sex="P", owner_age=55)
    fair.serve("Kusen Karta", date(2025, 1, 1), association="bukan", sex="L", owner_age=46)
    fair.serve("Kusen Karta", date(2025, 1, 1), association="bukan", sex="L", owner_age=46)
    asked = ask()
    found = measures.get("programmes.reached")
    assert value(head, "programmes.reached", asked) == 4
    assert len(found.evidence(head, asked).rows) == 4
    assert len(set(found.record_ids(head, asked))) == 4
    assert rows(head, "programmes.reached", asked, "place") == {TAMBUN: 3, CIBITUNG: 1}
    assert rows(head, "programmes.reached", asked, "age") == {"": 3, "2": 1}
    assert sum(rows(head, "programmes.reached", asked, "association").values()) == 4
    assert value(head, "programmes.reached", ask(period="2021")) == 0
    neighbour = fair.user("section_head", place="32.75")
    assert value(neighbour, "programmes.reached", ask("32.75")) == 0


@pytest.mark.django_db
def test_coverage_parity_and_gini_are_of_businesses_running_before_the_period(fair, head, clock):
    asked = ask()
    assert value(head, "registry.running", ask(at=date(2024, 12, 31))) == 16
    assert value(head, "programmes.covered", asked) == 3
    assert value(head, "programmes.equity_ratio", asked) == 0, "members 3 of 4, others 0 of 6"
    fair.serve("Donat Dewi", date(2025, 2, 3))
    fair.serve("Hidangan Hani", date(2025, 2, 3))
    ratio = measures.get("programmes.equity_ratio").value(head, asked)
    assert ratio.value == Decimal("0.4444"), "(2 of 6) ÷ (3 of 4)"
    assert ratio.evidence == 16
    gini = value(head, "programmes.service_gini", asked)
    assert gini == Decimal("0.6875"), "five of sixteen served once: 1 − 5/16"
    assert value(head, "programmes.equity_ratio", ask(period="2020")) is None
    by_place = rows(head, "programmes.equity_ratio", asked, "place")
    assert by_place == {TAMBUN: Decimal("0.5"), CIBITUNG: None}


@pytest.mark.django_db
def test_never_served_looks_36_months_back_and_repeated_is_a_share_of_the_reached(
    fair, head, clock
):
    for day, expected in ((date(2026, 3, 2), 13), (date(2026, 1, 10), 13), (date(2026, 1, 9), 12)):
        assert value(head, "programmes.never_served", ask(at=day)) == expected, day
    assert value(head, "programmes.repeat_rate", ask()) == Decimal("66.6667")
    assert value(head, "programmes.repeat_rate", ask(period="2024")) == 0
    assert value(head, "programmes.repeat_rate", ask(period="2021")) is None


@pytest.mark.django_db
def test_follow_up_keeps_everybody_whose_days_have_passed(fair, head, clock):
    done = fair.add_activity(starts_on=date(2025, 6, 1), ends_on=date(2025, 6, 3))
    fresh = fair.add_activity(starts_on=date(2025, 12, 1), ends_on=date(2026, 2, 20))
    first, second, third = (
        fair.serve(name, date(2025, 6, 1), activity=done, source=_source(fair, done, name))
        for name in ("Donat Dewi", "Emping Eka", "Gula Gilang")
    )
    fair.serve("Lemper Lilis", date(2025, 12, 1), activity=fresh)
    for kind, after, day in (("kunjungan_30", 30, 30), ("kunjungan_90", 90, 90),
                             ("ukur_180", 180, 181)):  # fmt: skip
        follow(first, kind, after, done=day, activity=done)
    follow(second, "kunjungan_30", 30, done=31, activity=done)
    follow(third, "kunjungan_30", 30, done=None, activity=done)
    asked = ask(period="2025-06-01..2025-12-31")
    assert value(head, "programmes.participants", asked) == 5
    followed = measures.get("programmes.followed_up").value(head, asked)
    assert (followed.value, followed.evidence) == (Decimal("25"), 4), "the fresh one is not due yet"
    # 3 of 4 stages in time; 1 of 4 for the others, one of them without any follow-up
    assert value(head, "programmes.continuity", asked) == Decimal("37.5")


def _source(fair, activity, name: str):
    """The key of a participation of one of the dozen in an activity."""
    from binaan.programmes.models import Participation

    firm = fair.firm(name)
    made = Participation.objects.create(
        activity=activity, business=firm, office=activity.office, place=firm.place,
        state="lulus_sesi", token=new_id().hex, made_at="2025-06-01T03:00Z",
    )  # fmt: skip
    return made.pk


@pytest.mark.django_db
def test_results_and_their_cost_have_records(fair, head, clock):
    from binaan.programmes.models import Case, Certificate, CostLine, Facilitation

    firm, office = fair.firm("Donat Dewi"), fair.offices["disperin"]
    usual = {"business": firm, "office": office, "place": firm.place}
    way = Facilitation.objects.create(
        kind="pirt", state="selesai", since=date(2025, 3, 1), opened_on=date(2025, 1, 1),
        made_by="staf", made_at="2025-01-01T03:00Z", **usual,
    )  # fmt: skip
    for number, facilitation in (("1", way), ("2", None)):
        Certificate.objects.create(
            kind="pirt", number=number, issued_on=date(2025, 3, 1), facilitation=facilitation,
            by="staf", at="2025-03-01T03:00Z", **usual,
        )  # fmt: skip
    for outcome in ("selesai", "sebagian", "tidak"):
        Case.objects.create(
            problem="kemasan", opened_on=date(2025, 1, 1), closed_on=date(2025, 4, 1),
            outcome=outcome, result="selesai", made_by="staf", made_at="2025-01-01T03:00Z", **usual,
        )  # fmt: skip
    activity = fair.add_activity(starts_on=date(2025, 6, 1), ends_on=date(2025, 6, 3))
    fair.add_activity(starts_on=date(2025, 7, 1), ends_on=date(2025, 7, 3))
    for spent in (1_500_000, None):
        CostLine.objects.create(
            activity=activity, kind="bahan", label="tepung", volume=1, unit="kg", price=1,
            spent=spent,
        )  # fmt: skip
    asked = ask()
    assert value(head, "programmes.certificates", asked) == 1
    assert value(head, "programmes.cases_closed", asked) == 2
    cost = measures.get("programmes.cost")
    assert cost.value(head, asked) == (Decimal(1_500_000), 1, 1, False)
    assert [one.pk for one in cost.evidence(head, asked).rows] == [activity.pk]
    assert rows(head, "programmes.cost", asked, "fund") == {"apbd": Decimal(1_500_000)}


@pytest.mark.django_db
def test_the_copy_counts_what_the_store_counts(fair, head, clock, settings, tmp_path, monkeypatch):
    settings.HOME = tmp_path / "rumah"
    snapshot.forget()
    done = fair.add_activity(starts_on=date(2025, 6, 1), ends_on=date(2025, 6, 3))
    for name in ("Donat Dewi", "Gula Gilang"):
        source = _source(fair, done, name)
        served = fair.serve(name, date(2025, 6, 1), activity=done, source=source)
        follow(served, "kunjungan_30", 30, done=30, activity=done)
    making.make()
    assert snapshot.answers()
    with monkeypatch.context() as patched:
        patched.setattr(reading, "tried", lambda of_copy, of_store: of_copy())
        by_copy = _all_of_them(head)
    with monkeypatch.context() as patched:
        patched.setattr(reading, "is_fresh", lambda: False)
        assert _all_of_them(head) == by_copy
    _kept_ahead_is_what_the_page_shows(fair, head, monkeypatch)
    snapshot.forget()


def _kept_ahead_is_what_the_page_shows(fair, head, monkeypatch) -> None:
    office = fair.offices["disperin"]
    question = figures.Question(parse_period("2025"), office.place, office)
    by_hand = figures.gather(head, question)
    monkeypatch.setattr(keeping, "YEARS", 2)
    keeping.keep()
    with monkeypatch.context() as patched:
        patched.delattr(figures, "gather")
        assert figures.gathered(head, question) == by_hand
        with pytest.raises(NameError):  # others are not given what they may not reach
            figures.gathered(fair.operator_of(TAMBUN), question)


def _all_of_them(user) -> list:
    told = []
    for one in measures.all_measures():
        if one.key.startswith("programmes.") and one.from_copy:
            asked = ask(at=date(2026, 3, 2)) if one.is_stock else ask()
            told.append((one.key, one.value(user, asked)))
            last = "kind" if "kind" in one.dimensions else "association"
            told += [one.rows(user, asked, key) for key in ("place", last)]
    question = figures.Question(parse_period("2025"), Place.objects.get(pk="32.16"), None)
    return [*told, figures.gather(user, question)]
