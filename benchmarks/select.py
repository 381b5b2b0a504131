"""`./bench select [BUSINESSES]`: ranking 100,000 eligible firms beside one plain query of the same.

On each store a register is filled (140,000: seven in ten are the office's to reach), all running food
makers, one in three served. Measured: the plain query (the columns of a condition, as tuples);
judging everyone (the pool); ranking and filling the seats by each rule, without quotas and with
twenty-five; keeping the outcome of all; the receipt's rows and seal. The best of ROUNDS, except what
writes.
"""

import sys

if sys.path[0].endswith("benchmarks"):  # this file bears the name of a module of Python
    del sys.path[0]

import gc
import json
import os
import time
from datetime import date

from benchmarks import register

ROUNDS = 3
AT = date(2025, 7, 1)
SEATS = 100


def measure(store: str, count: int) -> None:
    register.prepare()
    filled = register.fill(count)
    activity, user = furnish(filled)
    from binaan.programmes.actions import selecting
    from binaan.programmes.queries import candidates, selections, simulating
    from binaan.registry.models import Condition

    def plain() -> int:
        found = Condition.objects.filter(known_until=None, valid_until=None).values_list(
            "business_id", "business__number", "business__name", "place__path", "group", "status",
            "status_on", "started_year", "association", "owner_sex",
        )  # fmt: skip
        return len(list(found))

    said = {"store": store, "load": round(os.getloadavg()[0], 1), "plain query": best(plain)}
    pool = candidates.pool(user, activity, AT)
    said |= {"rows": plain(), "eligible": len(pool.eligible)}
    said["pool"] = best(lambda: candidates.pool(user, activity, AT))
    for rule in ("adil", "skor"):
        said[f"rank {rule}"] = best(lambda: ranked(pool, rule))  # noqa: B023
    said["rank, before and after"] = best(
        lambda: simulating.tried(user, pool, rule="adil", seed="7")
    )
    activity.quotas = quotas()
    activity.save()
    pool = candidates.pool(user, activity, AT)
    said["rank adil, 25 quotas"] = best(lambda: ranked(pool, "adil"))
    tried = simulating.tried(user, pool, rule="adil", seed="7")
    said["unmet"] = len(tried.selected.unmet)
    began = time.perf_counter()
    made = selecting.make(activity, rule="adil", seed="7", at=AT, by=user)
    said["made and kept"] = since(began)
    began = time.perf_counter()
    assert selections.seal(user, made) == made.sha256
    said["sealed again"] = since(began)
    print(json.dumps(said, ensure_ascii=False), flush=True)


def ranked(pool, rule: str):
    """The order of everybody, the seats filled, the reason of each."""
    from binaan.programmes.rules.selecting import select

    return select(
        pool.applicants, seats=SEATS, rule=rule, seed="7", at=AT, quotas=pool.quotas,
        weights=pool.chosen.weights,
    )  # fmt: skip


def furnish(filled):
    """Everyone running and making food, one in three served; an activity for all of the province."""
    from binaan.kit.ids import new_id
    from binaan.programmes.models import Activity, Service
    from binaan.registry.models import Business, Condition

    Condition.objects.update(status="running", status_on=register.LISTED, group="pangan")
    office = filled.offices["first"]
    keys = Business.objects.order_by("number").values_list("pk", "place_id", "number")
    Service.objects.bulk_create(
        (
            Service(business_id=key, place_id=place, office=office, kind="kegiatan",
                    on=date(2019 + number % 6, 1 + number % 12, 1 + number % 28), source=new_id())
            for key, place, number in keys.iterator() if number % 3 == 0
        ), batch_size=5000,
    )  # fmt: skip
    activity = Activity.objects.create(
        number=1, title="Bangku", kind="pelatihan", topic="kemasan", group="pangan",
        state="seleksi", year=2025, fund_source="apbd", seats=SEATS, token="bangku",
        created_by="bangku", place_id="32", office=office, eligibility={"groups": ["pangan"]},
    )  # fmt: skip
    return activity, filled.users["kabid"]


def quotas() -> list[dict]:
    """Two seats for each of 23 kecamatan, half for women and for those outside the association."""
    from binaan.places.models import Place

    found = Place.objects.filter(level="district", path__startswith="32.16.").order_by("path")
    return [
        {"mark": "bukan_anggota", "least": SEATS // 2}, {"mark": "perempuan", "least": SEATS // 2},
        *({"mark": f"kecamatan:{path}", "least": 2} for path in found.values_list("path", flat=True)),
    ]  # fmt: skip


def best(job) -> float:
    took = []
    for _ in range(ROUNDS):
        gc.collect()
        began = time.perf_counter()
        job()
        took.append(since(began))
    return min(took)


def since(began: float) -> float:
    return round(time.perf_counter() - began, 3)


if __name__ == "__main__":
    if "--step" in sys.argv:
        _step, store, count = sys.argv[sys.argv.index("--step") + 1 :]
        measure(store, int(count))
    else:
        register.on_each_store(__file__, "measure", *(sys.argv[1:] or ["140000"]))
