"""The scripts at the root, called as a person calls them."""

import re
import subprocess
from pathlib import Path

import pytest
from django.conf import settings

ROOT = settings.BASE_DIR


def call(*command, cwd=ROOT) -> subprocess.CompletedProcess:
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)


def test_a_command_prints_nothing_but_its_own_output(tmp_path):
    done = call(ROOT / "run", "manage", "--version", cwd=tmp_path)
    assert done.returncode == 0
    assert re.fullmatch(r"5\.2\.\d+\n", done.stdout)


def test_the_exit_code_of_a_command_comes_through():
    assert call(ROOT / "run", "manage", "no_such_command").returncode == 1


def test_an_unknown_word_is_wrong_usage():
    done = call(ROOT / "run", "fly")
    assert (done.returncode, done.stdout) == (2, "")
    assert "./run manage" in done.stderr


def test_an_unknown_benchmark_is_wrong_usage():
    done = call(ROOT / "bench", "no-such-benchmark")
    assert (done.returncode, done.stdout) == (2, "")


@pytest.mark.parametrize("name", ["run", "test", "bench", ".ci/run"])
def test_the_scripts_are_executable_and_plain_sh(name):
    script = ROOT / name
    assert script.stat().st_mode & 0o111
    assert script.read_text().startswith("#!/bin/sh\n")
    assert call("sh", "-n", script).returncode == 0


@pytest.mark.parametrize(
    "path", sorted((ROOT / "requirements").glob("*.txt")), ids=lambda p: p.name
)
def test_every_requirement_has_a_hash_and_no_address(path: Path):
    text = path.read_text("utf-8")
    pins = re.findall(r"^[a-z0-9][\w.-]*==[^\n]*\n(    --hash=sha256:)?", text, re.MULTILINE)
    assert pins
    assert all(pins)
    assert not re.search(r"://|--index|--find-links", text)


def test_the_lock_of_the_front_end_names_no_registry():
    text = (ROOT / "package-lock.json").read_text("utf-8")
    assert '"integrity"' in text
    assert '"resolved"' not in text
