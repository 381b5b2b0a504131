"""Reading people, offices, decrees and parameters; the first argument is who asks."""

import re
from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Q
from django.db.models.functions import Length
from django.utils import timezone

from binaan.access.models import (
    Assignment,
    AuditEvent,
    Decree,
    Division,
    Office,
    OfficeParameter,
    Official,
    User,
)
from binaan.access.parameters import DECLARED, decided, parameter  # noqa: F401
from binaan.access.permissions import Permission
from binaan.places.models import Place
from binaan.places.queries import labels
from binaan.places.rules import name_key
from binaan.places.scope import within

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


def officials(user: User) -> models.QuerySet[Official]:
    """Who held or holds a position of an office this user manages, the newest first."""
    found = Official.objects.filter(office__in=offices(user, Permission.OFFICE_MANAGE))
    return found.select_related("office", "decree", "division").order_by("-valid_from", "position")


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


def demo_accounts(user) -> list[User]:
    """Accounts of the demo, shown to whoever stands at its door; none outside a demo."""
    return list(User.objects.filter(is_demo=True, is_active=True)) if settings.DEMO else []


def find_places(user: User, permission: Permission, text: str) -> list[Place]:
    """Places within reach that the typed text means; one when it is clear, else the likeliest.

    A code decides alone. A name may be followed by what it lies in: "Cibitung, Bekasi".
    """
    likely = suggest_places(user, permission, text)
    typed = name_key(text.split(",")[0])
    return [place for place in likely if place.name_key == typed] or likely


def suggest_places(user: User, permission: Permission, text: str, limit: int = 8) -> list[Place]:
    """Places within reach whose name begins like the typed text, the shortest name first."""
    reached = places(user, permission).valid()
    code = re.search(r"(?<![\d.])\d{2}(?:\.\d{2}){0,2}(?:\.\d{4})?(?![\d.])", text)
    if code:
        return list(reached.filter(pk=code.group()))
    first, *above = (name_key(part) for part in text.split(","))
    if not first:
        return []
    likely = reached.filter(name_key__startswith=first).order_by(Length("name_key"), "path")
    return _lying_in(likely[:200], above)[:limit]


def _lying_in(found, above: list[str]) -> list[Place]:
    found = list(found)
    wanted = [part for part in above if part]
    if not wanted:
        return found
    said = labels([place.code for place in found])
    return [place for place in found if all(part in name_key(said[place.code]) for part in wanted)]


def people(
    user: User, *, q="", role="", place: Place | None = None, office=None, active=""
) -> models.QuerySet[User]:
    """The people this user manages, narrowed; role, place and office mean one open assignment."""
    found = users(user)
    for word in q.split():
        found = found.filter(Q(username__icontains=word) | Q(name__icontains=word))
    if active:
        found = found.filter(is_active=active == "1")
    wanted = Q()
    if role:
        wanted &= Q(role=role)
    if office:
        wanted &= Q(office=office)
    if place:
        wanted &= within("place__path", place)
    if wanted:
        held = Assignment.objects.open().filter(wanted, user=OuterRef("pk")).order_by()
        found = found.filter(Exists(held))
    return found.prefetch_related(
        Prefetch("assignments", Assignment.objects.open().select_related("place", "office"), "open")
    )


def assignments_of(user: User, person: User) -> models.QuerySet[Assignment]:
    """A person's assignments, past ones too, as far as this user reaches; one's own always."""
    own = Assignment.objects.filter(user=person).select_related("place", "office", "division")
    mine = own if person.pk == user.pk else own.filter(pk__in=assignments(user).values("pk"))
    return mine.order_by("-valid_from", "-pk")


def signings_in(user: User, limit: int = 10) -> models.QuerySet[AuditEvent]:
    """When this user last signed in, failed to, or was locked out; the newest first."""
    verbs = ["user.signed_in", "user.sign_in_failed", "user.locked"]
    return AuditEvent.objects.filter(by=user.username, verb__in=verbs)[:limit]


def events(
    user: User, *, person="", verb="", subject="", since: date | None = None, until=None
) -> models.QuerySet[AuditEvent]:
    """The audit events this user may read, the newest first.

    Whoever audits every office of the installation reads all of them, also those of no place
    (a name typed wrongly at the door). Others read the events of their places and, bound to an
    office, of these only what concerns that office or none.
    """
    found = AuditEvent.objects.all()
    if not may_everywhere(user, Permission.AUDIT_VIEW):
        found = found.filter(_audited(user))
    if person:
        named = User.objects.filter(name__icontains=person).values("username")
        found = found.filter(Q(by__icontains=person) | Q(by__in=named))
    if verb:
        found = found.filter(verb=verb)
    if subject:
        found = found.filter(subject__icontains=subject.strip())
    if since:
        found = found.filter(at__gte=_midnight(since))
    if until:
        found = found.filter(at__lt=_midnight(until + timedelta(days=1)))
    return found.order_by("-id")


def _audited(user: User) -> Q:
    reached = NOTHING
    for held in user.holdings(Permission.AUDIT_VIEW):
        here = Q(place_code__in=Place.objects.filter(within("path", held.place)).values("pk"))
        if held.office_id:
            here &= Q(office_key__in=["", held.office.key])
        reached |= here
    return reached


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def names(user: User, usernames) -> dict[str, str]:
    """The full names behind user names, for a list that shows who did something."""
    wanted = User.objects.filter(username__in=set(usernames))
    return dict(wanted.values_list("username", "name"))


def parameters_in_force(user: User) -> list[dict]:
    """Every declared parameter with what counts today: for all, and for each office reached."""
    mine = list(offices(user, Permission.PARAMETER_MANAGE))
    rows = []
    for key in sorted(DECLARED, key=lambda one: DECLARED[one].label):
        general = decided(key)
        own = [(office, decided(key, office=office)) for office in mine]
        differing = [(office, found) for office, found in own if found.row != general.row]
        rows.append({"general": general, "own": differing})
    return rows


def parameter_history(user: User, key: str) -> models.QuerySet[OfficeParameter]:
    """The rows of a parameter this user may see: for all offices, and for those reached."""
    mine = offices(user, Permission.PARAMETER_MANAGE)
    found = OfficeParameter.objects.filter(Q(office__isnull=True) | Q(office__in=mine), key=key)
    return found.select_related("office").order_by("-valid_from", "-recorded_at")
