"""Plan documents, their versions, what happened to them, and which counts on a day."""

from collections import defaultdict
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from django.db.models import Case, Count, F, Prefetch, Q, When

from binaan.access import queries as access
from binaan.access.models import AuditEvent, Decree, Office, Official
from binaan.access.permissions import Permission
from binaan.kit.dates import today
from binaan.planning.choices import DocumentKind, FindingState
from binaan.planning.models import Document, Finding, Version
from binaan.planning.models.documents import SETTLED
from binaan.planning.rules.findings import ERROR

KINDS = list(DocumentKind.values)  # the order of the chain of documents
RANK = Case(*(When(kind=kind, then=rank) for rank, kind in enumerate(KINDS)))
PAGE = 50


def documents(user, permission: Permission = Permission.PLAN_VIEW):
    """The documents within reach."""
    return Document.objects.permitted(user, permission).select_related("office", "place", "parent")


def versions(user, permission: Permission = Permission.PLAN_VIEW):
    """The versions within reach; for the province only what was set."""
    return Version.objects.permitted(user, permission).select_related(
        "document__office__place", "document__place", "copied_from__document", "decree__file",
        "file", "first_party", "second_party",
    )  # fmt: skip


def versions_of(user, document: Document) -> list[Version]:
    """The versions of a document this user may see, the newest first."""
    return list(versions(user).filter(document=document).order_by("-number"))


def newest(user, document: Document) -> Version | None:
    """The newest version of a document this user may see."""
    return next(iter(versions_of(user, document)), None)


class Listed(NamedTuple):
    """A document in the list: its newest version seen, the one in force, errors still open there."""

    document: Document
    newest: Version
    standing: Version | None
    errors: int
    findings: int


class Asked(NamedTuple):
    """How the list is narrowed; "" and None leave it as it is."""

    words: str = ""
    kind: str = ""
    year: int | None = None
    state: str = ""
    office: str = ""

    def __bool__(self) -> bool:
        return any((self.words, self.kind, self.year, self.state, self.office))


def listed(user, asked: Asked, first: int = 0) -> tuple[list[Listed], bool]:
    """A page of documents by year and kind, the newest year first; and whether more follow."""
    found = documents(user)
    for word in asked.words.split():
        found = found.filter(title__icontains=word)
    if asked.kind:
        found = found.filter(kind=asked.kind)
    if asked.year:
        found = found.filter(first_year__lte=asked.year, last_year__gte=asked.year)
    if asked.office:
        found = found.filter(office__key=asked.office)
    seen = versions(user).order_by("-number")
    if asked.state:
        found = found.filter(pk__in=seen.filter(state=asked.state).order_by().values("document"))
    found = found.prefetch_related(Prefetch("versions", seen, "seen"))
    rows = list(
        found.order_by("-last_year", "-first_year", RANK, "title")[first : first + PAGE + 1]
    )
    rows = [row for row in rows if row.seen]
    return _with_findings(rows[:PAGE]), len(rows) > PAGE


def _with_findings(rows: list[Document]) -> list[Listed]:
    counted = findings_of([row.seen[0].pk for row in rows])
    return [Listed(row, row.seen[0], standing(row.seen), *counted[row.seen[0].pk]) for row in rows]


def findings_of(pks) -> dict[UUID, tuple[int, int]]:
    """Errors and all findings still open, by version."""
    found = Finding.objects.filter(version__in=pks, state=FindingState.OPEN).order_by()
    counted = found.values_list("version").annotate(
        errors=Count("pk", filter=Q(severity=ERROR)), every=Count("pk")
    )
    return defaultdict(lambda: (0, 0), {pk: (errors, every) for pk, errors, every in counted})


def standing(chain: list[Version], on: date | None = None) -> Version | None:
    """Of the versions of one document the one in force on a day (today): effective last by then."""
    day = on or today()
    found = [
        one for one in chain
        if one.state in SETTLED and one.effective_on and one.effective_on <= day
    ]  # fmt: skip
    return max(found, key=lambda one: (one.effective_on, one.number), default=None)


def in_force(user, office: Office, kind: str, on: date) -> Version | None:
    """The version of an office's plan that counts on a day; an evaluation asks for its last day.

    Of the documents whose years hold the day the version effective last, set or replaced since;
    None where nothing was effective yet: never a draft.
    """
    found = versions(user).filter(
        document__office=office, document__kind=kind, document__first_year__lte=on.year,
        document__last_year__gte=on.year, state__in=SETTLED, effective_on__lte=on,
    )  # fmt: skip
    return found.order_by("-effective_on", "-document__first_year", "-number").first()


def derived(user, document: Document) -> list[Document]:
    """The documents made from this one, in the order of the chain of documents and years."""
    found = documents(user).filter(parent=document)
    return sorted(found, key=lambda one: (KINDS.index(one.kind), one.first_year, one.title))


def derived_with_versions(user, document: Document) -> list[tuple[Document, Version]]:
    """Documents made from this one, each with the newest version seen."""
    found = derived(user, document)
    newest = {
        one.document_id: one for one in versions(user).filter(document__in=found).order_by("number")
    }
    return [(one, newest[one.pk]) for one in found if one.pk in newest]


def origin(user, document: Document) -> Document | None:
    """The document this one was made from, if this user may see it."""
    return documents(user).filter(pk=document.parent_id).first() if document.parent_id else None


class Step(NamedTuple):
    """Something that happened to a version, as the trail tells it."""

    version: UUID
    verb: str
    at: datetime
    by: str
    said: dict


STEPS = ("plan.imported", "plan.derived", "plan.version_opened", "plan.verified", "plan.returned",
         "plan.set", "plan.checked")  # fmt: skip


def steps(user, chain: list[Version]) -> list[Step]:
    """What happened to these versions, in order, with the names of who did it."""
    subjects = {f"planning.Version:{one.pk}": one.pk for one in chain}
    events = AuditEvent.objects.filter(subject__in=subjects, verb__in=STEPS).order_by("id")
    events = list(events.select_related("payload"))
    called = access.names(user, {one.by for one in events} | {one.created_by for one in chain})
    return [
        Step(subjects[one.subject], one.verb, one.at, called.get(one.by, one.by), _said(one))
        for one in events
    ]


def _said(event: AuditEvent) -> dict:
    payload = getattr(event, "payload", None)
    return (payload.content if payload else None) or {}


def people(user, chain: list[Version]) -> dict[str, str]:
    """The full names of who made, verified and set these versions."""
    used = {name for one in chain for name in (one.created_by, one.verified_by, one.set_by) if name}
    return {name: name for name in used} | access.names(user, used)


def decrees(user, document: Document):
    """The decrees a version of this document may be set with: of its office, or for all offices."""
    if not documents(user).filter(pk=document.pk).exists():
        return Decree.objects.none()
    found = Decree.objects.filter(Q(office=document.office_id) | Q(office=None))
    return found.order_by("-signed_on", "number")


def officials(user, document: Document):
    """Who holds or held a position of the document's office, those of today first."""
    if not documents(user).filter(pk=document.pk).exists():
        return Official.objects.none()
    found = Official.objects.filter(office=document.office_id)
    return found.order_by(F("valid_until").desc(nulls_first=True), "position", "name")


def offices(user):
    """The offices whose plans this user may look at."""
    mine = documents(user).order_by().values("office")
    return Office.objects.filter(pk__in=mine).order_by("name")


def years(user) -> list[int]:
    """The years plans within reach speak of, the newest first."""
    spans = documents(user).order_by().values_list("first_year", "last_year").distinct()
    return sorted({year for first, last in spans for year in range(first, last + 1)}, reverse=True)


def may(user, version: Version, permission: Permission) -> bool:
    """Whether this user holds a permission over this very version."""
    return Version.objects.permitted(user, permission).filter(pk=version.pk).exists()


def is_other_than_maker(user, version: Version) -> bool:
    """Four eyes: whether somebody else made it."""
    return version.created_by != user.username
