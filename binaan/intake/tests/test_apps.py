"""What a process knows that only set Django up, as the worker does."""

import subprocess
import sys

from django.conf import settings

ASK = (
    "import django; django.setup(); from binaan.kit.jobs import HANDLERS;"
    "import sys; sys.stdout.write(' '.join(sorted(HANDLERS)))"
)


def test_the_worker_knows_the_import_without_anybody_importing_it():
    known = subprocess.run(
        [sys.executable, "-c", ASK], cwd=settings.BASE_DIR, capture_output=True, text=True,
        check=True,
    )  # fmt: skip
    assert "intake.import" in known.stdout.split()
