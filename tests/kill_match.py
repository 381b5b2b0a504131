"""Kill a run that seeks copies with -9 at moments spread over it: the register is whole each time.

    python tests/kill_match.py [--kills 6] [--rows 300] [--seed 1]

Works in a folder and database of its own, as kill_import does. After each kill everything that has to
hold of a register holds; a run to the end then finds the same businesses as one nobody disturbed.
"""

import argparse
import csv
import os
import random
import signal
import sys
import tempfile
import time
from collections import defaultdict
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BATCH = 15
HEADING = ["key", "name", "owner_name", "nik", "phone", "village", "district", "address", "product"]
VILLAGES = [("Setiadarma", "Tambun Selatan"), ("Wanasari", "Cibitung")]
FIRST = (
    "Sari Dewi Rina Euis Lilis Tuti Ratna Yuni Cucu Komariah Udin Asep Dedi Jajang Tatang".split()
)
LAST = "Hidayat Santoso Wijaya Kurnia Setiawan Gunawan Nugraha Ramdan Fauzi Mulyana Permana".split()
MAKES = "Keripik Tahu Tempe Dodol Batik Mebel Sepatu Roti Kopi Sambal Kerupuk Gamis".split()


def write_lists(folder: Path, rows: int) -> list[Path]:
    """Two lists; every third business of the first stands in the second, written a little otherwise."""
    dice, one, two = random.Random(7), [], []
    for n in range(rows):
        owner = f"{dice.choice(FIRST)} {dice.choice(LAST)} {dice.choice(LAST)}"
        make = dice.choice(MAKES)
        village, district = VILLAGES[n % 2]
        nik = f"321606{n % 28 + 1:02d}0180{n + 1:04d}"
        phone = f"0813{n:08d}"
        row = [n, f"{make} {LAST[n % 11]} {FIRST[n % 15]}", owner, nik, phone, village, district,
               f"Jl. Melati {n}", make]  # fmt: skip
        one.append(row)
        if n % 3 == 0:
            again = [*row]
            again[1], again[3], again[7] = f"UD {row[1]}", "", f"Jalan Melati No. {n}"
            two.append(again)
    paths = []
    for name, part in (("satu", one), ("dua", two)):
        paths.append(folder / f"{name}.csv")
        with open(paths[-1], "w", newline="") as file:
            csv.writer(file).writerows([HEADING, *part])
    return paths


def prepare(home: Path, rows: int) -> str:
    """A small Bekasi with two lists applied; answers who seeks."""

    from binaan.intake.actions import hand_over
    from binaan.registry.tests.factory import Register
    from tests.kill_import import wait, work
    from tests.tables import make_tables

    make_tables()
    register = Register()
    by = register.user("section_staff", office="disperin")
    for path in write_lists(home, rows):
        hand_over(
            "usaha", path, source=path.stem, office=register.offices["disperin"],
            place=register.place("32.16"), as_of=date(2020, 12, 31),
            mapping={"sheets": {"CSV": {"heading_row": 1, "key": "A"}}}, by=by,
        )  # fmt: skip
    wait(work())  # in another process: whoever forks may not have used Polars' threads
    return by.username


def seek(username: str) -> int:
    """Fork a process that seeks once and ends."""
    from django.db import connections

    connections.close_all()
    child = os.fork()
    if child:
        return child
    try:
        from binaan.access.models import User
        from binaan.registry.actions import automatic, matching, pairing

        automatic.BATCH, matching.BATCH, pairing.BATCH = BATCH, BATCH, BATCH
        matching.match(by=User.objects.get(username=username))
        os._exit(0)
    except BaseException as error:  # noqa: BLE001 - the child must leave by os._exit
        sys.stderr.write(f"{error!r}\n")
        os._exit(1)


def broken() -> list[str]:
    """What does not hold that has to hold of a register at any moment."""
    from django.db.models import F, Q

    from binaan.access import audit
    from binaan.registry.choices import PairState
    from binaan.registry.models import Business, Claim, Condition, Merge, Owner, Pair, Role

    away = Business.objects.filter(merged_into__isnull=False)
    standing = Merge.objects.filter(undone_at=None)
    same = Pair.objects.filter(state=PairState.SAME)
    wrong = {
        "a chain of aliases": away.filter(merged_into__merged_into__isnull=False).count(),
        "businesses and merges": away.count() - standing.filter(businesses=True).count(),
        "owners and merges": Owner.objects.filter(merged_into__isnull=False).count()
        - standing.filter(from_owner__isnull=False).count(),
        "claims on an alias": Claim.objects.filter(business__in=away).count(),
        "conditions known of an alias": Condition.objects.filter(
            business__in=away, known_until=None
        ).count(),
        "roles known of an alias": Role.objects.filter(business__in=away, known_until=None).count(),
        "businesses without an owner": Business.objects.present()
        .exclude(roles__known_until=None, roles__valid_until=None)
        .count(),
        "pairs called the same that are not": same.exclude(
            Q(left__merged_into__isnull=False) | Q(right__merged_into__isnull=False)
        ).count(),
        "merges into somebody else": standing.filter(businesses=True)
        .exclude(right__merged_into=F("left"))
        .exclude(left__merged_into=F("right__merged_into"))
        .count(),
        "links of the trail": 0 if audit.verify().ok else 1,
    }
    return [f"{name}: {count}" for name, count in wrong.items() if count]


def found() -> tuple[set, set]:
    """Which rows are one business and one owner, and between which rows somebody is asked."""
    from binaan.registry.models import Pair
    from binaan.registry.queries.identities import identities

    sets: dict = defaultdict(set)
    for one in identities(None):
        sets["business", one.business].add((one.source, one.row_key))
        sets["owner", one.person].add((one.source, one.row_key))
    rows = {key[1]: frozenset(value) for key, value in sets.items()}
    asked = {frozenset((rows[one.left_id], rows[one.right_id])) for one in Pair.objects.waiting()}
    return {(key[0], frozenset(value)) for key, value in sets.items()}, asked


def kill_once(store, username: str, delay: float) -> tuple[bool, list[str]]:
    """Start, kill after `delay` seconds; was it before the end, and what was broken then."""
    store.renew()
    child = seek(username)
    time.sleep(delay)
    over, _status = os.waitpid(child, os.WNOHANG)
    if not over:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    return not over, broken()


def after_a_kill(store, username: str, delay: float, undisturbed) -> tuple[bool, list[str]]:
    """Kill once, seek to the end: was it before the end, and what was or is broken."""
    for earlier in (1, 0.7, 0.4):  # a run may be quicker than the one that was measured
        before_the_end, wrong = kill_once(store, username, delay * earlier)
        if before_the_end:
            break
    to_the_end(username)
    wrong += broken()
    if (now := found()) != undisturbed:
        differing = now[0] ^ undisturbed[0], now[1] ^ undisturbed[1]
        wrong.append(f"other than in the undisturbed run: {differing}"[:500])
    return before_the_end, [f"killed after {delay:.2f} s: {one}" for one in wrong]


def to_the_end(username: str) -> None:
    """Twice: what was merged is looked at once more, with what came together."""
    from tests.kill_import import wait

    for _time in range(2):
        wait(seek(username))


def run(options) -> int:
    from binaan.registry.actions import matching  # noqa: F401 - loaded once, before forking
    from binaan.registry.models import Merge
    from tests.kill_import import Store

    store = Store(Path(os.environ["BINAAN_HOME"]))
    try:
        username = prepare(store.home, options.rows)
        store.keep()
        store.renew()
        began = time.monotonic()
        to_the_end(username)
        whole = (time.monotonic() - began) * 0.6  # the first of the two is the longer one
        undisturbed, merges = found(), Merge.objects.count()
        if merges < options.rows / 6 or broken():
            raise RuntimeError(
                f"the undisturbed run is not what it should be: {merges}, {broken()}"
            )
        dice, wrong, hit = random.Random(options.seed), [], 0
        for number in range(options.kills):
            delay = whole * (number + dice.random()) / options.kills
            before_the_end, more = after_a_kill(store, username, delay, undisturbed)
            hit, wrong = hit + before_the_end, wrong + more
    finally:
        store.remove()
    sys.stderr.writelines(f"{one}\n" for one in wrong)
    kind = "SQLite" if store.is_sqlite else "PostgreSQL"
    sys.stdout.write(
        f"{kind}: {options.rows} rows, {merges} merges; {options.kills} kills, {hit} of them before"
        f" the end; broken: {len(wrong)}\n"
    )
    return 1 if wrong else 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=6)
    parser.add_argument("--rows", type=int, default=300)
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
