"""What breaks names nobody: error pages, log lines, messages of jobs and commands."""

import io
import logging

import pytest
from django.core.management import call_command
from django.http import HttpResponse
from django.urls import include, path, reverse

from binaan.kit import jobs
from binaan.kit.masking import PersonalFilter
from tests import secrets
from tests.test_commands import run
from tests.test_personal_data import NIK, PHONE

pytestmark = pytest.mark.once


def failing(request):
    raise RuntimeError(f"duplicate key value: (nik)=({NIK}), telepon {PHONE}")


urlpatterns = [
    path("gagal/", failing),
    path("ya/", lambda request: HttpResponse("ya")),
    path("", include("config.urls")),
]
handler500 = "binaan.web.views.errors.broken"


@pytest.fixture
def log(monkeypatch):
    """What the handlers of a deployment write, with their own filters and formats."""
    written = io.StringIO()
    handlers = [one for one in logging.getLogger().handlers if PersonalFilter in _kinds(one)]
    assert handlers, "the deployment's log has no filter for personal values"
    for handler in handlers:
        monkeypatch.setattr(handler, "stream", written)
    return written


def _kinds(handler) -> list[type]:
    return [type(one) for one in handler.filters]


@pytest.mark.urls("tests.test_failures")
def test_an_error_page_and_its_log_line_name_nobody(log, filled):
    client = filled.client(filled.user("section_staff"))
    client.raise_request_exception = False
    response = client.get("/gagal/")
    assert response.status_code == 500
    assert "RuntimeError" in log.getvalue()
    assert not secrets.found_in(response.content)
    assert not secrets.found_in(log.getvalue())


def test_a_job_that_fails_names_nobody(log, filled, monkeypatch):
    def fails(_job, _beat):
        raise ValueError(f"NIK {NIK} ganda, telepon {PHONE}")

    monkeypatch.setitem(jobs.HANDLERS, "gagal", fails)
    done = jobs.run(jobs.take(jobs.enqueue("gagal", {}, by="tester")))
    assert done.message
    assert not secrets.found_in(done.message)
    assert not secrets.found_in(log.getvalue())


def test_a_command_that_breaks_names_nobody(log, filled):
    """The name of a file is often the number of a person."""
    code, _out, err = run(
        "import_list", "usaha", f"/{NIK}.csv", "--source", "A", "--office", "disperin", "--place",
        "32.16", "--by", filled.user("section_staff").username,
    )  # fmt: skip
    assert code == 1
    assert err


def test_the_search_box_is_not_written_to_the_log(log, filled):
    client = filled.client(filled.user("section_staff"))
    client.get("/tidak-ada/", {"q": NIK})
    assert not secrets.found_in(log.getvalue())


def test_a_failed_sign_in_writes_no_password(log, filled, client):
    client.post(reverse("account_login"), {"login": NIK, "password": "rahasia-sekali-77"})
    assert "rahasia-sekali-77" not in log.getvalue()
    assert not secrets.found_in(log.getvalue())


@pytest.mark.parametrize("name", ["measures", "accounts"])
def test_help_of_a_command_needs_no_person(name, capsys):
    with pytest.raises(SystemExit):
        call_command(name, "--help")
    assert not secrets.found_in(capsys.readouterr().out)
