"""How files look: sizes, templates without code, nothing from elsewhere, lone migrations."""

import ast
import re
import tomllib

import pytest
from django.apps import apps

from tests import system

pytestmark = pytest.mark.once

FILE, FUNCTION, VIEW, TEMPLATE, POSITIONAL, DEPENDENCIES = 350, 40, 25, 150, 5, 35
TEMPLATES = [path for path in system.sources(".html", "binaan") if "templates" in path.parts]
MAIL = [path for path in system.sources(".txt", "binaan") if "templates" in path.parts]
STATIC = [
    path
    for suffix in (".css", ".js", ".mjs", ".svg")
    for path in system.sources(suffix, "binaan")
    if "static" in path.parts
]
INLINE = re.compile(
    r"""\sstyle\s*=|<style|<script(?![^>]*\ssrc=)|\son[a-z]+\s*=\s*["']|javascript:""", re.I
)
QUERY = re.compile(r"\.(objects|all|filter|exclude|exists|first|last|order_by|\w+_set)\b")
ELSEWHERE = re.compile(r"""(?:https?:)?//(?!www\.w3\.org/)[a-z0-9-]+\.[a-z]""", re.I)
# A registry's address in a lock file sends the next office to a machine it cannot reach.
REGISTRY = re.compile(
    r"registry\.npmjs|registry\.yarnpkg|pypi\.org|pythonhosted|--(?:extra-)?index-url[ =]|"
    r"\b(?:10|192\.168|172\.16)\.\d+\.\d+\.\d+:\d|proxy\.golang"
)
MACHINE = re.compile(r"(?<![\w.])/(?:root|home/[a-z]\w*|Users|work|workspace|tmp/home-)/")
TEXT = {".py", ".md", ".toml", ".txt", ".json", ".html", ".css", ".js", ".csv", ".sh", ".yml", ""}
CODE = [path for path in system.python() if path.stat().st_size]
OURS = [path for path in CODE if not {"tests", "testing"} & set(path.parts)]


def offenders(paths, wrong) -> list[str]:
    """Those files, by their path from the root."""
    return [system.short(path) for path in paths if wrong(path)]


def test_files_stay_readable():
    assert offenders(CODE, lambda path: len(path.read_text("utf-8").splitlines()) > FILE) == []


def test_functions_stay_readable():
    """Counted without signature and docstring."""
    long = [
        f"{system.short(path)}: {one.name} {_length(one)}"
        for path in CODE
        for one in system.defined(path)
        if _length(one) > (VIEW if "views" in path.parts else FUNCTION)
    ]
    assert long == []


def _length(function: ast.FunctionDef) -> int:
    body = function.body[1:] if ast.get_docstring(function) else function.body
    return function.end_lineno - body[0].lineno + 1 if body else 0


def test_nobody_has_to_remember_the_order_of_many_arguments():
    """A test's arguments are named by its fixtures."""
    crowded = [
        f"{system.short(path)}: {one.name}"
        for path in OURS
        for one in system.defined(path)
        if len([each for each in one.args.args if each.arg not in ("self", "cls")]) > POSITIONAL
    ]
    assert crowded == []


def test_every_module_says_what_it_is_for():
    assert offenders(OURS, lambda path: not ast.get_docstring(system.tree(path))) == []


def test_no_file_is_a_drawer_for_everything():
    drawers = {"utils", "helpers", "services", "managers", "signals", "constants", "mixins"}
    assert not [system.short(path) for path in CODE if path.stem in drawers]


def test_a_template_is_short():
    assert (
        offenders(TEMPLATES, lambda path: len(path.read_text("utf-8").splitlines()) > TEMPLATE)
        == []
    )


def test_a_template_holds_no_style_and_no_script():
    """The content security policy would drop them."""
    assert offenders(TEMPLATES, lambda path: INLINE.search(path.read_text("utf-8"))) == []


def test_a_template_asks_the_database_nothing():
    def asks(path):
        said = re.findall(r"{[{%].*?[%}]}", path.read_text("utf-8"))
        return any(QUERY.search(one.replace("forloop.", "")) for one in said)

    assert offenders(TEMPLATES, asks) == []


def test_a_page_asks_no_other_host_for_anything():
    files = TEMPLATES + MAIL + STATIC
    assert len(files) > 50
    assert offenders(files, lambda path: ELSEWHERE.search(path.read_text("utf-8"))) == []


def test_no_file_names_a_registry_or_a_path_of_somebodys_machine():
    def names(path):
        text = path.read_text("utf-8", errors="replace")
        registry = path.name != "test_form.py" and REGISTRY.search(text)
        return registry or MACHINE.search(text)

    files = [path for path in system.committed() if path.suffix in TEXT]
    assert offenders(files, names) == []


def test_nothing_that_belongs_to_one_machine_is_committed():
    unwanted = {"uv.lock", ".env", "secret_key", "db.sqlite3"}
    assert not [
        system.short(path)
        for path in system.committed()
        if path.name in unwanted or path.suffix in {".sqlite3", ".pyc", ".log"}
    ]


def test_every_migration_stands_alone():
    """kit.ids is the one exception: the default of every primary key is named in the schema."""
    borrowed = {
        f"{system.short(path)}: {name}"
        for path in system.sources(".py", "binaan")
        if "migrations" in path.parts
        for name in _imported(path)
        if name.startswith(("binaan", "config")) and name != "binaan.kit.ids"
    }
    assert not borrowed


def _imported(path) -> set[str]:
    found = set()
    for node in ast.walk(system.tree(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add(node.module or "")
    return found


def test_every_migration_says_what_it_changes():
    assert not [
        system.short(path)
        for path in system.sources(".py", "binaan")
        if "migrations" in path.parts and re.search(r"_auto_|migration$", path.stem)
    ]


def test_every_room_is_known():
    rooms = {config.name.split(".")[1] for config in apps.get_app_configs() if _is_ours(config)}
    assert rooms == set(system.ROOMS)


def _is_ours(config) -> bool:
    return config.name.startswith("binaan.")


def test_every_dependency_has_its_reason_beside_it():
    text = (system.ROOT / "pyproject.toml").read_text("utf-8")
    declared = tomllib.loads(text)
    direct = declared["project"]["dependencies"]
    everything = direct + [one for group in declared["dependency-groups"].values() for one in group]
    assert len(direct) <= DEPENDENCIES
    assert not [
        one for one in everything if not re.search(re.escape(f'"{one}",') + r"\s+# \w", text)
    ]
