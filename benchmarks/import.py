"""`./bench import [ROWS]`: landing and applying a list against the raw store, both sides in one run.

Sides, on the same machine within minutes of each other:
- raw COPY / executemany of the 25 text columns into a bare table, and of the landed rows into the
  very table they land in;
- landing: read, 20 checks a row, every problem kept;
- applying, against COPYing (executemany) the same final rows into the same tables and indexes;
- the same list with 5 % changed, against the first time.
"""

import gc
import io
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

TABLES = (
    "registry_owner", "registry_identifier", "registry_business", "registry_role",
    "registry_claim", "registry_condition", "registry_guidance", "registry_membership",
    "intake_listedkey",
)  # fmt: skip


def timed(label: str, work, seconds: dict):
    gc.collect()
    began = time.perf_counter()
    answer = work()
    seconds[label] = time.perf_counter() - began
    print(f"  {label:42} {seconds[label]:8.2f} s", file=sys.stderr, flush=True)
    return answer


def main(count: int) -> None:
    """Run each store in a process of its own, so that memory is measured apart."""
    stores = {"sqlite": ""}
    if os.environ.get("BENCH_DATABASE_URL"):
        stores["postgresql"] = os.environ["BENCH_DATABASE_URL"]
    wanted = os.environ.get("BENCH_STORES", "postgresql,sqlite").split(",")
    for name in wanted:
        if name not in stores:
            print(f"{name}: tidak ada di mesin ini", file=sys.stderr)
            continue
        with tempfile.TemporaryDirectory() as home:
            environment = {**os.environ, "BINAAN_HOME": home, "DATABASE_URL": stores[name]}
            for step in ("make", "measure"):
                command = [sys.executable, __file__, "--step", step, name, str(count)]
                subprocess.run(command, env=environment, check=True)


def prepared() -> Path:
    """Django set up; answers the folder of this store."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    return Path(os.environ["BINAAN_HOME"])


def make(store: str, count: int) -> None:
    """The two lists and the raw side, in a process of its own: its memory is not the import's."""
    home = prepared()
    from django.core.management import call_command

    from benchmarks import population, raw

    print(f"{store}, {count} baris", file=sys.stderr, flush=True)
    call_command("migrate", verbosity=0)
    call_command("load_places", stdout=io.StringIO())
    seconds: dict[str, float] = {}
    frame = population.make(home / "first.csv", count, villages())
    population.changed(frame).write_csv(home / "second.csv")
    raw.copy_plain(frame, seconds, timed)
    (home / "raw.json").write_text(json.dumps(seconds))


def measure(store: str, count: int) -> None:
    """The import of both lists, with the raw side of its own tables between them."""
    home = prepared()
    from benchmarks import raw

    seconds = json.loads((home / "raw.json").read_text())
    one = import_list(home / "first.csv", date(2024, 12, 31), seconds, "")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    raw.copy_rows(one, seconds, timed)
    raw.copy_final(TABLES, seconds, timed)
    two = import_list(home / "second.csv", date(2025, 12, 31), seconds, " (5 % berubah)")
    report(store, count, one=one, two=two, seconds=seconds, peak=peak)


def villages():
    import polars as pl

    from binaan.places.models import Place

    found = Place.objects.filter(level="village", path__startswith="32.")
    rows = found.values_list("name", "parent__name", "parent__parent__name")
    return pl.DataFrame(list(rows), schema=["village", "district", "regency"], orient="row")


def import_list(path: Path, as_of: date, seconds: dict, mark: str):
    """Land and apply one file as the job does, timing the two apart."""
    from benchmarks import raw
    from binaan.intake import importing
    from binaan.intake.actions import hand_over
    from binaan.intake.models import BatchState

    batch = hand_over(
        "usaha", path, source="Bangku", office=raw.office(), place=raw.province(), as_of=as_of,
        mapping=raw.MAPPING, by=raw.staff(),
    )  # fmt: skip
    quiet = lambda *_: None  # noqa: E731
    timed(f"landing{mark}", lambda: importing.land(batch, quiet), seconds)
    timed(f"applying{mark}", lambda: importing.apply(batch, quiet), seconds)
    assert batch.state == BatchState.APPLIED
    assert batch.new + batch.changed + batch.unchanged + batch.waiting == batch.rows
    return batch


def report(store, count, *, one, two, seconds, peak) -> None:
    def ratio(a, b):
        return round(seconds[a] / seconds[b], 2)

    first = seconds["landing"] + seconds["applying"]
    again = seconds["landing (5 % berubah)"] + seconds["applying (5 % berubah)"]
    result = {
        "store": store,
        "rows": count,
        "first": [one.new, one.changed, one.unchanged, one.waiting, one.problems.count()],
        "second": [two.new, two.changed, two.unchanged, two.waiting, two.problems.count()],
        "seconds": {name: round(value, 2) for name, value in seconds.items()},
        "landing vs raw into a bare table": ratio("raw, bare table", "landing"),
        "landing vs raw into the same table": ratio("raw, same table", "landing"),
        "applying vs raw of the final rows": ratio("raw, final rows", "applying"),
        "again vs first (times faster)": round(first / again, 1),
        "peak memory of the first import, GB": round(peak / 1024**2, 2),
    }
    print(json.dumps(result, ensure_ascii=False, indent=1), flush=True)


if __name__ == "__main__":
    if "--step" in sys.argv:
        {"make": make, "measure": measure}[sys.argv[2]](sys.argv[3], int(sys.argv[4]))
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
