"""All that counts now, in every table: what an undo must bring back to the last value."""

from binaan.intake.models import ListedKey, Problem, RememberedRepair, Row
from binaan.registry.models import (
    Alias,
    Business,
    Claim,
    Condition,
    Guidance,
    Identifier,
    Membership,
    Owner,
    Phone,
    Role,
)

SOUND = {
    "name": "Tahu Sari",
    "owner_name": "Ibu Sari",
    "village": "Setiadarma",
    "district": "Tambun Selatan",
}
NIK = "3216064507859003"
DATED = ("id", "known_from")


def standing() -> dict[str, list]:
    """Rows by table, without what only tells when something was written down."""
    now = {"known_until": None}
    run = Role.objects.filter(**now)
    return {
        "businesses": _rows(Business.objects.present()),
        "owners": _rows(Owner.objects.filter(pk__in=run.values("owner"))),
        "roles": _rows(run, *DATED),
        "conditions": _rows(Condition.objects.filter(**now), *DATED),
        "guidance": _rows(Guidance.objects.filter(**now), *DATED),
        "identifiers": _rows(Identifier.objects.filter(**now), *DATED),
        "claims": _rows(Claim.objects.filter(retracted_at=None)),
        "memberships": _rows(Membership.objects.all(), "id"),
        "aliases": _rows(Alias.objects.all()),
        "phones": _rows(Phone.objects.all()),
        "keys": _rows(ListedKey.objects.all()),
        "rows": _rows(Row.objects.all()),
        "problems": _rows(Problem.objects.all()),
        "remembered": _rows(RememberedRepair.objects.filter(stopped_at=None)),
    }


def _rows(found, *without: str) -> list:
    names = [field.attname for field in found.model._meta.concrete_fields]
    kept = [name for name in names if name not in without]
    return sorted(found.values_list(*kept), key=repr)


def problem(**about) -> Problem:
    """The one problem of which this is so."""
    return Problem.objects.get(**about)


def now(name: str = "Tahu Sari") -> Condition:
    """How the business of this name stands."""
    return Business.objects.get(name=name).conditions.get(known_until=None, valid_until=None)
