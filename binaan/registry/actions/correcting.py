"""Correcting a business by hand, without overwriting what somebody else changed meanwhile."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from binaan.access.permissions import Permission
from binaan.registry.actions import claiming
from binaan.registry.actions.reach import locked, must_not_be_future, must_reach, must_say_why
from binaan.registry.models import Business


class ChangedMeanwhile(Exception):
    """Something was recorded since the form was opened; `claim` is the newest."""

    def __init__(self, claim):
        super().__init__(str(claim.pk))
        self.claim = claim


@transaction.atomic
def correct(business: Business, *, said: dict, as_of: date, seen: str, reason: str, by):
    """Record the changed values as this person's claim. `seen`: the newest claim they had read.

    Raises ChangedMeanwhile when there is a newer one, ValidationError when nothing changed.
    """
    business = locked(business)
    must_reach(business, by=by, permission=Permission.BUSINESS_EDIT)
    newest = business.claims.order_by("-recorded_at", "-pk").first()
    if newest is not None and str(newest.pk) != seen:
        raise ChangedMeanwhile(newest)
    if not said:
        raise ValidationError("Tidak ada nilai yang berubah.")
    must_not_be_future(as_of)
    return claiming.record(
        business, said=said, as_of=as_of, by=by, reason=must_say_why(reason), correction=True
    )
