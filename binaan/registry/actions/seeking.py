"""Ask for a run that seeks copies, and do it as a job. The run itself: actions/matching."""

from binaan.access.models import User
from binaan.kit import jobs
from binaan.kit.models import Job, JobState
from binaan.places.models import Place

JOB = "match"


def seek(*, by: str, full: bool = False, place: str = "") -> Job:
    """The job that seeks copies in the name of this person; one that waits already will do."""
    arguments = {key: value for key, value in (("full", full), ("place", place)) if value}
    waiting = Job.objects.filter(kind=JOB, state=JobState.WAITING, by=by)
    found = next((one for one in waiting if one.arguments == arguments), None)
    return found or jobs.enqueue(JOB, arguments, by=by)


def ask_for(batch) -> None:
    """A list has been applied: seek copies of what it brought, in the name of who handed it in."""
    seek(by=batch.by)


@jobs.job(JOB)
def run(work: Job, beat) -> None:
    """Arguments `full` and `place`, both may be absent."""
    from binaan.registry.actions import matching  # Splink takes a third of a second to load

    by = User.objects.filter(username=work.by, is_active=True).first()
    if by is None:
        return
    matching.in_the_name_of(
        by,
        full=bool(work.arguments.get("full")),
        place=Place.objects.filter(pk=work.arguments.get("place") or "").first(),
        progress=lambda text, done, total: beat(done, total, text),
    )
