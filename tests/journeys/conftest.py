"""A browser beside a running Binaan; every page that is opened is watched."""

import gzip
import os
from pathlib import Path
from urllib.parse import urlsplit
from zlib import crc32

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.cache import cache
from playwright.sync_api import Page, expect, sync_playwright

from binaan.access.models import AuditEvent
from tests.browser import CHROMIUM, FLAGS, violations
from tests.depth import some
from tests.journeys.line import Line
from tests.journeys.phone import Phone
from tests.world import PASSWORD

DRAWS = ["--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]  # the map
SECOND = 1000  # milliseconds, as Playwright counts
# Whether its style sheets lock the screen's orientation is read from them, once for a page.
STYLED = {"preload": False, "rules": {"css-orientation-lock": {"enabled": False}}}
TURNS = (((1280, {}),), ((360, {}),))
expect.set_options(timeout=15 * SECOND)


def pytest_collection_modifyitems(items):
    """Journeys are marked, and left out with the reason where they cannot be made."""
    here = Path(__file__).parent
    for item in items:
        if here not in item.path.parents:
            continue
        item.add_marker(pytest.mark.journey)
        if not CHROMIUM.exists():
            item.add_marker(pytest.mark.skip(reason=f"{CHROMIUM} tidak ada"))
        elif not finders.find("vendor/tabler.min.css"):
            item.add_marker(pytest.mark.skip(reason="berkas tampilan belum diambil (./run)"))


@pytest.fixture(autouse=True)
def nobody_came_before():
    """Public pages count how often one network asks; what other tests asked is forgotten."""
    cache.clear()


@pytest.fixture(scope="module")
def chromium():
    """One browser a module: two of Playwright's loops cannot share a thread."""
    # Playwright's loop runs in this thread; the queries of a test are still made one by one.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS + DRAWS)
        yield browser
        browser.close()
    os.environ.pop("DJANGO_ALLOW_ASYNC_UNSAFE")


class Visitor:
    """Somebody at a browser; `problems` gathers what went wrong on any page."""

    def __init__(self, chromium, live_server, **options):
        self.home = live_server.url
        self.context = chromium.new_context(base_url=self.home, locale="id-ID", **options)
        self.context.set_default_timeout(15 * SECOND)
        self.problems: list[str] = []
        self.page: Page = self.context.new_page()
        self.page.on("console", self._said)
        self.page.on("pageerror", lambda error: self.problems.append(str(error)))
        self.page.on("request", self._asked)
        self.page.on("response", self._answered)

    def _said(self, line):
        ours = "status of" not in line.text and "GL Driver Message" not in line.text
        if line.type in ("error", "warning") and ours:
            self.problems.append(line.text)

    def _asked(self, request):
        if not request.url.startswith((self.home, "data:")):
            self.problems.append(f"asks another host: {request.url}")

    def _answered(self, response):
        if response.status >= 500:
            self.problems.append(f"{response.status} {response.url}")

    def enter(self, client):
        """Take over the session of a signed-in test client."""
        cookie = client.cookies[settings.SESSION_COOKIE_NAME]
        self.context.add_cookies(
            [{"name": cookie.key, "value": cookie.value, "url": self.home}]
        )  # fmt: skip
        return self

    def sign_in(self, username: str, password: str = PASSWORD):
        self.page.goto("/masuk/")
        self.page.get_by_label("Nama pengguna").fill(username)
        self.page.get_by_label("Kata sandi", exact=True).fill(password)
        self.page.get_by_role("button", name="Masuk").click()

    def weigh(self, path: str) -> int:
        """Bytes of a first visit as they travel compressed, everything the page asks for."""
        answers = []
        self.page.on("response", lambda answer: answers.append(answer))
        self.page.goto(path, wait_until="networkidle")
        return sum(_packed(answer) for answer in answers if answer.status == 200)

    def faults(self, width: int, height: int = 800, **options) -> list[str]:
        """What axe finds at this width, and whether the page has to be pushed sideways."""
        self.page.set_viewport_size({"width": width, "height": height})
        found = violations(self.page, **options)
        path = urlsplit(self.page.url).path
        said = [f"{path} {width}: {rule} {target}" for rule, target in found]
        return said + self._sideways(width)

    def look(self, path: str, height: int = 800, status: int = 200) -> list[str]:
        """The faults of a page, loaded once: at a desk's width or a phone's in turn, deep at both.

        Whether it has to be pushed sideways is asked at every width.
        """
        assert self.page.goto(path).status == status, path
        asked = some(TURNS[crc32(path.encode()) % 2], ((1280, {}), (360, STYLED)))
        found = [fault for width, how in asked for fault in self.faults(width, height, **how)]
        return found + self.too_wide(1280) + self.too_wide(360) + self.too_wide(320)

    def too_wide(self, width: int) -> list[str]:
        self.page.set_viewport_size({"width": width, "height": 800})
        return self._sideways(width)

    def _sideways(self, width: int) -> list[str]:
        real = self.page.evaluate("document.documentElement.scrollWidth")
        return [f"{urlsplit(self.page.url).path} {width}: {real} px wide"] if real > width else []


def _packed(answer) -> int:
    body = answer.body()
    return len(body) if answer.url.endswith(".woff2") else len(gzip.compress(body))


@pytest.fixture
def visitor(chromium, live_server):
    """visitor() opens a browser for somebody; at the end nothing may have gone wrong in it."""
    opened: list[Visitor] = []

    def come(user=None, world=None, **options) -> Visitor:
        made = Visitor(chromium, live_server, **options)
        opened.append(made)
        return made.enter(world.client(user)) if user else made

    yield come
    problems = [problem for one in opened for problem in one.problems]
    for one in opened:
        one.context.close()
    assert problems == []


@pytest.fixture
def trail():
    """trail("business.corrected") -> the newest event of that verb."""

    def newest(verb: str) -> AuditEvent | None:
        return AuditEvent.objects.filter(verb=verb).order_by("-id").first()

    return newest


@pytest.fixture
def line(live_server):
    made = Line(live_server.url)
    yield made
    made.close()


@pytest.fixture
def phone(line, tmp_path, monkeypatch):
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright's loop runs in this thread
    with sync_playwright() as playwright:
        made = Phone(playwright, tmp_path / "ponsel", line.url)
        yield made
        made.kill()
