"""A phone: a browser of its own with a folder that outlives it, and a process that can be killed."""

import contextlib
import io
import os
import signal
import subprocess
import time
from pathlib import Path

from PIL import Image
from playwright.sync_api import TimeoutError

from tests.browser import CHROMIUM, FLAGS

WAITS = 15  # seconds
SMALL = {"width": 360, "height": 780}


class Phone:
    """Starts Chromium over `folder`; `kill` is what a full memory does to it."""

    def __init__(self, playwright, folder: Path, home: str):
        self.playwright, self.folder, self.home = playwright, folder, home
        self.problems: list[str] = []
        self.start()

    def start(self) -> None:
        marker = self.folder / "DevToolsActivePort"
        marker.unlink(missing_ok=True)
        self.process = subprocess.Popen(
            [CHROMIUM, *FLAGS, "--headless", "--remote-debugging-port=0", "--no-first-run",
             f"--user-data-dir={self.folder}", "about:blank"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
        until = time.monotonic() + WAITS
        while not marker.exists() or len(marker.read_text().split()) < 2:
            assert time.monotonic() < until, "Chromium tidak mulai"
            time.sleep(0.05)
        port = marker.read_text().split()[0]
        self.browser = self.playwright.chromium.connect_over_cdp(f"http://127.0.0.1:{port}")
        self.context = self.browser.contexts[0]
        self.context.set_default_timeout(WAITS * 1000)
        self.page = self.context.new_page()
        self.page.set_viewport_size(SMALL)
        self.page.on("pageerror", lambda error: self.problems.append(str(error)))

    def kill(self) -> None:
        """All of its processes at once, without a word (kill -9)."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        with contextlib.suppress(Exception):  # what is left of the line to it
            self.browser.close()

    def again(self) -> None:
        self.kill()
        self.start()

    def goto(self, path: str) -> None:
        self.page.goto(self.home + path)

    def says(self, words: str) -> None:
        self.page.get_by_text(words).first.wait_for()

    def sends(self, words: str) -> None:
        """Whoever has no patience presses again and again until `words` are there.

        The button may go under the finger: what it was for is then done, or being done.
        """
        over = self.page.get_by_text(words).first
        button = self.page.get_by_role("button", name="Kirim sekarang")
        until = time.monotonic() + 2 * WAITS
        while time.monotonic() < until and not over.is_visible():
            with contextlib.suppress(TimeoutError):
                button.click(timeout=500)
            self.page.wait_for_timeout(250)
        over.wait_for()


def paired(phone, client, user):
    """Signed in once, and the phone has its password and the form."""
    client.force_login(user)
    cookie = client.cookies["sessionid"]
    phone.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": phone.home}])
    phone.goto("/lapangan/pasang/")
    phone.page.get_by_role("button", name="Pasang di ponsel ini").click()
    phone.says("Daftar sudah yang terbaru")
    phone.page.evaluate("navigator.serviceWorker.ready.then(() => 1)")
    return phone


def picture(number: int) -> dict:
    out = io.BytesIO()
    Image.effect_noise((320, 240), 60 + number).convert("RGB").save(out, "JPEG", quality=80)
    return {"name": f"tempat-{number}.jpg", "mimeType": "image/jpeg", "buffer": out.getvalue()}
