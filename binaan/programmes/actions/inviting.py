"""Inviting who was chosen, closing the unanswered, calling who waits. docs/rules/peserta.md §1-2."""

from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from binaan.access import parameters
from binaan.kit.ids import new_id
from binaan.kit.workdays import after_workdays
from binaan.programmes.actions import seats
from binaan.programmes.choices import ParticipationState
from binaan.programmes.models import Activity, Candidate, Participation
from binaan.programmes.parameters import ANSWER_DAYS
from binaan.programmes.queries import taking_part
from binaan.programmes.queries.as_served import as_served
from binaan.programmes.rules import marks
from binaan.programmes.rules.tokens import fresh

CARRYING = ("kecamatan", "association", "sex", "young")
NOT_SET = "Tetapkan daftar peserta dahulu, baru undang."
NOT_OPEN = "Undangan dikirim sesudah daftar ditetapkan dan sebelum kegiatan selesai."
PAST = "Kegiatan ini sudah lewat; tidak ada lagi yang dapat diundang."
ALL_INVITED = "Semua yang terpilih sudah diundang."
NOTHING_FREE = "Tidak ada kursi yang perlu diisi."


class Refilled(NamedTuple):
    """How many invitations lapsed, how many were called from the waiting list, how many seats stay empty."""

    lapsed: int
    called: int
    empty: int


@transaction.atomic
def invite(activity: Activity, *, on: date, by) -> list[Participation]:
    """Invite everyone chosen who was not invited yet.

    Raises ValidationError before the list is set, when the activity is over, when nobody is left.
    """
    activity = seats.held(activity, by=by, whole=True)
    _must_be_open(activity, on, by)
    chosen = _once(taking_part.uninvited(by, activity))
    if not chosen:
        raise ValidationError(ALL_INVITED)
    made = _invited(activity, [(one, None) for one in chosen], on, by)
    said = {"invited": len(made), "answer_by": made[0].answer_by}
    seats.note(activity, verb="participation.invited", payload=said, by=by)
    return made


@transaction.atomic
def refill(activity: Activity, *, on: date, by) -> Refilled:
    """Close what was not answered in time, and call somebody from the waiting list for each free seat.

    The first who waits is called; where that would miss a quota, the next who does not miss it.
    """
    activity = seats.held(activity, by=by, whole=True)
    _must_be_open(activity, on, by)
    lapsed = _lapse(activity, on, by)
    free = list(taking_part.freed(by, activity))
    if not free:
        raise ValidationError(NOTHING_FREE)
    pairs = _called(activity, free, by)
    _invited(activity, pairs, on, by)
    done = Refilled(lapsed, len(pairs), len(free) - len(pairs))
    seats.note(activity, verb="participation.replaced", payload=done._asdict(), by=by)
    return done


def _once(found) -> list[Candidate]:
    """Two candidates that are one business by now are invited once."""
    first: dict[UUID, Candidate] = {}
    for one in found.select_related("business"):
        first.setdefault(one.now, one)
    return list(first.values())


def _must_be_open(activity: Activity, on: date, by) -> None:
    if activity.state not in taking_part.INVITING:
        raise ValidationError(NOT_OPEN)
    if taking_part.settled(by, activity) is None:
        raise ValidationError(NOT_SET)
    last = activity.ends_on or activity.starts_on
    if last is not None and last < on:
        raise ValidationError(PAST)


def _lapse(activity: Activity, on: date, by) -> int:
    late = taking_part.unanswered(by, activity, on)
    return late.update(state=ParticipationState.LAPSED, answered_at=None)


def _called(
    activity: Activity, free: list[Participation], by
) -> list[tuple[Candidate, Participation]]:
    """Who takes which seat, as long as somebody waits."""
    quotas = marks.read((taking_part.settled(by, activity)).terms.get("quotas"))
    first: dict[UUID, tuple] = {}  # by the business it is today: two candidates may be one by now
    for now, *one in taking_part.waiting(by, activity).values_list(
        "now", "pk", *CARRYING, "run_by"
    ):
        first.setdefault(now, tuple(one))
    line = list(first.values())
    here = taking_part.holders(by, activity).filter(candidate__isnull=False)
    columns = [f"candidate__{name}" for name in CARRYING]
    carried = [marks.marks_of(*one) for one in here.values_list(*columns)]
    found: list[tuple[int, Participation]] = []
    for seat in free:
        if not line:
            break
        options = [marks.marks_of(*one[1:-1]) for one in line]
        place = (marks.kindest(quotas, carried, options, sign=1) or 0) if quotas else 0
        carried.append(options[place])
        key, *_marks, owner = line.pop(place)
        line = [one for one in line if one[-1] is None or one[-1] != owner]
        found.append((key, seat))
    rows = Candidate.objects.select_related("business").in_bulk([key for key, _seat in found])
    return [(rows[key], seat) for key, seat in found]


def _invited(
    activity: Activity,
    pairs: list[tuple[Candidate, Participation | None]],
    on: date,
    by,
) -> list[Participation]:
    today_as = {one.pk: one.business.merged_into_id or one.business_id for one, _seat in pairs}
    then = as_served(by, list(today_as.values()), on)
    now, last = timezone.now(), _answer_by(activity, on)
    made = [
        Participation(
            id=new_id(), activity=activity, business_id=today_as[one.pk], candidate=one,
            owner_id=then[today_as[one.pk]].owner_id, office=activity.office, stands_for=seat,
            state=ParticipationState.INVITED, invited_at=now, answer_by=last, made_at=now,
            waiting_number=one.place_in_line if seat else None, token=fresh(),
            **then[today_as[one.pk]].fields,
        )
        for one, seat in pairs
    ]  # fmt: skip
    return Participation.objects.bulk_create(made, batch_size=500)


def _answer_by(activity: Activity, on: date) -> date:
    """Some working days from now, but not after the day it begins."""
    days = int(parameters.number(ANSWER_DAYS, office=activity.office, on=on))
    last = after_workdays(on, days)
    begins = activity.starts_on
    return last if begins is None or begins < on else min(last, begins)
