"""What a phone sends: kept as it came before anybody looks inside, then noted once.

The bytes are on the disk before a row is written; the rows are one transaction. The same instance
sent again, in parts, in any order, twice at once, or after a killed server, ends as one submission.
See docs/rules/kiriman.md.
"""

from collections.abc import Mapping
from typing import Any, BinaryIO, NamedTuple

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from binaan.access import audit
from binaan.access.permissions import Permission
from binaan.intake.actions import arriving
from binaan.intake.models import Attachment, Device, Submission, SubmissionState
from binaan.intake.queries import arrived
from binaan.intake.queries.arrived import Told
from binaan.kit import files, prepared
from binaan.kit.queueing import in_turn

TRIES = 5  # of one instance that arrives several times at once
MOST_NAME = 255
ANOTHER = "Tanda pengenal kiriman ini sudah dipakai kiriman lain yang isinya berbeda."
OPEN_AGAIN = (SubmissionState.PARTIAL, SubmissionState.REVIEW, SubmissionState.RETURNED,
              SubmissionState.READY, SubmissionState.KEPT)  # fmt: skip


class Sent(NamedTuple):
    """One sending, its bytes kept already: digest of the XML, file name → digest, phone and sender."""

    raw: str
    kept: Mapping[str, str]
    device: Device | None
    by: Any


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
    sent, told = Sent(raw, kept, device, by), arrived.told(by, raw)
    for again in range(1, TRIES + 1):
        try:
            with in_turn():
                return _noted(sent, told)
        except IntegrityError:  # the same instance was noted while we looked
            if again == TRIES:
                raise
    raise AssertionError("unreachable")


@transaction.atomic
def _noted(sent: Sent, told: Told) -> Received:
    names = {sha256: name for name, sha256 in sent.kept.items()}
    files.note_all({sent.raw: "kiriman.xml"} | names, by=sent.by.username)
    there = _held(told.instance_id)
    if there is None:
        return _new(sent, told, told.instance_id)
    if there.file_id == sent.raw or arrived.says_the_same(there, told):
        if there.state != SubmissionState.PARTIAL:
            there.copies += 1
            there.save(update_fields=["copies"])
        return _more(there, told, sent.kept)
    own_id = f"{told.instance_id}#{sent.raw[:12]}"[-120:]
    other = _held(own_id)
    if other is not None:
        return _more(other, told, sent.kept)
    returned = there.state == SubmissionState.RETURNED
    told = told.instead_of(there) if returned else told.troubled(ANOTHER)
    return _new(sent, told, own_id)


def _held(instance_id: str) -> Submission | None:
    named = prepared.text_slot("instance")
    known = prepared.rows(
        "an instance that came before",
        lambda: Submission.objects.filter(instance_id=named.mark).values_list("instance_id"),
        (named,), {named.name: instance_id},
    )  # fmt: skip
    if not known:
        return None
    found = Submission.objects.select_for_update(of=("self",)).select_related("form")
    return found.get(instance_id=instance_id)


def _new(sent: Sent, told: Told, instance_id: str) -> Received:
    """An instance nobody had sent: written once, as what it is by the files that came with it."""
    missing = tuple(name for name in told.files if name not in sent.kept)
    made = Submission(
        instance_id=instance_id, device=sent.device, sender=sent.by, received_at=timezone.now(),
        file_id=sent.raw, state=SubmissionState.PARTIAL,
        **told.columns(sent.by),
    )  # fmt: skip
    if told.broken:
        made.state, made.complete_at = SubmissionState.BROKEN, made.received_at
    elif not missing:
        _complete(made)
        if made.form is not None:
            arriving.meet(made)
    made.save(force_insert=True)
    before = made.replaces
    if before is not None and before.state in OPEN_AGAIN:
        Submission.objects.filter(pk=before.pk).update(state=SubmissionState.REPLACED)
    _attach(made, missing, sent.kept, there={})
    if made.complete_at and made.form is not None:
        arriving.count(made)
    details = {"form": made.form_key, "version": made.form_version,
               "state": made.state, "sha256": sent.raw}  # fmt: skip
    audit.record(
        "submission.received", made, by=sent.by, payload=details, office=made.office,
        place=made.place or made.form_place,
    )  # fmt: skip
    return Received(made, True, missing)


def _more(submission: Submission, told: Told, kept: Mapping[str, str]) -> Received:
    """What came again, perhaps with files that were awaited."""
    there = {one.name: one for one in submission.attachments.all()}
    _attach(submission, [name for name in told.files if name not in kept], kept, there=there)
    missing = tuple(submission.attachments.filter(file=None).values_list("name", flat=True))
    if submission.state == SubmissionState.PARTIAL and not missing:
        _complete(submission)
        submission.save(update_fields=["complete_at", "state"])
        if submission.form is not None:
            arriving.settle_in(submission)
    return Received(submission, False, missing)


def _attach(submission: Submission, awaited, kept: Mapping[str, str], *, there: dict) -> None:
    """Note the files that are awaited and those that came; the first bytes of a name count."""
    now, made = timezone.now(), {}
    for name, sha256 in [*((one, None) for one in awaited), *kept.items()]:
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
    if made:
        Attachment.objects.bulk_create(made.values())


def _complete(submission: Submission) -> None:
    """All of it is here: it waits for a person, the worker, or nobody."""
    submission.complete_at = timezone.now()
    submission.state = arrived.standing(submission)
