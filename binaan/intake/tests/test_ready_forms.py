"""The three forms that come along: whole, in Bahasa, asking nothing personal before consent."""

import shutil
import subprocess
from pathlib import Path

import pytest
import pyxform

from binaan.intake.odk import ready
from binaan.intake.odk.reading import Wrong, read
from binaan.intake.rules import ready_forms
from binaan.intake.rules.expressions import references
from binaan.intake.rules.xlsforms import Book, faults
from binaan.kit.sheets.book import write_book
from binaan.places.files import rows

pytestmark = pytest.mark.once
NAMES = ("usaha", "pkl", "sentra")
VALIDATOR = Path(pyxform.__file__).parent / "validators/odk_validate/bin/ODK_Validate.jar"


def sheets(name):
    settings = dict.fromkeys(ready_forms.SETTINGS, "x") | {"version": "2026112201"}
    return ready_forms.sheets(rows(f"field-forms/{name}.csv"), rows("field-choices.csv"), settings)


def as_book(name) -> Book:
    made = {
        sheet: [dict(zip(heads, line, strict=True)) for line in lines]
        for sheet, (heads, lines) in sheets(name).items()
    }
    return Book(made["survey"], made["choices"], made["settings"])


@pytest.mark.parametrize("name", NAMES)
def test_a_ready_form_has_no_fault(name):
    assert faults(as_book(name)) == []


@pytest.mark.parametrize("name", NAMES)
def test_what_must_hold_says_so_in_words(name):
    silent = [
        row["name"] for row in as_book(name).survey if row["constraint"] and not row["constraint_message"]
    ]  # fmt: skip
    assert silent == []


@pytest.mark.parametrize("name", ["usaha", "pkl"])
def test_nothing_personal_is_asked_before_consent(name):
    """Each personal question waits for consent, by itself or with its whole group."""
    group, bare = "", []
    for row in as_book(name).survey:
        if row["type"] == "begin_group":
            group = row["relevant"]
        personal = row["binaan_kelas"] in ready_forms.PERSONAL
        if personal and ready_forms.AGREED not in (row["relevant"] + " " + group):
            bare.append(row["name"])
    assert bare == []
    first = next(
        row
        for row in as_book(name).survey
        if row["type"] not in (*ready_forms.STARTED, "begin_group")
    )
    assert first["name"] == ready_forms.CONSENT


@pytest.mark.parametrize("name", ["usaha", "pkl"])
def test_money_identity_pictures_of_people_and_places_are_personal(name):
    classes = {one["name"]: one["class"] for one in rows(f"field-forms/{name}.csv")}
    asked = {"nik", "no_hp", "tanggal_lahir", "alamat_ktp", "modal_usaha", "tanda_tangan", "lokasi"}
    assert {one for one in asked if classes[one] not in ready_forms.PERSONAL} == set()


@pytest.mark.parametrize("name", NAMES)
def test_a_village_is_chosen_below_its_kecamatan(name):
    asked = {row["name"]: row for row in as_book(name).survey}
    assert references(asked["kec"]["choice_filter"]) == ["kab"]
    assert references(asked["kode_desa"]["choice_filter"]) == ["kec"]
    assert not asked["lokasi"]["required"]


def test_nobody_types_again_what_is_known_of_a_business():
    asked = {row["name"]: row for row in as_book("usaha").survey}
    filled = {name for name, row in asked.items() if row["trigger"] == "${usaha_terdaftar}"}
    assert {"nama_usaha", "kode_desa", "produk_utama", "kbli_utama", "tahun_mulai"} <= filled


def test_ready_forms_are_read_back_without_a_word_and_open_in_a_java_engine(tmp_path):
    forms = []
    for one in ready.READY.values():
        path = tmp_path / one.file
        ready.write(one, path, version="2026112201")
        found = read(path, path.name)
        assert (found.key, found.version, list(found.warnings)) == (one.key, "2026112201", [])
        assert "wilayah.csv" in found.files
        forms.append(tmp_path / f"{one.name}.xml")
        forms[-1].write_text(found.xform)
    if shutil.which("java") is None:
        pytest.skip("java is not installed: the forms were not opened by JavaRosa")
    command = ["java", "-Djava.awt.headless=true", "-jar", VALIDATOR, *forms]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("Xform is valid!") == 3


def test_the_same_questions_are_the_same_bytes(tmp_path):
    first, second = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    for out in (first, second):
        ready.write(ready.READY["sentra"], out, version="2026112201")
    assert first.read_bytes() == second.read_bytes()


def test_what_is_no_form_is_told_in_one_sentence(tmp_path):
    path = tmp_path / "x.xlsx"
    path.write_bytes(b"bukan buku kerja")
    with pytest.raises(Wrong) as told:
        read(path, "x.xlsx")
    assert told.value.faults[0].sheet == "berkas"
    write_book(
        path,
        {
            "survey": (
                ("type", "name", "label"),
                [
                    [
                        "range",
                        "a",
                        "A",
                    ]
                ],
            )
        },
        title="x",
    )
    assert read(path, "x.xlsx").key == "x"
