"""Who a later claim speaks of, once its business has another owner again than while it was merged."""

from uuid import UUID

from binaan.intake.amending import parts
from binaan.registry.actions.claiming import set_membership
from binaan.registry.actions.merging.board import Board
from binaan.registry.models import Claim, Identifier, Membership, Role

BUSINESS, OWNER = "registry.Claim.business", "registry.Claim.owner"


class Owning:
    """Gives later claims, and what came with them, to who runs their business."""

    def __init__(self, board: Board):
        self.board = board
        self.owner = board.where(board.mover(OWNER))

    def settle(self, late: set[UUID]) -> None:
        """`late`: keys of what came after a merge that was taken back."""
        where = self.board.where(self.board.mover(BUSINESS))
        changed = {}
        for key in sorted(late & where.keys() & self.owner.keys()):
            business, owner = where[key], self.owner[key]
            runs = self.board.main_owner(business)
            if runs is not None and runs != owner and not self._has_role(business, owner):
                changed[key] = (owner, runs)
        for key, (was, now) in changed.items():
            self.board.move(self.board.mover(OWNER), [key], source=was, target=now)
        for part in parts(changed):
            self._memberships(part, changed)
            self._numbers(part, changed)

    @staticmethod
    def complete(late: set[UUID]) -> None:
        """Of two rows of a list that named one owner only the first told of his association."""
        for part in parts(late):
            told = Claim.objects.filter(pk__in=part, batch__isnull=False, owner__isnull=False)
            for claim in told.order_by("ordinal"):
                known = Membership.objects.filter(
                    owner=claim.owner_id, known_from=claim.recorded_at
                )
                if claim.said.get("association") and not known.exists():
                    set_membership(claim.owner, claim, claim.recorded_at)

    def _has_role(self, business: UUID, owner: UUID) -> bool:
        return any(
            row["owner_id"] == owner and row["known_until"] is None
            for row in self.board.rows(self.board.table(Role._meta.label), [business])
        )

    def _memberships(self, part: list, changed: dict) -> None:
        mover = self.board.mover("registry.Membership.owner")
        came = Membership.objects.filter(claim__in=part).values_list("pk", "claim_id")
        for key, claim in came:
            was, now = changed[claim]
            self.board.move(mover, [key], source=was, target=now)

    def _numbers(self, part: list, changed: dict) -> None:
        table = self.board.table(Identifier._meta.label)
        said = Claim.objects.filter(pk__in=part).values_list("pk", "recorded_at", "said__numbers")
        for claim, recorded, kinds in said:
            was, now = changed[claim]
            for row in self.board.rows(table, [was]):
                if row["known_from"] == recorded and row["kind"] in (kinds or ()):
                    row = self.board.drop(table, row["id"])
                    self.board.put(table, row | {"owner_id": now})
