"""Figures of coverage and continuity as their page shows them, each equal to the measure of its name.

What a page needs is gathered by a few questions into plain values, kept beside the copy it was
counted on (kit.measuring.kept); the formulas of rules/ make the page of them.
"""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from binaan.access.models import Office, User
from binaan.access.permissions import Permission
from binaan.access.queries import places as places_held
from binaan.kit import measures, snapshot
from binaan.kit.dates import today
from binaan.kit.measures import Asked, Period
from binaan.kit.measuring import kept
from binaan.places.models import Place
from binaan.programmes.queries import followed, reached

PAGE = "programmes.figures"
VALUES = (
    "participants", "followed_up", "continuity", "repeat_rate", "certificates", "cases_closed",
    "cost",
)  # fmt: skip


class Scope(NamedTuple):
    """Where somebody sees figures; `office` None: bound to no office or to several."""

    place: Place
    office: Office | None


class Question(NamedTuple):
    """Which period, place and office; with an office only what it guides and served."""

    period: Period
    place: Place
    office: Office | None

    @property
    def asked(self) -> Asked:
        return Asked(place=self.place, period=self.period, office=self.office)

    @property
    def last(self) -> date:
        """The last day of the period that is over: stocks are asked as of it."""
        return min(self.period.last, today())

    @property
    def stock(self) -> Asked:
        return Asked(place=self.place, at=self.last, office=self.office)

    @property
    def terms(self) -> dict:
        return {
            "first": self.period.first, "last": self.period.last, "place": self.place,
            "office": self.office,
        }  # fmt: skip


class Gathered(NamedTuple):
    """Plain values for one page.

    `rows`: [part of the place, association, services, businesses]; `never`: never served by part;
    `running`: at the end of the period; `waits`: [days, contacted, participants]; `values`: the
    measures of VALUES as text, None unknown.
    """

    rows: list[list]
    never: dict[str, int]
    running: int
    waits: list[list]
    values: dict[str, str | None]

    def number(self, key: str) -> Decimal | None:
        """The value of a measure."""
        said = self.values[key]
        return None if said is None else Decimal(said)


def scope(user: User) -> Scope | None:
    """The widest place where this user sees figures, and the office if it is one."""
    held = sorted(user.holdings(Permission.FIGURE_VIEW), key=lambda one: len(one.place.path))
    if not held:
        return None
    offices = {one.office_id: one.office for one in held}
    return Scope(held[0].place, next(iter(offices.values())) if len(offices) == 1 else None)


def place_within(user: User, code: str) -> Place | None:
    """The place of this code where the user sees figures, else None."""
    return places_held(user, Permission.FIGURE_VIEW).filter(pk=code).first()


def gathered(user: User, question: Question) -> Gathered:
    """What a page needs: kept of the copy where that is large, else counted now."""
    if snapshot.answers():
        found = kept.kept_page(PAGE, _said(question), _reach(user))
        if found is not None:
            return Gathered(**found.figures)
    return refresh(user, question)


def refresh(user: User, question: Question) -> Gathered:
    """Counted now, and kept where the copy was asked."""
    copy = snapshot.current() if snapshot.answers() else None
    counted = gather(user, question)
    if copy is not None:
        kept.keep_page(PAGE, _said(question), _reach(user), counted._asdict(), copy)
    return counted


def gather(user: User, question: Question) -> Gathered:
    """The same, counted now, on the copy or the store."""
    running = reached.running_before(
        user, first=question.period.first, place=question.place, office=question.office
    )
    way = measures.get("programmes.covered").dimension("place").row(question.asked)
    period = question.period
    rows = snapshot.answer(
        list, reached.told_by_part(running, period.first, period.last, question.office, way)
    )
    never = measures.get("programmes.never_served").rows(user, question.stock, "place")
    return Gathered(
        sorted([str(one["part"]), one["member"], one["times"], one["many"]] for one in rows),
        {row.key: int(row.value or 0) for row in never},
        int(measures.get("registry.running").value(user, question.stock).value or 0),
        _waits(user, question),
        {key: _text(user, key, question.asked) for key in VALUES},
    )


def _waits(user: User, question: Question) -> list[list]:
    found = followed.waits(followed.took_part(user, **question.terms))
    tally: dict[tuple[int, bool], int] = {}
    for one in snapshot.answer(list, found):
        seen = one["contact"] is not None
        days = max(((one["contact"] or today()) - one["ended"]).days, 0)
        tally[days, seen] = tally.get((days, seen), 0) + one["many"]
    return sorted([days, seen, many] for (days, seen), many in tally.items())


def _text(user: User, key: str, asked: Asked) -> str | None:
    value = measures.get(f"programmes.{key}").value(user, asked).value
    return None if value is None else str(value)


def labels_of(question: Question, keys: list[str]) -> dict[str, str]:
    """Names of the parts of the place, in their order."""
    return measures.get("programmes.covered").dimension("place").labels(question.asked, keys)


def parts_within(user: User, place: Place) -> dict[str, Place]:
    """The parts of a place that exist today, by path: also those nobody recorded anything of."""
    found = places_held(user, Permission.FIGURE_VIEW).filter(parent=place, valid_until=None)
    return {one.path: one for one in found.order_by("code")}


def year_before(period: Period) -> Period:
    """The calendar year before the one a period begins in."""
    return measures.parse_period(str((period.first - timedelta(days=1)).year))


def _said(question: Question) -> str:
    return f"{question.period} {question.place.pk} {getattr(question.office, 'pk', '')} {today()}"


def _reach(user: Any) -> str:
    held = user.holdings(Permission.FIGURE_VIEW)
    return " ".join(sorted(f"{one.place.path}:{one.office_id}" for one in held))
