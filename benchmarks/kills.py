"""`./bench kills [KILLS]`: kill -9 at 50 moments of an import, on each store; all tables must be equal."""

import os
import subprocess
import sys
from pathlib import Path

SCRIPT = Path(__file__).resolve().parents[1] / "tests" / "kill_import.py"


def main() -> int:
    kills = sys.argv[1] if len(sys.argv) > 1 else "50"
    stores = ["", *filter(None, [os.environ.get("BENCH_DATABASE_URL")])]
    failed = 0
    for url in stores:
        environment = {**os.environ, "DATABASE_URL": url}
        command = [sys.executable, str(SCRIPT), "--kills", kills]
        failed += subprocess.run(command, env=environment).returncode != 0
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
