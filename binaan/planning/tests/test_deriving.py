"""One document made from another: what comes along, with which keys, and what is refused."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from binaan.access.models import Official
from binaan.planning.actions import versions
from binaan.planning.actions.deriving import Parties, derive, name_parties
from binaan.planning.models import Budget, CashPlan, Document, Node, Target, Version
from binaan.planning.queries import comparing, documents
from binaan.planning.tests.test_versions import put

# Rows are copied by the ORM alone, as test_versions tries on both stores.
pytestmark = pytest.mark.once


@pytest.fixture
def settled(plan):
    return put(plan, plan.version)


def make(plan, source, kind, **more):
    return derive(source, kind=kind, by=plan.planner, **more).versions.get()


def chain_to_dpa(plan):
    """A set Renja of 2022 and a draft of its DPA."""
    renja = make(plan, put(plan, plan.version), "renja", year=2022)
    renja = put(plan, renja, date(2022, 1, 1), versions.Basis("2/2022", "Renja", date(2021, 7, 1)))
    return renja, make(plan, renja, "dpa")


def signers(plan):
    office = plan.offices["diskopukm"]
    head = Official.objects.create(office=office, name="Ir. Ani", position="Kepala Dinas",
                                   valid_from=date(2020, 1, 1))  # fmt: skip
    return Parties(head, None, "Budi", "Wali Kota Bekasi")


def test_a_renja_takes_the_year_and_the_one_ahead_with_the_same_keys(plan, settled):
    renja = make(plan, settled, "renja", year=2022)
    assert renja.document.parent == plan.document
    assert (renja.document.title, renja.copied_from) == ("Renja 2022", settled)
    years = Target.objects.filter(indicator__node__version=renja).values_list("year", flat=True)
    assert set(years) == {2022, 2023}
    keys = [set(Node.objects.filter(version=one).values_list("key", "parent__key"))
            for one in (settled, renja)]  # fmt: skip
    assert keys[0] == keys[1]


def test_what_says_nothing_of_these_years_stays_behind(plan):
    Target.objects.filter(indicator__node__name__startswith="Program Pengembangan").delete()
    Target.objects.filter(indicator__node__name__startswith="Kemitraan").delete()
    Budget.objects.filter(node__name__startswith="Kemitraan", year__gte=2022).delete()
    renja = make(plan, put(plan, plan.version), "renja", year=2022)
    names = set(Node.objects.filter(version=renja).values_list("name", flat=True))
    assert not {"Kemitraan Usaha Mikro", "Program Pengembangan UMKM"} & names
    assert "Pendataan Usaha Mikro" in names


def test_a_snapshot_does_not_follow_its_origin(plan, settled):
    renja = make(plan, settled, "renja", year=2022)
    made = versions.open_version(plan.document, reason="Refocusing", by=plan.planner)
    Budget.objects.filter(node__version=made, year=2022).update(amount=1)
    assert not Budget.objects.filter(node__version=renja, amount=1).exists()


@pytest.mark.parametrize(
    ("kind", "year", "why"),
    [
        ("renja", 2030, "antara 2021 dan 2023"),
        ("dpa", 2022, "tidak diturunkan"),  # a DPA comes from a Renja
    ],
)
def test_what_cannot_be_derived_is_refused_and_leaves_nothing(plan, settled, kind, year, why):
    with pytest.raises(ValidationError, match=why):
        derive(settled, kind=kind, year=year, by=plan.planner)
    assert Document.objects.count() == 1


def test_only_from_what_is_set_once_and_by_a_planner_of_the_office(plan):
    with pytest.raises(ValidationError, match="belum ditetapkan"):
        make(plan, plan.version, "renja", year=2022)
    settled = put(plan, plan.version)
    for who in (plan.neighbour, plan.head):
        with pytest.raises(PermissionDenied):
            derive(settled, kind="renja", year=2022, by=who)
    make(plan, settled, "renja", year=2022)
    with pytest.raises(ValidationError, match="sudah ada"):
        make(plan, settled, "renja", year=2022)
    assert Document.objects.count() == 2


def test_a_dpa_is_set_only_when_its_months_are_its_ceiling(plan):
    _renja, dpa = chain_to_dpa(plan)
    leaf = Node.objects.get(version=dpa, name__startswith="Pendataan")
    CashPlan.objects.create(node=leaf, year=2022, month=1, amount=100_000_000)
    with pytest.raises(ValidationError, match="1 sub kegiatan"):
        versions.verify(dpa, by=plan.head)
    CashPlan.objects.create(node=leaf, year=2022, month=12, amount=10_000_000)
    versions.verify(dpa, by=plan.head)
    CashPlan.objects.filter(month=12).update(amount="9999999.99")
    with pytest.raises(ValidationError):
        versions.set_version(dpa, effective_on=date(2022, 1, 3), basis=versions.Basis(
            "DPA/2022", "DPA", date(2022, 1, 3)), by=plan.head)  # fmt: skip


def test_a_perjanjian_kinerja_names_both_parties_and_takes_upper_indicators_with_all_money(plan):
    renja, _dpa = chain_to_dpa(plan)
    pk = make(plan, renja, "pk")
    with pytest.raises(ValidationError, match="Para pihak"):
        versions.verify(pk, by=plan.head)
    name_parties(pk, parties=signers(plan), by=plan.planner)
    versions.verify(pk, by=plan.head)
    levels = Node.objects.filter(version=pk, indicators__isnull=False).values_list(
        "level", flat=True
    )
    assert set(levels) == {"tujuan", "sasaran", "program"}
    money = Budget.objects.filter(node__version=pk)
    assert {one.year for one in money} == {2022}
    assert sum(one.amount for one in money) == 110_000_000


@pytest.mark.parametrize("second", ["none", "both", "foreign first"])
def test_parties_must_be_one_of_ours_and_one_other(plan, second):
    renja, _dpa = chain_to_dpa(plan)
    given = signers(plan)
    if second == "none":
        given = given._replace(second_name="")
    elif second == "both":
        given = given._replace(second=given.first)
    else:
        Official.objects.update(office=plan.offices["disperin"])
        given.first.refresh_from_db()
    with pytest.raises(ValidationError):
        make(plan, renja, "pk", parties=given)
    assert not Document.objects.filter(kind="pk").exists()


def test_versions_and_derived_documents_are_compared_in_few_queries(
    plan, settled, django_assert_max_num_queries
):
    renja = make(plan, settled, "renja", year=2022)
    made = versions.open_version(plan.document, reason="Refocusing", by=plan.planner)
    Budget.objects.filter(node__version=made, year=2023, amount=60_000_000).update(
        amount=90_000_000
    )
    Node.objects.filter(version=made, name__startswith="Kemitraan").update(name="Kemitraan UMKM")
    with django_assert_max_num_queries(5):
        found = comparing.compare(plan.planner, settled, made)
    assert {one.shown.name: one.tags for one in found.changed} == {
        "Kemitraan UMKM": ("renamed", "money"),
    }
    assert found.counts == {"sum": 4, "renamed": 1, "money": 1}
    assert [one.difference for one in found.totals] == [0, 0, 30_000_000]
    beside = comparing.compare(plan.planner, settled, renja)
    assert beside.years == (2022,)
    assert not any(one.tags for one in beside.changes)
    assert {one.pk for one in comparing.partners(plan.planner, settled)} == {made.pk, renja.pk}
    assert comparing.compare(plan.neighbour, settled, made).changes == []


def test_what_was_set_before_counts_for_its_days(plan):
    renja, _dpa = chain_to_dpa(plan)
    office = plan.offices["diskopukm"]
    assert documents.in_force(plan.planner, office, "renja", date(2022, 6, 30)) == renja
    assert documents.in_force(plan.planner, office, "dpa", date(2022, 6, 30)) is None  # a draft
    assert Version.objects.filter(document__kind="dpa", state="draft").exists()
