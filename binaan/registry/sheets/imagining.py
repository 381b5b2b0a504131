"""Projects claims that nobody has made yet: what reprojecting would alter, told without writing.

The counterpart of actions/projecting for sheets/foretelling. What stands now is read from the tables
as long as the list has not met a business or owner; after that it follows from the claims.
"""

from collections import defaultdict
from types import SimpleNamespace

import polars as pl

from binaan.registry.actions.projecting import PART, Difference, compare
from binaan.registry.models import Business, Claim, Condition, Owner
from binaan.registry.queries.claims import STATED
from binaan.registry.rules import conditions, projection
from binaan.registry.rules.fields import FIELDS, claim_keys
from binaan.registry.rules.projection import Stated
from binaan.registry.sheets.sofar import Said, SoFar

FIELD_OF = {key: field.name for field in reversed(FIELDS) for key in claim_keys(field)}
FIELD_OF |= {"place": "village", "within": "village"}


def stated(claim: Claim) -> Stated:
    """A claim as the rules see it."""
    return Stated(*(getattr(claim, name) for name in STATED))


def _ordered(claims: list[Said]) -> list[Said]:
    """In the order in which a projection reads them; see queries.claims.ORDER."""
    return sorted(
        claims, key=lambda said: (said.stated.as_of, said.stated.recorded_at, said.stated.id)
    )


def _plain(claims: list[Said]) -> list[Stated]:
    return [said.stated for said in claims]


class Imagined:
    """Remembers which owners the list has projected so far, and until which chunk."""

    def __init__(self, so_far: SoFar):
        self.so_far = so_far
        self.projected: dict[str, int] = {}
        self.new: set[str] = set()

    def is_new(self, business: str) -> bool:
        """Whether a business is one that only this list would make."""
        return business in self.new

    def altered(self, met: pl.DataFrame, gained: dict[str, set[str]]) -> dict[str, set[str]]:
        """Businesses that the rows met and that would be altered, each with the fields."""
        found = {business: set(kinds) for business, kinds in gained.items()}
        ids = sorted(set(met["business_id"].to_list()))
        for start in range(0, len(ids), PART):
            for business, names in self._part(ids[start : start + PART]).items():
                found.setdefault(business, set()).update(names)
        return found

    def _part(self, ids: list[str]) -> dict[str, set[str]]:
        here = self.so_far.claims("business_id", set(ids))
        there = _on_record("business", ids)
        found = Difference(set(), defaultdict(dict))
        after = {pk: _ordered(there[pk] + here[pk]) for pk in ids}
        before = {pk: [one for one in after[pk] if self._before(one)] for pk in ids}
        touched = {pk for pk in ids if any(one.chunk for one in before[pk])}
        self.new |= {pk for pk in ids if not there[pk] and pk in touched}
        timelines = {pk: projection.states(_plain(after[pk])) for pk in ids}
        self._conditions(timelines, before, touched, found)
        self._businesses(timelines, before, touched, found)
        self._owners(after, found)
        as_of = self.so_far.context.as_of
        return {pk: _fields(_plain(before[pk]), _plain(after[pk]), as_of) for pk in found.changed}

    def _before(self, said: Said) -> bool:
        """Whether a claim counted before the rows that are met in this chunk."""
        return said.chunk < self.so_far.chunk or said.creates_business

    def _conditions(self, timelines, before, touched: set[str], found: Difference) -> None:
        known = self.so_far.context.batch.known_at
        standing: dict[str, dict] = defaultdict(dict)
        rows = Condition.objects.filter(business__in=timelines.keys() - touched, known_until=None)
        for row in rows:
            standing[row.business_id.hex][row.valid_from] = row
        for pk in touched:
            for state in projection.states(_plain(before[pk])):
                columns = conditions.condition(state.values)
                standing[pk][state.valid_from] = SimpleNamespace(
                    **columns, valid_until=state.valid_until, known_from=known
                )
        for pk, timeline in timelines.items():
            compare(pk, timeline, standing[pk], known, closed=[], added=[], found=found)

    def _businesses(self, timelines, before, touched: set[str], found: Difference) -> None:
        rows = {
            row.pk.hex: row for row in Business.objects.filter(pk__in=timelines.keys() - touched)
        }
        for pk in touched:
            last = projection.states(_plain(before[pk]))[-1]
            rows[pk] = SimpleNamespace(**conditions.business(last.values))
        for pk, row in rows.items():
            columns = conditions.business(timelines[pk][-1].values)
            if any(getattr(row, name) != value for name, value in columns.items()):
                found.changed.add(pk)
                self.so_far.altered[pk] = (columns["name_key"], columns["place_id"])

    def _owners(self, after: dict[str, list[Said]], found: Difference) -> None:
        every = _ordered([said for claims in after.values() for said in claims if said.owner])
        of_business = {said.owner: said.business for said in every}
        there = _on_record("owner", list(of_business))
        here = self.so_far.claims("owner_id", set(of_business))
        rows = {row.pk.hex: row for row in Owner.objects.filter(pk__in=of_business)}
        for owner, business in of_business.items():
            claims = _ordered(there[owner] + here[owner])
            columns = conditions.owner(projection.values(_plain(claims)))
            row = self._owner_before(owner, claims, rows)
            if row is None:
                continue
            if any(getattr(row, name) != value for name, value in columns.items()):
                found.changed.add(business)
                self.so_far.names[owner] = columns["name_key"]
            self.projected[owner] = self.so_far.chunk

    def call(self, owners: set[str]) -> None:
        """Owners known before, of whom the list makes another business: called by all their claims."""
        there, here = _on_record("owner", sorted(owners)), self.so_far.claims("owner_id", owners)
        for owner in owners:
            claims = _ordered(there[owner] + here[owner])
            columns = conditions.owner(projection.values(_plain(claims)))
            self.so_far.names[owner] = columns["name_key"]
            self.projected[owner] = self.so_far.chunk

    def _owner_before(self, owner: str, claims: list[Said], rows: dict):
        """The owner as he stands: as the list projected him last, as it made him, or as on record."""
        if owner in self.projected:
            until = [said for said in claims if said.chunk <= self.projected[owner]]
        else:
            until = [said for said in claims if said.creates_owner]
            if not until:
                return rows.get(owner)
        return SimpleNamespace(**conditions.owner(projection.values(_plain(until))))


def _on_record(whose: str, ids: list[str]) -> dict[str, list[Said]]:
    """The claims the register holds of these businesses or owners."""
    found: dict[str, list[Said]] = defaultdict(list)
    wanted = ("business_id", "owner_id", *STATED)
    for start in range(0, len(ids), PART):
        claims = Claim.objects.filter(
            **{f"{whose}__in": ids[start : start + PART]}, erased_at=None, retracted_at=None
        )
        for business, owner, *said in claims.values_list(*wanted):
            claim = Said(0, False, False, business.hex, owner.hex if owner else None, Stated(*said))
            found[claim.business if whose == "business" else claim.owner].append(claim)
    return found


def _fields(before: list[Stated], after: list[Stated], as_of) -> set[str]:
    """The fields whose values differ at the date of the list, by the names lists use."""
    was, now = (
        projection.values([claim for claim in claims if claim.as_of <= as_of] or claims)
        for claims in (before, after)
    )
    keys = {key for key in was.keys() | now.keys() if was.get(key) != now.get(key)}
    return {FIELD_OF[key] for key in keys if key in FIELD_OF}
