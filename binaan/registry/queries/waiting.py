"""Rows of lists that could not come in whole and wait for a person."""

from datetime import datetime

from django.db.models import QuerySet

from binaan.access.models import Office, User
from binaan.access.permissions import Permission
from binaan.intake.models import Batch, Row
from binaan.places.models import Place
from binaan.places.scope import within


def rows_waiting(
    user: User, *, received_by: datetime, place: Place | None, office: Office | None
) -> QuerySet[Row]:
    """Rows received by a moment that are held whole and not settled until now."""
    batches = Batch.objects.permitted(user, Permission.FIGURE_VIEW)
    found = Row.objects.filter(held=True, settled=False, batch__in=batches)
    found = found.filter(batch__received_at__lte=received_by)
    if place is not None:
        found = found.filter(within("batch__place__path", place))
    if office is not None:
        found = found.filter(batch__version__source__office=office)
    return found
