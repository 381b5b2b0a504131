"""Kill with -9 at moments spread over merging many pairs: each merge is there whole, or not at all.

    python tests/kill_merge.py [--kills 6] [--pairs 2000] [--batch 200] [--seed 1]

Works in a folder and database of its own; DATABASE_URL (a throw-away server) chooses PostgreSQL.
Afterwards the rest is merged and every pair has become one.
"""

import argparse
import csv
import os
import random
import signal
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
HEADING = ("key", "name", "owner_name", "nik", "village", "district", "workers", "status")


def write_list(path: Path, pairs: int) -> None:
    """Each business twice, with the owner's number in one of the two lines only."""
    with open(path, "w", newline="") as file:
        out = csv.writer(file)
        out.writerow(HEADING)
        for n in range(pairs):
            place = ("Setiadarma", "Tambun Selatan") if n % 3 else ("Wanasari", "Cibitung")
            nik = f"321606{n // 9000 % 28 + 1:02d}0180{n % 9000 + 1000:04d}"
            name, owner = f"Keripik Nomor {n:06d}", f"Orang Nomor {n:06d}"
            out.writerow([f"a{n}", name, owner, nik if n % 2 else "", *place, n % 9, "aktif"])
            out.writerow([f"b{n}", f"{name} Jaya", f"{owner} Bin", "", *place, n % 5, "aktif"])


def prepare(home: Path, pairs: int) -> None:
    """A list brought in, and an open pair for each two lines."""
    from django.utils import timezone

    from binaan.intake.actions import hand_over
    from binaan.intake.models import ListedKey
    from binaan.registry.models import Pair
    from binaan.registry.tests.factory import FIRST, Register
    from tests.kill_import import work as import_lists
    from tests.tables import make_tables

    make_tables()
    register = Register()
    path = home / "daftar.csv"
    write_list(path, pairs)
    hand_over(
        "usaha", path, source="Daftar", office=register.offices["disperin"],
        place=register.place("32.16"), as_of=FIRST, by=register.user("section_staff", name="Penggabung"),
        mapping={"sheets": {"CSV": {"heading_row": 1, "key": "A"}}},
    )  # fmt: skip
    wait(import_lists())
    known = dict(ListedKey.objects.values_list("key", "record_id"))
    made = {key.rsplit(":", 1)[-1]: record for key, record in known.items()}
    Pair.objects.bulk_create(
        (
            Pair(
                left_id=made[f"a{n}"], right_id=made[f"b{n}"], owner_p=0.99, business_p=0.99,
                facts="", found_at=timezone.now(),
            )
            for n in range(pairs)
        ),
        batch_size=500,
    )  # fmt: skip


def work(batch: int) -> int:
    """Fork a process that merges every pair whose sides are still two, and ends."""
    from django.db import connections

    connections.close_all()
    child = os.fork()
    if child:
        return child
    try:
        from binaan.access.models import User
        from binaan.registry.actions.merging import merge
        from binaan.registry.models import Pair

        by = User.objects.get(name="Penggabung")
        while pairs := list(Pair.objects.filter(right__merged_into=None).order_by("pk")[:batch]):
            merge(pairs, by=by, reason="Digabung sendiri.", automatic=True)
        os._exit(0)
    except BaseException as error:  # noqa: BLE001 - the child must leave by os._exit
        sys.stderr.write(f"{error!r}\n")
        os._exit(1)


def wait(child: int) -> None:
    _pid, status = os.waitpid(child, 0)
    if status:
        raise RuntimeError(f"the worker ended with {status}")


def not_whole() -> tuple[int, list[str]]:
    """How many are merged, and what is neither merged whole nor untouched."""
    from binaan.access.audit import verify
    from binaan.registry.models import Claim, Condition, Guidance, Merge, Pair, Role

    merged = {one.right_id: one for one in Merge.objects.filter(undone_at=None)}
    open_ = {
        model.__name__: set(
            model.objects.filter(known_until=None).values_list("business_id", flat=True)
        )
        for model in (Condition, Guidance, Role)
    }
    claims = set(Claim.objects.values_list("business_id", flat=True))
    wrong = [] if verify().ok else ["the trail is broken"]
    for pair in Pair.objects.select_related("right"):
        key, gone = pair.right_id, pair.right.merged_into_id is not None
        signs = {
            "journal": key in merged,
            "claims": key not in claims,
            **{name: key not in rows for name, rows in open_.items()},
        }
        if set(signs.values()) != {gone}:
            wrong.append(f"{key}: merged {gone}, {signs}")
    return len(merged), wrong


def kill_once(store, delay: float, batch: int) -> tuple[bool, int, list[str]]:
    """Start, kill after `delay` seconds, look; then merge the rest and look again."""
    store.renew()
    child = work(batch)
    time.sleep(delay)
    over, _status = os.waitpid(child, os.WNOHANG)
    if not over:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    merged, wrong = not_whole()
    wait(work(batch))
    done, still = not_whole()
    return not over, merged, wrong + still + ([] if done >= merged else ["some were lost"])


def run(options) -> int:
    from tests.kill_import import Store

    home = Path(os.environ["BINAAN_HOME"])
    store = Store(home)
    try:
        prepare(home, options.pairs)
        store.keep()
        store.renew()
        began = time.monotonic()
        wait(work(options.batch))
        whole = time.monotonic() - began
        done, wrong = not_whole()
        if wrong or done != options.pairs:
            raise RuntimeError(f"the undisturbed run is not what it should be: {done} {wrong[:3]}")
        dice, hit, part = random.Random(options.seed), 0, 0
        for number in range(options.kills):
            delay = whole * (number + dice.random()) / (options.kills + 1)
            killed, merged, found = kill_once(store, delay, options.batch)
            hit, part = hit + killed, part + (0 < merged < options.pairs)
            wrong += found
            if found:
                sys.stderr.write(f"killed after {delay:.2f} s: {found[:3]}\n")
    finally:
        store.remove()
    kind = "SQLite" if store.is_sqlite else "PostgreSQL"
    sys.stdout.write(
        f"{kind}: {options.pairs} pairs, {options.pairs / whole:.0f} merges a second undisturbed; "
        f"{options.kills} kills, {hit} before the end, {part} with some merged; not whole: {len(wrong)}\n"
    )
    return 1 if wrong else 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=6)
    parser.add_argument("--pairs", type=int, default=2_000)
    parser.add_argument("--batch", type=int, default=200)
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
