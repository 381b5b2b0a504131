"""The page of one figure: two dates, two dimensions, blank spots, the sheet, who sees what."""

import csv
import io
import re
from datetime import UTC, date, datetime
from html import unescape
from urllib.parse import urlsplit

import pytest

from binaan.access.models import AuditEvent
from binaan.kit import measures
from binaan.kit.measures import Asked
from binaan.registry.tests.factory import FIRST, Register
from binaan.web.queries import figures_compared as compared
from binaan.web.queries import figures_parts

pytestmark = pytest.mark.once

LATER = datetime(2025, 1, 20, 3, tzinfo=UTC)
PAGE = "/angka/registry.businesses/"
TWO_DATES = f"{PAGE}?per=2024-12-31&banding=2020-12-31"


@pytest.fixture
def register(db):
    """Five in Tambun Selatan, two in Cibitung (one closed in 2024), one come in 2024, one in the city."""
    made = Register()
    for n in range(5):
        made.business(f"Tahu {n}", group="pangan", workers=n, owner_sex="L")
    made.business("Mebel Karya", place="32.16.07.2001", owner_sex="P")
    closed = made.business("Sepatu Lama", place="32.16.07.2001", group="pangan")
    made.condition(closed, since=date(2024, 5, 1), known=LATER, status="closed")
    made.business("Batik Baru", since=date(2024, 6, 1), known=LATER, group="pangan")
    made.business("Bakso Kota", place="32.75.01.1001", office="diskopukm")
    return made


@pytest.fixture
def planner(register):
    return register.user("planner")


def text(response) -> str:
    assert response.status_code == 200
    return unescape(response.content.decode())


def row(response, label: str) -> dict:
    return next(one for one in response.context["rows"] if one["label"] == label)


def links(response) -> set[str]:
    found = re.findall(r'href="(/angka/[^"]+/bukti/[^"]*)"', response.content.decode())
    return {unescape(one) for one in found}


def test_two_dates_stand_side_by_side_and_the_difference_is_explained(planner, sign_in):
    client = sign_in(planner)
    response = client.get(TWO_DATES)
    other = response.context["other"]
    assert (response.context["first"]["value"], other["number"]["value"]) == (7, 7)
    assert (other["diff"], other["percent"]) == ("0", "0 %")
    assert [(move["sign"], move["value"]) for move in other["moves"]] == [("+", "1"), ("−", "1")]
    here = row(response, "Cibitung")
    assert (here["now"]["value"], here["second"]["value"]) == (1, 2)
    assert (here["diff"], here["percent"]) == ("−1", "−50 %")
    assert row(response, "Tambun Selatan")["percent"] == "+20 %"


def test_the_two_stocks_differ_by_what_entered_and_left(planner, register):
    measure = measures.get("registry.businesses")
    for code in ("32.16", "32.16.06", "32.16.07"):
        asked = Asked(place=register.place(code), at=date(2024, 12, 31))
        other = asked.but(at=FIRST)
        entered, left = (
            move.figure.value for move in compared.moves(planner, measure, asked, other)
        )
        change = measure.value(planner, asked).value - measure.value(planner, other).value
        assert entered - left == change


def test_every_number_opens_records_as_many_as_it_says(planner, sign_in):
    client = sign_in(planner)
    response = client.get(f"{TWO_DATES}&menurut=group&kolom=sex")
    found = links(response)
    assert any("lajur=" in one for one in found)
    for where in found:
        page = client.get(where)
        assert page.status_code == 200
        assert len(page.context["part"].rows) == page.context["figure"].value, where


def test_the_rows_of_every_place_and_group_add_up_also_with_those_nobody_listed(planner, register):
    for key in ("registry.businesses", "registry.workers", "registry.recorded"):
        measure = measures.get(key)
        asked = Asked(place=register.place("32.16"), at=FIRST)
        if not measure.is_stock:
            asked = asked.but(at=None, period=measures.parse_period("2024"))
        for dimension in measure.dimensions:
            parts = compared.parts(planner, measure, asked, dimension)
            total = measure.value(planner, asked).value
            assert sum(part.first.value or 0 for part in parts) == (total or 0), dimension


def test_a_place_without_any_record_is_told_from_one_where_none_counts_now(register, sign_in):
    client = sign_in(register.user("planner", place="32"))
    closed = register.business("Kerupuk", place="32.16.06.2001", office="", group="kayu_furnitur")
    register.condition(closed, since=date(2022, 1, 1), known=LATER, status="closed")
    register.business("Baru di Kota", place="32.75.01", since=date(2023, 1, 1), known=LATER)
    early = client.get(f"{PAGE}?wilayah=32.75&per=2019-01-01")
    assert row(early, "Bekasi Timur")["now"]["blank"]
    assert early.context["first"]["blank"]
    assert "belum ada rekaman" in text(early)
    by_group = client.get(f"{PAGE}?wilayah=32.16&per=2024-12-31&menurut=group")
    gone = row(by_group, "Kayu dan furnitur")["now"]
    assert (gone["value"], gone["blank"]) == (0, False)
    before = client.get(f"{PAGE}?wilayah=32.75&per=2024-12-31&menurut=group")
    never = row(before, "Makanan dan minuman")["now"]
    assert (never["value"], never["blank"]) == (None, True)


def test_blank_spots_are_counted_and_listed(register, sign_in):
    client = sign_in(register.user("planner"))
    register.business("Hanya kecamatan", place="32.16.07")
    register.place("32.16.06").children.create(
        pk="32.16.06.2002", name="Sumberjaya", level="village", kind="desa",
        path="32.16.06.2002", name_key="sumberjaya",
    )  # fmt: skip
    response = client.get(f"{PAGE}?titik=desa")
    told = {one["kind"]: (one["count"], one["of"]) for one in response.context["blanks"]}
    assert told == {"wilayah": (0, 2), "desa": (1, 3), "kelompok": (1, 2)}
    assert [(one["label"], one["above"]) for one in response.context["blank_list"]] == [
        ("Sumberjaya", "Tambun Selatan")
    ]
    assert "Sumberjaya" in text(response)


def test_a_neighbours_place_is_no_blank_spot_of_mine(register):
    operator = register.user("kecamatan_operator", place="32.16.06")
    register_place = register.place("32.16.06")
    asked = Asked(place=register_place, at=FIRST)
    assert [one.label for one in figures_parts.spots(operator, asked, "wilayah")] == ["Setiadarma"]
    both = register.user("kecamatan_operator", place="32.16.06")
    both.assignments.create(role="enumerator", place_id="32.75.01", valid_from=FIRST)
    wide = asked.but(place=register.place("32"))
    assert [one.label for one in figures_parts.spots(both, wide, "wilayah")] == [
        "Kabupaten Bekasi", "Kota Bekasi",
    ]  # fmt: skip
    inside = asked.but(place=register.place("32.16"))
    assert [one.label for one in figures_parts.spots(both, inside, "wilayah")] == ["Tambun Selatan"]


def test_a_trend_asks_each_date_and_leaves_a_gap_before_the_first_record(planner, register):
    measure = measures.get("registry.businesses")
    asked = Asked(place=register.place("32.16"), at=date(2024, 12, 31))
    points = compared.trend(planner, measure, asked, "tahun", count=6)
    assert [(one.step.label, one.gap) for one in points][:2] == [("2019", True), ("2020", False)]
    for one in points[1:]:
        assert one.figure == measure.value(planner, one.asked)


def test_a_trend_of_a_flow_adds_up_to_the_year(planner, register):
    measure = measures.get("registry.recorded")
    asked = Asked(place=register.place("32.16"), period=measures.parse_period("2024"))
    points = compared.trend(planner, measure, asked, "triwulan")
    assert [one.step.label for one in points[-4:]] == ["I/24", "II/24", "III/24", "IV/24"]
    whole = measure.value(planner, asked).value
    assert sum(one.figure.value for one in points[-4:]) == whole == 1


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ("banding=2024-12-31&per=2024-12-31", "sama dengan tanggalnya"),
        ("banding=kemarin", "tidak terbaca"),
        ("per=2024-13-45", "tidak terbaca"),
        ("wilayah=32.75", "di luar wilayah tugas Anda"),
        ("wilayah=xx", "tidak dikenal"),
        ("menurut=warna", "tidak dapat dirinci"),
        ("kolom=warna", "tidak dapat disilangkan"),
        ("kolom=place", "memakai rincian yang sama"),
        ("kantor=lain", "Kantor itu tidak ada"),
        ("laju=hari", "per triwulan atau per tahun"),
    ],
)
def test_a_wrong_question_gets_a_sentence_and_keeps_what_was_right(
    planner, sign_in, asked, sentence
):
    page = text(sign_in(planner).get(f"{PAGE}?diketahui=2024-11-05&{asked}"))
    assert sentence in page
    assert "Belum dapat dihitung" in page
    assert 'value="2024-11-05"' in page


def test_the_same_period_written_differently_is_the_same(planner, sign_in):
    where = "/angka/registry.recorded/?periode=2025-Q1&banding=2025-01-01..2025-03-31"
    assert "sama dengan periodenya" in text(sign_in(planner).get(where))


def test_a_date_before_anything_was_known_is_no_zero_to_compare_with(planner, sign_in):
    response = sign_in(planner).get(f"{PAGE}?per=2024-12-31&banding=2015-01-01")
    other = response.context["other"]
    assert (other["diff"], other["percent"], other["moves"]) == ("", "", [])
    assert other["number"]["blank"]
    assert "tidak ada yang dapat dibandingkan" in text(response)


def test_the_sheet_holds_all_that_the_page_shows(planner, sign_in):
    client = sign_in(planner)
    where = TWO_DATES.replace("?", "unduh/?") + "&menurut=place&kolom=sex"
    lines = list(csv.reader(io.StringIO(client.get(where).content.decode("utf-8-sig"))))
    assert lines[0][:3] == [
        "Usaha ada", "Kabupaten Bekasi (32.16)",
        "Keadaan 31 Desember 2024 dibanding Keadaan 31 Desember 2020",
    ]  # fmt: skip
    assert f"Diekspor oleh {planner.username}" in lines[0][4]
    assert ["Cibitung", "1", "2", "-1", "-50.0", ""] in lines
    assert ["Jumlah", "7", "7", "0", "0.0", ""] in lines
    assert ["Wilayah", "Laki-laki", "Perempuan", "Belum diketahui", "Jumlah"] in lines
    assert ["Tambun Selatan", "5", "0", "1", "6"] in lines
    payload = AuditEvent.objects.get(verb="figure.exported").payload.content
    assert payload["compared"] == "Keadaan 31 Desember 2020"


def test_a_reader_from_above_gets_no_small_number_however_it_is_asked(register, sign_in):
    client = sign_in(register.user("upper_reader", place="32"))
    response = client.get(f"{TWO_DATES}&wilayah=32&menurut=group&kolom=sex")
    assert links(response) == set()
    shown = [
        cell["value"]
        for table in response.context["crossed"]["tables"]
        for line in [*table["rows"], {"cells": [one["total"] for one in table["columns"]]}]
        for cell in line["cells"]
    ]
    assert not [value for value in shown if value and value < 5]
    assert "disembunyikan" in text(response)
    assert client.get(f"{PAGE}unduh/?wilayah=32").status_code == 403


def test_who_reads_names_in_one_regency_only_learns_no_hidden_row_by_its_evidence(
    register, sign_in
):
    reader = register.user("upper_reader", place="32")
    reader.assignments.create(role="planner", place_id="32.75", valid_from=FIRST)
    client = sign_in(reader)
    page = client.get(f"{PAGE}bukti/?wilayah=32.16&per=2020-12-31&menurut=place&baris=32.16.07")
    assert page.context["figure"].hidden
    page = client.get(f"{PAGE}bukti/?wilayah=32.16&per=2020-12-31&menurut=place&baris=32.16.06")
    assert page.context["figure"].hidden  # five, and gone along with the other
    assert "Tahu" not in text(page).split("<main")[1]


def test_links_lead_up_and_down_among_places_and_keep_the_question(planner, sign_in):
    client = sign_in(planner)
    inside = row(client.get(f"{TWO_DATES}&menurut=place"), "Cibitung")["inside"]
    assert {"wilayah=32.16.07", "banding=2020-12-31"} <= set(urlsplit(inside).query.split("&"))
    down = client.get(inside)
    assert down.context["asked"].place.name == "Cibitung"
    assert [one["label"] for one in down.context["places"]] == ["Kabupaten Bekasi"]


def test_the_list_can_be_searched_and_shows_the_last_change(planner, sign_in):
    client = sign_in(planner)
    page = text(client.get("/angka/?q=tenaga kerja"))
    assert "Tenaga kerja" in page
    assert "Baris menunggu" not in page
    assert "Tidak ada angka seperti itu" in text(client.get("/angka/?q=zzz"))
    part = text(client.get("/angka/", headers={"HX-Request": "true"}))
    assert part.lstrip().startswith('<div class="stack" id="daftar-angka"')
    assert "sejak" in part
    assert "chart-spark" not in part
    assert "chart-spark" in text(client.get("/angka/?garis=1"))
