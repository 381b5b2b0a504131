"""An invitation is answered, by the owner with its link or by an officer who asked. docs/rules/peserta.md §2."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from binaan.access.models import User
from binaan.programmes.actions import seats
from binaan.programmes.choices import ParticipationState
from binaan.programmes.models import Activity, Participation
from binaan.programmes.queries import taking_part
from binaan.programmes.rules import inviting

TAKEN = "Kursi ini sudah diberikan kepada usaha lain dari daftar tunggu."
LATE = "Batas menjawab sudah lewat; hubungi kantor penyelenggara."
ANSWERED = "Undangan ini tidak dapat dijawab lagi: {state}."
WHY = "Tuliskan alasan tidak dapat hadir."
LONGEST = 300


@transaction.atomic
def answer(
    participation: Participation, *, comes: bool, why: str = "", by: User | str
) -> Participation:
    """Say yes, or no with a reason; changed until the activity begins or the seat is given away.

    `by`: the officer, whose reach is asked, or the name under which the owner's link is noted.
    Raises ValidationError where it cannot be answered any more.
    """
    found = _held(participation, by)
    _must_be_open(found)
    why = " ".join(why.split())[:LONGEST]
    if not comes and not why:
        raise ValidationError({"why": WHY})
    found.state = ParticipationState.CONFIRMED if comes else ParticipationState.DECLINED
    found.declined_why = "" if comes else why
    found.answered_at = timezone.now()
    found.save(update_fields=["state", "declined_why", "answered_at"])
    said = {"state": found.state, "why": found.declined_why}
    seats.note(found, verb="participation.answered", payload=said, by=by)
    return found


def _held(participation: Participation, by) -> Participation:
    if isinstance(by, User):
        seats.held(participation.activity, by=by)
        seats.must_reach([participation], by=by)
    else:
        Activity.objects.select_for_update(of=("self",)).get(pk=participation.activity_id)
    rows = Participation.objects.select_related("activity", "office", "place")
    return rows.get(pk=participation.pk)


def _must_be_open(found: Participation) -> None:
    if found.state == ParticipationState.LAPSED:
        raise ValidationError(LATE)
    open_now = found.activity.state in taking_part.INVITING
    if found.state not in inviting.ANSWERING or not open_now:
        raise ValidationError(ANSWERED.format(state=found.get_state_display().lower()))
    if Participation.objects.filter(stands_for=found).exists():
        raise ValidationError(TAKEN)
