"""Values a person chose while merging: a correction on the survivor, part of the merge's journal."""

from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError

from binaan.registry.actions.claiming import NUMBERS, PERSON
from binaan.registry.actions.merging.board import Board
from binaan.registry.actions.merging.planning import Planned
from binaan.registry.models import Business, Claim, Merge
from binaan.registry.queries.claims import said_of
from binaan.registry.rules import projection

SIDES = ("left", "right")
UNSAID = "Nilai yang dipilih tidak ada pada usaha itu."


class Chosen:
    """Reads what the sides say before they become one; writes it as a claim afterwards.

    `chosen`: the first key of a group of facts, or a kind of number → "left" or "right" of the pair.
    """

    def __init__(self, board: Board, planned: list[Planned], chosen: dict[str, str]):
        if set(chosen.values()) - set(SIDES):
            raise ValidationError("Pilih kiri atau kanan untuk setiap nilai.")
        self.board, self.chosen = board, chosen
        groups = {key: side for key, side in chosen.items() if key not in NUMBERS}
        self.said = {line.right: self._values(line, groups) for line in planned if groups}

    def _business(self, line: Planned, side: str) -> UUID:
        return self.board.survivor(Business, getattr(line.pair, f"{side}_id"))

    def kinds(self, line: Planned) -> dict[str, UUID]:
        """Kinds of numbers chosen, with the business whose owner holds the one that counts."""
        return {
            key: self._business(line, side) for key, side in self.chosen.items() if key in NUMBERS
        }

    def _values(self, line: Planned, groups: dict[str, str]) -> tuple[dict, object]:
        """What the chosen sides say of each group, and the latest date anything is said of."""
        sides = {side: self._business(line, side) for side in SIDES}
        claims = said_of("business_id", sides.values())
        values = {side: projection.values(claims[key]) for side, key in sides.items()}
        said = {}
        for first, side in groups.items():
            group = projection.GROUP_OF.get(first, ())
            found = {key: values[side][key] for key in group if key in values[side]}
            if not found:
                raise ValidationError(UNSAID)
            said |= found
        as_of = max(claim.as_of for found in claims.values() for claim in found)
        return said, as_of

    def say(self, merges: list[Merge], moment: datetime, *, by, reason: str) -> None:
        """One claim for each merge that chose values; its key goes into the journal."""
        for one in merges:
            said, as_of = self.said.get(one.right_id, ({}, None))
            if not said:
                continue
            claim = Claim.objects.create(
                business_id=one.left_id, owner_id=self.board.main_owner(one.left_id), as_of=as_of,
                recorded_at=moment, precedence=PERSON, correction=True, by=by.username,
                reason=reason or "Dipilih ketika digabung.", said=said,
            )  # fmt: skip
            one.journal["claims"] = [str(claim.pk)]
