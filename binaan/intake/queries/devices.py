"""Phones: my own, those of people who work where I manage, and the one that knocks."""

from django.db.models import Q
from django.utils import timezone

from binaan.access.models import Assignment
from binaan.access.permissions import Permission
from binaan.intake.models import Device
from binaan.intake.rules import tokens
from binaan.kit import prepared
from binaan.places.scope import within


def own(user):
    """One's own phones, those in use first."""
    found = Device.objects.filter(user=user)
    return found.order_by("revoked_at", "-made_at")


def of_others(user):
    """Phones of people who work, today, for an office and place where this user manages field work."""
    there = Q(pk__in=[])
    for held in user.holdings(Permission.FORM_MANAGE):
        here = within("place__path", held.place)
        there |= here & (Q(office=held.office_id) if held.office_id else Q())
    people = Assignment.objects.in_force(timezone.localdate()).filter(there).values("user")
    found = Device.objects.filter(user__in=people).exclude(user=user).select_related("user")
    return found.order_by("revoked_at", "user__name", "-made_at")


def revocable(user):
    """The phones this user may take back."""
    return Device.objects.filter(Q(user=user) | Q(pk__in=of_others(user).values("pk")))


def knocking(username: str, token: str) -> Device | None:
    """The phone that knows this name and app password, neither revoked nor its user put aside."""
    if not token:
        return None
    secret = prepared.text_slot("secret")
    found = Device.objects.filter(revoked_at=None, user__is_active=True).select_related("user")
    known = prepared.objects(
        "a phone that knocks", lambda: found.filter(secret=secret.mark),
        (secret,), {secret.name: tokens.digest(token)},
    )  # fmt: skip
    device = known[0] if known else None
    return device if device and device.user.username.lower() == username.strip().lower() else None
