"""How right decisions are: pairs within clusters against all true pairs, and what fails how.

A decision is a line left, right (numbers of keys) with owner_p and business_p. Merging is
transitive, so precision, recall and F1 count the pairs within connected groups; the denominator of
recall is every true pair, also those that blocking never saw.
"""

import numpy as np
import polars as pl

CUTS = (0.3, 0.5, 0.7, 0.8, 0.9, 0.94, 0.95, 0.97, 0.98, 0.99, 0.995, 0.999)


def clusters(count: int, left: np.ndarray, right: np.ndarray) -> np.ndarray:
    """For the keys 1 … count (place 0 is nobody) the lowest number each hangs together with."""
    label = np.arange(count + 1)
    while True:
        least = np.minimum(label[left], label[right])
        lower = label.copy()
        np.minimum.at(lower, label[left], least)
        np.minimum.at(lower, label[right], least)
        lower = lower[lower]
        if (lower == label).all():
            return label
        label = lower


def twos(series: pl.DataFrame) -> int:
    """Pairs within groups of equal lines."""
    size = series.group_by(pl.all()).len()["len"].cast(pl.Int64)
    return int((size * (size - 1) // 2).sum())


def measured(truth: pl.Series, label: np.ndarray) -> dict[str, float]:
    """Precision, recall and F1 of the clusters against `truth` (one value a key, in order)."""
    frame = pl.DataFrame({"truth": truth, "label": label[1:]})
    right = twos(frame)
    claimed, true = twos(frame.select("label")), twos(frame.select("truth"))
    precision = right / claimed if claimed else 1.0
    recall = right / true if true else 1.0
    f1 = 2 * right / (claimed + true) if claimed + true else 1.0
    return {"P": round(precision, 4), "R": round(recall, 4), "F1": round(f1, 4)}


def by_cut(truth: pl.Series, found: pl.DataFrame, column: str) -> dict[float, dict[str, float]]:
    """At every cut what the clusters of pairs from there on are worth."""
    said = {}
    for cut in CUTS:
        kept = found.filter(pl.col(column) >= cut)
        label = clusters(len(truth), kept["left"].to_numpy(), kept["right"].to_numpy())
        said[cut] = measured(truth, label)
    return said


def best(cuts: dict[float, dict[str, float]]) -> dict[str, float]:
    cut = max(cuts, key=lambda one: cuts[one]["F1"])
    return {**cuts[cut], "from": cut}


def automatic(rows: pl.DataFrame, found: pl.DataFrame, merge: float) -> dict[str, float]:
    """Of the pairs with both answers at or over `merge`: the share that is right; of all of them the
    share that is wrong but one owner's; of the wrong ones that share. `clusters`: transitively."""
    kept = found.filter(pl.min_horizontal("owner_p", "business_p") >= merge)
    pairs = labelled(rows, kept)
    wrong = pairs.filter(~pl.col("same_business"))
    same = wrong["same_owner"].sum()
    label = clusters(rows.height, kept["left"].to_numpy(), kept["right"].to_numpy())
    return {
        "merges": pairs.height,
        "precision": round(1 - wrong.height / max(pairs.height, 1), 4),
        "wrong, one owner, of merges": round(same / max(pairs.height, 1), 4),
        "wrong, one owner, of wrong": round(same / max(wrong.height, 1), 3),
        "clusters": measured(rows["entity"], label),
    }


def labelled(rows: pl.DataFrame, pairs: pl.DataFrame) -> pl.DataFrame:
    """The pairs with same_owner and same_business as they are in truth."""
    left, right = (rows[pairs[side].cast(pl.Int64) - 1] for side in ("left", "right"))
    return pairs.with_columns(
        (left["owner"] == right["owner"]).alias("same_owner"),
        (left["entity"] == right["entity"]).alias("same_business"),
    )


def blocking(rows: pl.DataFrame, looked_at: pl.DataFrame) -> dict[str, float]:
    """Candidate pairs a row, and the share of true pairs (businesses, owners) that are among them."""
    pairs = labelled(rows, looked_at)
    return {
        "pairs": pairs.height,
        "pairs a row": round(pairs.height / rows.height, 3),
        "recall businesses": round(pairs["same_business"].sum() / twos(rows.select("entity")), 4),
        "recall owners": round(pairs["same_owner"].sum() / twos(rows.select("owner")), 4),
    }
