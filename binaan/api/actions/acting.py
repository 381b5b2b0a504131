"""What was done on a phone without signal, carried out once when it arrives.

Each act brings its own number: sent again, it answers as the first time and does nothing.
"""

import hashlib
import json
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime

from binaan.intake.models import ClientAct, Device
from binaan.kit.dates import long_date
from binaan.programmes.actions import attending, cases, following, supervising
from binaan.programmes.actions.papers import keep_paper
from binaan.programmes.choices import PresenceWay
from binaan.programmes.queries import staying, taking_part
from binaan.programmes.queries.supervising import visits
from binaan.programmes.rules.attending import FULL, Mark
from binaan.vendors.actions import street
from binaan.vendors.choices import FindingStep, Offence
from binaan.vendors.queries import named
from binaan.vendors.queries.street import locations as spots

UNREAD = "Catatan ini tidak terbaca; muat ulang halaman Hari ini dan catat lagi."
GONE = "Yang dicatat ini tidak ada lagi dalam tugas Anda; mungkin diberikan kepada petugas lain."
OTHER = "Catatan dengan nomor ini sudah diterima dan isinya lain."
NO_DAY = "Isi tanggalnya."
NOBODY = "Tidak ada PKL atau TDU dengan nomor itu dalam tugas Anda; periksa angkanya."
NORTH, EAST = 90, 180  # degrees
AGREES = timedelta(minutes=5)  # a clock that is no further off is believed


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

    def on(self, name: str = "on") -> date:
        """The day said; a day that a wrong clock wrote by itself is the right one's."""
        said = _text(self.said, name)
        if said == self.day and abs(self.off) > AGREES:
            return timezone.localdate(self.happened)
        found = _day(said)
        if found is None:
            raise ValidationError({name: NO_DAY})
        return found


def read(text: str) -> Told:
    """An act out of what the phone sent. Raises ValidationError for anything else."""
    try:
        said = json.loads(text)
        at, now = parse_datetime(said["at"]), parse_datetime(said["now"])
        told = Told(UUID(said["id"]), said["kind"], UUID(said["about"]), dict(said["said"]), at,
                    str(said["day"]), now - timezone.now())  # fmt: skip
    except (KeyError, TypeError, ValueError, OverflowError) as error:
        raise ValidationError(UNREAD) from error
    if told.kind not in KINDS:
        raise ValidationError(UNREAD)
    return told


@transaction.atomic
def act(told: Told, *, photo: Path | None = None, device: Device, by) -> dict[str, Any]:
    """Do what was told, once. Raises ValidationError and PermissionDenied as the act itself does."""
    shape = _fingerprint(told)
    row, new = ClientAct.objects.select_for_update().get_or_create(
        pk=told.id,
        defaults={"kind": told.kind, "user": by, "device": device, "sha256": shape,
                  "happened_at": told.happened},
    )  # fmt: skip
    if not new:
        if (row.user_id, row.sha256) != (by.pk, shape):
            raise ValidationError(OTHER)
        return row.result
    row.result = {"words": KINDS[told.kind](told, photo, by)}
    row.save(update_fields=["result"])
    return row.result


def _fingerprint(told: Told) -> str:
    shape = [told.kind, str(told.about), told.said, told.at.isoformat()]
    return hashlib.sha256(json.dumps(shape, sort_keys=True).encode()).hexdigest()


def _text(said: dict[str, Any], name: str) -> str:
    value = said.get(name, "")
    return value.replace("\x00", "") if isinstance(value, str) else ""


def _day(text: str) -> date | None:
    try:
        return parse_date(text)
    except ValueError:
        return None


def _one(found, key: UUID):
    """The row it is about; within reach, else it is gone for him."""
    row = found.filter(pk=key).first()
    if row is None:
        raise ValidationError(GONE)
    return row


def _kept(photo: Path | None, by):
    return keep_paper(photo, name=photo.name, by=by) if photo else None


def _done(told: Told, photo: Path | None, by) -> str:
    row = _one(staying.follow_ups(by, staying.FOLLOW), told.about)
    said = following.Contact(told.on(), _text(told.said, "way"), _text(told.said, "outcome"),
                             _kept(photo, by))  # fmt: skip
    following.done(row, said=said, by=by)
    return f"Tindak lanjut {row.business} tercatat."


def _failed(told: Told, _photo: Path | None, by) -> str:
    row = _one(staying.follow_ups(by, staying.FOLLOW), told.about)
    following.failed(row, on=told.on(), note=_text(told.said, "note"), by=by)
    return f"Upaya menemui {row.business} tercatat."


def _step_done(told: Told, photo: Path | None, by) -> str:
    step = _one(staying.steps(by, staying.FOLLOW), told.about)
    cases.step_done(step, on=told.on(), result=_text(told.said, "result"),
                    evidence=_kept(photo, by), by=by)  # fmt: skip
    return f"Hasil langkah kasus {step.case.business} tercatat."


def _agreed(told: Told, _photo: Path | None, by) -> str:
    row = _one(staying.cases(by, staying.FOLLOW), told.about)
    due = _day(_text(told.said, "due"))
    if due is None:
        raise ValidationError({"due": NO_DAY})
    cases.agree(row, action=_text(told.said, "action"), due=due, by=by)
    return f"Kesepakatan dengan {row.business} sampai {long_date(due)} tercatat."


def _visited(told: Told, photo: Path | None, by) -> str:
    row = _one(visits(by, staying.FOLLOW), told.about)
    seen = supervising.Seen(told.on(), _text(told.said, "finding"), _kept(photo, by))
    supervising.visited(row, seen=seen, by=by)
    return f"Kunjungan ke {row.business} tercatat."


def _present(told: Told, _photo: Path | None, by) -> str:
    session = _one(taking_part.session_of(by), told.about)
    row = _one(taking_part.expected(by, session.activity), _key(_text(told.said, "row")))
    attending.attend(session, marks={row.pk: Mark(FULL)}, way=_way(told.said), by=by)
    return f"{row.business} hadir."


def _found(told: Told, photo: Path | None, by) -> str:
    who, where = _text(told.said, "who").strip(), _text(told.said, "location")
    permit = named.permit(by, who, street.CHECK) if who else None
    vendor = permit.vendor if permit else named.vendor(by, who, street.CHECK) if who else None
    if who and vendor is None:
        raise ValidationError(NOBODY)
    seen = street.Seen(
        _text(told.said, "offence"), _text(told.said, "step"), told.happened, vendor=vendor,
        location=_one(spots(by, street.CHECK), _key(where)) if where else None,
        position=_position(told.said), note=_text(told.said, "note"), photo=_kept(photo, by),
        card=_text(told.said, "card").strip().rpartition("#")[2], client_id=told.id,
    )  # fmt: skip
    if seen.offence not in Offence.values or seen.step not in FindingStep.values:
        raise ValidationError(UNREAD)
    return f"Temuan tercatat: {street.record(seen, by=by).get_offence_display()}."


def _position(said: dict[str, Any]) -> tuple[float, float] | None:
    """Latitude and longitude the phone measured; None where it could not."""
    try:
        lat, lon = float(said["position"]["lat"]), float(said["position"]["lon"])
    except (KeyError, TypeError, ValueError):
        return None
    return (lat, lon) if abs(lat) <= NORTH and abs(lon) <= EAST else None


def _key(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise ValidationError(UNREAD) from None


def _way(said: dict[str, Any]) -> PresenceWay:
    return PresenceWay.QR if _text(said, "way") == PresenceWay.QR else PresenceWay.NAME


KINDS: dict[str, Callable[[Told, Path | None, Any], str]] = {
    "follow_up.done": _done, "follow_up.failed": _failed, "case.step_done": _step_done,
    "case.agreed": _agreed, "visit.done": _visited, "presence": _present,
    "finding": _found,
}  # fmt: skip
