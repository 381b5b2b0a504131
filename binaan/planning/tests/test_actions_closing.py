"""Four steps of a figure, and closing a quarter: frozen whole or not at all, and never changed silently."""

import gzip
import json
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command

from binaan.access.models import AuditEvent
from binaan.kit.files import path_of
from binaan.kit.models import StoredFile
from binaan.planning.actions import achieving, closing
from binaan.planning.actions.achieving import Given
from binaan.planning.models import Achievement, Hold, Indicator
from binaan.planning.queries import achievements, holds, periods
from binaan.planning.rules import freezing
from binaan.registry.actions.claiming import register
from binaan.registry.actions.closing import close as close_business

Q1 = {"year": 2022, "quarter": 1}
NOW = datetime(2026, 3, 2, 5, tzinfo=UTC)


def listed(plan, name: str, as_of=date(2022, 2, 1)):
    return register(
        said={"name": name, "owner_name": f"Pemilik {name}", "place": "32.75.01.1002",
              "status": "running"},
        as_of=as_of, office=plan.offices["diskopukm"], by=plan.user("section_staff", place="32.75"),
        reason="Daftar binaan 2022",
    )  # fmt: skip


class Quarter:
    """The first quarter of 2022: one counted indicator and one without records."""

    def __init__(self, plan):
        self.plan, self.document = plan, plan.document
        self.staff = plan.user("section_staff", place="32.75")
        self.warung = listed(plan, "Warung Bu Ani")
        self.counted = plan.indicator("Jumlah usaha mikro dibina")
        self.counted.citation = {"measure": "registry.guided"}
        self.counted.save()
        self.typed = plan.indicator("Jumlah kemitraan")

    def fill(self, indicator: Indicator, by=None, **given):
        return achieving.fill(indicator, **Q1, given=Given(**given), by=by or self.staff)

    def fill_both(self):
        self.fill(self.counted)
        self.fill(self.typed, typed=Decimal(2), document_note="BA 12/2022")
        return [self.counted.key, self.typed.key]

    def approved(self):
        keys = self.fill_both()
        achieving.check(self.document, **Q1, keys=keys, by=self.plan.planner)
        achieving.approve(self.document, **Q1, keys=keys, by=self.plan.head)
        return keys

    def close(self, by=None):
        return closing.close(self.document, **Q1, by=by or self.plan.planner)

    def row(self, indicator: Indicator) -> Achievement:
        return Achievement.objects.get(indicator_key=indicator.key, **Q1)


@pytest.fixture
def quarter(plan) -> Quarter:
    return Quarter(plan)


def test_a_cited_value_is_counted_and_nobody_types_over_it(quarter):
    row = quarter.fill(quarter.counted, explanation="Ada daftar baru")
    assert (row.value, row.measured, row.typed, row.explanation) == (1, 1, None, "Ada daftar baru")
    with pytest.raises(ValidationError, match="dihitung dari rekaman"):
        quarter.fill(quarter.counted, typed=Decimal(900))
    assert quarter.row(quarter.counted).value == 1


def test_a_typed_value_needs_a_document(quarter):
    with pytest.raises(ValidationError, match="Sebutkan dokumennya"):
        quarter.fill(quarter.typed, typed=Decimal(2))
    assert not Achievement.objects.exists()


def test_the_one_who_filled_a_figure_does_not_check_it(quarter):
    quarter.fill(quarter.typed, by=quarter.plan.planner, typed=Decimal(2), document_note="BA")
    step = achieving.check(
        quarter.document, **Q1, keys=[quarter.typed.key], by=quarter.plan.planner
    )
    assert [one.why for one in step.left] == [
        "Anda sendiri yang mengisi; minta orang lain memeriksa."
    ]
    assert quarter.row(quarter.typed).state == "draft"


def test_a_measured_value_is_counted_anew_until_it_is_checked(quarter):
    keys = quarter.fill_both()
    listed(quarter.plan, "Warung Pak Budi")
    achieving.check(quarter.document, **Q1, keys=keys, by=quarter.plan.planner)
    assert quarter.row(quarter.counted).value == 2
    with pytest.raises(ValidationError, match="sudah diperiksa"):
        quarter.fill(quarter.counted)


def test_what_is_sent_back_is_a_draft_with_the_reason(quarter):
    quarter.approved()
    with pytest.raises(ValidationError, match="Tuliskan"):
        achieving.send_back(quarter.typed, **Q1, why=" ", by=quarter.plan.head)
    row = achieving.send_back(quarter.typed, **Q1, why="BA belum ada", by=quarter.plan.head)
    assert (row.state, row.checked_by, row.returned_why) == ("draft", "", "BA belum ada")
    assert quarter.fill(quarter.typed, typed=Decimal(3), document_note="BA").returned_why == ""


def test_a_page_opened_before_somebody_else_saved_overwrites_nothing(quarter):
    quarter.fill(quarter.typed, typed=Decimal(2), document_note="BA", seen="")
    with pytest.raises(ValidationError, match="sesudah halaman Anda dibuka"):
        quarter.fill(quarter.typed, typed=Decimal(9), document_note="BA", seen="")
    assert quarter.row(quarter.typed).value == 2


def test_staff_of_another_bidang_see_all_and_fill_only_their_own(quarter):
    Indicator.objects.filter(pk=quarter.typed.pk).update(division=quarter.plan.division)
    other = type(quarter.plan.division).objects.create(
        office=quarter.plan.division.office, key="koperasi", name="Koperasi"
    )
    quarter.staff.assignments.update(division=other)
    with pytest.raises(PermissionDenied, match="bidang lain"):
        quarter.fill(Indicator.objects.get(pk=quarter.typed.pk), typed=Decimal(1),
                     document_note="BA")  # fmt: skip
    assert not Achievement.objects.exists()
    assert quarter.fill(quarter.counted).value == 1  # of no bidang
    assert len(periods.lines(quarter.staff, quarter.document, **Q1)) == 7


def test_closing_freezes_value_records_and_hash(quarter):
    quarter.approved()
    done = quarter.close()
    assert {(one.indicator, one.value, one.evidence) for one in done.closed} == {
        (quarter.counted, 1, 1), (quarter.typed, 2, 0),
    }  # fmt: skip
    assert {one.why for one in done.left} == {"Belum diisi."}
    hold = quarter.row(quarter.counted).hold
    assert gzip.decompress(path_of(hold.records_id).read_bytes()).decode() == (
        f"{quarter.warung.pk}\n"
    )
    assert hold.asked["numerator"]["per"] == "2022-03-31"
    assert all(holds.seal_of(quarter.staff, one).is_whole for one in Hold.objects.all())
    event = AuditEvent.objects.get(verb="achievement.closed")
    assert hold.hash in {one["hash"] for one in event.payload.content["closed"]}


def test_closing_twice_adds_nothing(quarter):
    quarter.approved()
    quarter.close()
    again = quarter.close()
    assert (again.closed, Hold.objects.count()) == ([], 2)
    assert AuditEvent.objects.filter(verb="achievement.closed").count() == 1


def test_a_closed_figure_says_when_its_frozen_contents_were_changed(quarter):
    quarter.approved()
    quarter.close()
    hold = quarter.row(quarter.typed).hold
    Hold.objects.filter(pk=hold.pk).update(value=3)
    assert holds.seal_of(quarter.staff, Hold.objects.get(pk=hold.pk)).why == holds.BROKEN


@pytest.mark.parametrize("state", ["nobody approved", "quarter is not over"])
def test_what_cannot_be_closed_stays_as_it_is(quarter, clock, state):
    keys = quarter.fill_both()
    achieving.check(quarter.document, **Q1, keys=keys, by=quarter.plan.planner)
    if state == "nobody approved":
        done = quarter.close()
        assert not done.closed
        assert "Diperiksa, belum disetujui." in {one.why for one in done.left}
    else:
        clock(datetime(2022, 3, 31, 5, tzinfo=UTC))
        with pytest.raises(ValidationError, match=r"sesudah 31 Maret 2022"):
            quarter.close()
    assert not Hold.objects.exists()


def test_a_death_in_the_middle_of_writing_leaves_nothing(quarter, monkeypatch):
    quarter.approved()
    kept, calls = closing._hold, []

    def dies(*arguments):
        calls.append(1)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return kept(*arguments)

    monkeypatch.setattr(closing, "_hold", dies)
    with pytest.raises(KeyboardInterrupt):
        quarter.close()
    assert not Hold.objects.exists()
    assert not StoredFile.objects.filter(name__startswith="rekaman").exists()
    assert set(Achievement.objects.values_list("state", flat=True)) == {"approved"}


def test_what_is_learned_later_is_a_difference_and_changes_nothing(quarter, capsys):
    quarter.approved()
    quarter.close()
    later = listed(quarter.plan, "Warung Pak Budi")
    close_business(quarter.warung, status="closed", on=date(2022, 3, 1), reason="Terlihat tutup",
                   by=quarter.staff)  # fmt: skip
    call_command(
        "recount", document=str(quarter.document.pk), year=2022, quarter=1,
        by=quarter.plan.planner.username, json=True,
    )  # fmt: skip
    told = {one["indicator"]: one for one in json.loads(capsys.readouterr().out)["indicators"]}
    one = told[quarter.counted.name]
    assert (one["frozen"], one["now"], one["difference"], one["whole"]) == ("1", "1", "0", True)
    assert (one["added"], one["removed"]) == ([str(later.pk)], [str(quarter.warung.pk)])
    assert {(named["name"], named["came"]) for named in one["named"]} == {
        ("Warung Pak Budi", True), ("Warung Bu Ani", False),
    }  # fmt: skip
    assert all("keadaan" in named["why"] for named in one["named"])
    assert quarter.row(quarter.counted).value == 1
    assert told[quarter.typed.name]["difference"] == "0"


def test_a_count_that_differs_from_what_was_approved_says_both(quarter, capsys):
    quarter.approved()
    listed(quarter.plan, "Warung Pak Budi")
    call_command(
        "freeze", document=str(quarter.document.pk), year=2022, quarter=1,
        by=quarter.plan.planner.username, json=True,
    )  # fmt: skip
    answer = json.loads(capsys.readouterr().out)
    told = {one["indicator"]: one for one in answer["closed"]}[quarter.counted.name]
    assert (told["value"], told["approved"], told["evidence"]) == ("2", "1", 2)
    assert len(answer["left"]) == 5


def test_reopening_needs_the_right_and_a_reason_and_keeps_what_was_frozen(quarter):
    quarter.approved()
    quarter.close()
    with pytest.raises(PermissionDenied):
        closing.reopen(quarter.document, **Q1, why="Salah hitung", by=quarter.plan.planner)
    with pytest.raises(ValidationError, match="mengapa"):
        closing.reopen(quarter.document, **Q1, why=" ", by=quarter.plan.head)
    assert quarter.row(quarter.typed).state == "closed"
    opened = closing.reopen(
        quarter.document, **Q1, why="Salah hitung", keys=[quarter.typed.key], by=quarter.plan.head
    )
    row = quarter.row(quarter.typed)
    assert (opened, row.state, row.hold) == ([quarter.typed], "draft", None)
    released = holds.history(quarter.staff, row)[0]
    assert (released.released_by, released.released_why) == (
        quarter.plan.head.username, "Salah hitung",
    )  # fmt: skip
    quarter.fill(quarter.typed, typed=Decimal(4), document_note="BA 13")
    achieving.check(quarter.document, **Q1, keys=[quarter.typed.key], by=quarter.plan.planner)
    achieving.approve(quarter.document, **Q1, keys=[quarter.typed.key], by=quarter.plan.head)
    assert [one.value for one in quarter.close().closed] == [4]
    assert [one.value for one in holds.history(quarter.staff, row)] == [4, 2]


def test_nobody_of_another_office_closes_or_reads(quarter):
    quarter.approved()
    with pytest.raises(PermissionDenied):
        quarter.close(by=quarter.plan.neighbour)
    assert not Hold.objects.exists()
    found = achievements.by_quarter(
        quarter.plan.neighbour, quarter.document.office, [quarter.counted.key], 2022
    )
    assert found == {}


def test_a_year_is_made_of_its_quarters_and_the_desk_hears_what_is_late(quarter, clock):
    quarter.approved()
    keys, office = [quarter.typed.key, quarter.counted.key], quarter.document.office
    reached = achievements.year_value(quarter.staff, office, keys, 2022)
    assert {one.value for one in reached.values()} == {1, 2}
    Indicator.objects.filter(pk=quarter.typed.pk).update(kind="cumulative")
    achieving.fill(
        quarter.typed, year=2022, quarter=3, by=quarter.staff,
        given=Given(typed=Decimal(5), document_note="BA 14"),
    )  # fmt: skip
    reached = achievements.year_value(quarter.staff, office, keys, 2022)
    assert (reached[quarter.typed.key].value, reached[quarter.typed.key].quarter) == (7, 3)
    clock(datetime(2023, 1, 20, 5, tzinfo=UTC))
    waiting = periods.to_close(quarter.plan.planner)
    assert [(one.label, one.approved, one.missing) for one in waiting][:1] == [
        ("Triwulan I 2022", 2, 5)
    ]
    late = {one.indicator: one for one in achievements.off_track(quarter.plan.head, limit=99)}
    assert (late[quarter.counted].target, late[quarter.counted].reached) == (120, 1)
    assert quarter.typed not in late  # 7 of 6


@pytest.mark.once
def test_the_same_figure_has_the_same_seal_however_it_is_written():
    def seal(value="12.5", known=NOW, lists=(["b", "a"], ["c"])):
        return freezing.Sealed(Decimal(value), None, None, {"a": 1}, known, lists).hash()

    assert seal() == seal("12.500000") == seal(lists=(["a", "b"], ["c"]))
    others = {seal("12.6"), seal(known=NOW.replace(second=1)), seal(lists=(["a"], ["b", "c"])),
              seal(lists=(["a", "b", "c"],)), seal()}  # fmt: skip
    assert len(others) == 5


@pytest.mark.once
@pytest.mark.parametrize("lists", [([],), (["b", "a"],), (["b"], ["a"]), ([], ["a"]), (["a"], [])])
def test_a_kept_list_comes_back_sorted_and_makes_the_same_file_each_time(lists):
    assert freezing.unpacked(freezing.packed(lists)) == tuple(sorted(one) for one in lists)
    assert freezing.packed(lists) == freezing.packed(lists)
