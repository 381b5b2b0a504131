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
            command = [sys.executable, __file__, "--store", name, str(count)]
            subprocess.run(command, env=environment, check=True)


def run(store: str, count: int) -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    from django.core.management import call_command

    from benchmarks import population, raw

    print(f"{store}, {count} baris", file=sys.stderr, flush=True)
    call_command("migrate", verbosity=0)
    call_command("load_places", stdout=io.StringIO())
    seconds: dict[str, float] = {}
    home = Path(os.environ["BINAAN_HOME"])
    first, second = home / "first.csv", home / "second.csv"
    frame = population.make(first, count, villages())
    population.changed(frame).write_csv(second)
    raw.copy_plain(frame, seconds, timed)
    del frame
    gc.collect()
    peak_before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    one = import_list(first, date(2024, 12, 31), seconds, "")
    raw.copy_rows(one, seconds, timed)
    raw.copy_final(TABLES, seconds, timed)
    two = import_list(second, date(2025, 12, 31), seconds, " (5 % berubah)")
    report(store, count, one=one, two=two, seconds=seconds, peak_before=peak_before)


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


def report(store, count, *, one, two, seconds, peak_before) -> None:
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
        "peak memory GB": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2, 2),
        "memory before import GB": round(peak_before / 1024**2, 2),
    }
    print(json.dumps(result, ensure_ascii=False, indent=1), flush=True)


if __name__ == "__main__":
    if "--store" in sys.argv:
        run(sys.argv[2], int(sys.argv[3]))
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
