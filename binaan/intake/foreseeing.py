"""What applying a landed file would do, told before anything is done. No words of cells are kept."""

from collections import Counter

import polars as pl
from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from binaan.intake.kinds import KINDS
from binaan.intake.models import Batch, BatchState, Problem, Row
from binaan.intake.rows import cleaned, next_rows

VERDICTS = ("new", "changed", "unchanged")
SAMPLES = {"new": 8, "changed": 8, "unchanged": 4}


def foresee(batch: Batch, beat, *, chunk: int) -> None:
    """Foretell every row in the chunks in which it would be applied; the batch then waits (LANDED).

    Reads only, outside any transaction: nobody else waits for it.
    """
    kind = KINDS[batch.version.source.kind]
    reader, tell, tally = kind.reader(batch), kind.foretell(batch), Tally()
    through = 0
    while (rows := next_rows(batch, through, chunk)).height:
        beat(through, batch.rows, "Menghitung apa yang akan terjadi")
        tally.add(rows, tell(cleaned(batch, reader, rows)))
        through = rows["ordinal"].max()
    foreseen = tally.answer(batch)
    with transaction.atomic():
        beat(batch.rows, batch.rows, "Pratinjau siap")
        batch.foreseen, batch.state = foreseen, BatchState.LANDED
        batch.save(update_fields=["foreseen", "state"])


class Tally:
    """Counts verdicts by place and keeps a few rows of each as samples."""

    def __init__(self):
        self.verdicts: Counter = Counter()
        self.places: dict[str, Counter] = {}
        self.conflicts = 0
        self.samples: dict[str, list[dict]] = {verdict: [] for verdict in VERDICTS}

    def add(self, rows: pl.DataFrame, told: pl.DataFrame) -> None:
        """Count one chunk; `rows` gives the place, `told` is as Kind.foretell says."""
        placed = told.join(rows.select("ordinal", "place_id"), on="ordinal", how="left")
        for place, verdict, many in placed.group_by("place_id", "verdict").len().iter_rows():
            self.verdicts[verdict] += many
            self.places.setdefault(place or "", Counter())[verdict] += many
        self.conflicts += told["conflicts"].sum()
        wanted = ["ordinal", "verdict", "record", "altered"]
        for verdict, many in SAMPLES.items():
            mine = told.filter(pl.col("verdict") == verdict).select(wanted)
            self.samples[verdict] += _spread(list(mine.iter_rows(named=True)), many)

    def answer(self, batch: Batch) -> dict:
        """The whole as JSON; see docs/rules/import.md."""
        problems = Problem.objects.filter(batch=batch).values("code").annotate(many=Count("pk"))
        counts = Counter({row["code"]: row["many"] for row in problems.order_by("code")})
        if self.conflicts:
            counts["identifier_conflict"] += self.conflicts
        held = Row.objects.filter(batch=batch, held=True, settled=False).values("place")
        for row in held.annotate(many=Count("ordinal")).order_by("place"):
            self.places.setdefault(row["place"] or "", Counter())["waiting"] = row["many"]
        samples = [
            one for verdict, many in SAMPLES.items() for one in _spread(self.samples[verdict], many)
        ]
        return {
            "at": timezone.now().isoformat(),
            "rows": batch.rows,
            "new": self.verdicts["new"],
            "changed": self.verdicts["changed"],
            "unchanged": batch.unchanged + self.verdicts["unchanged"],
            "waiting": batch.waiting,
            "vanished": batch.vanished,
            "problems": dict(counts),
            "by_place": {place: dict(many) for place, many in sorted(self.places.items())},
            "samples": sorted(samples, key=lambda one: one["ordinal"]),
        }


def _spread(found: list, many: int) -> list:
    """At most `many` of a list, from its whole length."""
    step = max(1, len(found) / many)
    return [found[int(number * step)] for number in range(min(many, len(found)))]
