"""recordlinkage 0.16 with its expectation maximisation; runs in an environment of its own.

`python benchmarks/match_recordlinkage.py FOLDER` reads FOLDER/keys.csv (number and the columns of
RULES and `compared`, as text), writes FOLDER/recordlinkage.csv and …-candidates.csv.
"""

import json
import resource
import sys
import time
from pathlib import Path

import pandas
import recordlinkage

RULES = (
    ["nik"], ["phone"], ["nib"], ["owner_key", "district"], ["birth_date", "owner_start"],
    ["village", "name_key"], ["village", "owner_first"],
)  # fmt: skip
ALIKE = 0.88
BATCH = 200_000


def compared() -> recordlinkage.Compare:
    compare = recordlinkage.Compare()
    for column in ("owner_key", "name_key", "street"):
        compare.string(column, column, method="jarowinkler", threshold=ALIKE, label=column)
    for column in ("nik", "phone", "nib", "birth_date", "village", "kbli", "product_key"):
        compare.exact(column, column, label=column)
    return compare


def candidates(keys: pandas.DataFrame) -> pandas.MultiIndex:
    found = None
    for columns in RULES:
        known = keys.dropna(subset=columns)
        if len(known) < 2:
            continue
        pairs = recordlinkage.Index().block(columns).index(known)
        found = pairs if found is None else found.union(pairs)
    return found


def main(folder: Path) -> None:
    keys = pandas.read_csv(folder / "keys.csv", dtype=str).set_index("number")
    keys.index = keys.index.astype(int)
    seconds, began = {}, time.monotonic()
    pairs = candidates(keys)
    seconds["block"] = round(time.monotonic() - began, 2)
    parts = [
        compared().compute(pairs[start : start + BATCH], keys)
        for start in range(0, len(pairs), BATCH)
    ]
    features = pandas.concat(parts).fillna(0)
    seconds["compare"] = round(time.monotonic() - began - seconds["block"], 2)
    model = recordlinkage.ECMClassifier(binarize=None)
    model.fit(features)
    sure = model.prob(features)
    seconds["decide"] = round(time.monotonic() - began - sum(seconds.values()), 2)
    frame = pairs.to_frame(index=False, name=["one", "other"])
    frame["p"] = sure.to_numpy()
    frame.to_csv(folder / "recordlinkage.csv", index=False)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(json.dumps({"seconds": seconds, "gigabytes": round(peak, 2)}), flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
