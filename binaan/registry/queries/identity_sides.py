"""Records side by side, for whoever decides whether they are one. Personal values leave masked."""

from collections import defaultdict
from typing import NamedTuple
from uuid import UUID

from django.db.models import Count

from binaan.access.permissions import Permission
from binaan.intake.queries import cell_of
from binaan.kit.dates import short_date
from binaan.kit.earth import metres
from binaan.registry.choices import IdentifierKind
from binaan.registry.models import (
    Business,
    Claim,
    Condition,
    Guidance,
    Identifier,
    Owner,
    Photo,
    Role,
    Verification,
)
from binaan.registry.queries.facts import WITH, code_labels, rows_of
from binaan.registry.queries.pages import CURRENT
from binaan.registry.queries.reference import names
from binaan.registry.rules import beside, projection
from binaan.registry.rules.explaining import standing, stated
from binaan.registry.wording import FACTS, Fact, source_name, words

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
MOST_SIDES = 8  # more beside each other nobody can compare; the rest is asked afterwards
COMPARED = (
    "owner_name", "nik", "birth_date", "sex", "phone", "npwp", "nib", "name", "product", "kbli",
    "group", "address", "place", "legal_form", "started_year", "workers", "status",
)  # fmt: skip
# Of a business another office guides: enough to tell whether it is the same one (decision 0015).
OF_OTHERS = ("owner_name", "nik", "phone", "npwp", "nib", "name", "product", "address", "place")
PICKED = (
    "name", "product", "kbli", "group", "address", "place", "position", "status", "owner_name",
    "sex", "birth_date", "phone",
)  # fmt: skip
PICKED_NUMBERS = ("nik", "nib", "npwp")
KEPT = "nomor yang lebih dahulu tercatat"
TOLD_LISTS = 6


class Source(NamedTuple):
    """One claim: a list with its cell, or a person."""

    name: str
    date: str
    cell: str
    batch: UUID | None


class Side(NamedTuple):
    """One record. `said`: values by claim key, unmasked, for comparing only."""

    business: Business
    letter: str
    mine: bool
    owners: list[Owner]
    others: int
    said: dict
    sources: list[Source]
    more_sources: int
    guided: list[str]
    verified: int
    photos: int
    claims: list[Claim]

    @property
    def position(self) -> tuple[float, float] | None:
        lat, lon = self.business.lat, self.business.lon
        return None if lat is None or lon is None else (lat, lon)


class Cell(NamedTuple):
    words: list[beside.Word]
    hidden: bool = False


class Row(NamedTuple):
    """One fact of all records. `verdict`: "sama", "beda", or "sebagian" when not all state it."""

    key: str
    label: str
    of_owner: bool
    cells: list[Cell]
    verdict: str


class Choice(NamedTuple):
    """A value to be picked by hand: the words of each side; `wins`: which is used otherwise."""

    key: str
    label: str
    sides: list[tuple[str, str, str]]
    wins: str
    why: str


def sides(user, businesses: list[Business]) -> list[Side]:
    """The records in the order of their numbers, at most MOST_SIDES."""
    found = sorted(businesses, key=lambda one: one.number)[:MOST_SIDES]
    keys = [one.pk for one in found]
    reach = Business.objects.ever_permitted(user, Permission.BUSINESS_VIEW).filter(pk__in=keys)
    mine = set(reach.values_list("pk", flat=True))
    owners = _owners(keys)
    numbers = _numbers({one.pk for run in owners.values() for one in run})
    others = _others({one.pk for run in owners.values() for one in run})
    now = {one.business_id: one for one in Condition.objects.filter(CURRENT, business__in=keys)}
    claims = _claims(keys)
    rows = rows_of(user, [one for pk in mine for one in claims[pk]])
    guided, verified, photos = _guided(keys), _counted(Verification, keys), _counted(Photo, keys)
    return [
        Side(
            business=one,
            letter=LETTERS[place],
            mine=one.pk in mine,
            owners=owners[one.pk],
            others=max((others.get(run.pk, 1) - 1 for run in owners[one.pk]), default=0),
            said=_said(one, now.get(one.pk), owners[one.pk], numbers),
            sources=_sources(claims[one.pk], rows) if one.pk in mine else [],
            more_sources=max(len(claims[one.pk]) - TOLD_LISTS, 0) if one.pk in mine else 0,
            guided=guided[one.pk],
            verified=verified.get(one.pk, 0),
            photos=photos.get(one.pk, 0),
            claims=claims[one.pk],
        )
        for place, one in enumerate(found)
    ]


def _owners(keys: list[UUID]) -> dict[UUID, list[Owner]]:
    found = defaultdict(list)
    roles = Role.objects.filter(CURRENT, business__in=keys).select_related("owner")
    for role in roles.order_by("-valid_from", "pk"):
        found[role.business_id].append(role.owner)
    return found


def _numbers(owners: set[UUID]) -> dict[UUID, dict[str, str]]:
    found: dict[UUID, dict[str, str]] = defaultdict(dict)
    held = Identifier.objects.filter(CURRENT, owner__in=owners)
    for owner, kind, value in held.values_list("owner_id", "kind", "value"):
        found[owner][kind] = value
    return found


def _others(owners: set[UUID]) -> dict[UUID, int]:
    """How many businesses these owners run, the ones compared among them."""
    present = Role.objects.filter(
        CURRENT, owner__in=owners, business__merged_into=None, business__erased_at=None,
        business__withdrawn_at=None,
    )  # fmt: skip
    counted = present.order_by().values("owner_id").annotate(n=Count("business", distinct=True))
    return {one["owner_id"]: one["n"] for one in counted}


def _claims(keys: list[UUID]) -> dict[UUID, list[Claim]]:
    found = defaultdict(list)
    claims = Claim.objects.filter(business__in=keys, erased_at__isnull=True)
    for claim in claims.select_related(*WITH).order_by("-as_of", "-recorded_at"):
        found[claim.business_id].append(claim)
    return found


def _counted(model, keys: list[UUID]) -> dict[UUID, int]:
    counted = model.objects.filter(business__in=keys).order_by().values("business_id")
    return {one["business_id"]: one["n"] for one in counted.annotate(n=Count("pk"))}


def _guided(keys: list[UUID]) -> dict[UUID, list[str]]:
    found = defaultdict(list)
    rows = Guidance.objects.filter(CURRENT, business__in=keys).select_related("office")
    for row in rows.order_by("valid_from"):
        found[row.business_id].append(row.office.name)
    return found


def _said(business, now, owners: list[Owner], numbers) -> dict:
    said = {key: getattr(business, key, None) for key in _KEYS}
    if now is not None:
        said |= {key: getattr(now, key) for key in ("workers", "status_on")}
    if owners:
        one = owners[0]
        said |= {"owner_name": one.name, "sex": one.sex, "phone": one.phone}
        said["birth_date"] = one.birth_date.isoformat() if one.birth_date else None
        said |= {kind: numbers[one.pk].get(kind) for kind in IdentifierKind.values}
    said["place"] = business.place.name
    return {key: value for key, value in said.items() if value not in (None, "")}


_KEYS = (
    "name", "product", "kbli", "kbli_edition", "group", "address", "rt", "rw", "postcode",
    "legal_form", "started_year", "status", "lat", "lon",
)  # fmt: skip


def _sources(claims: list[Claim], rows: dict) -> list[Source]:
    found = []
    for claim in claims[:TOLD_LISTS]:
        row = rows.get(claim.pk)
        cell = cell_of(claim.batch, row.sheet, row.line, "name") if row and claim.batch else ""
        name = source_name(claim, {}) if claim.batch_id else "Catatan petugas"
        found.append(Source(name, short_date(claim.as_of), cell, claim.batch_id))
    return found


def rows(user, found: list[Side]) -> list[Row]:
    """The facts any of the records states, those of the owner first."""
    groups = {side.said.get("group") for side in found} - {None}
    labels = code_labels(user, FACTS["group"], groups) if groups else {}
    made = [_row(FACTS[key], found, labels) for key in COMPARED]
    return [row for row in made if row is not None]


def _row(fact: Fact, found: list[Side], labels: dict) -> Row | None:
    may = [side.mine or fact.key in OF_OTHERS for side in found]
    full = [
        words(fact, side.said, full=True) if ok else "" for side, ok in zip(found, may, strict=True)
    ]
    if not any(full):
        return None
    shown = [words(fact, side.said) if ok else "" for side, ok in zip(found, may, strict=True)]
    shown = [labels.get(text, text) for text in shown]
    verdict = beside.verdict(full)
    differs = verdict == beside.DIFFERS
    if differs and not fact.personal:
        cells = [Cell(line) for line in beside.marked(shown)]
    else:
        cells = [
            Cell([beside.Word(text, differs and bool(text))] if text else []) for text in shown
        ]
    cells = [cell._replace(hidden=not ok) for cell, ok in zip(cells, may, strict=True)]
    return Row(fact.key, fact.label, fact.of_owner, cells, verdict)


def choices(user, found: list[Side]) -> list[Choice]:
    """Facts of two records that differ, with the one the register would use by itself."""
    if len(found) != 2 or not all(side.mine for side in found):
        return []
    called = names(user, {one.by for side in found for one in side.claims})
    together = [stated(one) for side in found for one in side.claims if standing(one)]
    of = {one.pk: side.letter for side in found for one in side.claims}
    made = []
    for fact in (FACTS[key] for key in (*PICKED, *PICKED_NUMBERS)):
        full = [words(fact, side.said, full=True) for side in found]
        if beside.verdict(full) != beside.DIFFERS:
            continue
        if fact.key in PICKED_NUMBERS:
            wins, why = found[0].letter, KEPT
        else:
            best = projection.winner(together, projection.GROUP_OF[fact.keys[0]])
            wins, why = of.get(best.id, "") if best else "", _because(found, best, called)
        made.append(Choice(fact.key, fact.label, _options(user, fact, found), wins, why))
    return made


def _options(user, fact: Fact, found: list[Side]) -> list[tuple[str, str, str]]:
    told = [words(fact, side.said) for side in found]
    labels = code_labels(user, fact, set(told)) if fact.key == "group" else {}
    return [
        (name, side.letter, labels.get(text, text))
        for name, side, text in zip(("left", "right"), found, told, strict=True)
    ]


def _because(found: list[Side], best, called: dict) -> str:
    claim = next((one for side in found for one in side.claims if best and one.pk == best.id), None)
    return f"{source_name(claim, called)}, {short_date(claim.as_of)}" if claim else ""


class Dot(NamedTuple):
    """A record on the sketch, in its units; `url` opens it on the map of the directory."""

    letter: str
    x: float
    y: float
    place: str


class Sketch(NamedTuple):
    """Positions drawn to scale, north up; `bar` units are `bar_words` on the ground."""

    dots: list[Dot]
    missing: list[str]
    apart: str
    bar: float
    bar_words: str


WIDTH, HEIGHT, MARGIN = 320, 150, 34
BARS = (5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000)


def sketch(user, found: list[Side]) -> Sketch | None:
    """Where the records stand; None when fewer than two have a position."""
    placed = [side for side in found if side.position]
    missing = [side.letter for side in found if not side.position]
    if len(placed) < 2:
        return None
    points = [side.position for side in placed]
    lats, lons = [p[0] for p in points], [p[1] for p in points]
    middle = ((min(lats) + max(lats)) / 2, (min(lons) + max(lons)) / 2)
    high = metres((min(lats), middle[1]), (max(lats), middle[1]))
    wide = metres((middle[0], min(lons)), (middle[0], max(lons)))
    scale = min((WIDTH - 2 * MARGIN) / max(wide, 10), (HEIGHT - 2 * MARGIN) / max(high, 10))
    dots = [
        Dot(
            side.letter,
            round(WIDTH / 2 + _signed(middle[1], lon, middle[0], across=True) * scale, 1),
            round(HEIGHT / 2 - _signed(middle[0], lat, middle[1], across=False) * scale, 1),
            f"#layar=17/{lat:.5f}/{lon:.5f}",
        )
        for side, (lat, lon) in zip(placed, points, strict=True)
    ]
    far = max(metres(one, other) for one in points for other in points)
    bar = next((one for one in reversed(BARS) if one * scale <= WIDTH / 3), BARS[0])
    return Sketch(
        dots, missing, beside.distance_words(far), round(bar * scale, 1), beside.distance_words(bar)
    )


def _signed(start: float, end: float, at: float, *, across: bool) -> float:
    one, other = ((at, start), (at, end)) if across else ((start, at), (end, at))
    return metres(one, other) * (1 if end >= start else -1)
