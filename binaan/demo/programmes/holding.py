"""One activity of the demo, from the plan to its end, step by step as an office takes them."""

from collections.abc import Iterable
from datetime import date, time, timedelta
from decimal import Decimal
from random import Random
from typing import Any, NamedTuple

from binaan.demo.programmes import content
from binaan.demo.programmes.cast import Cast
from binaan.demo.programmes.content import Subject
from binaan.kit.dates import today
from binaan.kit.workdays import after_workdays, is_workday
from binaan.programmes.actions import (
    activities,
    answering,
    attending,
    inviting,
    learning,
    meeting,
    selecting,
)
from binaan.programmes.choices import Outcome, ParticipationState, PresenceWay
from binaan.programmes.models import Activity, Expert, Participation, Selection
from binaan.programmes.rules.attending import Mark

ASKED_BEFORE = 20  # days before the first session the register is asked
INVITED_BEFORE = 8
HOURS = Decimal(6)


class Planned(NamedTuple):
    """An activity to be held. `days`: of its sessions, in order; `practice`: hours of each day."""

    subject: Subject
    year: int
    place: str
    days: tuple[date, ...]
    practice: Decimal
    eligibility: dict[str, Any]
    quotas: tuple[dict[str, Any], ...] = ()
    seats: int = 0
    until: date | None = None
    title: str = ""

    @property
    def manner(self) -> int:
        """The year whose manners it has."""
        return content.HABITS if self.year == content.HABITS else content.BETTER


def plan(planned: Planned, cast: Cast, *, opened: bool = True) -> Activity:
    """The activity with its sessions and costs, its door open unless it is only a draft."""
    subject, place = planned.subject, cast.places[planned.place]
    said = {
        "title": planned.title or f"{subject.title}, {place.name}", "kind": subject.kind,
        "topic": subject.topic, "group": subject.group, "year": planned.year, "fund_source": "apbd",
        "venue": _venue(planned, place.name), "seats": planned.seats or content.SEATS[planned.manner],
        "eligibility": planned.eligibility, "quotas": list(planned.quotas),
        "nominate_until": planned.until,
    }  # fmt: skip
    row = activities.add(cast.office, place=place, said=said, by=cast.staff)
    teacher = Expert.objects.filter(office=cast.office, name=subject.teacher).first()
    for number, day in enumerate(planned.days, 1):
        session = {
            "on": day, "begins": time(9), "ends": time(16), "expert": teacher,
            "subject": f"{subject.topic.capitalize()}, hari {number}",
            "theory_hours": HOURS - planned.practice, "practice_hours": planned.practice,
        }  # fmt: skip
        meeting.put_session(row, said=session, by=cast.staff)
    _put_costs(row, planned, cast)
    if not opened:
        return row
    return activities.step(row, key="buka", on=min(_before(planned, 30), today()), by=cast.staff)


def _venue(planned: Planned, name: str) -> str:
    lectured = planned.manner == content.HABITS
    return content.VENUES[planned.manner] + ("" if lectured else f" {name}")


def _put_costs(row: Activity, planned: Planned, cast: Cast) -> None:
    over = planned.days[-1] < today()
    for kind, label, each, unit, price in content.COSTS[planned.manner]:
        volume = Decimal(row.seats if each else 1)
        said = {"kind": kind, "label": label, "volume": volume, "unit": unit,
                "price": Decimal(price), "spent": volume * price if over else None}  # fmt: skip
        meeting.put_cost(row, said=said, by=cast.staff)


def _before(planned: Planned, days: int) -> date:
    return planned.days[0] - timedelta(days=days)


def select(row: Activity, planned: Planned, cast: Cast) -> Selection:
    """The door closes and everyone eligible is ranked; the list is not set yet."""
    day = min(_before(planned, ASKED_BEFORE), today())
    activities.step(row, key="seleksi", on=day, by=cast.staff)
    return selecting.make(row, rule="adil", seed=f"{row.short_number} {day}", at=day, by=cast.staff)


def settle(row: Activity, made: Selection, planned: Planned, cast: Cast) -> list[Participation]:
    """The head sets the list; everyone chosen is invited."""
    selecting.declare(row, business=None, note="", by=cast.head)
    selecting.set_list(made, by=cast.head)
    return inviting.invite(row, on=min(_before(planned, INVITED_BEFORE), today()), by=cast.staff)


def hold(planned: Planned, cast: Cast, rng: Random) -> Activity | None:
    """From the plan to the end; None where nobody is eligible."""
    row = plan(planned, cast)
    made = select(row, planned, cast)
    if not made.candidates.filter(outcome=Outcome.CHOSEN).exists():
        activities.step(
            row, key="batal", why="Belum ada usaha yang memenuhi syarat.", by=cast.staff
        )
        return None
    invited = settle(row, made, planned, cast)
    if planned.manner == content.BETTER:
        _answered(row, invited, planned, cast)
    activities.step(row, key="mulai", on=planned.days[0], by=cast.staff)
    attend(row, planned, cast, rng)
    learn(row, planned, cast, rng)
    learning.end(row, on=planned.days[-1], by=cast.staff)
    activities.step(row, key="tutup", on=planned.days[-1], by=cast.staff)
    return row


def _answered(row: Activity, invited: list[Participation], planned: Planned, cast: Cast) -> None:
    """One says yes, one cannot come, and somebody who waits takes the seat."""
    answering.answer(invited[0], comes=True, by=cast.staff)
    if len(invited) == row.seats:
        answering.answer(invited[-1], comes=False, why="Waktunya tidak cocok", by=cast.staff)
        inviting.refill(row, on=min(_before(planned, INVITED_BEFORE - 1), today()), by=cast.staff)


def attend(
    row: Activity, planned: Planned, cast: Cast, rng: Random, only: Iterable[date] | None = None
) -> None:
    """Who was there: in the first year three of four, then nine of ten; one leaves at noon."""
    coming = 0.78 if planned.manner == content.HABITS else 0.92
    states = (ParticipationState.INVITED, ParticipationState.CONFIRMED, ParticipationState.RUNNING)
    rows = list(row.participations.filter(state__in=states).order_by("candidate__rank"))
    came = [one for one in rows if rng.random() < coming] or rows[:1]
    for session in row.sessions.order_by("on"):
        if only is not None and session.on not in only:
            continue
        marks = {one.pk: Mark("hadir") for one in came}
        if len(came) > 6 and session.on == planned.days[-1]:
            marks[came[-1].pk] = Mark("sebagian", 90)
        way = PresenceWay.NAME if planned.manner == content.HABITS else PresenceWay.QR
        attending.attend(session, marks=marks, way=way, by=cast.staff)


def learn(row: Activity, planned: Planned, cast: Cast, rng: Random) -> None:
    """A test after the lecture, nothing before it; later both, with what was made."""
    lectured = planned.manner == content.HABITS
    said = {}
    for one in row.participations.filter(state=ParticipationState.RUNNING):
        before = rng.randint(25, 60)
        after = min(before + rng.randint(2, 10) if lectured else before + rng.randint(18, 38), 100)
        said[one.pk] = learning.Learned(
            pre=None if lectured else Decimal(before), post=Decimal(after),
            satisfaction=rng.choice((2, 3, 3)) if lectured else rng.choice((4, 4, 5)),
            product=None if lectured else planned.subject.product,
        )  # fmt: skip
    learning.learn(row, learned=said, by=cast.staff)


def workdays_to(last: date, count: int) -> tuple[date, ...]:
    """So many days that end on `last`, working days before it."""
    days = [last]
    while len(days) < count:
        day = days[0] - timedelta(days=1)
        while not is_workday(day):
            day -= timedelta(days=1)
        days.insert(0, day)
    return tuple(days)


def workday(day: date) -> date:
    """The day itself where people work, else the next on which they do."""
    return day if is_workday(day) else after_workdays(day, 1)
