"""One business, two owners: which of them ran it before the other."""

from datetime import date
from uuid import UUID

from binaan.intake.amending import parts
from binaan.registry.actions.merging.board import Board
from binaan.registry.models import Claim, Owner, Role


def elder_of(board: Board, business: UUID, people: tuple) -> tuple[UUID, date]:
    """The owner whose last word is older, and the day from which the other runs the business."""
    there = set(board.at["registry.Claim.business"].get(business, ()))
    last = dict.fromkeys(people, ("", ""))
    for person in people:
        mine = there & set(board.at["registry.Claim.owner"].get(person, ()))
        for part in parts(mine):
            said = Claim.objects.filter(pk__in=part, retracted_at=None)
            for when in said.values_list("as_of", "recorded_at"):
                last[person] = max(last[person], tuple(map(str, when)))
    since = {person: _since(board, business, person) for person in people}
    # Without a difference the lower number is the elder, so that the answer is always the same.
    heads = board.heads[Owner]
    elder, younger = sorted(people, key=lambda one: (last[one], since[one], heads[one]["number"]))
    return elder, since[younger]


def _since(board: Board, business: UUID, owner: UUID) -> date:
    return min(
        row["valid_from"]
        for row in board.rows(board.table(Role._meta.label), [business])
        if row["owner_id"] == owner and row["known_until"] is None
    )
