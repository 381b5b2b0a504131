"""Sheets of the directory: what they say, and whom they hold."""

import csv
import io
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from binaan.registry.models import Business
from binaan.registry.selecting.columns import COLUMNS
from binaan.web.models import Download
from binaan.web.taking import sheets, shelf
from binaan.web.taking.columns import CHOICES, MEANINGS, USUAL
from binaan.web.tests.taking import HERE, book, everything, lines, records, take, ticked

pytestmark = pytest.mark.once  # on PostgreSQL the walk of tests/test_walks.py opens each page


@pytest.fixture(autouse=True)
def own_home(settings, tmp_path):
    settings.HOME = tmp_path


@pytest.fixture
def staff(world):
    return world.user("section_staff")


def test_a_sheet_says_who_took_what_when_and_with_which_code(clock, world, staff):
    made = take(staff, everything(staff, "wilayah=32.16.06"))
    mark, said, *_rest = lines(made)
    assert mark[0] == (
        f"Diunduh 2 Mar 2026 pukul 12.00 oleh {staff.name} ({staff.username}), Dinas Perindustrian "
        f"Kabupaten Bekasi; 2 usaha; kode {made.mark}; data pribadi disamarkan."
    )
    assert "Tambun Selatan" in said[0]
    assert book(made).sheet_names == ["Usaha", "Kamus"]


def test_the_glossary_explains_every_column(world, staff):
    made = take(staff, columns=[*USUAL, "nik", "penjualan"])
    heads = lines(made)[2]
    _title, *told = book(made).get_sheet_by_name("Kamus").to_python()
    assert [row[0] for row in told] == heads
    assert all(len(row[1]) > 8 for row in told)
    assert {row[0] for row in told if row[3] == "ya"} == {
        "NIK", "Hasil penjualan setahun, paling sedikit (Rp)",
        "Hasil penjualan setahun, paling banyak (Rp)",
    }  # fmt: skip


@pytest.mark.once
def test_every_column_of_the_directory_has_a_meaning_and_a_kind():
    assert set(COLUMNS) <= set(MEANINGS)
    assert set(USUAL) <= set(CHOICES)


def test_identifiers_are_text_days_are_days_and_figures_are_figures(world, staff):
    row = records(take(staff, columns=["nomor", "pekerja", "dicatat", "kode_wilayah"]))[0]
    assert row["Nama usaha"] == "Keripik Bu Sari"
    assert row["Tenaga kerja"] == 3.0
    assert isinstance(row["Dicatat tanggal"], date)
    assert row["Kode wilayah"] == "32.16.06.1001"


@pytest.mark.parametrize("name", ["=1+1", "+62", "-5", "@SUM(A1)", "\t=1"])
def test_what_looks_like_a_formula_stays_text(world, staff, name):
    Business.objects.filter(name="Keripik Bu Sari").update(name=name)
    one = ticked(staff, Business.objects.get(name=name))
    row = records(take(staff, one))[0]
    assert row["Nama usaha"] == name
    text = shelf.path_of(take(staff, one, format="csv")).read_text("utf-8-sig")
    cell = list(csv.reader(io.StringIO(text), delimiter=";"))[3][0]
    assert cell == f"'{name}"


def test_a_csv_opens_in_an_indonesian_excel(world, staff):
    made = take(staff, format="csv", columns=["pekerja"])
    raw = shelf.path_of(made).read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    mark, said, heads, *rows = csv.reader(io.StringIO(raw.decode("utf-8-sig")), delimiter=";")
    assert made.mark in mark[0]
    assert said == ["Pilihan: semua usaha di wilayah tugas"]
    assert heads == ["Nama usaha", "Tenaga kerja"]
    assert ["Mebel Jati Mulia", "9"] in rows


def test_the_order_of_the_list_is_the_order_of_the_sheet(world, staff):
    named = [row["Nama usaha"] for row in records(take(staff))]
    assert named == sorted(named) == sorted(HERE)


def test_nobody_of_another_place_is_in_it_even_when_ticked(world, staff):
    city = world.business("Katering Margahayu")
    assert {row["Nama usaha"] for row in records(take(staff))} == HERE
    made = take(staff, ticked(staff, city, world.business()))
    assert [row["Nama usaha"] for row in records(made)] == ["Keripik Bu Sari"]
    with pytest.raises(ValidationError, match="Tidak ada usaha"):
        take(staff, ticked(staff, city))
    assert not Download.objects.filter(ready_at=None, removed_at=None).exists()


def test_who_was_withdrawn_since_is_left_out(world, staff):
    choice = ticked(staff, *Business.objects.all())
    Business.objects.filter(name="Tahu Pak Darma").update(withdrawn_at=timezone.now())
    assert {row["Nama usaha"] for row in records(take(staff, choice))} == HERE - {"Tahu Pak Darma"}


@pytest.mark.parametrize("role", ["enumerator", "kecamatan_operator", "cooperative_supervisor"])
def test_who_may_not_export_gets_nothing(world, role):
    user = world.user(role)
    with pytest.raises(PermissionDenied):
        take(user)
    client = world.client(user)
    for name in ("directory_download", "directory_print", "download_list"):
        assert client.get(reverse(name)).status_code == 403
    assert not Download.objects.exists()


def test_an_empty_selection_is_a_sentence(world, staff):
    with pytest.raises(ValidationError, match="kosong"):
        take(staff, everything(staff, "q=tidakadayangbernamabegini"))
    assert not Download.objects.exists()


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ({"columns": ["rahasia"]}, "tidak dikenal"),
        ({"format": "pdf"}, "XLSX atau CSV"),
        ({"personal": True, "columns": ["nik"], "reason": "ya"}, "untuk apa"),
        ({"personal": True, "columns": ["nik"], "reason": "x" * 201}, "200 huruf"),
    ],
)
def test_what_cannot_be_asked_is_a_sentence(world, staff, asked, says):
    with pytest.raises(ValidationError, match=says):
        take(staff, **asked)
    assert not Download.objects.exists()


def test_more_than_a_worksheet_holds_is_refused_with_a_way_out(world, staff, monkeypatch):
    monkeypatch.setattr(sheets, "MOST_XLSX", 3)
    with pytest.raises(ValidationError, match=r"1\.048\.573 usaha\. Pilih CSV"):
        take(staff)
    assert take(staff, format="csv").rows == 4
