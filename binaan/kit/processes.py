"""Child processes that never outlive their parent, even one that was killed with -9.

Linux tells a child when its parent dies; elsewhere the parent's own clean-up has to be enough.
"""

import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

PR_SET_PDEATHSIG = 1  # linux/prctl.h


def _libc():
    return ctypes.CDLL(None, use_errno=True) if sys.platform.startswith("linux") else None


def die_with_parent(sign: int = signal.SIGTERM, *, parent: int | None = None) -> None:
    """Ask the kernel to send `sign` to this process when its parent ends.

    `parent`: the process id expected; a parent that has gone already counts as ended now.
    """
    libc = _libc()
    if libc is None:
        return
    libc.prctl(PR_SET_PDEATHSIG, int(sign), 0, 0, 0)
    if parent is not None and os.getppid() != parent:
        os.kill(os.getpid(), sign)


def dies_with_me(sign: int = signal.SIGTERM) -> Callable[[], None] | None:
    """A `preexec_fn` for subprocess: the child gets `sign` when this process ends."""
    libc, me = _libc(), os.getpid()
    if libc is None:
        return None

    def in_child() -> None:
        libc.prctl(PR_SET_PDEATHSIG, int(sign), 0, 0, 0)
        if os.getppid() != me:
            os.kill(os.getpid(), sign)

    return in_child


def run_module(module: str, *words: str, seconds: int) -> subprocess.CompletedProcess[bytes] | None:
    """A module of ours, run to its end in a process of its own; None where it took too long."""
    try:
        return subprocess.run(
            [sys.executable, "-m", module, *words],
            capture_output=True,
            timeout=seconds,
            cwd=Path(__file__).resolve().parents[2],
            check=False,
            preexec_fn=dies_with_me(signal.SIGKILL),
        )
    except subprocess.TimeoutExpired:
        return None


def kill_group(leader: int, sign: int = signal.SIGKILL) -> None:
    """Signal every process that is left of the group `leader` started (own session)."""
    try:
        os.killpg(leader, sign)
    except (ProcessLookupError, PermissionError):
        return
