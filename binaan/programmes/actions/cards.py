"""Kartu binaan is handed out: by a link that opens once, or printed with such a link on it."""

import secrets
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from binaan.access import audit
from binaan.access.permissions import Permission
from binaan.programmes.models import CardLink
from binaan.programmes.rules.links import hashed
from binaan.registry.actions.reach import locked, must_reach
from binaan.registry.models import Business

HAND_OUT = Permission.FOLLOW_UP
DAYS = 14
TOKEN_BYTES = 24


@transaction.atomic
def link(business: Business, *, printed: bool = False, by) -> tuple[CardLink, str]:
    """A new link and its token, which is told now and never again. Earlier unopened ones end."""
    business = locked(business)
    now = timezone.now()
    business.card_links.filter(opened_at__isnull=True, until__gt=now).update(until=now)
    token = secrets.token_urlsafe(TOKEN_BYTES)
    row = CardLink.objects.create(
        business=business, sha256=hashed(token), made_by=by.username, made_at=now,
        until=now + timedelta(days=DAYS),
    )  # fmt: skip
    verb = "card.printed" if printed else "card.linked"
    audit.record(verb, business, by=by, payload={"until": row.until}, place=business.place)
    must_reach(business, by=by, permission=HAND_OUT)
    return row, token


@transaction.atomic
def open_link(token: str, *, by) -> CardLink | None:
    """Use a link up. None for one that is unknown, was opened, has ended, or leads to nobody."""
    now = timezone.now()
    rows = CardLink.objects.select_for_update(of=("self",)).select_related("business__place")
    row = rows.filter(sha256=hashed(token), opened_at__isnull=True, until__gt=now).first()
    if row is None or not Business.objects.present().filter(pk=row.business_id).exists():
        return None
    row.opened_at = now
    row.save(update_fields=["opened_at"])
    place = row.business.place
    audit.record("card.opened", row.business, by=by, payload={"link": str(row.pk)}, place=place)
    return row
