from datetime import date

import polars as pl
import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command

from binaan.places import files, loading
from binaan.places.areas_package import areas
from binaan.places.models import (
    GroupRule,
    IndustryGroup,
    KbliCode,
    Outline,
    Place,
    ReferenceLoad,
)

TODAY = date(2026, 11, 21)


def villages_and_districts(code):
    places = Place.objects.under(code)
    return places.filter(level="district").count(), places.filter(level="village").count()


def test_all_areas_of_indonesia_are_loaded_and_a_second_time_changes_nothing(
    db, published, monkeypatch
):
    monkeypatch.setattr(loading, "published_areas", lambda: published)
    done = loading.load(as_of=TODAY)
    assert done["areas"]["levels"] == {
        "country": 1,
        "province": 38,
        "regency": 514,
        "district": 7_285,
        "village": 83_762,
    }
    assert Place.objects.count() == 91_600 == done["areas"]["new"]
    assert villages_and_districts("32.16") == (23, 187)
    assert villages_and_districts("32.75") == (12, 56)
    assert Place.objects.get(pk="32.16.18").bps_code == "3216010"
    assert Outline.objects.count() == 280
    assert not Place.objects.exclude(valid_from=None).exists()
    noted = list(ReferenceLoad.objects.values_list("name", "changed_at"))

    again = loading.load(as_of=TODAY)
    assert {counts["new"] for counts in again.values()} == {0}
    assert {counts.get("changed", 0) for counts in again.values()} == {0}
    assert again["areas"]["ended"] == 0
    assert list(ReferenceLoad.objects.values_list("name", "changed_at")) == noted


def test_an_area_stands_with_all_it_needs(bekasi):
    village = Place.objects.get(pk="32.16.06.1001")
    assert (village.name, village.level, village.kind) == ("Jatimulya", "village", "kelurahan")
    assert (village.parent_id, village.path) == ("32.16.06", "32.16.06.1001")
    assert (village.postcode, village.bps_code) == ("17510", "3216081001")
    assert (round(village.lat, 1), round(village.lon, 1)) == (-6.3, 107.0)
    assert "Kepmendagri" in village.origin


def test_an_area_that_vanished_ends_and_one_that_is_new_begins(bekasi, published_here):
    newer = published_here.filter(pl.col("code") != "32.16.06.1001")
    newcomer = published_here.filter(pl.col("code") == "32.16.06.1001").with_columns(
        code=pl.lit("32.16.06.2099"), bps_code=pl.lit("")
    )
    done = loading.load_areas(pl.concat([newer, newcomer]), as_of=TODAY)
    assert (done["new"], done["changed"], done["ended"]) == (1, 0, 1)
    assert Place.objects.get(pk="32.16.06.1001").valid_until == TODAY
    assert Place.objects.get(pk="32.16.06.2099").valid_from == TODAY


def test_an_area_that_comes_back_is_valid_again(bekasi, published_here):
    Place.objects.filter(pk="32.16.06.1001").update(valid_until=TODAY)
    assert loading.load_areas(published_here, as_of=TODAY)["changed"] == 1
    assert Place.objects.get(pk="32.16.06.1001").valid_until is None


def test_a_new_name_is_taken_over_and_a_moved_path_stays(bekasi, published_here):
    Place.objects.filter(pk="32.16.18").update(name="Setoe", name_key="setoe")
    Place.objects.move("32.16.18", "32.80.18")
    assert loading.load_areas(published_here, as_of=TODAY)["changed"] == 1
    setu = Place.objects.get(pk="32.16.18")
    assert (setu.name, setu.name_key, setu.path) == ("Setu", "setu", "32.80.18")


def test_what_a_list_is_silent_about_stays(bekasi, published_here):
    Place.objects.filter(pk="32.15").update(bps_code="3215", lat=-6.3, lon=107.3)
    assert loading.load_areas(published_here, as_of=TODAY)["changed"] == 0
    assert Place.objects.get(pk="32.15").bps_code == "3215"


def test_a_list_far_too_short_is_refused(bekasi, published_here):
    with pytest.raises(ValidationError, match="tidak ada yang diubah"):
        loading.load_areas(published_here.head(100), as_of=TODAY)
    assert not Place.objects.exclude(valid_until=None).exists()


def test_the_package_names_parents_before_their_children():
    seen = {""}
    for area in areas("32.16"):
        assert area.parent == "32.16" or area.parent in seen
        seen.add(area.code)
    assert len(seen) == 1 + 23 + 187


def test_outlines_have_boxes_around_their_places(bekasi):
    loading.load_outlines()
    for outline in Outline.objects.select_related("place"):
        assert outline.min_lon <= outline.place.lon <= outline.max_lon
        assert outline.min_lat <= outline.place.lat <= outline.max_lat


def test_every_list_says_in_its_first_lines_where_it_is_from():
    for path in files.FOLDER.glob("*.csv"):
        first = path.read_text(encoding="utf-8").splitlines()[:4]
        assert any(line.startswith("# ") and "ource" in line for line in first), path.name


def test_the_command_says_what_it_did(bekasi, published_here, monkeypatch, capsys):
    monkeypatch.setattr(loading, "published_areas", lambda: published_here)
    call_command("load_places")
    assert capsys.readouterr().out.splitlines() == [
        "Wilayah: 0 baru, 0 berubah, 0 berakhir.",
        "Batas wilayah: 280 baru, 0 berubah, 0 berakhir.",
        "Kode KBLI: 1437 baru, 0 berubah, 0 berakhir.",
        "Kelompok industri: 60 baru, 0 berubah, 0 berakhir.",
        "Nomenklatur program: 513 baru, 0 berubah, 0 berakhir.",
    ]
    assert (IndustryGroup.objects.count(), GroupRule.objects.count()) == (12, 48)
    assert KbliCode.objects.filter(official=True).count() == 0
