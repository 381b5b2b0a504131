"""Reading people, offices, decrees and parameters; the first argument is who asks."""

from django.db import models
from django.db.models import Exists, OuterRef, Q

from binaan.access.models import Assignment, Decree, Division, Office, Official, User
from binaan.access.parameters import parameter
from binaan.access.permissions import Permission
from binaan.places.models import Place
from binaan.places.scope import within

__all__ = [
    "assignments",
    "decrees",
    "divisions",
    "manageable_users",
    "may_everywhere",
    "may_for_office",
    "offices",
    "officials",
    "parameter",
    "places",
    "users",
]

NOTHING = Q(pk__in=[])


def offices(user: User, permission: Permission) -> models.QuerySet[Office]:
    """The offices this user may touch: those at or below a place held, or the one office held."""
    reached = NOTHING
    for held in user.holdings(permission):
        own = Q(pk=held.office_id) if held.office_id else Q()
        reached |= within("place__path", held.place) & own
    return Office.objects.filter(reached).select_related("place")


def divisions(user: User, permission: Permission) -> models.QuerySet[Division]:
    """The bidang of the offices this user may touch."""
    return Division.objects.filter(office__in=offices(user, permission)).select_related("office")


def officials(user: User, office: Office) -> models.QuerySet[Official]:
    """Who held or holds a position of this office, the newest first."""
    mine = offices(user, Permission.OFFICE_MANAGE)
    found = Official.objects.filter(office=office, office__in=mine)
    return found.select_related("decree", "division").order_by("-valid_from", "position")


def decrees(user: User, search: str = "") -> models.QuerySet[Decree]:
    """Decrees of the offices this user manages, and those that count for all."""
    mine = offices(user, Permission.OFFICE_MANAGE)
    found = Decree.objects.filter(Q(office__isnull=True) | Q(office__in=mine))
    for word in search.split():
        found = found.filter(
            Q(number__icontains=word) | Q(title__icontains=word) | Q(signer__icontains=word)
        )
    return found.select_related("office", "file")


def assignments(user: User) -> models.QuerySet[Assignment]:
    """The assignments this user may give and end: within a place held, and of the office held.

    Whoever manages users for one office reaches only that office's assignments. Whoever manages
    them for a place reaches all offices at or below it, and assignments without an office.
    """
    reached = NOTHING
    for held in user.holdings(Permission.USER_MANAGE):
        if held.office_id:
            office = Q(office=held.office_id)
        else:
            office = Q(office__isnull=True) | within("office__place__path", held.place)
        reached |= within("place__path", held.place) & office
    return Assignment.objects.filter(reached).select_related("user", "place", "office", "division")


def users(user: User) -> models.QuerySet[User]:
    """People with any assignment this user reaches, and people who never had one."""
    if not user.may(Permission.USER_MANAGE):
        return User.objects.none()
    mine = assignments(user).filter(user=OuterRef("pk")).order_by()
    anywhere = Assignment.objects.filter(user=OuterRef("pk")).order_by()
    return User.objects.filter(Exists(mine) | ~Exists(anywhere))


def manageable_users(user: User) -> models.QuerySet[User]:
    """People whose account this user may lock or reset: all their open assignments within reach.

    Else the administrator of one regency could take over somebody who also works for the province.
    """
    beyond = Assignment.objects.open().filter(user=OuterRef("pk")).order_by()
    beyond = beyond.exclude(pk__in=assignments(user).order_by().values("pk"))
    return users(user).exclude(Exists(beyond))


def may_everywhere(user: User, permission: Permission) -> bool:
    """Whether a holding, bound to no office, covers every office of this installation."""
    for held in user.holdings(permission):
        outside = Office.objects.exclude(within("place__path", held.place))
        if not held.office_id and not outside.exists():
            return True
    return False


def may_for_office(user: User, permission: Permission, office: Office | None) -> bool:
    """Whether this user may decide for an office; for None: for the whole installation."""
    if office is None:
        return may_everywhere(user, permission)
    return offices(user, permission).filter(pk=office.pk).exists()


def places(user: User, permission: Permission) -> models.QuerySet[Place]:
    """The places at or below those where the permission is held."""
    reached = NOTHING
    for held in user.holdings(permission):
        reached |= within("path", held.place)
    return Place.objects.filter(reached)
