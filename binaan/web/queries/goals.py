"""The few sasaran somebody is judged by, for the desk of heads and planners."""

from typing import NamedTuple

from django.urls import reverse

from binaan.access.models import User
from binaan.access.permissions import Permission
from binaan.kit.dates import today
from binaan.kit.numbers import rounded, rupiah_short
from binaan.planning.queries import overview
from binaan.planning.queries.overview import Line, Overview

MOST = 5
WHO = (Permission.PLAN_SET, Permission.PLAN_EDIT, Permission.ACHIEVEMENT_CHECK)


class Goal(NamedTuple):
    """An indicator of a sasaran: what it reached of its target, and the rate in percent."""

    name: str
    note: str
    rate: object
    tone: str
    url: str


class Goals(NamedTuple):
    """The document they stand in, with its money in words; `more`: sasaran beyond those shown."""

    title: str
    url: str
    money: str
    goals: list[Goal]
    more: int


def goals(user: User) -> Goals | None:
    """Those of the year, of the own bidang where somebody has one; None where there is no plan."""
    if not any(user.may(one) for one in WHO):
        return None
    year = today().year
    documents = overview.documents(user, year)
    found = overview.overview(user, documents[0], year) if documents else None
    if found is None or found.version.set_at is None:
        return None
    lines = [line for one in overview.mine(user, found) for line in one.lines]
    url = f"{reverse('plan_overview')}?tahun={year}&dokumen={found.document.pk}"
    money = f"{rupiah_short(found.money.spent)} dari {rupiah_short(found.money.ceiling)}"
    shown = [_goal(found, line) for line in lines[:MOST]]
    return Goals(str(found.document), url, money, shown, len(lines) - len(shown)) if shown else None


def _goal(found: Overview, line: Line) -> Goal:
    rate, one = line.stood.rate.value, line.mark.indicator
    reached = "belum diisi" if line.stood.reached is None else rounded(line.stood.reached)
    note = f"{reached} dari {rounded(line.stood.year)} {one.unit.lower()}"
    if line.forecast.value is not None:
        note += f" · perkiraan akhir tahun {rounded(line.forecast.value)}"
    url = reverse(
        "achievement_detail", args=[found.document.pk, found.year, line.quarter or 4, one.key]
    )
    return Goal(one.name, note, rate, overview.tone(rate), url)
