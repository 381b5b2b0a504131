"""Ceilings stand at sub kegiatan only; twelve months are compared with them."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from binaan.planning.actions import drafting, indicators, money_plan
from binaan.planning.actions.money_plan import Amount
from binaan.planning.models import Budget, CashPlan, Indicator, Target
from binaan.planning.queries import stamps, trees
from binaan.planning.rules import branches


def amount(plan, name, rupiah, year=2022, fund="apbd"):
    return Amount(plan.node(name).pk, year, fund, None if rupiah is None else Decimal(rupiah))


def test_ceilings_of_several_sub_kegiatan_go_in_at_once_and_sum_upward(plan):
    changed = money_plan.set_budgets(
        version=plan.version,
        amounts=[
            amount(plan, "Pendataan", "200000000"),
            amount(plan, "Kemitraan", "5000000.50", fund="dak_other"),
            amount(plan, "Pendataan", "100000000", year=2021),  # as it was
        ],
        by=plan.planner,
    )
    assert changed == 2
    root = trees.tree(plan.planner, plan.version).roots[0]
    assert root.money[2022] == Decimal("205000000.50")
    assert root.money[2021] == 150_000_000


def test_a_ceiling_taken_away_is_absent_not_zero(plan):
    money_plan.set_budgets(
        version=plan.version, amounts=[amount(plan, "Pendataan", None, year=2021)], by=plan.planner
    )
    assert not Budget.objects.filter(node=plan.node("Pendataan"), year=2021).exists()


@pytest.mark.parametrize(
    ("name", "rupiah", "year", "told"),
    [
        ("Pemberdayaan Usaha", "1", 2022, "Pagu hanya diisi pada sub kegiatan; pagu kegiatan"),
        ("Pendataan", "1", 2030, "tidak memuat tahun 2030"),
        ("Pendataan", "-1", 2022, "kurang dari nol"),
    ],
)
def test_a_ceiling_that_cannot_be_is_refused(plan, name, rupiah, year, told):
    before = list(Budget.objects.values_list("node_id", "year", "amount"))
    with pytest.raises(ValidationError, match=told):
        money_plan.set_budgets(
            version=plan.version, amounts=[amount(plan, name, rupiah, year)], by=plan.planner
        )
    assert list(Budget.objects.values_list("node_id", "year", "amount")) == before


def test_a_ceiling_changed_meanwhile_is_not_overwritten(plan):
    leaf = plan.node("Pendataan").pk
    opened = stamps.money_stamp(plan.planner, [leaf])
    Budget.objects.filter(node_id=leaf, year=2022).update(amount=7)
    with pytest.raises(drafting.Overtaken):
        money_plan.set_budgets(
            version=plan.version, amounts=[amount(plan, "Pendataan", "8")], stamp=opened,
            by=plan.planner,
        )  # fmt: skip
    assert Budget.objects.get(node_id=leaf, year=2022).amount == 7


def test_twelve_months_are_kept_and_what_is_left_is_told(plan):
    months = branches.spread_evenly(Decimal(100_000_000))
    assert months[1] == 8_333_333
    assert months[12] == 8_333_337
    leaf = plan.node("Pendataan")
    left = money_plan.set_cash_plan(node=leaf, year=2021, months=months, by=plan.planner)
    assert left == 0
    left = money_plan.set_cash_plan(node=leaf, year=2021, months={12: None}, by=plan.planner)
    assert left == 8_333_337
    assert CashPlan.objects.filter(node=leaf).count() == 11


def test_months_belong_to_a_sub_kegiatan(plan):
    with pytest.raises(ValidationError, match="hanya diisi pada sub kegiatan"):
        money_plan.set_cash_plan(
            node=plan.node("Pemberdayaan Usaha"), year=2021, months={}, by=plan.planner
        )


def test_a_target_keeps_what_was_typed_beside_what_was_read(plan):
    indicator = plan.indicator("Jumlah usaha terdata")
    texts = {(2021, 0): "1.250,5", (2022, 0): "BB", (2023, 0): "", (2021, 1): "300"}
    no_number = indicators.set_targets(indicator=indicator, texts=texts, by=plan.planner)
    rows = Target.objects.filter(indicator=indicator)
    found = {(one.year, one.quarter): (one.text, one.value) for one in rows}
    assert found == {
        (2021, 0): ("1.250,5", Decimal("1250.5")),
        (2021, 1): ("300", Decimal(300)),
        (2022, 0): ("BB", None),
    }
    assert [one.text for one in no_number] == ["BB"]


def test_an_indicator_is_added_changed_and_removed_with_its_targets(plan):
    node = plan.node("Program Pengembangan")
    values = {
        "name": "Pertumbuhan omzet",
        "unit": "Persen",
        "base_text": "2,5",
        "polarity": "higher",
    }
    added = indicators.add_indicator(node=node, values=values, by=plan.planner)
    assert (added.order, added.base_value) == (1, Decimal("2.5"))
    stamp = stamps.indicator_stamp(plan.planner, added)
    indicators.change_indicator(
        indicator=added, values={"is_iku": True}, stamp=stamp, by=plan.planner
    )
    with pytest.raises(drafting.Overtaken):
        indicators.change_indicator(
            indicator=added, values={"is_iku": False}, stamp=stamp, by=plan.planner
        )
    indicators.remove_indicator(indicator=added, by=plan.planner)
    assert not Indicator.objects.filter(pk=added.pk).exists()
