"""What the pages of vendors show: the overview, one vendor, the card on the page of a business."""

from datetime import date
from typing import Any

from django.urls import reverse

from binaan.access.permissions import Permission
from binaan.kit.dates import long_date, short_date, today
from binaan.kit.masking import mask_text
from binaan.registry.models import Business
from binaan.registry.queries.pages import runners
from binaan.registry.queries.timeline import Happening
from binaan.vendors.models import Finding, Vendor
from binaan.vendors.queries import locations, permits, status, vendors
from binaan.vendors.queries.spots import schedule_of
from binaan.vendors.rules import permits as rules
from binaan.vendors.rules.measuring import POSITIONS, share
from binaan.vendors.rules.ways import TDU, label

VIEW = Permission.VENDOR_VIEW
FEW = 5


def overview(user, on: date) -> dict[str, Any]:
    """How the street stands today: vendors by position, locations, what waits."""
    parts = {one["key"]: one["count"] for one in vendors.parts(user, vendors.Asked(), on)}
    tdu = {one["key"]: one["count"] for one in permits.parts(user, on)}
    rows = [one for one in locations.listed(user, "ditetapkan") if one.row.capacity]
    waiting = permits.objections(user).filter(state="diterima")
    return {
        "parts": parts, "positions": [(key, name, parts.get(key, 0)) for key, name in POSITIONS.items()],
        "share": _percent(share(_standing_right(user, on), parts["semua"])),
        "tdu": tdu, "locations": locations.parts(user),
        "fullest": sorted(rows, key=lambda one: -(one.spread.share or 0))[:FEW],
        "objections": waiting.count(), "late": waiting.filter(due__lt=on).count(),
        "may_edit": user.may(Permission.VENDOR_EDIT),
    }  # fmt: skip


def _standing_right(user, on: date) -> int:
    return vendors.vendors(user).filter(status.listed(on), status.in_place(on)).count()


def _percent(value) -> str:
    return "–" if value is None else f"{value:.1f}".replace(".", ",") + " %"


def detail(user, row: Vendor, on: date) -> dict[str, Any]:
    """Everything the page of one vendor shows."""
    position = vendors.positions_of(user, [row], on).get(row.pk, "")
    now = row.standings.filter(until__isnull=True).select_related("location", "pitch").first()
    mine = vendors.vendors(user, Permission.VENDOR_EDIT).filter(pk=row.pk).exists()
    held = permits.permits(user).filter(vendor=row).order_by("-applied_on", "-pk")
    return {
        "row": row, "runners": runners(user, row.business), "now": now,
        "position": vendors.PARTS.get(position, ""), "tone": vendors.TONES.get(position, ""),
        "local": rules.local(row.origin_id or "", row.place_id[:5]), "when": schedule_of(user, row).told(),
        "permits": [permits.line(user, one, on) for one in held],
        "findings": list(_findings(user, row)[:FEW]), "events": timeline(user, row),
        "objections": list(permits.objections(user).filter(vendor=row)), "may_edit": mine,
        "may_apply": mine and row.left_on is None and not _busy(held, on),
    }  # fmt: skip


def _busy(held, on: date) -> bool:
    states = {rules.state_on(one.state, one.valid_until, on=on) for one in held}
    return bool(states & {*rules.COUNTS, *rules.APPLYING})


def _findings(user, row: Vendor):
    return Finding.objects.permitted(user, VIEW).filter(vendor=row).order_by("-seen_at")


def timeline(user, row: Vendor) -> list[Happening]:
    """What happened to a vendor in the street, the newest first."""
    found = [Happening(row.registered_on, "Didata sebagai PKL", "", row.get_trade_display())]
    for one in row.standings.select_related("location", "pitch"):
        found.append(Happening(one.since, f"Berdiri di {_where(one)}", "", ""))
    for one in permits.permits(user).filter(vendor=row):
        page = {"url": reverse("tdu_detail", args=[one.pk]), "link": "lihat TDU"}
        found.append(Happening(one.applied_on, "Mengajukan TDU", "", str(one.location), **page))
        if one.issued_on:
            text = f"{one.number}, berlaku sampai {long_date(one.valid_until)}"
            found.append(Happening(one.issued_on, "TDU terbit", "", text, tone="ok", **page))
        if one.ended_on:
            found.append(Happening(one.ended_on, f"TDU {label(TDU, one.state).lower()}", "",
                                   mask_text(one.ended_why), tone="bad", **page))  # fmt: skip
    for one in _findings(user, row):
        found.append(Happening(one.seen_at.date(), one.get_step_display(), "",
                               one.get_offence_display(), tone="warn"))  # fmt: skip
    if row.left_on:
        found.append(Happening(row.left_on, "Tidak berjualan lagi", "", row.left_why))
    return sorted(found, key=lambda one: one.on, reverse=True)


def _where(one) -> str:
    if one.location is None:
        return "luar lokasi terdaftar"
    pitch = f", lapak {one.pitch.number}" if one.pitch else ""
    return f"{one.location.name}{pitch}"


def journey(user, business: Business) -> list[Happening]:
    """What happened to a business in the street, as far as this reader reaches."""
    if not user.may(VIEW):
        return []
    mine = vendors.vendors(user).filter(business=business)
    return [one for row in mine for one in timeline(user, row)]


def section(user, business: Business) -> dict | None:
    """The card on the page of a business: it trades in the street, since when and where."""
    if not user.may(VIEW):
        return None
    row = vendors.vendors(user).filter(business=business).order_by("left_on", "-number").first()
    if row is None:
        return None
    position = vendors.positions_of(user, [row], today()).get(row.pk, "")
    now = row.standings.filter(until__isnull=True).select_related("location", "pitch").first()
    return {
        "url": reverse("vendor_detail", args=[row.pk]), "row": row,
        "position": vendors.PARTS.get(position, ""), "tone": vendors.TONES.get(position, ""),
        "where": _where(now) if now else "", "since": short_date(row.registered_on),
    }  # fmt: skip
