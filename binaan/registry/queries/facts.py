"""Facts of a business with their sources: who said what, when, in which cell, and what counts."""

from datetime import date
from typing import NamedTuple

from binaan.access.permissions import Permission
from binaan.intake.models import Batch, Row
from binaan.intake.queries import cell_of
from binaan.kit.masking import mask_text
from binaan.kit.sheets.cells import shown as shown_cell
from binaan.places import queries as places
from binaan.places.models import IndustryGroup
from binaan.registry.models import Business, Claim, Identifier, Owner
from binaan.registry.queries.reference import names
from binaan.registry.rules import explaining, fields, identifiers, projection
from binaan.registry.rules.explaining import standing, stated
from binaan.registry.wording import FACTS, Fact, as_written, source_name, taken_back, words

WITH = ("batch__version__source", "repair__batch__version__source")
CHECKS = {
    "nik": identifiers.check_nik,
    "nib": identifiers.check_nib,
    "npwp": identifiers.check_npwp,
}
SAME_NUMBER = "Sama dengan nomor yang tercatat pada pemilik."
OTHER_NUMBER = "Berbeda; yang tercatat pada pemilik nomor lain."
NO_NUMBER = "Tidak memenuhi bentuk nomornya, jadi menunggu diperbaiki."


class Written(NamedTuple):
    """One cell of a list, its words masked when personal."""

    cell: str
    heading: str
    text: str


class Said(NamedTuple):
    """What one source said of a fact; `counts`: this is the value that is used."""

    source: str
    detail: str
    as_of: date
    value: str
    written: list[Written]
    counts: bool
    why: str
    batch: object


class Sources(NamedTuple):
    """All that was said of a fact; `hidden`: said of the same owner beyond the reader's reach."""

    fact: Fact
    said: list[Said]
    hidden: int
    held: Identifier | None = None


def claims_of(user, business: Business) -> list[Claim]:
    """The claims of a business this user may see, oldest first."""
    if (
        not Business.objects.permitted(user, Permission.BUSINESS_VIEW)
        .filter(pk=business.pk)
        .exists()
    ):
        return []
    found = Claim.objects.filter(business=business, erased_at__isnull=True)
    return list(found.select_related(*WITH).order_by("as_of", "recorded_at"))


def rows_of(user, claims: list[Claim]) -> dict:
    """The landed rows of claims by claim id; also those whose cells a person repaired."""
    wanted: dict[tuple, list] = {}
    for claim in claims:
        if claim.ordinal is not None and (batch := _batch_of(claim)) is not None:
            wanted.setdefault((batch.pk, claim.ordinal), []).append(claim.pk)
    found = Row.objects.none()
    for batch in {batch for batch, _ordinal in wanted}:
        ordinals = [ordinal for owner, ordinal in wanted if owner == batch]
        found = found | Row.objects.filter(batch=batch, ordinal__in=ordinals)
    return {key: row for row in found for key in wanted[row.batch_id, row.ordinal]}


def _batch_of(claim: Claim) -> Batch | None:
    """The list whose row a claim speaks of: the one it came in with, or the one it repairs."""
    return claim.batch or (claim.repair.batch if claim.repair else None)


def current_owner(user, business: Business) -> Owner | None:
    """Who runs the business today, as far as known; the first when there are several."""
    role = (
        business.roles.filter(known_until__isnull=True, valid_until__isnull=True)
        .select_related("owner")
        .order_by("valid_from", "pk")
        .first()
    )
    return role.owner if role else None


def sources(user, business: Business, fact: Fact) -> Sources:
    """Every source that states a fact of a business (or of its owner), newest first."""
    owner = current_owner(user, business) if fact.of_owner else None
    found = Claim.objects.filter(erased_at__isnull=True, business__withdrawn_at__isnull=True)
    found = found.select_related(*WITH)
    found = found.filter(owner=owner) if owner else found.filter(business=business)
    every = list(found.order_by("-as_of", "-recorded_at"))
    rows = rows_of(user, every)
    claims = [claim for claim in every if _states(claim, fact, rows.get(claim.pk))]
    seen = _seen(user, claims)
    winner = _winner(claims, fact)
    held = _held(owner, fact)
    told = _Telling(fact, winner, claims, held, _labels(user, fact, claims), _names(user, claims))
    said = [told.said(claim, rows.get(claim.pk)) for claim in claims if claim.business_id in seen]
    return Sources(fact, said, sum(claim.business_id not in seen for claim in claims), held)


def _seen(user, claims: list[Claim]) -> set:
    mine = Business.objects.permitted(user, Permission.BUSINESS_VIEW)
    wanted = {claim.business_id for claim in claims}
    return set(mine.filter(pk__in=wanted).values_list("pk", flat=True))


def _states(claim: Claim, fact: Fact, row: Row | None) -> bool:
    """Identifiers are dated facts of their own, so claims do not hold them: their cells do."""
    if fact.key in CHECKS:
        by_hand = fact.key in claim.said.get("numbers", ())
        listed = claim.batch_id is not None and row is not None
        return by_hand or (listed and bool(cell_text(claim, row, fact.key)))
    return any(claim.said.get(key) not in (None, "") for key in fact.keys)


def cell_text(claim: Claim, row: Row, field: str) -> str:
    """What a list says in the column of a field, as it stands there; "" when nothing."""
    index = _batch_of(claim).layout[row.sheet]["columns"].get(field)
    cells = row.values
    return shown_cell(cells[index]) if index is not None and index < len(cells) else ""


def _winner(claims: list[Claim], fact: Fact) -> Claim | None:
    if fact.key in CHECKS:
        return None
    group = projection.GROUP_OF[fact.keys[0]]
    best = projection.winner([stated(claim) for claim in claims if standing(claim)], group)
    return next((claim for claim in claims if best and claim.pk == best.id), None)


def _held(owner: Owner | None, fact: Fact) -> Identifier | None:
    if fact.key not in CHECKS or owner is None:
        return None
    found = Identifier.objects.filter(owner=owner, kind=fact.key)
    return found.filter(known_until__isnull=True, valid_until__isnull=True).first()


def _labels(user, fact: Fact, claims: list[Claim]) -> dict[str, str]:
    codes = {claim.said.get(fact.key) for claim in claims if claim.said.get(fact.key)}
    return code_labels(user, fact, codes)


def code_labels(user, fact: Fact, codes) -> dict[str, str]:
    """The names of places and groups by code; reference data, open to all."""
    if fact.key == "place":
        return places.labels(list(codes))
    if fact.key == "group":
        return dict(IndustryGroup.objects.filter(pk__in=codes).values_list("pk", "label"))
    return {}


class _Telling(NamedTuple):
    """What is needed to tell of each claim whether and why it counts."""

    fact: Fact
    winner: Claim | None
    claims: list[Claim]
    held: Identifier | None
    labels: dict[str, str]
    names: dict[str, str]

    def said(self, claim: Claim, row: Row | None) -> Said:
        counts, why = self._verdict(claim, row)
        value = words(self.fact, claim.said)
        return Said(
            source=source_name(claim, self.names),
            detail=mask_text(claim.reason),
            as_of=claim.as_of,
            value=self.labels.get(value, value),
            written=_written(claim, row, self.fact) if row else [],
            counts=counts,
            why=why,
            batch=_batch_of(claim),
        )

    def _verdict(self, claim: Claim, row: Row | None) -> tuple[bool, str]:
        if not standing(claim):
            return False, f"D{taken_back(claim, self.names)[1:]}."
        if self.fact.key in CHECKS and claim.batch_id is None:
            counts = self._given_then(claim)
            return counts, SAME_NUMBER if counts else OTHER_NUMBER
        if self.fact.key in CHECKS:
            value = CHECKS[self.fact.key](cell_text(claim, row, self.fact.key)).value
            counts = self.held is not None and value == self.held.value
            return counts, SAME_NUMBER if counts else OTHER_NUMBER if value else NO_NUMBER
        if claim.pk == self.winner.pk:
            others = [stated(o) for o in self.claims if o.pk != claim.pk and standing(o)]
            return True, explaining.why_counts(stated(claim), others)
        return False, explaining.why_not(stated(claim), stated(self.winner))

    def _given_then(self, claim: Claim) -> bool:
        """Whether the number that counts is the one this person gave."""
        if self.held is None:
            return False
        mine = Identifier.objects.filter(owner=self.held.owner_id, kind=self.held.kind)
        return mine.filter(known_from=claim.recorded_at, value=self.held.value).exists()


def _names(user, claims: list[Claim]) -> dict[str, str]:
    return names(user, {name for claim in claims for name in (claim.by, claim.retracted_by)})


def _written(claim: Claim, row: Row, fact: Fact) -> list[Written]:
    batch = _batch_of(claim)
    layout = batch.layout[row.sheet]
    headings = layout.get("headings") or []
    found = []
    for field in fact.fields:
        text = cell_text(claim, row, field)
        if text:
            index = layout["columns"][field]
            heading = headings[index] if index < len(headings) else ""
            cell = cell_of(batch, row.sheet, row.line, field)
            hidden = as_written(field in fields.PERSONAL, field, text)
            found.append(Written(cell, heading, hidden))
    return found


def fact_named(user, key: str) -> Fact | None:
    """A fact by its key in the address of its page."""
    return FACTS.get(key)


def newest(user, claim: Claim) -> dict:
    """What a claim says, for a page that shows it beside another."""
    by = source_name(claim, _names(user, [claim]))
    return {"by": by, "as_of": claim.as_of, "lines": spoken(user, claim.said)}


def spoken(user, said: dict) -> list[tuple[str, str]]:
    """Labels and masked words of everything a claim says."""
    found = []
    for fact in FACTS.values():
        value = words(fact, said)
        if value:
            found.append((fact.label, code_labels(user, fact, {value}).get(value, value)))
    return found
