"""What an owner agreed to, or takes back (UU 27/2022, articles 20-21)."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from binaan.access import audit
from binaan.access.permissions import Permission
from binaan.registry.actions.reach import (
    must_not_be_future,
    must_reach_owner,
    must_say_why,
    must_stand,
)
from binaan.registry.models import Consent, Owner


@transaction.atomic
def record(owner: Owner, *, purpose: str, given: bool, on: date, method: str, by) -> Consent:
    """Note that an owner agrees, or withdraws; the newest word counts, older ones stay."""
    owner = Owner.objects.select_for_update(of=("self",)).get(pk=owner.pk)
    must_stand(owner)
    must_reach_owner(owner, by=by, permission=Permission.BUSINESS_EDIT)
    must_not_be_future(on)
    if purpose not in Consent.Purpose.values:
        raise ValidationError({"purpose": "Pilih keperluannya."})
    method = must_say_why(method)
    last = owner.consents.filter(purpose=purpose).first()
    if last is not None and on < last.on:
        raise ValidationError({"on": "Sudah ada pernyataan yang lebih baru untuk keperluan ini."})
    if not given and (last is None or not last.given):
        raise ValidationError("Tidak ada persetujuan yang dapat ditarik.")
    found = Consent.objects.create(
        owner=owner, purpose=purpose, given=given, on=on, method=method, by=by.username
    )
    verb = "consent.given" if given else "consent.withdrawn"
    audit.record(verb, owner, by=by, payload={"purpose": purpose, "on": on, "method": method})
    return found
