"""What people must be able to look up has its line in the docs, and no line outlives its thing."""

import re

import pytest
from django.apps import apps

from binaan.access.parameters import DECLARED
from binaan.access.permissions import LABELS, Permission
from binaan.access.roles import ROLES
from binaan.intake.kinds import KINDS
from binaan.intake.problems import CATALOGUE
from binaan.kit.measures import all_measures
from tests import system
from tests.test_commands import ours

pytestmark = pytest.mark.once

DOCS = system.ROOT / "docs"
REFERENCE = (DOCS / "reference.md").read_text("utf-8")
GLOSSARY = (DOCS / "glossary.md").read_text("utf-8")
PAGES = system.sources(".md")
DECISIONS = sorted((DOCS / "decisions").glob("*.md"))


def listed(heading: str) -> set[str]:
    """The first column of the table under a heading of the reference."""
    part = REFERENCE.split(f"\n## {heading}\n", 1)[1].split("\n## ", 1)[0]
    return set(re.findall(r"^\| `([^`]+)`", part, re.MULTILINE))


@pytest.mark.parametrize(
    ("heading", "things"),
    [
        ("Permissions", {str(one) for one in Permission}),
        ("Roles", set(ROLES)),
        ("Measures", {one.key for one in all_measures()}),
        ("Dimensions", {key for one in all_measures() for key in one.dimensions}),
        ("Commands", set(ours())),
        ("Problems", set(CATALOGUE)),
        ("Office parameters", set(DECLARED)),
        ("Kinds of list", set(KINDS)),
        ("Fields of a list", {field.name for kind in KINDS.values() for field in kind.fields}),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_each_has_its_line_and_no_line_is_left_over(heading, things):
    assert listed(heading) == things


@pytest.mark.parametrize("key", ROLES)
def test_the_reference_says_what_a_role_may(key):
    line = next(line for line in REFERENCE.splitlines() if line.startswith(f"| `{key}` |"))
    assert set(re.findall(r"`(\w+)`", line.split("|")[3])) == {
        str(one) for one in ROLES[key].permissions
    }
    assert ROLES[key].label in line


def test_every_permission_has_words_people_read():
    assert set(LABELS) == set(Permission)


def test_the_glossary_names_every_model():
    models = {
        model.__name__ for model in apps.get_models() if model.__module__.startswith("binaan.")
    }
    assert models <= set(re.findall(r"`(\w+)`", GLOSSARY))


def test_the_glossary_names_every_permission_and_role():
    assert {str(one) for one in Permission} | set(ROLES) <= set(re.findall(r"`(\w+)`", GLOSSARY))


def test_every_row_of_the_glossary_is_whole():
    """say | for | meaning here | source | don't say."""
    rows = [line for line in GLOSSARY.splitlines() if line.startswith("| `")]
    assert len(rows) > 30
    assert not [row for row in rows if len(row.strip("|").split("|")) != 5]


@pytest.mark.parametrize("page", PAGES, ids=system.short)
def test_links_between_pages_lead_somewhere(page):
    targets = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", page.read_text("utf-8"))
    local = [one for one in targets if not re.match(r"[a-z]+:", one)]
    assert not [one for one in local if not (page.parent / one).exists()]


def test_decisions_are_numbered_in_their_file_names_only():
    numbers = [path.name[:4] for path in DECISIONS]
    assert numbers == [f"{number:04}" for number in range(1, len(numbers) + 1)]
    titles = [path.read_text("utf-8").splitlines()[0] for path in DECISIONS]
    assert not [title for title in titles if re.search(r"\d{4}|ADR", title)]


@pytest.mark.parametrize("path", DECISIONS, ids=lambda path: path.stem)
def test_a_decision_says_why_and_what_was_rejected(path):
    text = path.read_text("utf-8")
    for heading in ("Context", "Decision", "Consequences", "Rejected"):
        assert f"\n## {heading}\n" in text


def test_the_index_leads_to_every_page():
    index = (DOCS / "index.md").read_text("utf-8")
    pages = [path for path in DOCS.rglob("*.md") if path.name != "index.md"]
    known = [path for path in pages if "decisions" not in path.parts]
    assert not [p for p in known if p.relative_to(DOCS).as_posix() not in index]


def test_the_newest_version_of_the_changelog_is_the_version():
    changelog = (system.ROOT / "CHANGELOG.md").read_text("utf-8")
    project = (system.ROOT / "pyproject.toml").read_text("utf-8")
    newest = re.search(r"^## (\d+\.\d+\.\d+)", changelog, re.MULTILINE)
    assert newest[1] == re.search(r'^version = "([^"]+)"', project, re.MULTILINE)[1]


def test_the_architecture_fits_on_one_page():
    text = (DOCS / "architecture.md").read_text("utf-8")
    assert len(text.split()) <= 1100


def test_the_readme_prints_the_two_commands():
    readme = (system.ROOT / "README.md").read_text("utf-8")
    for command in ("./run", "./test"):
        assert f"\n{command}" in readme
        assert (system.ROOT / command).exists()
