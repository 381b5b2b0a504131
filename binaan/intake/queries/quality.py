"""Quality of the interviews of a campaign: marks of each, shares of each person.

What is usual is judged over the whole campaign, whoever asks; shown is what lies within his reach.
"""

from functools import lru_cache
from typing import NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Count, F, Max

from binaan.access.models import User
from binaan.intake.models import (
    CallBack,
    CallBackResult,
    Campaign,
    FormVersion,
    Review,
    Submission,
)
from binaan.intake.parameters import limits
from binaan.intake.queries import campaigns
from binaan.intake.reviewed import answers_of, asked_in
from binaan.intake.rules import callbacks, fieldwork, questioned
from binaan.kit.dates import today
from binaan.places.models import Outline

LEAST_SHOWN = 5  # interviews below which a share is told as counts only


class Looked(NamedTuple):
    """What was found over the whole campaign; keys are the submissions' as text."""

    interviews: tuple[fieldwork.Interview, ...]
    found: fieldwork.Looked
    usual: float | None
    share: float


class Row(NamedTuple):
    """A person as the page shows him; `differs` of his call-backs, None where none was reached."""

    person: fieldwork.Person
    name: str
    key: str
    returned: int
    differs: callbacks.Differing | None


def looked(user: User, campaign: Campaign) -> Looked:
    """Marks over the whole campaign. Who asks has fetched the campaign with his right."""
    chosen, share = limits(campaign.office, today())
    counting = Submission.objects.filter(campaign=campaign).exclude(state__in=campaigns.NOT_COUNTED)
    stamp = counting.aggregate(
        many=Count("pk"), last=Max("complete_at"), received=Max("received_at")
    )
    reviews = Review.objects.filter(submission__campaign=campaign).aggregate(many=Count("pk"))
    key = (*stamp.values(), *reviews.values())
    return _looked(campaign.pk, campaign.office.time_zone, chosen, share, key)


@lru_cache(maxsize=16)
def _looked(
    campaign: UUID, zone: str, chosen: fieldwork.Limits, share: float, _stamp: tuple
) -> Looked:
    found = Submission.objects.filter(campaign=campaign).exclude(state__in=campaigns.NOT_COUNTED)
    rows = list(
        found.select_related("target").only(
            "sender_id", "begun_at", "ended_at", "received_at", "lat", "lon", "accuracy", "answers",
            "version_id", "place_id", "target__lat", "target__lon", "target__place_id",
        ).order_by("received_at", "pk")
    )  # fmt: skip
    asked = _asked({row.version_id for row in rows if row.version_id})
    now = answers_of(rows)
    centre = _middles({_village(row) for row in rows} - {None})
    interviews = tuple(
        _interview(row, now[row.pk], asked.get(row.version_id, []), centre) for row in rows
    )
    labels = {one.path: one.label for form in asked.values() for one in form}
    judged = fieldwork.looked_at(interviews, ZoneInfo(zone), chosen, labels)
    return Looked(interviews, judged, fieldwork.usual_minutes(interviews), share)


def _asked(versions: set[UUID]) -> dict[UUID, list[questioned.Question]]:
    found = FormVersion.objects.filter(pk__in=versions).select_related("form").defer("xform")
    return {version.pk: asked_in(version) for version in found}


def _middles(codes: set[str]) -> dict[str, fieldwork.Point]:
    """The middle of the box around each place that has an outline."""
    found = Outline.objects.filter(pk__in=codes) if codes else Outline.objects.none()
    return {
        one.pk: fieldwork.Point((one.min_lat + one.max_lat) / 2, (one.min_lon + one.max_lon) / 2)
        for one in found.defer("geometry")
    }


def _village(row: Submission) -> str | None:
    return row.target.place_id if row.target else row.place_id


def _interview(
    row: Submission, now: dict, asked: list[questioned.Question], centre: dict
) -> fieldwork.Interview:
    exact = row.target is not None and row.target.lat is not None and row.target.lon is not None
    target = fieldwork.Point(row.target.lat, row.target.lon) if exact else centre.get(_village(row))
    said = {path: value for path, value in now.items() if isinstance(value, str)}
    return fieldwork.Interview(
        id=str(row.pk), by=str(row.sender_id), begun=row.begun_at, ended=row.ended_at,
        received=row.received_at,
        point=None if row.lat is None or row.lon is None else fieldwork.Point(row.lat, row.lon),
        accuracy=row.accuracy or 0.0, target=target, exact=exact,
        answers={one.path: said[one.path] for one in questioned.compared(asked) if one.path in said},
        figures=_figures(said, asked),
    )  # fmt: skip


def _figures(said: dict[str, str], asked: list[questioned.Question]) -> dict[str, float]:
    found = {}
    for one in questioned.figures(asked):
        try:
            found[one.path] = float(said[one.path])
        except (KeyError, ValueError):
            continue
    return found


def marks(user: User, campaign: Campaign) -> dict[str, list[fieldwork.Mark]]:
    """The marks of each submission, by its key as text."""
    return looked(user, campaign).found.marks


def persons(user: User, campaign: Campaign) -> list[Row]:
    """The persons with answers within reach, those with the most marks an interview first."""
    whole = looked(user, campaign)
    mine = {str(pk) for pk in campaigns.answers(user, campaign).values_list("pk", flat=True)}
    seen = [one for one in whole.interviews if one.id in mine]
    rated = fieldwork.persons(seen, whole.found, share=whole.share, least=LEAST_SHOWN)
    names = User.objects.in_bulk([int(one.by) if one.by.isdigit() else one.by for one in rated])
    by_text = {str(pk): str(person) for pk, person in names.items()}
    returned, differs = _returned(user, campaign), differing(user, campaign)
    return [
        Row(one, by_text.get(one.by, ""), one.by, returned.get(one.by, 0), differs.get(one.by))
        for one in rated
    ]


def _returned(user: User, campaign: Campaign) -> dict[str, int]:
    """How many of each person's answers were ever returned."""
    found = Submission.objects.permitted(user, campaigns.VIEW).filter(campaign=campaign)
    found = found.filter(reviews__kind="return").order_by()
    rows = found.values_list("sender").annotate(many=Count("pk", distinct=True))
    return {str(sender): many for sender, many in rows}


def differing(user: User, campaign: Campaign) -> dict[str, callbacks.Differing]:
    """By person: how much of what was said again by telephone differs."""
    found = CallBack.objects.filter(campaign=campaign).exclude(
        result__in=[CallBackResult.WAITING, CallBackResult.UNREACHED]
    )
    found = found.filter(submission__in=campaigns.answers(user, campaign).values("pk"))
    rows = list(
        found.select_related("submission__version__form").annotate(by_whom=F("submission__sender"))
    )
    now = answers_of([row.submission for row in rows])
    return callbacks.differing(
        callbacks.Outcome(
            str(row.by_whom), _pairs(row, now[row.submission_id]),
            never=row.result == CallBackResult.NEVER_VISITED,
        )
        for row in rows
    )  # fmt: skip


def _pairs(row: CallBack, now: dict) -> tuple[callbacks.Asked, ...]:
    version = row.submission.version
    asked = {one.path: one for one in asked_in(version)}
    return tuple(
        callbacks.Asked(asked[path].kind if path in asked else "text", str(now.get(path, "")), said)
        for path, said in row.asked.items()
    )
