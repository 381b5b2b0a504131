"""The worker's keeper of the copy: when it is made anew, in parts or whole, and when it waits."""

from datetime import datetime

from binaan.kit.snapshot import reading
from binaan.registry.models import Touched
from binaan.registry.snapshot import making


def waiting_since() -> datetime | None:
    """When the oldest change was written that the copy does not hold."""
    waiting = Touched.objects.filter(for_snapshot=True).order_by("at")
    return waiting.values_list("at", flat=True).first()


def start() -> None:
    """Called once when the room is ready."""
    reading.describe(reading.Maker(making.layout, waiting_since))
