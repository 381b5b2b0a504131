"""Makes what `./run` and `./test` need from the hashed lists: .venv, the front-end parts, Node.

Called by the shell scripts with any Python 3.11 or newer, before anything is installed: standard
library only, and not as part of the package. Whatever is up to date is left alone, so a second
call takes a tenth of a second. Everything it says goes to standard error.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
NODE = ROOT / ".node"
MODULES = ROOT / "node_modules"
VENDOR = ROOT / "static_vendor"
REQUIREMENTS = ROOT / "requirements"
OLDEST_NODE = 20
STAMP = ".binaan-stamp"


class Failed(Exception):
    """A step did not work; the text says which and what to try."""


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def fingerprint(*paths: Path) -> str:
    """One hash for the content of several files."""
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.read_bytes())
    return digest.hexdigest()


def stamped(folder: Path, *allowed: str) -> bool:
    stamp = folder / STAMP
    return stamp.is_file() and stamp.read_text() in allowed


def step(what: str, command: list, **options) -> None:
    """Run a program quietly; its output is shown only when it fails."""
    say(f"· {what} …")
    began = time.monotonic()
    done = subprocess.run(
        [str(part) for part in command],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        **options,
    )
    if done.returncode:
        raise Failed(f"{done.stdout.strip()}\n\nGagal: {what}.")
    say(f"  selesai dalam {time.monotonic() - began:.0f} detik")


def prepare_python(wanted: str) -> None:
    """.venv with the set `wanted` ("base" or "dev"); dev holds base, so either serves base."""
    lists = {name: REQUIREMENTS / f"{name}.txt" for name in ("base", "dev")}
    marks = {name: fingerprint(path) for name, path in lists.items()}
    allowed = [marks["dev"]] if wanted == "dev" else list(marks.values())
    works = _runs(VENV / "bin" / "python")
    if works and stamped(VENV, *allowed):
        return
    if not works:
        make_venv(VENV)
    install(VENV, lists[wanted], "memasang pustaka Python (sekali saja, sekitar satu menit)")
    (VENV / STAMP).write_text(marks[wanted])


def _runs(python: Path) -> bool:
    """Whether it is a Python that has pip: a copied or half-made .venv has not."""
    if not python.exists():
        return False
    check = [str(python), "-c", "import sys, pip; sys.exit(sys.version_info < (3, 11))"]
    return subprocess.run(check, capture_output=True).returncode == 0


def make_venv(folder: Path) -> None:
    """A fresh environment; borrows the machine's pip where ensurepip was left out (Debian)."""
    shutil.rmtree(folder, ignore_errors=True)
    try:
        step(f"membuat {folder.name}", [sys.executable, "-m", "venv", folder])
    except Failed as error:
        shutil.rmtree(folder, ignore_errors=True)
        borrowed = [sys.executable, "-m", "pip", "--python", folder / "bin" / "python"]
        try:
            step(f"membuat {folder.name}", [*_without_pip(folder)])
            step("memasang pip", [*borrowed, "install", "--quiet", "pip"])
        except Failed:
            shutil.rmtree(folder, ignore_errors=True)
            hint = "Python ini tidak dapat membuat lingkungan; pasang paket python3-venv."
            raise Failed(f"{error}\n{hint}") from None


def _without_pip(folder: Path) -> list:
    return [sys.executable, "-m", "venv", "--without-pip", folder]


def install(venv: Path, requirements: Path, what: str) -> None:
    command = [venv / "bin" / "python", "-m", "pip", "install", "--quiet", "--no-input"]
    command += ["--disable-pip-version-check", "--require-hashes", "--requirement", requirements]
    step(what, command)


def prepare_frontend() -> None:
    """static_vendor/ from the packages that package-lock.json names."""
    lock = fingerprint(ROOT / "package-lock.json")
    recipe = [Path(__file__).with_name(name) for name in ("frontend.py", "field-engine.json")]
    mark = fingerprint(ROOT / "package-lock.json", *recipe)
    if stamped(VENDOR, mark):
        return
    if not stamped(MODULES, lock):
        npm, path = find_npm()
        command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
        environment = {**os.environ, "PATH": path}
        step("mengambil bagian tampilan", command, cwd=ROOT, env=environment)
        (MODULES / STAMP).write_text(lock)
    sys.path.append(str(Path(__file__).parent))  # last: kit has names the library has too
    from frontend import copy_parts  # type: ignore[import-not-found]

    copy_parts(MODULES, VENDOR)
    (VENDOR / STAMP).write_text(mark)


def find_npm() -> tuple[str, str]:
    """npm and the PATH it needs: the machine's own, else Node from PyPI kept apart in .node/."""
    npm, node = shutil.which("npm"), shutil.which("node")
    if npm and node and _major(node) >= OLDEST_NODE:
        return npm, os.environ["PATH"]
    mark = fingerprint(REQUIREMENTS / "node.txt")
    if not (_runs(NODE / "bin" / "python") and stamped(NODE, mark)):
        make_venv(NODE)
        install(NODE, REQUIREMENTS / "node.txt", "memasang Node (sekali saja)")
        (NODE / STAMP).write_text(mark)
    return str(NODE / "bin" / "npm"), f"{NODE / 'bin'}{os.pathsep}{os.environ.get('PATH', '')}"


def _major(node: str) -> int:
    """20 for v20.20.2; 0 when it does not say."""
    said = subprocess.run([node, "--version"], capture_output=True, text=True).stdout
    number = said.strip().removeprefix("v").split(".")[0]
    return int(number) if number.isdigit() else 0


def main(wanted: list[str]) -> int:
    """Prepare the parts named: base, dev, frontend. One process at a time; the others wait."""
    folder = os.open(ROOT, os.O_RDONLY)
    fcntl.flock(folder, fcntl.LOCK_EX)
    try:
        for part in wanted:
            if part == "frontend":
                prepare_frontend()
            else:
                prepare_python(part)
    except Failed as error:
        say(str(error))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
