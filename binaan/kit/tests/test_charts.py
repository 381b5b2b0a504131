"""Charts start at zero, keep their gaps, and never write a comma into an attribute."""

from decimal import Decimal

from binaan.kit import charts
from binaan.kit.charts import Given


def test_the_longest_bar_fills_the_chart_and_the_others_follow_from_zero():
    drawn = charts.bars([Given("a", 40), Given("b", 10), Given("c", 0), Given("d", None)])
    assert [bar.width for bar in drawn.bars] == ["100.00%", "25.00%", "0.00%", ""]
    assert drawn.height == str(4 * charts.BAR_STEP)
    ys = [float(bar.y) for bar in drawn.bars]
    assert ys == sorted(ys)


def test_the_compared_value_is_a_mark_on_the_same_scale():
    drawn = charts.bars([Given("a", 10, 40), Given("b", Decimal("5.5"), None)])
    assert [(bar.width, bar.mark) for bar in drawn.bars] == [("25.00%", "100.00%"), ("13.75%", "")]


def test_nothing_to_draw_is_no_error():
    assert charts.bars([]).bars == []
    assert charts.bars([Given("a", 0)]).bars[0].width == "0.00%"
    assert charts.trend([]).dots == []
    assert charts.trend([("2024", None)]).dots == []
    assert charts.trend([("2024", 0)]).dots[0].y == charts.trend([("2024", 0)]).base


def test_a_trend_breaks_where_nothing_was_known():
    drawn = charts.trend([("a", None), ("b", 10), ("c", None), ("d", 5), ("e", 20)])
    assert [dot.label for dot in drawn.dots] == ["b", "d", "e"]
    assert len(drawn.strokes) == 1
    assert [tick.gap for tick in drawn.ticks] == [True, False, True, False, False]
    assert [float(dot.y) for dot in drawn.dots] == [84, 113, 26]


def test_a_trend_reaches_from_side_to_side_in_equal_steps():
    drawn = charts.trend([(str(year), year) for year in range(2020, 2025)])
    assert [tick.x for tick in drawn.ticks] == ["8.00%", "29.00%", "50.00%", "71.00%", "92.00%"]
    assert [tick.spare for tick in drawn.ticks] == [False, True, False, True, False]


def test_numbers_are_written_where_they_do_not_touch():
    drawn = charts.trend([("a", 3), ("b", 9), ("c", 1), ("d", 1), ("e", 4)])
    assert [dot.label for dot in drawn.dots if dot.told] == ["a", "e"]
    drawn = charts.trend([("a", 3), ("b", 1), ("c", 9), ("d", 1), ("e", 4)])
    assert [dot.label for dot in drawn.dots if dot.told] == ["a", "c", "e"]


def test_a_long_label_is_cut_and_attributes_hold_points_not_commas():
    assert charts.short("x" * 40) == "x" * 29 + "…"
    said = repr(charts.trend([("a", 1), ("b", 3), ("c", 7)]))
    assert "," not in "".join(part for part in said.split("'") if part.endswith("%"))
