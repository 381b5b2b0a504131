"""Taking a copy: kept with its figures, noted, found again by its code, compared with today."""

import json

import pytest
from django.core.exceptions import PermissionDenied

from binaan.access.models import AuditEvent
from binaan.kit.files import path_of
from binaan.planning.models import Target
from binaan.reports import making
from binaan.reports.actions import taking
from binaan.reports.models import Printout
from binaan.reports.queries import comparing, finding
from tests.test_commands import run


def test_a_copy_keeps_file_figures_and_who_took_it(reported):
    made = taking.take(reported.asked("T-C.23"), form="xlsx", by=reported.planner)
    assert set(made.code) <= set(taking.LETTERS)
    assert len(made.code) == 8
    figures = json.loads(path_of(made.contents.sha256).read_text("utf-8"))
    assert (figures["code"], figures["hash"]) == (made.code, made.hash)
    assert path_of(made.file.sha256).read_bytes()[:2] == b"PK"
    event = AuditEvent.objects.get(verb="report.made")
    assert event.by == reported.planner.username
    assert event.payload.content["code"] == made.code
    assert made.choices == {"reports.year_headings": "ke"}


def test_who_may_not_read_the_plan_takes_no_copy(reported):
    with pytest.raises(PermissionDenied):
        taking.take(reported.asked("T-C.23"), form="json", by=reported.neighbour)
    assert not Printout.objects.exists()
    assert not AuditEvent.objects.filter(verb="report.made").exists()


def test_a_copy_says_which_figures_changed_since(reported):
    made = taking.take(reported.asked("T-C.25"), form="json", by=reported.planner)
    today = making.sheet_of(reported.planner, reported.asked("T-C.25"))
    assert comparing.differences(reported.planner, made, today) == []
    Target.objects.filter(
        indicator=reported.indicator("Persentase usaha mikro naik"), year=2022
    ).update(value=9)
    today = making.sheet_of(reported.planner, reported.asked("T-C.25"))
    (one,) = comparing.differences(reported.planner, made, today)
    assert (one.then, one.now) == ("2", "9")
    assert "Persentase usaha mikro naik kelas" in one.row
    assert one.column.endswith("TAHUN KE- 2")
    assert list(finding.own_printouts(reported.planner)) == [made]
    assert not finding.printouts(reported.neighbour).exists()


def test_the_command_writes_the_file_and_prints_code_and_hash(reported, tmp_path):
    out = tmp_path / "t.json"
    words = ("--document", str(reported.document.pk), "--year", "2022", "--format", "json")
    code, said, err = run(
        "report", "T-C.27", *words, "--out", str(out), "--as", reported.planner.username, "--json"
    )
    assert (code, err) == (0, "")
    answer = json.loads(said)
    assert set(answer) == {"code", "hash"}
    assert json.loads(out.read_text("utf-8"))["hash"] == answer["hash"]
    assert Printout.objects.get().code == answer["code"]


def test_the_command_refuses_in_one_sentence(reported, tmp_path):
    words = ("--year", "2022", "--format", "json", "--out", str(tmp_path / "a"))
    mine = ("--document", str(reported.document.pk))
    asked = {
        "unknown report": ("report", "T-C.99", *mine, *words, "--as", reported.planner.username),
        "elsewhere": ("report", "T-C.23", *mine, *words, "--as", reported.neighbour.username),
        "a folder": ("report", "T-C.23", *mine, *words[:-1], str(tmp_path), "--as", reported.planner.username),
        "no document": ("report", "T-C.23", "--document", "x", *words, "--as", reported.planner.username),
    }  # fmt: skip
    for why, one in asked.items():
        code, said, err = run(*one)
        assert (why, code, said, len(err.strip().splitlines())) == (why, 1, "", 1)
    assert not Printout.objects.exists()


@pytest.mark.once
def test_the_list_of_reports_is_one_json_document():
    code, said, _err = run("reports", "--json")
    found = json.loads(said)
    assert code == 0
    assert [one["code"] for one in found][:6] == [f"T-C.{number}" for number in range(23, 29)]
