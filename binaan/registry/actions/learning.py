"""The two models of identity: of owners, trained without labels; of businesses, learning from people.

Every version is kept with what it learned from and how it does on what it did not see.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import polars as pl
import xxhash
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from binaan.access import audit
from binaan.access.permissions import Permission
from binaan.registry.choices import PairState
from binaan.registry.matching import firms
from binaan.registry.matching.features import FEATURES
from binaan.registry.matching.firms import FirmModel
from binaan.registry.models import MatchModel, Pair

KEPT_BACK = 5  # every fifth decision is never learned from
ENOUGH = 50  # new decisions after which it is worth learning again
GROWN = 2  # so many times more or fewer businesses, and the owners are trained anew
MUST_DECIDE = "Anda tidak bertugas memutuskan pasangan usaha."
WORSE = 0.05  # of the mean log loss on kept decisions; above, the version is not used


class Learned(NamedTuple):
    """`model`: None when there was nothing to learn from."""

    model: MatchModel | None
    decisions: int
    evaluation: dict


def current(kind: str) -> MatchModel | None:
    """The newest version that counts."""
    return MatchModel.objects.filter(kind=kind, active=True).order_by("-version").first()


def owners(*, by, businesses: int, train: Callable[[], dict]) -> MatchModel:
    """The model of owners for so many businesses; trained where there is none that fits."""
    found = current(MatchModel.OWNERS)
    if (
        found is not None
        and found.records <= businesses * GROWN
        and businesses <= found.records * GROWN
    ):
        return found
    return _keep(MatchModel.OWNERS, train(), by=by, records=businesses)


def firm_model() -> tuple[FirmModel, MatchModel | None]:
    """The model of businesses, and the version it is; None: as it was shipped."""
    found = current(MatchModel.FIRMS)
    return (FirmModel.from_json(found.body), found) if found else (FirmModel.shipped(), None)


def is_new() -> bool:
    """Whether anything was decided since the last version."""
    return _unseen() > 0


def is_worth_it() -> bool:
    """Whether enough was decided since the last version."""
    return _unseen() >= ENOUGH


@transaction.atomic
def refit(*, by) -> Learned:
    """Learn the weights of the business step from what people decided, and say how well it went.

    Raises PermissionDenied for who may not decide pairs.
    """
    if not by.may(Permission.IDENTITY_DECIDE):
        raise PermissionDenied(MUST_DECIDE)
    said = _decisions()
    seen, kept = said.filter(~pl.col("kept")), said.filter(pl.col("kept"))
    if seen.is_empty():
        return Learned(None, 0, {})
    before, _version = firm_model()
    after = firms.refit(seen, FirmModel.shipped())
    evaluation = {
        "kept_back": kept.height,
        "shipped": evaluate(FirmModel.shipped(), kept),
        "before": evaluate(before, kept),
        "after": evaluate(after, kept),
    }
    worse = kept.height and evaluation["after"]["loss"] > evaluation["shipped"]["loss"] + WORSE
    model = _keep(
        MatchModel.FIRMS, after.to_json(), by=by, records=seen.height, evaluation=evaluation,
        decisions=seen["pair"].to_list(), active=not worse,
    )  # fmt: skip
    return Learned(model, seen.height, evaluation)


def evaluate(model: FirmModel, said: pl.DataFrame) -> dict:
    """How often the model is right on decisions, its mean log loss, and of what it calls one the share that is."""
    if said.is_empty():
        return {}
    felt = said.select(f"f_{name}" for name in FEATURES).to_numpy()
    weights = np.array([model.weights[name] for name in FEATURES])
    chance = 1 / (1 + np.exp(-np.clip(model.bias + felt @ weights, -30, 30)))
    same = (said["answer"] == PairState.SAME).to_numpy()
    called = chance >= 0.5
    loss = -np.where(same, np.log(chance), np.log(1 - chance)).mean()
    return {
        "right": round(float((called == same).mean()), 4),
        "loss": round(float(loss), 4),
        "precision": round(float(same[called].mean()), 4) if called.any() else None,
        "recall": round(float(called[same].mean()), 4) if same.any() else None,
    }


def _answered():
    """What people said; what was merged by itself teaches nothing."""
    answers = (PairState.SAME, PairState.OWNER, PairState.DIFFERENT)
    return Pair.objects.filter(state__in=answers, automatic=False).exclude(features={})


def _decisions() -> pl.DataFrame:
    rows = [
        {"pair": str(pk), "answer": state, "kept": is_kept_back(pk)}
        | {f"f_{name}": float(features.get(f"f_{name}", 0.0)) for name in FEATURES}
        for pk, state, features in _answered().order_by("pk").values_list("pk", "state", "features")
    ]
    names = {f"f_{name}": pl.Float64 for name in FEATURES}
    schema = {"pair": pl.String, "answer": pl.String, "kept": pl.Boolean, **names}
    return pl.DataFrame(rows, schema=schema)


def is_kept_back(pair) -> bool:
    """By its identifier: for ever the same ones."""
    return xxhash.xxh3_64_intdigest(pair.bytes) % KEPT_BACK == 0


def _unseen() -> int:
    found = MatchModel.objects.filter(kind=MatchModel.FIRMS).order_by("-version").first()
    answered = _answered()
    return answered.filter(decided_at__gt=found.made_at).count() if found else answered.count()


@transaction.atomic
def _keep(kind: str, body: dict, *, by, records: int, evaluation=None, decisions=(), active=True):
    last = MatchModel.objects.filter(kind=kind).aggregate(last=Max("version"))["last"]
    model = MatchModel.objects.create(
        kind=kind, version=(last or 0) + 1, made_at=timezone.now(), by=by.username, body=body,
        records=records, decisions=list(decisions), evaluation=evaluation or {}, active=active,
    )  # fmt: skip
    payload = {"kind": kind, "version": model.version, "records": records, "active": active}
    audit.record("identity.learned", model, by=by, payload=payload)
    return model
