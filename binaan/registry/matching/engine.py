"""From keys to decisions: blocking, the owner, the business. See `docs/rules/identitas.md`.

with Ready(keys) as ready:                     # keys at hand
    found = engine.decide(ready, owner_model=None, firm_model=None)
"""

import time
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from typing import Any, NamedTuple

import polars as pl

from binaan.registry.matching import blocking, features, firms, owners
from binaan.registry.matching.features import FEATURES
from binaan.registry.matching.firms import FirmModel
from binaan.registry.matching.preparing import Ready

LEAST = 0.02  # pairs with neither question above this are not handed on
EVIDENCE = (
    "same_owner owner_name nik birth_date phone nib sex place shop product owner_bits owner_rarity "
    "metres apart held"
).split()


class Found(NamedTuple):
    """What `decide` answers.

    `pairs`: a row per pair worth keeping, in the order of `left_number`, `right_number`:
    `left`, `right` (uuids; left has the lower number), `left_number`, `right_number`, `owner_p`,
    `business_p` (0 to 1), the levels of the owner step, `held` (why it is not merged by itself, ""
    when nothing hinders), `metres` (null when unknown) and the features `f_…` of the business step.
    `seconds`: prepare, train, block, owners, businesses. `looked_at`: candidate pairs.
    """

    pairs: pl.DataFrame
    seconds: dict[str, float]
    owner_model: dict[str, Any]
    looked_at: int


def decide(
    keys: pl.DataFrame | Ready,
    *,
    new: Iterable[str] | None = None,
    rows: int = 0,
    owner_model: dict[str, Any] | None = None,
    firm_model: FirmModel | None = None,
    progress: Callable[[str], None] | None = None,
) -> Found:
    """Score every candidate pair of the keys; with `new`, only pairs touching these businesses.

    Trains an owner model when none is given. The same keys and models give the same pairs, and
    `new` gives exactly the part of the full run that touches them. Keys that are a part of a register
    of `rows` are weighed by how common names and dates were where `owner_model` was trained.
    """
    clock = _Clock(progress)
    with ExitStack() as stack:
        ready = keys
        if not isinstance(ready, Ready):
            with clock("prepare"):
                common = owner_model.get("common") if owner_model and rows > len(keys) else None
                ready = stack.enter_context(Ready(keys, rows=rows, common=common))
        if owner_model is None:
            with clock("train"):
                owner_model = owners.train(ready)
        with clock("block"):
            looked_at = _draw(ready, new)
        with clock("owners"):
            owners.score(ready.db, owner_model)
        with clock("businesses"):
            features.lay_out(ready.db)
            firms.score(ready.db, firm_model or FirmModel.shipped())
            pairs = _pairs(ready)
    return Found(pairs, clock.seconds, owner_model, looked_at)


def train_owners(keys: pl.DataFrame, seed: int = 1) -> dict[str, Any]:
    """The owner model of these keys: Splink's settings, to be saved as JSON."""
    return owners.train_owners(keys, seed)


def _draw(ready: Ready, new: Iterable[str] | None) -> int:
    if new is not None:
        fresh = pl.DataFrame({"business": [str(it) for it in new]}, schema={"business": pl.String})
        ready.db.register("asked", fresh)
        ready.db.execute(
            "CREATE OR REPLACE TEMP TABLE fresh AS SELECT id FROM k SEMI JOIN asked USING (business)"
        )
        ready.db.unregister("asked")
    return blocking.draw_pairs(ready.db, new=new is not None)


def _pairs(ready: Ready) -> pl.DataFrame:
    columns = ", ".join(f"d.{it}" for it in (*EVIDENCE, *(f"f_{name}" for name in FEATURES)))
    return ready.db.sql(f"""
        SELECT a.business AS left, b.business AS right, a.number AS left_number,
            b.number AS right_number, owner_p, business_p, {columns}
        FROM decided d JOIN side a ON a.id = l JOIN side b ON b.id = r
        WHERE greatest(owner_p, business_p) >= {LEAST}
        ORDER BY l, r""").pl()


class _Clock:
    """Seconds of each step, told to `progress` as it begins."""

    def __init__(self, progress: Callable[[str], None] | None) -> None:
        self.seconds: dict[str, float] = {}
        self._progress, self._step, self._began = progress, "", 0.0

    def __call__(self, step: str) -> "_Clock":
        self._step = step
        if self._progress:
            self._progress(step)
        return self

    def __enter__(self) -> None:
        self._began = time.monotonic()

    def __exit__(self, *error: object) -> None:
        self.seconds[self._step] = round(time.monotonic() - self._began, 3)
