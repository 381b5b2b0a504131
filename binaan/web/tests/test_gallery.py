"""The look in a real browser: every component, light and dark, wide and narrow.

The pages are answered by Django's test client through the browser's own routing: no server, no
database.
"""

import gzip
import mimetypes
import re
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings as project
from django.contrib.staticfiles import finders
from django.test import Client
from playwright.sync_api import sync_playwright

from tests.browser import CHROMIUM, FLAGS, violations

BUDGET = 300 * 1024
ROOM = Path(project.BASE_DIR) / "binaan"
UNSAFE = re.compile(
    r"""\sstyle\s*=|<style|<script(?![^>]*\ssrc=)|\son[a-z]+\s*=\s*["']|javascript:"""
)

pytestmark = [
    pytest.mark.journey,
    pytest.mark.urls("binaan.web.tests.addresses"),
    pytest.mark.skipif(not CHROMIUM.exists(), reason="Chromium tidak terpasang"),
    pytest.mark.skipif(not finders.find("vendor/tabler.min.css"), reason="tanpa static_vendor"),
]


@pytest.fixture(scope="module")
def browser():
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def visit(settings, browser):
    """visit(path, width, scheme) -> (the open page, its problems, bytes sent compressed)."""
    files = "django.contrib.staticfiles.storage.StaticFilesStorage"
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": files}}
    settings.MIDDLEWARE = [
        "csp.middleware.CSPMiddleware",
        "binaan.web.tests.addresses.someone_signed_in",
    ]
    engine = settings.TEMPLATES[0]
    processors = ["django.template.context_processors.request", "binaan.web.menu.menu"]
    options = {**engine["OPTIONS"], "context_processors": processors}
    settings.TEMPLATES = [{**engine, "OPTIONS": options}]
    client, opened = Client(raise_request_exception=False), []

    def go(path: str, width: int = 1280, scheme: str = "light"):
        problems, sent = [], []

        def answer(route):
            url = urlsplit(route.request.url)
            status, headers, body = _answer(client, url)
            sent.append(len(body) if url.path.endswith(".woff2") else _packed(body))
            route.fulfill(status=status, headers=headers, body=body)

        page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
        opened.append(page)
        page.on("console", lambda line: problems.append(line.text))
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.route("**/*", answer)
        page.goto(f"http://testserver{path}")
        return page, problems, sent

    yield go
    for page in opened:
        page.close()


@cache
def _file(path: str) -> tuple[int, dict, bytes]:
    found = finders.find(path.removeprefix("/static/"))
    kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
    body = Path(found).read_bytes() if found else b""
    return (200 if found else 404), {"content-type": kind}, body


@cache
def _packed(body: bytes) -> int:
    return len(gzip.compress(body))


def _answer(client: Client, url) -> tuple[int, dict, bytes]:
    if url.path.startswith("/static/"):
        return _file(url.path)
    response = client.get(f"{url.path}?{url.query}")
    return response.status_code, dict(response.items()), response.content


SCREENS = [(320, "light"), (360, "dark"), (800, "light"), (1280, "light"), (1280, "dark")]


@pytest.mark.parametrize("path", ["/ui/", "/refused/", "/failing/"])
def test_a_page_is_accessible_and_fits_its_screen(visit, path):
    """Loaded once: what a screen changes, the style sheets change under the open page."""
    page, problems, _ = visit(path, *SCREENS[0])
    found = []
    for width, scheme in SCREENS:
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # no colour on its way
        found += [(width, scheme, *one) for one in violations(page)]
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert found == []
    assert [text for text in problems if "status of" not in text] == []


def test_a_chosen_look_wins_over_the_device(visit):
    page, _, _ = visit("/ui/?tema=dark", scheme="light")
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page, _, _ = visit("/ui/?tema=light", scheme="dark")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != dark


def test_opened_menus_stay_accessible_and_close_on_escape(visit):
    for width, menu in ((360, ".sheet"), (1280, ".who"), (360, ".reveal")):
        page, _, _ = visit("/ui/", width)
        page.locator(f"{menu} > summary").first.click()
        assert violations(page, menu) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.keyboard.press("Escape")
        assert page.locator(f"{menu}[open]").count() == 0


def test_targets_on_a_phone_are_big_enough(visit):
    page, _, _ = visit("/ui/", 360)
    small = page.evaluate(
        """() => [...document.querySelectorAll("button, summary, .btn, .bottom a, .chip, .tabs a")]
        .map(e => [e.className || e.tagName, e.getBoundingClientRect()])
        .filter(([, box]) => box.height && box.height < 44).map(([name]) => name)"""
    )
    assert small == []


def test_the_first_load_is_light(visit):
    page, _, sent = visit("/ui/")
    page.wait_for_load_state("networkidle")
    assert sum(sent) < BUDGET


@pytest.mark.parametrize(
    "template",
    sorted(ROOM.glob("*/templates/**/*.html")),
    ids=lambda path: str(path.relative_to(ROOM)),
)
def test_templates_hold_no_style_or_script_of_their_own(template):
    assert UNSAFE.search(template.read_text("utf-8")) is None
