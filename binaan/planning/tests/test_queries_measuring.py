"""What a citation gives for a quarter: the measure's own number, its records, and who may ask."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from binaan.kit import measures, snapshot
from binaan.kit.measures import Asked, parse_period
from binaan.planning.models import Document, Indicator
from binaan.planning.queries import measuring
from binaan.registry.tests.factory import Register

RECORDED = {"measure": "registry.recorded"}
SHARE = {
    "measure": "registry.businesses", "part": [["group", "pangan"], ["verification", "none"]],
    "per": {"measure": "registry.businesses", "at": "start"}, "factor": 100,
}  # fmt: skip


class Cited(Register):
    """Kota Bekasi: two businesses of 2023, two of 2024 (one of food); one of the neighbour."""

    def __init__(self):
        super().__init__()
        for since, group in (("2023-05-01", "pangan"), ("2023-06-01", ""), ("2024-02-01", "pangan"),
                             ("2024-08-01", "")):  # fmt: skip
            day = date.fromisoformat(since)
            known = datetime(day.year, day.month, day.day, 5, tzinfo=UTC)
            self.business(
                place="32.75.01.1001", office="diskopukm", since=day, known=known, group=group
            )
        self.business()
        self.document = Document(office=self.offices["diskopukm"], place=self.place("32.75"))
        self.planner = self.user("planner", place="32.75", office="diskopukm")

    def measured(self, citation, year=2024, quarter=1, *, kind="last", user=None, **more):
        indicator = Indicator(citation=citation, kind=kind)
        asker = user or self.planner
        return measuring.measured(asker, indicator, self.document, year, quarter, **more)


@pytest.fixture
def cited(db):
    return Cited()


@pytest.mark.parametrize(
    ("kind", "quarter", "value"),
    [
        ("cumulative", 1, 1),
        ("cumulative", 2, 0),
        ("cumulative", 3, 1),
        ("last", 3, 2),
        ("last", 0, 2),
    ],
)
def test_what_happened_counts_in_the_quarter_or_in_the_year_until_then(cited, kind, quarter, value):
    assert cited.measured(RECORDED, quarter=quarter, kind=kind).value == value


def test_a_share_divides_by_the_start_of_the_year_and_opens_both_lists(cited, client):
    found = cited.measured(SHARE, quarter=1)
    assert (found.value, found.numerator, found.denominator) == (Decimal(100), 2, 2)
    assert found.evidence == 2
    assert found.asked == {
        "numerator": {
            "measure": "registry.businesses", "wilayah": "32.75", "per": "2024-03-31",
            "kantor": "diskopukm", "part": [["group", "pangan"], ["verification", "none"]],
        },
        "denominator": {
            "measure": "registry.businesses", "wilayah": "32.75", "per": "2023-12-31",
            "kantor": "diskopukm",
        },
        "factor": "100",
    }  # fmt: skip
    client.force_login(cited.planner)
    shown = client.get(found.url)
    assert shown.status_code == 200
    assert len(shown.context["part"].rows) == found.evidence
    assert len(client.get(found.per_url).context["part"].rows) == found.denominator


def test_it_is_the_number_the_measure_gives(cited):
    asked = Asked(
        place=cited.place("32.75"), office=cited.offices["diskopukm"], period=parse_period("2024")
    )
    number = measures.get("registry.recorded").value(cited.planner, asked).value
    assert cited.measured(RECORDED, quarter=4).value == number == 2


def test_as_known_earlier_it_stays_what_it_was(cited):
    citation = {"measure": "registry.businesses"}
    known = datetime(2024, 12, 31, 10, tzinfo=UTC)
    late = datetime(2025, 1, 10, 5, tzinfo=UTC)
    cited.business(place="32.75.01.1001", office="diskopukm", since=date(2024, 9, 1), known=late)
    assert cited.measured(citation, quarter=4).value == 5
    assert cited.measured(citation, quarter=4, known=known).value == 4


def test_pages_may_ask_the_copy_and_freezing_never_does(cited, monkeypatch):
    asked = []

    def answer(question, found):
        asked.append(found)
        return question(found)

    monkeypatch.setattr(snapshot, "answer", answer)
    cited.measured(SHARE)
    assert len(asked) == 2
    indicator = Indicator(citation=SHARE, kind="last")
    exact = measuring.recounted(cited.planner, indicator, cited.document, 2024, 1)
    assert len(asked) == 2
    assert (exact.value, exact.as_of) == (100, None)
    assert len(exact.records) == len(set(exact.records)) == exact.numerator
    assert len(exact.per_records) == exact.denominator


def test_the_ids_are_those_the_evidence_lists(cited):
    question = Asked(place=cited.place("32.75"), at=date(2024, 12, 31), exact=True)
    for key in ("registry.businesses", "registry.workers"):
        measure = measures.get(key)
        listed = [measure.record_id(row) for row in measure.evidence(cited.planner, question).rows]
        assert sorted(measure.record_ids(cited.planner, question)) == sorted(listed)


@pytest.mark.parametrize(
    ("role", "place", "office"),
    [
        ("section_head", "32.75.01", "diskopukm"),  # only a kecamatan
        ("planner", "32.16", "disperin"),  # the neighbour
        ("planner", "32.75", "disperin"),  # another office
        ("", "", ""),
    ],
)
def test_who_does_not_see_all_of_it_gets_no_part_of_it(cited, role, place, office):
    user = cited.user(role, place=place, office=office)
    found = cited.measured(RECORDED, quarter=4, user=user)
    assert (found.value, found.evidence, found.url) == (None, None, "")
    assert "seluruh Kota Bekasi" in found.why


def test_whoever_gets_no_small_cells_gets_none_here(cited):
    ministry = cited.user("upper_reader", place="00")
    found = cited.measured(RECORDED, quarter=4, user=ministry)
    assert found.value is None
    assert "terlalu sedikit" in found.why


@pytest.mark.parametrize(
    ("citation", "why"),
    [
        ({}, "Tanpa rekaman"),
        ({"measure": "registry.unknown"}, "tidak dikenal"),
        ({"measure": "registry.workers"}, "tidak memberi angka"),
        ({**SHARE, "per": {"measure": "registry.businesses", "part": [["group", "kayu_furnitur"]]}},
         "Pembaginya 0"),
    ],
)  # fmt: skip
def test_without_a_number_it_says_why(cited, citation, why):
    found = cited.measured(citation)
    assert found.value is None
    assert why in found.why


def test_many_indicators_ask_the_same_question_once(cited, django_assert_num_queries):
    indicators = [Indicator(citation=SHARE), Indicator(citation=SHARE), Indicator()]
    user = type(cited.planner).objects.get(pk=cited.planner.pk)
    with django_assert_num_queries(3):  # what she holds, and the two numbers
        found = measuring.measured_all(user, indicators, cited.document, 2024, 1)
    assert {key: one.value for key, one in found.items()} == {
        indicators[0].key: 100,
        indicators[1].key: 100,
    }


def test_a_citation_reads_as_a_sentence(cited):
    words = "Usaha ada (Kelompok industri: Makanan dan minuman; Verifikasi: Belum diverifikasi)"
    said = measuring.in_words(cited.planner, SHARE)
    assert said == f"{words} ÷ Usaha ada pada awal tahun × 100"
    assert measuring.in_words(cited.planner, {}) == ""


def test_what_cannot_be_cited_is_told_whole(cited):
    wrong = {"measure": "a.b", "per": {"measure": "registry.recorded", "part": [["ukuran", "x"]]}}
    with pytest.raises(ValidationError) as refused:
        measuring.citation_of(cited.planner, wrong)
    assert len(refused.value.messages) == 2
