"""What each row of the lists became: the business and the first owner it names, as they are now."""

from collections.abc import Iterator
from typing import NamedTuple
from uuid import UUID

from django.db import connection, transaction

from binaan.access.models import User
from binaan.access.permissions import Permission
from binaan.intake.models import Batch
from binaan.intake.versions import IN_THE_REGISTER
from binaan.kit.bulk import on_postgresql
from binaan.registry.models import Business

MAPPED = "k:"  # how the store marks a key that a column gave; fingerprints begin otherwise
PART = 5_000
# A row that a later version names again stands there; what waits stands by itself.
STATEMENT = """
SELECT r.key, r.sheet, r.line, coalesce(b.merged_into_id, b.id), (
    SELECT coalesce(o.merged_into_id, o.id) FROM registry_claim c
    JOIN registry_owner o ON o.id = c.owner_id
    WHERE c.business_id = b.id AND c.batch_id = k.batch_id AND c.ordinal = k.ordinal
    AND c.retracted_at IS NULL ORDER BY c.recorded_at, c.id LIMIT 1)
FROM intake_row r
LEFT JOIN intake_listedkey k ON k.source_id = %s AND k.key = r.key
LEFT JOIN registry_business b ON b.id = k.record_id AND (r.settled OR NOT r.held)
    AND b.erased_at IS NULL AND b.withdrawn_at IS NULL
WHERE r.batch_id = %s AND (k.batch_id = r.batch_id OR (NOT r.settled AND (r.held OR k.id IS NULL)))
ORDER BY r.ordinal
"""


class Identity(NamedTuple):
    """A row of a list. `business`, `person`: who they are now; None while the row waits."""

    source: str
    row_key: str
    sheet: str
    row: int
    business: UUID | None
    person: UUID | None


def identities(user: User | None) -> Iterator[Identity]:
    """Every row this user may see, list by list; None: every row there is.

    Rows are read as they are asked for, so a million do not have to fit into memory.
    """
    batches = Batch.objects.filter(state__in=IN_THE_REGISTER).select_related("version__source")
    seen = None
    if user is not None:
        mine = Batch.objects.permitted(user, Permission.LIST_VIEW)
        seen = set(mine.values_list("pk", flat=True))
    order = ("version__source__name", "version__source", "version__as_of", "received_at")
    for batch in batches.order_by(*order):
        yield from _of(batch, user, waiting=seen is None or batch.pk in seen)


def _of(batch: Batch, user: User | None, *, waiting: bool) -> Iterator[Identity]:
    source, sheets = batch.version.source, [sheet["name"] for sheet in batch.layout]
    for rows in _rows(batch):
        hidden = _hidden({row[3] for row in rows if row[3]}, user)
        for key, sheet, line, business, person in rows:
            if business in hidden or (business is None and not waiting):
                continue
            yield Identity(
                source.name, key.removeprefix(MAPPED), sheets[sheet], line, business, person
            )


def _rows(batch: Batch) -> Iterator[list[tuple]]:
    given = [batch.version.source_id, batch.pk]
    given = given if on_postgresql() else [key.hex for key in given]
    with transaction.atomic(), connection.chunked_cursor() as cursor:
        cursor.execute(STATEMENT, given)
        while part := cursor.fetchmany(PART):
            yield [(*row[:3], _key(row[3]), _key(row[4])) for row in part]


def _key(value) -> UUID | None:
    return UUID(value) if isinstance(value, str) else value


def _hidden(businesses: set[UUID], user: User | None) -> set[UUID]:
    """Of these the ones this user may not see."""
    if user is None:
        return set()
    ordered = sorted(businesses)
    mine = Business.objects.permitted(user, Permission.BUSINESS_VIEW)
    for start in range(0, len(ordered), 900):
        part = ordered[start : start + 900]
        businesses = businesses - set(mine.filter(pk__in=part).values_list("pk", flat=True))
    return businesses
