"""The system laid out for the guards: files, addresses, views, queries, actions, templates."""

import ast
import importlib
import inspect
import pkgutil
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import FunctionType
from typing import NamedTuple

from django.conf import settings
from django.urls import URLPattern, get_resolver

import binaan

ROOT = Path(settings.BASE_DIR)
ROOMS = (
    "kit",
    "places",
    "access",
    "intake",
    "registry",
    "programmes",
    "vendors",
    "planning",
    "reports",
    "web",
    "api",
    "portal",
    "demo",
)
UUID = "01890a5d-ac96-774b-bcce-b302099a8057"
ARGUMENTS = {"UUIDConverter": UUID, "IntConverter": "1", "SlugConverter": "name"}


class Address(NamedTuple):
    """One line of a urls.py; `arguments`: something of the right shape for each of its parts."""

    route: str
    name: str
    view: FunctionType
    arguments: dict[str, str]


@cache
def addresses() -> list[Address]:
    """Every address of this installation."""
    return list(_walk(get_resolver().url_patterns, ""))


def _walk(patterns, before: str) -> Iterator[Address]:
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield Address(route, pattern.name or "", pattern.callback, _arguments(pattern))
        else:
            yield from _walk(pattern.url_patterns, route)


def _arguments(pattern: URLPattern) -> dict[str, str]:
    converters = pattern.pattern.converters
    named = {key: ARGUMENTS.get(type(one).__name__, "satu") for key, one in converters.items()}
    expression = getattr(pattern.pattern, "regex", None)
    return named or dict.fromkeys(expression.groupindex if expression else {}, "satu")


def modules(part: str) -> list:
    """The modules `part` ("queries", "actions", "views") of every room, and those inside them."""
    found = []
    for info in pkgutil.walk_packages(binaan.__path__, "binaan."):
        words = info.name.split(".")
        if len(words) >= 3 and words[2] == part:
            found.append(importlib.import_module(info.name))
    return found


def functions(part: str) -> dict[str, FunctionType]:
    """The public functions written in these modules, by dotted name without `binaan.`."""
    return {
        f"{module.__name__.removeprefix('binaan.')}.{name}": function
        for module in modules(part)
        for name, function in vars(module).items()
        if inspect.isfunction(function)
        and inspect.unwrap(function).__module__ == module.__name__
        and not name.startswith("_")
    }


@cache
def committed() -> tuple[Path, ...]:
    """Every file of the repository; without git: what lies in the folders it would hold."""
    if (ROOT / ".git").exists():
        listed = subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cwd=ROOT, capture_output=True, check=True, text=True,
        ).stdout  # fmt: skip
        paths = [ROOT / name for name in listed.split("\0") if name]
    else:
        folders = ("binaan", "config", "tests", "docs", "benchmarks", "data", "requirements")
        paths = [path for name in folders for path in (ROOT / name).rglob("*")]
        paths += [path for path in ROOT.iterdir() if path.is_file()]
    return tuple(sorted(p for p in paths if p.is_file() and "__pycache__" not in p.parts))


def sources(suffix: str, *folders: str) -> list[Path]:
    """Committed files with this suffix, inside these folders of the root if any are named."""
    return [
        path
        for path in committed()
        if path.suffix == suffix and (not folders or path.relative_to(ROOT).parts[0] in folders)
    ]


def python() -> list[Path]:
    """Our Python without what Django writes."""
    return [path for path in sources(".py") if "migrations" not in path.parts]


def short(path: Path) -> str:
    return str(path.relative_to(ROOT))


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def defined(path: Path) -> list[ast.FunctionDef]:
    """Every function of a file, those inside classes and functions too."""
    return [node for node in ast.walk(tree(path)) if isinstance(node, ast.FunctionDef)]


def names_used(path: Path) -> set[str]:
    """Every attribute and imported name of a file."""
    used = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Attribute):
            used.add(node.attr)
        elif isinstance(node, ast.ImportFrom):
            used |= {alias.name for alias in node.names}
    return used
