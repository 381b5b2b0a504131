"""What participants learned, and how the activity ends for each. docs/rules/peserta.md §4."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from binaan.access import parameters
from binaan.kit import bulk
from binaan.kit.models import StoredFile
from binaan.programmes.actions import attending, seats, staying
from binaan.programmes.choices import ActivityState, ParticipationState
from binaan.programmes.models import Activity, Participation
from binaan.programmes.parameters import PRESENT
from binaan.programmes.queries import taking_part
from binaan.programmes.rules.attending import ending

S = ParticipationState
THERE = (S.RUNNING, S.PASSED, S.DROPPED)
NEVER_CAME = "Tidak hadir pada satu sesi pun."
TOO_LITTLE = "Hadir {share}% dari jam kegiatan, kurang dari {least}%."
NOT_OVER = "Sesi terakhir belum berlangsung."
BEST_LIKED = 5
ENDED_BY = ("state", "declined_why", "dropped_why")


@dataclass(frozen=True)
class Learned:
    """What is said of one; None leaves what is there. Scores 0 to `most`, satisfaction 1 to 5."""

    pre: Decimal | None = None
    post: Decimal | None = None
    most: Decimal | None = None
    satisfaction: int | None = None
    product: str | None = None
    photo: StoredFile | None = None


class Ended(NamedTuple):
    """How many passed, dropped out, never came; how many only lack their last test."""

    passed: int
    dropped: int
    absent: int
    untested: int


@transaction.atomic
def learn(activity: Activity, *, learned: Mapping[UUID, Learned], by) -> int:
    """Write tests, satisfaction and products of participants who were there; answers how many changed.

    Raises ValidationError for a score beyond its bounds or a participant who never came.
    """
    activity = seats.held(activity, by=by)
    if activity.state not in (ActivityState.RUNNING, ActivityState.CLOSED):
        raise ValidationError(seats.NOT_RUNNING)
    rows = list(
        activity.participations.filter(pk__in=list(learned)).select_related(
            "business", "place", "office"
        )
    )
    seats.must_reach(rows, by=by)
    changed = [one for one in rows if _write(one, learned[one.pk])]
    for one in changed:
        one.save()
    if changed:
        said = {"participants": [str(one.pk) for one in changed]}
        seats.note(activity, verb="participation.learned", payload=said, by=by)
    return len(changed)


def _write(one: Participation, said: Learned) -> bool:
    """Put it on the row; whether anything is new."""
    given = {
        "pre_score": said.pre, "post_score": said.post, "most_score": said.most,
        "satisfaction": said.satisfaction, "product_made": said.product,
        "product_photo": said.photo,
    }  # fmt: skip
    new = {
        name: value for name, value in given.items()
        if value is not None and value != getattr(one, name)
    }  # fmt: skip
    if new and one.state not in THERE:
        raise ValidationError(f"{one.business} belum tercatat hadir.")
    for name, value in new.items():
        setattr(one, name, value)
    _check(one)
    return bool(new)


def _check(one: Participation) -> None:
    for name, score in (("Pretes", one.pre_score), ("Postes", one.post_score)):
        if score is not None and not 0 <= score <= one.most_score:
            raise ValidationError(f"{one.business}: {name} antara 0 dan {one.most_score:g}.")
    if one.satisfaction is not None and not 1 <= one.satisfaction <= BEST_LIKED:
        raise ValidationError(f"{one.business}: kepuasan antara 1 dan {BEST_LIKED}.")


@transaction.atomic
def end(activity: Activity, *, on: date, by) -> Ended:
    """Say of every participant how the activity ended, after its last session.

    Passed: there long enough, and tested where the kind has a test. Dropped out: there too little.
    Absent: never there. Who only lacks the last test keeps its state until the test is written down.
    Who passed or dropped out gets its path and what is due after it.
    """
    activity = seats.held(activity, by=by, whole=True)
    seats.must_run(activity, by=by)
    held = taking_part.sessions(by, activity)
    if not held or held[-1].session.on > on:
        raise ValidationError(NOT_OVER)
    least = parameters.number(PRESENT, office=activity.office, on=on)
    rows = list(activity.participations.filter(state__in=(S.INVITED, S.CONFIRMED, S.RUNNING)))
    attending.settle(activity, rows=rows, by=by)
    for one in rows:
        _end(one, activity.kind, least)
    ends = {one.pk: {name: getattr(one, name) for name in ENDED_BY} for one in rows}
    bulk.update_alike(Participation, ends)
    after = list(activity.participations.filter(state__in=(S.PASSED, S.DROPPED)))
    staying.open_after_all(after, last_session=held[-1].session.on, by=by)
    states = [one.state for one in rows]
    done = Ended(*(states.count(one) for one in (S.PASSED, S.DROPPED, S.ABSENT, S.RUNNING)))
    seats.note(activity, verb="participation.passed", payload=done._asdict(), by=by)
    return done


def _end(one: Participation, kind: str, least: Decimal) -> None:
    if one.state != S.RUNNING:
        one.state, one.declined_why = S.ABSENT, NEVER_CAME
        return
    share = one.present_share or Decimal(0)
    one.state = S(ending(kind, share, least, tested=one.post_score is not None))
    if one.state == S.DROPPED:
        one.dropped_why = TOO_LITTLE.format(share=f"{share:.0f}", least=f"{least:.0f}")
