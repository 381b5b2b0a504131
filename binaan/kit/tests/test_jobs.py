import os
import socket
import subprocess
import threading
from datetime import timedelta

import pytest
from django.db import OperationalError
from django.utils import timezone

from binaan.kit import jobs
from binaan.kit.models import Job, JobState, Worker


@pytest.fixture
def kind(db, monkeypatch):
    """Signs a handler up for the kind "contoh"."""
    monkeypatch.setattr(jobs, "HANDLERS", dict(jobs.HANDLERS))

    def sign_up(handler):
        jobs.job("contoh")(handler)
        return jobs.enqueue("contoh", {"n": 1}, by="x")

    return sign_up


def running(job, worker, *, minutes=1):
    until = timezone.now() + timedelta(minutes=minutes)
    Job.objects.filter(pk=job.pk).update(state="running", worker=worker, lease_until=until)


def dead_process():
    process = subprocess.Popen(["true"])
    process.wait()
    return f"{socket.gethostname()}:{process.pid}"


def test_a_job_is_done_once_with_its_progress(kind):
    def handler(job, beat):
        beat(1, 2, "separuh")

    done = jobs.run(jobs.take(only=kind(handler)))
    assert (done.state, done.done, done.total, done.message) == ("done", 1, 2, "separuh")
    assert jobs.take() is None


def test_nobody_takes_what_another_worker_holds(kind):
    running(kind(None), f"{socket.gethostname()}:1")
    assert jobs.take() is None


@pytest.mark.parametrize("gone", ["a lease that ran out", "a dead process of this machine"])
def test_work_of_a_worker_that_is_gone_is_taken_over(kind, gone):
    job = kind(None)
    if gone.startswith("a lease"):
        running(job, "mesin-lain:1", minutes=-1)
    else:
        running(job, dead_process())
    taken = jobs.take()
    assert (taken.pk, taken.worker, taken.attempts) == (job.pk, jobs.this_worker(), 1)


def test_a_lease_on_another_machine_is_left_alone_while_it_lasts(kind):
    running(kind(None), "mesin-lain:1")
    assert jobs.take() is None


def test_who_lost_the_lease_stops_and_leaves_the_state_to_the_new_holder(kind):
    def handler(job, beat):
        Job.objects.update(worker="mesin-lain:1")
        beat(1, 1)
        raise AssertionError("went on")

    left = jobs.run(jobs.take(only=kind(handler)))
    assert (left.state, left.worker) == ("running", "mesin-lain:1")


def test_a_job_that_breaks_says_why_without_naming_anybody(kind, caplog):
    def handler(job, beat):
        raise ValueError("NIK 3216064507859003")

    failed = jobs.run(jobs.take(only=kind(handler)))
    assert failed.state == JobState.FAILED
    assert failed.message.startswith("ValueError: NIK")
    assert "3216064507859003" not in failed.message


def test_an_error_that_may_pass_is_tried_again_but_not_for_ever(kind, caplog):
    class Busy(Exception):
        try_again = True

    def handler(job, beat):
        raise Busy

    job = kind(handler)
    states = [jobs.run(jobs.take(only=job)).state for _try in range(jobs.MAX_ATTEMPTS)]
    assert states == ["waiting"] * (jobs.MAX_ATTEMPTS - 1) + ["failed"]


def test_a_command_does_the_work_itself_when_no_worker_is_up(kind):
    assert jobs.finish(kind(lambda job, beat: None)).state == JobState.DONE


def test_a_command_leaves_the_work_to_a_worker_that_is_up(kind, monkeypatch):
    job = kind(lambda job, beat: None)
    Worker.objects.create(name="mesin-lain:1", seen_at=timezone.now())
    monkeypatch.setattr(jobs.time, "sleep", lambda _s: Job.objects.update(state="done"))
    assert jobs.finish(job).attempts == 0


def test_a_worker_that_died_counts_as_down(db):
    Worker.objects.create(name=dead_process(), seen_at=timezone.now())
    Worker.objects.create(name="mesin-lain:1", seen_at=timezone.now() - timedelta(minutes=5))
    assert not jobs.worker_is_up()


def test_an_error_of_one_job_never_ends_the_worker(kind, caplog, monkeypatch):
    stop, seen = threading.Event(), []

    def handler(job, beat):
        seen.append(job.pk)
        if len(seen) == 2:
            stop.set()
        raise ValueError

    kind(handler)
    jobs.enqueue("contoh", {}, by="x")
    monkeypatch.setattr(jobs, "close_old_connections", lambda: None)
    jobs.work(stop=stop, pause=0.01)
    assert len(seen) == 2
    assert not Worker.objects.exists()


def test_an_unknown_kind_of_work_is_not_written_down(db):
    with pytest.raises(LookupError):
        jobs.enqueue("apa-ini", {}, by="x")
    assert not Job.objects.exists()


def test_a_worker_is_named_by_machine_and_process():
    assert jobs.this_worker() == f"{socket.gethostname()}:{os.getpid()}"


def test_a_database_held_by_somebody_else_never_ends_the_worker(kind, caplog, monkeypatch):
    stop, asked = threading.Event(), []

    def take():
        asked.append(1)
        if len(asked) == 2:
            stop.set()
        raise OperationalError("database is locked")

    monkeypatch.setattr(jobs, "take", take)
    monkeypatch.setattr(jobs, "close_old_connections", lambda: None)
    jobs.work(stop=stop, pause=0.01)
    assert len(asked) == 2
    assert "the database did not answer" in caplog.text
