"""Which records become one when pairs are merged: every loser straight into the last survivor."""

from collections import defaultdict, deque
from typing import NamedTuple
from uuid import UUID

from django.core.exceptions import ValidationError

from binaan.registry.actions.merging.board import Board
from binaan.registry.actions.merging.joining import Step
from binaan.registry.models import Business, Owner, Pair
from binaan.registry.rules.names import look_like_one_person

ONE_PERSON = 0.5  # from this probability on the owners of one business are taken for one
MERGE, SUCCEED = "merge", "succeed"
GONE = "Usaha {name} sudah dihapus atau ditarik, jadi tidak dapat digabung."
NOBODY = "Salah satu usaha ini tidak mempunyai pemilik, jadi pemiliknya tidak dapat digabung."


class Planned(NamedTuple):
    """A loser, who it goes into, and the pair that said so."""

    left: UUID
    right: UUID
    pair: Pair


def plan(board: Board, pairs: list[Pair], *, businesses: bool) -> list[Planned]:
    """One line for every record merged away, in the order in which they are; none for those one already."""
    edges = []
    for pair in pairs:
        sides = [board.survivor(Business, key) for key in (pair.left_id, pair.right_id)]
        for key in sides:
            _must_be_there(board.heads[Business][key])
        edges.append((*sides, pair))
    if not businesses:
        return [Planned(*in_order(board, Business, left, right), p) for left, right, p in edges]
    return _straight(board, [edge for edge in edges if edge[0] != edge[1]])


def in_order(board: Board, subject: type, *keys) -> list:
    """Lowest number first: it survives."""
    return sorted(keys, key=lambda key: board.heads[subject][key]["number"])


def _must_be_there(head: dict) -> None:
    if head["erased_at"] is not None or head["withdrawn_at"] is not None:
        raise ValidationError(GONE.format(name=head["name"]))


def _straight(board: Board, edges: list[tuple]) -> list[Planned]:
    """Walk from each lowest number: what is reached goes into it, by the pair it was reached with."""
    beside = defaultdict(list)
    for left, right, pair in edges:
        beside[left].append((right, pair))
        beside[right].append((left, pair))
    planned, seen = [], set()
    for root in in_order(board, Business, *beside):
        if root in seen:
            continue
        seen.add(root)
        waiting, losers = deque([root]), []
        while waiting:
            for other, pair in beside[waiting.popleft()]:
                if other not in seen:
                    seen.add(other)
                    waiting.append(other)
                    losers.append(Planned(root, other, pair))
        planned += sorted(losers, key=lambda one: board.heads[Business][one.right]["number"])
    return planned


def step_for(
    board: Board, planned: Planned, *, businesses: bool, owners: str | None, kinds: dict[str, UUID]
) -> tuple[Step | None, tuple | None]:
    """What to do for one line, and the two owners of a succession. (None, None): nothing is left.

    `kinds`: of numbers chosen by hand, the business whose owner's number counts.
    """
    left, right = planned.left, planned.right
    people = (board.main_owner(left), board.main_owner(right))
    people = tuple(person and board.survivor(Owner, person) for person in people)
    if not businesses and None in people:
        raise ValidationError(NOBODY)
    if None in people or people[0] == people[1]:
        step = Step(left, right, True) if businesses else None
        return step, None
    if not businesses or _one_person(board, planned.pair, people, owners):
        kept, gone = in_order(board, Owner, *people)
        side = right if people[1] == gone else left
        prefer = frozenset(kind for kind, chosen in kinds.items() if chosen == side)
        return Step(left, right, businesses, kept, gone, prefer), None
    return Step(left, right, True), people


def _one_person(board: Board, pair: Pair | None, people: tuple, owners: str | None) -> bool:
    if owners is not None:
        return owners == MERGE
    one, other = (board.heads[Owner][person] for person in people)
    if one["kind"] != other["kind"]:
        return False
    if pair is not None and pair.owner_p >= ONE_PERSON:
        return True
    return look_like_one_person(one["name_key"], other["name_key"])
