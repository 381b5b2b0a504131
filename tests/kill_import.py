"""Kill the worker with -9 at moments spread over an import, start it again, compare all tables.

    python tests/kill_import.py [--kills 6] [--rows 20000] [--chunk 750] [--part 2000] [--seed 1]

Works in a folder and database of its own; DATABASE_URL (a throw-away server) chooses PostgreSQL.
Identifiers of a batch hold its ordinals (kit.ids.row_ids), so they are compared as table and row;
moments are compared by their distance from the moment the batch became known.
"""

import argparse
import csv
import json
import os
import random
import re
import shutil
import signal
import sys
import tempfile
import time
import uuid
from datetime import date, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CHUNK, PART = 750, 2_000
ROW_ID = re.compile(r"^[0-9a-f]{12}7([0-9a-f]{3})8[0-9a-f]{7}([0-9a-f]{8})$")
HEADING = "key name owner_name nik nib village district workers sales status association association_name".split()


def write_list(path: Path, rows: int) -> None:
    """A list in which owners have second businesses, rows repeat, numbers conflict and values are wrong."""
    places = [
        ("Setiadarma", "Tambun Selatan"),
        ("Wanasari", "Cibitung"),
        ("", ""),
        ("Entah", "Cibitung"),
    ]
    with open(path, "w", newline="") as file:
        out = csv.writer(file)
        out.writerow(HEADING)
        for n in range(rows):
            owner = n - 40 if n % 20 == 7 and n > 50 else n  # an owner listed before
            nik = f"321606{owner // 9000 % 28 + 1:02d}0180{owner % 9000 + 1000:04d}"
            name = f"Usaha {owner if n % 40 == 7 else n}"  # of these every second one: the same business
            wrong = {13: "12345", 17: ""}.get(n % 50)
            out.writerow([
                n, "" if n % 500 == 3 else name, f"Orang Nomor {owner:06d}" if n % 90 else f"Lain {n}",
                wrong if wrong is not None else nik, f"9120{owner:09d}" if n % 3 == 0 else "",
                *places[(owner // 3) % 4], n % 9, "2,5 jt" if n % 7 else "banyak",
                "aktif" if n % 5 else "", "anggota" if n % 11 == 0 else "", "ASPEK" if n % 11 == 0 else "",
            ])  # fmt: skip


class Store:
    """The database of one run, made new from a template each time."""

    def __init__(self, home: Path):
        from django.db import connection, connections

        self.home, self.connection, self.all = home, connection, connections
        self.is_sqlite = connection.vendor == "sqlite"
        self.name = f"kill_{os.getpid()}"
        if not self.is_sqlite:
            self._admin(f'CREATE DATABASE "{self.name}_template"')
            self._use(f"{self.name}_template")

    def _use(self, name: str) -> None:
        self.all.close_all()
        self.connection.settings_dict["NAME"] = name

    def _admin(self, *statements: str) -> None:
        self._use("postgres")
        with self.connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
        self.all.close_all()

    def keep(self) -> None:
        """What is in the database now is the template."""
        if self.is_sqlite:
            with self.connection.cursor() as cursor:
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            self.all.close_all()
            shutil.copy(self.home / "binaan.sqlite3", self.home / "template.sqlite3")
        self.all.close_all()

    def renew(self) -> None:
        """The database as the template has it."""
        self.all.close_all()
        if self.is_sqlite:
            for ending in ("", "-wal", "-shm"):
                (self.home / f"binaan.sqlite3{ending}").unlink(missing_ok=True)
            shutil.copy(self.home / "template.sqlite3", self.home / "binaan.sqlite3")
            return
        self._admin(
            f'DROP DATABASE IF EXISTS "{self.name}" WITH (FORCE)',
            f'CREATE DATABASE "{self.name}" TEMPLATE "{self.name}_template"',
        )
        self._use(self.name)

    def remove(self) -> None:
        if not self.is_sqlite:
            for name in (self.name, f"{self.name}_template"):
                self._admin(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def prepare(home: Path, rows: int) -> None:
    """A small Bekasi and two lists handed over, the second one a newer version; jobs wait."""

    from binaan.intake.actions import hand_over
    from binaan.registry.tests.factory import Register
    from tests.tables import make_tables

    make_tables()
    register = Register()
    path = home / "daftar.csv"
    write_list(path, rows)
    sheets = {"CSV": {"heading_row": 1, "key": "A"}}
    hand_over(
        "usaha", path, source="Daftar", office=register.offices["disperin"],
        place=register.place("32.16"), as_of=date(2020, 12, 31), mapping={"sheets": sheets},
        by=register.user("section_staff", office="disperin"),
    )  # fmt: skip


def work(chunk: int = CHUNK, part: int = PART) -> int:
    """Fork a worker that brings in every list and ends."""
    from django.db import connections

    connections.close_all()
    child = os.fork()
    if child:
        return child
    try:
        from binaan.intake import importing, landing
        from binaan.kit import jobs
        from binaan.kit.models import Job

        importing.CHUNK, landing.PART = chunk, part
        lists = Job.objects.filter(kind=importing.JOB, state__in=["waiting", "running"])
        while waiting := lists.order_by("created_at").first():
            taken = jobs.take(only=waiting)
            jobs.run(taken) if taken else time.sleep(0.02)
        os._exit(0)
    except BaseException as error:  # noqa: BLE001 - the child must leave by os._exit
        sys.stderr.write(f"{error!r}\n")
        os._exit(1)


def wait(child: int) -> None:
    _pid, status = os.waitpid(child, 0)
    if status:
        raise RuntimeError(f"the worker ended with {status}")


def tables() -> dict[str, list[str]]:
    """Every table an import writes to, as sorted lines without what differs from run to run."""
    from django.apps import apps

    from binaan.access.models import AuditEvent
    from binaan.intake.models import Batch

    batch = Batch.objects.get()
    found = {}
    models = [
        *apps.get_app_config("registry").get_models(),
        *apps.get_app_config("intake").get_models(),
    ]
    for model in models:
        if not model._meta.managed or not getattr(model, "backed_up", True):
            continue  # made from the rest, by whoever finds it missing
        names = [
            f.attname for f in model._meta.concrete_fields if f.attname not in ("id", "job_id")
        ]
        if model._meta.model_name in ("owner", "business", "claim"):
            names.append("id")
        rows = model.objects.values_list(*names) if names else []
        lines = (json.dumps([plain(value, batch) for value in row]) for row in rows)
        found[model._meta.label] = sorted(lines)
    found["audit"] = sorted(AuditEvent.objects.values_list("verb", flat=True))
    return found


def plain(value, batch):
    """A value as it must be in every run."""
    if isinstance(value, uuid.UUID):
        made = ROW_ID.match(value.hex)
        same = made and value.hex[:12] == f"{int(batch.known_at.timestamp() * 1000):012x}"
        return f"{made[1]}:{int(made[2], 16)}" if same else "an identifier"
    if isinstance(value, datetime):
        distance = (value - batch.known_at).total_seconds()
        return f"{distance:.6f}" if abs(distance) < 0.001 else "a moment"
    return value if isinstance(value, int | float | bool | None) else str(value)


def difference(one: dict, other: dict) -> str:
    """What differs, in a line a table; empty when nothing does."""
    lines = []
    for name, rows in one.items():
        if rows != other[name]:
            first = next(iter(set(rows) ^ set(other[name])), "number of equal rows")
            lines.append(f"{name}: {len(rows)} against {len(other[name])} rows, e.g. {first[:300]}")
    return "\n".join(lines)


def kill_once(store: Store, delay: float, cut: tuple[int, int]) -> bool:
    """Start, kill after `delay` seconds, start again to the end; False when it was over before."""
    store.renew()
    child = work(*cut)
    time.sleep(delay)
    over, _status = os.waitpid(child, os.WNOHANG)
    if not over:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    wait(work(*cut))
    return not over


def run(options) -> int:
    from binaan.intake.models import Batch

    home = Path(os.environ["BINAAN_HOME"])
    store, cut = Store(home), (options.chunk, options.part)
    try:
        prepare(home, options.rows)
        store.keep()
        store.renew()
        began = time.monotonic()
        wait(work(*cut))
        whole = time.monotonic() - began
        undisturbed, batch = tables(), Batch.objects.get()
        if batch.state != "applied" or not batch.changed + batch.unchanged or not batch.waiting:
            raise RuntimeError(f"the undisturbed run is not what it should be: {batch.state}")
        dice, wrong, hit = random.Random(options.seed), 0, 0
        for number in range(options.kills):
            delay = whole * (number + dice.random()) / options.kills
            for earlier in (1, 0.6, 0.3):  # a run may be quicker than the one that was measured
                if kill_once(store, delay * earlier, cut):
                    hit += 1
                    break
            found = difference(undisturbed, tables())
            wrong += bool(found)
            if found:
                sys.stderr.write(f"killed after {delay:.2f} s:\n{found}\n")
    finally:
        store.remove()
    kind = "SQLite" if store.is_sqlite else "PostgreSQL"
    sys.stdout.write(
        f"{kind}: {options.rows} rows, {whole:.1f} s undisturbed; {options.kills} kills, {hit} of them "
        f"before the end; tables that differed afterwards: {wrong}\n"
    )
    return 1 if wrong else 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=6)
    parser.add_argument("--rows", type=int, default=20_000)
    parser.add_argument("--chunk", type=int, default=CHUNK)
    parser.add_argument("--part", type=int, default=PART)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="binaan-kill-") as home:
        os.environ |= {"BINAAN_HOME": home, "DJANGO_SETTINGS_MODULE": "config.settings"}
        sys.path[0] = str(ROOT)  # not this folder: tests/secrets.py would hide a standard module
        import django

        django.setup()
        return run(options)


if __name__ == "__main__":
    sys.exit(main())
