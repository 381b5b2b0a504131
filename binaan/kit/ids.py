"""Public identifiers: UUID version 7 (RFC 9562), so that keys grow with time and offices can be added up later."""

import hashlib
import secrets
import time
import uuid
from collections.abc import Iterable
from datetime import datetime


def new_id() -> uuid.UUID:
    """A fresh UUIDv7: 48 bits of Unix milliseconds, then 74 random bits."""
    milliseconds = time.time_ns() // 1_000_000
    value = (milliseconds & ((1 << 48) - 1)) << 80 | secrets.randbits(80)
    return _marked(value)


def _marked(value: int) -> uuid.UUID:
    value = value & ~(0xF << 76) | (0x7 << 76)
    return uuid.UUID(int=value & ~(0x3 << 62) | (0x2 << 62))


def row_ids(batch: uuid.UUID, at: datetime, tag: int, ordinals: Iterable[int]) -> list[str]:
    """UUIDv7 as 32 hex digits for rows of a batch, the same on every run.

    `tag` (0..4095) tells tables apart, `ordinals` (below 2**32) the rows. A batch that was
    interrupted and continued therefore ends with the very same keys as one that was not.
    """
    milliseconds = int(at.timestamp() * 1000)
    mark = int.from_bytes(hashlib.sha256(batch.bytes).digest()[:4]) >> 4
    prefix = f"{milliseconds:012x}7{tag:03x}8{mark:07x}"
    return [f"{prefix}{ordinal:08x}" for ordinal in ordinals]
