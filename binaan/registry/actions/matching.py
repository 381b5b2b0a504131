"""Seek which businesses are one: merge the sure ones, ask about the likely ones. docs/rules/identitas.md.

A run works in batches that are whole each. Ended anywhere, the next one goes on: what waits to be
looked at waits until the end of a run.
"""

import time
from collections.abc import Callable
from contextlib import ExitStack, contextmanager
from typing import NamedTuple
from uuid import UUID

import polars as pl
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction

from binaan.access import audit
from binaan.access.models import User
from binaan.access.permissions import Permission
from binaan.kit import bulk
from binaan.places.models import Place
from binaan.registry.actions import automatic, learning, pairing
from binaan.registry.matching import engine, keys, nearby, owners, reasons, weighing
from binaan.registry.matching.firms import FirmModel
from binaan.registry.matching.preparing import Ready
from binaan.registry.matching.weighing import Weighed
from binaan.registry.models import MatchKey, MatchModel
from binaan.registry.queries.thresholds import Thresholds, thresholds

BATCH = 2_000
ALL_OF = 200_000
STEPS = {
    "keys": "Menyiapkan kunci pembanding",
    "read": "Membaca kunci",
    "prepare": "Menyusun kunci",
    "train": "Melatih model pemilik",
    "block": "Mencari calon pasangan",
    "owners": "Membandingkan pemilik",
    "businesses": "Membandingkan usaha",
    "weigh": "Menimbang pasangan",
    "merge": "Menggabungkan yang pasti",
    "ask": "Mencatat yang perlu ditanyakan",
    "end": "Menandai yang sudah dilihat",
}
Progress = Callable[[str, int, int], None]


class Matched(NamedTuple):
    """`pairs`: candidates looked at; `merged`: merges made; `asked`: pairs that wait for somebody."""

    pairs: int
    merged: int
    asked: int
    seconds: dict[str, float]


class Models(NamedTuple):
    """`version`: of `firms`; None: as it was shipped."""

    owners: MatchModel
    firms: FirmModel
    version: MatchModel | None


class Clock:
    """Seconds of each step, told to `progress` as it begins."""

    def __init__(self, progress: Progress | None):
        self.seconds: dict[str, float] = {}
        self._progress = progress

    def say(self, step: str, done: int = 0, total: int = 0) -> None:
        if self._progress:
            self._progress(STEPS.get(step, step), done, total)

    @contextmanager
    def step(self, name: str):
        self.say(name)
        began = time.monotonic()
        yield
        self.seconds[name] = round(self.seconds.get(name, 0) + time.monotonic() - began, 3)


def match(
    *, by: User, full: bool = False, place: Place | None = None, progress: Progress | None = None
) -> Matched:
    """Look for copies of what changed since the last run (`full`: of everything), at a place.

    Merges by itself only where `by` may decide; else that is asked too. Raises PermissionDenied for
    whoever may decide nothing.
    """
    if not by.may(Permission.IDENTITY_DECIDE):
        raise PermissionDenied(learning.MUST_DECIDE)
    if full and learning.is_new():
        learning.refit(by=by)
    return _run(by, full, place, progress)


def in_the_name_of(
    by: User, *, full: bool = False, place: Place | None = None, progress: Progress | None = None
) -> Matched:
    """The same for a job: learns when there is enough to learn; asks only, where `by` may not decide."""
    if by.may(Permission.IDENTITY_DECIDE) and learning.is_worth_it():
        learning.refit(by=by)
    return _run(by, full, place, progress)


def _run(by: User, full: bool, place: Place | None, progress: Progress | None) -> Matched:
    clock = Clock(progress)
    with clock.step("keys"):
        keys.catch_up()
    new = None if full else nearby.waiting(place)
    if new == []:
        return Matched(0, 0, 0, clock.seconds)
    rows = MatchKey.objects.count()
    with clock.step("read"):
        frame = _read(place, new, rows)
    found, models = _decide(by, frame, new, rows, clock)
    with clock.step("weigh"):
        named = pl.concat([found.pairs["left"], found.pairs["right"]]).unique()
        looked = frame.select("business", "facts")
        facts = dict(looked.filter(pl.col("business").is_in(named.implode())).iter_rows())
        weighed = weighing.weigh(found.pairs, facts, limits := thresholds())
        _tell_why(weighed, frame, models)
        del frame  # a million wide rows are needed no more
    merged, asked = _carry_out(by, weighed, models.version, limits, clock)
    with clock.step("end"):
        among = {UUID(one) for one in looked["business"]} if place else None
        pairing.withdraw(
            {one.sides for one in asked}, among=among, new=None if new is None else set(new)
        )
        pairing.regroup()
        result = Matched(found.looked_at, merged, len(asked), clock.seconds)
        if new is not None:
            looked = looked.filter(pl.col("business").is_in([one.hex for one in new]))
        _finish(result, looked, by=by, place=place, full=full, models=models, limits=limits)
    return result


def _read(place: Place | None, new: list[UUID] | None, rows: int) -> pl.DataFrame:
    """The keys to compare; of few that wait in a large register those that may be their copies."""
    if new is None:
        return nearby.frame(place)
    few = rows > ALL_OF and len(new) <= nearby.MOST_SHARE * rows
    return nearby.near(new) if few else nearby.frame()


def _decide(by: User, frame: pl.DataFrame, new: list[UUID] | None, rows: int, clock: Clock):
    """The engine's answer, and the models it was given. `rows`: keys in all."""
    with ExitStack() as stack:

        def prepared(common=None) -> Ready:
            with clock.step("prepare"):
                return stack.enter_context(Ready(frame, rows=rows, common=common))

        def train(ready: Ready | None) -> dict:
            with clock.step("train"):
                return owners.train(ready) if ready else engine.train_owners(nearby.frame())

        whole = prepared() if len(frame) >= rows else None
        model = learning.owners(by=by, businesses=rows, train=lambda: train(whole))
        firms, version = learning.firm_model()
        found = engine.decide(
            whole or prepared(model.body.get("common")),
            new=None if new is None else [one.hex for one in new],
            owner_model=model.body, firm_model=firms, progress=clock.say,
        )  # fmt: skip
    clock.seconds |= found.seconds
    return found, Models(model, firms, version)


def _tell_why(weighed: Weighed, frame: pl.DataFrame, models: Models) -> None:
    """What speaks for and against each pair that is written down, in words."""
    kept = weighed.kept()
    if not kept:
        return
    rows = pl.DataFrame([one.row for one in kept], infer_schema_length=None)
    said = reasons.explain(rows, frame, models.owners.body, models.firms)
    for one, why in zip(kept, said, strict=True):
        one.reasons.extend(why)


def _carry_out(
    by: User, weighed: Weighed, model: MatchModel | None, limits: Thresholds, clock: Clock
) -> tuple[int, list]:
    """Merge, then ask; how many merges, and what is asked in the end."""
    left = []
    merged = 0
    with clock.step("merge"):
        for proposals, businesses in ((weighed.merge, True), (weighed.owners, False)):
            made, rest = automatic.merge_all(
                proposals, by=by, businesses=businesses, model=model, share=limits.sample,
                done=lambda done, total: clock.say("merge", done, total),
            )  # fmt: skip
            merged += made
            left += rest
    with clock.step("ask"):
        kept = weighed.decided.keys() - weighed.again
        asked = pairing.as_they_are(weighed.ask + left)
        asked = [one for one in asked if one.sides not in kept]  # another side may have become this
        pairing.reopen([one for one in asked if one.sides in weighed.again])
        for start in range(0, len(asked), BATCH):
            clock.say("ask", start, len(asked))
            pairing.propose(asked[start : start + BATCH], model=model)
    return merged, asked


@transaction.atomic
def _finish(
    result: Matched, looked: pl.DataFrame, *, by: User, place, full: bool, models, limits
) -> None:
    """What was looked at waits no more, unless a fact changed meanwhile; one event in the trail."""
    bulk.stage("match_looked", looked.select(pl.col("business").alias("id"), "facts"))
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {MatchKey._meta.db_table} SET waiting = false WHERE waiting"
            " AND (business_id, facts) IN (SELECT id, facts FROM match_looked)"
        )
    payload = {
        "full": full, "pairs": result.pairs, "merged": result.merged, "asked": result.asked,
        "businesses": looked.height, "merge_from": limits.merge, "ask_from": limits.ask,
        "owner_model": models.owners.version,
        "business_model": models.version.version if models.version else 0,
    }  # fmt: skip
    audit.record("identity.matched", None, by=by, payload=payload, place=place)
