"""Lists that came in, their problems, the rows that wait and the rows that vanished."""

from typing import NamedTuple
from uuid import UUID

from django.db.models import Count

from binaan.access import audit
from binaan.access.models import AuditEvent
from binaan.access.permissions import Permission
from binaan.intake import queries as intake
from binaan.intake.models import Batch, ListedKey, Problem, Row
from binaan.intake.problems import describe
from binaan.kit.masking import mask_text
from binaan.kit.sheets.cells import shown as shown_cell
from binaan.registry.models import Business
from binaan.registry.rules.fields import BY_NAME, PERSONAL
from binaan.registry.wording import as_written

PAGE = 50
DECISIONS = {"close": "Tutup", "exists": "Masih ada", "later": "Putuskan nanti"}


class Part(NamedTuple):
    """A page of rows and the key after which the next one starts ("" at the end)."""

    rows: list
    next: str


class Kind(NamedTuple):
    """A kind of problem in a batch with its number."""

    code: str
    label: str
    next_step: str
    count: int


class Fault(NamedTuple):
    """One problem with its cell; personal words are masked."""

    cell: str
    field: str
    label: str
    value: str
    message: str
    suggestion: str


class Waiting(NamedTuple):
    """A row that waits whole: its address, its words, and why."""

    cell: str
    words: list[tuple[str, str]]
    why: list[str]


class Vanished(NamedTuple):
    """A row that a later version of a list no longer has."""

    key: ListedKey
    business: Business | None
    decided: str
    by: str
    at: object


def batches(user, after: str = "") -> Part:
    """Lists that came in, newest first, by keyset."""
    found = intake.batches(user).order_by("-pk")
    if after:
        found = found.filter(pk__lt=after)
    rows = list(found[: PAGE + 1])
    return Part(rows[:PAGE], str(rows[PAGE - 1].pk) if len(rows) > PAGE else "")


def batch(user):
    """The batches this user may open."""
    return intake.batches(user)


def kinds(user, of: Batch) -> list[Kind]:
    """The kinds of problems of a batch, the most frequent first."""
    counted = intake.problems(user, of).order_by().values("code").annotate(n=Count("pk"))
    found = []
    for line in counted.order_by("-n", "code"):
        told = describe(line["code"])
        found.append(Kind(line["code"], told.label, told.next_step, line["n"]))
    return found


def faults(user, of: Batch, *, code: str = "", after: int = 0) -> Part:
    """Problems of a batch in the order of its rows."""
    found = intake.problems(user, of).order_by("ordinal", "pk")
    if code:
        found = found.filter(code=code)
    if after:
        last = intake.problems(user, of).filter(pk=after).first()
        found = _after(found, last) if last else found.none()
    rows = list(found[: PAGE + 1])
    following = str(rows[PAGE - 1].pk) if len(rows) > PAGE else ""
    return Part([_fault(of, problem) for problem in rows[:PAGE]], following)


def _after(found, last: Problem):
    later = found.filter(ordinal__gt=last.ordinal)
    return later | found.filter(ordinal=last.ordinal, pk__gt=last.pk)


def _fault(of: Batch, problem: Problem) -> Fault:
    told = describe(problem.code)
    field = BY_NAME.get(problem.field)
    personal = problem.field in PERSONAL
    suggestion = problem.suggestion or ""
    return Fault(
        cell=f"{of.layout[problem.sheet]['name']}!{intake.address(problem)}",
        field=field.label if field else problem.field,
        label=told.label,
        value=as_written(personal, problem.field, shown_cell(problem.value)),
        message=told.message,
        suggestion=as_written(personal, problem.field, suggestion),
    )


def waiting(user, of: Batch, *, after: int = 0) -> Part:
    """Rows of a batch that wait whole."""
    found = intake.rows_waiting(user).filter(batch=of, ordinal__gt=after).order_by("ordinal")
    rows = list(found[: PAGE + 1])
    following = str(rows[PAGE - 1].ordinal) if len(rows) > PAGE else ""
    codes: dict[int, list[str]] = {}
    ordinals = [row.ordinal for row in rows[:PAGE]]
    for problem in intake.problems(user, of).filter(ordinal__in=ordinals):
        codes.setdefault(problem.ordinal, []).append(problem.code)
    shown = [_waiting(of, row, codes.get(row.ordinal, [])) for row in rows[:PAGE]]
    return Part(shown, following)


def _waiting(of: Batch, row: Row, codes: list[str]) -> Waiting:
    layout = of.layout[row.sheet]
    cells = row.values
    said = []
    for name, index in layout["columns"].items():
        if index < len(cells) and cells[index]:
            label = BY_NAME[name].label if name in BY_NAME else name
            said.append((label, as_written(name in PERSONAL, name, shown_cell(cells[index]))))
    why = [describe(code).message for code in dict.fromkeys(codes)]
    return Waiting(f"{layout['name']}!{row.line}", said, why)


def vanished(user, of: Batch, *, after: str = "") -> Part:
    """Rows the previous version of this list had and this one has not."""
    found = ListedKey.objects.filter(gone_since=of.version).order_by("pk")
    if not batch(user).filter(pk=of.pk).exists():
        found = found.none()
    if after:
        found = found.filter(pk__gt=after)
    keys = list(found[: PAGE + 1])
    following = str(keys[PAGE - 1].pk) if len(keys) > PAGE else ""
    return Part(_vanished(user, keys[:PAGE]), following)


def _vanished(user, keys: list[ListedKey]) -> list[Vanished]:
    mine = Business.objects.permitted(user, Permission.BUSINESS_VIEW).select_related("place")
    seen = {item.pk: item for item in mine.filter(pk__in=[key.record_id for key in keys])}
    subjects = [audit.name_of(key) for key in keys if key.decided]
    events = AuditEvent.objects.filter(subject__in=subjects, verb="list.vanished_decided")
    last = {event.subject: event for event in events.order_by("id")}
    return [
        _one_vanished(key, seen.get(key.record_id), last.get(audit.name_of(key))) for key in keys
    ]


def _one_vanished(key: ListedKey, business: Business | None, event) -> Vanished:
    decided = DECISIONS.get(key.decided, "")
    return Vanished(key, business, decided, event.by if event else "", event.at if event else None)


def vanished_key(user, of: Batch):
    """The vanished rows of a batch, for deciding one."""
    reach = batch(user).filter(pk=of.pk)
    return ListedKey.objects.filter(gone_since=of.version, gone_since__batches__in=reach).distinct()


def refusal(user, of: Batch) -> str:
    """Why a batch was refused, without personal numbers."""
    return mask_text(of.refusal)


def key(user, text: str | None) -> str:
    """A key of a page from its address; "" for what is none."""
    try:
        return str(UUID(text or ""))
    except ValueError:
        return ""


def batch_page(user, of: Batch, *, section: str, code: str, after: str) -> dict:
    """What the page of one list shows: counts, and one of its three sections."""
    number = int(after) if after.isascii() and after.isdecimal() and len(after) < 18 else 0
    sections = {
        "masalah": lambda: faults(user, of, code=code, after=number),
        "menunggu": lambda: waiting(user, of, after=number),
        "hilang": lambda: vanished(user, of, after=key(user, after)),
    }
    section = section if section in sections else "masalah"
    return {
        "batch": of,
        "section": section,
        "part": sections[section](),
        "kinds": kinds(user, of) if section == "masalah" else [],
        "code": code,
        "described": describe(code) if code else None,
        "refusal": refusal(user, of),
        "decisions": DECISIONS,
        "may_decide": user.may(Permission.BUSINESS_EDIT),
    }
