"""Rows by dimension and evidence: they add up, name each record once, and keep small cells."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from binaan.kit import measures
from binaan.kit.measures import Asked, parse_period
from binaan.registry.tests.factory import FIRST


@pytest.fixture
def head(register):
    return register.user("section_head", office="disperin")


@pytest.fixture
def varied(register):
    """A dozen businesses that differ in everything, some of them unknown."""
    villages = ("32.16.06.2001", "32.16.07.2001", "32.16.06", "32.16")
    for n in range(12):
        business = register.business(
            f"Usaha {n}", place=villages[n % 4], office=("disperin", "")[n % 2],
            group=("pangan", "", "kayu_furnitur")[n % 3], owner_sex=("L", "P", "")[n % 3],
            association=("anggota", "bukan", "")[n % 3], workers=(None, 1, 4, 5, 19, 20)[n % 6],
            verification=("none", "verified")[n % 2], status=("running", "")[n % 2],
            sales_low=10**8 * n, sales_high=10**9 * n, started_year=(2010, None, 2023)[n % 3],
            capital_low=None if n % 5 == 0 else 10**9, capital_high=10**9 * n,
            investment_low=10**8 * n, investment_high=10**8 * n,
        )  # fmt: skip
        if n == 0:
            register.guide(business, "diskopukm")
    return register


@pytest.mark.parametrize("key", ["registry.businesses", "registry.workers", "registry.guided"])
def test_the_rows_of_every_dimension_add_up_to_the_value(varied, key):
    planner = varied.user("planner")
    measure = measures.get(key)
    asked = Asked(place=varied.place("32.16"), at=FIRST)
    whole = measure.value(planner, asked)
    for dimension in measure.dimensions:
        rows = measure.rows(planner, asked, dimension)
        assert sum(row.value or 0 for row in rows) == whole.value, dimension
        assert sum(row.evidence for row in rows) == whole.evidence, dimension
        for row in rows:
            one = measure.value(planner, asked, dimension=dimension, row=row.key)
            assert (one.value, one.evidence) == (row.value, row.evidence), (dimension, row)


def test_the_flows_and_rows_waiting_add_up_too(varied):
    planner = varied.user("planner")
    varied.batch(held=3)
    varied.batch(held=2)
    place = varied.place("32.16")
    stock = Asked(place=place, at=date(2026, 1, 1))
    flow = Asked(place=place, period=parse_period("2020"))
    for measure in measures.all_measures():
        asked = stock if measure.is_stock else flow
        whole = measure.value(planner, asked).value
        for dimension in measure.dimensions:
            rows = measure.rows(planner, asked, dimension)
            assert sum(row.value or 0 for row in rows) == (whole or 0), (measure.key, dimension)


def test_rows_standing_exactly_at_the_place_have_their_own_row(varied):
    planner = varied.user("planner")
    asked = Asked(place=varied.place("32.16"), at=FIRST)
    rows = measures.get("registry.businesses").rows(planner, asked, "place")
    assert [(row.key, row.label, row.value) for row in rows] == [
        ("32.16.06", "Tambun Selatan", 6),
        ("32.16.07", "Cibitung", 3),
        ("32.16", "kecamatan tidak disebut", 3),
    ]
    village = asked.but(place=varied.place("32.16.06.2001"))
    rows = measures.get("registry.businesses").rows(planner, village, "place")
    assert [(row.label, row.value) for row in rows] == [("Setiadarma", 3)]
    province = asked.but(place=varied.place("32"))
    rows = measures.get("registry.businesses").rows(planner, province, "place")
    assert [(row.label, row.value) for row in rows] == [("Kabupaten Bekasi", 12)]


def test_what_is_not_known_is_said_so(varied):
    planner = varied.user("planner")
    asked = Asked(place=varied.place("32.16"), at=FIRST)
    measure = measures.get("registry.businesses")
    labels = {
        dimension: [row.label for row in measure.rows(planner, asked, dimension) if not row.key]
        for dimension in ("group", "sex", "office", "size_pp7", "status")
    }
    assert labels == {
        "group": ["Kelompok belum diketahui"],
        "sex": ["Belum diketahui"],
        "office": ["Belum dibina kantor"],
        "size_pp7": ["Belum dapat ditentukan"],
        "status": ["Belum pernah diamati"],
    }


def test_a_business_guided_by_two_offices_counts_once(varied):
    planner = varied.user("planner")
    asked = Asked(place=varied.place("32.16"), at=FIRST)
    rows = measures.get("registry.businesses").rows(planner, asked, "office")
    found = {row.key: row.value for row in rows}
    assert found == {"disperin": 5, "beberapa": 1, "": 6}


def test_evidence_names_each_record_once_over_all_pages(varied):
    planner = varied.user("planner")
    measure = measures.get("registry.businesses")
    asked = Asked(place=varied.place("32.16"), at=FIRST)
    ids, after = [], ""
    while True:
        part = measure.evidence(planner, asked, after=after, size=5)
        ids += [measure.record_id(record) for record in part.rows]
        after = part.next
        if not after:
            break
    assert len(ids) == len(set(ids)) == 12
    back = measure.evidence(planner, asked, before=part.previous, size=5)
    assert [measure.record_id(record) for record in back.rows] == ids[5:10]
    first = measure.evidence(planner, asked, before=back.previous, size=5)
    assert (first.previous, [measure.record_id(r) for r in first.rows]) == ("", ids[:5])


def test_evidence_of_a_sum_leaves_out_what_adds_nothing(varied):
    planner = varied.user("planner")
    asked = Asked(place=varied.place("32.16"), at=FIRST)
    measure = measures.get("registry.workers")
    records = measure.evidence(planner, asked, size=50).rows
    assert len(records) == measure.value(planner, asked).evidence == 10


def test_a_reader_from_above_gets_no_small_cells(varied):
    reader = varied.user("upper_reader", place="32")
    asked = Asked(place=varied.place("32.16"), at=FIRST)
    measure = measures.get("registry.businesses")
    assert measure.value(reader, asked).value == 12
    small = asked.but(place=varied.place("32.16.07"))
    assert measure.value(reader, small) == measures.Figure(None, None, 0, hidden=True)
    rows = measure.rows(reader, asked, "place")
    assert [(row.key, row.value) for row in rows] == [
        ("32.16.06", 6),
        ("32.16.07", None),
        ("32.16", None),
    ]


def test_a_single_small_cell_takes_the_next_with_it(register):
    reader = register.user("upper_reader", place="32")
    for n in range(20):
        register.business(f"Usaha {n}", owner_sex="L" if n < 9 else "P" if n < 18 else "")
    asked = Asked(place=register.place("32.16"), at=FIRST)
    rows = measures.get("registry.businesses").rows(reader, asked, "sex")
    assert [(row.key, row.value) for row in rows] == [("L", None), ("P", 9), ("", None)]


def test_asking_the_wrong_kind_of_time_or_dimension_is_refused(register, head):
    place = register.place("32.16")
    stock, moving = measures.get("registry.businesses"), measures.get("registry.closed")
    with pytest.raises(ValidationError, match="sebutkan tanggalnya"):
        stock.value(head, Asked(place=place, period=parse_period("2025")))
    with pytest.raises(ValidationError, match="sebutkan periodenya"):
        moving.value(head, Asked(place=place, at=FIRST))
    with pytest.raises(ValidationError, match="ada: place, group"):
        stock.rows(head, Asked(place=place, at=FIRST), "warna")
    with pytest.raises(ValidationError, match=r"registry\.businesses"):
        measures.get("registry.nothing")
