import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

SCRIPT = Path(__file__).with_name("kill_import.py")


@pytest.mark.slow
def test_an_import_killed_at_any_moment_ends_with_the_same_tables():
    environment = dict(os.environ)
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        environment.pop("DATABASE_URL", None)
    done = subprocess.run(
        [sys.executable, str(SCRIPT), "--kills", "6", "--rows", "1200", "--chunk", "300", "--part", "800"],
        env=environment, capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert "differed afterwards: 0" in done.stdout
