"""The trail: events in a chain of SHA-256 hashes, their details apart so that they can be erased.

A batch of many rows is one event whose payload holds the root hash of its rows.
"""

import hashlib
import json
import secrets
from datetime import UTC, datetime
from typing import NamedTuple

from django.db import models, transaction
from django.utils import timezone

from binaan.access.models import AuditEvent, AuditHead, AuditPayload
from binaan.kit import prepared


class Verified(NamedTuple):
    ok: bool
    events: int
    first_broken: int | None


def name_of(subject) -> str:
    """`registry.Business:0192…`: a subject as text, so that history never blocks anything."""
    if subject is None or isinstance(subject, str):
        return subject or ""
    return f"{subject._meta.label}:{subject.pk}"


def _digest(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


def _content_hash(content, salt: str) -> str:
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, default=str)
    return _digest(salt, text)


def _event_hash(event: AuditEvent) -> str:
    return _digest(
        str(event.id),
        event.at.astimezone(UTC).isoformat(timespec="microseconds"),
        event.by,
        event.verb,
        event.subject,
        event.place_code,
        event.office_key,
        event.payload_hash,
        event.previous,
    )


@transaction.atomic(savepoint=False)
def record(
    verb: str, subject: models.Model | str | None, *, by, payload=None, place=None, office=None
) -> AuditEvent:
    """Write one event in the caller's transaction; `by` is a user or a user's name."""
    head = _head()
    content = json.loads(json.dumps(payload, default=str)) if payload is not None else None
    salt = secrets.token_hex(16)
    event = AuditEvent(
        id=head.last_id + 1,
        at=timezone.now(),
        by=getattr(by, "username", by) or "",
        verb=verb,
        subject=name_of(subject),
        place_code=getattr(place, "code", place) or "",
        office_key=getattr(office, "key", office) or "",
        payload_hash=_content_hash(content, salt) if content is not None else "",
        previous=head.last_hash,
    )
    event.hash = _event_hash(event)
    event.save(force_insert=True)
    if content is not None:
        AuditPayload.objects.create(event=event, content=content, salt=salt)
    head.last_id, head.last_hash = event.id, event.hash
    head.save(update_fields=["last_id", "last_hash"])
    return event


def _head() -> AuditHead:
    """The end of the chain, held until the transaction ends; every act asks for it."""
    held = AuditHead.objects.select_for_update().filter(pk=1)
    known = prepared.objects("end of the trail", lambda: held)
    if not known:
        AuditHead.objects.get_or_create(pk=1)
        return held.get()
    return known[0]


def read_personal(subject, fields: list[str], *, by, why: str, place=None) -> AuditEvent:
    """Note that somebody read personal values in full: who, when, whose, why."""
    payload = {"fields": sorted(fields), "why": why}
    return record("personal.read", subject, by=by, payload=payload, place=place)


def readings_of(subject) -> models.QuerySet[AuditEvent]:
    """Who read this subject's personal values, newest first."""
    found = AuditEvent.objects.filter(subject=name_of(subject), verb="personal.read")
    return found.select_related("payload")


def erase_payload(event: AuditEvent, *, at: datetime) -> None:
    """Erase the details of an event; the chain of hashes stays whole."""
    AuditPayload.objects.filter(event=event).update(content=None, erased_at=at)


def verify() -> Verified:
    """Recompute the whole chain; says the first event that does not fit, if any."""
    previous, expected, count = "", 1, 0
    events = AuditEvent.objects.order_by("id").select_related("payload")
    for event in events.iterator(chunk_size=2000):
        count += 1
        fits = event.id == expected and event.previous == previous
        if not (fits and event.hash == _event_hash(event) and _payload_fits(event)):
            return Verified(False, AuditEvent.objects.count(), event.id)
        previous, expected = event.hash, event.id + 1
    head = AuditHead.objects.filter(pk=1).first()
    if (head.last_id, head.last_hash) != (count, previous) if head else count:
        return Verified(False, count, count + 1)
    return Verified(True, count, None)


def _payload_fits(event: AuditEvent) -> bool:
    payload = getattr(event, "payload", None)
    if payload is None:
        return event.payload_hash == ""
    if payload.erased_at is not None:
        return payload.content is None
    return event.payload_hash == _content_hash(payload.content, payload.salt)
