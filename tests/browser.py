"""The browser of the tests: Chromium without a window where there is one, else with all of it.

The engine and so what a page looks like, says and weighs is the same; without the desk around it
(toolbars are pages too) every step takes a third of the time.
"""

from pathlib import Path

from axe_playwright_python.base import AXE_SCRIPT

PROGRAMS = [Path("/usr/bin/chromium-headless-shell"), Path("/usr/bin/chromium")]
CHROMIUM = next((one for one in PROGRAMS if one.exists()), PROGRAMS[-1])
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# What fades in is looked at when it is there: half of a fade has half of its contrast.
LOOK = """async ([context, asked]) => {
  const fades = document.getAnimations()
    .filter((one) => Number.isFinite(one.effect?.getComputedTiming().endTime));
  await Promise.allSettled(fades.map((one) => one.finished));
  const { violations } = await axe.run(context ?? document, asked);
  return violations.map(({ id, nodes }) => [id, nodes[0].target]);
}"""


def violations(page, context: str | None = None, **options) -> list[list]:
    """What axe finds on the page, or inside `context`: the rule and the first element it names."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    asked = {"runOnly": RULES, "resultTypes": ["violations"], **options}  # no list of what passes
    return page.evaluate(LOOK, [context, asked])
