"""Facts of a business with their sources: who said what, when, in which cell, and what counts."""

from datetime import date
from typing import NamedTuple

from binaan.access.permissions import Permission
from binaan.intake.models import Row
from binaan.intake.queries import cell_of
from binaan.kit.sheets.cells import shown as shown_cell
from binaan.places import queries as places
from binaan.places.models import IndustryGroup
from binaan.registry.models import Business, Claim, Identifier, Owner
from binaan.registry.rules import explaining, fields, projection
from binaan.registry.rules.explaining import stated
from binaan.registry.wording import FACTS, Fact, as_written, source_name, words

IDENTIFIERS = ("nik", "nib", "npwp")


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


def claims_of(user, business: Business) -> list[Claim]:
    """The claims of a business this user may see, oldest first."""
    if (
        not Business.objects.permitted(user, Permission.BUSINESS_VIEW)
        .filter(pk=business.pk)
        .exists()
    ):
        return []
    found = Claim.objects.filter(business=business, erased_at__isnull=True)
    return list(found.select_related("batch__version__source").order_by("as_of", "recorded_at"))


def rows_of(user, claims: list[Claim]) -> dict:
    """The landed rows of claims by claim id."""
    wanted = {(claim.batch_id, claim.ordinal): claim.pk for claim in claims if claim.batch_id}
    found = Row.objects.none()
    for batch in {batch for batch, _ordinal in wanted}:
        ordinals = [ordinal for owner, ordinal in wanted if owner == batch]
        found = found | Row.objects.filter(batch=batch, ordinal__in=ordinals)
    return {wanted[(row.batch_id, row.ordinal)]: row for row in found}


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
    mine = Business.objects.permitted(user, Permission.BUSINESS_VIEW)
    found = Claim.objects.filter(erased_at__isnull=True).select_related("batch__version__source")
    owner = current_owner(user, business) if fact.of_owner else None
    found = found.filter(owner=owner) if owner else found.filter(business=business)
    claims = [claim for claim in found if _states(claim, fact)]
    seen = set(mine.filter(claims__in=[claim.pk for claim in claims]).values_list("pk", flat=True))
    winner = _winner(claims, fact, owner)
    rows = rows_of(user, claims)
    labels = _labels(user, fact, claims)
    said = [
        _said(claim, fact, winner, claims, rows.get(claim.pk), labels)
        for claim in sorted(claims, key=lambda claim: (claim.as_of, claim.recorded_at))[::-1]
        if claim.business_id in seen
    ]
    return Sources(fact, said, sum(claim.business_id not in seen for claim in claims))


def _states(claim: Claim, fact: Fact) -> bool:
    return any(claim.said.get(key) not in (None, "") for key in fact.keys)


def _winner(claims: list[Claim], fact: Fact, owner: Owner | None) -> Claim | None:
    by_id = {claim.pk: claim for claim in claims}
    if fact.key in IDENTIFIERS:
        held = _held(owner, fact.key)
        fitting = [claim for claim in claims if claim.said.get(fact.key) == held]
        return fitting[-1] if fitting else None
    group = projection.GROUP_OF[fact.keys[0]]
    best = projection.winner([stated(claim) for claim in claims], group)
    return by_id.get(best.id) if best else None


def _held(owner: Owner | None, kind: str) -> str | None:
    found = Identifier.objects.filter(
        owner=owner, kind=kind, known_until__isnull=True, valid_until__isnull=True
    )
    return found.values_list("value", flat=True).first()


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


def _said(claim, fact, winner, claims, row, labels) -> Said:
    counts = winner is not None and claim.pk == winner.pk
    value = words(fact, claim.said)
    return Said(
        source=source_name(claim),
        detail=claim.reason,
        as_of=claim.as_of,
        value=labels.get(value, value),
        written=_written(claim, row, fact) if row else [],
        counts=counts,
        why=_why(claim, fact, winner, claims),
        batch=claim.batch,
    )


def _why(claim: Claim, fact: Fact, winner: Claim | None, claims: list[Claim]) -> str:
    if winner is None:
        return "Nomor ini tidak dipakai; yang tercatat berbeda."
    if fact.key in IDENTIFIERS:
        same = claim.said.get(fact.key) == winner.said.get(fact.key)
        return "Nomor yang tercatat pada pemilik." if same else "Yang tercatat nomor lain."
    if claim.pk == winner.pk:
        others = [stated(other) for other in claims if other.pk != winner.pk]
        return explaining.why_counts(stated(winner), others)
    return explaining.why_not(stated(claim), stated(winner))


def _written(claim: Claim, row: Row, fact: Fact) -> list[Written]:
    layout = claim.batch.layout[row.sheet]
    found = []
    for field in fact.fields:
        index = layout["columns"].get(field)
        if index is None or index >= len(row.values) or not row.values[index]:
            continue
        text = as_written(field in fields.PERSONAL, field, shown_cell(row.values[index]))
        headings = layout.get("headings") or []
        heading = headings[index] if index < len(headings) else ""
        cell = cell_of(claim.batch, row.sheet, row.line, field)
        found.append(Written(cell, heading, text))
    return found


def fact_named(user, key: str) -> Fact | None:
    """A fact by its key in the address of its page."""
    return FACTS.get(key)


def newest(user, claim: Claim) -> dict:
    """What a claim says, for a page that shows it beside another."""
    return {"by": source_name(claim), "as_of": claim.as_of, "lines": spoken(user, claim.said)}


def spoken(user, said: dict) -> list[tuple[str, str]]:
    """Labels and masked words of everything a claim says."""
    found = []
    for fact in FACTS.values():
        value = words(fact, said)
        if value:
            found.append((fact.label, code_labels(user, fact, {value}).get(value, value)))
    return found
