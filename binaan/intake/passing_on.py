"""Photos of submissions, kept with the records their rows became. Prose: docs/rules/kiriman.md.

Signatures, and photos of persons and papers, stay with the submission.
"""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.fields.json import KeyTextTransform
from django.db.models.lookups import Exact
from django.utils import timezone

from binaan.intake import fieldwork
from binaan.intake.models import Attachment, FormVersion, ListedKey
from binaan.intake.rules import photos

IMAGES = (".jpg", ".jpeg", ".png", ".webp")
REFUSED: set[UUID] = set()  # not taken by their room; tried again when the worker starts anew


def waiting(batch: str | None = None):
    """Photos that have arrived, whose record is known (`record`) and that were not passed on; of one
    batch or of all."""
    taken = [kind for kind, taker in fieldwork.TAKERS.items() if taker.attach is not None]
    image = Q()
    for ending in IMAGES:
        image |= Q(name__iendswith=ending)
    keys = ListedKey.objects.filter(
        source=OuterRef("submission__batch__version__source"), key=OuterRef("submission__row_key")
    )
    found = Attachment.objects.filter(
        image, _asked_for(taken), file__isnull=False, passed_on_at=None,
        submission__batch__isnull=False, submission__batch__version__source__kind__in=taken,
    )  # fmt: skip
    if batch is not None:
        found = found.filter(submission__batch=batch)
    found = found.annotate(record=Subquery(keys.values("record_id")[:1])).exclude(record=None)
    found = found.select_related(
        "submission__sender", "submission__version", "submission__batch__version__source", "file"
    )
    return found.defer("submission__version__xform")


def _asked_for(taken: list[str]) -> Q:
    """The answer to a question for a photo of a thing names this file."""
    found = Q(pk__in=[])
    versions = FormVersion.objects.filter(form__kind__in=taken)
    for pk, definition in versions.values_list("pk", "definition"):
        named = Q(pk__in=[])
        for path in photos.of_things(definition):
            named |= Q(Exact(KeyTextTransform(path, "submission__answers"), F("name")))
        found |= Q(submission__version=pk) & named
    return found


def pass_on(beat=None, *, batch: str | None = None) -> int:
    """Pass on what can be, of one batch or of all: each photo in a transaction of its own, once.

    Answers how many.

    A row that waits in the repair box has no record yet; its photos follow with a later call. What its
    room refuses (no readable photo, a business that is gone) stays with the submission.
    """
    done = 0
    for one in waiting(batch):
        if one.pk in REFUSED:
            continue
        try:
            with transaction.atomic():
                if beat is not None:
                    beat(done, 0, "Menyimpan foto pada usahanya")
                done += _attach(one)
        except ValidationError:
            REFUSED.add(one.pk)
    return done


def _attach(one: Attachment) -> int:
    """Keep it with its record unless somebody else just did."""
    mine = Attachment.objects.filter(pk=one.pk, passed_on_at=None)
    if not mine.update(passed_on_at=timezone.now()):
        return 0
    submission = one.submission
    attach = fieldwork.TAKERS[submission.batch.version.source.kind].attach
    assert attach is not None
    question, caption = _question(one)
    attach(
        one.record, name=one.name, file=one.file, question=question, caption=caption,
        on=submission.told_on, by=submission.sender,
    )  # fmt: skip
    return 1


def _question(one: Attachment) -> tuple[str, str]:
    """The path and the label of the question whose answer names this file."""
    answers = one.submission.answers
    path = next((path for path, value in answers.items() if value == one.name), "")
    definition = one.submission.version.definition
    return path, next((entry["label"] for entry in definition if entry["path"] == path), "")
