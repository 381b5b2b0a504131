import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from binaan.web.supervising import Child, supervise

SLEEPER = [sys.executable, "-c", "import time; time.sleep(60)"]
STUBBORN = [
    sys.executable,
    "-c",
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN);time.sleep(60)",
]
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child")


def alive(pid: int) -> bool:
    """Whether a process still runs; one that ended and waits to be reaped does not."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"


def until(true, seconds=10.0) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if true():
            return True
        time.sleep(0.05)
    return False


@pytest.fixture
def supervised(tmp_path):
    """Runs children in a thread; gives a function that starts them, and stops them at the end."""
    stop, said, threads = threading.Event(), [], []

    def start(*commands):
        children = [Child(f"anak {n}", command, tmp_path) for n, command in enumerate(commands)]
        thread = threading.Thread(
            target=supervise, args=(children,), kwargs={"stop": stop, "say": said.append}
        )
        thread.start()
        threads.append(thread)
        assert until(lambda: all(child.process for child in children))
        return children, said

    yield start
    stop.set()
    for thread in threads:
        thread.join(20)
        assert not thread.is_alive()


def test_a_child_that_dies_is_started_again_and_said_so(supervised):
    (child,), said = supervised(SLEEPER)
    first = child.process.pid
    os.kill(first, signal.SIGKILL)
    assert until(lambda: child.process and child.process.pid != first)
    assert said == ["anak 0 berhenti (kode -9); dijalankan lagi dalam 1 detik."]


def test_the_pause_grows_with_each_death_in_a_row(supervised):
    (_child,), said = supervised([sys.executable, "-c", "raise SystemExit(3)"])
    assert until(lambda: len(said) >= 2)
    assert "dalam 1 detik" in said[0]
    assert "dalam 2 detik" in said[1]


def test_stopping_ends_every_child(tmp_path):
    stop = threading.Event()
    children = [Child("satu", SLEEPER, tmp_path), Child("dua", SLEEPER, tmp_path)]
    thread = threading.Thread(
        target=supervise, args=(children,), kwargs={"stop": stop, "say": print}
    )
    thread.start()
    assert until(lambda: all(child.process for child in children))
    pids = [child.process.pid for child in children]
    stop.set()
    thread.join(20)
    assert not any(alive(pid) for pid in pids)


def test_a_child_that_ignores_the_polite_signal_is_ended_all_the_same(tmp_path, monkeypatch):
    monkeypatch.setattr("binaan.web.supervising.GRACE_SECONDS", 0.5)
    stop = threading.Event()
    child = Child("keras kepala", STUBBORN, tmp_path)
    thread = threading.Thread(
        target=supervise, args=([child],), kwargs={"stop": stop, "say": print}
    )
    thread.start()
    assert until(lambda: child.process)
    time.sleep(0.3)
    stop.set()
    thread.join(20)
    assert not alive(child.process.pid)


def test_grandchildren_of_a_killed_child_are_ended_before_it_starts_again(supervised, tmp_path):
    note = tmp_path / "grandchild"
    program = (
        "import pathlib, subprocess, sys, time;"
        "p = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)']);"
        f"pathlib.Path({str(note)!r}).write_text(str(p.pid)); time.sleep(60)"
    )
    (child,), _said = supervised([sys.executable, "-c", program])
    assert until(lambda: note.exists() and note.read_text())
    grandchild = int(note.read_text())
    os.kill(child.process.pid, signal.SIGKILL)
    assert until(lambda: not alive(grandchild))


@LINUX
def test_nothing_outlives_a_supervisor_that_was_killed(tmp_path):
    note = tmp_path / "pid"
    program = (
        "import pathlib, sys, threading\n"
        "from binaan.web.supervising import Child, supervise\n"
        "child = Child('anak', [sys.executable, '-c', 'import time; time.sleep(60)'],"
        " pathlib.Path('.'))\n"
        "def note(): pathlib.Path(sys.argv[1]).write_text(str(child.process.pid))\n"
        "threading.Timer(1.0, note).start()\n"
        "supervise([child], stop=threading.Event(), say=print)\n"
    )
    boss = subprocess.Popen([sys.executable, "-c", program, str(note)])
    assert until(lambda: note.exists() and note.read_text())
    child = int(note.read_text())
    assert alive(child)
    boss.kill()
    boss.wait()
    assert until(lambda: not alive(child))
