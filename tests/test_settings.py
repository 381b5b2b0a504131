"""Every variable of the environment is read in one place and named wherever they are listed."""

import re

import pytest
from django.conf import settings

pytestmark = pytest.mark.once

VARIABLE = re.compile(r"\b(?:BINAAN_[A-Z_]+|(?<!BENCH_)DATABASE_URL)\b")
ROOT = settings.BASE_DIR
READ = set(
    re.findall(
        r'(?:environ\.get|environ|env_flag|env_number|getenv)[(\[]"([A-Z_]+)"',
        (ROOT / "config" / "settings.py").read_text("utf-8"),
    )
)
SOURCES = [
    path
    for path in (ROOT / "binaan").rglob("*.py")
    if not {"tests", "testing"} & set(path.relative_to(ROOT).parts)
]


def test_the_settings_file_reads_the_environment():
    assert {"BINAAN_HOME", "BINAAN_ADDRESS", "DATABASE_URL"} <= READ


@pytest.mark.parametrize("name", [".env.example", "docs/operate/settings.md"])
def test_every_variable_is_documented_and_none_is_invented(name):
    assert set(VARIABLE.findall((ROOT / name).read_text("utf-8"))) == READ


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_only_the_settings_file_reads_variables_of_ours(source):
    read = re.findall(r'environ(?:\.get)?[(\[]"([A-Z_]+)"', source.read_text("utf-8"))
    assert not {name for name in read if VARIABLE.fullmatch(name)}
