"""What a phone sends: kept as it came before anybody looks inside, then noted once.

The bytes are on the disk before a row is written; the rows are one transaction. The same instance
sent again, in parts, in any order, twice at once, or after a killed server, ends as one submission.
See docs/rules/kiriman.md.
"""

from collections.abc import Mapping
from typing import BinaryIO, NamedTuple

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from binaan.access import audit
from binaan.access.permissions import Permission
from binaan.intake import lots
from binaan.intake.actions import arriving
from binaan.intake.models import Attachment, Device, Submission, SubmissionState
from binaan.intake.queries import arrived
from binaan.intake.queries.arrived import Told
from binaan.kit import files

TRIES = 5  # of one instance that arrives several times at once
MOST_NAME = 255
ANOTHER = "Tanda pengenal kiriman ini sudah dipakai kiriman lain yang isinya berbeda."
OPEN_AGAIN = (SubmissionState.PARTIAL, SubmissionState.REVIEW, SubmissionState.RETURNED,
              SubmissionState.READY, SubmissionState.KEPT)  # fmt: skip


class Received(NamedTuple):
    """What became of what was sent. `missing`: files its answers name that have not arrived."""

    submission: Submission
    new: bool
    missing: tuple[str, ...]


def receive(
    xml: BinaryIO, *, attached: Mapping[str, BinaryIO], by, device: Device | None = None
) -> Received:
    """Take one instance in, with the files that came beside it.

    Raises PermissionDenied when this person may not send; OSError when the disk is full. Anything
    else that arrives is kept, also what cannot be read (`SubmissionState.BROKEN`).
    """
    if not by.may(Permission.FIELD_SEND):
        raise PermissionDenied("Tugas Anda tidak mencakup mengirim jawaban dari ponsel.")
    raw = files.store(xml)
    kept = {name[-MOST_NAME:]: files.store(file) for name, file in attached.items()}
    told = arrived.told(by, raw)
    for again in range(1, TRIES + 1):
        try:
            return _noted(raw, kept=kept, told=told, device=device, by=by)
        except IntegrityError:  # the same instance was noted while we looked
            if again == TRIES:
                raise
    raise AssertionError("unreachable")


@transaction.atomic
def _noted(raw: str, *, kept: Mapping[str, str], told: Told, device, by) -> Received:
    names = {sha256: name for name, sha256 in kept.items()}
    files.note_all({raw: "kiriman.xml"} | names, by=by.username)
    submission, new = _found_or_made(raw, told, device, by)
    _attach(submission, told.files, kept)
    missing = tuple(submission.attachments.filter(file=None).values_list("name", flat=True))
    if submission.state == SubmissionState.PARTIAL and not missing:
        _completed(submission)
    if new:
        details = {"form": submission.form_key, "version": submission.form_version,
                   "state": submission.state, "sha256": raw}  # fmt: skip
        audit.record(
            "submission.received", submission, by=by, payload=details, office=submission.office,
            place=submission.place or submission.form_place,
        )  # fmt: skip
    return Received(submission, new, missing)


def _found_or_made(raw: str, told: Told, device, by) -> tuple[Submission, bool]:
    """The submission of this instance; another one beside it when it says something else."""
    there = _held(told.instance_id)
    if there is None:
        return _made(raw, told, told.instance_id, device, by), True
    if there.file_id == raw or arrived.says_the_same(there, told):
        if there.state != SubmissionState.PARTIAL:
            there.copies += 1
            there.save(update_fields=["copies"])
        return there, False
    own_id = f"{told.instance_id}#{raw[:12]}"[-120:]
    other = _held(own_id)
    if other is not None:
        return other, False
    returned = there.state == SubmissionState.RETURNED
    told = told.instead_of(there) if returned else told.troubled(ANOTHER)
    return _made(raw, told, own_id, device, by), True


def _held(instance_id: str) -> Submission | None:
    found = Submission.objects.select_for_update(of=("self",)).select_related("form")
    return found.filter(instance_id=instance_id).first()


def _made(raw: str, told: Told, instance_id: str, device, by) -> Submission:
    made = Submission(
        instance_id=instance_id, device=device, sender=by, received_at=timezone.now(),
        file_id=raw, state=SubmissionState.PARTIAL,
        **told.columns(by),
    )  # fmt: skip
    if told.broken:
        made.state, made.complete_at = SubmissionState.BROKEN, made.received_at
    made.save(force_insert=True)
    before = made.replaces
    if before is not None and before.state in OPEN_AGAIN:
        Submission.objects.filter(pk=before.pk).update(state=SubmissionState.REPLACED)
    return made


def _attach(submission: Submission, named, kept: Mapping[str, str]) -> None:
    """Note the files that are awaited and those that came; the first bytes of a name count."""
    there = {one.name: one for one in submission.attachments.all()}
    now, made = timezone.now(), {}
    for name, sha256 in [*((one, None) for one in named if one not in kept), *kept.items()]:
        one = there.get(name)
        if one is not None and one.file_id and sha256 not in (None, one.file_id):
            name = f"{sha256[:8]}-{name}"[-MOST_NAME:]
            one = there.get(name)
        if one is None:
            came = now if sha256 else None
            made[name] = Attachment(
                submission=submission, name=name, file_id=sha256, arrived_at=came
            )
        elif sha256 and one.file_id is None:
            one.file_id, one.arrived_at = sha256, now
            one.save(update_fields=["file", "arrived_at"])
    Attachment.objects.bulk_create(made.values())


def _completed(submission: Submission) -> None:
    """All of it is here: it finds its campaign, and waits for a person, the worker, or nobody."""
    submission.complete_at = timezone.now()
    submission.state = arrived.standing(submission)
    submission.save(update_fields=["complete_at", "state"])
    if submission.form is not None:
        arriving.settle_in(submission)
    if submission.state == SubmissionState.READY:
        lots.ask(submission.form, by=submission.sender.username)
