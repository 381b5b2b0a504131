"""What the list of lists and the page of one list show; personal words are hidden."""

from typing import NamedTuple
from uuid import UUID

from django.db.models import Count

from binaan.access.permissions import Permission
from binaan.intake import wording
from binaan.intake.kinds import KINDS
from binaan.intake.models import STILL_OPEN, Batch, BatchState, Problem, Row
from binaan.intake.problems import describe
from binaan.intake.queries.batches import address, batches, problems, rows_waiting
from binaan.kit.masking import mask_text

PAGE = 50


class Part(NamedTuple):
    """A page of rows and the key after which the next one starts ("" at the end)."""

    rows: list
    next: str


class Listed(NamedTuple):
    """A list that came in: how it stands and how many of its problems are open."""

    batch: Batch
    standing: wording.Standing
    open: int


class ProblemCount(NamedTuple):
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
    state: str


class Waiting(NamedTuple):
    """A row that waits whole: its address, its words, and why."""

    cell: str
    words: list[tuple[str, str]]
    why: list[str]


def lists(user, *, after: str = "") -> dict:
    """Lists that came in, newest first, by keyset; and what waits to be repaired."""
    found = batches(user).order_by("-pk")
    if key := _key(after):
        found = found.filter(pk__lt=key)
    rows = list(found[: PAGE + 1])
    shown = rows[:PAGE]
    open_by = _open_problems(user, shown)
    listed = [Listed(one, wording.standing(one), open_by.get(one.pk, 0)) for one in shown]
    part = Part(listed, str(rows[PAGE - 1].pk) if len(rows) > PAGE else "")
    return {
        "part": part,
        "may_import": user.may(Permission.LIST_IMPORT),
        "to_repair": to_repair(user),
        "may_repair": user.may(Permission.LIST_REPAIR),
    }


def to_repair(user) -> int:
    """Open problems this user may repair, in lists that went in."""
    mine = Problem.objects.permitted(user, Permission.LIST_REPAIR)
    return mine.filter(state__in=STILL_OPEN, batch__state=BatchState.APPLIED).count()


def _open_problems(user, shown: list[Batch]) -> dict:
    of = [batch.pk for batch in shown if batch.state == BatchState.APPLIED]
    mine = Problem.objects.filter(batch__in=of, state__in=STILL_OPEN)
    counted = mine.order_by().values("batch_id").annotate(n=Count("pk"))
    return {line["batch_id"]: line["n"] for line in counted}


def one(user, of: Batch, *, section: str, code: str, after: str) -> dict:
    """The page of one list: counts, and one of its sections."""
    number = int(after) if after.isascii() and after.isdecimal() and len(after) < 18 else 0
    sections = {
        "masalah": lambda: faults(user, of, code=code, after=number),
        "menunggu": lambda: waiting(user, of, after=number),
    }
    section = section if section in sections else "masalah"
    counts = problem_counts(user, of)
    return {
        "batch": of,
        "batch_key": str(of.pk),
        "standing": wording.standing(of),
        "broken": wording.is_broken(of),
        "section": section,
        "part": sections[section](),
        "kinds": counts if section == "masalah" else [],
        "problems": sum(one.count for one in counts),
        "open": problems(user, of).filter(state__in=STILL_OPEN).count(),
        "code": code,
        "described": describe(code) if code else None,
        "refusal": mask_text(of.refusal),
        "may_import": Batch.objects.permitted(user, Permission.LIST_IMPORT)
        .filter(pk=of.pk)
        .exists(),
        "may_repair": user.may(Permission.LIST_REPAIR),
        "of_businesses": _lasting(of),
    }


def _lasting(of: Batch) -> bool:
    """Whether its rows stand until a newer version leaves them out, and are compared with it."""
    kind = KINDS.get(of.version.source.kind)
    return kind is not None and kind.lasting


def problem_counts(user, of: Batch) -> list[ProblemCount]:
    """The kinds of problems of a batch, the most frequent first."""
    counted = problems(user, of).order_by().values("code").annotate(n=Count("pk"))
    found = []
    for line in counted.order_by("-n", "code"):
        told = describe(line["code"])
        found.append(ProblemCount(line["code"], told.label, told.next_step, line["n"]))
    return found


def faults(user, of: Batch, *, code: str = "", after: int = 0) -> Part:
    """Problems of a batch in the order of its rows."""
    found = problems(user, of).order_by("ordinal", "pk")
    if code:
        found = found.filter(code=code)
    if after:
        last = problems(user, of).filter(pk=after).first()
        found = _after(found, last) if last else found.none()
    rows = list(found[: PAGE + 1])
    following = str(rows[PAGE - 1].pk) if len(rows) > PAGE else ""
    return Part([_fault(of, problem) for problem in rows[:PAGE]], following)


def _after(found, last: Problem):
    later = found.filter(ordinal__gt=last.ordinal)
    return later | found.filter(ordinal=last.ordinal, pk__gt=last.pk)


def _fault(of: Batch, problem: Problem) -> Fault:
    told, kind = describe(problem.code), KINDS.get(of.version.source.kind)
    return Fault(
        cell=f"{of.layout[problem.sheet]['name']}!{address(problem)}",
        field=wording.label(kind, problem.field),
        label=told.label,
        value=wording.written(kind, problem.field, problem.value),
        message=told.message,
        suggestion=wording.written(kind, problem.field, problem.suggestion),
        state="" if problem.state in STILL_OPEN else problem.get_state_display(),
    )


def waiting(user, of: Batch, *, after: int = 0) -> Part:
    """Rows of a batch that wait whole."""
    found = rows_waiting(user).filter(batch=of, ordinal__gt=after).order_by("ordinal")
    rows = list(found[: PAGE + 1])
    following = str(rows[PAGE - 1].ordinal) if len(rows) > PAGE else ""
    codes: dict[int, list[str]] = {}
    ordinals = [row.ordinal for row in rows[:PAGE]]
    for problem in problems(user, of).filter(ordinal__in=ordinals):
        codes.setdefault(problem.ordinal, []).append(problem.code)
    shown = [_waiting(of, row, codes.get(row.ordinal, [])) for row in rows[:PAGE]]
    return Part(shown, following)


def _waiting(of: Batch, row: Row, codes: list[str]) -> Waiting:
    layout, kind = of.layout[row.sheet], KINDS.get(of.version.source.kind)
    cells = row.values
    said = [
        (wording.label(kind, name), wording.written(kind, name, cells[index]))
        for name, index in layout["columns"].items()
        if index < len(cells) and cells[index]
    ]
    why = [describe(code).message for code in dict.fromkeys(codes)]
    return Waiting(f"{layout['name']}!{row.line}", said, why)


def _key(text: str) -> str:
    """A key of a page from its address; "" for what is none."""
    try:
        return str(UUID(text or ""))
    except ValueError:
        return ""
