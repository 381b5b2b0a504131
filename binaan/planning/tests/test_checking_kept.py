"""Findings of a version: kept once, decided ones stay decided; check_plan on the store and on files."""

import json
import re

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from binaan.access.models import AuditEvent
from binaan.places.models import NomenclatureItem
from binaan.planning.actions.checking import check_version
from binaan.planning.actions.deciding import keep
from binaan.planning.models import Budget, CashPlan, Finding, Indicator, Printed
from binaan.planning.queries.tables import paper
from binaan.planning.rules.papers import RP


def rules(version, **narrowed):
    found = Finding.objects.filter(version=version, **narrowed)
    return sorted(found.values_list("rule", flat=True))


def test_the_working_tree_is_checked_and_its_sums_are_always_right(plan):
    (table,) = paper(plan.planner, plan.version).tables
    program = next(one for one in table.lines if one.code == "2.17.07")
    assert program.value(RP, 2021) == 150_000_000
    check_version(plan.version, by=plan.planner)
    assert not {"sum_mismatch", "parent_missing", "children_missing"} & set(rules(plan.version))
    assert {"target_without_budget"} <= set(rules(plan.version))  # Kemitraan 2022


def test_checking_again_adds_nothing_and_keeps_what_was_decided(plan):
    check_version(plan.version, by=plan.planner)
    finding = Finding.objects.filter(version=plan.version).first()
    keep(finding=finding, reason="Memang begitu", by=plan.planner)
    events = AuditEvent.objects.filter(verb="plan.checked").count()
    before = rules(plan.version)
    left = check_version(plan.version, by=plan.planner)
    assert rules(plan.version) == before
    assert len(left) == len(before) - 1
    finding.refresh_from_db()
    assert (finding.state, finding.decided_why) == ("kept", "Memang begitu")
    assert AuditEvent.objects.filter(verb="plan.checked").count() == events


def test_a_finding_that_is_mended_is_gone_and_comes_back_open(plan):
    leaf = plan.node("Pendataan")
    months = CashPlan.objects.create(node=leaf, year=2021, month=1, amount=1)
    check_version(plan.version, by=plan.planner)
    (finding,) = Finding.objects.filter(version=plan.version, rule="cash_plan_mismatch")
    assert (finding.node, finding.year, finding.state) == (leaf, 2021, "open")
    months.amount = 100_000_000
    months.save()
    check_version(plan.version, by=plan.planner)
    finding.refresh_from_db()
    assert finding.state == "gone"
    months.amount = 1
    months.save()
    check_version(plan.version, by=plan.planner)
    finding.refresh_from_db()
    assert finding.state == "open"


def test_what_only_the_store_knows_is_told(plan):
    Indicator.objects.filter(pk=plan.indicator("Laju").pk).update(is_iku=True)
    plan.indicator("Jumlah produk").targets.all().delete()
    check_version(plan.version, by=plan.planner)
    assert {"iku_without_owner", "target_missing"} <= set(rules(plan.version))


def test_the_fixed_indicator_of_a_code_is_asked_once_for_all_parts_that_bear_it(plan):
    leaf = plan.node("Pendataan")
    leaf.official_code = "2.17.07.2.01.01"
    leaf.save()
    NomenclatureItem.objects.create(
        era=plan.version.era, code=leaf.official_code, level="subkegiatan", name=leaf.name,
        indicator="Jumlah unit usaha yang terdata", unit="Unit Usaha",
    )  # fmt: skip
    check_version(plan.version, by=plan.planner)
    (found,) = Finding.objects.filter(version=plan.version, rule="official_indicator_differs")
    assert (found.node, found.severity) == (leaf, "info")
    indicator = leaf.indicators.first()
    indicator.name, indicator.unit = "Jumlah Unit Usaha yang Terdata", "unit usaha"
    indicator.save()
    check_version(plan.version, by=plan.planner)
    found.refresh_from_db()
    assert found.state == "gone"


def test_checking_again_writes_only_what_changed(plan):
    check_version(plan.version, by=plan.planner)
    count = Finding.objects.filter(version=plan.version).count()
    assert count > 1

    def written():
        with CaptureQueriesContext(connection) as seen:
            check_version(plan.version, by=plan.planner)
        return [one["sql"] for one in seen.captured_queries
                if re.match("(INSERT|UPDATE|DELETE)", one["sql"])]  # fmt: skip

    assert written() == []
    one = Finding.objects.filter(version=plan.version).first()
    Finding.objects.filter(pk=one.pk).update(message="Kalimat lama")
    (sql,) = written()
    assert "planning_finding" in sql
    assert sql.replace("-", "").count(one.pk.hex) > 0
    others = Finding.objects.filter(version=plan.version).exclude(pk=one.pk)
    assert not [other for other in others if other.pk.hex in sql.replace("-", "")]


def test_a_proposal_for_a_sum_is_applied_by_saying_why_no_figure_changes(plan, client):
    """A programme's amount is the sum of its leaves: nothing to set, and the page says so."""
    node = plan.node("Pemberdayaan")
    for column, text in {"kind": "tree", "years": "2021 2022", "factor": "1"}.items():
        Printed.objects.create(
            version=plan.version, table="6.2", line=0, row=0, column=column, text=text
        )
    printed(plan, 1, node, node.level, ("9,000,000", "8,000,000"))
    printed(plan, 2, plan.node("Pendataan"), "subkegiatan", ("9,000,000", "8,500,000"))
    check_version(plan.version, by=plan.planner)
    found = Finding.objects.get(version=plan.version, rule="sum_mismatch")
    before = list(Budget.objects.order_by("pk").values_list("pk", "amount"))
    client.force_login(plan.planner)
    said = client.post(
        f"/kinerja/temuan/{found.pk}/putus/", {"putusan": "terapkan"}, follow=True
    ).content.decode()
    assert "selalu dihitung dari sub kegiatannya" in said
    assert list(Budget.objects.order_by("pk").values_list("pk", "amount")) == before
    found.refresh_from_db()
    assert found.state == "applied"


def test_who_may_not_edit_the_plan_checks_nothing(plan):
    with pytest.raises(PermissionDenied):
        check_version(plan.version, by=plan.neighbour)
    assert not Finding.objects.exists()


def printed(plan, line, node, level, texts, label=""):
    for year, text in zip((2021, 2022), texts, strict=True):
        Printed.objects.create(
            version=plan.version, table="6.2", line=line, row=line + 1, node=node, level=level,
            label=label or node.name, column=RP, year=year, text=text, value=text.replace(",", ""),
        )  # fmt: skip


@pytest.mark.once
def test_an_imported_table_is_checked_as_it_was_printed(plan):
    facts = {"kind": "tree", "years": "2021 2022", "factor": "1"}
    for column, text in facts.items():
        Printed.objects.create(
            version=plan.version, table="6.2", line=0, row=0, column=column, text=text
        )
    kegiatan, leaf = plan.node("Pemberdayaan"), plan.node("Pendataan")
    printed(plan, 1, kegiatan, "kegiatan", ("9,000,000", "8,000,000"))
    printed(plan, 2, leaf, "subkegiatan", ("9,000,000", "8,500,000"))
    (found,) = [one for one in check_version(plan.version, by=plan.planner) if one.table == "6.2"]
    assert (found.rule, found.row, found.year, found.difference) == (
        "sum_mismatch",
        2,
        2022,
        "-500000",
    )
    assert found.fix[0].text == "8,500,000"
    kept = Finding.objects.get(version=plan.version, table="6.2")
    assert (kept.node, kept.fix) == (kegiatan, [[2, "rp", 2022, "8,500,000"]])


def answered(capsys, *arguments):
    call_command("check_plan", *arguments)
    return capsys.readouterr().out


@pytest.mark.parametrize("which", ["document", "version"])
def test_the_command_checks_a_document_and_changes_nothing(plan, capsys, which):
    key = str(getattr(plan, which).pk)
    found = json.loads(answered(capsys, "--document", key, "--json"))["findings"]
    assert {"rule", "severity", "level", "node", "row", "table", "year", "column", "printed",
            "recomputed", "difference", "message", "proposal"} == set(found[0])  # fmt: skip
    assert not Finding.objects.exists()


@pytest.mark.once
def test_the_command_checks_a_file_and_says_it_in_words(plan, tmp_path, capsys):
    path = tmp_path / "kinerja.csv"
    path.write_text("indicator,target_2021,target_2022,actual_2021,actual_2022,ratio_2021,ratio_2022\n"
                    "Koperasi aktif,5%,5%,\"4,69%\",5%,99%,100%\n", "utf-8")  # fmt: skip
    said = answered(capsys, str(path))
    assert "1 temuan: 1 kesalahan." in said
    assert "[Kesalahan] tabel kinerja, baris 2 (ratio_mismatch)" in said
    assert "Usul: Ganti menjadi 94%." in said
    path.write_text("nama\nWarung\n", "utf-8")
    with pytest.raises(SystemExit) as stopped:
        answered(capsys, str(path), "--json")
    assert stopped.value.code == 1


@pytest.mark.once
def test_the_command_wants_a_file_or_a_document(plan, capsys):
    with pytest.raises(SystemExit) as stopped:
        answered(capsys, "--json")
    assert stopped.value.code == 2
    with pytest.raises(SystemExit) as stopped:
        answered(capsys, "--document", str(plan.document.pk), "--as", plan.neighbour.username)
    assert stopped.value.code == 1
