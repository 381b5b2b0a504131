"""One merge on the board: rows move, what is dated twice is restated, and all of it is noted.

docs/rules/identitas.md, "Menggabung dan memisah". Nothing here reads or writes the store.
"""

from collections import defaultdict
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from binaan.kit.ids import new_id
from binaan.registry.actions.merging.board import Board, Dated
from binaan.registry.models import Business, Owner


class Step(NamedTuple):
    """What becomes one: right into left, and `gone` into `kept` (owners); None where nothing does.

    `prefer`: kinds of identifiers of which a person chose the right one's.
    """

    left: UUID
    right: UUID
    businesses: bool
    kept: UUID | None = None
    gone: UUID | None = None
    prefer: frozenset[str] = frozenset()

    @property
    def swaps(self) -> dict[type, tuple[UUID, UUID]]:
        """By what is merged: (loser, survivor)."""
        found = {}
        if self.businesses:
            found[Business] = (self.right, self.left)
        if self.gone is not None:
            found[Owner] = (self.gone, self.kept)
        return found


class Standing(NamedTuple):
    """How a merge made again sees the board: without what came later, and with what came of it.

    `late`: keys of what came to the survivor after it, by relation and table; `ends`: (table, what
    makes a fact one) → the key and the end of knowledge of the row that stood for it until now.
    """

    late: dict[str, set]
    ends: dict[tuple, tuple]


class Joining:
    """Carries one step out on a board and keeps its journal."""

    def __init__(
        self, board: Board, step: Step, moment: datetime, *,
        origins: dict[UUID, int], again: Standing | None = None,
    ):  # fmt: skip
        self.board, self.step, self.moment = board, step, moment
        self.origins, self.again = origins, again
        self.own: dict[str, list] = {}
        self.moved: dict[str, list] = {}
        self.closed: dict[str, list] = defaultdict(list)
        self.added: dict[str, dict] = defaultdict(dict)
        self.elder: tuple[UUID, date] | None = None

    def carry_out(self) -> None:
        """Move, restate, and let the loser's address lead to the survivor."""
        board, swaps = self.board, self.step.swaps
        self.touches = self._touches()
        self.first_as_of = board.heads[Business][self.step.left]["first_as_of"]
        for table in board.dated:
            concerned = [swaps[end] for end in set(table.ends.values()) if end in swaps]
            if concerned:
                self._restate(table, dict(concerned))
        for mover in board.movers:
            if mover.subject in swaps:
                loser, survivor = swaps[mover.subject]
                self._move(mover, loser, survivor)
        for subject, (loser, survivor) in swaps.items():
            board.into(subject, loser, survivor)

    def _touches(self) -> dict[str, list]:
        """Every record at an end of a row this may change: merges of those hang together with it."""
        table = self.board.table("registry.Role")
        step, found = self.step, {"businesses": set(), "owners": {self.step.kept, self.step.gone}}
        ends = [step.left, step.right] if step.businesses else []
        for row in self.board.rows(table, [*ends, *([step.gone] if step.gone else [])]):
            found["businesses"].add(row["business_id"])
            found["owners"].add(row["owner_id"])
        found["businesses"] |= {step.left, step.right}
        return {name: sorted(str(key) for key in keys - {None}) for name, keys in found.items()}

    def _move(self, mover, loser, survivor) -> None:
        standing = self.board.at[mover.name]
        own = list(standing.get(survivor, ()))
        moved = self.board.move(mover, list(standing.get(loser, ())), source=loser, target=survivor)
        if self.again is not None:
            late = self.again.late.get(mover.name, ())
            own, moved = ([key for key in keys if key not in late] for keys in (own, moved))
        self.own[mover.name], self.moved[mover.name] = own, moved

    def _open(self, row: dict) -> bool:
        """Known at the moment; made again, what ended later was known then too."""
        return row["known_until"] is None or row["known_until"] > self.moment

    def _restate(self, table: Dated, swap: dict) -> None:
        standing = [row for row in self.board.rows(table, swap.values()) if self._open(row)]
        if self.again is not None:
            late = self.again.late.get(table.label, ())
            standing = [row for row in standing if row["id"] not in late]
        self._follow(table, swap)
        losing = [row for row in self.board.rows(table, swap) if self._open(row)]
        lost = {row["id"] for row in losing}
        standing = [row for row in standing if row["id"] not in lost]
        self.own[table.label] = [row["id"] for row in standing]
        groups = defaultdict(lambda: ([], []))
        for row in standing:
            groups[self._fact(table, row, swap)][0].append(row)
        for row in losing:
            groups[self._fact(table, row, swap)][1].append(row)
        for there, coming in groups.values():
            if coming and table.how.single:
                self._keep_one(table, there, coming, swap)
            elif coming:
                self._join_times(table, there, coming, swap)
        for row in losing:
            self._close(table, row)

    def _follow(self, table: Dated, swap: dict) -> None:
        """Made again: what came to the loser later stands with the survivor, as if never elsewhere."""
        late = self.again.late.get(table.label, set()) if self.again is not None else set()
        for row in self.board.rows(table, swap):
            if row["id"] in late:
                self.board.drop(table, row["id"])
                ends = {column: swap.get(row[column], row[column]) for column in table.ends}
                self.board.put(table, row | ends)

    @staticmethod
    def _fact(table: Dated, row: dict, swap: dict) -> tuple:
        ends = tuple(swap.get(row[column], row[column]) for column in table.ends)
        return (*ends, *(row[column] for column in table.how.same))

    def _join_times(self, table: Dated, there: list, coming: list, swap: dict) -> None:
        """Overlapping times become one; what the survivor covers already is not said again."""
        for start, end, sources in _union([*there, *coming]):
            covering = [
                row for row in sources
                if row in there and (row["valid_from"], row["valid_until"]) == (start, end)
            ]  # fmt: skip
            if covering:
                continue
            ended = None
            for row in sources:
                if row in there:
                    ended = row["known_until"] or ended
                    self._close(table, row)
            self._add(table, sources[0], sources, swap, valid=(start, end), ended=ended)

    def _keep_one(self, table: Dated, there: list, coming: list, swap: dict) -> None:
        """The survivor keeps its number of a kind; of two inherited ones that of the lower owner."""
        standing = {_value(row) for row in there}
        current = next((row for row in there if row["valid_until"] is None), None)
        for row in coming:
            if row["valid_until"] is not None:
                if _value(row) not in standing:
                    self._add(table, row, [row], swap)
                continue
            if current is not None:
                chosen = row["kind"] in self.step.prefer
                if not chosen and self._origin(current) <= self._origin(row):
                    continue
                self._close(table, current)
            self._close(table, row)
            current = self._add(table, row, [row], swap)

    def _origin(self, row: dict) -> int:
        number = self.board.heads[Owner][row["owner_id"]]["number"]
        return self.origins.get(row["id"], number)

    def _close(self, table: Dated, row: dict) -> None:
        if row["id"] not in self.closed[table.label]:
            self.closed[table.label].append(row["id"])
        row["known_until"] = self.moment

    def _add(self, table: Dated, pattern: dict, sources: list, swap, *, valid=None, ended=None):
        row = dict(pattern)
        for column in table.ends:
            row[column] = swap.get(row[column], row[column])
        if valid is not None:
            row["valid_from"], row["valid_until"] = valid
        row |= {"id": new_id(), "known_from": self.moment, "known_until": ended}
        if self.again is not None:
            key = (table.label, *self._fact(table, row, {}), row["valid_from"])
            row["id"], row["known_until"] = self.again.ends.get(key, (row["id"], ended))
        self.board.put(table, row)
        self.added[table.label][row["id"]] = [source["id"] for source in sources]
        if table.how.single:
            self.origins[row["id"]] = min(self._origin(source) for source in sources)
        return row

    def succeed(self, elder: UUID, *, since: date) -> None:
        """The elder's role ends where the other's begins; the business has one owner again."""
        self.elder = (elder, since)
        table = self.board.table("registry.Role")
        business = self.step.left
        for row in self.board.rows(table, [business]):
            runs = row["owner_id"] == elder and row["known_until"] is None
            if not runs or row["valid_until"] is not None:
                continue
            sources = [row["id"]]
            if row["id"] in self.added[table.label]:
                sources = self.added[table.label].pop(row["id"])
                self.board.drop(table, row["id"])
            else:
                self._close(table, row)
            if since > row["valid_from"]:
                found = [{"id": key} for key in sources]
                self._add(table, row, found, {}, valid=(row["valid_from"], since))

    def journal(self) -> dict:
        """By identifiers only, as JSON."""
        elder = {"elder": [str(self.elder[0]), self.elder[1].isoformat()]} if self.elder else {}
        return elder | {
            "own": {name: [str(key) for key in keys] for name, keys in self.own.items() if keys},
            "moved": {
                name: [str(key) for key in keys] for name, keys in self.moved.items() if keys
            },
            "closed": {name: [str(key) for key in keys] for name, keys in self.closed.items()},
            "added": {
                label: {str(key): [str(one) for one in sources] for key, sources in rows.items()}
                for label, rows in self.added.items()
            },
            "origins": {
                str(key): self.origins[key]
                for rows in self.added.values()
                for key in rows
                if key in self.origins
            },
            "touches": self.touches,
            "first_as_of": self.first_as_of.isoformat(),
        }


def _union(rows: list[dict]) -> list[tuple]:
    """Overlapping half-open times as (start, end, rows of it), the earliest row first."""
    found: list[list] = []
    ordered = sorted(rows, key=lambda row: (row["valid_from"], row["known_from"], str(row["id"])))
    for row in ordered:
        start, end = row["valid_from"], row["valid_until"]
        last = found[-1] if found else None
        if last is not None and (last[1] is None or start < last[1]):
            last[1] = None if None in (last[1], end) else max(last[1], end)
            last[2].append(row)
        else:
            found.append([start, end, [row]])
    return [tuple(one) for one in found]


def _value(row: dict) -> tuple:
    return (row.get("value"), row["valid_from"], row["valid_until"])
