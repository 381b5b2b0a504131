"""`problems` and `repair` as other programs call them: lines of JSON, sentences, exit codes."""

import json
from io import StringIO

import pytest
from django.core.management import call_command

from binaan.access.models import AuditEvent
from binaan.intake.models import Problem, RememberedRepair, Repair
from binaan.registry.models import Business

pytestmark = pytest.mark.once  # the actions behind are tried on both stores in test_repairing

SOUND = {"name": "Tahu Sari", "village": "Setiadarma", "district": "Tambun Selatan"}
NIK = "321606450785000"


def run(name: str, *words, **options) -> tuple[int, str, str]:
    """Exit code, standard output, standard error."""
    out, err = StringIO(), StringIO()
    try:
        call_command(name, *words, stdout=out, stderr=err, **options)
    except SystemExit as left:
        return left.code, out.getvalue(), err.getvalue().strip()
    return 0, out.getvalue(), err.getvalue().strip()


def lines(batch: str, *words) -> list[dict]:
    code, out, err = run("problems", "--batch", batch, "--json-lines", *words)
    assert (code, err) == (0, "")
    return [json.loads(line) for line in out.splitlines()]


def begins(lists) -> str:
    rows = [{**SOUND, "nik": NIK}, {**SOUND, "name": "Roti", "workers": "banyak"},
            {**SOUND, "name": "Kue", "workers": "banyak"}]  # fmt: skip
    return lists.listed(rows)["batch"]


@pytest.fixture
def batch(begun) -> str:
    return begun


def test_each_problem_is_one_line_with_its_cell_and_its_number(batch):
    first = lines(batch)[1]
    number = Problem.objects.get(line=3).pk
    assert first == {
        "problem": number, "sheet": "CSV", "row": 3, "cell": "E3", "field": "workers",
        "code": "number_unreadable", "value": "banyak",
        "message": "Isian ini bukan angka yang dapat dibaca.", "suggestion": None, "state": "open",
    }  # fmt: skip


def test_personal_words_are_hidden_from_all_who_may_not_read_them(lists, batch):
    events = AuditEvent.objects.filter(verb="personal.read")
    planner = lists.register.user("planner", office="disperin")
    before = events.count()  # import_list told its caller in full
    for words in ((), ("--by", planner.username)):
        assert NIK not in json.dumps(lines(batch, *words))
    assert events.count() == before
    assert lines(batch, "--by", lists.staff.username)[0]["value"] == NIK
    assert events.count() == before + 1


def test_an_operator_gets_the_problems_of_his_place(lists, batch):
    here = lists.register.user("kecamatan_operator", place="32.16.06", office="disperin")
    there = lists.register.user("kecamatan_operator", place="32.16.07", office="disperin")
    assert len(lines(batch, "--by", here.username)) == 3
    code, out, err = run("problems", "--batch", batch, "--by", there.username)
    assert (code, out) == (1, "")
    assert "tidak bertugas" in err


def test_without_problems_there_is_no_line(lists):
    batch = lists.listed([SOUND])["batch"]
    assert run("problems", "--batch", batch, "--json-lines") == (0, "", "")


def test_a_value_settles_one_problem_and_is_told(lists, batch):
    number = lines(batch)[1]["problem"]
    code, out, err = run(
        "repair", str(number), "--value", "4", "--by", lists.staff.username, "--json"
    )
    made = Repair.objects.get()
    assert (code, err) == (0, "")
    assert json.loads(out) == {"repair": str(made.pk), "problems": 1, "batch": batch}
    assert [one["row"] for one in lines(batch)] == [2, 4]
    assert [one["state"] for one in lines(batch, "--state", "all")] == ["open", "repaired", "open"]


def test_all_alike_are_settled_and_remembered_at_once(lists, batch):
    number = lines(batch)[1]["problem"]
    words = ("--alike", "--remember", "--reason", "dihitung ulang", "--json")
    code, out, _err = run(
        "repair", str(number), "--value", "4", "--by", lists.staff.username, *words
    )
    assert (code, json.loads(out)["problems"]) == (0, 2)
    assert Repair.objects.get().reason == "dihitung ulang"
    assert RememberedRepair.objects.get().was == "banyak"
    assert Business.objects.get(name="Kue").conditions.get(known_until=None).workers == 4


@pytest.mark.parametrize(
    ("number", "value", "who", "says"),
    [
        ("999999", "4", "staff", "tidak ada"),
        ("abc", "4", "staff", "tidak ada"),
        ("", "sedikit", "staff", "bukan angka"),
        ("", "4", "stranger", "di luar wilayah"),
        ("", "4", "nobody", "tidak ada atau tidak aktif"),
    ],
)
def test_what_cannot_be_done_is_one_sentence_and_exit_code_1(
    lists, batch, number, value, who, says
):
    stranger = lists.register.user("section_staff", place="32.75", office="diskopukm")
    names = {"staff": lists.staff.username, "stranger": stranger.username, "nobody": "siapa"}
    number = number or str(lines(batch)[1]["problem"])
    code, out, err = run("repair", number, "--value", value, "--by", names[who], "--json")
    assert (code, out) == (1, "")
    assert says in err
    assert not Repair.objects.exists()


@pytest.mark.parametrize("batch_id", ["bukan", "0192aaaa-0000-7000-8000-000000000000"])
def test_a_list_that_is_not_there_is_refused(lists, batch_id):
    code, _out, err = run("problems", "--batch", batch_id)
    assert code == 1
    assert "tidak ada" in err


def test_alike_beyond_what_goes_in_at_once_is_told_as_left(lists, batch, monkeypatch):
    monkeypatch.setattr("binaan.intake.management.commands.repair.MOST_AT_ONCE", 1)
    number = str(lines(batch)[1]["problem"])
    words = ("--value", "4", "--by", lists.staff.username, "--alike", "--json")
    code, out, _err = run("repair", number, *words)
    told = json.loads(out)
    assert (code, told["problems"], told["left"]) == (0, 1, 1)
