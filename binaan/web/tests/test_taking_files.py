"""Files of taken sheets: the trail, who fetches them, how long they lie, and the worker's part."""

import hashlib
import stat
from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from binaan.access.models import Assignment, AuditEvent
from binaan.kit import jobs
from binaan.kit.models import Job
from binaan.registry.models import Business
from binaan.web.models import Download
from binaan.web.taking import keeping, mine, sheets, shelf, starting
from binaan.web.tests.taking import HERE, WHY, event, everything, lines, records, take

pytestmark = pytest.mark.once  # on PostgreSQL the walk of tests/test_walks.py opens each page


@pytest.fixture(autouse=True)
def own_home(settings, tmp_path):
    settings.HOME = tmp_path


@pytest.fixture
def staff(world):
    return world.user("section_staff")


def test_the_trail_holds_what_left_the_house(world, staff):
    made = take(staff, everything(staff, "wilayah=32.16.06"), columns=["nomor"])
    found = event("directory.exported")
    assert (found.by, found.place_code, found.office_key) == (staff.username, "32.16", "disperin")
    content = found.payload.content
    digest = hashlib.sha256(shelf.path_of(made).read_bytes()).hexdigest()
    assert content.pop("selection").endswith("Tambun Selatan")
    assert content == {
        "query": "wilayah=32.16.06", "format": "xlsx", "columns": ["nomor"], "rows": 2,
        "personal": 0, "reason": "", "mark": made.mark, "sha256": digest,
    }  # fmt: skip
    auditor = world.client(world.user("auditor"))
    assert "Daftar usaha diunduh" in auditor.get(reverse("audit_list")).content.decode()
    assert auditor.get(reverse("audit_detail", args=[found.pk])).status_code == 200


def test_nobody_else_on_the_machine_reads_the_file(world, staff):
    made = take(staff)
    assert stat.S_IMODE(shelf.path_of(made).stat().st_mode) == 0o600
    assert stat.S_IMODE(shelf.folder().stat().st_mode) == 0o700
    assert [path.name for path in shelf.folder().iterdir()] == [str(made.pk)]


def test_its_owner_fetches_it_and_nobody_else(world, staff):
    made = take(staff)
    address = reverse("download_file", args=[made.pk])
    answer = world.client(staff).get(address)
    assert answer["Content-Disposition"] == f'attachment; filename="usaha-{made.mark}.xlsx"'
    assert "no-store" in answer["Cache-Control"]
    assert b"".join(answer.streaming_content) == shelf.path_of(made).read_bytes()
    made.refresh_from_db()
    assert made.taken_at is not None
    other = world.client(world.user("section_head"))
    for name in ("download_file", "download_detail"):
        assert other.get(reverse(name, args=[made.pk])).status_code == 404
    assert other.post(reverse("download_cancel", args=[made.pk])).status_code == 404
    assert made.mark not in other.get(reverse("download_list")).content.decode()


def test_who_may_no_longer_read_persons_does_not_fetch_them(world, staff):
    made = take(staff, columns=["nik"], personal=True, reason=WHY)
    Assignment.objects.filter(user=staff).update(role="planner")
    assert world.client(staff).get(reverse("download_file", args=[made.pk])).status_code == 403


def test_a_file_goes_after_a_day_and_its_line_stays(clock, world, staff):
    made = take(staff)
    clock(timezone.now() + timedelta(hours=23))
    keeping.keep()
    assert shelf.path_of(made).exists()
    clock(timezone.now() + timedelta(hours=2))
    assert mine.standing(made).state == mine.GONE
    answer = world.client(staff).get(reverse("download_file", args=[made.pk]), follow=True)
    assert "sudah dihapus" in answer.content.decode()
    keeping.keep()
    assert not shelf.path_of(made).exists()
    made.refresh_from_db()
    assert made.removed_at is not None
    assert made.mark in world.client(staff).get(reverse("download_list")).content.decode()


def test_without_a_worker_the_file_goes_when_its_owner_comes(clock, world, staff):
    made = take(staff)
    clock(timezone.now() + timedelta(hours=25))
    assert "Sudah dihapus" in world.client(staff).get(reverse("download_list")).content.decode()
    assert not shelf.path_of(made).exists()


# Long sheets ----------------------------------------------------------------------------------


@pytest.fixture
def long(monkeypatch):
    """Two businesses are many."""
    monkeypatch.setattr(starting, "AT_ONCE", 2)


def test_a_long_sheet_is_left_to_the_worker(long, world, staff):
    made = take(staff)
    assert (made.ready_at, mine.standing(made).state) == (None, mine.WAITING)
    assert not AuditEvent.objects.filter(verb="directory.exported").exists()
    done = jobs.run(jobs.take(only=made.job))
    assert (done.state, done.done, done.total) == ("done", 4, 4)
    made.refresh_from_db()
    assert {row["Nama usaha"] for row in records(made)} == HERE
    assert mine.standing(made).state == mine.READY


def test_a_killed_worker_leaves_nothing_and_the_next_writes_it_once(long, world, staff):
    made = take(staff)
    left = shelf.folder() / f"{made.pk}.abcd"
    left.mkdir()
    (left / "lembar").write_bytes(b"half a sheet")
    Job.objects.filter(pk=made.job.pk).update(state="running", worker="elsewhere:1", attempts=1)
    jobs.run(jobs.take(only=made.job))
    assert [path.name for path in shelf.folder().iterdir()] == [str(made.pk)]
    before = shelf.path_of(made).read_bytes()
    starting.export(made.job, lambda *_: None)  # taken over after the commit
    assert shelf.path_of(made).read_bytes() == before
    assert event("directory.exported").payload.content["rows"] == 4


def test_a_cancelled_sheet_is_not_written(long, world, staff):
    made = take(staff)
    client = world.client(staff)
    answer = client.post(reverse("download_cancel", args=[made.pk]), follow=True)
    assert "Dibatalkan" in answer.content.decode()
    assert jobs.take(only=Job.objects.get(pk=made.job.pk)) is None
    assert not AuditEvent.objects.filter(verb="directory.exported").exists()
    assert event("directory.export_cancelled").by == staff.username


def test_cancelling_while_it_is_written_leaves_no_file(long, world, staff):
    made = take(staff)

    def beat(done, total, message):
        if message == "Menulis lembar":
            jobs.cancel(made.job)
            raise jobs.Gone(made.job.pk)

    with pytest.raises(jobs.Gone):
        sheets.write(made, beat)
    assert not list(shelf.folder().iterdir())


def test_rights_that_ended_meanwhile_stop_the_worker(long, world, staff):
    made = take(staff)
    Assignment.objects.filter(user=staff).update(role="enumerator")
    assert jobs.run(jobs.take(only=made.job)).state == "failed"
    made.refresh_from_db()
    assert "sudah berakhir" in mine.standing(made).why
    assert not list(shelf.folder().iterdir())


def test_a_filter_that_no_longer_counts_stops_the_worker(long, world, staff):
    made = take(staff, everything(staff, "wilayah=32.16"))
    Download.objects.filter(pk=made.pk).update(query="wilayah=99.99")
    assert jobs.run(jobs.take(only=made.job)).state == "failed"
    made.refresh_from_db()
    assert "tidak lagi berlaku" in mine.standing(made).why


def test_a_business_that_vanishes_meanwhile_leaves_the_count_right(world, staff, monkeypatch):
    live, gone = sheets._live, []

    def vanishing(work, ids):
        if not gone:
            gone.append(Business.objects.filter(pk=ids[0]).update(withdrawn_at=timezone.now()))
        return live(work, ids)

    monkeypatch.setattr(sheets, "_live", vanishing)
    made = take(staff)
    assert made.rows == 3 == len(records(made))
    assert "; 3 usaha;" in lines(made)[0][0]


def test_the_same_form_sent_twice_is_one_sheet(world, staff):
    token = uuid4().hex
    assert take(staff, token=token) == take(staff, token=token)
    assert Download.objects.count() == 1
    assert take(world.user("section_head"), token=token).mark != Download.objects.last().mark


class SentTwice:
    """A choice whose form is sent once more while the first is being answered."""

    ticked = None

    def __init__(self, choice):
        self.choice, self.query = choice, choice.query

    def must_be_read(self):
        self.choice.must_be_read()

    def ids(self, user, permission, limit=None):
        take(user, self.choice, token="sama")
        return self.choice.ids(user, permission, limit)


def test_two_clicks_at_the_same_moment_are_one_long_sheet(long, world, staff):
    made = take(staff, SentTwice(everything(staff)), token="sama")
    assert Download.objects.get() == made
    assert Job.objects.get() == made.job


def test_a_sheet_its_server_died_over_is_given_up(clock, world, staff):
    made = take(staff)
    Download.objects.filter(pk=made.pk).update(ready_at=None)
    made.refresh_from_db()
    assert mine.standing(made).open
    clock(timezone.now() + timedelta(minutes=11))
    standing = mine.standing(made)
    assert (standing.open, standing.why) == (False, mine.BROKEN)
