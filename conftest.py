"""Settings of every test, the small world, and a clock that stands still."""

import tempfile
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.utils import timezone

NOON = datetime(2026, 3, 2, 12, tzinfo=ZoneInfo("Asia/Jakarta"))
_HOME = tempfile.TemporaryDirectory(prefix="binaan-test-")


def pytest_configure():
    """Nothing a test keeps, mails or collects reaches the installation it runs in."""
    home = Path(_HOME.name)
    settings.HOME = home
    settings.FILES_DIR = home / "files"
    settings.EMAIL_FILE_PATH = home / "surat"
    settings.STATIC_ROOT = home / "static"
    settings.STATIC_ROOT.mkdir(exist_ok=True)
    # Hashed names need collectstatic; tests serve the files as they lie in the rooms.
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }


def pytest_unconfigure():
    _HOME.cleanup()


@pytest.fixture
def clock(monkeypatch):
    """The clock stands still at noon on 2 March 2026; `clock(moment)` puts it elsewhere."""

    def put(moment: datetime) -> datetime:
        monkeypatch.setattr(timezone, "now", lambda: moment)
        return moment

    put(NOON)
    return put


@pytest.fixture
def world(db):
    """Two regencies, two offices, five businesses: see tests/world.py."""
    from tests.world import World

    return World()
