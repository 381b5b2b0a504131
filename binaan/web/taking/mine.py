"""The sheets somebody asked for, and how each stands."""

from datetime import timedelta
from typing import NamedTuple
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from binaan.access.models import User
from binaan.kit.models import JobState
from binaan.web.models import Download
from binaan.web.taking import shelf

READY, WAITING, WRITING, FAILED, GONE = "ready", "waiting", "writing", "failed", "gone"
WORDS = {
    READY: ("Siap diambil", "ok"),
    WAITING: ("Menunggu giliran", "info"),
    WRITING: ("Sedang disusun", "info"),
    FAILED: ("Tidak jadi", "bad"),
    GONE: ("Sudah dihapus", ""),
}
BROKEN = (
    "Lembar ini tidak jadi disusun karena galat di sistem. Susun lagi; bila terulang, lapor admin."
)
OURS = "Refused: "
AT_ONCE_AT_MOST = timedelta(minutes=10)


class Standing(NamedTuple):
    """`why`: a sentence for what failed. `until`: when a file that is ready will be deleted."""

    state: str
    label: str
    tone: str
    why: str
    until: object

    @property
    def open(self) -> bool:
        return self.state in (WAITING, WRITING)


def downloads(user: User) -> QuerySet[Download]:
    """Mine only, the newest first."""
    return Download.objects.filter(user=user).select_related("job")


def download(user: User, pk: UUID) -> Download | None:
    return downloads(user).filter(pk=pk).first()


def standing(found: Download) -> Standing:
    state = _state(found)
    label, tone = WORDS[state]
    until = found.ready_at + shelf.KEPT if state == READY else None
    if state == GONE and found.ready_at is None:
        label = "Dibatalkan"
    return Standing(state, label, tone, _why(found) if state == FAILED else "", until)


def _state(found: Download) -> str:
    if found.ready_at is not None:
        lost = shelf.is_over(found) or not shelf.path_of(found).exists()
        return GONE if lost else READY
    if found.removed_at is not None:
        return GONE
    if found.job is None:  # written while its owner waits; later the server died over it
        return WRITING if timezone.now() - found.asked_at < AT_ONCE_AT_MOST else FAILED
    states = {JobState.WAITING: WAITING, JobState.RUNNING: WRITING, JobState.CANCELLED: GONE}
    return states.get(JobState(found.job.state), FAILED)


def _why(found: Download) -> str:
    """Our own sentence of a job that was refused; what else went wrong is for the log."""
    _before, ours, sentence = (found.job.message if found.job else "").partition(OURS)
    return sentence if ours else BROKEN
