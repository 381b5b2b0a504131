"""Loading sets up everybody once and hands the lists in through the ordinary door, once."""

import json

import pytest
from django.core.management import CommandError, call_command

from binaan.access.models import Assignment, Decree, Office, Official, User
from binaan.demo import loading, people, staffing
from binaan.demo.books import BOOKS
from binaan.intake.models import Batch
from binaan.places.models import IndustryGroup, Place

PLACES = {
    "00": ("Indonesia", "country", "negara", None),
    "32": ("Jawa Barat", "province", "provinsi", "00"),
    "32.16": ("Kabupaten Bekasi", "regency", "kabupaten", "32"),
    "32.16.06": ("Tambun Selatan", "district", "kecamatan", "32.16"),
    "32.75": ("Kota Bekasi", "regency", "kota", "32"),
    "32.75.04": ("Bekasi Selatan", "district", "kecamatan", "32.75"),
}
ANSWER = {"batch": "1", "rows": 2, "new": 2, "changed": 0, "unchanged": 0, "waiting": 0}


@pytest.fixture
def places(db, settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # quick
    for code, (name, level, kind, parent) in PLACES.items():
        Place.objects.update_or_create(
            code=code,
            defaults={
                "name": name,
                "level": level,
                "kind": kind,
                "parent_id": parent,
                "path": "" if code == "00" else code,
                "name_key": name.lower().replace(" ", ""),
            },
        )


@pytest.fixture
def door(monkeypatch, settings, tmp_path):
    """The import command as loading sees it; remembers what was handed in."""
    settings.HOME = tmp_path
    handed = []

    def import_list(*words, stdout, **options):
        handed.append((words, options))
        stdout.write(json.dumps({**ANSWER, "problems": []}))

    monkeypatch.setattr(loading, "call_command", import_list)
    monkeypatch.setattr(loading, "write_books", lambda folder: [])  # test_books writes them
    monkeypatch.setattr(loading.renstra, "load", lambda say: [])  # test_renstra brings it in
    monkeypatch.setattr(loading, "recount", lambda folder: {"kabupaten": 3_444, "kota": 2_086})
    return handed


def test_setting_up_twice_adds_nothing(places):
    new = (*people.OFFICES, *people.DECREES, *people.OFFICIALS)
    assert staffing.set_up_offices() == len(new)
    assert staffing.set_up_accounts() == len(people.ACCOUNTS)
    assert (staffing.set_up_offices(), staffing.set_up_accounts()) == (0, 0)
    assert (Office.objects.count(), Decree.objects.count()) == (3, 2)
    assert Official.objects.count() == len(people.OFFICIALS)


def test_every_account_holds_its_role_where_the_cast_says(places):
    staffing.set_up_offices()
    staffing.set_up_accounts()
    for account in people.ACCOUNTS:
        held = Assignment.objects.get(user__username=account.username)
        assert (held.role, held.place_id) == (account.role, account.place)
        assert (held.office.key if held.office else "") == account.office


def test_demo_accounts_are_marked_and_open_with_the_shown_password(places):
    staffing.set_up_offices()
    staffing.set_up_accounts()
    shown = staffing.accounts()
    assert [one["username"] for one in shown] == [one.username for one in people.ACCOUNTS]
    kadis = User.objects.get(username="kadis")
    assert kadis.is_demo
    assert kadis.check_password(shown[0]["password"])


def test_without_demo_accounts_none_are_shown(places, capsys):
    call_command("demo", "--accounts")
    assert capsys.readouterr().out.strip() == ""


def test_the_lists_go_through_the_door_in_order_with_their_dates_and_maps(places, door):
    loading.load(lambda text: None)
    assert [(words[0], words[1]) for words, _options in door] == [("import_list", "usaha")] * len(
        BOOKS
    )
    assert [options["as_of"] for _words, options in door] == [
        "2018-12-31",
        "2020-12-31",
        "2024-06-30",
        "2024-12-31",
        "2019-09-30",
        "2023-05-31",
    ]
    mapped = [bool(options["map"]) for _words, options in door]
    assert mapped == [True, True, False, True, True, True]
    assert {options["by"] for _words, options in door} == {"admin"}


def test_both_ikm_lists_are_versions_of_one_source():
    assert BOOKS[1].source == BOOKS[3].source
    assert BOOKS[1].as_of < BOOKS[3].as_of


def test_loading_says_in_words_how_far_it_is(places, door):
    said = []
    loading.load(said.append)
    assert any("3.444 IKM, 2.086 UMKM" in line for line in said)
    assert any("daftar 6 dari 6" in line for line in said)


def test_a_list_applied_before_is_not_handed_in_again(places, door, monkeypatch):
    monkeypatch.setattr(loading, "is_applied", lambda book: book is not BOOKS[3])
    loading.load(lambda text: None)
    assert [options["as_of"] for _words, options in door] == ["2024-12-31"]


def test_nothing_counts_as_applied_before_a_batch_says_so(places):
    assert not Batch.objects.exists()
    assert not any(loading.is_applied(book) for book in BOOKS)


def test_the_group_of_the_rest_exists_once(places):
    assert (staffing.set_up_groups(), staffing.set_up_groups()) == (1, 0)
    assert IndustryGroup.objects.get(code=staffing.OTHERS_CODE).label == "Lainnya (contoh)"


def test_demo_refuses_where_it_is_switched_off(places, settings, capsys):
    settings.DEMO = False
    with pytest.raises((SystemExit, CommandError)):
        call_command("demo")
    assert "BINAAN_DEMO=0" in capsys.readouterr().err
    assert not User.objects.filter(is_demo=True).exists()


@pytest.mark.django_db
def test_where_real_people_work_no_account_with_a_public_password_is_made(settings, capsys):
    settings.DEMO = True
    User.objects.create(username="rina", name="Rina")
    with pytest.raises(SystemExit) as left:
        call_command("demo")
    assert left.value.code == 1
    assert "BINAAN_HOME" in capsys.readouterr().err
    assert User.objects.count() == 1
