"""`measure` and `measures` as other programs call them: JSON, exit codes, sentences."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from binaan.registry.tests.factory import Register

pytestmark = pytest.mark.once  # on PostgreSQL the walk of tests/test_walks.py opens each page


@pytest.fixture
def register(db):
    made = Register()
    made.business("Tahu", workers=3, group="pangan")
    made.business("Mebel", place="32.16.07.2001", workers=4)
    return made


@pytest.fixture
def head(register):
    return register.user("section_head", office="disperin").username


def run(*words):
    """The exit code, standard output and standard error of a call."""
    out, err = StringIO(), StringIO()
    try:
        call_command("measure", *words, stdout=out, stderr=err)
    except SystemExit as left:
        return left.code, out.getvalue(), err.getvalue()
    except CommandError as error:
        return 2, out.getvalue(), str(error)
    return 0, out.getvalue(), err.getvalue()


def test_a_stock_by_dimension(head):
    code, out, _ = run(
        "registry.businesses", "--place", "32.16", "--at", "2020-12-31", "--by-dimension", "place",
        "--as", head, "--json",
    )  # fmt: skip
    answer = json.loads(out)
    assert code == 0
    assert (answer["key"], answer["value"], answer["unit"]) == ("registry.businesses", 2, "usaha")
    assert (answer["at"], answer["evidence"]) == ("2020-12-31", 2)
    assert "belum tutup" in answer["formula"]
    assert answer["rows"] == [
        {"key": "32.16.06", "label": "Tambun Selatan", "value": 1, "evidence": 1},
        {"key": "32.16.07", "label": "Cibitung", "value": 1, "evidence": 1},
    ]


def test_a_flow_and_a_known_date(head):
    code, out, _ = run("registry.recorded", "--place", "32.16", "--period", "2020-Q4", "--as", head,
                       "--json")  # fmt: skip
    answer = json.loads(out)
    assert (code, answer["value"], answer["period"], answer["rows"]) == (0, 2, "2020-Q4", [])
    code, out, _ = run(
        "registry.workers", "--place", "32.16", "--at", "2020-12-31", "--known", "2021-01-14",
        "--as", head, "--json",
    )  # fmt: skip
    answer = json.loads(out)
    assert (code, answer["value"], answer["evidence"]) == (0, None, 0)
    assert answer["known"] == "2021-01-14"


@pytest.mark.parametrize(
    "words",
    [
        ("registry.businesses", "--period", "2025"),
        ("registry.businesses",),
        ("registry.businesses", "--at", "2025-01-01", "--period", "2025"),
        ("registry.businesses", "--at", "31-12-2020"),
        ("registry.closed", "--at", "2025-01-01"),
        ("registry.closed", "--period", "2025", "--known", "2025-01-01"),
        ("registry.closed", "--period", "2025-Q5"),
        ("registry.closed", "--period", "2025-02-01..2025-01-01"),
    ],
)
def test_the_wrong_time_is_wrong_usage(head, words):
    code, out, err = run(words[0], "--place", "32.16", *words[1:], "--as", head)
    assert (code, out) == (2, "")
    assert err


@pytest.mark.parametrize(
    ("changed", "lists"),
    [
        ({"key": "registry.nothing"}, "registry.businesses"),
        ({"--place": "99"}, "32.16 (Kabupaten Bekasi)"),
        ({"--office": "dinas"}, "diskopukm, disperin"),
        ({"--as": "siapa"}, "orang"),
        ({"--by-dimension": "warna"}, "place, group"),
    ],
)
def test_what_does_not_exist_is_refused_with_what_does(head, changed, lists):
    words = {"key": "registry.businesses", "--place": "32.16", "--at": "2020-12-31", "--as": head}
    words |= changed
    key = words.pop("key")
    code, out, err = run(key, *[part for pair in words.items() for part in pair])
    assert (code, out) == (1, "")
    assert lists in err


def test_a_user_without_any_right_is_refused(register):
    code, out, err = run("registry.businesses", "--place", "32.16", "--at", "2020-12-31",
                         "--as", register.user().username)  # fmt: skip
    assert (code, out) == (1, "")
    assert "tidak mempunyai tugas" in err


def test_a_user_with_the_right_elsewhere_gets_nothing_not_an_error(register):
    elsewhere = register.user("section_head", place="32.75", office="diskopukm").username
    code, out, _ = run("registry.businesses", "--place", "32.16", "--at", "2020-12-31",
                       "--as", elsewhere, "--json")  # fmt: skip
    answer = json.loads(out)
    assert (code, answer["value"], answer["evidence"]) == (0, 0, 0)


def test_small_cells_are_null_with_a_note(register):
    reader = register.user("upper_reader", place="32").username
    _, out, _ = run("registry.businesses", "--place", "32.16", "--at", "2020-12-31", "--as", reader,
                    "--json")  # fmt: skip
    answer = json.loads(out)
    assert (answer["value"], answer["evidence"]) == (None, None)
    assert "kurang dari 5" in answer["note"]


def test_measures_lists_them_all(db):
    out = StringIO()
    call_command("measures", "--json", stdout=out)
    listed = {item["key"]: item for item in json.loads(out.getvalue())}
    for name in (
        "businesses",
        "guided",
        "running",
        "workers",
        "rows_waiting",
        "recorded",
        "closed",
    ):
        assert f"registry.{name}" in listed
    for item in listed.values():
        assert all(item[name] for name in ("label", "unit", "kind", "formula", "source"))
        assert {"key", "label"} == set(item["dimensions"][0])
    keys = [part["key"] for part in listed["registry.businesses"]["dimensions"]]
    assert keys == ["place", "group", "size_pp7", "size_uu20", "size_kemenperin", "size_bps", "sex",
                    "association", "office", "verification", "status"]  # fmt: skip
