"""Locations as lists and pages read them: state, occupancy, pitches, who stands there."""

from datetime import date
from typing import Any, NamedTuple

from django.db.models import Count, Prefetch, Q, QuerySet

from binaan.access.permissions import Permission
from binaan.kit.dates import today
from binaan.registry.models import Role
from binaan.vendors.models import Location, Pitch, Relocation, Standing
from binaan.vendors.queries import roads
from binaan.vendors.queries.spots import schedule_of
from binaan.vendors.queries.vendors import positions_of
from binaan.vendors.rules import locations as rules
from binaan.vendors.rules.measuring import POSITIONS
from binaan.vendors.rules.ways import LOCATION, WORKFLOWS, label

VIEW = Permission.VENDOR_VIEW
PARTS = {
    "ditetapkan": "Ditetapkan", "usulan": "Diusulkan", "terlarang": "Terlarang",
    "berakhir": "Tidak lagi",
}  # fmt: skip
STATES = {
    "ditetapkan": rules.DETERMINED, "usulan": ("usulan", "terverifikasi"),
    "terlarang": ("terlarang",), "berakhir": ("dihapus", "ditarik"),
}  # fmt: skip


class Row(NamedTuple):
    """A location in the list."""

    row: Location
    state: str
    tone: str
    spread: rules.Spread
    when: str


def locations(user, permission: Permission = VIEW) -> QuerySet[Location]:
    """The locations this user reaches."""
    found = Location.objects.permitted(user, permission)
    return found.select_related("place__parent", "office", "decree")


def counted(user) -> QuerySet[Location]:
    """With `taken`: how many stand there."""
    there = Count("standings", filter=Q(standings__until__isnull=True))
    return locations(user).annotate(taken=there).order_by("code")


def parts(user) -> list[dict]:
    """The parts of the list with how many locations are in each."""
    states = list(locations(user).order_by().values_list("state", flat=True))
    return [
        {"key": key, "label": name, "count": sum(one in STATES[key] for one in states)}
        for key, name in PARTS.items()
    ]


def listed(user, part: str) -> list[Row]:
    """The locations of a part by code. An office has some hundreds at most."""
    return [_row(user, one) for one in counted(user).filter(state__in=STATES[part])]


def _row(user, one: Location) -> Row:
    state = rules.state_on(one.state, one.valid_until, on=today())
    return Row(
        one, label(LOCATION, state), roads.tone(LOCATION, state),
        rules.Spread(one.capacity, one.taken), schedule_of(user, one).told(),
    )  # fmt: skip


def screen(user, row: Location) -> dict[str, Any]:
    """Everything the page of one location shows, but its forms."""
    row = counted(user).get(pk=row.pk)
    state = rules.state_on(row.state, row.valid_until, on=today())
    standing = _standing(user, row)
    settled = state in (*rules.DETERMINED, rules.FORBIDDEN)
    return {
        "row": row, "state": WORKFLOWS[LOCATION].states[state], "tone": roads.tone(LOCATION, state),
        "spread": rules.Spread(row.capacity, row.taken), "when": schedule_of(user, row).told(),
        "area": round(rules.area(row.outline)) if row.outline else None,
        "pitches": _pitches(row, standing), "loose": [one for one in standing if not one["pitch"]],
        "history": roads.history(user, LOCATION, row, "location_paper"),
        "steps": roads.onward(user, LOCATION, row, state),
        "may_edit": _may(user, row, Permission.LOCATION_SET if settled else Permission.VENDOR_EDIT),
        "may_pitch": _may(user, row, Permission.VENDOR_EDIT),
        "may_move": state in rules.DETERMINED and _may(user, row, Permission.LOCATION_SET),
        "relocations": list(relocations(user).filter(Q(left=row) | Q(to=row))),
    }  # fmt: skip


def _may(user, row: Location, permission: Permission) -> bool:
    return locations(user, permission).filter(pk=row.pk).exists()


def _standing(user, row: Location) -> list[dict]:
    """Who stands there now, with his position."""
    run = Role.objects.filter(valid_until=None, known_until=None).select_related("owner")
    found = Standing.objects.filter(location=row, until__isnull=True)
    found = found.select_related("vendor__business", "pitch").prefetch_related(
        Prefetch("vendor__business__roles", run, to_attr="run_by")
    )
    found = list(found.order_by("vendor__number"))
    at = positions_of(user, [one.vendor for one in found], today())
    tones = {"di_tempat": "ok", "di_luar": "warn", "habis": "bad", "belum": "info"}
    return [
        {
            "vendor": one.vendor, "pitch": one.pitch, "since": one.since,
            "position": POSITIONS.get(at.get(one.vendor_id), ""),
            "tone": tones.get(at.get(one.vendor_id), ""),
        }
        for one in found
    ]  # fmt: skip


def _pitches(row: Location, standing: list[dict]) -> list[dict]:
    by_pitch = {one["pitch"].pk: one for one in standing if one["pitch"]}
    there = Q(closed_on__isnull=True) | Q(closed_on__gt=today())
    return [{"row": one, "held": by_pitch.get(one.pk)} for one in row.pitches.filter(there)]


def pitch_of(user, location: Location) -> QuerySet[Pitch]:
    """The pitches of a location."""
    return location.pitches.select_related("location")


def relocations(user, permission: Permission = VIEW) -> QuerySet[Relocation]:
    """Moves this user reaches, the latest first."""
    found = Relocation.objects.permitted(user, permission).select_related("left", "to", "office")
    return found.annotate(moved=Count("standings"))


def destinations(user, left: Location) -> QuerySet[Location]:
    """Where the vendors of a location may be moved to: determined, of the same office, in reach."""
    found = locations(user, Permission.LOCATION_SET).filter(office=left.office)
    return found.filter(state__in=rules.DETERMINED).exclude(pk=left.pk).order_by("code")


def moving(user, row: Relocation, on: date) -> dict[str, Any]:
    """What the page of a move shows: who is concerned, what may be done with it now."""
    there = Standing.objects.filter(location=row.left, until__isnull=True)
    moved = Standing.objects.filter(relocation=row).select_related("vendor__business", "pitch")
    waiting = row.left.permits.filter(state="relokasi")
    return {
        "row": row, "there": there.count(), "moved": list(moved.order_by("vendor__number")),
        "waiting": waiting.count(),
        "may_move": relocations(user, Permission.LOCATION_SET).filter(pk=row.pk).exists(),
        "may_issue": relocations(user, Permission.TDU_DECIDE).filter(pk=row.pk).exists(),
    }  # fmt: skip
