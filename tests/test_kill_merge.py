import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

SCRIPT = Path(__file__).with_name("kill_merge.py")


@pytest.mark.slow
def test_merging_killed_at_any_moment_leaves_each_merge_whole_or_absent():
    environment = dict(os.environ)
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        environment.pop("DATABASE_URL", None)
    done = subprocess.run(
        [sys.executable, str(SCRIPT), "--kills", "3", "--pairs", "400", "--batch", "40"],
        env=environment, capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert "not whole: 0" in done.stdout
