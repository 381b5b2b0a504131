"""A register of any size for the benchmarks, the same on every run with the same seed.

    from benchmarks import register
    register.on_each_store(__file__, "measure", count)   # a process a store, home and DATABASE_URL set
    ...
    register.prepare()                                   # in that process: Django, tables, places
    filled = register.fill(count)                        # businesses, offices, users by what they are

Owners, businesses, roles, claims, conditions (some with an earlier one), guidance by two offices,
one list each with an applied batch and its keys, verifications, aliases. Places are real (province
32), people and numbers invented. The rows are made by the frames of the import (registry/sheets),
foreign keys are not checked while they go in. The outbox stays empty: who needs the search index
or the copy builds it whole. PostgreSQL is the throw-away one of `./bench` (BENCH_DATABASE_URL).
"""

import io
import json
import os
import subprocess
import sys
import tempfile
from datetime import UTC, date, datetime
from typing import NamedTuple

LISTED = date(2024, 12, 31)
EARLIER = date(2022, 12, 31)
CHECKED = date(2025, 6, 2)
KNOWN = datetime(2025, 7, 1, 3, tzinfo=UTC)
PART = 100_000
BEKASI = "32.16"
DISTRICT = "32.16.06"
# Rough middles of the regencies whose villages have no position of their own (degrees).
MIDDLES = {
    "32.01": (-6.55, 106.70), "32.02": (-7.00, 106.70), "32.03": (-7.05, 107.10),
    "32.04": (-7.10, 107.60), "32.05": (-7.35, 107.80), "32.06": (-7.45, 108.15),
    "32.07": (-7.32, 108.40), "32.08": (-6.98, 108.50), "32.09": (-6.78, 108.50),
    "32.10": (-6.80, 108.25), "32.11": (-6.82, 107.95), "32.12": (-6.45, 108.20),
    "32.13": (-6.50, 107.70), "32.14": (-6.58, 107.45), "32.15": (-6.28, 107.35),
    "32.16": (-6.22, 107.12), "32.17": (-6.88, 107.45), "32.18": (-7.62, 108.50),
    "32.71": (-6.60, 106.80), "32.72": (-6.93, 106.93), "32.73": (-6.92, 107.61),
    "32.74": (-6.73, 108.56), "32.75": (-6.28, 106.98), "32.76": (-6.40, 106.82),
    "32.77": (-6.88, 107.54), "32.78": (-7.34, 108.22), "32.79": (-7.37, 108.54),
}  # fmt: skip


class Filled(NamedTuple):
    """`offices`: "first" and "second". `users`: "kabid" (section head of the first office in the
    province), "kecamatan" (operator of 32.16.06, first office), "other" (section head of the second
    office) and "province" (auditor bound to no office)."""

    businesses: int
    offices: dict
    users: dict


def on_each_store(file: str, step: str, *arguments) -> None:
    """Run `file --step STEP STORE ARGUMENTS…` once a store, each in a home of its own.

    BENCH_STORES chooses ("postgresql,sqlite"); PostgreSQL is left out where it is not there.
    """
    stores = {"sqlite": ""}
    if os.environ.get("BENCH_DATABASE_URL"):
        stores["postgresql"] = os.environ["BENCH_DATABASE_URL"]
    for name in os.environ.get("BENCH_STORES", "postgresql,sqlite").split(","):
        if name not in stores:
            print(f"{name}: tidak ada di mesin ini", file=sys.stderr)
            continue
        with tempfile.TemporaryDirectory() as home:
            environment = {**os.environ, "BINAAN_HOME": home, "DATABASE_URL": stores[name]}
            command = [sys.executable, file, "--step", step, name, *map(str, arguments)]
            subprocess.run(command, env=environment, check=True)


def prepare() -> None:
    """Django set up on the store of this process, its tables made (emptied), places loaded."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    from django.core.management import call_command
    from django.db import connection

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("DROP SCHEMA public CASCADE")
            cursor.execute("CREATE SCHEMA public")
    call_command("migrate", verbosity=0)
    call_command("load_places", stdout=io.StringIO())


def fill(count: int, seed: int = 1) -> Filled:
    """Put `count` businesses into a store that has its tables and places and no business yet."""
    from django.db import transaction

    from benchmarks.filling import Filling
    from binaan.kit import bulk

    with transaction.atomic():
        offices, users, batches = _around()
    filling = Filling(batches, seed)
    for start in range(0, count, PART):
        with _unchecked(), transaction.atomic():
            filling.insert(start, min(PART, count - start))
    for name, batch in batches.items():
        rows = filling.rows[name]
        type(batch).objects.filter(pk=batch.pk).update(rows=rows, new=rows, applied_through=rows)
    bulk.refresh_statistics()
    return Filled(count, offices, users)


def _unchecked():
    """Foreign keys are right by construction; checking each again takes most of the time."""
    from contextlib import contextmanager

    from django.db import connection

    postgresql = connection.vendor == "postgresql"

    @contextmanager
    def switched():
        off, on = (
            ("SET session_replication_role = replica", "SET session_replication_role = DEFAULT")
            if postgresql
            else ("PRAGMA foreign_keys = OFF", "PRAGMA foreign_keys = ON")
        )
        with connection.cursor() as cursor:
            cursor.execute(off)
        try:
            yield
        finally:
            with connection.cursor() as cursor:
                cursor.execute(on)

    return switched()


def _around() -> tuple[dict, dict, dict]:
    """Offices, the people who look, and one list an office with its two versions."""
    from binaan.access.models import Assignment, Office, User
    from binaan.intake.models import Batch, BatchState, Source, SourceVersion
    from binaan.kit.models import StoredFile

    names = {"first": "Dinas Perindustrian Contoh", "second": "Dinas Koperasi dan UKM Contoh"}
    offices = {
        key: Office.objects.create(key=f"bangku-{key}", name=name, place_id="32")
        for key, name in names.items()
    }
    people = {
        "kabid": ("section_head", "32", offices["first"]),
        "kecamatan": ("kecamatan_operator", DISTRICT, offices["first"]),
        "other": ("section_head", "32", offices["second"]),
        "province": ("auditor", "32", None),
    }
    users = {}
    for key, (role, place, office) in people.items():
        users[key] = User.objects.create(username=f"bangku-{key}", name=f"Bangku {key}")
        Assignment.objects.create(
            user=users[key], role=role, place_id=place, office=office, valid_from=EARLIER
        )
    batches = {}
    for number, (key, office) in enumerate(offices.items()):
        source = Source.objects.create(
            kind="usaha", name=f"Daftar {names[key]}", office=office, place_id="32",
            precedence=40 + 10 * number,
        )  # fmt: skip
        for mark, as_of in (("", LISTED), ("-lama", EARLIER)):
            file = StoredFile.objects.create(
                sha256=f"{key}{mark}".ljust(64, "0"), name=f"{key}{mark}.csv", size=0
            )
            batches[key + mark] = Batch.objects.create(
                version=SourceVersion.objects.create(source=source, as_of=as_of), file=file,
                file_name=file.name, place_id="32", mapping_hash="bangku",
                state=BatchState.APPLIED, by=users["kabid"].username, known_at=KNOWN,
                applied_at=KNOWN,
            )  # fmt: skip
    return offices, users, batches


def measure(store: str, count: int) -> None:
    """How long filling takes, and how many rows it leaves in each table."""
    import time

    prepare()
    from django.db import connection

    began = time.perf_counter()
    fill(count)
    seconds = round(time.perf_counter() - began, 1)
    tables = (
        "owner", "identifier", "alias", "business", "role", "claim", "condition", "guidance",
        "verification", "membership",
    )  # fmt: skip
    with connection.cursor() as cursor:
        rows = {}
        for name in tables:
            cursor.execute(f'SELECT count(*) FROM "registry_{name}"')
            rows[name] = cursor.fetchone()[0]
    print(json.dumps({"store": store, "seconds": seconds, "rows": rows}), flush=True)


if __name__ == "__main__":
    if "--step" in sys.argv:
        measure(sys.argv[3], int(sys.argv[4]))
    else:
        on_each_store(__file__, "measure", sys.argv[1] if len(sys.argv) > 1 else 10_000)
