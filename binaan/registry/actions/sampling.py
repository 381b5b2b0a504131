"""Checking a lot of the automatic merges, to know how often merging by itself goes wrong."""

import random
from math import ceil

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from binaan.access import audit
from binaan.access.permissions import Permission
from binaan.registry.actions.reach import OUTSIDE
from binaan.registry.choices import SampleAnswer
from binaan.registry.models import Merge
from binaan.registry.queries.thresholds import thresholds

REVIEW = Permission.IDENTITY_REVIEW
FEWEST = 20  # fewer tell next to nothing: the interval would reach over a fifth
MOST = 500


@transaction.atomic
def draw(*, by) -> int:
    """Draw further automatic merges by lot, the office's share of them; answers how many."""
    mine = Merge.objects.permitted(by, REVIEW).filter(automatic=True, undone_at=None)
    open_ = list(mine.filter(sampled=False).order_by("pk").values_list("pk", flat=True))
    wanted = max(ceil(len(open_) * float(thresholds().sample) / 100), FEWEST)
    drawn = random.SystemRandom().sample(open_, min(wanted, len(open_), MOST))
    if not drawn:
        raise ValidationError("Tidak ada penggabungan otomatis yang belum masuk contoh.")
    for start in range(0, len(drawn), 500):
        Merge.objects.filter(pk__in=drawn[start : start + 500]).update(sampled=True)
    audit.record("identity.sample_drawn", None, by=by, payload={"merges": len(drawn)})
    return len(drawn)


@transaction.atomic
def judge(merge: Merge, *, right: bool, by) -> Merge:
    """Say whether an automatic merge was right. A second judgement replaces the first."""
    if not Merge.objects.permitted(by, REVIEW).filter(pk=merge.pk).exists():
        raise PermissionDenied(OUTSIDE)
    found = Merge.objects.select_for_update(of=("self",)).get(pk=merge.pk)
    if not found.sampled:
        raise ValidationError("Penggabungan ini tidak termasuk contoh yang diperiksa.")
    found.sample_answer = SampleAnswer.RIGHT if right else SampleAnswer.WRONG
    found.sample_by, found.sample_at = by.username, timezone.now()
    found.save(update_fields=["sample_answer", "sample_by", "sample_at"])
    payload = {
        "answer": found.sample_answer,
        "left": str(found.left_id),
        "right": str(found.right_id),
    }
    audit.record("identity.sampled", found, by=by, payload=payload, place=found.left.place)
    return found
