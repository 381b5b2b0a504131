"""Pemeriksa rencana, rule by rule: each has a case it tells and one it is silent about."""

import pytest

from binaan.planning.rules import papers
from binaan.planning.rules.checking import check
from binaan.planning.rules.findings import INFO
from binaan.planning.rules.papers import Figure
from binaan.planning.rules.reading import COMMA_GROUPS, read_figure
from binaan.planning.tests.papers import line, table

pytestmark = pytest.mark.once

J = 1_000_000


def told(*tables, **more):
    return [one.rule for one in check(tables, **more)]


def small(
    first=("5000000", "5000000", "6000000"), second=("7000000", "8000000", "9000000"), **more
):
    """A programme of two kegiatan with a leaf each; figures of the kegiatan and leaves are alike."""
    total = [str(int(a or 0) + int(b or 0)) for a, b in zip(first, second, strict=True)]
    said = {"indicator": "Jumlah dokumen tersusun", "unit": "Dokumen", "target": ["1", "2", "3"]}
    return [
        line(2, "Program A", "program", rp=more.get("top", total), **said),
        line(3, "Kegiatan B", "kegiatan", rp=more.get("one", first), **said),
        line(4, "Sub C", "subkegiatan", rp=first, **said | {"indicator": "Jumlah laporan"}),
        line(5, "Kegiatan D", "kegiatan", rp=more.get("other", second), **said),
        line(6, "Sub E", "subkegiatan", rp=second, **said | {"indicator": "Jumlah naskah"}),
    ]


def row(number=7, name="Sub F", **said):
    """One more leaf, below the last kegiatan of a plan without money there."""
    usual = {"indicator": f"Jumlah {name}", "unit": "Orang", "target": ["1", "2", "3"]}
    return line(number, name, "subkegiatan", **usual | said)


def only(rule, tables, **more):
    """The findings of one rule."""
    return [one for one in check(tables, **more) if one.rule == rule]


def test_the_small_plan_is_clean():
    two_levels = {"same_indicator_two_levels"}
    assert set(told(table(small()))) == two_levels  # its kegiatan repeat the programme's indicator


def test_last_years_amount_carried_forward_is_said_beside_the_sum():
    stale = table(small(one=("5000000", "5000000", "5000000")))
    assert [(one.year, one.recomputed) for one in only("copied_forward", [stale])] == [
        (2023, "6000000")
    ]
    unchanged = table(small(one=("5000000", "5000000", "7000000")))
    assert only("copied_forward", [unchanged]) == []


def test_two_parts_that_exchanged_their_amounts_are_told_once_with_both_figures_to_change():
    swapped = table(
        small(one=("5000000", "8000000", "6000000"), other=("7000000", "5000000", "9000000"))
    )
    found = only("swapped_values", [swapped])
    assert [(one.row, one.year, len(one.fix)) for one in found] == [(3, 2022, 2)]
    assert {(fix.row, fix.text) for fix in found[0].fix} == {(3, "5000000"), (5, "8000000")}


def test_leaves_that_exchanged_their_amounts_are_known_by_their_other_years():
    rows = [
        line(2, "Kegiatan", "kegiatan", rp=["9000000"] * 3),
        line(3, "Sub A", "subkegiatan", rp=["2000000", "7000000", "2000000"]),
        line(4, "Sub B", "subkegiatan", rp=["7000000", "2000000", "7000000"]),
    ]
    assert told(table(rows)) == ["swapped_values"]
    rows[2] = line(4, "Sub B", "subkegiatan", rp=["7000000", "2000000", "6000000"])
    assert "swapped_values" not in told(table(rows))


def test_what_the_leaves_add_up_to_is_told_only_where_it_adds_something():
    wrong = small(top=("1000000", "13000000", "15000000"), one=("9000000", "5000000", "6000000"))
    found = only("leaf_rollup", [table(wrong)])
    assert [(one.row, one.year, one.recomputed, one.severity) for one in found] == [
        (2, 2021, "12000000", INFO)
    ]
    assert only("leaf_rollup", [table(small(top=("1000000", "13000000", "15000000")))]) == []


def test_a_level_that_prints_no_money_by_design_is_let_be():
    blank = [line(2, "Sasaran", "sasaran"), *[one for one in small() if one.row > 2]]
    assert not {"parent_missing", "children_missing"} & set(told(table(blank)))
    bare = [
        line(one.row, one.name, one.level) if one.level == "subkegiatan" else one for one in small()
    ]
    assert "children_missing" not in told(table(bare))


def test_an_amount_printed_again_beside_each_indicator_counts_once():
    rows = small()
    again = line(
        3, "", "kegiatan", rp=["5000000", "5000000", "6000000"], indicator="Kedua", unit="Unit"
    )
    assert "sum_mismatch" not in told(table([*rows[:2], again, *rows[2:]]))


def test_millions_without_decimals_may_differ_by_one():
    rows = [line(2, "Kegiatan", "kegiatan", rp=["1.498"] * 3, factor=J),
            *[line(3 + n, f"Sub {n}", "subkegiatan", rp=[text] * 3, factor=J)
              for n, text in enumerate(("1.000", "498,3"))]]  # fmt: skip
    assert told(table(rows, factor=J)) == []
    rows[0] = line(2, "Kegiatan", "kegiatan", rp=["1.499,5", "1.498,3", "1.498,3"], factor=J)
    assert told(table(rows, factor=J)) == ["sum_mismatch"]


def test_the_end_of_the_period_is_the_sum_of_its_years():
    rows = [line(2, "Sub", "subkegiatan", rp=["1000000", "2000000", "3000000"], end_rp="6000000")]
    assert told(table(rows)) == []
    rows = [line(2, "Sub", "subkegiatan", rp=["1000000", "2000000", "3000000"], end_rp="3000000")]
    assert [(one.rule, one.recomputed) for one in check([table(rows)])] == [
        ("end_budget_mismatch", "6000000")
    ]


def test_text_in_money_is_told_at_its_own_cell_and_holds_back_the_sums_over_it():
    rows = small()
    rows[2] = rows[2].but("rp", 2022, Figure("100 Unit", None, "text", "H4"))
    found = [one for one in check([table(rows)]) if one.severity == "error"]
    assert [(one.rule, one.row, one.year) for one in found] == [("non_numeric_money", 4, 2022)]


@pytest.mark.parametrize(("target", "rp", "more", "expected"), [
    (["10", "250000000", "12"], [None] * 3, {}, True),
    (["-", "1984574800", "991368200"], [None] * 3, {}, True),
    (["250000000", "260000000", "270000000"], [None] * 3, {"unit": "Rupiah"}, False),
    (["2500000", "2600000", "2700000"], ["1000000"] * 3, {}, False),
    (["10", "9000000", "12"], [None] * 3, {"indicator": "Nilai omzet usaha"}, False),
])  # fmt: skip
def test_money_in_a_target_is_told_unless_the_indicator_is_of_such_size(target, rp, more, expected):
    found = only("money_in_target", [table([row(target=target, rp=rp, **more)])])
    assert bool(found) is expected


def test_a_volume_in_a_column_of_rupiah_and_a_shifted_row_are_for_a_person():
    shifted = only("column_shift", [table([*small(), row(oddities=("shifted",))])])
    assert [(one.row, one.proposal, one.fix) for one in shifted] == [(7, None, ())]
    volume = table([*small(), row(rp=["100", "3000000", "2000000"])])
    assert [(one.row, one.year) for one in only("column_shift", [volume])] == [(7, 2021)]
    in_millions = table(
        [line(2, "Sub", "subkegiatan", rp=["100", "610", "200"], factor=J)], factor=J
    )
    assert only("column_shift", [in_millions]) == []


def test_a_doubtful_number_is_asked_unless_a_ratio_bears_it_out():
    def rows(ratio):
        return table(
            [line(2, "Program", budget=["2.000", "4.000", "-"], realised=["1.921.31", "3.000", "-"],
                  ratio=[ratio, "75", "-"], factor=J)],
            papers.MONEY, "2.8", factor=J,
        )  # fmt: skip

    assert only("number_ambiguous", [rows("96,07")]) == []
    found = only("number_ambiguous", [rows("50")])
    assert [(one.printed, one.recomputed) for one in found] == [("1.921.31", "1921.31")]


def test_a_number_read_as_the_rest_of_its_table_is_a_note():
    read = read_figure("3,898", column="target", notation=COMMA_GROUPS)
    noted = table([line(2, "Sub", "subkegiatan").but("target", 2021, read)])
    (found,) = only("number_ambiguous", [noted])
    assert (found.severity, found.recomputed) == ("info", "3898")
    assert "dibaca sebagai 3898, seperti angka lain" in found.message


def test_the_same_row_twice_is_told_and_a_like_one_is_not():
    assert only("duplicate_row", [table([*small(), row(), row(8)])])[0].row == 8
    assert only("duplicate_row", [table([*small(), row(), row(8, target=["1", "2", "4"])])]) == []
    assert only("duplicate_row", [table([*small(), row(target=[None] * 3)] * 1)]) == []


def test_a_parent_printed_again_with_children_is_told():
    again = [line(7, "", "program", rp=["12000000", "13000000", "15000000"]), *small()[1:]]
    found = only("repeated_parent", [table([*small(), *again])])
    found = [one for one in found if one.level == "program"]
    assert [one.row for one in found] == [7]
    assert found[0].message.startswith("Program “Program A” tercetak lagi (pertama di baris 2)")


def numbered(*numbers):
    rows = [line(2 + at, f"Baris {at}", target=["1", "2", "3"]) for at in range(len(numbers))]
    rows = [one.but("no", 0, Figure(text)) for one, text in zip(rows, numbers, strict=True)]
    return table(rows, papers.TARGETS, "7.2")


def test_a_row_number_that_repeats_is_told():
    assert only("row_numbering", [numbered("5", "6", "7")]) == []
    assert only("row_numbering", [numbered("1", "2", "3")]) == []
    assert only("row_numbering", [numbered("I", "II", "III", "IV")]) == []
    assert [one.row for one in only("row_numbering", [numbered("1", "2", "2", "4")])] == [4]


def test_the_title_and_the_columns_speak_of_the_same_years():
    told_by = [
        one.recomputed for one in only("title_period", [table(small(), title="Tahun 2018-2023")])
    ]
    assert told_by == ["2021-2023"]
    assert only("title_period", [table(small(), title="Tahun 2021 - 2023")]) == []


def test_a_year_without_a_column_is_told():
    years = (2021, 2022, 2024)
    rows = [line(2, "Sub", "subkegiatan", years=years, rp=["1000000"] * 3, target=["1"] * 3)]
    assert told(table(rows, years=years)) == ["missing_years"]


def test_a_target_without_money_is_told_where_the_part_has_money_in_other_years():
    unpaid = row(rp=["1000000", None, "1000000"])
    assert [(one.year, one.column) for one in only("target_without_budget", [table([unpaid])])] == [
        (2022, "rp")
    ]
    by_design = table([*small(), row(rp=[None] * 3)])
    assert only("target_without_budget", [by_design]) == []
    at_rest = table([row(rp=["1000000", None, None], target=["5", "0", "-"])])
    assert only("target_without_budget", [at_rest]) == []


def test_a_year_without_any_money_is_told_once_for_all_its_targets():
    rows = [*small(), row(), row(8, "Sub G")]
    unpaid = [one.but("rp", 2023, Figure("-")) for one in rows]
    (found,) = only("target_without_budget", [table(unpaid)])
    assert (found.year, found.column) == (2023, "rp")
    assert "tidak satu bagian pun berpagu" in found.message


def test_a_sum_that_is_right_when_a_figure_is_read_the_other_way_says_so():
    """Table 6.1: 610 juta over 200, 250, 150 and “10.000”."""
    rows = [line(2, "Program", "program", rp=["610", "100", "100"], factor=J),
            line(3, "Keg A", "kegiatan", rp=["600", "50", "50"], factor=J),
            line(4, "Keg B", "kegiatan", rp=["10.000", "50", "50"], factor=J)]  # fmt: skip
    (found,) = only("sum_mismatch", [table(rows, factor=J)])
    assert (found.difference, found.proposal, found.fix) == ("-9990", None, ())
    assert "Bila “10.000” berarti 10, jumlahnya cocok" in found.message


def test_money_beside_the_first_of_several_indicators_serves_them_all():
    rows = [row(rp=["1000000"] * 3, target=["1", None, None]),
            row(8, "", indicator="Jumlah lain", target=[None, "2", None]),
            row(9, "Sub F", indicator="Jumlah ketiga", target=[None, None, "3"])]  # fmt: skip
    assert told(table(rows)) == []


def test_money_without_a_target_is_told_once_where_there_never_is_one():
    aimless = table([*small(), row(rp=["1000000"] * 3, target=["1", "-", "3"])])
    assert [one.year for one in only("budget_without_target", [aimless])] == [2022]
    never = table([*small(), row(rp=["1000000"] * 3, target=["-"] * 3)])
    assert [one.year for one in only("budget_without_target", [never])] == [None]
    level_without = table([line(2, "Sub", "subkegiatan", rp=["1000000"] * 3)])
    assert told(level_without) == []


def test_a_unit_is_missing_only_where_the_table_has_units_and_the_target_says_none():
    assert only("unit_missing", [table([*small(), row(unit="")])])[0].row == 7
    assert (
        only("unit_missing", [table([*small(), row(unit="", target=["2 unit", "3 unit", "-"])])])
        == []
    )
    assert only("unit_missing", [table([row(unit="")])]) == []


@pytest.mark.parametrize(("name", "unit", "above", "expected"), [
    ("Persentase koperasi aktif", "Unit", "Unit", True),
    ("Jumlah peserta", "Persen", "Orang", True),
    ("Jumlah Koperasi yang Dibina", "Koperasi Masjid", "Koperasi Masjid", True),
    ("Jumlah Koperasi Masjid yang Dibina", "Koperasi Masjid", "Koperasi Masjid", False),
    ("Jumlah peserta pelatihan", "Orang", "Orang", False),
    ("Persentase koperasi aktif", "%", "%", False),
    ("Nilai AKIP", "Nilai", "Persen", False),
])  # fmt: skip
def test_a_unit_fits_its_indicator(name, unit, above, expected):
    rows = table([row(6, "Sub A", unit=above), row(indicator=name, unit=unit)])
    assert bool([one for one in only("unit_mismatch", [rows]) if one.row == 7]) is expected


@pytest.mark.parametrize(("target", "base", "end", "expected"), [
    (["1", "2", "3"], "-", "3", False), (["1", "2", "3"], "-", "6", False),
    (["100", "100", "100"], "100", "400 orang", False), (["20%", "20%", "20%"], "21", "150", True),
    (["1", "2", "3"], "-", "12 Lokasi 988 PKL", True), (["1", "2", "3"], "-", "-", False),
])  # fmt: skip
def test_the_end_comes_from_the_yearly_targets(target, base, end, expected):
    rows = [line(2, "Indikator", target=target, base=base, end=end)]
    found = told(table(rows, papers.TARGETS, "7.1"))
    assert found == (["derived_end_condition"] if expected else [])


def test_the_mark_of_a_finding_stays_while_the_figures_do():
    wrong = table(
        small(one=("5000001", "5000000", "6000000"), top=("12000002", "13000000", "15000000"))
    )
    first, again = ([one.mark for one in check([wrong])] for _ in range(2))
    assert first == again
    assert len(set(first)) == len(first)
