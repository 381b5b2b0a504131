"""Planning an activity and taking it from draft to its end. Rule: docs/rules/kegiatan.md."""

import secrets
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from binaan.access import audit
from binaan.access.actions.keeping import keep
from binaan.access.models import Office
from binaan.access.permissions import Permission
from binaan.kit.counting import take
from binaan.kit.dates import today
from binaan.places.models import Place
from binaan.programmes.actions.selecting import SET_ALREADY, must_reach
from binaan.programmes.models import Activity
from binaan.programmes.queries import activities as queries
from binaan.programmes.rules import activities as rules
from binaan.registry.actions.reach import must_not_be_future

EDIT = Permission.PROGRAMME_EDIT
PLANNED = (
    "place", "title", "kind", "topic", "group", "year", "sub_activity", "fund_source", "venue",
    "lat", "lon", "starts_on", "ends_on", "seats", "practice_share", "about", "partners",
    "eligibility", "quotas", "rule", "nominate_until",
)  # fmt: skip
TOKEN = 16  # bytes behind the address of the public page
OVER = "Kegiatan ini sudah {state}; isinya tidak berubah lagi."


@transaction.atomic
def add(office: Office, *, place: Place, said: dict[str, Any], by) -> Activity:
    """A new activity in draft. `said`: fields of PLANNED.

    Raises ValidationError for what is missing or odd, PermissionDenied beyond `by`'s place or office.
    """
    row = Activity(
        office=office, place=place, number=take("activity"), token=secrets.token_urlsafe(TOKEN),
        created_by=by.username,
    )  # fmt: skip
    _written(row, said | {"place": place}, by)
    _note("activity.added", row, {"title": row.title, "kind": row.kind}, by)
    return row


@transaction.atomic
def change(activity: Activity, *, said: dict[str, Any], by) -> Activity:
    """Change what is planned. What a set list was computed with stays as it is."""
    row = locked(activity, by=by)
    must_go_on(row, by=by)
    were = {name: getattr(row, name) for name in PLANNED}
    altered = sorted(name for name in PLANNED if name in said and said[name] != were[name])
    if not altered:
        return row
    fixed = [name for name in altered if name in rules.FROZEN]
    if fixed and row.selections.filter(set_at__isnull=False).exists():
        raise ValidationError(SET_ALREADY)
    _written(row, said, by)
    _note("activity.changed", row, {"fields": altered}, by)
    return row


def _written(row: Activity, said: dict[str, Any], by) -> None:
    for name in PLANNED:
        if name in said:
            setattr(row, name, said[name])
    _place_fits(row)
    if faults := queries.faults(by, row):
        raise ValidationError(faults)
    keep(row)
    must_reach(row, permission=EDIT, by=by)


def _place_fits(row: Activity) -> None:
    path, mine = row.place.path, row.office.place.path
    if mine and path != mine and not path.startswith(f"{mine}."):
        raise ValidationError({"place": "Wilayah ini di luar wilayah kantornya."})


@transaction.atomic
def step(activity: Activity, *, key: str, by, on: date | None = None, why: str = "") -> Activity:
    """Take one step of rules/activities on a day, today unless said.

    Raises ValidationError with everything that stands in its way.
    """
    day = on or today()
    must_not_be_future(day)
    row = locked(activity, by=by)
    taken = rules.STEPS.get(key)
    if taken is None:
        raise ValidationError("Langkah ini tidak dikenal.")
    if found := rules.hindrances(taken, queries.standing(by, row), on=day, why=why):
        raise ValidationError(found)
    was, row.state = row.state, taken.now
    if key == "batal":
        row.cancelled_why = " ".join(why.split())
    row.save(update_fields=["state", "cancelled_why"])
    _note(taken.verb, row, {"was": was, "now": row.state, "on": day, "why": row.cancelled_why}, by)
    must_reach(row, permission=EDIT, by=by)
    return row


def locked(activity: Activity, *, by) -> Activity:
    """The activity as it stands now, held until the transaction ends. PermissionDenied beyond reach."""
    found = Activity.objects.select_for_update(of=("self",))
    row = found.select_related("place", "office__place").get(pk=activity.pk)
    must_reach(row, permission=EDIT, by=by)
    return row


def must_go_on(activity: Activity, *, by) -> None:
    """Raises ValidationError for an activity that is over."""
    if activity.state in rules.OVER:
        raise ValidationError(OVER.format(state=activity.get_state_display().lower()))


def _note(verb: str, row: Activity, payload: dict, by) -> None:
    audit.record(verb, row, by=by, payload=payload, place=row.place, office=row.office)


@transaction.atomic
def note_print(activity: Activity, *, paper: str, rows: int, by) -> None:
    """Who took which paper of an activity out: lists name people."""
    _note("activity.printed", activity, {"paper": paper, "rows": rows}, by)
