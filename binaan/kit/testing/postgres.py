"""A throw-away PostgreSQL for tests and benchmarks, from whatever binaries the machine has.

The server is a direct child of this process, reached by a Unix socket in a folder of its own that
is removed at the end. Nothing is installed, no service of the machine is touched.

    python -m binaan.kit.testing.postgres COMMAND ...       run COMMAND with DATABASE_URL set
    python -m binaan.kit.testing.postgres --find            print the folder of binaries, or exit 1
    options: --as NAME (another variable), --durable (fsync on, as in an office)
"""

import argparse
import os
import pwd
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from binaan.kit.processes import dies_with_me

OLDEST = 15
START_SECONDS = 60
DURABLE = {"shared_buffers": "256MB", "max_wal_size": "4GB", "maintenance_work_mem": "256MB"}
HASTY = {**DURABLE, "fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


def find_binaries() -> Path | None:
    """The newest folder that holds `initdb` and `postgres` of version 15 or later."""
    folders = list(Path("/usr/lib/postgresql").glob("*/bin")) + [
        Path(found).resolve().parent for found in [shutil.which("postgres")] if found
    ]
    versions = [(_major(folder), folder) for folder in folders if (folder / "initdb").exists()]
    fit = sorted(pair for pair in versions if pair[0] >= OLDEST)
    return fit[-1][1] if fit else None


def _major(folder: Path) -> int:
    """15 for `postgres (PostgreSQL) 15.20`; 0 when the binary does not run."""
    said = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True)
    number = re.search(r"\) (\d+)", said.stdout)
    return int(number[1]) if number else 0


def _identity() -> dict:
    """PostgreSQL refuses root: drop to `postgres`, else `nobody`."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        try:
            person = pwd.getpwnam(name)
        except KeyError:
            continue
        return {"user": person.pw_uid, "group": person.pw_gid, "extra_groups": []}
    raise LookupError("no user to run PostgreSQL as")


@contextmanager
def throwaway(*, durable: bool = False):
    """A running server; gives its address as DATABASE_URL wants it."""
    binaries = find_binaries()
    if binaries is None:
        raise LookupError("no PostgreSQL binaries")
    folder = Path(tempfile.mkdtemp(prefix="binaan-pg-", dir="/tmp"))
    server = None
    try:
        server = _start(binaries, folder, DURABLE if durable else HASTY)
        yield f"postgresql://postgres@/postgres?host={quote(str(folder), safe='')}&port=5432"
    finally:
        if server and server.poll() is None:
            server.send_signal(signal.SIGINT)
            server.wait(60)
        shutil.rmtree(folder, ignore_errors=True)


def _start(binaries: Path, folder: Path, settings: dict) -> subprocess.Popen:
    who, cluster = _identity(), folder / "cluster"
    if who:
        os.chown(folder, who["user"], who["group"])
    make = [
        str(binaries / "initdb"),
        "-D",
        str(cluster),
        "-U",
        "postgres",
        "-E",
        "UTF8",
        "--no-sync",
    ]
    make += ["--locale=C.UTF-8", "--auth-local=trust", "--auth-host=reject"]
    subprocess.run(make, check=True, capture_output=True, cwd="/", **who)
    command = [str(binaries / "postgres"), "-D", str(cluster), "-k", str(folder), "-h", ""]
    for name, value in settings.items():
        command += ["-c", f"{name}={value}"]
    with open(folder / "log", "wb") as log:
        server = subprocess.Popen(
            command,
            stdout=log,
            stderr=log,
            cwd="/",
            start_new_session=True,
            preexec_fn=dies_with_me(signal.SIGINT),
            **who,
        )
    _wait(server, cluster / "postmaster.pid", folder / "log")
    return server


def _wait(server: subprocess.Popen, status: Path, log: Path) -> None:
    """Ready when this server's own status file says so (line 8), not one of a dead server."""
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        if server.poll() is not None:
            raise RuntimeError(f"PostgreSQL ended: {log.read_text(errors='replace')[-2000:]}")
        lines = status.read_text().splitlines() if status.exists() else []
        if len(lines) >= 8 and lines[0].strip() == str(server.pid) and lines[7].strip() == "ready":
            return
        time.sleep(0.05)
    server.kill()
    raise TimeoutError("PostgreSQL did not become ready")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--find", action="store_true")
    parser.add_argument("--as", dest="variable", default="DATABASE_URL")
    parser.add_argument("--durable", action="store_true")
    parser.add_argument("command", nargs=argparse.REMAINDER)
    options = parser.parse_args()
    if options.find:
        found = find_binaries()
        sys.stdout.write(f"{found}\n" if found else "")
        return 0 if found else 1
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with throwaway(durable=options.durable) as address:
        environment = {**os.environ, options.variable: address}
        return subprocess.run(options.command, env=environment).returncode


if __name__ == "__main__":
    sys.exit(main())
