"""One merge taken back on the board, by its journal; the latest first."""

from collections import defaultdict
from datetime import date
from uuid import UUID

from binaan.registry.actions.merging.board import INTO, Board, Dated
from binaan.registry.actions.merging.joining import Step
from binaan.registry.models import Business, Merge


class Reversal:
    """What taking one merge back found: what came later (`late`), and what ended what it had added.

    `sources`: (table, key of a row it closed) → the rows added for it, with their columns.
    """

    def __init__(self, board: Board, merge: Merge):
        self.board, self.merge = board, merge
        self.step = Step(
            merge.left_id,
            merge.right_id,
            merge.businesses,
            merge.into_owner_id,
            merge.from_owner_id,
        )
        self.late: dict[str, set] = {}
        self.ends: dict[tuple, tuple] = {}
        self.sources: dict[tuple, list[dict]] = defaultdict(list)
        self.reopened: dict[str, list[UUID]] = {}

    def take_back(self) -> "Reversal":
        board, journal = self.board, self.merge.journal
        swaps = self.step.swaps
        for subject, (loser, survivor) in swaps.items():
            board.into(subject, loser, None)
            for mover in board.movers:
                if mover.subject is subject:
                    moved = {UUID(key) for key in journal["moved"].get(mover.name, ())}
                    board.move(mover, moved, source=survivor, target=loser, back=True)
                    self._note_late(mover, survivor)
        for table in board.dated:
            if set(table.ends.values()) & swaps.keys():
                self._restore(table)
        if self.merge.businesses:
            head = board.heads[Business][self.step.left]
            head["first_as_of"] = date.fromisoformat(journal["first_as_of"])
        return self

    def _note_late(self, mover, survivor) -> None:
        own = set(self.merge.journal["own"].get(mover.name, ()))
        if mover.name not in INTO.values():
            there = self.board.at[mover.name].get(survivor, ())
            self.late[mover.name] = {key for key in there if str(key) not in own}

    def _restore(self, table: Dated) -> None:
        board, journal = self.board, self.merge.journal
        for key, sources in journal["added"].get(table.label, {}).items():
            if UUID(key) not in board.facts[table.label]:
                continue
            row = board.drop(table, UUID(key))
            fact = (*(row[column] for column in table.ends), *(row[n] for n in table.how.same))
            self.ends[table.label, *fact, row["valid_from"]] = (row["id"], row["known_until"])
            for source in sources:
                self.sources[table.label, UUID(source)].append(row)
        self.reopened[table.label] = []
        for key in map(UUID, journal["closed"].get(table.label, ())):
            row = board.facts[table.label].get(key)
            if row is not None:
                ended = [one["known_until"] for one in self.sources[table.label, key]]
                row["known_until"] = ended[0] if ended else None
                self.reopened[table.label].append(key)
        own = set(journal["own"].get(table.label, ()))
        survivors = [survivor for _loser, survivor in self.step.swaps.values()]
        self.late[table.label] = {
            row["id"]
            for row in board.rows(table, survivors)
            if str(row["id"]) not in own
            and (row["known_until"] is None or row["known_until"] > self.merge.at)
            and row["id"] not in self.reopened[table.label]
        }

    def after_all(self) -> "Reversal":
        """For one taken back before: what is still to be decided counts as what came later."""
        for one in self.merge.undecided:
            self.late.setdefault(one["relation"], set()).add(UUID(one["id"]))
        return self
