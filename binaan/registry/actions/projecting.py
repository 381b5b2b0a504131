"""Make businesses, owners and their conditions say what their claims say (rules/projection).

Conditions are never overwritten: what is no longer so is closed at the moment it became known, and
what is now so is added. Asking "as known earlier" therefore answers the same for ever.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import pairwise
from typing import NamedTuple
from uuid import UUID

from django.db import connection, transaction

from binaan.kit import bulk
from binaan.kit.ids import new_id
from binaan.registry.actions.touching import touch
from binaan.registry.models import Alias, Business, Claim, Condition, Owner
from binaan.registry.queries.claims import ORDER, said_of
from binaan.registry.rules import conditions, projection
from binaan.registry.rules.names import person_key
from binaan.registry.rules.projection import Stated

PART = 2000
MOMENT = timedelta(microseconds=1)
# A repeated observation moves the date of the status; that alone is no altered value.
NOT_A_CHANGE = ("status_on",)
KEPT = [field.attname for field in Condition._meta.fields]


class Difference(NamedTuple):
    """What a re-projection altered: businesses with an altered value, and the old and new ones."""

    changed: set[UUID]
    values: dict[UUID, dict[str, tuple]]


@transaction.atomic
def reproject(businesses: Iterable[UUID], *, known: datetime) -> Difference:
    """Bring the projection of these businesses up to their claims, as known from `known` on."""
    ids = sorted(set(businesses))
    lock(ids, _owner_ids(ids))
    found = Difference(set(), defaultdict(dict))
    for start in range(0, len(ids), PART):
        _part(ids[start : start + PART], known, found)
    touch(ids)
    return found


def lock(businesses: Iterable[UUID], owners: Iterable[UUID]) -> None:
    """Hold these rows until the transaction ends, in the one order in which everybody asks for them.

    Two who project the same business would otherwise each miss what the other was just told.
    """
    if not connection.features.has_select_for_update:
        return  # SQLite: one writer at a time
    for model, wanted in ((Business, businesses), (Owner, owners)):
        ordered = sorted(wanted)
        for start in range(0, len(ordered), PART):
            held = model.objects.select_for_update(no_key=True, of=("self",))
            part = held.filter(pk__in=ordered[start : start + PART])
            list(part.order_by("pk").values_list("pk"))


def _owner_ids(businesses: list[UUID]) -> set[UUID]:
    if not connection.features.has_select_for_update:
        return set()
    return {
        owner
        for start in range(0, len(businesses), PART)
        for owner in Claim.objects.filter(
            business__in=businesses[start : start + PART], owner__isnull=False
        ).values_list("owner_id", flat=True)
    }


def _part(ids: list[UUID], known: datetime, found: Difference) -> None:
    said = said_of("business_id", ids)
    timelines = {pk: projection.states(said[pk]) for pk in (*said, *_taken_back(ids, said))}
    _conditions(timelines, known, found)
    _businesses(timelines, found)
    _owners(ids, found)


def _taken_back(ids: list[UUID], said: dict) -> list[UUID]:
    """Businesses of which nothing is said any more because all of it was taken back."""
    silent = Claim.objects.filter(business__in=set(ids) - said.keys())
    erased = set(silent.exclude(erased_at=None).values_list("business_id", flat=True))
    return sorted(set(silent.values_list("business_id", flat=True)) - erased)


def _conditions(timelines: dict, known: datetime, found: Difference) -> None:
    standing = defaultdict(dict)
    rows = Condition.objects.filter(business__in=timelines, known_until=None)
    for row in rows:
        standing[row.business_id][row.valid_from] = row
    closed, added = [], []
    for pk, timeline in timelines.items():
        compare(pk, timeline, standing[pk], known, closed=closed, added=added, found=found)
    _close(closed, known)
    if added:
        bulk.insert("registry_condition", bulk.frame_of(added, KEPT))


def compare(pk, timeline, standing, known, *, closed, added, found) -> None:
    """Sort the states of one business into those that stand, to close and to add; writes nothing."""
    wanted = {state.valid_from: state for state in timeline}
    moment = max([known, *(row.known_from + MOMENT for row in standing.values())])
    for start, row in standing.items():
        if start not in wanted:
            closed.append((row, moment))
    for start, state in wanted.items():
        columns = conditions.condition(state.values) | {"valid_until": state.valid_until}
        row = standing.get(start)
        if row is not None:
            differing = {name for name, value in columns.items() if getattr(row, name) != value}
            if not differing:
                continue
            closed.append((row, moment))
            if differing - {*NOT_A_CHANGE, "valid_until"}:
                found.changed.add(pk)
        added.append(
            columns
            | {
                "id": new_id(),
                "business_id": pk,
                "claim_id": state.claim,
                "valid_from": start,
                "known_from": moment,
                "known_until": None,
            }
        )
    if len(timeline) > 1:
        _note_change(pk, timeline, set(standing), found)


def _note_change(pk, timeline, standing: set, found: Difference) -> None:
    """A new state is an altered value when it differs from the one before by more than its date."""
    for before, after in pairwise(timeline):
        if after.valid_from in standing:
            continue
        keys = (before.values.keys() | after.values.keys()) - set(NOT_A_CHANGE)
        if any(before.values.get(key) != after.values.get(key) for key in keys):
            found.changed.add(pk)


def _close(closed: list, known: datetime) -> None:
    usual = [row.pk for row, moment in closed if moment == known]
    for start in range(0, len(usual), 500):
        part = usual[start : start + 500]
        Condition.objects.filter(pk__in=part).update(known_until=known)
    for row, moment in closed:
        if moment != known:
            Condition.objects.filter(pk=row.pk).update(known_until=moment)


def _businesses(timelines: dict, found: Difference) -> None:
    changes = []
    for row in Business.objects.filter(pk__in=[pk for pk in timelines if timelines[pk]]):
        columns = conditions.business(timelines[row.pk][-1].values)
        differing = {
            name: (getattr(row, name), value)
            for name, value in columns.items()
            if getattr(row, name) != value
        }
        first = timelines[row.pk][0].valid_from
        if not differing and row.first_as_of <= first:
            continue
        if differing:
            found.changed.add(row.pk)
            found.values[row.pk].update(differing)
        changes.append(columns | {"id": row.pk, "first_as_of": min(first, row.first_as_of)})
    if changes:
        bulk.update("registry_business", bulk.frame_of(changes, list(changes[0])))


def _owners(business_ids: list[UUID], found: Difference) -> None:
    """Owners follow from everything said of them, at any of their businesses."""
    of_business = dict(
        Claim.objects.filter(business__in=business_ids, owner__isnull=False)
        .order_by(*ORDER)
        .values_list("owner_id", "business_id")
    )
    said = said_of("owner_id", of_business)
    changes, keys = [], {}
    for row in Owner.objects.filter(pk__in=list(said)):
        columns = conditions.owner(projection.values(said[row.pk]))
        differing = {
            name: (getattr(row, name), value)
            for name, value in columns.items()
            if getattr(row, name) != value
        }
        if differing:
            business = of_business[row.pk]
            found.changed.add(business)
            found.values[business].update(differing)
            changes.append(columns | {"id": row.pk})
        keys[row.pk] = columns["name_key"]
    _aliases(keys, said)
    if changes:
        bulk.update("registry_owner", bulk.frame_of(changes, list(changes[0])))


def _aliases(keys: dict[UUID, str], said: dict[UUID, list[Stated]]) -> None:
    """Keep the other names sources used for these owners; `keys`: what each is called now."""
    others: dict[tuple[UUID, str], Alias] = {}
    for owner, name_key in keys.items():
        for claim in said[owner]:
            name = claim.said.get("owner_name")
            key = person_key(name) if name else ""
            if key and key != name_key and (owner, key) not in others:
                others[owner, key] = Alias(
                    owner_id=owner, name_key=key, name=name, valid_from=claim.as_of
                )
    wanted = sorted({owner for owner, _key in others})
    for start in range(0, len(wanted), 500):
        there = Alias.objects.filter(owner__in=wanted[start : start + 500])
        for known in there.values_list("owner_id", "name_key"):
            others.pop(known, None)
    Alias.objects.bulk_create(others.values(), batch_size=500)
