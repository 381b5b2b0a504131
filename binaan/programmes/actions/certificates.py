"""Certificates are written down: brought along, issued by a facilitation, renewed, revoked."""

from datetime import date
from typing import NamedTuple

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from binaan.access import audit
from binaan.access.models import Office
from binaan.access.permissions import Permission
from binaan.access.queries import offices
from binaan.kit.models import StoredFile
from binaan.programmes.models import Certificate, Facilitation
from binaan.programmes.queries.facilitating import CURRENT
from binaan.programmes.rules import certificates as rules
from binaan.programmes.rules.facilitation import KINDS
from binaan.registry.actions import claiming
from binaan.registry.actions.reach import locked, must_not_be_future, must_reach, must_say_why
from binaan.registry.choices import IdentifierKind
from binaan.registry.models import Business, Identifier

FACILITATE = Permission.FACILITATE
OUTSIDE = "Sertifikat ini di luar wilayah tugas Anda."
FROM_FACILITATION = "NIB terbit lewat fasilitasi kantor."
BROUGHT = "NIB dicatat dari sertifikat yang dibawa pelaku usaha."
NOT_MY_OFFICE = "Anda tidak bertugas mengurus sertifikat di kantor ini."


class Issued(NamedTuple):
    """What a certificate says. `expires_on` None: as long as its kind lasts."""

    kind: str
    number: str
    issued_on: date
    expires_on: date | None = None
    product: str = ""
    issuer: str = ""
    file: StoredFile | None = None


@transaction.atomic
def add_certificate(business: Business, *, issued: Issued, office: Office, by) -> Certificate:
    """Write a certificate down that a business brought along.

    Raises ValidationError for a number that does not fit its kind, for dates that do not agree with
    it, and for one already written down.
    """
    business = locked(business)
    must_not_be_future(issued.issued_on)
    made = _write(business, issued, office=office, facilitation=None, by=by)
    must_reach(business, by=by, permission=FACILITATE)
    if not offices(by, FACILITATE).filter(pk=office.pk).exists():
        raise PermissionDenied(NOT_MY_OFFICE)
    return made


@transaction.atomic
def issue(facilitation: Facilitation, *, issued: Issued, by) -> Certificate:
    """The certificate a facilitation led to. Called by its action, which has asked the reach."""
    return _write(
        facilitation.business, issued, office=facilitation.office, facilitation=facilitation, by=by
    )


@transaction.atomic
def revoke(certificate: Certificate, *, on: date, why: str, by) -> Certificate:
    """Take a certificate back, with the reason; it stays in the record."""
    row = Certificate.objects.select_for_update(of=("self",)).get(pk=certificate.pk)
    must_not_be_future(on)
    if row.revoked_on is not None:
        raise ValidationError("Sertifikat ini sudah dicabut.")
    if on < row.issued_on:
        raise ValidationError({"on": "Tanggal ini mendahului tanggal terbitnya."})
    row.revoked_on, row.revoked_why = on, must_say_why(why)[:300]
    row.save(update_fields=["revoked_on", "revoked_why"])
    audit.record("certificate.revoked", row, by=by, payload={"kind": row.kind, "on": on},
                 place=row.place, office=row.office)  # fmt: skip
    if not Certificate.objects.permitted(by, FACILITATE).filter(pk=row.pk).exists():
        raise PermissionDenied(OUTSIDE)
    return row


def _write(business, issued: Issued, *, office, facilitation, by) -> Certificate:
    kind = KINDS.get(issued.kind)
    if kind is None:
        raise ValidationError({"kind": "Pilih jenis sertifikatnya."})
    read = rules.read_number(kind, issued.number)
    if read.wrong:
        raise ValidationError({"number": read.wrong})
    expires = rules.expiry(kind, issued.issued_on, issued.expires_on)
    if unfit := rules.unfit(kind, read.value, issued=issued.issued_on, expires=expires):
        raise ValidationError({"expires_on": unfit})
    row = Certificate(
        business=business, place=business.place, office=office, facilitation=facilitation,
        kind=kind.key, number=read.value, product=" ".join(issued.product.split()),
        issuer=issued.issuer.strip() or kind.issuer, issued_on=issued.issued_on,
        expires_on=expires, file=issued.file, by=by.username, at=timezone.now(),
    )  # fmt: skip
    row.renews = _before(row)
    row.full_clean(exclude=["place", "office", "facilitation", "file", "renews"])
    row.save(force_insert=True)
    if kind.number == IdentifierKind.NIB:
        _tell_register(row, by)
    payload = {"kind": row.kind, "business": str(business.pk), "renews": row.renews_id}
    audit.record("certificate.added", row, by=by, payload=payload, place=row.place, office=office)
    return row


def _tell_register(row: Certificate, by) -> None:
    """A NIB is a number of the owner: the register learns it as the claim of who wrote it down.

    One brought along says nothing where another is held already. Raises ValidationError for the
    number of somebody else, PermissionDenied for who may not edit the business.
    """
    owners = row.business.roles.filter(CURRENT).values("owner")
    held = Identifier.objects.filter(CURRENT, kind=IdentifierKind.NIB, owner__in=owners)
    if not owners.exists() or (row.facilitation_id is None and held.exists()):
        return
    try:
        claiming.record(
            row.business, said={"nib": row.number}, by=by,
            as_of=max(row.issued_on, row.business.first_as_of),  # nothing is said of it before
            reason=FROM_FACILITATION if row.facilitation_id else BROUGHT, correction=False,
        )  # fmt: skip
    except ValidationError as error:
        raise ValidationError({"number": error.messages}) from error


def _before(row: Certificate) -> Certificate | None:
    """The one it renews: same business, kind and product, issued earlier, standing, not renewed."""
    earlier = Certificate.objects.filter(
        business=row.business, kind=row.kind, issued_on__lt=row.issued_on, revoked_on__isnull=True,
        renewed_by__isnull=True, product__iexact=row.product,
    )  # fmt: skip
    return earlier.order_by("-issued_on", "-at").first()
