"""The sample's pages in a browser window: one of a width and a colour scheme, opened as somebody."""

import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from playwright.async_api import Browser, Page

from tests.browser.sample import Sample

HERE = Path(__file__).parent
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
# The pseudo-language has no name that a rule could know. Targets are measured only where that is asked for.
RUN = """tags => axe.run(
  {include: [document], exclude: [['[lang=xx]']]},
  {runOnly: tags, rules: {'target-size': {enabled: true}}, resultTypes: ['violations'], preload: false},
)"""

# Read in both directions. What only screen readers get is drawn outside on purpose.
STICKS_OUT = """() => ['ltr', 'rtl'].flatMap(direction => {
  document.documentElement.dir = direction;
  if (document.documentElement.scrollWidth <= innerWidth) return [];
  return [...document.querySelectorAll('body *')].filter(each => {
    const box = each.getBoundingClientRect();
    const out = box.width && (box.right > innerWidth + 1 || box.left < -1);
    return out && !each.closest('.visually-hidden, .trap, .skip-link');
  }).map(each => `${direction}: ${each.tagName}.${each.className}`);
})"""


@dataclass(frozen=True, slots=True)
class Window:
    """How wide it is, in CSS pixels, and whether it is light or dark."""

    width: int
    scheme: Literal["light", "dark"]


DESK, PHONE = Window(1280, "light"), Window(360, "dark")


@cache
def axe() -> Path:
    """The accessibility rules, installed where they are missing."""
    subprocess.run([HERE / "install.sh"], check=True)
    return HERE / "node_modules/axe-core/axe.min.js"


@asynccontextmanager
async def look(
    browser: Browser, sample: Sample, who: str, window: Window, language: str = "en"
) -> AsyncIterator[Page]:
    """A window as *who* has it, with JavaScript for those who measure, and the rules of axe in every page."""
    base = sample.site.base
    context = await browser.new_context(
        viewport={"width": window.width, "height": 800},
        color_scheme=window.scheme,
        reduced_motion="reduce",
        locale="en-GB",
        base_url=base,
    )
    kept = sample.cookies[who] | {"language": language}
    cookies = [{"name": name, "value": value, "url": base} for name, value in kept.items()]
    try:
        # Added by the browser itself, so our own policy for scripts need not allow it.
        await context.add_init_script(path=axe())
        await context.add_cookies(cookies)  # type: ignore[arg-type]
        yield await context.new_page()
    finally:
        await context.close()


async def violations(page: Page) -> list[str]:
    """Every rule of WCAG 2.x, A and AA, that the page breaks, and where."""
    found: dict[str, Any] = await page.evaluate(RUN, list(RULES))
    return [
        f"{broken['id']}: {node['target']} {node['failureSummary']}"
        for broken in found["violations"]
        for node in broken["nodes"]
    ]


async def sticks_out(page: Page) -> list[str]:
    """What is wider than the window, from left to right and from right to left."""
    found: list[str] = await page.evaluate(STICKS_OUT)
    return found
