"""The forms of a year against what was worked out by hand: E.81, Renja, PK, Rencana Aksi, IKU."""

from decimal import Decimal
from types import SimpleNamespace

import pytest

from binaan.access.models import OfficeParameter
from binaan.reports import making
from binaan.reports.builders import evaluation_foot
from binaan.reports.catalogue import for_document
from binaan.reports.sheet import Sheet
from binaan.reports.tests.test_builders import GOLDEN, said

pytestmark = pytest.mark.once  # figures are read by test_builders on both stores

FORMS = (
    ("T-C.33", "renja", 0), ("RENJA-4.1", "renja", 0), ("E.81", "renja", 2), ("PK", "pk", 0),
    ("RENAKSI", "pk", 0), ("RENAKSI-R", "pk", 2), ("IKU", "document", 0),
)  # fmt: skip


def whole(sheet: Sheet) -> str:
    """A sheet with its foot and the table below it."""
    foot = [f"{label}: {text}" for label, text in sheet.footer]
    lines = [said(sheet).rstrip("\n"), *foot]
    if sheet.annex:
        lines += [*sheet.statement, said(sheet.annex).rstrip("\n")]
    return "\n".join(lines) + "\n"


def decide(yearly, **values) -> None:
    for key, value in values.items():
        OfficeParameter.objects.create(
            office=yearly.offices["diskopukm"], key=f"planning.{key}", value=value,
            valid_from="2021-01-01", by="admin",
        )  # fmt: skip


def test_each_form_of_a_year_says_what_was_worked_out_by_hand(yearly):
    wrong, bare = {}, []
    for code, name, quarter in FORMS:
        sheet = making.sheet_of(yearly.planner, yearly.of(getattr(yearly, name), code, quarter))
        golden = GOLDEN / f"{code}.txt"
        made = whole(sheet)
        if not golden.exists() or made != golden.read_text("utf-8"):
            wrong[code] = made
        bare += [
            (code, key)
            for row in sheet.rows
            if row.kind != "footer"
            for key, cell in row.cells.items()
            if cell.value is not None and key != "no" and not cell.evidence
        ]
    assert wrong == {}
    assert bare == [], "figures without evidence"


def test_the_yearly_variant_shows_the_year_and_averages_what_the_office_chose(yearly):
    decide(yearly, e81_variant="tahunan", e81_average_over="subkegiatan", cap_in_average="100")
    sheet = making.sheet_of(yearly.planner, yearly.of(yearly.renja, "E.81", 3))
    assert [one.no for one in sheet.columns][-8:] == [
        "13",
        "13",
        "14",
        "14",
        "15",
        "15",
        "16",
        "17",
    ]
    average, grade = sheet.rows[-2:]
    # 135 of 90 counts as 100; 9 of 6 too: (100 + 100) / 2
    assert average.cells["year_rate_k"].value == Decimal(100)
    assert grade.cells["year_rate_k"].text == "Sangat Tinggi"
    assert average.span.endswith("atas 2 sub kegiatan (K) dan 1 sub kegiatan (Rp)")
    assert "(K: 2, Rp: 0 baris)" in sheet.notes[1]
    told = [row.cells["note"].text for row in sheet.rows if row.level == "subkegiatan"]
    assert told == ["target terlalu rendah?", "tidak kumulatif; target terlalu rendah?"]


def test_follow_ups_of_the_last_quarter_are_for_the_next_renja(yearly):
    yearly.count("Jumlah usaha terdata", 2022, 4, "5", follow_up="Ubah target")
    foot = dict(making.sheet_of(yearly.planner, yearly.of(yearly.renja, "E.81", 4)).footer)
    assert foot[evaluation_foot.NEXT_QUARTER] == "–"
    assert foot[evaluation_foot.NEXT_YEAR] == "Ubah target [Jumlah usaha terdata]"


def test_head_and_bappeda_sign_e81_and_both_parties_the_agreement(yearly):
    own, other = making.sheet_of(yearly.planner, yearly.of(yearly.renja, "E.81", 2)).signatures
    assert own.lines[:2] == ("Disusun", "Bekasi, 2 Maret 2026")
    assert other.lines[0] == "Dievaluasi"
    assert other.lines[-1] == "KEPALA BAPPEDA KOTA BEKASI,"
    left, right = making.sheet_of(yearly.planner, yearly.of(yearly.pk, "PK")).signatures
    assert (left.name, left.lines[1:]) == ("Tri Adhianto", ("Pihak Kedua,", "WALI KOTA,"))
    assert right.lines[1] == "Pihak Pertama,"


def test_a_reader_elsewhere_gets_no_figure(yearly):
    for code, name, quarter in FORMS:
        asked = yearly.of(getattr(yearly, name), code, quarter)
        assert making.sheet_of(yearly.neighbour, asked).rows == [], code


@pytest.mark.once
def test_the_form_of_a_renja_follows_the_law_of_its_year():
    offered = {
        year: [one.code for one in for_document(SimpleNamespace(kind="renja", first_year=year))]
        for year in (2026, 2027)
    }
    assert offered == {2026: ["T-C.33", "E.81"], 2027: ["RENJA-4.1", "E.81"]}


@pytest.mark.once
def test_the_same_text_is_printed_once_with_its_indicators():
    told = [("A", "Sama "), ("B", "Sama"), ("C", ""), ("D", "Sama"), ("E", "Sama"), ("F", "Lain")]
    assert evaluation_foot.gathered(told) == (
        "1. Sama [A; B; D; dan 1 indikator lain]\n2. Lain [F]"
    )
    assert evaluation_foot.gathered([("C", "")]) == "–"
