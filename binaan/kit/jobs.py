"""Long work: own row, lease, heartbeat, progress. Whoever finds an expired lease takes the work over.

Handlers must be resumable: they are called again after a crash and go on from what is committed.
"""

import logging
import os
import socket
import threading
import time
import traceback
from collections.abc import Callable
from datetime import timedelta

from django.db import OperationalError, close_old_connections, connection, transaction
from django.db.models import Q
from django.utils import timezone

from binaan.kit.masking import mask_text
from binaan.kit.models import Job, JobState, Worker

log = logging.getLogger(__name__)
LEASE = timedelta(seconds=30)
BEAT_SECONDS = 5
MAX_ATTEMPTS = 5
MAX_TAKEN = 100  # a job that ends its worker each time is given up
HANDLERS: dict[str, Callable] = {}


class Gone(Exception):
    """The lease was lost or the job cancelled: stop working, leave what is committed."""


def job(kind: str):
    """Sign a handler `(job, beat)` up for a kind of work; `beat(done, total, message)` reports."""

    def sign_up(handler):
        HANDLERS[kind] = handler
        return handler

    return sign_up


def enqueue(kind: str, arguments: dict, *, by: str) -> Job:
    """Write the job down; a worker will find it."""
    if kind not in HANDLERS:
        raise LookupError(kind)
    return Job.objects.create(kind=kind, arguments=arguments, by=by)


def this_worker() -> str:
    """host:pid, so that a dead process of the same machine is recognised at once."""
    return f"{socket.gethostname()}:{os.getpid()}"


def _process_is_dead(name: str) -> bool:
    host, _, pid = name.rpartition(":")
    if host != socket.gethostname() or not pid.isdigit() or int(pid) == os.getpid():
        return False
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False


@transaction.atomic
def take(only: Job | None = None) -> Job | None:
    """Take the oldest job that waits, or whose worker is gone."""
    now = timezone.now()
    open_jobs = Job.objects.filter(state__in=[JobState.WAITING, JobState.RUNNING])
    if only is not None:
        open_jobs = open_jobs.filter(pk=only.pk)
    for found in open_jobs.select_for_update(skip_locked=True).order_by("created_at"):
        held = found.state == JobState.RUNNING and found.lease_until and found.lease_until > now
        if held and not _process_is_dead(found.worker):
            continue
        if found.attempts >= MAX_TAKEN:
            found.state, found.message = JobState.FAILED, "Berkali-kali terputus; serahkan lagi."
            found.save(update_fields=["state", "message"])
            continue
        found.state, found.worker = JobState.RUNNING, this_worker()
        found.lease_until, found.attempts = now + LEASE, found.attempts + 1
        found.save(update_fields=["state", "worker", "lease_until", "attempts"])
        return found
    return None


class Heart:
    """Renews the lease from a thread of its own while a handler works."""

    def __init__(self, job: Job):
        self.job, self._stop, self.lost = job, threading.Event(), False
        self._thread = threading.Thread(target=self._beat, daemon=True)

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_exception):
        self._stop.set()
        self._thread.join(timeout=BEAT_SECONDS)

    def _beat(self):
        while not self._stop.wait(BEAT_SECONDS):
            try:
                mine = Job.objects.filter(
                    pk=self.job.pk, worker=this_worker(), state=JobState.RUNNING
                )
                self.lost = not mine.update(lease_until=timezone.now() + LEASE)
                announce()
            except Exception:
                log.warning("heartbeat failed", exc_info=True)
            if self.lost:
                break
        connection.close()

    def report(self, done: int, total: int, message: str = "") -> None:
        """Note progress; raises Gone when the job is no longer ours."""
        mine = Job.objects.filter(pk=self.job.pk, worker=this_worker(), state=JobState.RUNNING)
        if self.lost or not mine.update(done=done, total=total, message=message):
            raise Gone(self.job.pk)


def run(taken: Job) -> Job:
    """Do the work of a job that was taken; its outcome is in the row."""
    try:
        with Heart(taken) as heart:
            HANDLERS[taken.kind](taken, heart.report)
        _finish(taken, JobState.DONE, "")
    except Gone:
        log.info("job %s went to somebody else", taken.pk)
    except Exception as error:
        log.exception("job %s failed", taken.pk)
        give_up = taken.attempts >= MAX_ATTEMPTS or not getattr(error, "try_again", False)
        trace = "".join(traceback.format_exception_only(error)).strip()
        _finish(taken, JobState.FAILED if give_up else JobState.WAITING, trace)
    taken.refresh_from_db()
    return taken


def _finish(taken: Job, state: JobState, message: str) -> None:
    changes: dict = {"state": state, "lease_until": None}
    if state in (JobState.DONE, JobState.FAILED):
        changes["finished_at"] = timezone.now()
    if message:
        changes["message"] = mask_text(message)[:2000]
    mine = Job.objects.filter(pk=taken.pk, worker=this_worker(), state=JobState.RUNNING)
    mine.update(**changes)


def cancel(job: Job) -> None:
    """Stop a job that waits or runs: its worker notices at its next report and writes nothing more.

    Waits for a worker that just reported in a transaction; after that, what it wrote is committed.
    """
    open_jobs = Job.objects.filter(pk=job.pk, state__in=[JobState.WAITING, JobState.RUNNING])
    open_jobs.update(state=JobState.CANCELLED, lease_until=None, finished_at=timezone.now())


def announce() -> None:
    """Say that this worker is alive."""
    Worker.objects.update_or_create(name=this_worker(), defaults={"seen_at": timezone.now()})


def worker_is_up() -> bool:
    """Whether another worker reported itself within a lease."""
    alive = Worker.objects.filter(seen_at__gt=timezone.now() - LEASE).exclude(name=this_worker())
    return any(not _process_is_dead(name) for name in alive.values_list("name", flat=True))


def finish(waiting: Job, *, seconds: float = 0.3) -> Job:
    """Return when the job is over: left to a worker that is up, else done here."""
    while True:
        waiting.refresh_from_db()
        if waiting.state not in (JobState.WAITING, JobState.RUNNING):
            return waiting
        taken = None if worker_is_up() else take(only=waiting)
        if taken:
            return run(taken)
        time.sleep(seconds)


def work(*, stop: threading.Event, pause: float = 1.0) -> None:
    """The worker's loop: announce, take, run; an error of one job never ends it."""
    announced = 0.0
    while not stop.is_set():
        close_old_connections()
        try:
            if time.monotonic() - announced > BEAT_SECONDS:
                announce()
                announced = time.monotonic()
            taken = take()
        except OperationalError:  # the database is held by somebody else, or starts anew
            log.warning("the database did not answer; asking again")
            taken = None
        if taken:
            run(taken)
        else:
            stop.wait(pause)
    Worker.objects.filter(Q(name=this_worker())).delete()
