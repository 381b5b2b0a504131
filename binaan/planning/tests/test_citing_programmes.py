"""What programmes count feeds the plan: cited, approved, frozen with its records, recounted later."""

import gzip
from datetime import date
from decimal import Decimal

import pytest

from binaan.kit import measures
from binaan.kit.files import path_of
from binaan.kit.measures import Asked, parse_period
from binaan.planning.actions import achieving, closing
from binaan.planning.actions.achieving import Given
from binaan.planning.models import Achievement, Document, Indicator, Node, Version
from binaan.planning.queries import citations, measuring
from binaan.planning.rules import citing
from binaan.programmes.tests.conftest import Fair
from tests.remembered import remembered

pytestmark = [pytest.mark.django_db, pytest.mark.once]

RATIO = "programmes.equity_ratio"
PUBLISHED = [one.key for one in measures.all_measures() if one.key.startswith("programmes.")]
YEAR = {"year": 2025, "quarter": 4}


class Promise(Fair):
    """The dozen, and a Renja 2025 of disperin that promises something of programmes."""

    def __init__(self):
        super().__init__()
        self.serve("Donat Dewi", date(2025, 2, 3))
        self.document = Document.objects.create(
            office=self.offices["disperin"], place_id="32.16", kind="renja", title="Renja 2025",
            first_year=2025, last_year=2025,
        )  # fmt: skip
        version = Version.objects.create(
            document=self.document, number=1, era="E3", created_by="perencana"
        )
        node = Node.objects.create(version=version, level="tujuan", name="Adil", order=0)
        self.indicator = Indicator.objects.create(
            node=node, order=0, name="Rasio kesetaraan layanan", unit="Rasio",
            citation={"measure": RATIO},
        )  # fmt: skip


@pytest.fixture
def promise(db, clock) -> Promise:
    return remembered("promise", Promise)


def counted(promise, key: str):
    """The measure itself, for the year."""
    measure = measures.get(key)
    asked = Asked(place=promise.document.place, office=promise.document.office)
    if measure.is_stock:
        return measure.value(promise.user("planner"), asked.but(at=date(2025, 12, 31)))
    return measure.value(promise.user("planner"), asked.but(period=parse_period("2025")))


def test_every_number_of_programmes_may_be_cited_and_is_the_measure(promise):
    planner = promise.user("planner")
    assert len(PUBLISHED) == 12
    for key in PUBLISHED:
        cited = Indicator(citation={"measure": key}, kind="last")
        found, whole = (
            measuring.recounted(planner, cited, promise.document, **YEAR),
            counted(promise, key),
        )
        assert found.value == (None if whole.value is None else Decimal(whole.value)), key
        assert (found.evidence, len(found.records)) == (whole.evidence, whole.evidence), key
        assert found.url


def test_a_promise_is_counted_approved_frozen_and_told_when_it_changes(promise):
    key, document = promise.indicator.key, promise.document
    achieving.fill(promise.indicator, **YEAR, given=Given(), by=promise.user("section_staff"))
    achieving.check(document, **YEAR, keys=[key], by=promise.user("planner"))
    achieving.approve(document, **YEAR, keys=[key], by=promise.user("office_head"))
    done = closing.close(document, **YEAR, by=promise.user("planner"))
    assert [one.value for one in done.closed] == [counted(promise, RATIO).value]
    hold = Achievement.objects.get(indicator_key=key).hold
    frozen = gzip.decompress(path_of(hold.records_id).read_bytes()).decode().split()
    assert len(frozen) == hold.evidence == counted(promise, RATIO).evidence
    promise.serve("Gula Gilang", date(2025, 11, 3))
    now = measuring.recounted(promise.user("planner"), promise.indicator, document, **YEAR)
    assert now.value != hold.value
    assert sorted(now.records) == sorted(frozen)


def test_a_rate_is_not_divided_again_and_its_unit_is_percent(promise):
    planner = promise.user("planner")
    known = measuring.published(planner)
    divided = {"measure": "programmes.continuity", "per": {"measure": "registry.running"}}
    assert citing.faults(citing.read(divided), known) == [
        "Kesinambungan pembinaan sudah berupa perbandingan; pakai apa adanya, tanpa pembagi."
    ]
    rate, times = ({"measure": "programmes.continuity"} | more for more in ({}, {"factor": 100}))
    percent = Indicator(unit="Persen")
    assert citations.unit_warning(planner, percent, citing.read(rate)) == ""
    assert "bukan persen lagi" in citations.unit_warning(planner, percent, citing.read(times))
    assert "Hasilnya persen" in citations.unit_warning(
        planner, Indicator(unit="Usaha"), citing.read(rate)
    )
