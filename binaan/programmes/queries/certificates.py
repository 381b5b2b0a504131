"""Certificates within reach: one of them, and the radar of those about to lapse."""

from datetime import date, timedelta
from typing import NamedTuple

from django.db.models import Q
from django.urls import reverse

from binaan.access.permissions import Permission
from binaan.kit import keyset
from binaan.kit.dates import today
from binaan.places.models import Place
from binaan.programmes.models import Certificate
from binaan.programmes.rules import certificates as rules
from binaan.programmes.rules.facilitation import KINDS, WORKFLOWS

SIZE = 50
A_YEAR = 366  # days, so that "more than" is never said too early
LAPSED = "lewat"
EVERY = "semua"
ATTENTION = "perlu"
BUCKETS = (
    (ATTENTION, "Perlu perhatian"),
    (LAPSED, "Sudah lewat"),
    *((str(days), f"Dalam {days} hari") for days in rules.RADAR_DAYS),
    (EVERY, "Semua sertifikat"),
)
COUNTS = Q(revoked_on__isnull=True, renewed_by__isnull=True)  # neither revoked nor renewed


class Line(NamedTuple):
    """A certificate in a list; `left` days until its last day, None where it never lapses."""

    row: Certificate
    kind: str
    standing: str
    tone: str
    left: str
    url: str
    renew: str


def certificates(user, permission: Permission = Permission.PROGRAMME_VIEW):
    """The certificates within reach."""
    return Certificate.objects.permitted(user, permission).select_related(
        "business", "office", "place", "facilitation", "file", "renews", "renewed_by"
    )


def of_bucket(user, bucket: str, on: date):
    """The certificates of one part of the radar on a day: lapsed, within so many days, all."""
    found = certificates(user)
    if bucket == EVERY:
        return found
    waiting = found.filter(COUNTS, expires_on__isnull=False)
    if bucket == LAPSED:
        return waiting.filter(expires_on__lt=on)
    days = int(bucket) if bucket.isdigit() and int(bucket) in rules.RADAR_DAYS else None
    if days is None:  # whatever lapsed or will within the longest warning
        return waiting.filter(expires_on__lte=on + timedelta(days=max(rules.RADAR_DAYS)))
    return waiting.filter(expires_on__gte=on, expires_on__lte=on + timedelta(days=days))


def radar(user, *, on: date, bucket: str = ATTENTION, kind: str = "", asked=None) -> keyset.Page:
    """One page of the radar, the nearest end first; of all certificates the newest first."""
    found = of_bucket(user, bucket, on)
    found = found.filter(kind=kind) if kind else found
    order = ("-issued_on", "-pk") if bucket == EVERY else ("expires_on", "pk")
    asked = asked or {}
    shown = keyset.page(
        found, order, after=asked.get("after", ""), before=asked.get("before", ""), size=SIZE
    )
    return shown._replace(rows=[line(user, row, on) for row in shown.rows])


def counts(user, on: date) -> list[dict]:
    """The parts of the radar with how many stand there today."""
    return [
        {"key": key, "label": label, "count": of_bucket(user, key, on).count()}
        for key, label in BUCKETS
    ]


def line(user, row: Certificate, on: date) -> Line:
    """A certificate as a line; `renew` is where its renewal is worked on ("" not yet)."""
    kind = rules.kind_of(row.kind)
    renewed = hasattr(row, "renewed_by")
    standing = rules.standing(
        kind, expires=row.expires_on, revoked=row.revoked_on, renewed=renewed, on=on
    )
    label, tone = rules.STANDINGS[standing]
    page = reverse("certificate_detail", args=[row.pk])
    renew = _renewing(row) if standing in (rules.Standing.RENEW, rules.Standing.LAPSED) else ""
    return Line(row, kind.short, label, tone, _left(row.expires_on, on), page, renew)


def _renewing(row: Certificate) -> str:
    """The facilitation it came from knows how to renew it; else a new one begins."""
    opened = row.facilitation
    if opened and row.expires_on and any(WORKFLOWS[opened.kind].timed(opened.state)):
        return reverse("facilitation_detail", args=[opened.pk])
    if row.kind not in KINDS:
        return ""
    return f"{reverse('facilitation_add')}?usaha={row.business_id}&jenis={row.kind}"


def _left(expires: date | None, on: date) -> str:
    if expires is None:
        return "tanpa batas waktu"
    days = (expires - on).days
    if days < 0:
        return f"lewat {-days} hari"
    if days > 2 * A_YEAR:
        return f"lebih dari {days // A_YEAR} tahun lagi"
    return "hari ini terakhir" if days == 0 else f"{days} hari lagi"


def meaning(user, row: Certificate) -> list[rules.Part]:
    """What the digits of its number say, with the name of the regency."""
    parts = rules.meaning(rules.kind_of(row.kind), row.number)
    return [_placed(part) if part.place == "4-7" else part for part in parts]


def _placed(part: rules.Part) -> rules.Part:
    code = f"{part.digits[:2]}.{part.digits[2:]}"
    place = Place.objects.filter(code=code).first()
    return part._replace(meaning=place.name if place else f"kode {part.digits}")


def of_business(user, business) -> list[Line]:
    """The certificates of a business this user may see, the newest first; with their standing."""
    found = certificates(user).filter(business=business).order_by("-issued_on", "-at")
    return [line(user, row, today()) for row in found]
