"""Pemeriksa rencana: the same indicator elsewhere, codes and links, what only the store knows."""

from decimal import Decimal

import pytest

from binaan.planning.rules import papers
from binaan.planning.rules.checking import check, live
from binaan.planning.rules.reading import COMMA_GROUPS, read_figure
from binaan.planning.tests.papers import line, table

pytestmark = pytest.mark.once


def told(*tables, **more):
    return [one.rule for one in check(tables, **more)]


PKL = "Persentase PKL yang menempati tempat yang telah ditetapkan"


def targets(name, texts, number="7.2"):
    return table([line(2, name, indicator=name, target=texts)], papers.TARGETS, number)


def test_one_indicator_with_two_targets_is_told_where_it_differs_from_most():
    tables = [targets(PKL, ["5", "15", "10"], "2.7"), targets(PKL, ["5", "15", "15"], "6.2"),
              targets(PKL, ["5%", "15%", "10%"], "7.2")]  # fmt: skip
    found = check(tables)
    assert [(one.rule, one.table, one.year, one.printed, one.recomputed, one.difference)
            for one in found] == [("cross_table_target", "6.2", 2023, "15", "10", "5")]  # fmt: skip
    assert "2.7 dan 7.2" in found[0].proposal
    assert check([tables[0], tables[2]]) == []


def test_two_tables_that_disagree_leave_the_choice_to_a_person():
    (found,) = check(
        [targets(PKL, ["5", "15", "10"], "2.7"), targets(PKL, ["5", "15", "15"], "6.2")]
    )
    assert found.fix == ()


def test_an_indicator_in_other_words_is_known_by_its_targets():
    same = ["8,17", "8,18", "8,19"]
    worded = [targets("Persentase Koperasi yang telah tersertifikasi kesehatannya", same, "6.2"),
              targets("Persentase Koperasi yang telah tersertifikasi Keselamatannya", same)]  # fmt: skip
    assert told(*worded) == ["cross_table_text"]
    other = [targets("Persentase Kontribusi Sektor Koperasi terhadap Pertumbuhan", same, "6.2"),
             targets("Persentase Kontribusi Sektor UMKM terhadap Pertumbuhan", same)]  # fmt: skip
    assert told(*other) == []


def test_a_target_here_and_none_there_is_told():
    found = check([targets(PKL, ["-", "15", "10"], "6.2"), targets(PKL, ["5", "15", "10"])])
    assert [(one.rule, one.table, one.year, one.recomputed) for one in found] == [
        ("cross_table_count", "6.2", 2021, "5")
    ]


def test_a_year_a_table_prints_no_money_for_is_not_its_year():
    """Table 6.1 plans 2019 and 2020; its dashes of 2021 to 2023 claim nothing."""
    tree = table(
        [line(2, "Sasaran", "sasaran"),
         line(3, "Program", "program", indicator="Jumlah usaha naik kelas", unit="Unit",
              target=["5", "-", "-"], rp=["100000000", "-", "-"])],
        name="6.1",
    )  # fmt: skip
    both = told(tree, targets("Jumlah usaha naik kelas", ["5", "6", "7"]))
    assert [one for one in both if one.startswith("cross")] == []
    paid = line(4, "Program lain", "program", indicator="Lain", target=["1", "1", "1"],
                unit="Unit", rp=["1000000", "1000000", "-"])  # fmt: skip
    both = told(
        table([*tree.lines, paid], name="6.1"),
        targets("Jumlah usaha naik kelas", ["5", "6", "7"]),
    )
    assert both.count("cross_table_count") == 1


def test_a_target_copied_from_another_table_is_written_so_that_it_reads_the_same():
    grouped = targets("Jumlah usaha naik kelas", ["5", "-", "7"])
    read = read_figure("3,898", column="target", notation=COMMA_GROUPS)
    first = targets("Jumlah usaha naik kelas", ["5", "6", "7"], "7.1")
    first = table([first.lines[0].but("target", 2022, read)], papers.TARGETS, "7.1")
    (found,) = [one for one in check([first, grouped]) if one.rule == "cross_table_count"]
    assert found.fix[0].text == "3898"


def test_an_indicator_of_two_levels_is_told():
    rows = [line(2, "Tujuan", "tujuan", indicator="Nilai AKIP", unit="Nilai", target=["60"] * 3),
            line(3, "Sasaran", "sasaran", indicator="1. Nilai AKIP", unit="Nilai", target=["60"] * 3)]  # fmt: skip
    assert [(one.rule, one.row) for one in check([table(rows)])] == [
        ("same_indicator_two_levels", 3)
    ]


def coded(*codes):
    levels = {1: "program", 3: "kegiatan", 4: "subkegiatan"}
    return table([line(2 + at, f"Bagian {at}", level or levels[len(code.split(".")) - 2], code=code)
                  for at, (code, level) in enumerate(codes)])  # fmt: skip


RIGHT = [("2.17.01", ""), ("2.17.01.2.01", ""), ("2.17.01.2.01.01", ""), ("2.17.07", ""),
         ("2.17.07.2.01", ""), ("2.17.07.2.01.02", "")]  # fmt: skip


@pytest.mark.parametrize(("more", "expected"), [
    ([], []),
    ([("2.17.7", "program")], ["code_shape"]),
    ([("2.17.08", ""), ("2.17.07.2.01", "")], ["code_parent"]),
    ([("2.17.07", ""), ("2.17.07.1.01", "")], ["code_level_digit"]),
    ([("3.30.01", "")], ["penunjang_twice"]),
    ([("2.17.08", ""), ("2.17.08.2.01", ""), ("2.17.08.2.01.0002", "")], ["code_eras_mixed"]),
])  # fmt: skip
def test_codes_hang_where_they_belong(more, expected):
    found = [one for one in told(coded(*RIGHT, *more)) if one != "repeated_parent"]
    assert found == expected


def test_codes_of_before_2021_are_let_be():
    old = [("1.11.xx.06", "program"), ("1.11.xx.06.4", "kegiatan"), ("1.x.05", "program")]
    assert told(coded(*old)) == []


def test_programmes_and_sasaran_are_linked():
    rows = [
        line(2, "Tujuan", "tujuan"),
        line(3, "Program A", "program"),
        line(4, "Sasaran", "sasaran"),
    ]
    assert told(table(rows)) == ["programme_without_sasaran", "sasaran_without_programme"]
    several = table([rows[0], rows[1], line(5, "Program B", "program")])
    several = table([*several.lines, line(6, "T2", "tujuan"), rows[2], line(7, "P", "program")])
    (found,) = check([several])
    assert (found.rule, found.row) == ("programme_without_sasaran", 3)
    assert "2 program (baris 3, 5)" in found.message
    assert told(table(rows[1:2])) == []
    assert told(table([rows[2]])) == []


def test_what_only_the_store_knows():
    spot = live.Spot("n1", "subkegiatan", "2.17.07.2.01.01", 5, "m1")
    facts = [
        live.Months(spot, 2022, Decimal(1200), Decimal(1100)),
        live.Months(spot, 2023, Decimal(1200), Decimal(1200)),
        live.Months(spot, 2024, Decimal(1200), None),
        live.Named(spot, "2.17.07.2.01.01", "Pendataan UM", "Pendataan Usaha Mikro"),
        live.Judged(spot, "Jumlah usaha", False, True, False),
        live.Judged(spot, "Jumlah usaha", True, True, True),
        live.Judged(spot, "Jumlah usaha", True, False, False),
    ]
    found = check([], facts=facts)
    assert len(check([], facts=[facts[3], facts[3]._replace(spot=spot._replace(node="n2"))])) == 1
    assert sorted(one.rule for one in found) == [
        "cash_plan_mismatch", "iku_without_owner", "name_differs", "target_missing",
    ]  # fmt: skip
    months = next(one for one in found if one.rule == "cash_plan_mismatch")
    assert (months.year, months.difference, months.line_node) == (2022, "-100", "n1")


def fixed(own, indicator="Jumlah unit usaha yang dibina", unit="Unit Usaha", note=""):
    spot = live.Spot("n1", "subkegiatan", "2.17.07.2.01.02", 5)
    return check([], facts=[live.Fixed(spot, "2.17.07.2.01.02", indicator, unit, own, note)])


@pytest.mark.parametrize("own", [
    (("Jumlah Unit Usaha yang Dibina", "unit usaha"),),
    (("Jumlah lokasi", "Lokasi"), ("1. Jumlah unit usaha yang dibina", "Unit usaha")),
])  # fmt: skip
def test_the_fixed_indicator_is_there_and_others_beside_it_are_additions(own):
    assert fixed(own) == []
    assert fixed((), indicator="") == []


@pytest.mark.parametrize(("own", "printed"), [
    ((("Jumlah lokasi binaan", "Lokasi"),), "Jumlah lokasi binaan (Lokasi)"),
    ((("Jumlah lokasi", "Lokasi"), ("Jumlah unit usaha yang dibina", "Orang")),
     "Jumlah unit usaha yang dibina (Orang)"),
    ((), ""),
])  # fmt: skip
def test_an_indicator_or_unit_other_than_the_fixed_one_is_told_with_both_texts(own, printed):
    (found,) = fixed(own, note="indikator belum dipastikan")
    assert (found.rule, found.severity) == ("official_indicator_differs", "info")
    assert (found.printed, found.recomputed) == (
        printed,
        "Jumlah unit usaha yang dibina (Unit Usaha)",
    )
    assert "“Jumlah unit usaha yang dibina” (Unit Usaha)" in found.message
    assert "indikator belum dipastikan" in found.message


def test_two_long_names_are_shown_where_they_part():
    start = "Fasilitasi Pemenuhan Izin Usaha Simpan Pinjam dan Pembukaan Kantor Cabang, Cabang Pembantu dan "
    spot = live.Spot("n1", "subkegiatan", "2.17.02.2.01.01", 5)
    named = live.Named(spot, "2.17.02.2.01.01", f"{start}Kantor", f"{start}Kantor Kas")
    (found,) = check([], facts=[named])
    assert "Pembantu dan Kantor Kas” dalam" in found.message
    assert found.message.endswith("Pembantu dan Kantor”.")
