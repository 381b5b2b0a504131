import csv
import json
from io import StringIO

import pytest
from django.core.management import call_command

from binaan.access.models import AuditEvent
from binaan.intake.tests.lists import Lists
from binaan.registry.models import Business
from binaan.registry.sheets.exported import TABLES

NIK, NIK2 = "3216064507859003", "3216060101809004"


@pytest.fixture
def lists(db, tmp_path, settings):
    settings.FILES_DIR = tmp_path / "files"
    made = Lists(tmp_path)
    made.listed([
        {"name": "=1+1", "owner_name": "Ibu Sari", "nik": NIK, "phone": "081234567890",
         "birth_date": "1985-07-05", "sales": "2,5 jt", "village": "Setiadarma",
         "district": "Tambun Selatan", "association": "anggota", "association_name": "ASPEK"},
        {"name": "Roti", "owner_name": "Budi", "nik": NIK2[:15], "village": "Wanasari",
         "district": "Cibitung", "lat": "-6.26", "lon": "107.05", "nib": "9120999000001"},
        {"name": "", "owner_name": "Ani", "nik": NIK2, "phone": "081299998888",
         "village": "Wanasari", "district": "Cibitung"},
    ])  # fmt: skip
    return made


def exported(folder, **options):
    out, err = StringIO(), StringIO()
    try:
        call_command("export_registry", str(folder), json=True, stdout=out, stderr=err, **options)
    except SystemExit as error:
        return error.code, err.getvalue()
    return json.loads(out.getvalue()), {
        path.name: list(csv.DictReader(StringIO(path.read_text(encoding="utf-8"))))
        for path in folder.iterdir()
    }


def text(tables):
    return json.dumps(tables, ensure_ascii=False)


def test_without_a_reader_everything_is_written_and_nothing_personal_is_shown(lists, tmp_path):
    answer, tables = exported(tmp_path / "keluar")
    assert set(tables) == {f"{table.file}.csv" for table in TABLES} | {"kamus-data.csv"}
    assert {t["file"]: t["rows"] for t in answer["tables"]} == {
        name: len(rows) for name, rows in tables.items()
    }
    assert (len(tables["usaha.csv"]), len(tables["baris_menunggu.csv"])) == (2, 1)
    for secret in (NIK, NIK2, NIK2[:15], "81234567890", "81299998888", "1985-07-05", "2500000"):
        assert secret not in text(tables)
    assert answer["personal_values"] == 0
    assert "9120999000001" in text(tables)


def test_who_may_read_personal_values_gets_them_and_is_noted(lists, tmp_path):
    answer, tables = exported(tmp_path / "keluar", reader=lists.staff.username)
    for value in (NIK, NIK2, "+6281234567890", "1985-07-05", "2500000"):
        assert value in text(tables)
    event = AuditEvent.objects.get(verb="register.exported")
    assert event.by == lists.staff.username
    assert event.payload.content["personal_values"] == answer["personal_values"] > 5


@pytest.mark.once
def test_who_may_export_but_not_read_personal_values_gets_them_hidden(lists, tmp_path):
    head = lists.register.user("office_head", office="disperin")
    answer, tables = exported(tmp_path / "keluar", reader=head.username)
    assert len(tables["usaha.csv"]) == 2
    assert NIK not in text(tables)
    assert answer["personal_values"] == 0


def test_a_reader_of_one_kecamatan_gets_hers_only(lists, tmp_path):
    head = lists.register.user("section_head", place="32.16.06", office="disperin")
    _answer, tables = exported(tmp_path / "keluar", reader=head.username)
    assert [row["name"] for row in tables["pemilik.csv"]] == ["Ibu Sari"]
    assert [len(tables[name]) for name in ("usaha.csv", "klaim.csv", "keadaan.csv", "berkas_masuk.csv")] == [
        1, 1, 1, 0,
    ]  # fmt: skip


@pytest.mark.once
@pytest.mark.parametrize("role", ["", "kecamatan_operator", "enumerator"])
def test_who_may_not_export_is_refused(lists, tmp_path, role):
    user = lists.register.user(role)
    code, said = exported(tmp_path / "keluar", reader=user.username)
    assert (code, "tidak bertugas" in said, (tmp_path / "keluar").exists()) == (1, True, False)


@pytest.mark.once
def test_text_that_looks_like_a_formula_is_defused_and_numbers_stay_numbers(lists, tmp_path):
    _answer, tables = exported(tmp_path / "keluar")
    found = {row["name"]: row for row in tables["usaha.csv"]}
    assert found["'=1+1"]
    assert found["Roti"]["lat"] == "-6.26"


@pytest.mark.once
def test_identifiers_are_hyphenated_and_dates_iso(lists, tmp_path):
    _answer, tables = exported(tmp_path / "keluar")
    business = Business.objects.get(name="Roti")
    row = next(row for row in tables["usaha.csv"] if row["name"] == "Roti")
    assert (row["id"], row["first_as_of"]) == (str(business.pk), "2020-12-31")


@pytest.mark.once
def test_a_folder_that_holds_something_is_left_alone(lists, tmp_path):
    folder = tmp_path / "keluar"
    folder.mkdir()
    (folder / "surat.txt").write_text("x")
    code, said = exported(folder)
    assert (code, "sudah berisi" in said) == (1, True)
    assert [path.name for path in folder.iterdir()] == ["surat.txt"]


@pytest.mark.once
def test_an_export_that_breaks_leaves_nothing(lists, tmp_path, monkeypatch):
    def broken(*_arguments, **_options):
        raise OSError(28, "Ruang habis")

    monkeypatch.setattr("binaan.registry.sheets.exporting._write_dictionary", broken)
    code, said = exported(tmp_path / "baru" / "keluar")
    assert (code, "Ruang habis" in said) == (1, True)
    assert list((tmp_path / "baru").iterdir()) == []
    assert not AuditEvent.objects.filter(verb="register.exported").exists()


@pytest.mark.once
def test_every_column_is_in_the_dictionary_with_its_meaning(lists, tmp_path):
    _answer, tables = exported(tmp_path / "keluar")
    told = {(row["berkas"], row["kolom"]): row for row in tables.pop("kamus-data.csv")}
    for name, rows in tables.items():
        for column in rows[0] if rows else ():
            assert told[name, column]["arti"]
    assert told["nomor.csv", "value"]["data_pribadi"] == "ya"
    assert told["keadaan.csv", "sales_low"]["satuan"] == "rupiah setahun"
    assert told["usaha.csv", "id"]["jenis"] == "nomor tetap (UUID)"
