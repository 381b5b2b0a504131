"""The worker's keeper of the copy: when it is made anew, and when it waits for more to come."""

from datetime import datetime, timedelta

from django.db.models import Max, Min
from django.utils import timezone

from binaan.intake.models import Batch, BatchState
from binaan.kit.keepers import keeper
from binaan.kit.snapshot import generations, reading
from binaan.registry.models import Touched
from binaan.registry.snapshot import definition, syncing
from binaan.registry.snapshot.making import State, layout

QUIET = timedelta(seconds=2)
LATEST = timedelta(seconds=15)
LATEST_TIMES = 5  # while more keeps coming: as many times what the last making took


def start() -> None:
    """Called once when the room is ready."""
    reading.describe(reading.Maker(layout, waiting_since))


def waiting_since() -> datetime | None:
    """When the oldest change was written that the copy does not hold."""
    waiting = Touched.objects.filter(for_snapshot=True).order_by("at")
    return waiting.values_list("at", flat=True).first()


@keeper("snapshot", every=2)
def keep() -> bool:
    """Bring the copy up to date if it is time to."""
    if is_time():
        try:
            syncing.bring_up_to_date()
        except generations.Busy:
            return False
    return False


def is_time() -> bool:
    """Whether something is to be done, and it is better done now than with what comes next."""
    before = syncing.fitting()
    if before is None:
        return True
    waiting = Touched.objects.filter(for_snapshot=True).aggregate(old=Min("at"), new=Max("at"))
    if waiting["old"] is None:
        state = State.now(definition.Terms.now())
        return not syncing.same_ground(state, before) or bool(syncing.lists_changed(state, before))
    now = timezone.now()
    if now - waiting["new"] >= QUIET and not Batch.objects.filter(state=BatchState.APPLYING):
        return True
    took = timedelta(seconds=before.details.get("seconds", 0))
    return now - waiting["old"] >= max(LATEST, LATEST_TIMES * took)
