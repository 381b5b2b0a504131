"""Who may be visited: rooms above sign up the records they keep, and what changed in them since.

Signed up once when a room starts. Intake knows none of the records; it keeps their ids.
"""

from collections.abc import Callable
from typing import NamedTuple
from uuid import UUID


class Listed(NamedTuple):
    """A record as the phone names it: never a NIK or a telephone. `place`: code; degrees or None."""

    record: UUID
    label: str
    place: str
    lat: float | None = None
    lon: float | None = None


class Roll(NamedTuple):
    """The records of one kind of list (intake.kinds).

    `kinds`: which of them, key → words. `rows(user, place, which, records)`: those within this user's
    reach at a place, in an order people know; `records` (a set of ids, or None for all) narrows them.
    `changed(records, since)`: record → {field of the kind: words as they stand now}, of fields that
    somebody stated after `since`, other than from a form.
    """

    kind: str
    label: str
    kinds: dict[str, str]
    rows: Callable
    changed: Callable | None = None


ROLLS: dict[str, Roll] = {}


def keep(roll: Roll) -> None:
    """A room above says: these records can be visited."""
    ROLLS[roll.kind] = roll
