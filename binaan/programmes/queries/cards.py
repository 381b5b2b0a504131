"""Kartu binaan: what is recorded of a business, what is coming, what is missing, in its owner's words."""

from datetime import date
from typing import NamedTuple

from django.utils import timezone

from binaan.access.models import Office
from binaan.access.permissions import Permission
from binaan.access.queries import offices
from binaan.kit.dates import long_date, short_date, today
from binaan.kit.masking import mask_phone
from binaan.programmes.choices import FollowUpState, ParticipationState
from binaan.programmes.models import (
    CardLink,
    Certificate,
    Facilitation,
    FollowUp,
    Participation,
    Pathway,
    Service,
)
from binaan.programmes.rules import certificates as papers
from binaan.programmes.rules.links import hashed
from binaan.registry.models import Business
from binaan.registry.queries import complete, pages

VIEW = Permission.PROGRAMME_VIEW
COMING = (ParticipationState.INVITED, ParticipationState.CONFIRMED, ParticipationState.RUNNING)
GOOD = (papers.Standing.VALID, papers.Standing.RENEW)


class Item(NamedTuple):
    """A line of the card. `on` orders it; `day` is how it is told."""

    on: date
    day: str
    title: str
    note: str = ""


class Card(NamedTuple):
    """All a card tells. `percent`: how complete the data are."""

    business: Business
    facts: list[tuple[str, str]]
    stage: str
    officer: str
    recorded: list[Item]
    certificates: list[Item]
    coming: list[Item]
    missing: list[str]
    percent: int
    on: date


def businesses(user, permission: Permission = VIEW):
    """The businesses whose card this user may see."""
    found = Business.objects.permitted(user, permission).present()
    return found.select_related("place__parent")


def opened(link: str) -> CardLink | None:
    """The link a browser has opened, as its session remembers it; its business still stands."""
    found = CardLink.objects.filter(pk=link, opened_at__isnull=False)
    return found.filter(business__in=Business.objects.present()).first()


def is_waiting(token: str) -> bool:
    """Whether a link can still be opened."""
    found = CardLink.objects.filter(sha256=hashed(token), opened_at__isnull=True)
    return found.filter(until__gt=timezone.now()).exists()


def card(user, business: Business) -> Card:
    """The card of a business. `user` None: its owner, who reads all that is recorded of it."""
    now = pages.condition(user, business)
    whole = complete.completeness(user, business, now)
    path = _mine(Pathway, user, business).filter(closed_on__isnull=True).select_related("officer")
    path = path.first()
    held = _certificates(user, business)
    return Card(
        business, _facts(user, business), path.get_stage_display() if path else "",
        str(path.officer) if path and path.officer else "", _recorded(user, business),
        [item for item, standing in held if standing in GOOD],
        sorted(_coming(user, business) + _lapsing(held), key=lambda one: one.on),
        [one.label for one in whole.missing], whole.percent, today(),
    )  # fmt: skip


def _mine(model, user, business: Business):
    rows = model.objects.all() if user is None else model.objects.permitted(user, VIEW)
    return rows.filter(business=business)


def _facts(user, business: Business) -> list[tuple[str, str]]:
    runners = [role.owner for role in business.roles.filter(pages.CURRENT).select_related("owner")]
    guided = business.guidance.filter(pages.CURRENT).select_related("office")
    said = (
        ("Pemilik", ", ".join(str(one) for one in runners)),
        ("Alamat", ", ".join(one for one in (business.address, business.place.name) if one)),
        ("Produk", business.product),
        ("Telepon", ", ".join(mask_phone(one.phone) for one in runners if one.phone)),
        ("Keadaan", business.get_status_display()),
        ("Dibina oleh", ", ".join(str(one.office) for one in guided)),
    )
    return [(label, value) for label, value in said if value]


def _recorded(user, business: Business) -> list[Item]:
    services = _mine(Service, user, business).select_related("activity").order_by("-on", "-pk")
    return [
        Item(one.on, short_date(one.on), one.get_kind_display(),
             one.activity.title if one.activity else one.topic)
        for one in services
    ]  # fmt: skip


def _certificates(user, business: Business) -> list[tuple[Item, papers.Standing]]:
    rows = _mine(Certificate, user, business).select_related("renewed_by").order_by("-issued_on")
    found = []
    for row in rows:
        kind = papers.kind_of(row.kind)
        standing = papers.standing(
            kind, expires=row.expires_on, revoked=row.revoked_on,
            renewed=hasattr(row, "renewed_by"), on=today(),
        )  # fmt: skip
        until = f"sampai {long_date(row.expires_on)}" if row.expires_on else "tanpa batas waktu"
        item = Item(
            row.expires_on or row.issued_on, until, f"{kind.short} {row.number}", row.product
        )
        found.append((item, standing))
    return found


def _lapsing(held: list[tuple[Item, papers.Standing]]) -> list[Item]:
    return [
        Item(item.on, short_date(item.on), f"Perpanjang {item.title}", item.note)
        for item, standing in held
        if standing == papers.Standing.RENEW
    ]


def _coming(user, business: Business) -> list[Item]:
    due = _mine(FollowUp, user, business).filter(state=FollowUpState.DUE)
    found = [
        Item(one.due, f"paling lambat {short_date(one.due)}", one.get_kind_display()) for one in due
    ]
    parts = _mine(Participation, user, business).filter(state__in=COMING).select_related("activity")
    for one in parts:
        activity = one.activity
        if activity.starts_on and (activity.ends_on or activity.starts_on) >= today():
            day = f"mulai {short_date(activity.starts_on)}"
            found.append(Item(activity.starts_on, day, activity.title, one.get_state_display()))
    open_ones = _mine(Facilitation, user, business).filter(closed_on__isnull=True)
    for one in open_ones.filter(due__isnull=False):
        title = f"Fasilitasi {papers.kind_of(one.kind).short}"
        found.append(Item(one.due, f"tenggat {short_date(one.due)}", title, one.product))
    return found


def office(user, business: Business) -> Office | None:
    """Whose letterhead the card bears: one of the user's that guides it, else that works there."""
    mine = offices(user, Permission.FOLLOW_UP).select_related("place")
    guiding = business.guidance.filter(pages.CURRENT).values("office")
    return mine.filter(pk__in=guiding).first() or mine.first()
