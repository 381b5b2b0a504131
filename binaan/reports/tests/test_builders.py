"""The figures of each form, compared with what was worked out by hand."""

from decimal import Decimal
from pathlib import Path

from binaan.planning.models import Printed, Target
from binaan.reports import making
from binaan.reports.queries.signing import signed_at
from binaan.reports.sheet import Sheet

GOLDEN = Path(__file__).parent / "golden"
FORMS = ("T-C.23", "T-C.24", "T-C.25", "T-C.26", "T-C.27", "T-C.28")


def said(sheet: Sheet) -> str:
    """The boxes of a sheet as text: "=" goes on with what stands above."""
    lines = [*sheet.above]
    for row in sheet.rows:
        boxes = [row.cells[one.key].text if one.key in row.cells else "=" for one in sheet.columns]
        lines.append(" | ".join([row.kind, *boxes] if row.kind else boxes))
    return "\n".join(lines) + "\n"


def test_each_form_says_what_was_worked_out_by_hand(reported):
    wrong = {}
    for code in FORMS:
        made = said(making.sheet_of(reported.planner, reported.asked(code)))
        expected = (GOLDEN / f"{code}.txt").read_text("utf-8")
        if made != expected:
            wrong[code] = made
    assert wrong == {}


def test_a_ratio_is_not_capped_and_blank_without_a_target(reported):
    Target.objects.filter(
        indicator=reported.indicator("Persentase usaha mikro naik"), year=2021
    ).update(value=Decimal(0))
    row = making.sheet_of(reported.planner, reported.asked("T-C.23")).rows[1].cells
    assert row["ratio_1"].text == "–"
    assert row["ratio_1"].value is None
    assert row["ratio_2"].text == "125,00%"
    assert row["ratio_2"].value == Decimal(125)


def test_money_stands_on_the_first_row_of_a_node_so_that_a_column_adds_up(reported):
    sheet = making.sheet_of(reported.planner, reported.asked("T-C.27"))
    leaves = [row for row in sheet.rows if row.level == "subkegiatan"]
    whole = sum(row.cells["budget_1"].value or 0 for row in leaves)
    assert whole == sheet.rows[0].cells["budget_1"].value == Decimal(150000000)


def test_a_printed_figure_that_says_something_else_is_marked(reported):
    figure = Printed.objects.create(
        version=reported.version, table="2.7", line=1, row=5, year=2021, column="target",
        indicator=reported.indicator("Persentase usaha mikro naik"), text="",
    )  # fmt: skip
    marked = {}
    for text, value in (("1%", "1"), ("1,2", "1.2"), ("3%", "3"), ("N/A", None), ("Rp 5", None)):
        figure.text, figure.value = text, Decimal(value) if value else None
        figure.save()
        row = making.sheet_of(reported.planner, reported.asked("T-C.23")).rows[1].cells
        assert row["target_1"].text == "1"
        marked[text] = row["target_1"].printed
    assert marked == {"1%": "", "1,2": "1,2", "3%": "3%", "N/A": "", "Rp 5": "Rp 5"}


def test_the_head_signs_with_plt_place_and_date_or_there_is_room_to_write(reported):
    sheet = making.sheet_of(reported.planner, reported.asked("T-C.25"))
    (block,) = sheet.signatures
    assert block.lines == (
        "Bekasi, 2 Maret 2026",
        "Plt. KEPALA DINAS KOPERASI DAN UKM KOTA BEKASI,",
    )
    assert (block.name, block.nip) == ("Dr. H. Usep Permana, M.Si.", "196906201995031906")
    reported.official.delete()
    (block,) = making.sheet_of(reported.planner, reported.asked("T-C.25")).signatures
    assert block.name.startswith("(…")
    assert not block.nip


def test_an_office_is_dated_from_the_kecamatan_its_address_names(world):
    office = world.offices["disperin"]
    office.address = "Jalan Raya 1, Kecamatan Tambun Selatan, Kabupaten Bekasi"
    assert signed_at(world.stranger, office) == "Tambun Selatan"


def test_a_reader_elsewhere_gets_an_empty_form(reported):
    sheet = making.sheet_of(reported.neighbour, reported.asked("T-C.27"))
    assert sheet.rows == []
