"""Businesses as the columns read them, from questions compiled once: no objects of the ORM.

They answer what `columns.COLUMNS` asks of a business dressed for its columns. Every question is
asked with the reader's permission, or of keys he was just allowed to see.
"""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from binaan.access.models import User
from binaan.access.permissions import Permission
from binaan.kit import keyset, prepared, snapshot
from binaan.kit.dates import today
from binaan.places.queries import industry_groups
from binaan.registry.choices import LegalForm, Status, VerificationState
from binaan.registry.models import Business, Card, Guidance, Identifier, Role
from binaan.registry.selecting.columns import needed
from binaan.registry.selecting.proposing import reach
from binaan.registry.snapshot.cards import Cards, of_store
from binaan.registry.snapshot.cards import cards as copied

VIEW = Permission.BUSINESS_VIEW
OPEN = Q(valid_until=None, known_until=None)
FIELDS = ("pk", "number", "name", "status", "verification", "legal_form", "address", "product",
          "kbli", "group", "started_year", "known_from", "lat", "lon")  # fmt: skip
PLACE = ("place__level", "place__name", "place__parent__name")
CARD = ("pk", "status_on", "running", "size_pp7", "workers", "verified_on", "association",
        "complete")  # fmt: skip
_kept = prepared.Few(100)  # cards of a page, as long as that copy counts
_LABELS = {
    "status": dict(Status.choices),
    "verification": dict(VerificationState.choices),
    "legal_form": dict(LegalForm.choices),
}


class Many(list):
    """Rows of a relation, as a manager hands them out."""

    def all(self) -> "Many":
        return self


class Light(SimpleNamespace):
    """One business; `roles`, `guidance`, `card` and `group_label` as `columns.dress` leaves them."""

    @property
    def short_number(self) -> str:
        return f"U-{self.number:06d}"

    def get_status_display(self) -> str:
        return _LABELS["status"].get(self.status, self.status)

    def get_verification_display(self) -> str:
        return _LABELS["verification"].get(self.verification, self.verification)

    def get_legal_form_display(self) -> str:
        return _LABELS["legal_form"].get(self.legal_form, self.legal_form)


class Owner(SimpleNamespace):
    def __str__(self) -> str:
        return self.name or f"P-{self.number:06d}"


def by_keys(user: User, keys: Sequence[UUID], chosen: Sequence[str]) -> list[Light]:
    """These businesses, at most a page, in that order; without those out of reach."""
    found = {row.pk: row for row in _businesses(user, keys)}
    rows = [found[key] for key in keys if key in found]
    if not rows:
        return []
    needs, seen = needed(chosen), [row.pk for row in rows]
    _give_roles(found, seen, "identifiers" in needs)
    if "guidance" in needs:
        _give_guidance(found, seen)
    cards = _cards(user, seen) if "card" in needs else {}
    groups = industry_groups() if "groups" in needs else {}
    for row in rows:
        row.card = cards.get(row.pk)
        row.group_label = groups.get(row.group, row.group)
    return rows


def _asked(
    key: Any, keys: Sequence[UUID], build: Callable[[list], QuerySet], **more
) -> list[tuple]:
    """Rows about these keys, the first of each a key of a business."""
    if not keys:
        return []
    slots = tuple(prepared.uuid_slot("key", place) for place in range(keyset.SIZE))
    padded = [*keys[: len(slots)], *[keys[0]] * (len(slots) - len(keys))]
    values = {slot.name: one for slot, one in zip(slots, padded, strict=True)}
    marks = [slot.mark for slot in slots]
    found = prepared.rows(key, lambda: build(marks), slots, values, **more)
    return [(one if isinstance(one, UUID) else UUID(one), *rest) for one, *rest in found]


def _businesses(user: User, keys: Sequence[UUID]) -> list[Light]:
    def build(marks: list) -> QuerySet:
        mine = Business.objects.permitted(user, VIEW).present()
        return mine.filter(pk__in=marks).values_list(*FIELDS, *PLACE)

    found = []
    for values in _asked(("light", reach(user)), keys, build):
        row = Light(**dict(zip(FIELDS, values, strict=False)), roles=Many(), guidance=Many())
        level, name, parent = values[len(FIELDS) :]
        within = SimpleNamespace(name=parent) if parent else None
        row.place = SimpleNamespace(level=level, name=name, parent=within)
        row.known_from = _moment(row.known_from)
        found.append(row)
    return found


def _moment(value: datetime | str) -> datetime:
    """SQLite keeps a moment as text, in UTC."""
    moment = datetime.fromisoformat(value) if isinstance(value, str) else value
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _give_roles(found: dict[UUID, Light], keys: list[UUID], numbers: bool) -> None:
    def build(marks: list) -> QuerySet:
        now = Role.objects.filter(OPEN, business__in=marks).order_by("valid_from", "pk")
        return now.values_list(
            "business_id", "owner_id", "owner__name", "owner__number", "owner__phone"
        )

    owners: dict[Any, list[Owner]] = {}
    for key, owner_key, name, number, phone in _asked("light roles", keys, build):
        owner = Owner(name=name, number=number, phone=phone, identifiers=Many())
        owners.setdefault(owner_key, []).append(owner)
        found[key].roles.append(SimpleNamespace(owner=owner))
    if numbers:
        _give_identifiers(owners, keys)


def _give_identifiers(owners: dict[Any, list[Owner]], keys: list[UUID]) -> None:
    def build(marks: list) -> QuerySet:
        run = Role.objects.filter(OPEN, business__in=marks).values("owner_id")
        open_ones = Identifier.objects.filter(OPEN, owner__in=run).order_by("value")
        return open_ones.values_list("pk", "owner_id", "kind", "value")

    for _key, owner_key, kind, value in _asked("light identifiers", keys, build):
        for owner in owners[owner_key]:
            owner.identifiers.append(SimpleNamespace(kind=kind, value=value))


def _give_guidance(found: dict[UUID, Light], keys: list[UUID]) -> None:
    day = today()

    def build(marks: list) -> QuerySet:
        now = Guidance.objects.filter(
            Q(valid_until__isnull=True) | Q(valid_until__gt=day),
            business__in=marks, known_until__isnull=True, valid_from__lte=day,
        ).order_by("valid_from")  # fmt: skip
        return now.values_list("business_id", "office__name")

    for key, office in _asked(("light guidance", day), keys, build):
        found[key].guidance.append(SimpleNamespace(office=SimpleNamespace(name=office)))


def _cards(user: User, keys: list[UUID]) -> dict[UUID, Any]:
    source = copied()
    if source.live:
        return _live_cards(source, user, keys)
    return snapshot.tried(
        lambda: _copied_cards(user, keys), lambda: _live_cards(of_store(), user, keys)
    )


def _copied_cards(user: User, keys: list[UUID]) -> dict[UUID, Any]:
    def build(marks: list) -> QuerySet:
        mine = Card.objects.permitted(user, VIEW).using(snapshot.ALIAS)
        return mine.filter(pk__in=marks).values_list(*CARD)

    copy, mine = snapshot.current(), reach(user)
    wanted = (copy.generation.file if copy else "", mine, tuple(keys))
    found = _kept.get(wanted)
    if found is None:
        asked = _asked(("light cards", mine), keys, build, using=snapshot.ALIAS)
        found = {row[0]: SimpleNamespace(**dict(zip(CARD, row, strict=True))) for row in asked}
        _kept.put(wanted, found)
    return found


def forget() -> None:
    """Ask the copy again (benchmarks)."""
    _kept.clear()


def _live_cards(source: Cards, user: User, keys: list[UUID]) -> dict[UUID, Any]:
    return {card.pk: card for card in source.permitted(user, VIEW).filter(pk__in=keys)}
