"""A version of a list beside the one before it: what is new, changed, the same and gone, per place."""

from typing import NamedTuple

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery

from binaan.access import audit
from binaan.access.models import AuditEvent
from binaan.access.permissions import Permission
from binaan.intake import queries as intake
from binaan.intake.models import Batch, BatchState, ListedKey, Row, SourceVersion
from binaan.kit import keyset
from binaan.places.models import Place
from binaan.places.scope import within
from binaan.registry.models import Business, Claim
from binaan.registry.queries.reference import names
from binaan.registry.wording import FACTS, as_written, words

PAGE = 50
DECISIONS = {
    "close": "Tutup",
    "moved": "Pindah",
    "exists": "Masih ada, dikeluarkan dari daftar",
    "mistake": "Kekeliruan daftar",
    "later": "Putuskan nanti",
}
FINAL = ("close", "moved")
COUNTED = ("new", "changed", "same")


class Line(NamedTuple):
    """The counts of one place; `place` is None for rows that name none below."""

    code: str
    name: str
    new: int
    changed: int
    same: int
    gone: int
    opens: bool


class Part(NamedTuple):
    """A page of rows with the tokens of the pages around it."""

    rows: list
    previous: str
    next: str


class Listed(NamedTuple):
    """A row of this version: its cell, its business, and what changed (label, before, after).

    business is None for a row that still waits whole; then its own words name it.
    """

    cell: str
    business: Business | None
    name: str
    changes: list[tuple[str, str, str]]


class Gone(NamedTuple):
    """A business the last version named and this one does not, with the decision about it."""

    key: ListedKey
    business: Business
    decided: str
    final: bool
    by: str
    at: object
    reason: str


def batches(user) -> QuerySet[Batch]:
    """The applied lists this user may compare."""
    return intake.batches(user).filter(state=BatchState.APPLIED)


def before(user, of: Batch) -> SourceVersion | None:
    """The version of the same list before this one; None for its first."""
    versions = of.version.source.versions.filter(as_of__lt=of.version.as_of)
    applied = versions.filter(batches__in=batches(user))
    return applied.order_by("-as_of").first()


def businesses(user) -> QuerySet[Business]:
    """The businesses within reach."""
    return Business.objects.permitted(user, Permission.BUSINESS_VIEW).present()


def gone(user, of: Batch, place: Place | None = None) -> QuerySet[ListedKey]:
    """The rows gone since this version whose business is within reach, at or below a place."""
    mine = businesses(user)
    if place:
        mine = mine.filter(within("place__path", place))
    keys = ListedKey.objects.filter(gone_since=of.version, record_id__in=mine.values("pk"))
    return keys if batches(user).filter(pk=of.pk).exists() else keys.none()


def table(user, of: Batch, place: Place) -> list[Line]:
    """The counts below a place, one line for each place of the next level."""
    sums: dict[str, dict[str, int]] = {}
    for code, counts in of.compared.items():
        here = _line_of(place, code)
        if here is not None:
            for name in COUNTED:
                _add(sums, here, name, counts.get(name, 0))
    keys = gone(user, of, place).values("record_id")
    found = businesses(user).filter(pk__in=keys).order_by().values("place_id")
    for counted in found.annotate(n=Count("pk")):
        _add(sums, _line_of(place, counted["place_id"]) or place.code, "gone", counted["n"])
    return _lines(place, sums)


def _add(sums: dict, code: str, name: str, count: int) -> None:
    line = sums.setdefault(code, dict.fromkeys((*COUNTED, "gone"), 0))
    line[name] += count


def _line_of(place: Place, code: str) -> str | None:
    """The code of the line a place is counted in: one level below, or the place itself."""
    if not place.path:
        return code.split(".")[0]
    if code == place.code or not code:
        return place.code
    if not code.startswith(f"{place.code}."):
        return None
    return ".".join(code.split(".")[: place.code.count(".") + 2])


def _lines(place: Place, sums: dict) -> list[Line]:
    places = Place.objects.in_bulk(sums)
    lines = [
        Line(
            code, places[code].name if code in places else code, **counts,
            opens=code != place.code and code in places
            and places[code].level != Place.Level.VILLAGE,
        )
        for code, counts in sums.items()
    ]  # fmt: skip
    return sorted(lines, key=lambda line: (line.code == place.code, line.name))


def total(user, lines: list[Line]) -> dict[str, int]:
    """The sums under a table."""
    return {name: sum(getattr(line, name) for line in lines) for name in (*COUNTED, "gone")}


def rows(user, of: Batch, *, changed: bool, place: Place | None, asked: dict) -> Part:
    """Rows of this version that are new, or that changed; others' businesses left out.

    As in landing: new is a key the list did not have, whatever business it turned out to be.
    """
    record = ListedKey.objects.filter(source=of.version.source_id, key=OuterRef("key"))
    found = Row.objects.filter(batch=of, repeated=False, same=False)
    found = found.annotate(record=Subquery(record.values("record_id")[:1]))
    waits = Q(held=True, settled=False)
    found = found.filter(waits | Q(record__in=businesses(user).values("pk")))
    if place:
        found = found.filter(within("place__path", place))
    told = Exists(_told_before(of))
    found = found.filter(told if changed else ~told)
    page = keyset.page(found, ("ordinal",), **asked, size=PAGE)
    return Part(_listed(user, of, page.rows, changed=changed), page.previous, page.next)


def _told_before(of: Batch) -> QuerySet[Claim]:
    """What the list said under the same key before this file."""
    version = of.version
    earlier = Q(batch__version__as_of__lt=version.as_of)
    earlier |= Q(batch__version=version, batch__applied_at__lt=of.applied_at)
    same_key = Row.objects.filter(
        batch=OuterRef("batch_id"), ordinal=OuterRef("ordinal"), key=OuterRef(OuterRef("key"))
    )
    return Claim.objects.filter(
        earlier,
        Exists(same_key),
        business=OuterRef("record"),
        batch__version__source=version.source,
    )


def _listed(user, of: Batch, found: list[Row], *, changed: bool) -> list[Listed]:
    mine = businesses(user).select_related("place__parent").in_bulk([row.record for row in found])
    told = _told(of, list(mine)) if changed else {}
    return [
        Listed(
            f"{of.layout[row.sheet]['name']}!{row.line}", mine.get(row.record),
            _name(of, row), _changes(told.get(row.record, []), of),
        )
        for row in found
    ]  # fmt: skip


def _name(of: Batch, row: Row) -> str:
    """What the row itself calls its business, for one that is in no register yet."""
    index, cells = of.layout[row.sheet]["columns"].get("name"), row.values
    words = cells[index] if index is not None and index < len(cells) else ""
    return as_written(False, "name", words)


def _told(of: Batch, records: list) -> dict:
    """What this list said of each business up to this version, in the order of its dates."""
    claims = Claim.objects.filter(
        business_id__in=records, batch__version__source=of.version.source_id,
        batch__version__as_of__lte=of.version.as_of, retracted_at__isnull=True,
    )  # fmt: skip
    found: dict = {}
    for claim in claims.order_by("as_of", "recorded_at").only("business_id", "batch_id", "said"):
        found.setdefault(claim.business_id, []).append(claim)
    return found


def _changes(claims: list[Claim], of: Batch) -> list[tuple[str, str, str]]:
    now = next((claim.said for claim in reversed(claims) if claim.batch_id == of.pk), {})
    then = next((claim.said for claim in reversed(claims) if claim.batch_id != of.pk), {})
    found = []
    for fact in FACTS.values():
        if any(then.get(key) != now.get(key) for key in fact.keys):
            old, new = words(fact, then), words(fact, now)
            if fact.personal and old == new:
                old, new = old or "–", "berubah (disamarkan)"
            found.append((fact.label, old or "–", new or "–"))
    return found


def vanished(user, of: Batch, *, place: Place | None, open_only: bool, asked: dict) -> Part:
    """What is gone, each with its decision; `open_only`: only what still waits for one."""
    found = gone(user, of, place)
    if open_only:
        found = found.filter(decided__in=("", "later"))
    page = keyset.page(found, ("pk",), **asked, size=PAGE)
    mine = businesses(user).select_related("place__parent")
    seen = mine.in_bulk([key.record_id for key in page.rows])
    told = _decisions(user, of, page.rows)
    return Part(
        [_gone(key, seen[key.record_id], told.get(str(key.pk))) for key in page.rows],
        page.previous, page.next,
    )  # fmt: skip


def _gone(key: ListedKey, business: Business, event: dict | None) -> Gone:
    event = event or {"by": "", "at": None, "reason": ""}
    return Gone(
        key, business, DECISIONS.get(key.decided, ""), key.decided in FINAL, event["by"],
        event["at"], event["reason"],
    )  # fmt: skip


def _decisions(user, of: Batch, keys: list[ListedKey]) -> dict[str, dict]:
    """Who decided last about each row: an event holds the keys of all rows it was about."""
    if not any(key.decided for key in keys):
        return {}
    subjects = [audit.name_of(of.version), *(audit.name_of(key) for key in keys)]
    events = AuditEvent.objects.filter(subject__in=subjects, verb="list.vanished_decided")
    found: dict[str, dict] = {}
    for event in events.select_related("payload").order_by("id"):
        content = event.payload.content or {}
        decided = {"by": event.by, "at": event.at, "reason": content.get("reason", "")}
        for key in content.get("keys", [event.subject.rpartition(":")[2]]):
            found[key] = decided
    called = names(user, {one["by"] for one in found.values()})
    return {key: one | {"by": called.get(one["by"], one["by"])} for key, one in found.items()}


def waiting(user, of: Batch, place: Place | None = None) -> int:
    """How many gone rows nobody has decided about."""
    return gone(user, of, place).filter(decided__in=("", "later")).count()


def decidable(user, of: Batch, keys: list[str]) -> QuerySet[ListedKey]:
    """Of these gone rows those whose business this user may edit."""
    mine = Business.objects.permitted(user, Permission.BUSINESS_EDIT).present()
    return gone(user, of).filter(pk__in=keys, record_id__in=mine.values("pk"))


def place_below(user, of: Batch, code: str) -> Place:
    """The place asked for, when it lies in the area of the list; else that area."""
    found = Place.objects.under(of.place).filter(pk=code).first() if code else None
    return found or of.place
