"""What auditors do with the trail is in the trail too."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from binaan.access import audit
from binaan.access.permissions import Permission
from binaan.kit.dates import moment


@transaction.atomic
def verify_trail(*, by) -> audit.Verified:
    """Recompute the chain and note the outcome (which lengthens it by one)."""
    _must_audit(by)
    checked = audit.verify()
    payload = {"ok": checked.ok, "events": checked.events, "first_broken": checked.first_broken}
    audit.record("audit.verified", None, by=by, payload=payload)
    return checked


@transaction.atomic
def note_export(*, filters: dict, by) -> str:
    """Note that the trail was taken out, and answer the line that marks the copy."""
    _must_audit(by)
    event = audit.record("audit.exported", None, by=by, payload={"filters": filters})
    return f"Diekspor oleh {by.username} pada {moment(timezone.now())}, peristiwa {event.id}"


def _must_audit(by) -> None:
    if not isinstance(by, str) and not by.may(Permission.AUDIT_VIEW):
        raise PermissionDenied("Anda tidak bertugas membaca jejak audit.")
