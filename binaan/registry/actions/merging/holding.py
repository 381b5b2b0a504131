"""Lock what a merge concerns, load it, and find the moment that comes after all that is known of it."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Max
from django.utils import timezone

from binaan.intake.amending import parts
from binaan.registry.actions.merging.board import Board
from binaan.registry.actions.projecting import lock
from binaan.registry.models import Business, Claim, Condition, Identifier, Merge, Owner, Role

TICK = timedelta(microseconds=1)


def hold(
    businesses: Iterable[UUID], *, owners: Iterable[UUID] = (), history: bool = False
) -> Board:
    """A locked board of these businesses, whom they were merged into, and all their owners."""
    wanted, people = _with_survivors(Business, set(businesses)), set(owners)
    while True:  # who was merged while we waited for the lock has another survivor by now
        people |= _owners_of(wanted)
        people = _with_survivors(Owner, people)
        lock(wanted, people)
        again = _with_survivors(Business, wanted)
        if again == wanted and _owners_of(wanted) <= people:
            break
        wanted = again
    board = Board(history=history)
    board.load(Business, wanted)
    board.load(Owner, people)
    _load_ends(board)
    return board


def _with_survivors(model, keys: set) -> set:
    found = set(keys)
    fresh = found
    while fresh:
        into = {
            survivor
            for part in parts(fresh)
            for survivor in model.objects.filter(
                pk__in=part, merged_into__isnull=False
            ).values_list("merged_into_id", flat=True)
        }
        fresh = into - found
        found |= fresh
    return found


def _owners_of(businesses: set) -> set[UUID]:
    """Who runs them, and of whom their claims speak."""
    found: set[UUID] = set()
    for part in parts(businesses):
        roles = Role.objects.filter(business__in=part, known_until=None)
        found.update(roles.values_list("owner_id", flat=True))
        said = Claim.objects.filter(business__in=part, owner__isnull=False)
        found.update(said.values_list("owner_id", flat=True))
    return found


def _load_ends(board: Board) -> None:
    """Heads of the other businesses and owners that the rows name; their rows are not needed."""
    for table in board.dated:
        for column, subject in table.ends.items():
            named = {row[column] for row in board.facts[table.label].values()}
            board.load_heads(subject, named)


def after_everything(board: Board, at: datetime | None = None) -> datetime:
    """Now (or `at`), and later than anything known of these records: so that nothing is known for no time."""
    last = [at or timezone.now()]
    for part in parts(board.loaded[Business]):
        conditions = Condition.objects.filter(business__in=part)
        claims = Claim.objects.filter(business__in=part)
        merges = Merge.objects.filter(left__in=part), Merge.objects.filter(right__in=part)
        last += conditions.aggregate(a=Max("known_from"), b=Max("known_until")).values()
        last += claims.aggregate(a=Max("recorded_at"), b=Max("retracted_at")).values()
        last += [one.aggregate(last=Max("at"))["last"] for one in merges]
    last += [row["known_from"] for rows in board.facts.values() for row in rows.values()]
    newest = max(one for one in last[1:] if one is not None) if any(last[1:]) else last[0] - TICK
    return max(last[0], newest + TICK)


def origins(board: Board) -> dict[UUID, int]:
    """Of identifiers that came by a merge: the number of the owner they came from."""
    found: dict[UUID, int] = {}
    inherited = {
        row["owner_id"]
        for row in board.facts.get(Identifier._meta.label, {}).values()
        if row["known_until"] is None
    }
    for part in parts(inherited):
        standing = Merge.objects.filter(into_owner__in=part, undone_at=None)
        for journal in standing.order_by("at", "order").values_list("journal__origins", flat=True):
            found.update((UUID(key), number) for key, number in (journal or {}).items())
    return found
