"""`./bench match [ROWS ...] [--seed N]`: ours against plain Splink, exact keys, recordlinkage.

First the pairs written by hand (registry/tests/pairs_by_hand.csv), then made-up lists with known
copies (copies.py) at each size, 10,000 and 100,000 unless said. Every peer gets the same keys in a
process of its own; the clock stops at decisions, merging is no part of it. At the largest size from
100,000 on also 5,000 new keys against all others in each store (match_store.py).
"""

import argparse
import json
import math
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import polars as pl

from benchmarks import copies, match_keys, match_peers, match_scores, register
from binaan.registry.tests.pairs_by_hand import pairs, records

MERGE, ASK = 0.95, 0.2  # as registry/queries/thresholds.py ships them
PEERS = ("exact", "exact-more", "recordlinkage", "splink", "ours")
SMALL = 100_000  # above, recordlinkage takes too long
VENV = Path("var/peers")
HERE = Path(__file__).parent
FOR_PEERS = (
    "number nik phone nib owner_key district birth_date owner_start village name_key owner_first "
    "street kbli product_key"
).split()


def main() -> None:
    wanted = argparse.ArgumentParser()
    wanted.add_argument("rows", nargs="*", type=int)
    wanted.add_argument("--seed", type=int, default=1)
    asked = wanted.parse_args()
    sizes = asked.rows or [10_000, 100_000]
    with tempfile.TemporaryDirectory() as folder:
        tell({"load": os.getloadavg()[0]})
        by_hand(Path(folder))
        took = {}
        for count in sizes:
            at = Path(folder) / str(count)
            at.mkdir()
            took[count] = size(count, asked.seed, at)
            if count == max(sizes) and count >= SMALL:
                register.on_each_store(str(HERE / "match_store.py"), "measure", at)
        growth(took)


def tell(said: dict) -> None:
    print(json.dumps(said, ensure_ascii=False), flush=True)


def by_hand(folder: Path) -> None:
    """All pairs' records in one frame, as two lists name them; then each pair by itself."""
    rows = pl.DataFrame(records()).with_columns(
        pl.col("birth_date").replace("", None).str.to_date(),
        pl.col("lat", "lon").replace("", None).cast(pl.Float64),
        pl.Series("source", ["dagang", "koperasi"] * len(pairs())),
    )
    match_keys.keys(rows).write_parquet(folder / "keys.parquet")
    for_peers(folder)
    for name in PEERS:
        cost = run(folder, name)
        if cost is None:
            continue
        found = read(folder, name)
        tell({"pairs by hand": name, **judged(found)})


def judged(found: pl.DataFrame) -> dict:
    """Of the pairs by hand: shares of right answers (yes from 0.5 on), and what merges by itself."""
    said = {(one[0], one[1]): one[2:] for one in found.iter_rows()}
    truth = pairs()
    answers = [said.get((2 * one.number - 1, 2 * one.number), (0.0, 0.0)) for one in truth]
    both = list(zip(truth, answers, strict=True))
    merged = [one for one, p in both if min(p) >= MERGE]
    wrong = [one for one in merged if not one.same_business]
    kinds = {}
    for kind in ("same", "owner", "different", "succession"):
        of_kind = [(one, p) for one, p in both if one.answer == kind]
        kinds[kind] = {
            "pairs": len(of_kind),
            "owner right": share((p[0] >= 0.5) == one.same_owner for one, p in of_kind),
            "business right": share((p[1] >= 0.5) == one.same_business for one, p in of_kind),
            "asked": share(p[1] >= ASK and min(p) < MERGE for _one, p in of_kind),
        }
    return {
        "pairs": len(truth),
        "owner right": share((p[0] >= 0.5) == one.same_owner for one, p in both),
        "business right": share((p[1] >= 0.5) == one.same_business for one, p in both),
        "merged by itself": len(merged),
        "of them right": round(1 - len(wrong) / max(len(merged), 1), 4),
        "wrong": [one.number for one in wrong],
        "kinds": kinds,
    }


def share(answers) -> float:
    answers = list(answers)
    return round(sum(answers) / max(len(answers), 1), 3)


def size(count: int, seed: int, folder: Path) -> dict[str, float]:
    """Make the lists, ask every peer, tell what each decided; answers seconds to the decisions."""
    began = time.monotonic()
    rows = copies.make(count, seed)
    made = time.monotonic()
    keys = match_keys.keys(rows)
    seconds = {"make": round(made - began, 1), "keys": round(time.monotonic() - made, 1)}
    rows.write_parquet(folder / "rows.parquet")
    keys.write_parquet(folder / "keys.parquet")
    true = {name: match_scores.twos(rows.select(name)) for name in ("entity", "owner")}
    tell({"rows": rows.height, "seed": seed, "true pairs": true, "seconds": seconds})
    del keys
    for_peers(folder)
    took = {}
    for name in PEERS:
        if name == "recordlinkage" and count > SMALL:
            continue
        cost = run(folder, name)
        if cost is None:
            continue
        took[name] = sum(
            s for part, s in cost["seconds"].items() if part not in ("write", "cluster")
        )
        tell({"rows": count, "peer": name, **cost, **scored(rows, folder, name)})
    for name, s in took.items():
        tell({"rows": count, "peer": name, "to decisions": round(s, 2),
              "times plain Splink": round(s / took["splink"], 2)})  # fmt: skip
    return took


def scored(rows: pl.DataFrame, folder: Path, name: str) -> dict:
    found = read(folder, name)
    said = {}
    for level, truth, column in (
        ("businesses", "entity", "business_p"), ("owners", "owner", "owner_p"),
    ):  # fmt: skip
        cuts = match_scores.by_cut(rows[truth], found, column)
        said[level] = {"best": match_scores.best(cuts), "0.5": cuts[0.5], "0.95": cuts[0.95]}
    said["automatic"] = match_scores.automatic(rows, found, MERGE)
    unsure = pl.min_horizontal("owner_p", "business_p") < MERGE
    asked = found.filter((pl.col("business_p") >= ASK) & unsure)
    said["asked a row"] = round(asked.height / rows.height, 4)
    looked_at = folder / f"{name}-candidates.parquet"
    if looked_at.exists():
        said["blocking"] = match_scores.blocking(rows, pl.read_parquet(looked_at))
    return said


def read(folder: Path, name: str) -> pl.DataFrame:
    """left, right, owner_p, business_p of a peer, left the lower number."""
    if name != "recordlinkage":
        return pl.read_parquet(folder / f"{name}.parquet").select(
            "left", "right", "owner_p", "business_p"
        )
    found = pl.read_csv(folder / f"{name}.csv")
    found = found.select(
        pl.min_horizontal("one", "other").alias("left"),
        pl.max_horizontal("one", "other").alias("right"),
        pl.col("p").alias("owner_p"),
        pl.col("p").alias("business_p"),
    )
    found.select("left", "right").write_parquet(folder / f"{name}-candidates.parquet")
    return found


def for_peers(folder: Path) -> None:
    """The keys as CSV, for a peer in another environment."""
    keys = match_peers.plain(pl.read_parquet(folder / "keys.parquet"))
    keys = keys.with_columns(pl.col("owner_key").str.slice(0, 4).alias("owner_start"))
    keys.select(FOR_PEERS).write_csv(folder / "keys.csv")


def run(folder: Path, name: str) -> dict | None:
    """Ask a peer in a process of its own; None, and a sentence on standard error, when it cannot."""
    command = [sys.executable, str(HERE / "match_peers.py"), name, str(folder)]
    if name == "recordlinkage":
        python = peers_python()
        if python is None:
            return None
        command = [str(python), str(HERE / "match_recordlinkage.py"), str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        print(f"{name}: berhenti dengan galat\n{done.stderr[-2000:]}", file=sys.stderr)
        return None
    return json.loads(done.stdout.splitlines()[-1])


def peers_python() -> Path | None:
    """The Python of var/peers/, made from requirements/peers.txt the first time."""
    python = VENV.absolute() / "bin" / "python"
    ready = VENV / "ready"
    if ready.exists():
        return python
    pip = [str(python), "-m", "pip", "install", "--quiet", "--require-hashes",
           "-r", "requirements/peers.txt"]  # fmt: skip
    for command in ([sys.executable, "-m", "venv", "--clear", str(VENV)], pip):
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            print("recordlinkage: tidak dapat dipasang, dilewati", file=sys.stderr)
            return None
    ready.touch()
    return python


def growth(took: dict[int, dict[str, float]]) -> None:
    """The exponent of time between the two largest sizes: 1 is in proportion."""
    if len(took) < 2:
        return
    small, large = sorted(took)[-2:]
    tell({"exponent": {
        name: round(math.log(took[large][name] / took[small][name]) / math.log(large / small), 2)
        for name in took[large] if name in took[small]
    }, "from": small, "to": large})  # fmt: skip


if __name__ == "__main__":
    main()
