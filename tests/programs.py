"""Programs that are started, killed and looked at afterwards, each on the store where it proves most.

A deep run tries each on both; without PostgreSQL on the machine all of them run on SQLite.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from binaan.kit.testing import postgres
from tests.depth import DEEP

SQLITE = settings.DATABASES["default"]["ENGINE"].endswith("sqlite3")
on_sqlite = pytest.mark.skipif(not (SQLITE or DEEP), reason="runs on SQLite")
on_postgresql = pytest.mark.skipif(
    SQLITE and not DEEP and postgres.find_binaries() is not None, reason="runs on PostgreSQL"
)


def ended(script: str, *arguments: str) -> subprocess.CompletedProcess:
    """How the program in this folder ended, run on the store of these tests."""
    environment = dict(os.environ)
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    if SQLITE:
        environment.pop("DATABASE_URL", None)
    return subprocess.run(
        [sys.executable, str(Path(__file__).with_name(script)), *arguments],
        env=environment, capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
