"""What became of participants: grown beside comparable unserved firms, and what was learned.

Source: docs/rules/layanan.md §5. Asked of one regency or less: comparing goes firm by firm.
"""

from collections import Counter, defaultdict
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from django.db.models import Exists, OuterRef

from binaan.access import parameters
from binaan.access.models import User
from binaan.access.permissions import Permission
from binaan.kit.dates import today
from binaan.programmes.choices import ParticipationState, ServiceKind
from binaan.programmes.models import Activity, Participation, Service
from binaan.programmes.parameters import EVIDENCE_LEAST
from binaan.programmes.queries.figures import Question
from binaan.programmes.rules import lasting
from binaan.programmes.rules.effect import MONTHS, Cell, Effect, Side, compared, weighted
from binaan.registry.queries import conditions
from binaan.registry.queries.sizes import size_case
from binaan.registry.rules.activity import observed_since

SYSTEM, MICRO, LARGER = "pp7", "mikro", ("kecil", "menengah", "besar")
DISTRICT = 8  # letters of the path of a kecamatan
TOO_WIDE = ("country", "province")


class Firm(NamedTuple):
    """A firm that was micro before: where and what it was, and its class afterwards ("" unknown)."""

    cell: Cell
    became: str


class Learning(NamedTuple):
    """Of participants of a period; means None where nobody was asked."""

    participants: int
    passed: int
    dropped: int
    gain: Decimal | None
    bands: list[tuple[str, int]]
    tested: int
    satisfaction: Decimal | None
    asked: int
    products: int


def effects(user: User, question: Question) -> list[tuple[int, Effect]]:
    """The comparison 6 and 12 months after the activities of a period; none for a whole province."""
    if question.place.level in TOO_WIDE:
        return []
    least = int(parameters.number(EVIDENCE_LEAST, office=question.office))
    return [(months, _effect(user, question, months, least)) for months in MONTHS]


def _effect(user: User, question: Question, months: int, least: int) -> Effect:
    served: dict[UUID, Firm] = {}
    unserved: dict[UUID, Firm] = {}
    for activity in _activities(user, question):
        before = activity.starts_on - timedelta(days=1)
        after = observed_since(activity.ends_on or activity.starts_on, -months)
        if after > today():
            continue
        mine, others = _sides(user, question, activity, before, after)
        served = {**mine, **served}
        unserved = {**others, **unserved}
    apart = {key: one for key, one in unserved.items() if key not in served}
    return compared(*weighted(_by_cell(served), _by_cell(apart)), least=least)


def _activities(user: User, question: Question) -> list[Activity]:
    found = Activity.objects.permitted(user, Permission.FIGURE_VIEW)
    period = question.period
    found = found.filter(starts_on__range=(period.first, period.last))
    if question.office is not None:
        found = found.filter(office=question.office)
    taught = Service.objects.filter(activity=OuterRef("pk"), kind=ServiceKind.ACTIVITY)
    return list(found.filter(Exists(taught)).order_by("starts_on", "pk"))


def _sides(user: User, question: Question, activity: Activity, before: date, after: date):
    """Participants, and unserved firms of their kecamatan and group, all micro on the day before."""
    micro = conditions.existing(user, at=before, place=question.place).alias(size=size_case(SYSTEM))
    micro = micro.filter(size=MICRO).order_by()
    here = Service.objects.filter(activity=activity, business=OuterRef("business_id"))
    mine = _cells(micro.filter(Exists(here)))
    cells = set(mine.values())
    ever = Service.objects.filter(business=OuterRef("business_id"), on__lte=after)
    near = micro.filter(~Exists(ever), group__in={cell.group for cell in cells})
    others = {key: cell for key, cell in _cells(near).items() if cell in cells}
    return _became(user, mine, after), _became(user, others, after)


def _cells(found) -> dict[UUID, Cell]:
    rows = found.values_list("business_id", "place__path", "group")
    return {key: Cell(path[:DISTRICT], group) for key, path, group in rows}


def _became(user: User, firms: dict[UUID, Cell], after: date) -> dict[UUID, Firm]:
    """Their class afterwards, wherever they stand then; "" where it is not known or they are gone."""
    classes: dict[UUID, str] = {}
    keys = list(firms)
    for start in range(0, len(keys), 500):
        found = conditions.existing(user, at=after).filter(business__in=keys[start : start + 500])
        found = found.annotate(size=size_case(SYSTEM)).order_by()
        classes |= dict(found.values_list("business_id", "size"))
    return {key: Firm(cell, classes.get(key, "")) for key, cell in firms.items()}


def _by_cell(firms: dict[UUID, Firm]) -> dict[Cell, Side]:
    found: dict[Cell, Side] = defaultdict(lambda: Side(0, 0, 0))
    for firm in firms.values():
        was = found[firm.cell]
        found[firm.cell] = Side(
            was.micro + 1, was.measured + bool(firm.became), was.grew + (firm.became in LARGER)
        )
    return dict(found)


def learning(user: User, question: Question) -> Learning:
    """Tests, satisfaction and products of those who began in the period."""
    found = Participation.objects.permitted(user, Permission.FIGURE_VIEW)
    found = found.filter(on__range=(question.period.first, question.period.last))
    if question.office is not None:
        found = found.filter(office=question.office)
    rows = list(
        found.order_by().values_list(
            "state", "pre_score", "post_score", "most_score", "satisfaction", "product_made"
        )
    )
    gains = [
        gain
        for _state, pre, post, most, *_rest in rows
        if pre is not None and post is not None
        and (gain := lasting.n_gain(pre, post, most)) is not None
    ]  # fmt: skip
    bands = Counter(lasting.band(one) for one in gains)
    liked = [row[4] for row in rows if row[4] is not None]
    return Learning(
        len(rows),
        sum(row[0] == ParticipationState.PASSED for row in rows),
        sum(row[0] == ParticipationState.DROPPED for row in rows),
        sum(gains) / len(gains) if gains else None,
        [(label, bands.get(key, 0)) for key, label in lasting.GAINS.items()],
        len(gains),
        Decimal(sum(liked)) / len(liked) if liked else None,
        len(liked),
        sum(bool(row[5]) for row in rows),
    )
