"""Figures of coverage and continuity as their page shows them: two years side by side, by part.

A few questions answer the whole page; each number equals the measure of that name, to which it leads.
"""

from collections import defaultdict
from collections.abc import Callable
from decimal import Decimal
from typing import NamedTuple

from django.db.models import QuerySet

from binaan.access.models import Office, User
from binaan.kit import measures, snapshot
from binaan.kit.dates import today
from binaan.kit.measures import Asked, Period
from binaan.places.models import Place
from binaan.programmes.queries import followed, reached
from binaan.programmes.rules import equity, lasting
from binaan.programmes.rules.lasting import Waited
from binaan.programmes.rules.told import SIDES, Reach, Told, told

HUNDRED = 100


class Question(NamedTuple):
    """Whose figures, of which period and place; `office`: only what it guides and served."""

    period: Period
    place: Place
    office: Office | None

    @property
    def asked(self) -> Asked:
        return Asked(place=self.place, period=self.period, office=self.office)

    @property
    def last(self):
        """The last day of the period that is over, as of which stocks are asked."""
        return min(self.period.last, today())

    @property
    def terms(self) -> dict:
        return {
            "first": self.period.first, "last": self.period.last, "place": self.place,
            "office": self.office,
        }  # fmt: skip


class Part(NamedTuple):
    """A part of the place: its path and name, what was reached there, EQ6, and who never was."""

    key: str
    label: str
    reach: Reach
    representation: Decimal | None
    never: int
    others: Reach


class Equity(NamedTuple):
    """`told` of the whole place; `parts` of it; `concentration`: EQ10 over the parts."""

    told: Told
    parts: list[Part]
    concentration: Decimal | None
    never: int

    @property
    def never_share(self) -> Decimal | None:
        """EQ9, of those running at the end."""
        return self.told and equity.share(self.never, self.running_now)

    running_now: int = 0


class Staying(NamedTuple):
    """CT1 and CT4 in percent, CT2 in days; None unknown."""

    participants: int
    followed_up: Decimal | None
    median_wait: int | None
    continuity: Decimal | None


class Results(NamedTuple):
    """What came of it and what it cost, in rupiah; None where no cost was written down."""

    certificates: int
    cases_closed: int
    cost: Decimal | None
    participants: int

    @property
    def per_participant(self) -> Decimal | None:
        return equity.share(self.cost, self.participants)

    @property
    def per_result(self) -> Decimal | None:
        return equity.share(self.cost, self.certificates + self.cases_closed)


def equity_of(user: User, question: Question) -> Equity:
    """EQ1 to EQ10 of a period, by parts of the place; two questions."""
    period, place, office = question
    running = reached.running_before(user, first=period.first, place=place, office=office)
    divided = measures.get("programmes.covered").dimension("place")
    way = divided.row(question.asked)
    rows = counted(
        lambda found: list(found),
        reached.told_by_district(running, period.first, period.last, office, way),
    )
    by_part: dict[str, list[tuple[str, int, int]]] = defaultdict(list)
    for one in rows:
        by_part[str(one["part"])].append((one["member"], one["times"], one["many"]))
    whole = told(row for part in by_part.values() for row in part)
    stock = Asked(place=place, at=question.last, office=office)
    never = {
        row.key: row.value
        for row in measures.get("programmes.never_served").rows(user, stock, "place")
    }
    every = {key: told(part) for key, part in by_part.items()}
    labels = divided.labels(question.asked, sorted({*every, *never}))
    parts = [_part(key, label, every.get(key), whole, never) for key, label in labels.items()]
    return Equity(
        whole, parts, equity.concentration(one.rendered for one in every.values()),
        sum(value or 0 for value in never.values()),
        measures.get("registry.running").value(user, stock).value or 0,
    )  # fmt: skip


def _part(key: str, label: str, found: Told | None, whole: Told, never: dict) -> Part:
    here = found or told(())
    reach, all_of_them = here.whole, whole.whole
    weight = equity.representation(
        reach.served, all_of_them.served, reach.running, all_of_them.running
    )
    return Part(key, label, reach, weight, never.get(key) or 0, here.sides["bukan"])


def staying_of(user: User, question: Question) -> Staying:
    """CT1, CT2 and CT4 of those who began in the period."""
    asked = question.asked
    participants = measures.get("programmes.participants").value(user, asked).value or 0
    waits = counted(list, followed.waits(followed.took_part(user, **question.terms)))
    tally: dict[Waited, int] = defaultdict(int)
    for one in waits:
        end = one["contact"] or today()
        tally[Waited(max((end - one["ended"]).days, 0), one["contact"] is not None)] += one["many"]
    return Staying(
        participants,
        measures.get("programmes.followed_up").value(user, asked).value,
        lasting.median_wait(tally),
        measures.get("programmes.continuity").value(user, asked).value,
    )


def results_of(user: User, question: Question, participants: int) -> Results:
    """Certificates, cases with a result, and rupiah."""
    value = {
        key: measures.get(f"programmes.{key}").value(user, question.asked).value
        for key in ("certificates", "cases_closed", "cost")
    }
    return Results(
        value["certificates"] or 0, value["cases_closed"] or 0, value["cost"], participants
    )


def repeated(user: User, question: Question) -> Decimal | None:
    """Percent of those reached who had been reached before the period."""
    return measures.get("programmes.repeat_rate").value(user, question.asked).value


def counted(ask: Callable[[QuerySet], list], found: QuerySet) -> list:
    """Of the copy where it may answer, else of the store."""
    return snapshot.answer(ask, found)


def sides(found: Told) -> list[tuple[str, Reach]]:
    """Members, others and unknown, with their names."""
    return [(label, found.sides[key]) for key, label in SIDES.items()]
