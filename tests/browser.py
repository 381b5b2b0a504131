"""The browser of the tests: Chromium without a window where there is one, else with all of it.

The engine and so what a page looks like, says and weighs is the same; without the desk around it
(toolbars are pages too) every step takes a third of the time.
"""

from pathlib import Path

PROGRAMS = [Path("/usr/bin/chromium-headless-shell"), Path("/usr/bin/chromium")]
CHROMIUM = next((one for one in PROGRAMS if one.exists()), PROGRAMS[-1])
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]
