"""What the worker counted ahead is shown at once, with its moment; what is too old is counted again."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from binaan.kit import keepers, measures, snapshot
from binaan.kit.measures import Asked
from binaan.kit.measuring import kept
from binaan.kit.snapshot import generations
from binaan.planning import keeping
from binaan.planning.models import Document, Indicator, Node, Version
from binaan.planning.queries import measuring
from binaan.registry.snapshot import making
from binaan.registry.tests.factory import Register

pytestmark = pytest.mark.once

CITED = {"measure": "registry.businesses", "factor": 2}


@pytest.fixture
def register(db, settings, tmp_path, clock):
    """Two businesses of Kota Bekasi in 2024, a copy, and a Renstra with one cited indicator."""
    settings.HOME = tmp_path / "rumah"
    snapshot.forget()
    keeping.keep.forget()
    made = Register()
    for _each in range(2):
        made.business(place="32.75.01.1001", office="diskopukm", since=date(2024, 2, 1))
    made.document = Document.objects.create(
        office=made.offices["diskopukm"], place=made.place("32.75"), kind="renstra", title="R",
        first_year=2020, last_year=2040,
    )  # fmt: skip
    version = Version.objects.create(document=made.document, number=1, era="E2", created_by="uji")
    goal = Node.objects.create(version=version, level="tujuan", name="T", order=0)
    made.indicator = Indicator.objects.create(node=goal, order=0, name="I", citation=CITED)
    made.planner = made.user("planner", place="32.75", office="diskopukm")
    making.make()
    yield made
    snapshot.forget()


def shown(register, user=None):
    when = (timezone.localdate().year, (timezone.localdate().month + 2) // 3)
    asked = (user or register.planner, [register.indicator], register.document, *when)
    return measuring.measured_all(*asked)[register.indicator.key]


def nobody_asks(monkeypatch):
    def refuse(question, found):
        raise AssertionError("a page counted")

    monkeypatch.setattr(snapshot, "answer", refuse)


def agree(register):
    """Every measure, counted by the office's reach and by its planner."""
    reach = measuring.Reach(register.document.place, register.document.office)
    for measure in measures.all_measures():
        when = {"at": date(2024, 12, 31)}
        if not measure.is_stock:
            when = {"period": measures.parse_period("2024")}
        asked = Asked(place=register.document.place, office=register.document.office, **when)
        assert measure.value(reach, asked) == measure.value(register.planner, asked), measure.key


def test_what_the_worker_counted_is_shown_without_counting(register, monkeypatch):
    assert keepers.KEEPERS["plans"].work() is False
    nobody_asks(monkeypatch)
    found = shown(register)
    assert (found.value, found.evidence) == (4, 2)
    assert found.as_of == generations.newest().moment
    keeping.keep()  # nor does the worker again, for the same copy


def test_a_page_shows_what_it_counted_for_ten_minutes_and_then_counts_again(register, clock):
    before = shown(register)
    register.business(place="32.75.01.1001", office="diskopukm", since=date(2024, 2, 1))
    making.make()
    assert shown(register).value == before.value == 4
    clock(timezone.now() + timedelta(minutes=11))
    making.make()
    after = shown(register)
    assert after.value == 6
    assert after.as_of > before.as_of


def test_what_somebody_counts_anew_is_what_pages_show_from_then_on(register):
    shown(register)
    register.business(place="32.75.01.1001", office="diskopukm", since=date(2024, 2, 1))
    making.make()
    today = timezone.localdate()
    asked = (register.indicator, register.document, today.year, (today.month + 2) // 3)
    assert measuring.measured(register.planner, *asked).value == 6
    assert shown(register).value == 6


def test_nothing_kept_is_given_to_who_does_not_see_all_or_no_small_cells(register):
    keeping.keep()
    assert shown(register, register.user("section_head", place="32.75.01")).value is None
    ministry = shown(register, register.user("upper_reader", place="00"))
    assert (ministry.value, "terlalu sedikit" in ministry.why) == (None, True)


def test_an_office_counts_as_its_own_people_do_and_without_a_copy_nothing_is_kept(
    register, settings, tmp_path
):
    settings.HOME = tmp_path / "lain"
    snapshot.forget()
    keeping.keep()
    assert (shown(register).value, shown(register).as_of) == (4, None)
    assert not (settings.HOME / kept.FOLDER).exists()
    agree(register)


def test_the_files_are_nobody_elses_and_go_after_a_day(register, settings, monkeypatch):
    keeping.keep()
    folder = settings.HOME / kept.FOLDER
    files = list(folder.iterdir())
    assert {path.stat().st_mode & 0o777 for path in (folder,)} == {0o700}
    assert {path.stat().st_mode & 0o777 for path in files} == {0o600}
    for path in files:
        path.write_text("{")
    assert shown(register).value == 4  # a damaged one is counted around
    monkeypatch.setattr(kept, "SWEPT_AFTER", -1)
    kept.sweep()
    assert not list(folder.iterdir())
