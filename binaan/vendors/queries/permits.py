"""TDUs as lists and pages read them: what waits, what is late, what lapses; objections."""

from datetime import date, timedelta
from typing import Any, NamedTuple

from django.db.models import Prefetch, Q, QuerySet

from binaan.access import parameters
from binaan.access.permissions import Permission
from binaan.kit import keyset
from binaan.registry.models import Role
from binaan.vendors.choices import ObjectionState
from binaan.vendors.models import Objection, Permit
from binaan.vendors.parameters import RENEWAL_MONTHS
from binaan.vendors.queries import roads
from binaan.vendors.queries.spots import schedule_of, spot_of
from binaan.vendors.rules import permits as rules
from binaan.vendors.rules.ways import TDU, WORKFLOWS, label

VIEW = Permission.VENDOR_VIEW
PARTS = {
    "proses": "Dalam proses", "lewat": "Lewat tenggat", "berlaku": "Berlaku",
    "akan_habis": "Akan habis", "peringatan": "Peringatan", "berakhir": "Berakhir",
}  # fmt: skip
ORDER = {"proses": ("due", "pk"), "lewat": ("due", "pk"), "akan_habis": ("valid_until", "pk")}
SIZE = 25


class Row(NamedTuple):
    """A TDU in a list."""

    row: Permit
    state: str
    tone: str
    late: bool


def permits(user, permission: Permission = VIEW) -> QuerySet[Permit]:
    """The TDUs this user reaches."""
    found = Permit.objects.permitted(user, permission)
    return found.select_related("vendor__business", "location", "pitch", "place", "office")


def of_part(user, part: str, on: date) -> QuerySet[Permit]:
    """One part of the list on a day, the calendar counted in."""
    found = permits(user)
    if part in ("proses", "lewat"):
        found = found.filter(state__in=rules.APPLYING)
        return found.filter(due__lt=on) if part == "lewat" else found
    counts = Q(state__in=rules.COUNTS, ended_on__isnull=True, valid_until__gte=on)
    if part == "berakhir":
        return found.filter(issued_on__isnull=False).exclude(counts)
    found = found.filter(counts)
    if part == "peringatan":
        return found.filter(state__startswith="peringatan")
    soon = on + timedelta(days=rules.SOON_DAYS)
    return found.filter(valid_until__lte=soon) if part == "akan_habis" else found


def parts(user, on: date) -> list[dict]:
    """The parts of the list with how many TDUs are in each."""
    return [
        {"key": key, "label": name, "count": of_part(user, key, on).count()}
        for key, name in PARTS.items()
    ]


def listed(user, part: str, on: date, query) -> keyset.Page:
    """One page of a part."""
    run = Role.objects.filter(valid_until=None, known_until=None).select_related("owner")
    found = of_part(user, part, on).prefetch_related(
        Prefetch("vendor__business__roles", run, to_attr="run_by")
    )
    if part in ("proses", "lewat"):
        found = found.filter(due__isnull=False)
    order = ORDER.get(part, ("-applied_on", "-pk"))
    shown = keyset.page(
        found, order, after=query.get("after", ""), before=query.get("before", ""), size=SIZE
    )
    return shown._replace(rows=[line(user, one, on) for one in shown.rows])


def line(user, one: Permit, on: date) -> Row:
    """A TDU as it stands on a day."""
    state = rules.state_on(one.state, one.valid_until, on=on)
    late = state in rules.APPLYING and one.due is not None and one.due < on
    return Row(one, label(TDU, state), roads.tone(TDU, state), late)


def screen(user, row: Permit, on: date) -> dict[str, Any]:
    """Everything the page of one TDU shows, but its forms."""
    state = rules.state_on(row.state, row.valid_until, on=on)
    applying = state in rules.APPLYING
    spot = spot_of(user, row.location, row.pitch, row.vendor, on)
    return {
        "row": row, "state": WORKFLOWS[TDU].states[state], "tone": roads.tone(TDU, state),
        "late": applying and row.due is not None and row.due < on, "when": schedule_of(user, row).told(),
        "hindered": rules.hindrances(spot, schedule_of(user, row)) if applying else [],
        "history": roads.history(user, TDU, row, "tdu_paper"),
        "steps": roads.onward(user, TDU, row, state), "stages": _stages(row, state),
        "renew_by": _renew_by(row, on) if state in ("terbit", "akan_habis") else None,
        "may_ask": applying and permits(user, Permission.VENDOR_EDIT).filter(pk=row.pk).exists(),
        "may_object": (user.may(Permission.VENDOR_EDIT) and row.issued_on is not None) or state == "ditolak",
        "objections": list(row.objections.order_by("-received_on")),
    }  # fmt: skip


def _stages(row: Permit, state: str) -> list[tuple[str, str]]:
    """The main way, each with "done", "now" or ""."""
    order = ("diajukan", "lengkap", "layak", "terbit")
    been = set(row.steps.values_list("now", flat=True))
    now = state if state in order else "terbit" if row.issued_on else ""
    names = {"diajukan": "Diajukan", "lengkap": "Berkas", "layak": "Lokasi", "terbit": "TDU"}
    return [
        (names[key], "now" if key == now else "done" if key in been else "") for key in order
    ]  # fmt: skip


def _renew_by(row: Permit, on: date) -> date:
    months = int(parameters.number(RENEWAL_MONTHS, office=row.office, on=on))
    return rules.renewal_by(row.valid_until, months)


def objections(user, permission: Permission = VIEW) -> QuerySet[Objection]:
    """The objections this user reaches, the nearest term first."""
    found = Objection.objects.permitted(user, permission)
    return found.select_related("vendor__business", "permit", "location", "office")


def objection_parts(user) -> list[dict]:
    """Open ones and decided ones."""
    waiting = objections(user).filter(state=ObjectionState.OPEN).count()
    every = objections(user).count()
    return [
        {"key": "terbuka", "label": "Menunggu putusan", "count": waiting},
        {"key": "selesai", "label": "Selesai", "count": every - waiting},
    ]
