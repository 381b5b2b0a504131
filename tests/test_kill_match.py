import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

SCRIPT = Path(__file__).with_name("kill_match.py")


@pytest.mark.slow
def test_a_search_for_copies_killed_at_any_moment_leaves_the_register_whole():
    environment = dict(os.environ)
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        environment.pop("DATABASE_URL", None)
    done = subprocess.run(
        [sys.executable, str(SCRIPT), "--kills", "3"],
        env=environment, capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert "broken: 0" in done.stdout
