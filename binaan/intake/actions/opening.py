"""What submissions hold of people, read in full or as a file: written down before it is shown."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from binaan.access import audit
from binaan.access.permissions import Permission
from binaan.intake.models import Attachment, Submission


@transaction.atomic
def note_reading(submission: Submission, *, why: str, by) -> None:
    """Note that somebody reads all answers of one submission. Raises ValidationError without a reason."""
    mine = Submission.objects.permitted(by, Permission.PERSONAL_READ)
    if not mine.filter(pk=submission.pk).exists():
        raise PermissionDenied("Kiriman ini di luar wilayah tugas Anda.")
    if len(why.strip()) < 5:
        raise ValidationError("Tuliskan untuk apa data pribadi ini dibaca.")
    _note(submission, ["answers", "raw"], why.strip(), by)


@transaction.atomic
def note_opening(attachment: Attachment, *, by) -> None:
    """Note that somebody opens a photo or another file of a submission."""
    mine = Submission.objects.permitted(by, Permission.SUBMISSION_VIEW)
    if not mine.filter(pk=attachment.submission_id).exists():
        raise PermissionDenied("Kiriman ini di luar wilayah tugas Anda.")
    _note(attachment.submission, [attachment.name], "lampiran kiriman lapangan", by)


def _note(submission: Submission, fields: list[str], why: str, by) -> None:
    place = submission.place or submission.form_place
    audit.read_personal(submission, fields, by=by, why=why, place=place)
