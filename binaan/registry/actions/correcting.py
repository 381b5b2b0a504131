"""Correcting a business by hand, without overwriting what somebody else changed meanwhile."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from binaan.access.permissions import Permission
from binaan.registry.actions import claiming
from binaan.registry.actions.reach import locked, must_not_be_future, must_reach, must_say_why
from binaan.registry.models import Business
from binaan.registry.queries.pages import claims_so_far


class ChangedMeanwhile(Exception):
    """Something was recorded since the form was opened; `claim` is the newest, `count` all."""

    def __init__(self, claim, count: int):
        super().__init__(str(claim.pk))
        self.claim, self.count = claim, count


@transaction.atomic
def correct(business: Business, *, said: dict, as_of: date, seen: int, reason: str, by):
    """Record the changed values as this person's claim. `seen`: how many claims they had read.

    Claims never go, and taking one back counts too: so the number tells every change, whatever the
    clocks say.
    Raises ChangedMeanwhile when there are more now, ValidationError when nothing changed.
    """
    business = locked(business)
    must_reach(business, by=by, permission=Permission.BUSINESS_EDIT)
    count = claims_so_far(by, business)
    if count != seen:
        raise ChangedMeanwhile(business.claims.order_by("-recorded_at", "-pk").first(), count)
    if not said:
        raise ValidationError("Tidak ada nilai yang berubah.")
    must_not_be_future(as_of)
    return claiming.record(
        business, said=said, as_of=as_of, by=by, reason=must_say_why(reason), correction=True
    )
