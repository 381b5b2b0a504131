"""Guidance of many businesses as work of a person: at once, or by the worker in parts."""

from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from binaan.access.models import Office, User
from binaan.access.permissions import Permission
from binaan.kit import jobs
from binaan.kit.models import Job
from binaan.kit.numbers import id_number
from binaan.registry.actions.guiding import MANY, Many, end_many, guide_many
from binaan.registry.queries.pages import my_offices
from binaan.web.taking.choosing import Choice

KIND = "directory.guide"
START, END = "mulai", "akhiri"
MOST = 20_000
DONE = {START: "mulai dibina", END: "tidak lagi dibina"}


class Order(NamedTuple):
    """What is to be done: `what` is START or END; `on`: the day it begins or ends."""

    what: str
    office: Office
    on: date
    reason: str


def guide(choice: Choice, order: Order, *, by: User) -> Many | Job:
    """Do it now, or leave more than MANY businesses to the worker.

    Raises ValidationError with a sentence, PermissionDenied for an office that is not mine.
    """
    if not by.may(Permission.BUSINESS_EDIT):
        raise PermissionDenied("Tugas Anda tidak mencakup mengubah pembinaan.")
    if not my_offices(by).filter(pk=order.office.pk).exists():
        raise PermissionDenied(f"Anda tidak bertugas untuk {order.office.name}.")
    choice.must_be_read()
    ids = list(choice.ids(by, Permission.BUSINESS_EDIT, MOST + 1))
    if not ids:
        raise ValidationError("Pilihan ini kosong: tidak ada usaha yang dapat diubah.")
    if len(ids) > MOST:
        raise ValidationError(
            f"Sekali jalan paling banyak {id_number(MOST)} usaha. Saring lebih sempit, misalnya "
            "per kecamatan."
        )
    if len(ids) <= MANY:
        return _part(order, ids, by)
    arguments = {
        "what": order.what, "office": str(order.office.pk), "on": order.on.isoformat(),
        "reason": order.reason, "user": str(by.pk), "ids": "".join(pk.hex for pk in ids),
        "through": 0, "done": 0, "left_out": {},
    }  # fmt: skip
    return jobs.enqueue(KIND, arguments, by=by.username)


def _part(order: Order, ids: list[UUID], by: User) -> Many:
    if order.what == START:
        return guide_many(ids, office=order.office, since=order.on, reason=order.reason, by=by)
    return end_many(ids, office=order.office, on=order.on, reason=order.reason, by=by)


@jobs.job(KIND)
def work(job: Job, beat) -> None:
    """Part by part; each is committed with how far it went, so a killed worker goes on there."""
    said = job.arguments
    office = Office.objects.select_related("place").get(pk=said["office"])
    order = Order(said["what"], office, date.fromisoformat(said["on"]), said["reason"])
    ids = [UUID(said["ids"][at : at + 32]) for at in range(0, len(said["ids"]), 32)]
    while said["through"] < len(ids):
        by = User.objects.get(pk=said["user"])  # read anew: rights as they are now
        with transaction.atomic():
            beat(said["through"], len(ids), "Mencatat pembinaan")
            part = ids[said["through"] : said["through"] + MANY]
            said = _further(said, len(part), _part(order, part, by))
            Job.objects.filter(pk=job.pk).update(arguments=said)


def _further(said: dict, count: int, part: Many) -> dict:
    left = dict(said["left_out"])
    for why, number in part.left_out.items():
        left[why] = left.get(why, 0) + number
    through, done = said["through"] + count, said["done"] + part.done
    return {**said, "through": through, "done": done, "left_out": left}


def outcome(what: str, many: Many) -> list[str]:
    """Sentences that say what was done, and what was not and why."""
    first = f"{id_number(many.done)} usaha {DONE[what]}."
    return [
        first,
        *(f"{id_number(count)} dilewati: {why}." for why, count in many.left_out.items()),
    ]


def job_of(user: User, pk: UUID) -> Job | None:
    """A job somebody started himself."""
    return Job.objects.filter(pk=pk, kind=KIND, by=user.username).first()


def many_of(job: Job) -> Many:
    """How far a job came."""
    return Many(job.arguments["done"], job.arguments["left_out"])
