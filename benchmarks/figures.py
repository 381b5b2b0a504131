"""`./bench figures [BUSINESSES]`: the copy against the store it is made of, in one run.

On each store: making the copy whole against the store only giving out the same columns (COPY TO a
file on PostgreSQL, SELECT and fetch of the values on SQLite); making it anew in part; and a page of
all figures of businesses by area and by group, from the copy and from the store, whose answers must
be equal.
"""

import json
import statistics
import sys
import tempfile
import time
from pathlib import Path

from benchmarks import register

TOUCHED = (1, 100, 5_000)
PARTS = 3
ASKED = 3  # times the copy is asked; the store, which takes long, once
DIMENSIONS = ("place", "group")


def measure(store: str, count: int) -> None:
    """Fill a store, make the copy, ask both; one line of JSON with everything."""
    register.prepare()
    from binaan.kit.snapshot import reading

    reading.WORTH = 0  # the copy is what is measured, also where an office would ask the store
    filled = register.fill(count)
    said = {"store": store, "businesses": count}
    said["making"] = making(count)
    print(json.dumps(said), flush=True)
    said["in part"] = {str(many): in_part(many) for many in TOUCHED if many * 5 <= count}
    said["figures"] = {
        f"{who} {place}": page(filled.users[who], place)
        for who, place in (("province", "32"), ("kabid", register.BEKASI),
                           ("kecamatan", register.DISTRICT))
    }  # fmt: skip
    print(json.dumps(said, ensure_ascii=False), flush=True)


def making(count: int) -> dict:
    """Seconds of giving the columns out (twice, the better) and of the whole copy, and its size."""
    from binaan.kit.snapshot import generations
    from binaan.registry.snapshot import making as copy

    raw = min(seconds(give_out) for _time in range(2))
    whole = seconds(copy.make)
    made = generations.newest()
    assert made.details["records"] <= count
    return {
        "raw": raw,
        "whole": whole,
        "times raw": round(whole / raw, 2),
        "megabytes": round(made.path.stat().st_size / 1e6),
    }


def give_out() -> None:
    """The same columns of the same rows, as the store gives them, and nothing done with them."""
    from django.db import connection, transaction

    from binaan.registry.snapshot import tables

    with tempfile.TemporaryDirectory() as folder, transaction.atomic():
        for one in tables.copied():
            names = ", ".join(f'"{column.name}"' for column in one.table.columns)
            where = f" WHERE {one.table.where}" if one.table.where else ""
            asked = f'SELECT {names} FROM "{one.table.name}"{where}'
            with connection.cursor() as cursor:
                if connection.vendor == "sqlite":
                    cursor.execute(asked)
                    while cursor.fetchmany(10_000):
                        pass
                    continue
                with (
                    open(Path(folder) / one.table.name, "wb") as file,
                    cursor.copy(f"COPY ({asked}) TO STDOUT (FORMAT csv)") as rows,
                ):
                    for part in rows:
                        file.write(part)


def in_part(many: int) -> float:
    """Seconds until the copy holds so many touched businesses."""
    from binaan.registry.actions.touching import touch
    from binaan.registry.models import Business
    from binaan.registry.snapshot import syncing

    def once() -> float:
        touch(Business.objects.order_by("-number").values_list("pk", flat=True)[:many])
        return seconds(syncing.bring_up_to_date)

    return statistics.median(once() for _time in range(PARTS))


def page(user, code: str) -> dict:
    """Seconds of all figures of businesses with rows by area and by group; both must agree."""
    from binaan.kit import measures, snapshot
    from binaan.kit.dates import today
    from binaan.kit.measures import Asked, parse_period
    from binaan.kit.snapshot import reading
    from binaan.places.models import Place

    place = Place.objects.get(pk=code)

    def ask() -> list:
        found = []
        for one in measures.all_measures():
            if not one.from_copy:
                continue
            asked = Asked(place=place, period=parse_period("2024"))
            if one.is_stock:
                asked = Asked(place=place, at=today())
            found += [one.value(user, asked), *(one.rows(user, asked, by) for by in DIMENSIONS)]
        return found

    assert snapshot.is_fresh()
    by_copy = ask()
    copy = statistics.median(seconds(ask) for _time in range(ASKED))
    fresh, reading.is_fresh = reading.is_fresh, lambda: False
    try:
        began = time.perf_counter()
        assert ask() == by_copy, "copy and store disagree"
        live = time.perf_counter() - began
    finally:
        reading.is_fresh = fresh
    return {"answers": len(by_copy), "copy": copy, "store": round(live, 3),
            "times faster": round(live / copy, 1)}  # fmt: skip


def seconds(work) -> float:
    began = time.perf_counter()
    work()
    return round(time.perf_counter() - began, 3)


if __name__ == "__main__":
    if "--step" in sys.argv:
        measure(sys.argv[3], int(sys.argv[4]))
    else:
        register.on_each_store(__file__, "measure", sys.argv[1] if len(sys.argv) > 1 else 20_000)
