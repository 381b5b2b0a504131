"""A service is written down: once for each record that rendered it."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from django.db import transaction

from binaan.programmes.choices import ServiceKind
from binaan.programmes.models import Activity, Service
from binaan.programmes.queries.as_served import as_served
from binaan.registry.actions.touching import touch


class Rendered(NamedTuple):
    """One service: to whom, by which record (its key), worth what (rupiah, None unknown)."""

    business: UUID
    source: UUID
    value: Decimal | None = None


@transaction.atomic
def serve(
    rendered: Iterable[Rendered],
    *,
    kind: ServiceKind,
    on: date,
    office,
    activity: Activity | None = None,
    by,
) -> int:
    """Write services and answer how many are new; a record counts once, however often it is said.

    Called inside the transaction of the action that rendered them, which has asked the reach of `by`.
    """
    wanted = {one.source: one for one in rendered}
    known = set(
        Service.objects.filter(kind=kind, source__in=list(wanted)).values_list("source", flat=True)
    )
    fresh = [one for key, one in wanted.items() if key not in known]
    then = as_served(by, [one.business for one in fresh], on)
    Service.objects.bulk_create(
        [
            Service(
                business_id=one.business,
                kind=kind,
                on=on,
                office=office,
                activity=activity,
                source=one.source,
                topic=activity.topic if activity else "",
                value=one.value,
                **then[one.business].fields,
            )
            for one in fresh
        ],
        batch_size=1000,
    )
    touch([one.business for one in fresh])
    return len(fresh)


@transaction.atomic
def withdraw(sources: Iterable[UUID], *, kind: ServiceKind, by) -> int:
    """Take back services whose record turned out wrong, and answer how many there were.

    Called inside the transaction of the action that corrects the record and notes it in the trail.
    """
    found = Service.objects.filter(kind=kind, source__in=list(sources))
    touch(list(found.values_list("business_id", flat=True)))
    return found.delete()[0]
