"""Campaigns and their targets within reach; how far they are, by village and by person."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db.models import Count, Min, Q, QuerySet, Sum

from binaan.access.models import Assignment, User
from binaan.access.permissions import Permission
from binaan.access.queries import offices as offices_of
from binaan.access.roles import roles_with
from binaan.intake.models import (
    Campaign,
    CampaignState,
    Form,
    FormState,
    Submission,
    SubmissionState,
    Target,
    TargetState,
)
from binaan.intake.rules import fieldplan
from binaan.kit.dates import today
from binaan.places.models import Place
from binaan.places.scope import within

VIEW = Permission.SUBMISSION_VIEW
MANAGE = Permission.FORM_MANAGE
NOT_COUNTED = (
    SubmissionState.PARTIAL,
    SubmissionState.BROKEN,
    SubmissionState.RETURNED,
    SubmissionState.REPLACED,
    SubmissionState.SET_ASIDE,
)
MAY_BE_MET = (TargetState.WAITING, TargetState.NOT_FOUND)
DEALT_WITH = (TargetState.REFUSED, TargetState.NOT_FOUND)


class Part(NamedTuple):
    """A village or a person of a campaign. `key`: code or pk as text, "" for nobody."""

    key: str
    label: str
    wanted: int
    done: int
    refused: int
    people: str = ""

    @property
    def left(self) -> int:
        """Those nobody has dealt with."""
        return max(self.wanted - self.done - self.refused, 0)

    @property
    def percent(self) -> int:
        """Of what was wanted, done; 100 where more came."""
        return min(round(100 * self.done / self.wanted), 100) if self.wanted else 0


class Standing(NamedTuple):
    """A campaign as it stands for the one who asks."""

    progress: fieldplan.Progress
    villages: list[Part]
    persons: list[Part]


def campaigns(user: User, permission: Permission = VIEW) -> QuerySet[Campaign]:
    """Campaigns within reach, and those with targets within reach; the newest first."""
    reach = Campaign.objects.permitted(user, permission).values("pk")
    some = Target.objects.permitted(user, permission).values("campaign")
    found = Campaign.objects.filter(Q(pk__in=reach) | Q(pk__in=some))
    return found.select_related("form", "office", "place").order_by("-starts_on", "-pk")


def managed(user: User) -> QuerySet[Campaign]:
    """The campaigns this user may change: those wholly within reach."""
    return Campaign.objects.permitted(user, MANAGE).select_related("form", "office", "place")


def counted(user: User) -> QuerySet[Campaign]:
    """Campaigns with how many are to be visited or expected (`wanted`)."""
    wanted = Sum("targets__expected", filter=~Q(targets__state=TargetState.DROPPED))
    return campaigns(user).annotate(wanted=wanted)


def forms_to_use(user: User) -> QuerySet[Form]:
    """The forms a campaign may be made for."""
    found = Form.objects.permitted(user, MANAGE).exclude(state=FormState.CLOSED)
    return found.select_related("office").order_by("title")


def offices(user: User) -> QuerySet:
    """The offices in whose name this user runs campaigns."""
    return offices_of(user, MANAGE)


def officers(user: User, campaign: Campaign) -> QuerySet[User]:
    """Who may be sent into the field for a campaign: with the right to send, there, for its office."""
    held = Assignment.objects.in_force().filter(role__in=roles_with(Permission.FIELD_SEND))
    held = held.filter(Q(office=campaign.office_id) | Q(office__isnull=True))
    path = campaign.place.path
    above = [path[:end] for end in range(len(path) + 1) if end == len(path) or path[end] == "."]
    held = held.filter(within("place__path", campaign.place) | Q(place__path__in=["", *above]))
    found = User.objects.filter(is_active=True, pk__in=held.order_by().values("user"))
    return found.order_by("name", "username")


def targets(user: User, campaign: Campaign, permission: Permission = VIEW) -> QuerySet[Target]:
    """The targets of a campaign within reach."""
    found = Target.objects.permitted(user, permission).filter(campaign=campaign)
    return found.select_related("place__parent", "officer")


def assigned(user: User) -> QuerySet[Target]:
    """What this person has to visit: his targets of open campaigns that wait."""
    found = Target.objects.filter(
        officer=user.pk, campaign__state=CampaignState.OPEN, state=TargetState.WAITING
    )
    return found.select_related("campaign__form", "place__parent").order_by("order", "pk")


def to_meet(user: User) -> set[UUID]:
    """The records this person was sent to and may still meet; who was not at home is among them."""
    mine = Target.objects.permitted(user, Permission.FIELD_SEND).filter(
        officer=user, campaign__state=CampaignState.OPEN, state__in=MAY_BE_MET,
        record_id__isnull=False,
    )  # fmt: skip
    return set(mine.order_by().values_list("record_id", flat=True))


def answers(user: User, campaign: Campaign, permission: Permission = VIEW) -> QuerySet[Submission]:
    """The answers of a campaign within reach that count: not returned, replaced, set aside, broken."""
    found = Submission.objects.permitted(user, permission).filter(campaign=campaign)
    return found.exclude(state__in=NOT_COUNTED)


def came(user: User, among: Iterable[Campaign]) -> dict:
    """campaign → how many answers within reach count."""
    found = Submission.objects.permitted(user, VIEW).filter(campaign__in=list(among))
    found = found.exclude(state__in=NOT_COUNTED).order_by()
    return dict(found.values_list("campaign").annotate(many=Count("pk")))


def standing(user: User, campaign: Campaign, on: date | None = None) -> Standing:
    """How far a campaign is, of what this user may see."""
    mine = list(targets(user, campaign).exclude(state=TargetState.DROPPED))
    came = list(
        answers(user, campaign).values_list("target", "place", "sender", "told_on", "received_at")
    )
    days = [told or received.date() for _target, _place, _sender, told, received in came]
    progress = fieldplan.progress(
        wanted=sum(one.expected for one in mine),
        done=days,
        refused=sum(one.expected for one in mine if one.state in DEALT_WITH),
        starts=campaign.starts_on, ends=campaign.ends_on, today=on or today(),
    )  # fmt: skip
    place_of = {one.pk: one.place_id for one in mine}
    by_place = Counter(
        place_of.get(target, place) for target, place, _sender, _told, _received in came
    )
    by_person = Counter(sender for _target, _place, sender, _told, _received in came)
    return Standing(progress, _villages(mine, by_place), _persons(mine, by_person))


def _villages(mine: list[Target], came: Counter) -> list[Part]:
    """By village, the one with the most left first."""
    places = Place.objects.select_related("parent").in_bulk(
        {one.place_id for one in mine} | {code for code in came if code}
    )
    wanted, refused, people = Counter(), Counter(), defaultdict(set)
    for one in mine:
        wanted[one.place_id] += one.expected
        refused[one.place_id] += one.expected if one.state in DEALT_WITH else 0
        if one.officer:
            people[one.place_id].add(str(one.officer))
    parts = [
        Part(code, _in_kecamatan(place), wanted[code], came[code], refused[code],
             ", ".join(sorted(people[code])))
        for code, place in places.items()
    ]  # fmt: skip
    return sorted(parts, key=lambda part: (-part.left, part.label))


def _in_kecamatan(place: Place) -> str:
    village = place.level == "village" and place.parent
    return f"{place.name}, {place.parent.name}" if village else place.name


def _persons(mine: list[Target], came: Counter) -> list[Part]:
    """By person, the one with the most left first; targets nobody has stand under ""."""
    wanted, refused = Counter(), Counter()
    for one in mine:
        wanted[one.officer_id] += one.expected
        refused[one.officer_id] += one.expected if one.state in DEALT_WITH else 0
    names = User.objects.in_bulk([pk for pk in {*wanted, *came} if pk])
    parts = [
        Part(str(pk or ""), str(names[pk]) if pk else "Belum dibagikan", wanted[pk], came[pk],
             refused[pk])
        for pk in {*wanted, *came}
    ]  # fmt: skip
    return sorted(parts, key=lambda part: (-part.left, part.label))


def loads(user: User, campaign: Campaign) -> dict[str, int]:
    """What each person of a campaign already has to visit, by pk as text; for who may manage it."""
    found = Target.objects.filter(
        campaign=campaign, state=TargetState.WAITING, officer__isnull=False
    )
    rows = found.order_by().values_list("officer").annotate(many=Sum("expected"))
    return {str(officer): many for officer, many in rows}


def villages_waiting(user: User, campaign: Campaign) -> dict[str, int]:
    """Villages with targets nobody was given, within reach: how many each."""
    found = targets(user, campaign, MANAGE).filter(officer=None, state=TargetState.WAITING)
    rows = found.order_by().values_list("place").annotate(many=Sum("expected"), first=Min("order"))
    return {place: many for place, many, _first in sorted(rows, key=lambda row: (row[2], row[0]))}


def waiting_for_review(user: User) -> dict:
    """campaign → answers that wait for this user's review."""
    found = Submission.objects.permitted(user, Permission.SUBMISSION_REVIEW)
    found = found.filter(state=SubmissionState.REVIEW, campaign__isnull=False).exclude(
        sender=user.pk
    )
    return dict(found.order_by().values_list("campaign").annotate(many=Count("pk")))
