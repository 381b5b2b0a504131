"""Phones that fetch forms and send answers: made for oneself, taken back by oneself or whoever manages."""

from typing import NamedTuple

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from binaan.access import audit
from binaan.access.permissions import Permission
from binaan.intake.models import Device
from binaan.intake.queries.devices import revocable
from binaan.intake.rules import tokens

MOST = 20  # phones of one person that are not revoked


class Made(NamedTuple):
    """A phone and its app password, which is told this once."""

    device: Device
    token: str


@transaction.atomic
def make_device(*, label: str, by) -> Made:
    """A phone of one's own. Raises PermissionDenied without the right to send."""
    if not by.may(Permission.FIELD_SEND):
        raise PermissionDenied("Tugas Anda tidak mencakup mengirim jawaban dari ponsel.")
    mine = Device.objects.select_for_update().filter(user=by, revoked_at=None)
    if len(mine) >= MOST:
        raise ValidationError(
            f"Anda sudah memakai {MOST} perangkat. Cabut yang tidak dipakai lagi."
        )
    token = tokens.new_token()
    device = Device.objects.create(
        user=by, label=label.strip() or "Ponsel", secret=tokens.digest(token), made_by=by.username
    )
    audit.record("device.made", device, by=by, payload={"label": device.label})
    return Made(device, token)


@transaction.atomic
def revoke_device(device: Device, *, by) -> Device:
    """The phone may do nothing any more; what it sent stays. Twice does nothing the second time."""
    device = Device.objects.select_for_update().get(pk=device.pk)
    if not revocable(by).filter(pk=device.pk).exists():
        raise PermissionDenied("Perangkat ini bukan milik Anda.")
    if device.revoked_at:
        return device
    device.revoked_at, device.revoked_by = timezone.now(), by.username
    device.save(update_fields=["revoked_at", "revoked_by"])
    audit.record("device.revoked", device, by=by, payload={"user": device.user.username})
    return device


def note_seen(device: Device, *, app: str, by) -> None:
    """The phone was here; noted once a minute, so that asking does not mean writing."""
    now = timezone.now()
    lately = device.seen_at and (now - device.seen_at).total_seconds() < 60
    app = (app or device.app)[:200]
    if lately and app == device.app:
        return
    with transaction.atomic():
        Device.objects.filter(pk=device.pk, user=by).update(seen_at=now, app=app)
    device.seen_at, device.app = now, app
