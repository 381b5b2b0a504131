"""An act of the day as a phone tells it: read whole or not at all, with a clock that may be wrong."""

import hashlib
import json
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime

UNREAD = "Catatan ini tidak terbaca; muat ulang halaman Hari ini dan catat lagi."
NO_DAY = "Isi tanggalnya."
AGREES = timedelta(minutes=5)  # a clock that is no further off is believed
NORTH, EAST = 90, 180  # degrees


class Told(NamedTuple):
    """An act as the phone told it. `day`: its date there; `off`: how far its clock was ahead."""

    id: UUID
    kind: str
    about: UUID
    said: dict[str, Any]
    at: datetime
    day: str
    off: timedelta

    @property
    def happened(self) -> datetime:
        """When it was, by the office's clock."""
        return self.at if abs(self.off) <= AGREES else self.at - self.off

    @property
    def fingerprint(self) -> str:
        """SHA-256 of what it says; the same act sent again has the same."""
        shape = [self.kind, str(self.about), self.said, self.at.isoformat()]
        return hashlib.sha256(json.dumps(shape, sort_keys=True).encode()).hexdigest()

    @property
    def position(self) -> tuple[float, float] | None:
        """Latitude and longitude the phone measured; None where it could not."""
        try:
            lat, lon = (float(self.said["position"][name]) for name in ("lat", "lon"))
        except (KeyError, TypeError, ValueError):
            return None
        return (lat, lon) if abs(lat) <= NORTH and abs(lon) <= EAST else None

    def text(self, name: str) -> str:
        """An answer in words, "" where there is none."""
        value = self.said.get(name, "")
        return value.replace("\x00", "").strip() if isinstance(value, str) else ""

    def key(self, name: str) -> UUID:
        """An answer that names a record. Raises ValidationError where it names none."""
        try:
            return UUID(self.text(name))
        except ValueError:
            raise ValidationError(UNREAD) from None

    def day_said(self, name: str) -> date:
        """A day somebody chose. Raises ValidationError without one."""
        try:
            found = parse_date(self.text(name))
        except ValueError:
            found = None
        if found is None:
            raise ValidationError({name: NO_DAY})
        return found

    @property
    def on(self) -> date:
        """The day it was; a day that a wrong clock wrote by itself is the right one's."""
        if self.text("on") == self.day and abs(self.off) > AGREES:
            return timezone.localdate(self.happened)
        return self.day_said("on")


def read(text: str) -> Told:
    """An act out of what the phone sent. Raises ValidationError for anything else."""
    try:
        said = json.loads(text)
        at, now = parse_datetime(said["at"]), parse_datetime(said["now"])
        return Told(
            UUID(said["id"]), str(said["kind"]), UUID(said["about"]), dict(said["said"]), at,
            str(said["day"]), now - timezone.now(),
        )  # fmt: skip
    except (AttributeError, KeyError, TypeError, ValueError, OverflowError) as error:
        raise ValidationError(UNREAD) from error
