"""The Chromium of this machine: found and started, or missed loudly."""

import os
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from playwright.async_api import Browser, async_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Drawing covers takes the server more time than all the rest, and their place is kept without them.
    "--blink-settings=imagesEnabled=false",
)


class NoChromium(Exception):
    """There is no browser to test with. That is a failure, never a reason to leave tests out."""


def executable() -> str:
    """Where Chromium is: what ``CHROMIUM`` names, else the first known name on the path."""
    given = os.environ.get("CHROMIUM")
    for name in (given,) if given else NAMES:
        if found := shutil.which(name):
            return found
    wanted = f"CHROMIUM={given} cannot be run" if given else f"none of {', '.join(NAMES)} is on the path"
    raise NoChromium(f"**** Chromium is missing ({wanted}): run tests/system-needs.sh. ****")


@asynccontextmanager
async def run() -> AsyncIterator[Browser]:
    """A browser, closed in the end."""
    path = executable()
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        try:
            yield browser
        finally:
            await browser.close()
