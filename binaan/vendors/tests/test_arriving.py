"""Lists of street vendors through the ordinary door, and what they say as people write it."""

import csv
import json
from datetime import date, time
from io import StringIO

import pytest
from django.core.management import call_command

from binaan.intake.fieldwork import LISTS, TAKERS
from binaan.intake.kinds import KINDS
from binaan.intake.models import Problem
from binaan.vendors.models import Vendor
from binaan.vendors.rules.listing import clock_of, days_of, trading_since

LIST = (
    ("No", "Nama", "NIK", "Jenis Dagangan", "Bidang Usaha", "Sarana", "Kategori", "Hari", "Jam Buka",
     "Jam Tutup", "Kode Titik", "No Lapak", "Kelurahan", "Kecamatan", "Asal KTP"),
    ("1", "Gita Puspita", "3205014107900003", "Seblak", "Makanan", "Gerobak", "baru", "senin-jumat",
     "16.00", "22.00", "A-001", "A-3", "Margahayu", "Bekasi Timur", "Kabupaten Bekasi"),
    ("2", "Hadi Wijaya", "", "Sandal", "Pakaian", "gelaran", "lama", "tiap hari", "6:00", "10:00",
     "Jalan Pasar", "", "Margahayu", "Bekasi Timur", ""),
    ("3", "Iwan Setia", "", "Burung", "Hewan", "Gerobak", "lama", "kadang", "sore", "", "A-001", "A-1",
     "Margahayu", "Bekasi Timur", ""),
)  # fmt: skip


def hand_in(street, folder, rows=LIST, as_of="2026-03-01", name="pkl"):
    path = folder / f"{name}.csv"
    with path.open("w", newline="") as opened:
        csv.writer(opened).writerows(rows)
    out = StringIO()
    call_command(
        "import_list", "pkl", str(path), source="Pendataan PKL", office="diskopukm", as_of=as_of,
        place="32.75", by=street.staff.username, json=True, stdout=out,
    )  # fmt: skip
    return json.loads(out.getvalue())


def test_a_list_of_vendors_becomes_businesses_vendors_and_places(street, tmp_path):
    hand_in(street, tmp_path)
    made = {
        one.business.name: one
        for one in Vendor.objects.filter(number__gt=5).select_related("business")
    }
    assert set(made) == {"Seblak Gita Puspita", "Sandal Hadi Wijaya", "Burung Iwan Setia"}
    gita, hadi, iwan = made.values()
    assert (gita.trade, gita.days, gita.begins, gita.origin_id, gita.registered_on) == (
        "kuliner", "sen sel rab kam jum", time(16), "32.16", date(2026, 3, 1),
    )  # fmt: skip
    assert gita.business.is_vendor
    assert gita.standings.get().pitch.number == "A-3"
    assert (hadi.trade, hadi.days, hadi.standings.get().location.code) == ("sandang", "", "B-001")
    assert (iwan.trade, iwan.begins, iwan.standings.get().pitch) == ("", None, None)
    codes = set(Problem.objects.values_list("field", "code"))
    assert {
        ("trade", "choice_unknown"),
        ("days", "choice_unknown"),
        ("pitch", "choice_unknown"),
    } <= codes


def test_the_same_list_again_changes_nothing_and_a_newer_one_what_it_says(street, tmp_path):
    hand_in(street, tmp_path)
    before = list(Vendor.objects.values_list("pk", "trade", "goods"))
    hand_in(street, tmp_path, as_of="2026-03-02", name="lagi")
    assert list(Vendor.objects.values_list("pk", "trade", "goods")) == before
    moved = [list(row) for row in LIST]
    moved[1][10:12] = ["B-001", ""]
    hand_in(street, tmp_path, moved, as_of="2026-03-02", name="baru")
    gita = Vendor.objects.get(business__name="Seblak Gita Puspita")
    assert gita.standings.get(until=None).location.code == "B-001"
    assert gita.standings.count() == 2


@pytest.mark.once
@pytest.mark.parametrize(
    ("said", "days"),
    [
        ("Senin, Rabu", "sen rab"), ("1 3", "sen rab"), ("senin-jumat", "sen sel rab kam jum"),
        ("sabtu s.d. senin", "sen sab min"), ("Setiap hari", ""), ("1 2 3 4 5 6 7", ""),
        ("sabtu dan minggu", "sab min"), ("Jum'at", "jum"), ("kadang", None), ("", None), ("8", None),
    ],
)  # fmt: skip
def test_days_as_people_write_them(said, days):
    assert days_of(said) == days


@pytest.mark.once
@pytest.mark.parametrize(
    ("said", "clock"),
    [
        ("16.00", "16:00"), ("6:05", "06:05"), ("16:00:00.000+07:00", "16:00"), ("24.00", "00:00"),
        ("16.00 WIB", "16:00"), ("sore", None), ("25:00", None), ("16", None),
    ],
)  # fmt: skip
def test_hours_as_people_write_them(said, clock):
    assert clock_of(said) == clock


@pytest.mark.once
def test_so_many_months_ago_is_told_by_the_month():
    assert trading_since(date(2026, 3, 31), 13) == date(2025, 2, 1)


def test_a_phone_holds_only_the_locations_around_and_vendors_assigned(street):
    officer = street.user("enumerator", place="32.75.01")
    titik = {row[0]: row[2] for row in LISTS["titik"].rows(officer)}
    assert titik == dict.fromkeys(("A-001", "B-001", "C-001", "R-001"), "32.75.01")
    assert list(LISTS["pkl"].rows(officer)) == []
    assert set(TAKERS["pkl"].answers.values()) <= {one.name for one in KINDS["pkl"].fields}
