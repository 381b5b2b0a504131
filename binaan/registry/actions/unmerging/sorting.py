"""What came to the survivor since the merge: whose it is, as far as that is sure, and giving it.

A later row of a list belongs to whom its key led before; what ends a row that came from one side
belongs to that side; what hangs on a claim follows the claim. The rest a person has to say.
"""

from typing import NamedTuple
from uuid import UUID

from binaan.intake.amending import parts
from binaan.intake.models import ListedKey
from binaan.registry import relations
from binaan.registry.actions.merging.board import INTO, Board, Dated
from binaan.registry.actions.unmerging.placing import CLAIM_BUSINESS, KEYS, Placing
from binaan.registry.actions.unmerging.reversing import Reversal
from binaan.registry.models import Claim, Guidance, Membership

LEFT, RIGHT, ASK = "left", "right", "ask"
BEYOND = "beyond"  # of a third business, which later merges brought: nobody has to be asked
CLAIM_OWNER = "registry.Claim.owner"


class Item(NamedTuple):
    """A row that came later: its relation (or table, when dated twice) and key."""

    relation: str
    key: UUID


class Sorting:
    """Sides of all that came later than one merge, on a board on which it was taken back."""

    def __init__(
        self, board: Board, target: Reversal, later: list[Reversal], placing: Placing,
        only: set | None = None,
    ):  # fmt: skip
        self.board, self.target, self.placing = board, target, placing
        self.merge, self.step = target.merge, target.step
        self.items = self._later(later)
        if only is not None:
            self.items = {one for one in self.items if (one.relation, str(one.key)) in only}
        self.claims = self._claims()
        self.sides: dict[Item, str] = {}
        self._sort()

    def _later(self, later: list[Reversal]) -> set[Item]:
        """Along the way of the survivor through later merges: what none of the others brought."""
        found = {Item(name, key) for name, keys in self.target.late.items() for key in keys}
        for subject, (_loser, survivor) in self.step.swaps.items():
            here = survivor
            for one in later:
                pair = one.step.swaps.get(subject)
                if pair is None or pair[0] != here:
                    continue
                here = pair[1]
                names = {m.name for m in self.board.movers if m.subject is subject}
                names |= {t.label for t in self.board.dated if subject in t.ends.values()}
                found |= {Item(n, key) for n in names for key in one.late.get(n, ())}
        skipped = {*INTO.values(), *relations.DERIVED}
        chosen = {UUID(k) for r in (self.target, *later) for k in r.merge.journal.get("claims", ())}
        found = {one for one in found if one.relation not in skipped and one.key not in chosen}
        return {one for one in found if self._is_there(one)}

    def _is_there(self, one: Item) -> bool:
        """Not deleted since, and with one of those it may be given from."""
        if one.relation in self.board.facts:
            return one.key in self.board.facts[one.relation]
        return one.key in self.board.was[one.relation]

    def _claims(self) -> dict[UUID, Claim]:
        keys = {one.key for one in self.items if one.relation in (CLAIM_BUSINESS, CLAIM_OWNER)}
        return {
            claim.pk: claim
            for part in parts(keys)
            for claim in Claim.objects.filter(pk__in=part).select_related("batch", "repair__batch")
        }

    def _sort(self) -> None:
        at = self.board.where(self.board.mover(CLAIM_BUSINESS))
        homes, keyed = self._homes(), {}
        for claim in self.claims.values():
            side = self._side_of_claim(claim, at.get(claim.pk, claim.business_id), homes)
            keyed[self._row_of(claim)] = side
            for relation in (CLAIM_BUSINESS, CLAIM_OWNER):
                if Item(relation, claim.pk) in self.items:
                    self.sides[Item(relation, claim.pk)] = side
        self._follow(keyed)
        self._succeed()
        for one in self.items:
            self.sides.setdefault(one, ASK)
        self.sides = {one: side for one, side in self.sides.items() if side != BEYOND}
        self.items = set(self.sides)

    def _side_of_claim(self, claim: Claim, business: UUID, homes: dict) -> str:
        """By the business it was said of, or by where the key of its row leads."""
        for side, places in homes.items():
            if business in places:
                return side
        place = self.placing.where.get(claim.pk) if self.step.businesses else None
        if place is None:
            return ASK
        return {self.step.left: LEFT, self.step.right: RIGHT}.get(place, BEYOND)

    def _homes(self) -> dict[str, set]:
        """Other businesses of the two owners: what is said there is of their owner."""
        found: dict[str, set] = {LEFT: set(), RIGHT: set()}
        if self.step.gone is None:
            return found
        table = self.board.table("registry.Role")
        for side, owner in ((LEFT, self.step.kept), (RIGHT, self.step.gone)):
            for row in self.board.rows(table, [owner]):
                if row["id"] not in self.target.late.get(table.label, ()):
                    found[side].add(row["business_id"])
        both = found[LEFT] & found[RIGHT]
        sides = {self.step.left, self.step.right} if self.step.businesses else set()
        return {side: keys - both - sides for side, keys in found.items()}

    @staticmethod
    def _row_of(claim: Claim) -> tuple | None:
        batch = claim.batch_id or (claim.repair.batch_id if claim.repair_id else None)
        return (batch, claim.ordinal)

    def _side_of(self, claim: UUID | None) -> str | None:
        for relation in (CLAIM_BUSINESS, CLAIM_OWNER):
            if Item(relation, claim) in self.sides:
                return self.sides[Item(relation, claim)]
        return None

    def _follow(self, keyed: dict) -> None:
        """What names a claim, a row of a list or the moment of a claim goes where that goes."""
        named = self._named()
        for one in self.items - self.sides.keys():
            side = self._side_of(named.get(one.key))
            if one.relation == KEYS:
                side = keyed.get(self._place_of(one.key)) or side
            if side is None and one.relation in self.board.facts:
                side = self._side_of(self._claim_of(self.board.facts[one.relation][one.key]))
            if side is not None:
                self.sides[one] = side

    def _named(self) -> dict[UUID, UUID]:
        """Rows that name the claim they came with."""
        keys = {one.key for one in self.items}
        found = {}
        for model in (Guidance, Membership):
            for part in parts(keys):
                found.update(model.objects.filter(pk__in=part).values_list("pk", "claim_id"))
        for key in [one.key for one in self.items if one.relation == KEYS]:
            place = self._place_of(key)
            for claim in self.claims.values():
                if self._row_of(claim) == place:
                    found[key] = claim.pk
        return found

    @staticmethod
    def _place_of(key: UUID) -> tuple | None:
        return ListedKey.objects.filter(pk=key).values_list("batch_id", "ordinal").first()

    def _claim_of(self, row: dict) -> UUID | None:
        """The claim with which a dated row came: of its moment, and of its row of the list."""
        for claim in self.claims.values():
            of_row = claim.batch_id is None or row["id"].hex[-8:] == f"{claim.ordinal:08x}"
            if claim.recorded_at == row["known_from"] and of_row:
                return claim.pk
        return None

    def _succeed(self) -> None:
        """What ended a row that only the right one had brought is the right one's."""
        for label in self.merge.journal["added"]:
            table, was = self.board.table(label), set(self.merge.journal["own"].get(label, ()))
            for one in self._successors(table):
                sources = {key for key, rows in self.target.sources.items() if one[0] in rows}
                if sources and not any(str(key) in was for _label, key in sources):
                    self.sides[Item(label, one[1])] = RIGHT

    def _successors(self, table: Dated) -> list[tuple]:
        """(row the merge had added and somebody ended, key of what came in its place)."""
        rows = {
            row["id"]: row
            for (label, _key), found in self.target.sources.items()
            if label == table.label
            for row in found
            if row["known_until"] is not None
        }
        found = []
        for row in rows.values():
            for one in self.items:
                if one.relation != table.label or one.key not in self.board.facts[table.label]:
                    continue
                later = self.board.facts[table.label][one.key]
                same = all(later[name] == row[name] for name in table.how.same)
                if same and later["known_from"] == row["known_until"]:
                    found.append((row, one.key))
        return found
