"""Merges as people read them: what became one, why, by whom, and what came in since."""

from typing import NamedTuple

from django.db.models import Q
from django.urls import reverse

from binaan.access.permissions import Permission
from binaan.intake.queries import cell_of
from binaan.kit import keyset
from binaan.kit.dates import short_date
from binaan.kit.masking import mask_text
from binaan.registry.models import Business, Claim, Identifier, Merge, Owner, Pair
from binaan.registry.queries.facts import WITH, code_labels, rows_of
from binaan.registry.queries.identity import DECIDE, PAGE, REVIEW, Part, merges
from binaan.registry.queries.reference import names
from binaan.registry.rules import beside, projection
from binaan.registry.rules.explaining import standing, stated
from binaan.registry.wording import FACTS, source_name, words

UNCLEAR = "belum jelas milik siapa"
VIEW = Permission.BUSINESS_VIEW
MOST_ORIGINS = 50
PARTS = {
    "berlaku": Q(undone_at__isnull=True),
    "dipisah": Q(undone_at__isnull=False),
    "belum-jelas": Q(undone_at__isnull=False) & ~Q(undecided=[]),
}
BEFORE = (
    "owner_name", "nik", "birth_date", "sex", "phone", "nib", "name", "product", "kbli",
    "address", "place", "started_year", "status",
)  # fmt: skip
CLAIMS, NUMBERS = "registry.Claim.business", "registry.Identifier"  # as the journal names them


class Told(NamedTuple):
    """A merge in words; `what`: of two businesses, of two owners, or of both.

    `url`: its page, for those who may open it.
    """

    merge: Merge
    what: str
    by: str
    undone_by: str
    url: str

    @property
    def reason(self) -> str:
        """Why, without personal numbers."""
        return mask_text(self.merge.reason)


class Origin(NamedTuple):
    """A row of a list, or a person, that told of a business; `url`: the list it stands in."""

    source: str
    date: str
    cell: str
    url: str


def told(user, found: list[Merge]) -> list[Told]:
    """Merges with the names of who made and undid them."""
    called = names(user, {name for one in found for name in (one.by, one.undone_by) if name})
    opens = user.may(DECIDE) or user.may(REVIEW)
    return [
        Told(
            one, _what(one), _by(one, called), called.get(one.undone_by, one.undone_by),
            reverse("identity_merge", args=[one.pk]) if opens else "",
        )
        for one in found
    ]  # fmt: skip


def _what(merge: Merge) -> str:
    if not merge.businesses:
        return "Pemilik digabung"
    return "Usaha dan pemilik digabung" if merge.from_owner_id else "Usaha digabung"


def _by(merge: Merge, called: dict) -> str:
    return "otomatis" if merge.automatic else called.get(merge.by, merge.by)


def listed(user, part: str, asked: dict) -> Part:
    """A page of merges, newest first."""
    page = keyset.page(
        merges(user).filter(PARTS[part]), ("-at", "-order", "pk"), **asked, size=PAGE
    )
    return Part(told(user, page.rows), page.previous, page.next)


def standing_of(user, pair: Pair) -> Merge | None:
    """The merge that a pair led to and that still stands."""
    return merges(user).filter(pair=pair, undone_at=None).first()


def shown(user, merge: Merge) -> dict:
    """The page of one merge: both records as they were before, side by side."""
    return {
        "merge": merge,
        "names": names_before(user, merge),
        "told": told(user, [merge])[0],
        "chance": beside.chance(merge.business_p) if merge.business_p is not None else "",
        "rows": before(user, merge),
        "reasons": _spoken(merge.pair, "for"),
        "against": _spoken(merge.pair, "against"),
    }


def _spoken(pair: Pair | None, side: str) -> list[dict]:
    return [one for one in (pair.reasons if pair else []) if one.get("side") == side]


def names_before(user, merge: Merge) -> tuple[str, str]:
    """What the left and the right business were called before they became one."""
    said = _said(merge)
    return said[0].get("name", merge.left.name), said[1].get("name", merge.right.name)


def _said(merge: Merge) -> list[dict]:
    """The values of each side by its own claims."""
    journal = merge.journal or {}
    moved = set(journal.get("moved", {}).get(CLAIMS, []))
    own = journal.get("own", {}).get(CLAIMS, [])
    found = Claim.objects.filter(pk__in=[*moved, *own], erased_at=None)
    sides: tuple[list, list] = ([], [])
    for claim in found.order_by("as_of", "recorded_at", "pk"):
        sides[str(claim.pk) in moved].append(claim)
    return [projection.values([stated(one) for one in side if standing(one)]) for side in sides]


def before(user, merge: Merge) -> list[dict]:
    """What each side said before they became one, from the journal; masked, differences marked."""
    if not merge.businesses:
        return []
    said = _said(merge)
    for side, numbers in zip(said, _numbers(merge), strict=True):
        side.update(numbers)
    labels = code_labels(user, FACTS["place"], {one.get("place") for one in said} - {None})
    for one in said:
        one["place"] = labels.get(one.get("place"), one.get("place"))
    return [line for key in BEFORE if (line := _line(key, said))]


def _numbers(merge: Merge) -> tuple[dict, dict]:
    """NIK and NIB of the two owners as they were held when they became one."""
    journal = merge.journal or {}
    own = journal.get("own", {}).get(NUMBERS, [])
    given = set(journal.get("closed", {}).get(NUMBERS, [])) - set(own)
    held = Identifier.objects.filter(pk__in=[*own, *given], valid_until=None)
    sides: tuple[dict, dict] = ({}, {})
    for key, kind, value in held.values_list("pk", "kind", "value"):
        sides[str(key) in given][kind] = value
    return sides


def _line(key: str, said: list[dict]) -> dict | None:
    fact = FACTS[key]
    full = [words(fact, one, full=True) for one in said]
    if not any(full):
        return None
    texts = [words(fact, one) for one in said]
    verdict = beside.verdict(full)
    cells = beside.marked(texts) if verdict == beside.DIFFERS and not fact.personal else [
        [beside.Word(text, verdict == beside.DIFFERS)] if text else [] for text in texts
    ]  # fmt: skip
    return {"label": fact.label, "verdict": verdict, "cells": cells, "of_owner": fact.of_owner}


# --- the history of one record


def of_business(user, business: Business) -> list[Told]:
    """Merges that made this business what it is, and those taken back; newest first."""
    found = merges(user, VIEW).filter(Q(left=business) | Q(right=business), businesses=True)
    return told(user, list(found.order_by("-at", "-order")[:MOST_ORIGINS]))


def of_owner(user, owner: Owner) -> list[Told]:
    """Merges by which this owner became one."""
    found = merges(user, VIEW).filter(Q(into_owner=owner) | Q(from_owner=owner))
    return told(user, list(found.order_by("-at", "-order")[:MOST_ORIGINS]))


def origins_of_owner(user, owner: Owner) -> list[Origin]:
    """The rows and people that told of an owner, at businesses within reach."""
    mine = Business.objects.permitted(user, VIEW)
    found = Claim.objects.filter(owner=owner, erased_at=None, business__in=mine.values("pk"))
    last = found.select_related(*WITH).order_by("-as_of", "-recorded_at")[:MOST_ORIGINS]
    claims = list(last)[::-1]
    return from_claims(user, claims, rows_of(user, claims))


def from_claims(user, claims: list[Claim], rows: dict) -> list[Origin]:
    """Claims with their rows as lines, the newest first."""
    last = claims[-MOST_ORIGINS:]
    called = names(user, {one.by for one in last})
    return [_origin(one, rows.get(one.pk), called) for one in reversed(last)]


def _origin(claim: Claim, row, called: dict) -> Origin:
    cell, url = "", ""
    if claim.batch_id:
        url = reverse("batch_detail", args=[claim.batch_id])
        cell = cell_of(claim.batch, row.sheet, row.line, "name") if row else ""
    return Origin(source_name(claim, called), short_date(claim.as_of), cell, url)


def items(user, merge: Merge, later: list[dict]) -> list[dict]:
    """What came in since, as lines, with whose it is where that is sure."""
    left, right = names_before(user, merge)
    sides = {"left": f"tetap pada {left}", "right": f"kembali ke {right}"}
    by = {one["words"].rpartition(" oleh ")[2] for one in later}
    called = names(user, by)
    return [
        {"title": _by_name(one["words"], called), "text": sides.get(one["side"], UNCLEAR)}
        for one in later
    ]


def _by_name(words: str, called: dict) -> str:
    before, by, name = words.rpartition(" oleh ")
    return f"{before}{by}{called.get(name, name)}"
