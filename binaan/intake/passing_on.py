"""Photos and signatures of submissions, kept with the records their rows became."""

from django.db import transaction
from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone

from binaan.intake import fieldwork
from binaan.intake.models import Attachment, ListedKey

IMAGES = (".jpg", ".jpeg", ".png", ".webp")


def waiting():
    """Photos that have arrived, whose record is known (`record`) and that were not passed on."""
    taken = [kind for kind, taker in fieldwork.TAKERS.items() if taker.attach is not None]
    image = Q()
    for ending in IMAGES:
        image |= Q(name__iendswith=ending)
    keys = ListedKey.objects.filter(
        source=OuterRef("submission__batch__version__source"), key=OuterRef("submission__row_key")
    )
    found = Attachment.objects.filter(
        image, file__isnull=False, passed_on_at=None, submission__batch__isnull=False,
        submission__batch__version__source__kind__in=taken,
    )  # fmt: skip
    found = found.annotate(record=Subquery(keys.values("record_id")[:1])).exclude(record=None)
    return found.select_related("submission__sender", "submission__batch__version__source", "file")


def pass_on(beat=None) -> int:
    """Pass on what can be: each photo in a transaction of its own, once; answers how many.

    A row that waits in the repair box has no record yet; its photos follow with a later call.
    """
    done = 0
    for one in waiting():
        with transaction.atomic():
            if beat is not None:
                beat(done, 0, "Menyimpan foto pada usahanya")
            done += _attach(one)
    return done


def _attach(one: Attachment) -> int:
    """Keep it with its record unless somebody else just did."""
    mine = Attachment.objects.filter(pk=one.pk, passed_on_at=None)
    if not mine.update(passed_on_at=timezone.now()):
        return 0
    submission = one.submission
    attach = fieldwork.TAKERS[submission.batch.version.source.kind].attach
    assert attach is not None
    attach(
        one.record, name=one.name, file=one.file, question=_question(one), on=submission.told_on,
        by=submission.sender,
    )  # fmt: skip
    return 1


def _question(one: Attachment) -> str:
    """The question whose answer names this file; "" for one inside a repeat."""
    answers = one.submission.answers
    return next((path for path, value in answers.items() if value == one.name), "")
