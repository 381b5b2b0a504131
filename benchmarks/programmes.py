"""`./bench programmes [BUSINESSES [SERVICES]]`: coverage and continuity over many services, in one run.

On each store: a register of so many businesses with five services each over three years (a few firms
have many, most none or one, as source 000 complains), follow-ups after a third of them; then the page
of coverage and continuity of two years, for the province and for one regency. Told: making the copy,
the page counted on the copy, the page as kept beside it, and the store itself, whose numbers must be
equal.
"""

import json
import statistics
import sys
import time
from datetime import date, timedelta
from uuid import UUID

from benchmarks import register

YEAR = "2025"  # the lists of the benchmark register are of 31 December 2024
FIRST, DAYS = date(2023, 7, 1), 3 * 365
EACH = 5
ACTIVITIES = 400
ASKED = 5


def measure(store: str, count: int, services: int) -> None:
    """Fill a store, make the copy, ask both; one line of JSON with everything."""
    register.prepare()
    from binaan.kit.snapshot import reading
    from binaan.registry.snapshot import making

    reading.WORTH = 0  # the copy is what is measured, also where an office would ask the store
    filled = register.fill(count)
    said = {"store": store, "businesses": count, **serve(filled, services)}
    said["making"] = seconds(making.make)
    for who, place in (("province", "32"), ("kabid", register.BEKASI)):
        said[f"{who} {place}"] = page(filled.users[who], place)
    print(json.dumps(said, ensure_ascii=False), flush=True)


def serve(filled, many: int) -> dict:
    """Services and follow-ups put in by COPY; the same on every run. Returns how many of each."""
    import numpy as np
    import polars as pl
    from django.db import transaction

    from binaan.kit import bulk

    chance = np.random.default_rng(7)
    firms = _firms()
    # Some are always called again: the chance falls with the square of the place in line.
    who = (firms.height * chance.random(many) ** 2).astype(int)
    on = (
        pl.Series("on", chance.integers(0, DAYS, many))
        + FIRST.toordinal()
        - date(1970, 1, 1).toordinal()
    )
    served = firms[who].with_columns(
        on.cast(pl.Int32).cast(pl.Date), pl.Series("id", _keys(1, many)),
        pl.Series("source", _keys(2, many)), pl.lit("kegiatan").alias("kind"),
        pl.lit("kemasan").alias("topic"), pl.lit(filled.offices["first"].pk.hex if hasattr(
            filled.offices["first"].pk, "hex") else filled.offices["first"].pk).alias("office_id"),
        pl.Series("activity_id", _activities(filled))[chance.integers(0, ACTIVITIES, many)],
        pl.Series("owner_age", chance.integers(20, 70, many)),
    )  # fmt: skip
    with register._unchecked(), transaction.atomic():
        bulk.insert("programmes_service", served)
        follow_ups = _follow_ups(served, chance)
        bulk.insert("programmes_followup", follow_ups)
    bulk.refresh_statistics()
    return {"services": many, "follow_ups": follow_ups.height}


def _firms():
    """Who every business was: what a service writes down of it."""
    import polars as pl

    from binaan.registry.models import Condition

    rows = Condition.objects.filter(valid_until=None, known_until=None).order_by("business_id")
    names = ("business_id", "place_id", "group", "owner_sex", "association")
    frame = pl.DataFrame(
        list(rows.values_list(*names)), schema=["business_id", "place_id", "group", "sex",
        "association"], orient="row",
    )  # fmt: skip
    return frame.with_columns(
        pl.Series("business_id", [one.hex for one in frame["business_id"].to_list()])
    )


def _keys(kind: int, many: int) -> list[str]:
    return [f"{kind:08x}{number:024x}" for number in range(many)]


def _activities(filled) -> list[str]:
    from binaan.programmes.models import Activity

    made = [
        Activity(
            id=UUID(_keys(3, number + 1)[number]),
            number=number + 1,
            title="Pelatihan",
            kind="pelatihan",
            topic="kemasan",
            state="selesai",
            year=2025,
            fund_source="apbd",
            seats=30,
            token=f"bangku{number}",
            created_by="bangku",
            place_id="32",
            office=filled.offices["first"],
            starts_on=day,
            ends_on=day,
        )
        for number in range(ACTIVITIES)
        for day in [FIRST + timedelta(days=DAYS * number // ACTIVITIES)]
    ]
    Activity.objects.bulk_create(made)
    return [one.pk.hex for one in made]


def _follow_ups(served, chance):
    """One participant in three has the first visit, two thirds of them were visited in time."""
    import polars as pl

    due = served.filter(pl.Series(chance.random(served.height) < 1 / 3))
    end = pl.col("on") + pl.duration(days=30)
    return due.select(
        pl.Series("id", _keys(4, due.height)), "business_id", "place_id", "office_id",
        pl.col("source").alias("participation_id"), pl.lit(_keys(5, 1)[0]).alias("pathway_id"),
        pl.lit("kunjungan_30").alias("kind"), pl.col("on").alias("served_on"),
        end.alias("first_due"), end.alias("due"), pl.lit("terlaksana").alias("state"),
        (pl.col("on") + pl.duration(days=pl.Series(chance.integers(10, 41, due.height)))).alias(
            "done_on"
        ),
        pl.lit("telepon").alias("way"), pl.lit("baik").alias("outcome"),
        pl.lit(0).alias("attempts"), pl.lit("bangku").alias("done_by"),
    )  # fmt: skip


def page(user, code: str) -> dict:
    """Seconds of what the page needs of two years; the copy and the store must say the same."""
    from binaan.kit import snapshot
    from binaan.kit.measures import parse_period
    from binaan.kit.snapshot import reading
    from binaan.places.models import Place
    from binaan.programmes.queries import figures

    mine = figures.scope(user)
    years = [
        figures.Question(
            parse_period(str(int(YEAR) - back)), Place.objects.get(pk=code), mine.office
        )
        for back in (0, 1)
    ]

    def count() -> list:
        return [figures.gather(user, one) for one in years]

    def look() -> list:
        return [figures.gathered(user, one) for one in years]

    assert snapshot.answers()
    by_copy = count()
    counted = statistics.median(seconds(count) for _time in range(3))
    look()
    shown = sorted(seconds(look) for _time in range(ASKED))
    fresh, reading.is_fresh = reading.is_fresh, lambda: False
    try:
        began = time.perf_counter()
        assert count() == by_copy, "copy and store disagree"
        live = time.perf_counter() - began
    finally:
        reading.is_fresh = fresh
    return {
        "reached": sum(many for *_keys, times, many in by_copy[0].rows if times),
        "kept": shown[-1], "copy": counted, "store": round(live, 3),
        "times faster": round(live / counted, 1),
    }  # fmt: skip


def seconds(work) -> float:
    began = time.perf_counter()
    work()
    return round(time.perf_counter() - began, 4)


if __name__ == "__main__":
    if "--step" in sys.argv:
        measure(sys.argv[3], int(sys.argv[4]), int(sys.argv[5]))
    else:
        firms = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
        given = int(sys.argv[2]) if len(sys.argv) > 2 else EACH * firms
        register.on_each_store(__file__, "measure", firms, given)
