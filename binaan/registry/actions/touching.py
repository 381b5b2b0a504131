"""Every write to a business says so here, in its own transaction: the outbox of search and copy."""

from collections.abc import Iterable
from uuid import UUID

from binaan.registry.models import Touched

PART = 2000


def touch(businesses: Iterable[UUID | str]) -> None:
    """Note that these businesses, or what hangs on them, changed. Call it in the transaction.

    The readers follow owners by themselves: who changes an owner names one of his businesses.
    """
    named = sorted({one.hex if isinstance(one, UUID) else UUID(one).hex for one in businesses})
    Touched.objects.bulk_create(
        Touched(businesses=" ".join(named[start : start + PART]))
        for start in range(0, len(named), PART)
    )


def touch_everything() -> None:
    """Note that any business may have changed (a restore, places that moved)."""
    Touched.objects.create(everything=True)
