"""The second question: are two businesses one? A small logistic model, shipped, then learning.

business_p = 1 / (1 + e^-z), z = bias + Σ weight × feature (`features.py`). Every weight has its sign
and its reason here; +0.7 doubles the odds, +2.3 makes them tenfold. `refit` learns from people's
answers and is pulled back to these weights (ridge), so that ten answers change little and two
thousand much. Some pairs never come above `ASK`, whatever their sum: see `HELD`.
"""

from typing import Any, NamedTuple, Self

import duckdb
import numpy as np
import polars as pl

from binaan.registry.matching.features import FEATURES

VERSION = 1
BIAS = -4.2  # two rows that merely met in blocking are mostly two businesses
SHIPPED = {
    # The owner: the same person's rows in two lists are mostly one business, seldom a second one.
    "owner": (5.9, "nearly every copy has the same owner; alone it is not enough"),
    "owner_conflict": (-0.7, "NIK, birth date or sex say it is somebody else: a neighbour or an heir"),
    # What the shop is called. Equal rare words are worth up to the whole weight, common ones a third.
    "name_same": (3.9, "a shop's name is chosen to be told from others"),
    "name_near": (2.1, "a slip, or a word more"),
    "name_part": (0.3, "some words agree: 'Barokah Jaya' and 'Barokah Mulya' are common"),
    "name_of_owner": (1.1, "'Warung Siti' of Siti says little: her second shop is called so too"),
    "name_kept": (3.6, "a shop that bears somebody's name and is another's now: taken over"),
    "name_other": (-2.5, "two chosen names are two shops, or one renamed"),
    "name_or_owner": (-1.3, "one list has a name, another calls the shop after its owner"),
    "trade_same": (0.4, "warung and warung"),
    "trade_other": (-1.1, "warung and bengkel; but warung and toko are mixed up"),
    # What it makes or sells.
    "product_same": (1.7, "the same words"),
    "product_part": (1.0, "some of the words"),
    "product_other": (-3.1, "no word in common; but products have many names"),
    "group_other": (-2.1, "another industry group; clerks disagree on groups, too"),
    "kbli_same": (0.8, "first digits agree: 5 whole, 3 less than half"),
    "kbli_other": (-0.7, "coded differently: clerks often are at odds, so it must not kill"),
    # Where it stands.
    "home_same": (1.3, "one spot; but a person's second shop often stands at home, too"),
    "site_same": (4.2, "one spot and another owner: an heir, a buyer, or the neighbour"),
    "elsewhere": (-5.6, "moved, a second shop, or one corner written twice"),
    "branch_other": (-7.0, "Cabang 1 and Cabang 2 are two by their own word"),
    "branch_one": (-3.6, "one says it is a branch"),
    # Where the rows come from.
    "one_list": (-1.4, "a list should name a shop once; offices paste lists together, so it often names it twice"),
    "moved": (1.4, "one of them is known to have moved: another address says less"),
}  # fmt: skip

ASK = 0.94  # a held pair is never surer than this: below every sensible threshold of merging
# Why a pair is held: reason → SQL over table `felt`. The order is the order of telling.
HELD = {
    "branch": "f_branch_other > 0",
    "place": "there >= 0.3",
    "business": "f_name_other > 0 OR f_product_other + f_group_other > 1"
                " OR f_name_same + f_name_near + f_name_of_owner + f_product_same + f_product_part = 0",
    "spot": "here = 0",
    "conflict": "NOT same_owner AND (nik = 'other' OR sex = 'other' OR nik = 'two digits'"
                " OR (birth_date = 'other' AND nik <> 'exact'))",
}  # fmt: skip
RIDGE = 8.0  # how many answers' worth each shipped weight stands for
MOST_STEPS = 50


class FirmModel(NamedTuple):
    """Weights of one version; `seen` = answers it learned from. `to_json` goes into the store."""

    bias: float
    weights: dict[str, float]
    version: int = VERSION
    seen: int = 0

    @classmethod
    def shipped(cls) -> Self:
        return cls(BIAS, {name: weight for name, (weight, _) in SHIPPED.items()})

    @classmethod
    def from_json(cls, saved: dict[str, Any]) -> Self:
        """A saved model; features it does not know yet get the shipped weight."""
        weights = {name: weight for name, (weight, _) in SHIPPED.items()} | saved["weights"]
        return cls(
            float(saved["bias"]),
            {name: float(weights[name]) for name in FEATURES},
            int(saved.get("version", VERSION)),
            int(saved.get("seen", 0)),
        )

    def to_json(self) -> dict[str, Any]:
        return self._asdict()


def score(db: duckdb.DuckDBPyConnection, model: FirmModel) -> None:
    """Table `decided`: table `felt` with `business_p`, and `held` = why it is asked ("" if not)."""
    z = " + ".join([str(model.bias)] + [f"{model.weights[name]} * f_{name}" for name in FEATURES])
    held = "".join(f" WHEN {sql} THEN '{name}'" for name, sql in HELD.items())
    db.execute(f"""
        CREATE OR REPLACE TEMP TABLE decided AS
        WITH summed AS (
            SELECT *, 1 / (1 + exp(-({z}))) AS plain_p, CASE{held} ELSE '' END AS held FROM felt
        )
        SELECT * EXCLUDE (plain_p),
            CASE WHEN held <> '' THEN least(plain_p, {ASK}) ELSE plain_p END AS business_p
        FROM summed""")


def refit(decisions: pl.DataFrame, base: FirmModel | None = None) -> FirmModel:
    """A model that learned from people's answers.

    `decisions`: the features a pair had when asked (columns `f_…`, as `engine.decide` gives them)
    and `answer`: "same" counts for, "owner" and "different" against; "unsure" is left out.
    Same decisions, same model.
    """
    start = base or FirmModel.shipped()
    known = decisions.filter(pl.col("answer").is_in(["same", "owner", "different"]))
    if known.is_empty():
        return start
    prior = np.array([start.bias, *(start.weights[name] for name in FEATURES)])
    felt = known.select(pl.col(f"f_{name}").fill_null(0.0) for name in FEATURES).to_numpy()
    found = _fitted(
        np.hstack([np.ones((len(felt), 1)), felt]),
        (known["answer"] == "same").to_numpy().astype(float),
        prior,
    )
    weights = dict(zip(FEATURES, (round(float(it), 6) for it in found[1:]), strict=True))
    return FirmModel(round(float(found[0]), 6), weights, start.version + 1, len(known))


def _fitted(felt: np.ndarray, same: np.ndarray, prior: np.ndarray) -> np.ndarray:
    """Logistic regression by Newton's steps, pulled to `prior` with RIDGE.

    A step that makes the fit worse is halved: far from the answers Newton leaps past them and back.
    """

    def loss(weights: np.ndarray) -> float:
        z = felt @ weights
        return float(
            (np.logaddexp(0, z) - same * z).sum() + RIDGE * ((weights - prior) ** 2).sum() / 2
        )

    weights = prior.copy()
    for _ in range(MOST_STEPS):
        chance = 1 / (1 + np.exp(-np.clip(felt @ weights, -30, 30)))
        slope = felt.T @ (chance - same) + RIDGE * (weights - prior)
        bend = (felt * (chance * (1 - chance))[:, None]).T @ felt + np.eye(len(prior)) * RIDGE
        step, before = np.linalg.solve(bend, slope), loss(weights)
        while np.abs(step).max() > 1e-8 and loss(weights - step) > before:
            step = step / 2
        weights = weights - step
        if np.abs(step).max() < 1e-8:
            break
    return weights
