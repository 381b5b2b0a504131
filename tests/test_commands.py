"""The commands other programs call: all there, with their options and their exit codes."""

import json
import re
from argparse import _SubParsersAction
from importlib import import_module
from io import StringIO

import pytest
from django.core.management import call_command, get_commands, load_command_class
from django.db import DatabaseError, connection, transaction

from binaan.kit.commands import EMPTY, JsonCommand
from tests import system

# What is promised to other programs; more may be added, nothing may go.
PROMISED = {
    "form": {"act", "file", "--room", "--json"},
    "submissions": {"--form", "--json-lines"},
    "tdu": {
        "issue vendor", "issue --place", "issue --days", "issue --hours", "issue --until", "issue --by",
        "issue --json", "verify token", "verify --at", "verify --position", "verify --json",
        "revoke permit", "keys --json",
    },
    "import_list": {
        "kind", "file", "--source", "--office", "--place", "--as-of", "--map", "--by", "--json",
    },
    "problems": {"--batch", "--json-lines"},
    "repair": {"problem", "--value", "--by", "--json"},
    "import_fields": {"kind", "--json"},
    "annotate": {"--batch", "--out", "--json"},
    "measure": {
        "key", "--place", "--at", "--known", "--period", "--by-dimension", "--office", "--as",
        "--json",
    },
    "measures": {"--json"},
    "add_office": {"key", "--name", "--place", "--json"},
    "add_account": {"username", "--role", "--place", "--office", "--password-stdin", "--json"},
    "accounts": {"--json"},
    "verify_audit": {"--json"},
    "backup": {"file", "--json"},
    "restore": {"file", "--json"},
    "export_registry": {"folder", "--as", "--json"},
    "import_kbli": {"file", "--edition", "--json"},
    "search": {"text", "--as", "--json"},
    "rebuild_search": {"--json"},
    "activities": {"--json"},
    "select": {"activity", "--rule", "--seed", "--at", "--as", "--json"},
    "receipt": {"activity", "--out"},
    "due": {"--date", "--json"},
}  # fmt: skip
QUIET = {"force_color": False, "no_color": True, "skip_checks": True}
LIST = (
    "import_list", "usaha", "tidak-ada.csv", "--source", "Daftar", "--place", "32.16",
    "--office", "disperin",
)  # fmt: skip


def ours() -> dict[str, type]:
    """Every command of a room of ours."""
    return {
        name: load_command_class(app, name)
        for name, app in get_commands().items()
        if app.startswith("binaan.")
    }


def options_of(command) -> set[str]:
    """Its options; those of a word that follows it, behind that word."""
    return set(_options(command.create_parser("manage.py", "command")))


def _options(parser, before: str = ""):
    for action in parser._actions:
        yield from (before + one for one in action.option_strings or [action.dest])
        if isinstance(action, _SubParsersAction):
            for word, below in action.choices.items():
                yield from _options(below, f"{word} ")


def run(*words) -> tuple[int, str, str]:
    """Exit code, standard output, standard error."""
    out, err = StringIO(), StringIO()
    command = ours()[words[0]]
    command._called_from_command_line = True  # else wrong usage raises instead of leaving
    try:
        call_command(command, *words[1:], stdout=out, stderr=err)
    except SystemExit as left:
        return left.code or 0, out.getvalue(), err.getvalue()
    return 0, out.getvalue(), err.getvalue()


@pytest.mark.parametrize("name", PROMISED)
def test_a_promised_command_exists_with_its_options(name):
    assert name in ours()
    assert PROMISED[name] <= options_of(ours()[name])


@pytest.mark.parametrize("name", sorted(ours()))
def test_a_command_says_in_one_sentence_what_it_does(name):
    assert re.fullmatch(r"[A-Z].+\.", ours()[name].help, re.DOTALL)


def test_a_command_file_says_how_it_is_called():
    module = [import_module(type(command).__module__) for command in ours().values()]
    assert not [one.__name__ for one in module if not one.__doc__]


class Asking(JsonCommand):
    def answer(self, **options):
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM nowhere")


@pytest.mark.parametrize("tables", [True, False])
def test_an_installation_without_tables_says_what_to_do(db, monkeypatch, tables):
    monkeypatch.setattr("binaan.kit.commands._has_tables", lambda: tables)
    err = StringIO()
    with pytest.raises(DatabaseError if tables else SystemExit), transaction.atomic():
        Asking().execute(stderr=err, **QUIET)
    assert err.getvalue().strip() == ("" if tables else EMPTY)


@pytest.mark.parametrize("name", ["measures", "accounts", "verify_audit"])
def test_an_answer_is_one_json_document_and_nothing_else(name, world):
    code, out, err = run(name, "--json")
    assert (code, err) == (0, "")
    json.loads(out)


def test_a_refused_thing_is_one_sentence_and_exit_code_1(world):
    by = world.user("section_staff").username
    code, out, err = run(*LIST, "--by", by, "--json")
    assert (code, out) == (1, "")
    assert err.strip().startswith("Berkas")


@pytest.mark.parametrize(
    "words",
    [
        [*LIST, "--by", "orang-lain", "--json"],
        ["measure", "registry.businesses", "--place", "32.16", "--at", "2024-12-31",
         "--as", "orang-lain", "--json"],
        ["measure", "registry.elephants", "--place", "32.16", "--at", "2024-12-31",
         "--as", "section_head-32.16-disperin", "--json"],
    ],
    ids=["writer unknown", "reader unknown", "measure unknown"],
)  # fmt: skip
def test_an_unknown_name_is_refused_not_wrong_usage(words, world):
    world.user("section_head")
    code, out, err = run(*words)
    assert (code, out) == (1, "")
    assert err.strip()


@pytest.mark.parametrize(
    "words",
    [
        ["import_list", "kapal", "a.csv", "--source", "A", "--place", "32.16", "--by", "x"],
        ["import_list", "usaha"],
        ["measure", "registry.businesses", "--place", "32.16", "--period", "2024", "--as", "x"],
        ["measure", "registry.closed", "--place", "32.16", "--at", "2024-12-31", "--as", "x"],
        ["measure", "registry.businesses", "--place", "32.16", "--as", "x"],
    ],
    ids=["kind unknown", "options missing", "stock with period", "flow with date", "no time"],
)
def test_wrong_usage_is_exit_code_2(words, db):
    code, out, _err = run(*words)
    assert (code, out) == (2, "")


def test_every_answering_command_speaks_json():
    silent = {name for name, command in ours().items() if not isinstance(command, JsonCommand)}
    assert silent <= {"serve", "worker"}


def test_ids_in_answers_are_strings(world):
    _code, out, _err = run("accounts", "--json")
    assert not [key for key, value in _pairs(json.loads(out)) if key == "id" and _is_number(value)]


def _is_number(value) -> bool:
    return isinstance(value, int)


def _pairs(answer):
    if isinstance(answer, dict):
        for key, value in answer.items():
            yield key, value
            yield from _pairs(value)
    elif isinstance(answer, list):
        for item in answer:
            yield from _pairs(item)


def test_the_readme_names_only_commands_that_exist():
    readme = system.ROOT / "README.md"
    named = set(re.findall(r"\./run manage (\w+)", readme.read_text("utf-8")))
    assert named <= set(get_commands())
