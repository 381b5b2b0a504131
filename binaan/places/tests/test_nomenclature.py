"""The nomenclature: codes and eras, what is shipped, what an official list changes."""

import pytest
from django.core.exceptions import ValidationError

from binaan.places import nomenclature
from binaan.places.models import NomenclatureItem
from binaan.places.rules import nomenclature as codes


@pytest.fixture
def shipped(db):
    return nomenclature.load()


def item(era, code):
    return NomenclatureItem.objects.get(era=era, code=code)


@pytest.mark.once
@pytest.mark.parametrize(
    ("code", "level", "parent"),
    [
        ("2", "urusan", ""),
        ("2.17", "bidang", "2"),
        ("2.17.03", "program", "2.17"),
        ("2.17.03.2.01", "kegiatan", "2.17.03"),
        ("2.17.03.2.01.04", "subkegiatan", "2.17.03.2.01"),
        ("X.XX.01.2.05.0009", "subkegiatan", "X.XX.01.2.05"),
        ("X.XX.01", "program", "X.XX"),
        ("2.17.03.3.01", "", "2.17.03"),
        ("2.17.3", "", "2.17"),
    ],
)
def test_a_code_tells_its_level_and_what_stands_above(code, level, parent):
    assert codes.level_of(code) == level
    assert codes.parent_of(code) == parent


@pytest.mark.once
def test_a_sub_kegiatan_has_the_digits_of_its_era():
    assert codes.level_of("2.17.03.2.01.04", "E2") == "subkegiatan"
    assert codes.level_of("2.17.03.2.01.04", "E3") == ""
    assert codes.level_of("2.17.03.2.01.0004", "E3") == "subkegiatan"


@pytest.mark.once
def test_codes_are_sorted_segment_by_segment():
    told = ["2.17.10", "X.XX.01", "2.9", "2.17.02", "2.17.02.2.01", "2.10"]
    assert sorted(told, key=codes.sort_key) == [
        "2.9", "2.10", "2.17.02", "2.17.02.2.01", "2.17.10", "X.XX.01",
    ]  # fmt: skip


@pytest.mark.once
@pytest.mark.parametrize(
    ("year", "era"), [(2020, ""), (2021, "E2"), (2023, "E2"), (2024, "E3"), (2030, "E3")]
)
def test_a_fiscal_year_has_its_era(year, era):
    assert codes.era_of_year(year) == era


@pytest.mark.once
def test_the_penunjang_stands_under_the_lead_bidang():
    assert codes.for_bidang("X.XX.01.2.05.09", "3.31") == "3.31.01.2.05.09"
    assert codes.generic_of("3.31.01.2.05.09") == "X.XX.01.2.05.09"
    assert codes.generic_of("2.17.02.2.01") == "2.17.02.2.01"
    assert codes.four_digits("2.17.03.2.01.04") == "2.17.03.2.01.0004"


@pytest.mark.django_db
def test_every_era_is_loaded_and_a_second_time_changes_nothing(shipped):
    assert shipped["new"] == NomenclatureItem.objects.count() > 500
    assert nomenclature.load() == {"new": 0, "changed": 0}
    assert item("E2", "2.17.08").name == "PROGRAM PENGEMBANGAN UMKM"
    assert item("E3", "2.17.02.2.01.0001").note.startswith("belum dipastikan")
    assert not NomenclatureItem.objects.filter(official=True).exists()
    assert not NomenclatureItem.objects.filter(code="2.17.09").exists()  # one source alone


@pytest.mark.django_db
def test_every_row_hangs_below_another_of_its_era(shipped):
    for era in codes.BY_KEY:
        rows = set(NomenclatureItem.objects.filter(era=era).values_list("code", "parent_code"))
        known = {code for code, _parent in rows} | {"", codes.GENERIC}
        assert not [code for code, parent in rows if parent not in known]


@pytest.fixture
def listed(tmp_path):
    def write(text):
        path = tmp_path / "resmi.csv"
        path.write_text(text, encoding="utf-8")
        return path

    return write


@pytest.mark.django_db
def test_an_official_list_counts_and_survives_the_next_load(shipped, listed):
    path = listed("Kode;Nama;Satuan\n2.17.08;PROGRAM PENGEMBANGAN UMKM;\n2.17.09;PROGRAM BARU;\n")
    source = "Kepmendagri 900.1-861/2026"
    done = nomenclature.import_official(path, era="E3", source=source)
    assert done == {"new": 1, "changed": 1}
    assert (item("E3", "2.17.08").official, item("E2", "2.17.08").official) == (True, False)
    assert item("E3", "2.17.09").source == source
    assert nomenclature.load() == {"new": 0, "changed": 0}
    assert nomenclature.import_official(path, era="E3", source=source) == {"new": 0, "changed": 0}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("kode,nama\n2.17.08.2.01.01,Dua angka\n", "bukan kode menurut edisi E3"),
        ("kode,nama\n2.17.08,\n", "tidak bernama"),
        ("kode,nama\n2.17.08,Satu\n2.17.08,Dua\n", "nama lain"),
        ("nomor,judul\n1,2\n", "kolom kode dan nama"),
        ("kode,nama\n,\n", "tidak memuat satu kode pun"),
    ],
)
def test_a_faulty_list_is_refused_whole(listed, text, said):
    with pytest.raises(ValidationError, match=said):
        nomenclature.import_official(listed(text), era="E3", source="Uji")
    assert not NomenclatureItem.objects.exists()
