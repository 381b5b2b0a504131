"""The path of a business: opened by its first service, moved on, closed. Rule: docs/rules/layanan.md."""

from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from binaan.access import audit, parameters
from binaan.access.permissions import Permission
from binaan.programmes.choices import FollowUpState, Stage
from binaan.programmes.models import FollowUp, Participation, Pathway, StageChange
from binaan.programmes.parameters import FIRST_VISIT, MEASURING, PLAN_DAYS, SECOND_VISIT
from binaan.programmes.rules import continuity
from binaan.registry.actions.reach import locked, must_not_be_future, must_say_why
from binaan.registry.actions.touching import touch
from binaan.registry.models import Business

OUTSIDE = "Jalur pembinaan ini di luar wilayah atau kantor tugas Anda."
CLOSED = "Jalur pembinaan ini sudah ditutup {on:%d-%m-%Y}."
CASES = "Masih ada {many} kasus terbuka; tutup dahulu dengan hasilnya."
KEYS = (PLAN_DAYS, FIRST_VISIT, SECOND_VISIT, MEASURING)


@transaction.atomic
def open_after(participation: Participation, *, last_session: date, by) -> Pathway | None:
    """What follows when a participant passed or dropped out: the path, its stage, what is due.

    `last_session`: the day all is counted from. None for an activity that is no service
    (sosialisasi, monitoring …). Said twice it changes nothing. Called inside the transaction of the
    action that recorded it, which has asked the reach of `by`.
    """
    activity = participation.activity
    if continuity.stage_after(None, activity.kind) is None:
        return None
    pathway = open_path(
        participation.business, office=activity.office, kind=activity.kind, on=last_session,
        why=f"Mengikuti {activity.title}", participation=participation, by=by,
    )  # fmt: skip
    _make_due(pathway, participation, last_session)
    touch([participation.business_id])
    return pathway


@transaction.atomic
def open_path(
    business: Business, *, office, kind: str, on: date, why: str, by,
    participation: Participation | None = None,
) -> Pathway:  # fmt: skip
    """The open path of a business with an office, opened now if there is none, moved on by a service.

    `kind`: of the activity (a later stage moves the path on, none moves it back). As `open_after`,
    the caller has asked the reach.
    """
    business = locked(business)
    pathway = Pathway.objects.filter(business=business, office=office, closed_on=None).first()
    new = pathway is None
    if pathway is None:
        pathway = Pathway(
            business=business, office=office, place_id=business.place_id, opened_on=on,
            opened_by=participation, stage=Stage.TRAINING,
        )  # fmt: skip
    stage = continuity.stage_after(pathway.stage, kind) or pathway.stage
    moved = stage != pathway.stage
    pathway.stage = stage
    if new or moved:
        pathway.save()
        _step(pathway, on, why, by, verb="pathway.opened" if new else "pathway.moved")
    return pathway


def _make_due(pathway: Pathway, participation: Participation, last: date) -> None:
    """What is due after a participation, unless it is there already."""
    asked = {key: int(parameters.number(key, office=pathway.office, on=last)) for key in KEYS}
    days = continuity.Days(*(asked[key] for key in KEYS))
    there = set(participation.follow_ups.values_list("kind", flat=True))
    FollowUp.objects.bulk_create(
        [
            FollowUp(
                business_id=pathway.business_id, pathway=pathway, participation=participation,
                kind=due.kind, served_on=last, first_due=due.on, due=due.on,
                officer_id=pathway.officer_id, place_id=pathway.place_id, office=pathway.office,
            )
            for due in continuity.schedule(last, days)
            if due.kind not in there
        ]
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
    StageChange.objects.create(
        pathway=pathway, stage=pathway.stage, on=on, reason=reason[:300], by=by.username,
        at=timezone.now(),
    )  # fmt: skip
    said = {"business": str(pathway.business_id), "stage": int(pathway.stage), "on": on}
    audit.record(verb, pathway, by=by, payload=said | {"reason": reason} | more,
                 place=pathway.place, office=pathway.office)  # fmt: skip
