"""Whom the enumerators of the demo met, when and for how long: usual days, and marks to be found."""

from collections.abc import Iterator, Sized
from datetime import timedelta
from random import Random
from typing import NamedTuple

from binaan.access.models import User
from binaan.demo.street import answers
from binaan.intake.models import Campaign, Target
from binaan.kit.dates import today
from binaan.kit.workdays import is_workday
from binaan.registry.models import Business

MET, OPERATOR_MET, NEW, VENDORS = 22, 7, 4, 9
USUAL = 22  # minutes an interview takes
FIRST_HOUR, APART = 8.3, 0.9
A_DAY = 5
HUGE = "960000"


class Sent(NamedTuple):
    """An interview as it was sent. `ago`: days; `hour`: of the day, when it began; `minutes` it took;
    `shift`: of the position from the target, in degrees; `wrong_clock`: it ended in the future."""

    target: Target
    by: User
    said: dict[str, str]
    ago: int
    hour: float
    minutes: int = USUAL
    shift: float = 0.0004
    wrong_clock: bool = False


def interviews(campaign: Campaign, first: User, second: User, rng: Random) -> list[Sent]:
    """Those about businesses: two people, a few new ones, and two who met the same business."""
    mine = list(campaign.targets.filter(officer=first, record_id__isnull=False)[:MET])
    hers = list(campaign.targets.filter(officer=second, record_id__isnull=False)[:OPERATOR_MET])
    open_ = list(campaign.targets.filter(record_id=None))
    businesses = Business.objects.in_bulk([one.record_id for one in (*mine, *hers)])
    met = [*mine, *(open_[number % len(open_)] for number in range(NEW))]
    found = [
        _usual(one, businesses.get(one.record_id), first, _turn(at, met), rng)
        for at, one in enumerate(met)
    ]
    found += [
        _usual(one, businesses[one.record_id], second, _turn(at, hers), rng)
        for at, one in enumerate(hers)
    ]
    return [*_marked(found), *_twice(mine, businesses, second, rng)]


def vendors(campaign: Campaign, officer: User, rng: Random) -> list[Sent]:
    """New street vendors, in the evening."""
    open_ = list(campaign.targets.all())
    rows = []
    for at in range(VENDORS):
        target = open_[at % len(open_)]
        said = answers.of_vendor(target.place, rng)
        ago, number = _turn(at, range(VENDORS))
        hour = 16 + number * 0.6
        rows.append(Sent(target, officer, said, ago, hour, 11 + rng.randint(0, 8)))
    return rows


def _usual(
    target: Target, business: Business | None, officer: User, turn: tuple[int, int], rng: Random
) -> Sent:
    ago, number = turn
    said = answers.of_business(business, target.place, rng)
    return Sent(
        target, officer, said, ago, FIRST_HOUR + number * APART, USUAL + rng.randint(-7, 12)
    )


def _turn(at: int, of: Sized) -> tuple[int, int]:
    """Days ago, and which of that day: so many a working day, the last ones yesterday or before."""
    days = list(_workdays())[-len(of) // A_DAY :]
    return days[at // A_DAY], at % A_DAY


def _workdays() -> Iterator[int]:
    """Days ago, of the working days of the last fortnight; the longest ago first."""
    return (ago for ago in range(14, 0, -1) if is_workday(today() - timedelta(days=ago)))


def _marked(found: list[Sent]) -> list[Sent]:
    """What quality looks for, planted: quick ones, night, far, huge, a clock, a row of equal answers."""
    rows = list(found)
    for at in (6, 7, 8):
        rows[at] = rows[at]._replace(minutes=4)
    rows[16] = rows[16]._replace(hour=22.4)
    for at in (17, 18):
        rows[at] = rows[at]._replace(shift=0.03)
    rows[19] = rows[19]._replace(said=rows[19].said | {"listrik_kwh": HUGE})
    rows[20] = rows[20]._replace(wrong_clock=True)
    for at in range(MET + 1, MET + NEW):
        named = {name: rows[at].said[name] for name in ("nama_usaha", "nama", "kode_desa")}
        rows[at] = rows[at]._replace(said=rows[MET].said | named)
    return rows


def _twice(met: list[Target], businesses, other: User, rng: Random) -> Iterator[Sent]:
    """Two the operator met as well, and was told something else."""
    for target in met[2:4]:
        said = answers.of_business(businesses[target.record_id], target.place, rng)
        said |= {"produk_utama": f"{said['produk_utama']} dan kue kering", "tk_dibayar_p": "3"}
        yield Sent(target, other, said, 1, 13.2, 24)
