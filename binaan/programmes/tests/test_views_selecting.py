"""The desk of selections: tried, kept, read, overridden, set, taken out; the commands."""

import csv
import io
import json
from datetime import date

import pytest
from django.core.management import call_command
from django.urls import reverse

from binaan.access.models import AuditEvent
from binaan.kit.typesetting import NoFonts
from binaan.programmes.actions import selecting
from binaan.programmes.models import Candidate, Selection
from binaan.programmes.queries import selections
from binaan.programmes.queries.receipt import receipt
from binaan.programmes.rules import receipts
from binaan.programmes.sheets import receipt as papers
from binaan.programmes.tests.conftest import AT, TAMBUN

pytestmark = pytest.mark.once
ASKED = {"seed": "7", "at": AT.isoformat()}


@pytest.fixture
def staff(fair):
    return fair.user("section_staff")


@pytest.fixture
def made(fair, staff):
    fair.activity.quotas = [{"mark": "muda", "least": 2}]
    fair.activity.save()
    return selecting.make(fair.activity, rule="adil", seed="7", at=AT, by=staff)


def text(answer) -> str:
    assert answer.status_code == 200
    return answer.content.decode()


def test_rules_are_tried_side_by_side_and_one_is_kept(fair, staff):
    client = fair.client(staff)
    there = reverse("selection_simulate", args=[fair.activity.pk])
    shown = text(client.get(there, ASKED))
    for word in ("Nilai gabungan", "Rasio kesetaraan", "Tingkat lolos", "Cakupan, bukan anggota", "Donat Dewi",
                 "Kelompok produknya"):  # fmt: skip
        assert word in shown
    assert not Selection.objects.exists()
    kept = client.post(there, ASKED | {"rule": "skor"})
    found = Selection.objects.get()
    assert kept.url == reverse("selection_detail", args=[found.pk])
    assert found.rule == "skor"


def test_a_list_tells_what_is_missed_who_waits_and_why(fair, staff, made):
    client = fair.client(staff)
    there = reverse("selection_detail", args=[made.pk])
    shown = text(client.get(there))
    assert "Pemilik muda: paling sedikit 2: selisih 1 kursi" in shown
    assert "belum pernah dilayani" in shown
    assert "Abon Atikah" in text(client.get(there, {"bagian": "tunggu"}))
    last = made.candidates.get(rank=made.eligible)
    why = reverse("selection_candidate", args=[made.pk, last.pk])
    assert "Nyatakan dahulu" in text(client.get(why))
    client.post(reverse("selection_interest", args=[fair.activity.pk]), {"tied": "tidak"})
    client.post(why, {"reason": "Mesin pengemas hanya ada di bengkelnya."})
    last.refresh_from_db()
    assert last.outcome == "terpilih"


def test_below_the_place_only_businesses_in_reach_are_shown(fair, made):
    operator = fair.operator_of("32.16.06")
    client = fair.client(operator)
    shown = text(client.get(reverse("selection_detail", args=[made.pk])))
    inside = made.candidates.filter(outcome="terpilih", kecamatan="32.16.06")
    outside = made.candidates.filter(outcome="terpilih", kecamatan="32.16.07")
    assert all(one.business.name in shown for one in inside)
    assert not any(one.business.name in shown for one in outside)
    assert inside
    assert outside
    assert client.get(reverse("selection_receipt", args=[made.pk])).status_code == 403
    far = made.candidates.filter(kecamatan="32.16.07").first()
    assert client.get(reverse("selection_candidate", args=[made.pk, far.pk])).status_code == 404
    stranger = fair.client(fair.user("section_staff", place="32.75"))
    assert stranger.get(reverse("selection_detail", args=[made.pk])).status_code == 404


def test_the_head_sets_the_list_and_the_receipt_is_taken_out(fair, made):
    head = fair.user("section_head")
    client = fair.client(head)
    there = reverse("selection_set", args=[made.pk])
    assert "Nyatakan benturan" in text(client.post(there, {"seen": made.sha256}))
    answer = {"tied": "ada", "business": "U-1", "note": ""}
    declare = reverse("selection_interest", args=[fair.activity.pk])
    assert "hubungannya" in text(client.post(declare, answer))
    client.post(declare, {"tied": "tidak"})
    client.post(there, {"seen": made.sha256})
    made.refresh_from_db()
    assert made.set_by == head.username
    assert "Segel cocok" in text(client.get(reverse("selection_receipt", args=[made.pk])))
    table = client.get(reverse("selection_receipt_file", args=[made.pk, "csv"]))
    rows = list(csv.reader(io.StringIO(table.content.decode("utf-8-sig")), delimiter=";"))
    assert len(rows) - 1 == made.eligible == made.candidates.count()
    fields = ["\t".join(row[: len(receipts.FIELDS)]) for row in rows[1:]]
    assert receipts.sha256("\n".join(fields).encode()).hexdigest() == made.sha256
    assert AuditEvent.objects.filter(verb="selection.receipt").count() == 1


def test_a_row_changed_behind_the_back_breaks_the_seal(fair, staff, made):
    Candidate.objects.filter(selection=made, rank=3).update(need=1)
    assert not receipt(staff, made).holds


def test_the_receipt_is_printed(fair, staff, made):
    try:
        paper = papers.pdf(staff, receipt(staff, made), on=AT)
    except NoFonts:
        pytest.skip("fonts are not prepared")
    assert paper.startswith(b"%PDF")


def test_the_seal_does_not_hang_on_who_reads(fair, staff, made):
    assert selections.seal(fair.operator_of("32.16.06"), made) == made.sha256


def ran(*arguments) -> dict:
    out = io.StringIO()
    call_command(*arguments, json=True, stdout=out)
    return json.loads(out.getvalue())


def test_the_command_says_the_same_for_the_same(fair, staff, tmp_path):
    asked = {"rule": "adil", "seed": "7", "at": AT.isoformat(), "reader": staff.username}
    first, again = (
        ran("select", "K-00001", *(f"--{'as' if key == 'reader' else key}={value}"
                                   for key, value in asked.items()))
        for _ in range(2)
    )  # fmt: skip
    assert first == again
    assert [len(first[key]) for key in ("chosen", "waiting", "refused")] == [6, 8, 2]
    assert first["refused"][0]["reasons"]
    made = Selection.objects.get()
    for kind in ("csv", "pdf"):
        try:
            done = ran("receipt", str(fair.activity.pk), f"--out={tmp_path / f'a.{kind}'}")
        except (NoFonts, SystemExit):
            assert kind == "pdf"
            continue
        assert done["rows"] == done["eligible"] == made.eligible
        assert done["holds"]


def test_a_business_that_moved_out_since_is_judged_as_it_stood(fair, staff):
    business = fair.firm("Abon Atikah")
    assert business.place_id == TAMBUN
    type(business).objects.filter(pk=business.pk).update(place_id="32.75.01.1002")
    pool, _tried = selecting.trial(fair.activity, rule="adil", seed="1", at=AT, by=staff)
    assert business.pk not in {one.business for one in pool.eligible}  # out of reach today
    keeper = fair.user("auditor", place="32")
    pool, _tried = selecting.trial(fair.activity, rule="adil", seed="1", at=AT, by=keeper)
    found = next(one for one in pool.eligible if one.business == business.pk)
    assert (found.applicant.services, found.applicant.last) == (2, date(2025, 5, 6))
