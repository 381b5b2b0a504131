"""Later rows of lists stand where the key of their row stands, once all merges are taken back.

That is known without asking: the key had made that business, or had been given to it.
"""

from collections.abc import Iterable
from uuid import UUID

from binaan.intake.amending import parts
from binaan.intake.models import ListedKey, Row
from binaan.registry.actions.merging.board import Board
from binaan.registry.models import Claim, Guidance

CLAIM_BUSINESS = "registry.Claim.business"
KEYS = "intake.ListedKey.record_id"


class Placing:
    """`where`: of each later claim whose key is known, the business it speaks of."""

    def __init__(self, board: Board, late: set[UUID]):
        self.board, self.late = board, late
        self.where: dict[UUID, UUID] = {}
        standing = board.where(board.mover(KEYS))
        for claim, key in self._keys(late & board.was[CLAIM_BUSINESS].keys()).items():
            if key in standing and key not in late:
                self.where[claim] = standing[key]

    @staticmethod
    def _keys(claims: Iterable[UUID]) -> dict[UUID, UUID]:
        """The key of the row each of these claims came from, or repairs."""
        found = {}
        for part in parts(claims):
            said = Claim.objects.filter(pk__in=part, ordinal__isnull=False)
            for claim in said.select_related("batch__version", "repair__batch__version"):
                batch = claim.batch or (claim.repair.batch if claim.repair_id else None)
                row = batch and Row.objects.filter(batch=batch, ordinal=claim.ordinal).first()
                keys = row and ListedKey.objects.filter(source=batch.version.source_id, key=row.key)
                if keys and (key := keys.values_list("pk", flat=True).first()):
                    found[claim.pk] = key
        return found

    def place(self) -> None:
        """Move these claims there, with the guidance that came by them."""
        mover = self.board.mover(CLAIM_BUSINESS)
        now = self.board.where(mover)
        moved = {key: to for key, to in self.where.items() if now[key] != to}
        for key, to in moved.items():
            self.board.move(mover, [key], source=now[key], target=to)
        table = self.board.table(Guidance._meta.label)
        for row in list(self.board.facts[table.label].values()):
            to = moved.get(row["claim_id"])
            if to is None or row["id"] not in self.late or row["known_until"] is not None:
                continue
            row = self.board.drop(table, row["id"]) | {"business_id": to}
            if not any(_covers(one, row) for one in self.board.rows(table, [to])):
                self.board.put(table, row)

    def elsewhere(self, claim: UUID, sides: Iterable[UUID]) -> bool:
        """Surely of a third business: nobody has to be asked."""
        return claim in self.where and self.where[claim] not in set(sides)


def _covers(one: dict, other: dict) -> bool:
    """Whether an office guides at that start already, as known today."""
    same = one["office_id"] == other["office_id"] and one["known_until"] is None
    ends = one["valid_until"] is None or one["valid_until"] > other["valid_from"]
    return same and one["valid_from"] <= other["valid_from"] and ends
