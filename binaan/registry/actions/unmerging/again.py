"""The merges that stay, made again at their moments, between what was said since."""

from datetime import date
from uuid import UUID

from binaan.registry.actions.merging.board import Board
from binaan.registry.actions.merging.joining import Joining, Standing
from binaan.registry.actions.merging.planning import MERGE, SUCCEED, Planned, in_order, step_for
from binaan.registry.actions.merging.succession import elder_of
from binaan.registry.actions.unmerging.owning import Owning
from binaan.registry.actions.unmerging.replaying import CLAIMS, Replay
from binaan.registry.actions.unmerging.reversing import Reversal
from binaan.registry.models import Business, Merge

VOID = "Tidak berlaku lagi sesudah penggabungan sebelumnya dipisah."


class Again:
    """Tells claims and merges again in the order of their moments."""

    def __init__(
        self, board: Board, replay: Replay, reversals: dict[UUID, Reversal], origins: dict
    ):
        self.board, self.replay, self.reversals = board, replay, reversals
        self.origins = origins
        self.late = self._late()

    def _late(self) -> dict[UUID, dict[str, set]]:
        """Of each merge what came after it: what came after a later one came after it too."""
        found: dict[UUID, dict[str, set]] = {}
        since: dict[str, set] = {}
        for key, one in reversed(self.reversals.items()):
            since = {
                name: since.get(name, set()) | one.late.get(name, set())
                for name in since.keys() | one.late.keys()
            }
            found[key] = since
        return found

    def tell(self, merges: list[Merge], late: set, owning: Owning) -> None:
        """`late`: keys of rows that came after one of these merges, or were just given.

        Whose a claim is follows from who ran its business when it was said: asked between merges.
        """
        waiting = set(late)
        said = self.replay.moments(late)
        made: dict = {}
        for one in sorted(merges, key=lambda m: (m.at, m.order, m.pk)):
            made.setdefault(one.at, []).append(one)
        for moment in sorted(said.keys() | made.keys()):
            concerned = set()
            for one in made.get(moment, ()):
                before = waiting - self.late[one.pk].get(CLAIMS, set())
                owning.settle(before)
                waiting -= before
                self._merge(one)
                concerned.add(one.left_id)
            where = self.board.where(self.board.mover(CLAIMS))
            concerned |= {where[key] for key in said.get(moment, ()) if key in where}
            self.replay.project(concerned, moment)
        owning.settle(waiting)
        changed = "left right into_owner from_owner journal undone_at undone_by undone_reason"
        Merge.objects.bulk_update(merges, changed.split(), batch_size=100)

    def _merge(self, one: Merge) -> None:
        line = self._line(one)
        back = self.reversals[one.pk]
        noted = one.journal.get("elder")
        owners = MERGE if one.into_owner_id else (SUCCEED if noted else None)
        step, people = (None, None)
        if line.left != line.right or not one.businesses:
            step, people = step_for(
                self.board, line, businesses=one.businesses, owners=owners, kinds={}
            )
        if step is None:
            one.undone_at, one.undone_reason = one.at, VOID
            return
        joined = Joining(
            self.board,
            step,
            one.at,
            origins=self.origins,
            again=Standing(self.late[one.pk], back.ends),
        )
        joined.carry_out()
        if people is not None:
            elder, since = self._elder(one, step.left, people)
            joined.succeed(elder, since=since)
        kept = {name: one.journal[name] for name in ("claims",) if name in one.journal}
        self._reposition(one, step.left)
        one.left_id, one.right_id = step.left, step.right
        one.into_owner_id, one.from_owner_id = step.kept, step.gone
        one.journal = joined.journal() | kept
        if one.businesses:
            self.replay.end(step.right, one.at)

    def _elder(self, one: Merge, left: UUID, people: tuple) -> tuple[UUID, date]:
        """Whom the merge took for the earlier owner; asked anew when it speaks of others now."""
        noted = one.journal.get("elder")
        if noted and UUID(noted[0]) in people:
            return UUID(noted[0]), date.fromisoformat(noted[1])
        return elder_of(self.board, left, people)

    def _line(self, one: Merge) -> Planned:
        """The sides of the pair that said so, whoever they are by now."""
        sides = (one.pair.left_id, one.pair.right_id) if one.pair else (one.left_id, one.right_id)
        now = [self.board.survivor(Business, key) for key in sides]
        return Planned(*in_order(self.board, Business, *now), one.pair)

    def _reposition(self, one: Merge, left: UUID) -> None:
        """Values chosen by hand stand with the survivor."""
        mine = {UUID(key) for key in one.journal.get("claims", ())}
        if mine and one.left_id != left:
            mover = self.board.mover(CLAIMS)
            self.board.move(mover, mine, source=one.left_id, target=left)
