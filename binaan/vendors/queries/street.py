"""Findings in the street: what was recorded, what may be done next, and what the phone needs of both."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from django.db.models import Q, QuerySet

from binaan.access.permissions import Permission
from binaan.kit.dates import today
from binaan.kit.workflow import months_after
from binaan.vendors.choices import FindingStep, Offence
from binaan.vendors.models import Finding, Location, Permit, Vendor
from binaan.vendors.rules import ladder
from binaan.vendors.rules.card_words import WORDS, Words
from binaan.vendors.rules.cards import Why
from binaan.vendors.rules.permits import COUNTS

WITH = ("vendor__business", "location", "permit", "officer", "place", "photo")
FEW = 5


class Row(NamedTuple):
    """A finding as it is listed. `tone` of what was done; `words` what a scanned card answered."""

    row: Finding
    tone: str
    words: Words | None


class Before(NamedTuple):
    """What was found before about a vendor, and what may be done next."""

    findings: list[Finding]
    most: str


def findings(user, permission: Permission = Permission.VENDOR_VIEW) -> QuerySet[Finding]:
    """What was found where this user works, the newest first."""
    return Finding.objects.permitted(user, permission).select_related(*WITH)


def narrowed(user, said: dict) -> QuerySet[Finding]:
    """Findings by `temuan`, `tindakan`, `lokasi` (code), `pkl` (number) and `petugas` (mine)."""
    rows = findings(user)
    if (offence := said.get("temuan", "")) in Offence.values:
        rows = rows.filter(offence=offence)
    if (step := said.get("tindakan", "")) in FindingStep.values:
        rows = rows.filter(step=step)
    if code := said.get("lokasi", "").strip():
        rows = rows.filter(Q(location__code__iexact=code) | Q(location__name__icontains=code))
    if said.get("petugas") == "saya":
        rows = rows.filter(officer=user)
    return rows


def permit_of(user, vendor: Vendor) -> Permit | None:
    """The TDU of a vendor that counts today; None where he has none."""
    held = vendor.permits.filter(state__in=COUNTS, valid_until__gte=today(), ended_on__isnull=True)
    return held.select_related("location", "vendor").order_by("-issued_on").first()


def allowed(
    user, vendor: Vendor | None, permit: Permit | None, *, offence: str, at: datetime
) -> tuple[str, ...]:
    """What may be done about a finding now, from the mildest on."""
    steps: list[str] = []
    if vendor is not None:
        since = months_after(at.date(), -ladder.MONTHS)
        steps = list(vendor.findings.filter(seen_at__date__gt=since).values_list("step", flat=True))
    reached = ladder.highest(steps, permit.state if permit else "")
    return ladder.allowed(offence, reached, known=vendor is not None)


def rows(user, found: Iterable[Finding]) -> list[Row]:
    """Findings with their colours and words."""
    return [
        Row(one, _tone(one.step), WORDS[Why(one.verdict)] if one.verdict else None) for one in found
    ]


def before(user, vendor: Vendor | None, at: datetime) -> Before | None:
    """What a page says before the next step is chosen; None where nobody is named."""
    if vendor is None:
        return None
    may = allowed(user, vendor, permit_of(user, vendor), offence="", at=at)
    recent = findings(user).filter(vendor=vendor)[:FEW]
    return Before(list(recent), str(FindingStep(may[-1]).label))


def locations(user, permission: Permission) -> QuerySet[Location]:
    """Locations to choose from."""
    return Location.objects.permitted(user, permission).order_by("code")


def _tone(step: str) -> str:
    if step == ladder.SEEN:
        return "ok"
    return "info" if step == ladder.PERSUADED else "bad" if step == ladder.PROPOSED else "warn"
