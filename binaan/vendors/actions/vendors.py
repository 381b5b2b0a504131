"""A street vendor is listed, changed, and trades no longer. Rule: docs/rules/pkl.md §1."""

from dataclasses import dataclass, field, fields
from datetime import date, time
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from binaan.access import audit
from binaan.access.models import Office
from binaan.access.permissions import Permission
from binaan.kit.counting import take
from binaan.kit.dates import today
from binaan.places.models import Place
from binaan.registry.actions import adding
from binaan.registry.actions.reach import locked as business_locked
from binaan.registry.models import Business
from binaan.vendors.actions import standing
from binaan.vendors.actions.reach import (
    locked,
    must_be_office_of,
    must_hold,
    must_not_be_future,
    must_not_precede,
    must_say,
)
from binaan.vendors.choices import Category, Stall, Trade
from binaan.vendors.models import Vendor
from binaan.vendors.rules import hours
from binaan.vendors.rules.permits import COUNTS
from binaan.vendors.rules.ways import STATEMENTS

LISTED = "Usaha ini sudah terdata sebagai PKL ({number})."


@dataclass(frozen=True)
class Said:
    """What somebody says of a vendor; columns as of models.Vendor. Metres, days as of rules/hours."""

    category: str
    trade: str
    stall: str
    goods: str = ""
    length: Decimal | None = None
    width: Decimal | None = None
    days: str = ""
    begins: time | None = None
    ends: time | None = None
    origin: Place | None = None
    trading_since: date | None = None
    association: str = ""
    statements: list[str] = field(default_factory=list)
    wants_events: bool | None = None
    agreed_public: date | None = None

    def values(self) -> dict[str, Any]:
        return {one.name: getattr(self, one.name) for one in fields(self)}


@dataclass(frozen=True)
class Listing:
    """When a vendor was listed, for which office, where the stall stands."""

    office: Office
    on: date
    place: Place
    spot: standing.Spot | None = None


@transaction.atomic
def register_vendor(
    *, business: dict, reason: str, token: UUID, said: Said, listing: Listing, by
) -> Vendor:
    """Register a person with his informal business and list him. The same `token` again answers the
    same vendor. A NIK of another region is never refused.
    """
    made = adding.add(
        said=business | {"is_vendor": True}, as_of=listing.on, office=listing.office,
        reason=reason, token=token, by=by,
    )  # fmt: skip
    there = made.vendors.filter(left_on__isnull=True).first()
    return there or list_vendor(made, said=said, listing=listing, by=by)


@transaction.atomic
def list_vendor(
    business: Business, *, said: Said, listing: Listing, by,
    permission: Permission = Permission.VENDOR_EDIT,
) -> Vendor:  # fmt: skip
    """List a business of the register as a street vendor.

    Raises ValidationError where it is listed already, or where something said cannot be.
    """
    business = business_locked(business)
    must_not_be_future(listing.on, "registered_on")
    must_be_office_of(listing.office, by=by, permission=permission)
    there = business.vendors.filter(left_on__isnull=True).first()
    if there is not None:
        raise ValidationError(LISTED.format(number=there.short_number))
    _must_be_right(said)
    row = Vendor.objects.create(
        number=take("vendor"), business=business, place=listing.place, office=listing.office,
        registered_on=listing.on, recorded_at=timezone.now(), made_by=by.username, **said.values(),
    )  # fmt: skip
    payload = {"business": str(business.pk), "on": listing.on.isoformat(), "trade": said.trade}
    audit.record("vendor.listed", row, by=by, payload=payload, place=row.place, office=row.office)
    if listing.spot is not None:
        standing.stand(row, spot=listing.spot, since=listing.on, by=by, permission=permission)
    must_hold(row, by=by, permission=permission)
    return row


@transaction.atomic
def change_vendor(
    vendor: Vendor, *, said: Said, place: Place | None = None, by,
    permission: Permission = Permission.VENDOR_EDIT,
) -> Vendor:  # fmt: skip
    """Write what is said of a vendor now; the trail keeps the names of what changed."""
    row = locked(vendor)
    must_hold(row, by=by, permission=permission)
    _must_be_right(said)
    given = said.values() | ({"place": place} if place else {})
    changed = sorted(name for name, value in given.items() if getattr(row, name) != value)
    if not changed:
        return row
    for name in changed:
        setattr(row, name, given[name])
    row.save(update_fields=changed)
    if "place" in changed:
        row.permits.update(place=row.place)
    audit.record("vendor.changed", row, by=by, payload={"changed": changed}, place=row.place,
                 office=row.office)  # fmt: skip
    must_hold(row, by=by, permission=permission)
    return row


@transaction.atomic
def leave(vendor: Vendor, *, on: date, why: str, by) -> Vendor:
    """A vendor trades no longer: the place is given up. A TDU that counts must be ended first."""
    row = locked(vendor)
    must_hold(row, by=by, permission=Permission.VENDOR_EDIT)
    must_not_be_future(on)
    must_not_precede(on, row.registered_on)
    if row.left_on is not None:
        raise ValidationError("PKL ini sudah tercatat tidak berjualan.")
    if row.permits.filter(state__in=COUNTS, ended_on__isnull=True, valid_until__gte=on).exists():
        raise ValidationError("TDU-nya masih berlaku; cabut atau selesaikan TDU itu dulu.")
    row.left_on, row.left_why = on, must_say(why, "why", "Tuliskan sebabnya.")[:200]
    row.left_recorded_at = timezone.now()
    row.save(update_fields=["left_on", "left_why", "left_recorded_at"])
    standing.give_up(row, on=on, by=by)
    audit.record("vendor.left", row, by=by, payload={"on": on.isoformat(), "why": row.left_why},
                 place=row.place, office=row.office)  # fmt: skip
    return row


def _must_be_right(said: Said) -> None:
    """Raises ValidationError for what no list knows and for what cannot be."""
    faults = {
        name: "Pilih salah satu dari daftarnya."
        for name, every in (("category", Category), ("trade", Trade), ("stall", Stall))
        if getattr(said, name) not in every.values
    }
    faults |= {
        name: "Ukuran lapak lebih dari 0 meter."
        for name in ("length", "width")
        if (getattr(said, name) or 1) <= 0
    }
    if (said.begins is None) != (said.ends is None):
        faults["ends"] = "Isi jam mulai dan jam selesai, atau kosongkan keduanya."
    if said.trading_since and said.trading_since > today():
        faults["trading_since"] = "Tanggal ini belum terjadi."
    if set(said.days.split()) - set(hours.DAYS):
        faults["days"] = "Pilih hari dari daftarnya."
    if set(said.statements) - set(STATEMENTS):
        faults["statements"] = "Ada pernyataan yang tidak dikenal; pilih dari daftarnya."
    if said.agreed_public is not None:
        must_not_be_future(said.agreed_public, "agreed_public")
    if faults:
        raise ValidationError(faults)
