"""Give what came later to whose it is, on the board; and keep numbers with one holder."""

from collections.abc import Iterable
from uuid import UUID

from binaan.intake.amending import parts
from binaan.registry.actions.merging.board import Board, Dated
from binaan.registry.actions.unmerging.reversing import Reversal
from binaan.registry.actions.unmerging.sorting import LEFT, RIGHT, Item, Sorting
from binaan.registry.models import Identifier


class Giving:
    """`ways`: by side and subject, of those who hold later rows to whom they go.

    Later rows stand with the survivor, or with who it was merged into since. What is surely the
    left one's goes down to it as well: the merges made again may lead elsewhere now.
    """

    def __init__(self, board: Board, sorting: Sorting, later: list[Reversal]):
        self.board, self.sorting = board, sorting
        self.ways: dict[str, dict[type, dict[UUID, UUID]]] = {LEFT: {}, RIGHT: {}}
        for subject, (loser, survivor) in sorting.step.swaps.items():
            way, here = [survivor], survivor
            for one in later:
                pair = one.step.swaps.get(subject)
                if pair is not None and pair[0] == here:
                    here = pair[1]
                    way.append(here)
            self.ways[RIGHT][subject] = dict.fromkeys(way, loser)
            self.ways[LEFT][subject] = dict.fromkeys(way[1:], survivor)

    def give(self, items: Iterable[Item], side: str) -> None:
        """These belong to the left one, or to the right one."""
        given = sorted(items)
        for one in given:
            if one.relation in self.board.facts:
                self._give_fact(self.board.table(one.relation), one.key, self.ways[side])
        for mover in self.board.movers:
            keys = {one.key for one in given if one.relation == mover.name}
            for holder, target in self.ways[side].get(mover.subject, {}).items():
                self.board.move(mover, keys, source=holder, target=target)

    def _give_fact(self, table: Dated, key: UUID, ways: dict) -> None:
        row = self.board.drop(table, key)
        was = dict(row)
        for column, subject in table.ends.items():
            row[column] = ways.get(subject, {}).get(row[column], row[column])
        if row == was:
            self.board.put(table, row)
            return
        fact = self._fact(table, row)
        there = [
            one for one in self.board.rows(table, [row[column] for column in table.ends])
            if self._fact(table, one) == fact and one["known_until"] is None
        ]  # fmt: skip
        if table.how.single:
            for one in there:
                one["known_until"] = row["known_from"]
        elif any(_covers(one, row) for one in there):
            return  # had it stood alone, nobody would have written this
        self._reopen(table, was)
        self.board.put(table, row)

    def _reopen(self, table: Dated, given: dict) -> None:
        """What the survivor had, and this ended, goes on with the survivor."""
        fact = self._fact(table, given)
        for one in self.board.rows(table, [given[column] for column in table.ends]):
            ended = one["known_until"] == given["known_from"] and one["id"] != given["id"]
            if ended and self._fact(table, one) == fact:
                one["known_until"] = None

    @staticmethod
    def _fact(table: Dated, row: dict) -> tuple:
        return (*(row[column] for column in table.ends), *(row[name] for name in table.how.same))

    def settle_shared(self, target: Reversal) -> None:
        """Where both had brought what somebody ended: with whom the new word stays, there it ended."""
        own = target.merge.journal["own"]
        for table in self.board.dated:
            if table.how.single:
                continue
            mine = set(own.get(table.label, ()))
            for row, key in self.sorting._successors(table):
                sources = [k for (_l, k), rows in target.sources.items() if row in rows]
                if not any(str(one) in mine for one in sources):
                    continue
                stays = key in self.board.facts[table.label] and not self._given(table, key)
                for one in sources:
                    if (str(one) in mine) != stays and one in self.board.facts[table.label]:
                        self.board.facts[table.label][one]["known_until"] = None

    def _given(self, table: Dated, key: UUID) -> bool:
        losers = {loser for way in self.ways[RIGHT].values() for loser in way.values()}
        row = self.board.facts[table.label][key]
        return any(row[column] in losers for column in table.ends)


def _covers(one: dict, other: dict) -> bool:
    ends = one["valid_until"] is None or one["valid_until"] > other["valid_from"]
    return one["valid_from"] <= other["valid_from"] and ends


def taken_numbers(board: Board) -> list[Item]:
    """Numbers that would be held again though somebody else holds them by now: they stay closed."""
    table = board.table(Identifier._meta.label)
    rows, were = board.facts[table.label], board.facts_were[table.label]
    current = {
        (row["kind"], row["value"]): key
        for key, row in rows.items()
        if _current(row) and (key not in were or _current(were[key]))
    }
    reopened = [key for key, row in rows.items() if _current(row) and key not in current.values()]
    wanted = {rows[key]["value"] for key in reopened}
    for part in parts(wanted):
        held = Identifier.objects.filter(value__in=part, known_until=None, valid_until=None)
        for key, kind, value in held.values_list("pk", "kind", "value"):
            if key not in rows and key not in were:
                current.setdefault((kind, value), key)
    taken = []
    for key in sorted(reopened):
        row = rows[key]
        holder = current.setdefault((row["kind"], row["value"]), key)
        if holder != key:
            row["known_until"] = were[key]["known_until"]
            taken.append(Item(table.label, key))
    return taken


def _current(row: dict) -> bool:
    return row["known_until"] is None and row["valid_until"] is None
