"""Brings two years of activities in by the ordinary actions; safe and quick to run again."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from django.db import transaction

from binaan.demo.programmes import coming, content, holding, papers, people_helped, staying_on
from binaan.demo.programmes.cast import Cast, cast
from binaan.demo.programmes.holding import Planned
from binaan.kit.dates import today
from binaan.programmes.actions import experts
from binaan.programmes.models import Activity
from binaan.registry.models import Business

SEED = 20260707
Say = Callable[[str], None]
# Only who was helped before may come: the same few, again and again.
THE_SAME = {"holds": [people_helped.KIND]}
FAIR_QUOTAS = ({"mark": "perempuan", "least": 5},)


def load(say: Say) -> int:
    """Everything once, when the lists are in; answers how many activities are new."""
    if Activity.objects.exists() or not Business.objects.exists():
        return 0
    people, rng = cast(), Random(SEED)
    with transaction.atomic():
        _teachers(people)
        people_helped.before(people)
        held = [one for plan in years() if (one := holding.hold(plan, people, rng)) is not None]
        staying_on.give_up(people)
        coming.go_on(people, rng)
        staying_on.follow(people)
        staying_on.put_off(people)
        staying_on.coach(people)
        staying_on.supervise(people)
        papers.bring(people)
    say(f"· {len(held)} kegiatan 2025–2026 Dinas Perindustrian dicatat")
    return len(held)


def _teachers(people: Cast) -> None:
    for one in content.TEACHERS:
        said = {"name": one.name, "organisation": one.organisation, "fee_class": one.fee,
                "certificate": one.certificate, "phone": one.phone}  # fmt: skip
        row = experts.add(people.office, place=people.office.place, said=said, by=people.staff)
        for group, skill, lasted in one.skills:
            experts.know(row, skill=skill, group=group, years=lasted, by=people.staff)
        if one.name == content.AWAY[0]:
            first, last = (today() + timedelta(days=days) for days in content.AWAY[1:])
            experts.away(row, first=first, last=last, by=people.staff)


def years() -> list[Planned]:
    """What was held until today, in the order of the days."""
    found = [*_lectures(), *_practice()]
    return sorted((one for one in found if one.days[-1] < today()), key=lambda one: one.days)


def _lectures() -> list[Planned]:
    near = len(content.NEAR)
    return [
        Planned(
            content.LECTURES[number // near % len(content.LECTURES)], content.HABITS,
            content.NEAR[number % near], (holding.workday(day),), Decimal(0), THE_SAME,
        )
        for number, day in enumerate(content.LECTURED)
    ]  # fmt: skip


def _practice() -> list[Planned]:
    made = []
    for number, (place, when) in enumerate(content.WENT):
        subject = content.PRACTICE[number % len(content.PRACTICE)]
        last = when if isinstance(when, date) else today() - timedelta(days=when)
        asked = {"groups": [subject.group]} if subject.group else {}
        made.append(
            Planned(
                subject, content.BETTER, place, holding.workdays_to(last, 2), Decimal(4), asked,
                FAIR_QUOTAS,
            )
        )  # fmt: skip
    return made
