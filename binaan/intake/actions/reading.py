"""Reading personal words of lists in full is written down before they are shown."""

from django.db import transaction

from binaan.access import audit
from binaan.access.models import AuditEvent
from binaan.intake.models import Batch
from binaan.intake.sight import Reading
from binaan.places.models import Place


@transaction.atomic
def note_reading(reading: Reading, *, why: str, by) -> AuditEvent:
    """One event for one page: who read what of which lists, how many values, and why."""
    offices = {
        batch.version.source.office_id: batch.version.source.office for batch in reading.lists
    }
    details = {
        "lists": {str(batch.pk): str(batch.version) for batch in reading.lists},
        "fields": reading.fields,
        "values": reading.values,
        "why": why,
    }
    return audit.record(
        "personal.read", reading.lists[0] if len(reading.lists) == 1 else None, by=by,
        payload=details, place=_place_above(reading.lists),
        office=next(iter(offices.values())) if len(offices) == 1 else None,
    )  # fmt: skip


def _place_above(lists: list[Batch]) -> Place | None:
    """The lowest place that holds the places of all these lists."""
    if len(lists) == 1:
        return lists[0].place
    paths = [batch.place.path.split(".") for batch in lists]
    shared = []
    for parts in zip(*paths, strict=False):
        if len(set(parts)) > 1:
            break
        shared.append(parts[0])
    return Place.objects.filter(path=".".join(shared)).first()
