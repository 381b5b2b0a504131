"""A list that arrives after a newer one must not speak over it.

A newer version lands only the rows that changed. When an older version comes in between, what the
newer one left unsaid because it was the same is said once more, as of the newer date.
"""

from collections.abc import Iterator

import polars as pl

from binaan.intake.landing import later_version
from binaan.intake.models import ListedKey
from binaan.kit.ids import row_ids
from binaan.registry.models import Claim
from binaan.registry.sheets.frames import TAGS, Context

TAG = max(TAGS.values()) + 1
PART = 500


def restate(context: Context, rows: pl.DataFrame) -> None:
    """Repeat, as of the next version, the last word on every key of these rows that it left as it was."""
    for part in copies(context, rows):
        Claim.objects.bulk_create(part)


def copies(context: Context, rows: pl.DataFrame) -> Iterator[list[Claim]]:
    """The claims that `restate` adds, in parts; nothing is written."""
    later = later_version(context.batch)
    if later is None or rows.is_empty():
        return
    ordinals = dict(rows.select("key", "ordinal").iter_rows())
    keys = sorted(ordinals)
    for start in range(0, len(keys), PART):
        listed = ListedKey.objects.filter(
            source=context.batch.version.source,
            key__in=keys[start : start + PART],
            batch__version__as_of__lte=context.as_of,
            gone_since=None,
        ).exclude(batch=context.batch)
        yield [
            copy for row in listed for copy in _copies(context, row, ordinals[row.key], later.as_of)
        ]


def _copies(context: Context, row: ListedKey, ordinal: int, as_of):
    """The claims that row became, as of the later date."""
    batch = context.batch
    for claim in Claim.objects.filter(
        business=row.record_id, batch=row.batch_id, ordinal=row.ordinal, retracted_at=None
    ):
        claim.pk = row_ids(batch.pk, batch.known_at, TAG, [ordinal])[0]
        claim.as_of, claim.recorded_at = as_of, batch.known_at
        yield claim
