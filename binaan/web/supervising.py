"""Keeps the web server and the worker running, and ends both with itself.

Each child leads a session of its own, so that Ctrl-C reaches only the supervisor and so that
nothing of a dead child is left behind. A child that dies is started again, later each time.
"""

import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from binaan.kit.processes import dies_with_me, kill_group

GRACE_SECONDS = 10
LONGEST_PAUSE = 30
STEADY_SECONDS = 60
LOOK_SECONDS = 0.2


@dataclass
class Child:
    """A program to keep running: its name for people, and how it is started."""

    name: str
    command: list[str]
    folder: Path
    process: subprocess.Popen | None = None
    failures: int = 0
    started_at: float = 0.0
    next_start: float = 0.0
    environment: dict[str, str] = field(default_factory=lambda: dict(os.environ))

    def start(self) -> None:
        self.started_at = time.monotonic()
        self.process = subprocess.Popen(
            self.command,
            cwd=self.folder,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=dies_with_me(),
        )

    def look(self, say: Callable[[str], None]) -> None:
        """Notice a death, wait a little longer after each, start again."""
        now = time.monotonic()
        if self.process is None:
            if now >= self.next_start:
                self.start()
            return
        code = self.process.poll()
        if code is None:
            return
        kill_group(self.process.pid)
        self.failures = 1 if now - self.started_at > STEADY_SECONDS else self.failures + 1
        pause = min(2 ** (self.failures - 1), LONGEST_PAUSE)
        self.process, self.next_start = None, now + pause
        say(f"{self.name} berhenti (kode {code}); dijalankan lagi dalam {pause} detik.")

    def stop(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.terminate()

    def wait(self, until: float) -> None:
        """Wait for a clean end until the moment given, then end whatever is left."""
        if self.process is None:
            return
        try:
            self.process.wait(max(0.0, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            self.process.kill()
        kill_group(self.process.pid)
        self.process.wait()


def supervise(children: list[Child], *, stop: threading.Event, say: Callable[[str], None]) -> None:
    """Run the children until `stop` is set; returns when all of them have ended."""
    try:
        while not stop.is_set():
            for child in children:
                child.look(say)
            stop.wait(LOOK_SECONDS)
    finally:
        for child in children:
            child.stop()
        until = time.monotonic() + GRACE_SECONDS
        for child in children:
            child.wait(until)


def stop_on_signals(stop: threading.Event) -> None:
    """Ctrl-C, a service manager's stop and a closed terminal all end the supervisor cleanly."""
    for sign in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(sign, lambda *_: stop.set())
