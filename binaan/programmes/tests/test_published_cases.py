"""The test values of data/ikm/equity-continuity-metrics.csv over real rows, a sixth of its numbers."""

from datetime import date
from decimal import Decimal

import pytest

from binaan.kit import measures
from binaan.kit.ids import new_id
from binaan.kit.measures import Asked, parse_period
from binaan.places.models import Place
from binaan.programmes.models import Activity, Participation, Service
from binaan.programmes.queries import effect, figures
from binaan.programmes.rules import paging
from binaan.programmes.tests.test_measures import follow
from binaan.registry.models import Business, Condition

pytestmark = [pytest.mark.once, pytest.mark.django_db]
EVEN = [f"32.18.{number:02}" for number in range(1, 24)]  # EQ10: 23 kecamatan
PEOPLE = ("32.17.01", "32.17.02")
# How many of an association, and of these served, in either of PEOPLE: CSV ÷ 6.
CASE = {
    "anggota": ((50, 25), (50, 25)),
    "bukan": ((260, 10), (140, 10)),
    "tidak_tahu": ((50, 0), (24, 0)),
}


def copied(row, **said):
    """Another row like this one, with a key of its own, not yet written."""
    fields = row._meta.concrete_fields
    usual = {one.attname: getattr(row, one.attname) for one in fields} | {"id": new_id()}
    return type(row)(**(usual | said))


class Published:
    """Firms copied from one of the small world, running at the end of 2024, and their services."""

    def __init__(self, world):
        self.office = world.offices["disperin"]
        self.firm = world.business()
        self.like = Condition.objects.get(business=self.firm, known_until=None)
        self.number = 10_000
        for code in ("32.17", "32.18", *PEOPLE, *EVEN):
            level = "regency" if len(code) == 5 else "district"
            Place.objects.create(code=code, name=code, level=level, path=code, name_key=code,
                                 parent_id=code.rpartition(".")[0])  # fmt: skip
        for association, parts in CASE.items():
            for place, (many, served) in zip(PEOPLE, parts, strict=True):
                firms = self.run(place, many, association=association)
                self.serve(firms[:served], date(2025, 5, 5))
        self.even = [self.run(place, 1)[0] for place in EVEN]
        self.serve(self.even, date(2025, 5, 5))

    def run(self, place: str, many: int, **said) -> list[Business]:
        firms, conditions = [], []
        for _each in range(many):
            self.number += 1
            firm = copied(self.firm, number=self.number, place_id=place)
            firms.append(firm)
            row = copied(self.like, business_id=firm.pk, place_id=place, **said)
            conditions.append(row)
        Business.objects.bulk_create(firms)
        Condition.objects.bulk_create(conditions)
        return firms

    def serve(self, firms, on: date, **said) -> list[Service]:
        usual = {"kind": "bantuan", "on": on, "office": self.office} | said
        return Service.objects.bulk_create(
            Service(business=one, place_id=one.place_id, **({"source": new_id()} | usual)) for one in firms
        )  # fmt: skip

    def take_part(self, firm: Business, ended: date, **said) -> Service:
        """A participant of an activity of that one day."""
        number = Activity.objects.count() + 1
        activity = Activity.objects.create(
            number=number, title="Pelatihan", kind="pelatihan", state="selesai", year=ended.year,
            fund_source="apbd", seats=5, token=f"k{number}", created_by="staf", office=self.office,
            place_id=firm.place_id, starts_on=ended, ends_on=ended,
        )  # fmt: skip
        row = Participation.objects.create(
            activity=activity, business=firm, office=self.office, place_id=firm.place_id, on=ended,
            state="lulus_sesi", token=f"p{number}", made_at="2025-01-01T03:00Z", **said,
        )  # fmt: skip
        (served,) = self.serve([firm], ended, kind="kegiatan", activity=activity, source=row.pk)
        return served


@pytest.fixture
def published(world, clock):
    return Published(world)


@pytest.fixture
def reader(world):
    return world.user("section_head", place="32", office="")


def page(user, place: str, year: str = "2025") -> paging.Page:
    """The page of coverage and continuity, as its formulas make it of what was gathered."""
    found = figures.Question(parse_period(year), Place.objects.get(pk=place), None)
    got = figures.gather(user, found)
    labels = {row[0]: row[0] for row in got.rows}
    return paging.page(got.rows, got.never, got.running, got.waits, labels)


def value(user, key: str, place: str, period: str):
    asked = Asked(place=Place.objects.get(pk=place), period=parse_period(period))
    return measures.get(f"programmes.{key}").value(user, asked).value


def test_coverage_parity_and_weight_of_the_published_case(published, reader):
    shown = page(reader, "32.17")
    assert shown.told.whole == (574, 70)
    assert round(shown.told.whole.coverage, 4) == Decimal("0.1220"), "EQ1"
    members, others = (shown.told.sides[one].coverage for one in ("anggota", "bukan"))
    assert (members, others) == (Decimal("0.5"), Decimal("0.05")), "EQ2, EQ3"
    assert shown.told.sides["tidak_tahu"] == (74, 0)
    assert shown.told.gap == Decimal("0.45"), "EQ5"
    assert value(reader, "equity_ratio", "32.17", "2025") == shown.told.parity == Decimal("0.1")
    assert round(shown.parts[0].weight, 3) == Decimal("0.797"), "EQ6"
    assert shown.never_share == Decimal(504) / 574, "EQ9"


def test_concentration_and_gini_of_the_published_cases(published, reader):
    assert round(page(reader, "32.18").concentration, 4) == Decimal("0.0435"), "EQ10"
    firms = published.run("32.16.07.1001", 4)
    Condition.objects.exclude(business__in=firms).filter(place__path__startswith="32.16").delete()
    for month, times in ((2, (1, 1, 1, 1)), (3, (0, 0, 0, 4)), (4, (0, 1, 2, 3))):
        for firm, many in zip(firms, times, strict=True):
            published.serve([firm] * many, date(2025, month, 7))
    for month, expected in ((2, "0"), (3, "0.75"), (4, "0.4167")):
        period = f"2025-{month:02}-01..2025-{month:02}-28"
        assert value(reader, "service_gini", "32.16", period) == Decimal(expected), "EQ7"


def test_waiting_stages_and_learning_of_the_published_cases(published, reader):
    for firm, ended, contact in zip(
        published.even, (date(2026, 1, 5),) * 3 + (date(2026, 2, 10),), (5, 10, 30, None), strict=False
    ):  # fmt: skip
        served = published.take_part(firm, ended, pre_score=40, post_score=70)
        follow(served, "kunjungan_30", 30, done=contact, activity=served.activity)
    published.take_part(published.even[4], date(2026, 2, 10), pre_score=100, post_score=100)
    assert page(reader, "32.18", "2026").median_wait == 30, "of five, two not contacted yet"
    Service.objects.filter(business=published.even[4], kind="kegiatan").delete()
    assert page(reader, "32.18", "2026").median_wait == 10, "CT2"
    asked = figures.Question(parse_period("2026"), Place.objects.get(pk="32.18"), None)
    assert effect.learning(reader, asked).gain == Decimal("0.5"), (
        "CT9; full marks before say nothing"
    )
    served = published.take_part(published.even[5], date(2025, 6, 3))
    for kind, after, done in (
        ("kunjungan_30", 30, 30),
        ("kunjungan_90", 90, 80),
        ("ukur_180", 180, 190),
    ):
        follow(served, kind, after, done=done, activity=served.activity)
    assert value(reader, "continuity", "32.18", "2025") == 75, "CT4"
    assert value(reader, "followed_up", "32.18", "2025") == 100, "CT1"
