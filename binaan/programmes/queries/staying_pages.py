"""What the pages of staying show: my follow-ups, one of them, a path, cases."""

from datetime import date, timedelta
from typing import NamedTuple

from django.db.models import Q, QuerySet

from binaan.kit import keyset
from binaan.kit.dates import today
from binaan.programmes.choices import FollowUpState, Stage
from binaan.programmes.models import Case, FollowUp, Pathway
from binaan.programmes.queries import staying
from binaan.programmes.rules import continuity
from binaan.registry.queries.reference import names

SIZE = 25
MINE, NOBODYS, EVERY = "saya", "belum", "semua"
WHOSE = ((MINE, "Milik saya"), (NOBODYS, "Belum ada petugas"), (EVERY, "Semua petugas"))
LATE, TODAY, SOON, LATER, DONE, LOST = "lewat", "hari_ini", "minggu", "nanti", "selesai", "terputus"
PARTS = (
    (LATE, "Lewat"), (TODAY, "Hari ini"), (SOON, "7 hari lagi"), (LATER, "Nanti"),
    (DONE, "Terlaksana"), (LOST, "Hilang kontak"),
)  # fmt: skip
TONES = {LATE: "bad", TODAY: "warn", SOON: "info", LATER: "", DONE: "ok", LOST: "bad"}
OPEN, CLOSED = "terbuka", "ditutup"


class Asked(NamedTuple):
    """Whose follow-ups, and which of them."""

    whose: str = MINE
    part: str = LATE


class Line(NamedTuple):
    """A follow-up in a list. `late`: days overdue, 0 for none; `put_off`: not on the first day."""

    row: FollowUp
    activity: str
    part: str
    tone: str
    late: int
    put_off: bool
    in_time: bool | None


class Rung(NamedTuple):
    """A stage of the drawn path. `mark`: "done", "now" or ""."""

    label: str
    mark: str
    on: date | None
    reason: str


def asked(user, query) -> Asked:
    """What the address asks for; the fullest urgent part where it names none."""
    usual = MINE if user.may(staying.FOLLOW) else EVERY
    whose = query.get("petugas", usual)
    whose = whose if whose in dict(WHOSE) else usual
    part = query.get("bagian", "")
    if part in dict(PARTS):
        return Asked(whose, part)
    urgent = (key for key in (LATE, TODAY, SOON) if of(user, Asked(whose, key)).exists())
    return Asked(whose, next(urgent, LATER))


def of(user, wanted: Asked) -> QuerySet[FollowUp]:
    """The follow-ups of one part."""
    day = today()
    soon = day + timedelta(days=continuity.SOON_DAYS)
    waiting = Q(state=FollowUpState.DUE)
    parts = {
        LATE: waiting & Q(due__lt=day), TODAY: waiting & Q(due=day),
        SOON: waiting & Q(due__gt=day, due__lte=soon), LATER: waiting & Q(due__gt=soon),
        DONE: Q(state=FollowUpState.DONE), LOST: Q(state=FollowUpState.LOST),
    }  # fmt: skip
    found = staying.follow_ups(user).filter(parts[wanted.part])
    if wanted.whose == MINE:
        return found.filter(officer_id=user.pk)
    return found.filter(officer=None) if wanted.whose == NOBODYS else found


def parts(user, wanted: Asked) -> list[dict]:
    """The parts of the list with how many stand there."""
    return [
        {"key": key, "label": label, "count": of(user, wanted._replace(part=key)).count()}
        for key, label in PARTS
    ]


def listed(user, wanted: Asked, query) -> keyset.Page:
    """One page: the longest overdue first, of those done the newest."""
    order = ("-due", "-pk") if wanted.part == DONE else ("due", "pk")
    shown = keyset.page(
        of(user, wanted), order, after=query.get("after", ""), before=query.get("before", ""),
        size=SIZE,
    )  # fmt: skip
    return shown._replace(rows=[line(user, one) for one in shown.rows])


def along(user, rows: list[FollowUp]) -> list[FollowUp]:
    """What comes with follow-ups that are given away: the rest of their paths that nobody has yet."""
    rest = staying.follow_ups(user, staying.FOLLOW).filter(
        pathway__in={one.pathway_id for one in rows}, state=FollowUpState.DUE, officer=None
    )
    return list(rest.exclude(pk__in=[one.pk for one in rows]))


def line(user, one: FollowUp) -> Line:
    """A follow-up as a line."""
    day = today()
    activity = one.participation.activity.title if one.participation else ""
    part = {FollowUpState.DONE: DONE, FollowUpState.LOST: LOST}.get(
        one.state, continuity.bucket(one.due, day)
    )
    in_time = None
    if one.state == FollowUpState.DONE:
        in_time = continuity.in_time(one.first_due, one.done_on)
    late = continuity.days_late(one.due, day) if one.state == FollowUpState.DUE else 0
    return Line(one, activity, part, TONES[part], late, one.due != one.first_due, in_time)


def screen(user, row: FollowUp) -> dict:
    """Everything the page of one follow-up shows, but its forms."""
    moved = list(row.reschedulings.order_by("at"))
    others = staying.follow_ups(user).filter(pathway=row.pathway_id).order_by("first_due", "pk")
    called = names(user, {one.by for one in moved} | {row.done_by} - {""})
    return {
        "row": row, "line": line(user, row), "may_act": may_act(user, row),
        "moved": [(one, called.get(one.by, one.by)) for one in moved],
        "done_by": called.get(row.done_by, row.done_by),
        "others": [line(user, one) for one in others],
    }  # fmt: skip


def may_act(user, row: FollowUp) -> bool:
    """Whether this user may follow this one up."""
    return staying.follow_ups(user, staying.FOLLOW).filter(pk=row.pk).exists()


def path_screen(user, row: Pathway) -> dict:
    """Everything the page of a path shows, but its forms."""
    changes = list(row.changes.order_by("on", "at"))
    follow_ups = staying.follow_ups(user).filter(pathway=row).order_by("first_due", "pk")
    called = names(user, {one.by for one in changes})
    mine = staying.pathways(user, staying.FOLLOW).filter(pk=row.pk).exists()
    return {
        "row": row, "rungs": _rungs(row, changes), "may_act": mine and row.closed_on is None,
        "changes": [(one, called.get(one.by, one.by)) for one in reversed(changes)],
        "follow_ups": [line(user, one) for one in follow_ups],
        "cases": list(staying.cases(user).filter(pathway=row)),
    }  # fmt: skip


def _rungs(row: Pathway, changes) -> list[Rung]:
    reached = {one.stage: one for one in changes}
    return [
        Rung(
            stage.label,
            "now" if stage == row.stage else "done" if stage in reached else "",
            reached[stage].on if stage in reached else None,
            reached[stage].reason if stage in reached else "",
        )
        for stage in Stage
    ]


def listed_cases(user, part: str, query) -> keyset.Page:
    """One page of cases, the newest first."""
    found = staying.cases(user).filter(closed_on__isnull=part != CLOSED)
    return keyset.page(
        found, ("-opened_on", "-pk"), after=query.get("after", ""), before=query.get("before", ""),
        size=SIZE,
    )  # fmt: skip


def case_counts(user) -> list[dict]:
    """Open and closed cases within reach."""
    found = staying.cases(user)
    return [
        {"key": OPEN, "label": "Terbuka", "count": found.filter(closed_on=None).count()},
        {"key": CLOSED, "label": "Ditutup", "count": found.exclude(closed_on=None).count()},
    ]


def case_screen(user, row: Case) -> dict:
    """Everything the page of a case shows, but its forms."""
    steps = list(row.steps.select_related("evidence").order_by("due", "at"))
    called = names(user, {one.by for one in steps} | {row.closed_by, row.made_by} - {""})
    mine = staying.cases(user, staying.FOLLOW).filter(pk=row.pk).exists()
    day = today()
    return {
        "row": row, "may_act": mine and row.closed_on is None,
        "steps": [
            {"row": one, "by": called.get(one.by, one.by),
             "late": one.done_on is None and one.due < day}
            for one in steps
        ],
        "waiting": [one for one in steps if one.done_on is None],
        "made_by": called.get(row.made_by, row.made_by),
        "closed_by": called.get(row.closed_by, row.closed_by),
    }  # fmt: skip
