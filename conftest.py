"""Settings of every test, the small world, and a clock that stands still."""

import gc
import tempfile
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from binaan.kit import jobs
from binaan.kit.snapshot import reading
from binaan.kit.testing import postgres
from tests.depth import DEEP

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
    # The same algorithm with less work: nobody attacks the passwords of a test.
    Argon2PasswordHasher.time_cost, Argon2PasswordHasher.memory_cost = 1, 64
    _make_tables_in_one_go()
    jobs.BEAT_SECONDS = 3_600  # a heart's own connection sees nothing of a test's open transaction
    reading.WORTH = 0  # the worlds of the tests are small, and the copy is what they try
    # Hashed names need collectstatic; tests serve the files as they lie in the rooms.
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }


def _make_tables_in_one_go() -> None:
    """As the models say: ten times as quick as walking all migrations.

    That those lead to the same is what `makemigrations --check` and the copies of
    kit/tests/test_backup.py prove, which each store restores after `migrate`. Those need PostgreSQL;
    without it the tests themselves start from `migrate`.
    """
    walked = DEEP or postgres.find_binaries() is None
    settings.DATABASES["default"].setdefault("TEST", {})["MIGRATE"] = bool(walked)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """A store made in one go notes its migrations too: the day of the first is its name."""
    with django_db_blocker.unblock():
        notes = MigrationRecorder(connection)
        if notes.has_table():
            return
        notes.ensure_schema()
        for app, name in sorted(MigrationLoader(None).disk_migrations):
            notes.record_applied(app, name)


def pytest_collection_modifyitems(config, items):
    """What starts long programs comes first, lest one worker wait for another's at the end.

    On PostgreSQL only what asks the store is tried once more: the rest would prove the same.
    What digs deep waits for a run that asks for it (tests/depth.py).
    """
    items.sort(key=lambda item: not (item.get_closest_marker("slow") and not _in_store(item)))
    if not DEEP:
        _leave(config, items, lambda item: not item.get_closest_marker("deep"))
    if connection.vendor != "sqlite":
        _leave(config, items, _asks_the_store)


def pytest_collection_finish():
    """Thousands of items and the whole of Django stay to the end: nobody need walk them again."""
    gc.collect()
    gc.freeze()


def _leave(config, items, wanted) -> None:
    config.hook.pytest_deselected(items=[item for item in items if not wanted(item)])
    items[:] = filter(wanted, items)


def _asks_the_store(item) -> bool:
    if item.get_closest_marker("once"):
        return False
    system = "binaan" not in item.path.relative_to(item.config.rootpath).parts  # starts programs
    return system or _in_store(item)


def _in_store(item) -> bool:
    """Whether it has the test's own database; those keep the order pytest-django gives them."""
    fixtures = {"db", "transactional_db", "live_server"} & set(item.fixturenames)
    return bool(item.get_closest_marker("django_db") or fixtures)


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
    from tests.remembered import remembered
    from tests.world import World

    return remembered("world", World)
