"""Take a merge back exactly, and ask about what came since.

The merges that hang together with it are taken back, the latest first; this one stays so, and the
others are made again at their moments, between what was said since. See docs/rules/identitas.md.
"""

from typing import NamedTuple
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from binaan.access import audit
from binaan.access.permissions import Permission
from binaan.intake.amending import parts
from binaan.registry import relations
from binaan.registry.actions.merging.acting import OUTSIDE
from binaan.registry.actions.merging.board import Board
from binaan.registry.actions.merging.holding import hold, origins
from binaan.registry.actions.merging.writing import write
from binaan.registry.actions.projecting import reproject
from binaan.registry.actions.reach import must_say_why
from binaan.registry.actions.touching import touch
from binaan.registry.actions.unmerging.again import Again
from binaan.registry.actions.unmerging.asking import ask_again
from binaan.registry.actions.unmerging.giving import Giving, taken_numbers
from binaan.registry.actions.unmerging.owning import Owning
from binaan.registry.actions.unmerging.placing import Placing
from binaan.registry.actions.unmerging.replaying import Replay
from binaan.registry.actions.unmerging.reversing import Reversal
from binaan.registry.actions.unmerging.sorting import ASK, LEFT, RIGHT, Item, Sorting
from binaan.registry.actions.unmerging.tail import concerned, tail
from binaan.registry.models import Business, Claim, Merge

UNDONE = "Penggabungan ini sudah dipisah."


class Unmerged(NamedTuple):
    """Who stands for themselves again, and what came since that nobody knows whose it is."""

    restored: list[UUID]
    undecided: list[dict]


@transaction.atomic
def unmerge(merge: Merge, *, by, reason: str, later_to: str = ASK) -> Unmerged:
    """Restore both sides. `later_to`: "left" or "right" takes what came later, "ask" leaves it left.

    Of a merge taken back with questions left, a second call with a side settles those. Raises
    PermissionDenied out of reach, ValidationError for one taken back already.
    """
    if later_to not in (LEFT, RIGHT, ASK):
        raise ValidationError("Pilih kiri, kanan, atau tanyakan.")
    reason = must_say_why(reason)
    _must_reach(merge, by)
    work = Work.prepare(merge)
    again = work.merge.undone_at is not None
    if again and (later_to == ASK or not work.merge.undecided):
        raise ValidationError(UNDONE)
    undecided = work.carry_out(later_to)
    one = work.merge
    if not again:
        one.undone_at, one.undone_by, one.undone_reason = timezone.now(), by.username, reason
    one.undecided = undecided
    one.save(update_fields=["undone_at", "undone_by", "undone_reason", "undecided"])
    if not again:
        ask_again(one)
    _must_reach(one, by)
    sides = (
        (one.left_id, one.right_id) if one.businesses else (one.into_owner_id, one.from_owner_id)
    )
    details = {
        "merge": str(one.pk), "restored": [str(key) for key in sides], "later_to": later_to,
        "undecided": len(undecided), "reason": reason,
    }  # fmt: skip
    audit.record("identity.unmerged", one.left, by=by, payload=details, place=one.left.place)
    return Unmerged(list(sides), undecided)


def _must_reach(merge: Merge, by) -> None:
    mine = Merge.objects.permitted(by, Permission.IDENTITY_DECIDE)
    if not mine.filter(pk=merge.pk).exists():
        raise PermissionDenied(OUTSIDE)


class Work:
    """One un-merging: the merges that hang together, their board, and what is told again."""

    def __init__(self, merge: Merge, others: list[Merge], board: Board):
        self.merge, self.board = merge, board
        self.others = [one for one in others if one.pk != merge.pk]
        standing = any(one.pk == merge.pk for one in others)
        in_order = sorted(
            [*self.others, *([merge] if standing else [])],
            key=lambda one: (one.at, one.order, one.pk),
        )
        self.reversals = {one.pk: Reversal(board, one) for one in in_order}
        self.in_order = in_order

    @classmethod
    def prepare(cls, merge: Merge) -> "Work":
        """Locked and loaded; who merged while we waited for the lock is part of it."""
        merges = tail(merge)
        while True:
            businesses, owners = concerned([merge, *merges])
            board = hold(businesses, owners=owners, history=True)
            again = tail(merge)
            if {one.pk for one in again} <= {one.pk for one in merges}:
                break
            merges = again
        fresh = Merge.objects.select_for_update(of=("self",)).get(pk=merge.pk)
        return cls(fresh, again, board)

    def _sorted(self) -> tuple[Reversal, list[Reversal], Sorting]:
        """All taken back on the board; what came later than this one, with its sides."""
        for one in reversed(self.in_order):
            self.reversals[one.pk].take_back()
        target = self.reversals.get(self.merge.pk)
        target = target or Reversal(self.board, self.merge).after_all()
        after = [self.reversals[one.pk] for one in self.others if self._later(one)]
        asked = {(one["relation"], one["id"]) for one in self.merge.undecided}
        only = asked if self.merge.undone_at else None
        placing = Placing(self.board, self._late())
        placing.place()
        return target, after, Sorting(self.board, target, after, placing, only)

    def _late(self) -> set:
        """Keys of all that came after one of these merges."""
        return {k for one in self.reversals.values() for keys in one.late.values() for k in keys}

    def sides(self) -> dict[Item, str]:
        """What came later, and whose it is; nothing is written."""
        return self._sorted()[2].sides

    def carry_out(self, later_to: str) -> list[dict]:
        """Back, sorted, told again, written; answers what nobody knows whose it is."""
        board = self.board
        target, after, sorting = self._sorted()
        giving = Giving(board, sorting, after)
        rights = {
            one
            for one, side in sorting.sides.items()
            if (later_to if side == ASK else side) == RIGHT
        }
        giving.give(rights, RIGHT)
        giving.give({one for one, side in sorting.sides.items() if side == LEFT}, LEFT)
        giving.settle_shared(target)
        numbers = taken_numbers(board)
        self._write(self._late() | {one.key for one in rights})
        open_ones = [one for one, side in sorting.sides.items() if side == ASK and later_to == ASK]
        return _told([*open_ones, *numbers])

    def _later(self, one: Merge) -> bool:
        return (one.at, one.order, one.pk) > (self.merge.at, self.merge.order, self.merge.pk)

    def _write(self, late: set) -> None:
        board = self.board
        dropped = [UUID(key) for key in self.merge.journal.get("claims", ())]
        for name in ("registry.Claim.business", "registry.Claim.owner"):
            board.forget(board.mover(name), dropped)
        self._drop_derived()
        replay = Replay(board, self._since())
        said = {k for k, claim in replay.claims.items() if claim.recorded_at > self.merge.at}
        owning = Owning(board)
        again = Again(board, replay, self.reversals, origins(board))
        again.tell(self.others, late | said, owning)
        write(board)
        replay.write()
        owning.complete(late | said, self.merge.pk)
        Claim.objects.filter(pk__in=dropped).delete()
        self._bring_up()

    def _since(self) -> dict:
        """Of each business the first of these merges that changed it."""
        since: dict = {}
        for one in [*self.in_order, self.merge]:
            if one.businesses:
                for key in (one.left_id, one.right_id):
                    since[key] = min(one.at, since.get(key, one.at))
        return since

    def _drop_derived(self) -> None:
        """Rows that projecting made since go: it makes anew what is still so."""
        for mover in self.board.movers:
            if mover.name in relations.DERIVED:
                late = {k for one in self.reversals.values() for k in one.late.get(mover.name, ())}
                self.board.forget(mover, late)
                for part in parts(late):
                    mover.model._default_manager.filter(pk__in=part).delete()

    def _bring_up(self) -> None:
        """Names, places and dates of businesses and owners as their own claims say."""
        businesses = {key for one in self.in_order for key in (one.left_id, one.right_id)}
        businesses |= {self.merge.left_id, self.merge.right_id}
        for key in businesses:
            first = self.board.heads[Business][key]["first_as_of"]
            Business.objects.filter(pk=key).update(first_as_of=first)
        reproject(businesses, known=timezone.now())
        others, _owners = concerned(self.in_order)
        touch(businesses | others)


def _told(items: list[Item]) -> list[dict]:
    return [{"relation": one.relation, "id": str(one.key)} for one in sorted(set(items))]
