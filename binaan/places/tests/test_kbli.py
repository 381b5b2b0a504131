import json

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command

from binaan.places import kbli
from binaan.places.models import GroupRule, IndustryGroup, KbliCode, ReferenceLoad

pytestmark = pytest.mark.django_db


@pytest.fixture
def shipped():
    kbli.load()


@pytest.fixture
def csv_file(tmp_path):
    def write(text):
        path = tmp_path / "kbli.csv"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def title(edition, code):
    return KbliCode.objects.get(edition=edition, code=code).title


def test_a_code_means_what_its_edition_says(shipped):
    assert "Pencetakan" in title("2020", "13133")
    assert "BATIK" in title("2025", "13133").upper()


@pytest.mark.parametrize(
    ("edition", "divisions", "manufacturing"), [("2020", 87, 475), ("2025", 87, 464)]
)
def test_both_editions_are_there(shipped, edition, divisions, manufacturing):
    codes = KbliCode.objects.filter(edition=edition)
    assert codes.filter(digits=2).count() == divisions + (edition == "2020")
    assert codes.filter(digits=5, section="C").count() == manufacturing


def test_street_vendor_codes_of_2020_are_not_carried_into_2025(shipped):
    assert KbliCode.objects.filter(edition="2020", code__startswith="478").count() == 60
    assert "Kaki Lima" in title("2020", "47811")
    assert title("2025", "47811") == "PERDAGANGAN ECERAN MOBIL BARU"


def test_an_official_list_replaces_titles_of_its_edition_only(shipped, csv_file):
    path = csv_file("code,title\nC,Industri\n10391,Industri Tempe Resmi\n99999,Kode baru\n")
    assert kbli.import_official(path, edition="2020") == {"new": 1, "changed": 1}
    assert title("2020", "10391") == "Industri Tempe Resmi"
    assert KbliCode.objects.filter(official=True).count() == 2
    assert KbliCode.objects.get(edition="2020", code="10391").section == "C"
    assert kbli.import_official(path, edition="2020") == {"new": 0, "changed": 0}


def test_an_official_title_survives_the_next_load(shipped, csv_file):
    kbli.import_official(csv_file("kode;judul\n10391;Industri Tempe Resmi\n"), edition="2020")
    assert kbli.load()["kbli"] == {"new": 0, "changed": 0}
    assert title("2020", "10391") == "Industri Tempe Resmi"


def test_codes_the_official_list_leaves_out_stay_but_are_not_official(shipped, csv_file):
    kbli.import_official(csv_file("code,title\n10391,Tempe\n"), edition="2020")
    assert not KbliCode.objects.get(edition="2020", code="10392").official


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "kosong"),
        ("# hanya catatan\n", "kosong"),
        ("a,b\n1,2\n", "judul kolom"),
        ("code,title\n", "tidak memuat"),
        ("# catatan\ncode,title\n10391,Tempe\n1039A,Tahu\n", "Baris 4: kode '1039A'"),
        ("code,title\n10391,\n", "Baris 2: judul kode 10391 kosong"),
        ("code,title\n10391\n", "Baris 2: judul kode 10391 kosong"),
        ("code,title\n10391,Tempe\n10391,Tahu\n", "Baris 3: kode 10391 sudah ada"),
    ],
)
def test_a_faulty_list_is_refused_whole_with_its_lines(shipped, csv_file, text, sentence):
    with pytest.raises(ValidationError) as refusal:
        kbli.import_official(csv_file(text), edition="2020")
    assert sentence in " ".join(refusal.value.messages)
    assert not KbliCode.objects.filter(official=True).exists()


def test_a_file_that_is_no_text_is_refused(shipped, tmp_path):
    path = tmp_path / "kbli.csv"
    path.write_bytes(b"PK\x03\x04\xff\xfe")
    with pytest.raises(ValidationError, match="bukan CSV"):
        kbli.import_official(path, edition="2020")
    with pytest.raises(ValidationError, match="bukan CSV"):
        kbli.import_official(tmp_path / "none.csv", edition="2020")


def test_the_command_imports_and_notes_it(shipped, csv_file, capsys):
    path = csv_file('code,title\n10391,"Tempe, kedelai"\n')
    call_command("import_kbli", str(path), edition="2025", json=True)
    assert json.loads(capsys.readouterr().out) == {"edition": "2025", "new": 1, "changed": 0}
    assert ReferenceLoad.objects.filter(name="kbli").exists()


def test_the_command_refuses_with_a_sentence(shipped, csv_file, capsys):
    with pytest.raises(SystemExit) as leaving:
        call_command("import_kbli", str(csv_file("")), edition="2025")
    assert leaving.value.code == 1
    assert "kosong" in capsys.readouterr().err


def test_what_the_office_changed_in_its_groups_stays(shipped):
    IndustryGroup.objects.filter(pk="pangan").update(label="Pangan")
    GroupRule.objects.filter(kbli_prefix="12").update(group_id="pangan")
    GroupRule.objects.filter(kbli_prefix="33").delete()
    assert kbli.load()["groups"]["new"] == 2  # one rule in each edition
    assert IndustryGroup.objects.get(pk="pangan").label == "Pangan"
    assert set(GroupRule.objects.filter(kbli_prefix="12").values_list("group_id")) == {("pangan",)}
