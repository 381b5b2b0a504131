"""What the repair box shows: groups of identical words and their rows; personal words masked or whole."""

from functools import partial
from typing import NamedTuple
from uuid import UUID

from django.db.models import Count, F, Min, Q, QuerySet

from binaan.access.models import User
from binaan.access.permissions import Permission
from binaan.intake import wording
from binaan.intake.answers import MOST_AT_ONCE, PLACES, Answers, answers
from binaan.intake.models import (
    STILL_OPEN,
    Batch,
    BatchState,
    Errand,
    Problem,
    ProblemState,
    Row,
)
from binaan.intake.problems import ProblemKind, describe
from binaan.intake.queries.batches import address
from binaan.intake.remembering import whole_lists
from binaan.intake.sight import Sight, hides, kind_of
from binaan.kit import keyset
from binaan.places.models import Place
from binaan.places.scope import within

GROUPS, ROWS, MOST_VILLAGES = 20, 50, 600
SAME = ("batch_id", "code", "field", "value", "suggestion")
TITLE, BESIDE = "name", ("owner_name", "village", "district")


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
    """Problems alike in every word. `sample` names the group.

    `whole_words`: its personal words stand here in full, and one typed may stand beside them.
    """

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
    whole_words: bool
    row: Listed | None = None

    @property
    def whole(self) -> bool:
        """Whether one value may be given to all of its rows."""
        return self.count == 1 or self.answers.alike

    @property
    def at_once(self) -> int:
        """How many of its rows one answer puts into the register."""
        return min(self.count, MOST_AT_ONCE)


def problems(user) -> QuerySet[Problem]:
    """The problems this user may repair, of lists that went in."""
    mine = Problem.objects.permitted(user, Permission.LIST_REPAIR)
    return mine.filter(batch__state=BatchState.APPLIED)


def about(user, asked: Asked) -> QuerySet[Problem]:
    """Those of the list, the code and the place that are asked for, whatever their state and officer."""
    found = problems(user).order_by()
    if asked.batch:
        found = found.filter(batch=asked.batch)
    if asked.code:
        found = found.filter(code=asked.code)
    if asked.place:
        found = found.filter(within("place__path", asked.place))
    return found


def waiting(user, asked: Asked = EVERYTHING) -> QuerySet[Problem]:
    """Those that wait, narrowed to what is asked."""
    found = about(user, asked).filter(state__in=STILL_OPEN)
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
    # PostgreSQL refuses \x00 in any question.
    code, place, officer = (
        query.get(name, "").replace("\x00", "") for name in ("jenis", "wilayah", "petugas")
    )
    return Asked(
        batch,
        code[:40],
        Place.objects.filter(pk=place).first(),
        User.objects.filter(username=officer).first(),
    )


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


def groups(user, of: Asked, *, page: int = 1, sight: Sight) -> tuple[list[Group], bool]:
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
    single = problems(user).filter(pk__in=[line["first"] for line in lines if line["n"] == 1])
    single = list(single.select_related("batch__version__source"))
    rows = {one.problem.pk: one for one in listed(user, single, sight=sight, brief=True)}
    shown = [(known[line["batch_id"]], line) for line in lines]
    mine = _readable(user, waiting(user, of), shown)
    whole = set(whole_lists(user).values_list("pk", flat=True))
    return [
        _group(batch, line, sight=sight, mine=_same(line) in mine, whole=whole)._replace(
            row=rows.get(line["first"])
        )
        for batch, line in shown
    ], more


def group_of(user, problem: Problem, *, only: int = 0, sight: Sight) -> Group | None:
    """The group a problem belongs to, or one of it alone; None when nothing of it waits any more."""
    same = alike(user, problem)
    if only:
        same = same.filter(pk=only)
    counted = same.aggregate(
        n=Count("pk"), first=Min("pk"), asked=Count("pk", filter=Q(state=ProblemState.ASKED))
    )
    if not counted["n"]:
        return None
    line = {name: getattr(problem, name) for name in SAME} | counted
    mine = _readable(user, same, [(problem.batch, line)])
    whole = set(whole_lists(user).values_list("pk", flat=True))
    return _group(problem.batch, line, sight=sight, mine=bool(mine), whole=whole)


def _same(line: dict) -> tuple:
    return tuple(line[name] for name in SAME)


def _readable(user, found: QuerySet[Problem], lines: list[tuple[Batch, dict]]) -> set[tuple]:
    """The groups with personal words, every row of which this user may read in full."""
    if not user.may(Permission.PERSONAL_READ):
        return set()
    asked, counts = Q(pk__in=[]), {}
    for batch, line in lines:
        if hides(batch, line["field"], line["value"], line["suggestion"]):
            asked |= Q(**{name: line[name] for name in SAME[:-1]})
            counts[_same(line)] = line["n"]
    if not counts:
        return set()
    mine = found.permitted(user, Permission.PERSONAL_READ).filter(asked).values(*SAME)
    return {
        _same(line) for line in mine.annotate(n=Count("pk")) if counts.get(_same(line)) == line["n"]
    }


def alike(user, problem: Problem) -> QuerySet[Problem]:
    """All waiting problems of the list with the same words and the same suggestion."""
    same = {name: getattr(problem, name) for name in SAME if name != "suggestion"}
    found = waiting(user).filter(**same)
    if problem.suggestion is None:
        return found.filter(suggestion__isnull=True)
    return found.filter(suggestion=problem.suggestion)


def _group(batch: Batch, line: dict, *, sight: Sight, mine: bool, whole: set) -> Group:
    kind, field = kind_of(batch), line["field"]
    row = f"group {line['first']}"
    declared = kind.field(field) if kind else None
    fits = answers(line["code"], declared.kind if declared else "")
    personal = bool(kind and field in kind.personal)
    return Group(
        sample=line["first"],
        batch=batch,
        told=describe(line["code"]),
        field=field,
        label=wording.label(kind, field),
        value=sight.words(batch, field, line["value"], row=row, mine=mine),
        suggestion=sight.words(batch, field, line["suggestion"], row=row, mine=mine),
        count=line["n"],
        asked=line["asked"],
        answers=fits,
        may_remember=bool(line["value"])
        and fits.alike
        and not personal
        and batch.version.source_id in whole,
        place=field in PLACES,
        whole_words=bool(mine and sight.why),
    )


def rows(user, problem: Problem, *, asked: dict, only: int = 0, sight: Sight) -> keyset.Page:
    """The rows of a group in the order of the list, or the one asked for."""
    found = alike(user, problem).select_related("batch__version__source")
    if only:
        found = found.filter(pk=only)
    page = keyset.page(found, ("ordinal", "id"), **asked, size=ROWS)
    return page._replace(rows=listed(user, page.rows, sight=sight))


def listed(user, found: list[Problem], *, sight: Sight, brief: bool = False) -> list[Listed]:
    """Problems with the words of their rows; `found` was asked for in this user's name.

    `brief`: of a row that does not wait whole, only what its title and the line beside it say.
    """
    at = Q(pk__in=[])
    for problem in found:
        at |= Q(batch=problem.batch_id, ordinal=problem.ordinal)
    landed = {(row.batch_id, row.ordinal): row for row in Row.objects.filter(at)} if found else {}
    mine = sight.readable(found)
    return [
        _listed(
            one,
            landed.get((one.batch_id, one.ordinal)),
            partial(sight.words, one.batch, row=one.ordinal, mine=one.pk in mine),
            brief=brief,
        )
        for one in found
    ]


def _listed(problem: Problem, row: Row | None, words, *, brief: bool) -> Listed:
    layout, kind = problem.batch.layout[problem.sheet], kind_of(problem.batch)
    cells = row.values if row else []
    held = bool(row and row.held and not row.settled)
    written = {
        name: words(name, cells[index])
        for name, index in layout["columns"].items()
        if index < len(cells) and cells[index] and (held or not brief or name in (TITLE, *BESIDE))
    }
    return Listed(
        problem,
        f"{layout['name']}!{address(problem)}",
        held,
        written.get(TITLE, ""),
        " · ".join(written[name] for name in BESIDE if written.get(name)),
        [(wording.label(kind, name), text) for name, text in written.items()],
    )


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
