import io
import json
from datetime import date

import pytest
from django.core.management import call_command

from binaan.access import audit
from binaan.access.models import Assignment, AuditEvent, Office, User
from binaan.places.models import Place

PASSWORD = "sawah-hijau-pagi-7"


@pytest.fixture
def typed(monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO(PASSWORD + "\n"))
    return lambda text: monkeypatch.setattr("sys.stdin", io.StringIO(text))


def run(*arguments):
    """What a command answers; its exit code and sentence when it refuses."""
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command(*arguments, "--json", stdout=out, stderr=err)
    except SystemExit as left:
        return left.code, err.getvalue()
    return json.loads(out.getvalue())


def add_account(name="siti", role="planner", place="32.16", *more):
    return run("add_account", name, "--role", role, "--place", place, "--password-stdin", *more)


def test_an_office_added_twice_is_one(town):
    first = run("add_office", "disdag", "--name", "Dinas Perdagangan", "--place", "32.16")
    second = run("add_office", "disdag", "--name", "Dinas Perdagangan", "--place", "32.16")
    assert first == second
    assert first["key"] == "disdag"
    assert AuditEvent.objects.count() == 1


def test_an_office_added_again_with_other_words_is_refused(town):
    code, sentence = run("add_office", "disperin", "--name", "Lain", "--place", "32.16")
    assert code == 1
    assert "Dinas Perindustrian" in sentence
    assert Office.objects.get(key="disperin").name == "Dinas Perindustrian"


def test_an_account_is_added_with_its_assignment(town, typed):
    answer = add_account("siti", "planner", "32.16", "--office", "disperin", "--name", "Siti A.")
    assert {**answer, "id": "", "assignments": []} == {
        "id": "", "username": "siti", "name": "Siti A.", "active": True, "role": "planner",
        "place": "32.16", "office": "disperin", "assignments": [],
    }  # fmt: skip
    assert isinstance(answer["id"], str)
    assert User.objects.get(username="siti").check_password(PASSWORD)


def test_the_same_account_again_changes_nothing(town, typed):
    first = add_account()
    typed(PASSWORD + "\n")
    assert add_account() == first
    assert Assignment.objects.count() == 1


@pytest.mark.parametrize(
    ("role", "place", "password"),
    [
        ("auditor", "32.16", PASSWORD),
        ("planner", "32.75", PASSWORD),
        ("planner", "32.16", "lain-sekali-kata-9"),
    ],
)
def test_the_same_name_with_other_data_is_refused(town, typed, role, place, password):
    add_account()
    typed(password + "\n")
    code, sentence = add_account("siti", role, place)
    assert (code, "sudah ada" in sentence) == (1, True)
    assert Assignment.objects.count() == 1


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("siti", "raja", "32.16"), "kecamatan_operator"),  # lists the roles there are
        (("siti", "planner", "99.99"), "99.99"),
        (("siti", "planner", "32.16", "--office", "tak-ada"), "diskop, disperin"),
        (("siti", "planner", "32.16", "--by", "hantu"), "hantu"),
        (("dua kata", "planner", "32.16"), "tanpa spasi"),
    ],
)
def test_what_cannot_be_is_refused_with_what_can(town, typed, arguments, told):
    code, sentence = add_account(*arguments)
    assert code == 1
    assert told in sentence
    assert not User.objects.exists()


def test_a_missing_password_is_refused(town, typed):
    typed("")
    code, _sentence = add_account()
    assert code == 1
    assert not User.objects.exists()


def test_a_weak_password_is_taken_and_changed_at_the_first_sign_in(town, typed):
    typed("pendek\n")
    add_account()
    user = User.objects.get()
    assert user.check_password("pendek")
    assert user.must_change_password


def test_done_in_somebodys_name_it_stays_within_their_reach(town, typed):
    town.user("rina", "administrator", "32.16")
    code, _sentence = add_account("siti", "planner", "32.75", "--by", "rina")
    assert code == 1
    assert User.objects.count() == 1


def test_an_empty_installation_loads_the_places_by_itself(db, typed, monkeypatch):
    def load():
        Place.objects.create(
            code="00", name="Indonesia", level="country", kind="negara", name_key="indonesia"
        )

    monkeypatch.setattr("binaan.access.management.answers.loading.load", load)
    assert add_account("admin", "administrator", "00")["place"] == "00"


def test_accounts_lists_everybody_with_their_assignments(town):
    siti = town.user("siti", "planner", "32.16", town.disperin)
    town.assignment(siti, "enumerator", "32.16.06", valid_from=date(2021, 1, 1))
    town.user("agus")
    answer = {one["username"]: one for one in run("accounts")}
    assert answer["agus"]["assignments"] == []
    assert answer["agus"]["role"] is None
    assert [held["role"] for held in answer["siti"]["assignments"]] == ["planner", "enumerator"]
    assert answer["siti"]["office"] == "disperin"


def test_accounts_costs_the_same_however_many(town, django_assert_num_queries):
    for number in range(9):
        town.user(f"orang{number}", "planner", "32.16", town.disperin)
    with django_assert_num_queries(2):
        run("accounts")


def test_the_chain_is_verified_by_command(town, capsys):
    audit.record("x", None, by="siti")
    audit.record("x", None, by="siti")
    assert run("verify_audit") == {"ok": True, "events": 2, "first_broken": None}
    AuditEvent.objects.filter(id=2).update(by="lain")
    out, err = io.StringIO(), io.StringIO()
    with pytest.raises(SystemExit) as left:
        call_command("verify_audit", "--json", stdout=out, stderr=err)
    assert left.value.code == 1
    assert json.loads(out.getvalue()) == {"ok": False, "events": 2, "first_broken": "2"}
    assert "rusak" in err.getvalue()


def test_a_password_is_reset_at_the_machine(town, typed):
    siti = town.user("siti", "planner")
    assert run("reset_password", "siti", "--password-stdin")["username"] == "siti"
    siti.refresh_from_db()
    assert siti.check_password(PASSWORD)
    assert run("reset_password", "hantu", "--password-stdin")[0] == 1
