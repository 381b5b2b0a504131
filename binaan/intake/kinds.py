"""Kinds of list that can arrive. Rooms above sign up; intake knows none of them."""

from collections.abc import Callable
from typing import NamedTuple

import polars as pl


class KindField(NamedTuple):
    """A field a list of this kind may state."""

    name: str
    label: str
    synonyms: tuple[str, ...] = ()
    personal: bool = False
    help: str = ""


class Read(NamedTuple):
    """A slice of rows after reading and checking.

    clean: `ordinal`, `key` (text), `held` (bool) and the kind's own typed columns; what the
    reader's `completed(clean)` adds is left out until it is needed.
    problems: `ordinal`, `field`, `code`, `value`, `suggestion`.
    """

    clean: pl.DataFrame
    problems: pl.DataFrame


class Applied(NamedTuple):
    """What applying a chunk did; problems found only against the register."""

    new: int
    changed: int
    unchanged: int
    problems: pl.DataFrame


class Kind(NamedTuple):
    key: str
    label: str
    fields: tuple[KindField, ...]
    reader: Callable  # (batch) -> object with .read(frame) -> Read, .completed(clean),
    # .foresee(frame), .identities(rows) and IDENTITY, the columns it needs
    apply: Callable  # (batch, clean frame) -> Applied, inside a transaction
    permission: str


KINDS: dict[str, Kind] = {}


def sign_up(kind: Kind) -> None:
    """A room above says: lists of this kind are mine."""
    KINDS[kind.key] = kind
