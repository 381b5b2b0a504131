"""What the repair box shows: groups of identical words, their rows, what was decided; words masked."""

from typing import NamedTuple
from uuid import UUID

from django.db.models import Count, F, Min, Q, QuerySet

from binaan.access.models import User
from binaan.access.permissions import Permission
from binaan.intake import wording
from binaan.intake.answers import PLACES, Answers, answers
from binaan.intake.kinds import KINDS
from binaan.intake.models import (
    STILL_OPEN,
    Batch,
    BatchState,
    Errand,
    Problem,
    ProblemState,
    Repair,
    RepairKind,
    Row,
)
from binaan.intake.problems import ProblemKind, describe
from binaan.intake.queries.batches import address
from binaan.kit import keyset
from binaan.kit.numbers import id_number
from binaan.places.models import Place
from binaan.places.scope import within

GROUPS, ROWS, HISTORY, MOST_VILLAGES = 20, 50, 30, 600
SAME = ("batch_id", "code", "field", "value", "suggestion")
TITLE, BESIDE = "name", ("owner_name", "village", "district")
SAID = {
    RepairKind.VALUE: "{field} diperbaiki, {count} masalah selesai",
    RepairKind.ACCEPT: "{count} masalah diterima: {problem}",
    RepairKind.INCLUDE: "{count} masalah selesai, barisnya dimasukkan: {problem}",
    RepairKind.SET_ASIDE: "{count} masalah disisihkan: {problem}",
    RepairKind.ASK: "{count} masalah ditanyakan kepada pengirim: {problem}",
}


class Asked(NamedTuple):
    """What the address of the page narrows the box to; None and "" mean everything."""

    batch: Batch | None = None
    code: str = ""
    place: Place | None = None
    officer: User | None = None


EVERYTHING = Asked()


class Kind(NamedTuple):
    """A kind of problem with its number, for a chip."""

    code: str
    label: str
    count: int


class Listed(NamedTuple):
    """A row with a problem: its address, its title, what stands beside, and all its words.

    held: the row waits whole; without its own words nobody could judge it.
    """

    problem: Problem
    cell: str
    held: bool
    title: str
    beside: str
    words: list[tuple[str, str]]


class Group(NamedTuple):
    """Problems alike in every word. `sample` names the group; personal words are masked."""

    sample: int
    batch: Batch
    told: ProblemKind
    field: str
    label: str
    value: str
    suggestion: str
    count: int
    asked: int
    answers: Answers
    may_remember: bool
    place: bool
    row: Listed | None = None

    @property
    def whole(self) -> bool:
        """Whether one value may be given to all of its rows."""
        return self.count == 1 or self.answers.alike


def problems(user) -> QuerySet[Problem]:
    """The problems this user may repair, of lists that went in."""
    mine = Problem.objects.permitted(user, Permission.LIST_REPAIR)
    return mine.filter(batch__state=BatchState.APPLIED)


def waiting(user, asked: Asked = EVERYTHING) -> QuerySet[Problem]:
    """Those that wait, narrowed to what is asked."""
    found = problems(user).filter(state__in=STILL_OPEN).order_by()
    if asked.batch:
        found = found.filter(batch=asked.batch)
    if asked.code:
        found = found.filter(code=asked.code)
    if asked.place:
        found = found.filter(within("place__path", asked.place))
    if asked.officer:
        found = found.filter(_of_officer(asked.officer))
    return found


def _of_officer(officer: User) -> Q:
    """Problems of the places and lists given to somebody; see Errand."""
    reached = Q(pk__in=[])
    for errand in Errand.objects.filter(officer=officer).select_related("place"):
        reached |= Q(batch=errand.batch_id) & within("place__path", errand.place)
    return reached


def asked(user, query) -> Asked:
    """Reads the address of the page; what is unknown or out of reach narrows nothing."""
    batch = lists(user).filter(pk=key(user, query.get("daftar"))).first()
    place = Place.objects.filter(pk=query.get("wilayah") or "").first()
    officer = User.objects.filter(username=query.get("petugas") or "").first()
    return Asked(batch, query.get("jenis", "")[:40], place, officer)


def key(user, text: str | None) -> UUID | None:
    """A key from an address; None for what is none."""
    try:
        return UUID(text or "")
    except ValueError:
        return None


def lists(user) -> QuerySet[Batch]:
    """The lists in which this user may repair something, repaired or not; newest first."""
    of = problems(user).order_by().values("batch_id")
    return Batch.objects.filter(pk__in=of).select_related("version__source__office", "place")


def lists_waiting(user) -> list[tuple[Batch, int]]:
    """Those in which something waits, with how much."""
    counted = waiting(user).values("batch_id").annotate(n=Count("pk")).order_by("-n")[:50]
    counts = {line["batch_id"]: line["n"] for line in counted}
    found = Batch.objects.select_related("version__source").in_bulk(list(counts))
    return [(found[pk], count) for pk, count in counts.items()]


def kinds(user, of: Asked) -> list[Kind]:
    """The kinds of problems that wait, the most frequent first."""
    counted = waiting(user, of._replace(code="")).values("code").annotate(n=Count("pk"))
    return [
        Kind(line["code"], describe(line["code"]).label, line["n"])
        for line in counted.order_by("-n", "code")
    ]


def groups(user, of: Asked, *, page: int = 1) -> tuple[list[Group], bool]:
    """A page of groups, the largest first, and whether there are more."""
    counted = (
        waiting(user, of)
        .values(*SAME)
        .annotate(
            n=Count("pk"), first=Min("pk"), asked=Count("pk", filter=Q(state=ProblemState.ASKED))
        )
    )
    start = (page - 1) * GROUPS
    found = list(counted.order_by("-n", "first")[start : start + GROUPS + 1])
    lines, more = found[:GROUPS], len(found) > GROUPS
    of_lists = {line["batch_id"] for line in lines}
    known = Batch.objects.select_related("version__source", "place").in_bulk(of_lists)
    single = [line["first"] for line in lines if line["n"] == 1]
    rows = {one.problem.pk: one for one in listed(user, list(problems(user).filter(pk__in=single)))}
    return [_group(known[line["batch_id"]], line, rows.get(line["first"])) for line in lines], more


def group_of(user, problem: Problem, *, only: int = 0) -> Group | None:
    """The group a problem belongs to, or one of it alone; None when nothing of it waits any more."""
    same = alike(user, problem)
    if only:
        same = same.filter(pk=only)
    counted = same.aggregate(
        n=Count("pk"), first=Min("pk"), asked=Count("pk", filter=Q(state=ProblemState.ASKED))
    )
    if not counted["n"]:
        return None
    row = listed(user, list(same[:1]))[0] if counted["n"] == 1 else None
    line = {name: getattr(problem, name) for name in SAME} | counted
    return _group(problem.batch, line, row)


def alike(user, problem: Problem) -> QuerySet[Problem]:
    """All waiting problems of the list with the same words and the same suggestion."""
    same = {name: getattr(problem, name) for name in SAME if name != "suggestion"}
    found = waiting(user).filter(**same)
    if problem.suggestion is None:
        return found.filter(suggestion__isnull=True)
    return found.filter(suggestion=problem.suggestion)


def _group(batch: Batch, line: dict, row: Listed | None) -> Group:
    kind, field = KINDS.get(batch.version.source.kind), line["field"]
    declared = kind.field(field) if kind else None
    fits = answers(line["code"], declared.kind if declared else "")
    personal = bool(kind and field in kind.personal)
    return Group(
        sample=line["first"],
        batch=batch,
        told=describe(line["code"]),
        field=field,
        label=wording.label(kind, field),
        value=wording.written(kind, field, line["value"]),
        suggestion=wording.written(kind, field, line["suggestion"]),
        count=line["n"],
        asked=line["asked"],
        answers=fits,
        may_remember=bool(line["value"]) and fits.alike and not personal,
        place=field in PLACES,
        row=row,
    )


def rows(user, problem: Problem, *, asked: dict, only: int = 0) -> keyset.Page:
    """The rows of a group in the order of the list, or the one asked for."""
    found = alike(user, problem).select_related("batch__version__source")
    if only:
        found = found.filter(pk=only)
    page = keyset.page(found, ("ordinal", "id"), **asked, size=ROWS)
    return page._replace(rows=listed(user, page.rows))


def listed(user, found: list[Problem]) -> list[Listed]:
    """Problems with the words of their rows; `found` was asked for in this user's name."""
    at = Q(pk__in=[])
    for problem in found:
        at |= Q(batch=problem.batch_id, ordinal=problem.ordinal)
    landed = {(row.batch_id, row.ordinal): row for row in Row.objects.filter(at)} if found else {}
    return [_listed(one, landed.get((one.batch_id, one.ordinal))) for one in found]


def _listed(problem: Problem, row: Row | None) -> Listed:
    batch = problem.batch
    layout, kind = batch.layout[problem.sheet], KINDS.get(batch.version.source.kind)
    cells = row.values if row else []
    written = {
        name: wording.written(kind, name, cells[index])
        for name, index in layout["columns"].items()
        if index < len(cells) and cells[index]
    }
    return Listed(
        problem,
        f"{layout['name']}!{address(problem)}",
        bool(row and row.held and not row.settled),
        written.get(TITLE, ""),
        " · ".join(written[name] for name in BESIDE if written.get(name)),
        [(wording.label(kind, name), text) for name, text in written.items()],
    )


def history(user, of: Asked, *, after: str) -> tuple[list[Repair], str]:
    """What was decided, the newest first: a page, and the key after which the next one starts."""
    found = repairs(user).select_related("batch__version__source").order_by("-pk")
    if of.batch:
        found = found.filter(batch=of.batch)
    if last := key(user, after):
        found = found.filter(pk__lt=last)
    rows = list(found[: HISTORY + 1])
    return rows[:HISTORY], str(rows[HISTORY - 1].pk) if len(rows) > HISTORY else ""


def repairs(user) -> QuerySet[Repair]:
    """Decisions about lists within reach, and this user's own."""
    reach = Repair.objects.permitted(user, Permission.LIST_REPAIR).values("pk")
    return Repair.objects.filter(Q(pk__in=reach) | Q(by=user.username, batch__in=lists(user)))


def done(user, repair: Repair) -> dict:
    """A repair in words: what became of what, personal words masked."""
    kind, told = KINDS.get(repair.batch.version.source.kind), describe(repair.code)
    label, count = wording.label(kind, repair.field), id_number(repair.problems_settled)
    return {
        "repair": repair,
        "said": SAID[repair.kind].format(field=label, count=count, problem=told.label),
        "label": label,
        "was": wording.written(kind, repair.field, repair.was),
        "value": wording.written(kind, repair.field, repair.value),
    }


def names_of(user, found) -> dict[str, str]:
    """The names of colleagues by user name."""
    people = User.objects.filter(username__in={one for one in found if one})
    return {one.username: str(one) for one in people}


def villages(user, batch: Batch) -> list[str]:
    """The villages of a list's area, as a suggestion names them; none where there are too many."""
    found = Place.objects.under(batch.place).valid().filter(level=Place.Level.VILLAGE)
    found = found.annotate(above=F("parent__name")).order_by("name")[: MOST_VILLAGES + 1]
    words = [f"{place.name}, {place.above}" for place in found]
    return words if len(words) <= MOST_VILLAGES else []
