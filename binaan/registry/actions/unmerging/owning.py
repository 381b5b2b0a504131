"""Who a later claim speaks of, once its business has another owner again than while it was merged."""

from uuid import UUID

from django.db.models import F

from binaan.intake.amending import parts
from binaan.registry.actions.claiming import set_membership
from binaan.registry.actions.merging.board import Board
from binaan.registry.models import Alias, Claim, Identifier, Membership, Owner, Role
from binaan.registry.rules.names import person_key

BUSINESS, OWNER = "registry.Claim.business", "registry.Claim.owner"


class Owning:
    """Gives later claims, and what came with them, to who runs their business."""

    def __init__(self, board: Board):
        self.board = board

    def settle(self, late: set[UUID]) -> None:
        """`late`: keys of what came after a merge that was taken back."""
        where = self.board.where(self.board.mover(BUSINESS))
        owners = self.board.where(self.board.mover(OWNER))
        changed = {}
        for key in sorted(late & where.keys() & owners.keys()):
            business, owner = where[key], owners[key]
            runs = self.board.main_owner(business)
            if runs is not None and runs != owner and not self._has_role(business, owner):
                changed[key] = (owner, runs)
        for key, (was, now) in changed.items():
            self.board.move(self.board.mover(OWNER), [key], source=was, target=now)
        for part in parts(changed):
            self._numbers(part, changed)

    def complete(self, late: set[UUID], since: UUID) -> None:
        """What is written once an owner: names that no claim gives him any more, and associations.

        `since`: a key; names older than it stay, for keys grow with time.
        """
        earliest = UUID(int=since.int >> 80 << 80)
        for part in parts(self.board.loaded[Owner]):
            told = Claim.objects.filter(owner__in=part, erased_at=None, retracted_at=None)
            names = {
                (owner, person_key(name or ""))
                for owner, name in told.values_list("owner_id", "said__owner_name")
            }
            for alias in Alias.objects.filter(owner__in=part, pk__gte=earliest):
                if (alias.owner_id, alias.name_key) not in names:
                    alias.delete()
            astray = Membership.objects.filter(owner__in=part).exclude(owner=F("claim__owner"))
            for key, owner in astray.values_list("pk", "claim__owner_id"):
                Membership.objects.filter(pk=key).update(owner=owner)
        self._tell_associations(late)

    @staticmethod
    def _tell_associations(late: set[UUID]) -> None:
        """Of two rows of a list that named one owner only the first had told of his association."""
        for part in parts(late):
            for claim in Claim.objects.filter(pk__in=part, owner__isnull=False).order_by("ordinal"):
                if not claim.said.get("association"):
                    continue
                told = Membership.objects.filter(claim=claim)
                again = told.values_list("pk", flat=True).order_by("pk")[1:]
                Membership.objects.filter(pk__in=list(again)).delete()
                moment = Membership.objects.filter(
                    owner=claim.owner_id, known_from=claim.recorded_at
                )
                if claim.batch_id and not moment.exists():
                    set_membership(claim.owner, claim, claim.recorded_at)

    def _has_role(self, business: UUID, owner: UUID) -> bool:
        return any(
            row["owner_id"] == owner and row["known_until"] is None
            for row in self.board.rows(self.board.table(Role._meta.label), [business])
        )

    def _numbers(self, part: list, changed: dict) -> None:
        table = self.board.table(Identifier._meta.label)
        said = Claim.objects.filter(pk__in=part).values_list("pk", "recorded_at", "said__numbers")
        for claim, recorded, kinds in said:
            was, now = changed[claim]
            for row in self.board.rows(table, [was]):
                if row["known_from"] == recorded and row["kind"] in (kinds or ()):
                    row = self.board.drop(table, row["id"])
                    self.board.put(table, row | {"owner_id": now})
