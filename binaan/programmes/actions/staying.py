"""The path of a business: opened by its first service, moved on, closed. Rule: docs/rules/layanan.md."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from binaan.access import audit, parameters
from binaan.access.models import Office
from binaan.access.permissions import Permission
from binaan.programmes.choices import FollowUpState, Stage
from binaan.programmes.models import FollowUp, Participation, Pathway, StageChange
from binaan.programmes.parameters import FIRST_VISIT, MEASURING, PLAN_DAYS, SECOND_VISIT
from binaan.programmes.rules import continuity
from binaan.registry.actions.reach import must_not_be_future, must_say_why, must_stand
from binaan.registry.actions.touching import touch
from binaan.registry.models import Business

OUTSIDE = "Jalur pembinaan ini di luar wilayah atau kantor tugas Anda."
CLOSED = "Jalur pembinaan ini sudah ditutup {on:%d-%m-%Y}."
CASES = "Masih ada {many} kasus terbuka; tutup dahulu dengan hasilnya."
KEYS = (PLAN_DAYS, FIRST_VISIT, SECOND_VISIT, MEASURING)


class Begun(NamedTuple):
    """What opens a path or moves it on: whose office, the kind of activity, the day, in words why."""

    office: Office
    kind: str
    on: date
    why: str


@transaction.atomic
def open_after(participation: Participation, *, last_session: date, by) -> Pathway | None:
    """What follows when a participant passed or dropped out: the path, its stage, what is due.

    `last_session`: the day all is counted from. None for an activity that is no service
    (sosialisasi, monitoring …). Said twice it changes nothing. Called inside the transaction of the
    action that recorded it, which has asked the reach of `by`.
    """
    found = open_after_all([participation], last_session=last_session, by=by)
    return found[0] if found else None


@transaction.atomic
def open_after_all(
    participations: Iterable[Participation], *, last_session: date, by
) -> list[Pathway]:
    """The same for all participants of one activity at once: a few questions however many they are."""
    rows = {one.business_id: one for one in participations}
    if not rows:
        return []
    activity = next(iter(rows.values())).activity
    if continuity.stage_after(None, activity.kind) is None:
        return []
    begun = Begun(activity.office, activity.kind, last_session, f"Mengikuti {activity.title}")
    paths = _open(rows, begun, by)
    _make_due(paths, rows, last_session)
    touch(list(rows))
    return list(paths.values())


@transaction.atomic
def open_path(business: Business, *, begun: Begun, by) -> Pathway:
    """The open path of a business with an office, opened now if there is none, moved on by a service.

    A later stage moves the path on, none moves it back. As `open_after`, the caller has asked the
    reach.
    """
    return _open({business.pk: None}, begun, by)[business.pk]


def _open(rows: Mapping[UUID, Participation | None], begun: Begun, by) -> dict[UUID, Pathway]:
    """The open path of each business, by key; `rows`: by which participation it would be opened."""
    held = Business.objects.select_for_update(of=("self",)).filter(pk__in=list(rows))
    businesses = list(held.order_by("pk"))
    open_ones = Pathway.objects.select_for_update(of=("self",), no_key=True).order_by("pk")
    there = open_ones.filter(business__in=businesses, office=begun.office, closed_on=None)
    paths = {one.business_id: one for one in there}
    new, moved = [], []
    for one in businesses:
        must_stand(one)
        path = paths.get(one.pk)
        if path is None:
            path = paths[one.pk] = Pathway(
                business=one, office=begun.office, place_id=one.place_id, opened_on=begun.on,
                opened_by=rows[one.pk], stage=Stage.TRAINING,
            )  # fmt: skip
            new.append(path)
        was = path.stage
        path.stage = continuity.stage_after(was, begun.kind) or was
        if path.stage != was and path not in new:
            moved.append(path)
    Pathway.objects.bulk_create(new)
    for path in moved:
        path.save(update_fields=["stage"])
    _steps(new, begun.on, begun.why, by, verb="pathway.opened")
    _steps(moved, begun.on, begun.why, by, verb="pathway.moved")
    return paths


def _make_due(
    paths: Mapping[UUID, Pathway], rows: Mapping[UUID, Participation], last: date
) -> None:
    """What is due after participations, unless it is there already."""
    keys = [one.pk for one in rows.values()]
    known = FollowUp.objects.filter(participation__in=keys).values_list("participation", "kind")
    there = set(known)
    office = next(iter(paths.values())).office
    asked = parameters.numbers(KEYS, office=office, on=last)
    days = continuity.Days(*(int(asked[key]) for key in KEYS))
    FollowUp.objects.bulk_create(
        [
            FollowUp(
                business_id=key, pathway=paths[key], participation=one, kind=due.kind,
                served_on=last, first_due=due.on, due=due.on, officer_id=paths[key].officer_id,
                place_id=paths[key].place_id, office=office,
            )
            for key, one in rows.items()
            for due in continuity.schedule(last, days)
            if (one.pk, due.kind) not in there
        ],
        batch_size=1000,
    )  # fmt: skip


@transaction.atomic
def move(pathway: Pathway, *, stage: int, reason: str, on: date, by) -> Pathway:
    """A person moves a path to another stage, with the reason; independence is `close`."""
    pathway = _held(pathway, by)
    must_not_be_future(on)
    reason = must_say_why(reason)
    if stage not in Stage.values or stage == Stage.INDEPENDENT:
        raise ValidationError({"stage": "Pilih tahap pelatihan, pembinaan atau pendampingan."})
    if stage == pathway.stage:
        raise ValidationError({"stage": "Jalurnya sudah pada tahap ini."})
    pathway.stage = Stage(stage)
    pathway.save(update_fields=["stage"])
    _step(pathway, on, reason, by, verb="pathway.moved")
    touch([pathway.business_id])
    _must_hold(pathway, by)
    return pathway


@transaction.atomic
def close(pathway: Pathway, *, independent: bool, reason: str, on: date, by) -> Pathway:
    """A path ends: the business stands on its own, or for a reason. What is due falls away with it.

    Raises ValidationError while a case of the path is open.
    """
    pathway = _held(pathway, by)
    must_not_be_future(on)
    reason = must_say_why(reason)
    if on < pathway.opened_on:
        raise ValidationError({"on": "Jalurnya belum dibuka pada tanggal ini."})
    if many := pathway.cases.filter(closed_on=None).count():
        raise ValidationError(CASES.format(many=many))
    if independent:
        pathway.stage = Stage.INDEPENDENT
    pathway.closed_on, pathway.closed_why = on, reason[:300]
    pathway.save()
    waiting = pathway.follow_ups.filter(state=FollowUpState.DUE)
    dropped = waiting.update(state=FollowUpState.DROPPED, outcome=f"Jalur ditutup: {reason}")
    _step(pathway, on, reason, by, verb="pathway.closed", dropped=dropped)
    touch([pathway.business_id])
    _must_hold(pathway, by)
    return pathway


def _held(pathway: Pathway, by) -> Pathway:
    """The path as it stands, locked, within reach and open. Raises ValidationError for a closed one."""
    found = Pathway.objects.select_for_update(of=("self",)).select_related("office", "place")
    pathway = found.get(pk=pathway.pk)
    _must_hold(pathway, by)
    if pathway.closed_on is not None:
        raise ValidationError(CLOSED.format(on=pathway.closed_on))
    return pathway


def _must_hold(pathway: Pathway, by) -> None:
    """Raises PermissionDenied for a path out of reach."""
    if not Pathway.objects.permitted(by, Permission.FOLLOW_UP).filter(pk=pathway.pk).exists():
        raise PermissionDenied(OUTSIDE)


def _step(pathway: Pathway, on: date, reason: str, by, *, verb: str, **more) -> None:
    _steps([pathway], on, reason, by, verb=verb, **more)


def _steps(paths: list[Pathway], on: date, reason: str, by, *, verb: str, **more) -> None:
    """Each step kept with its path; in the trail one event, of its path or of all together."""
    if not paths:
        return
    now = timezone.now()
    StageChange.objects.bulk_create(
        [StageChange(pathway=one, stage=one.stage, on=on, reason=reason[:300], by=by.username, at=now)
         for one in paths]
    )  # fmt: skip
    first, whose = paths[0], [str(one.business_id) for one in paths]
    said = {"on": on, "reason": reason} | more
    if len(paths) == 1:
        said |= {"business": whose[0], "stage": int(first.stage)}
    else:
        said |= {"businesses": whose, "stages": [int(one.stage) for one in paths]}
    audit.record(verb, first if len(paths) == 1 else None, by=by, payload=said,
                 place=first.place if len(paths) == 1 else first.office.place,
                 office=first.office)  # fmt: skip
