"""Findings in the street: what was recorded, what may be done next, and what the phone needs of both."""

from datetime import datetime

from django.db.models import Q, QuerySet

from binaan.access.permissions import Permission
from binaan.kit.dates import today
from binaan.kit.workflow import months_after
from binaan.vendors.choices import FindingStep, Offence
from binaan.vendors.models import Finding, Permit, Vendor
from binaan.vendors.rules import ladder
from binaan.vendors.rules.permits import COUNTS

WITH = ("vendor__business", "location", "permit", "officer", "place", "photo")


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
