"""Numbers counted on the copy, kept beside it with their moment: a page of many shows them at once.

One small file a question under BINAAN_HOME/angka/ (0600); any process writes and reads them. They
may be thrown away at any time.
"""

import hashlib
import json
import os
import secrets
import time
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings
from django.utils import timezone

from binaan.kit import snapshot
from binaan.kit.measures import Asked, Figure, Measure

FOLDER = "angka"
GOOD_FOR = timedelta(minutes=10)  # behind the copy; told beside the number
SWEPT_AFTER = 24 * 3600


class Kept(NamedTuple):
    """`as_of`: when the copy that was counted had been read."""

    figure: Figure
    as_of: datetime


def kept(measure: Measure, asked: Asked, reach: str) -> Kept | None:
    """What was counted on the copy that answers now, or at most ten minutes ago; else None.

    `reach`: whose figures were counted; a number is given to nobody else.
    """
    said = _still_good(_path(measure, asked, reach))
    if said is None:
        return None
    value = said["value"]
    number = value if value is None or isinstance(value, int) else Decimal(value)
    return Kept(Figure(number, said["evidence"], said["unknown"]), said["as_of"])


def keep(measure: Measure, asked: Asked, reach: str, figure: Figure, copy: snapshot.Copy) -> None:
    """Keep what was counted on a copy."""
    whole = figure.value is None or isinstance(figure.value, int)
    said = {
        "value": figure.value if whole else str(figure.value),
        "evidence": figure.evidence,
        "unknown": figure.unknown,
        "as_of": copy.as_of.isoformat(),
        "generation": copy.generation.file,
    }
    _write(_path(measure, asked, reach), said)


class Whole(NamedTuple):
    """A page of figures kept at once. `figures`: whatever JSON can say; `as_of`: as in Kept."""

    figures: Any
    as_of: datetime


def kept_page(name: str, question: str, reach: str) -> Whole | None:
    """What `keep_page` kept of the copy that answers now, or at most ten minutes ago; else None."""
    said = _still_good(_page_path(name, question, reach))
    return None if said is None else Whole(said["figures"], said["as_of"])


def keep_page(name: str, question: str, reach: str, figures: Any, copy: snapshot.Copy) -> None:
    """Keep the figures of a page; `reach` says in words whose they are."""
    said = {"figures": figures, "as_of": copy.as_of.isoformat(), "generation": copy.generation.file}
    _write(_page_path(name, question, reach), said)


def _page_path(name: str, question: str, reach: str) -> Path:
    said = json.dumps([snapshot.database(), name, question, reach])
    return _folder() / f"{hashlib.sha256(said.encode()).hexdigest()}.json"


def _still_good(path: Path) -> dict[str, Any] | None:
    """What was kept there, its `as_of` as a time; None where it is too old or the copy is gone."""
    copy, said = snapshot.current(), _read(path)
    if said is None or copy is None:
        return None
    as_of = datetime.fromisoformat(said["as_of"])
    if said["generation"] != copy.generation.file and timezone.now() - as_of > GOOD_FOR:
        return None
    return said | {"as_of": as_of}


def _write(path: Path, said: dict) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    beside = path.with_suffix(f".{secrets.token_hex(4)}")
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        json.dump(said, file)
    beside.replace(path)


def sweep() -> None:
    """Delete what nobody counted for a day."""
    for path in _folder().glob("*"):
        if time.time() - path.stat().st_mtime > SWEPT_AFTER:
            path.unlink(missing_ok=True)


def _folder() -> Path:
    return Path(settings.HOME) / FOLDER


def _path(measure: Measure, asked: Asked, reach: str) -> Path:
    said = [
        snapshot.database(), measure.key, measure.formula, reach,
        str(getattr(asked.place, "pk", "")), str(getattr(asked.office, "pk", "")),
        str(asked.at), str(asked.period), asked.parts,
    ]  # fmt: skip
    return _folder() / f"{hashlib.sha256(json.dumps(said).encode()).hexdigest()}.json"


def _read(path: Path) -> dict | None:
    try:
        return json.loads(path.read_text())
    except (OSError, ValueError):
        return None
