"""The hash of a plan's contents: canonical JSON under SHA-256. Rule: docs/rules/versi-rencana.md."""

import hashlib
import json
from datetime import date
from decimal import Decimal
from uuid import UUID


def seal(contents: dict) -> str:
    """64 hexadecimal letters: the same contents give the same ones, on any store and in any order of keys."""
    text = json.dumps(
        contents, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=plain
    )
    return hashlib.sha256(text.encode()).hexdigest()


def plain(value: Decimal | date | UUID) -> str:
    """An amount without trailing zeros (120.500000 -> "120.5"), a day as 2026-03-01, an id as text."""
    if isinstance(value, Decimal):
        text = f"{value:f}"
        return text.rstrip("0").rstrip(".") if "." in text else text
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    raise TypeError(f"A plan holds no {type(value).__name__}.")
