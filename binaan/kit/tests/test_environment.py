import sys

import pytest

from binaan.kit import environment
from binaan.kit.environment import Failed


@pytest.fixture
def machine(tmp_path, monkeypatch):
    """A checkout in an empty folder in which nothing is really installed; keeps what was asked."""
    asked = []
    for name in ("VENV", "NODE", "MODULES", "VENDOR"):
        monkeypatch.setattr(environment, name, tmp_path / name.lower())
    monkeypatch.setattr(environment, "ROOT", tmp_path)
    monkeypatch.setattr(environment, "REQUIREMENTS", tmp_path)
    for name in ("base.txt", "dev.txt", "node.txt", "package-lock.json"):
        (tmp_path / name).write_text(name)

    def make(folder):
        (folder / "bin").mkdir(parents=True, exist_ok=True)
        (folder / "bin" / "python").symlink_to(sys.executable)
        asked.append(f"make {folder.name}")

    monkeypatch.setattr(environment, "make_venv", make)
    monkeypatch.setattr(
        environment, "install", lambda venv, file, what: asked.append(f"install {file.name}")
    )
    return asked


def test_the_first_call_makes_the_environment_and_the_second_does_nothing(machine):
    environment.prepare_python("base")
    assert machine == ["make venv", "install base.txt"]
    environment.prepare_python("base")
    assert machine == ["make venv", "install base.txt"]


def test_a_changed_list_installs_again_into_the_same_environment(machine):
    environment.prepare_python("base")
    (environment.REQUIREMENTS / "base.txt").write_text("changed")
    environment.prepare_python("base")
    assert machine == ["make venv", "install base.txt", "install base.txt"]


def test_the_developers_set_serves_the_program_too_but_not_the_reverse(machine):
    environment.prepare_python("base")
    environment.prepare_python("dev")
    environment.prepare_python("base")
    assert machine == ["make venv", "install base.txt", "install dev.txt"]


def test_an_installation_that_broke_off_is_done_again(machine, monkeypatch):
    def broken(*_arguments):
        raise Failed("no network")

    working = environment.install
    monkeypatch.setattr(environment, "install", broken)
    with pytest.raises(Failed):
        environment.prepare_python("base")
    monkeypatch.setattr(environment, "install", working)
    environment.prepare_python("base")
    assert machine == ["make venv", "install base.txt"]


@pytest.mark.parametrize(("said", "own"), [("v20.1.0", False), ("v18.0.0", True), ("", True)])
def test_an_old_node_is_replaced_by_our_own(machine, monkeypatch, tmp_path, said, own):
    folder = tmp_path / "path"
    folder.mkdir()
    for name in ("npm", "node"):
        (folder / name).write_text(f"#!/bin/sh\necho {said}\n")
        (folder / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(folder), prepend=":")
    npm, path = environment.find_npm()
    assert npm == str((environment.NODE / "bin" if own else folder) / "npm")
    assert path.startswith(str(environment.NODE / "bin" if own else folder))
    assert machine == (["make node", "install node.txt"] if own else [])


def test_a_step_that_fails_shows_what_the_program_said(capfd):
    with pytest.raises(Failed, match=r"(?s)out of paper.*Gagal: mencetak"):
        environment.step("mencetak", [sys.executable, "-c", "print('out of paper'); exit(3)"])
    assert capfd.readouterr().out == ""
