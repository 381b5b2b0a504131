"""Who a business was on the day it was served: what equity is counted by."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db.models import Q

from binaan.registry.models import Business, Condition, Role

AT_ONCE = 500
NOW = Q(known_until__isnull=True)


class AsServedThen(NamedTuple):
    """Fields of models.AsServed, and the owner; unknown is "" or None."""

    place_id: str
    group: str
    sex: str
    association: str
    owner_age: int | None
    owner_id: UUID | None

    @property
    def fields(self) -> dict:
        """As keyword arguments of a row that has no owner."""
        return {name: value for name, value in self._asdict().items() if name != "owner_id"}


def as_served(user, businesses: Iterable[UUID], on: date) -> dict[UUID, AsServedThen]:
    """How these businesses stood on a day, by key. Who asks has asked the reach of `user` already."""
    keys = list(businesses)
    found: dict[UUID, AsServedThen] = {}
    for start in range(0, len(keys), AT_ONCE):
        found |= _part(keys[start : start + AT_ONCE], on)
    return found


def _part(keys: list[UUID], on: date) -> dict[UUID, AsServedThen]:
    there = Q(valid_from__lte=on) & (Q(valid_until__isnull=True) | Q(valid_until__gt=on))
    conditions = {
        one.business_id: one for one in Condition.objects.filter(NOW, there, business__in=keys)
    }
    owners = {
        one.business_id: one.owner
        for one in Role.objects.filter(NOW, there, business__in=keys).select_related("owner")
    }
    found = {}
    for business in Business.objects.filter(pk__in=keys):
        condition, owner = conditions.get(business.pk), owners.get(business.pk)
        found[business.pk] = AsServedThen(
            place_id=condition.place_id if condition else business.place_id,
            group=condition.group if condition else business.group,
            sex=condition.owner_sex if condition else (owner.sex if owner else ""),
            association=condition.association if condition else "",
            owner_age=_age(owner.birth_date, on) if owner else None,
            owner_id=owner.pk if owner else None,
        )
    return found


def _age(born: date | None, on: date) -> int | None:
    """Whole years on a day; None before the birth, where one of the dates is wrong."""
    if born is None or born > on:
        return None
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))
