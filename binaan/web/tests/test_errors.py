"""What went wrong is said in Bahasa, with a code that stands in the log too."""

import logging
import re

import pytest
from django.test import Client

from binaan.web.views import errors

pytestmark = pytest.mark.urls("binaan.web.tests.addresses")
CODE = re.compile(r"\b(4\d\d|500)-[A-HJKMNP-Z2-9]{6}\b")


@pytest.fixture(autouse=True)
def plain_files(settings):
    files = "django.contrib.staticfiles.storage.StaticFilesStorage"
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": files}}
    settings.MIDDLEWARE = []
    engine = settings.TEMPLATES[0]
    options = {**engine["OPTIONS"], "context_processors": ["binaan.web.menu.menu"]}
    settings.TEMPLATES = [{**engine, "OPTIONS": options}]


@pytest.fixture
def browser():
    return Client(raise_request_exception=False)


def code_of(response) -> str:
    return CODE.search(response.content.decode())[0]


@pytest.mark.parametrize(
    "path, status, sentence",
    [
        ("/tidak-ada/", 404, "Halaman tidak ditemukan"),
        ("/refused/", 403, "Usaha ini bukan di wilayah Anda."),
        ("/failing/", 500, "Ada yang rusak di pihak kami"),
    ],
)
def test_the_code_on_the_page_is_in_the_log(browser, caplog, path, status, sentence):
    with caplog.at_level(logging.WARNING, "binaan.errors"):
        response = browser.get(path)
    assert response.status_code == status
    assert sentence in response.content.decode()
    assert code_of(response) in caplog.text


def test_a_search_for_a_person_does_not_get_into_the_log(browser, caplog):
    browser.get("/tidak-ada/?q=3216064507850003")
    ours = [record for record in caplog.records if record.name == "binaan.errors"]
    assert ours
    assert "3216064507850003" not in "".join(record.getMessage() for record in ours)


def test_too_many_attempts_answer_429(rf):
    response = errors.locked(rf.post("/masuk/"), None, {"username": "rina"})
    assert response.status_code == 429
    assert "dikunci sementara" in response.content.decode()


def test_an_old_form_is_explained(rf):
    response = errors.csrf_failure(rf.post("/"), reason="CSRF token missing")
    assert response.status_code == 403
    assert "terlalu lama terbuka" in response.content.decode()


def test_an_unreadable_request_answers_400(rf):
    assert errors.bad_request(rf.get("/")).status_code == 400


def test_the_500_page_needs_no_database_and_keeps_the_chosen_look(browser):
    browser.cookies["binaan_tampilan"] = "dark"
    assert 'data-bs-theme="dark"' in browser.get("/failing/").content.decode()


def test_the_choice_of_look_is_kept_and_leads_back(browser):
    response = browser.post("/tampilan/", {"theme": "dark", "next": "/direktori/?q=tahu"})
    assert (response.status_code, response.url) == (302, "/direktori/?q=tahu")
    assert response.cookies["binaan_tampilan"].value == "dark"
    undone = browser.post("/tampilan/", {"theme": "", "next": "/"})
    assert undone.cookies["binaan_tampilan"].value == ""


@pytest.mark.parametrize("elsewhere", ["https://jahat.example/", "//jahat.example", "javascript:1"])
def test_the_choice_of_look_leads_nowhere_else(browser, elsewhere):
    assert browser.post("/tampilan/", {"theme": "dark", "next": elsewhere}).url == "/"
