"""How businesses are named beside the problems of a list."""

from uuid import UUID

from django.db.models import Prefetch
from django.urls import reverse

from binaan.access.permissions import Permission
from binaan.intake.amending import parts
from binaan.intake.kinds import Named
from binaan.registry.models import Business, Role


def naming(user, records) -> dict[UUID, Named]:
    """Name, owners, village and page of the businesses this user may see."""
    run = Role.objects.filter(valid_until=None, known_until=None).select_related("owner")
    mine = Business.objects.permitted(user, Permission.BUSINESS_VIEW).select_related(
        "place__parent"
    )
    return {
        business.pk: _named(business)
        for part in parts(set(records))
        for business in mine.filter(pk__in=part).prefetch_related(Prefetch("roles", queryset=run))
    }


def _named(business: Business) -> Named:
    owners = ", ".join(str(role.owner) for role in business.roles.all())
    page = reverse("business_detail", args=[business.pk])
    return Named(business.name, owners, business.place.name, page)
