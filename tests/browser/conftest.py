"""One browser for all these tests; a site and its visitors for each."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser

from tests.browser import chromium
from tests.browser.site import Site, open_site
from tests.browser.visitor import PATIENCE, Visitor

# The browser lives in one loop, so everything that talks to it does.
LOOP = "session"

Arrive = Callable[[], Awaitable[Visitor]]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run every test of this folder in the browser's loop."""
    for item in items:
        if item.path.parent == Path(__file__).parent:
            item.add_marker(pytest.mark.asyncio(loop_scope=LOOP), append=False)


@pytest_asyncio.fixture(scope="session", loop_scope=LOOP)
async def browser() -> AsyncIterator[Browser]:
    """Chromium, without a window."""
    async with chromium.run() as browser:
        yield browser


@pytest_asyncio.fixture(loop_scope=LOOP)
async def site(sqlite_url: str, tmp_path: Path) -> AsyncIterator[Site]:
    """A fresh instance."""
    async with open_site(sqlite_url, tmp_path / "site") as site:
        yield site


@pytest_asyncio.fixture(loop_scope=LOOP)
async def arrive(site: Site, browser: Browser) -> AsyncIterator[Arrive]:
    """Lets somebody new come, each with a browser of their own, and without JavaScript."""
    async with AsyncExitStack() as stack:

        async def one() -> Visitor:
            context = await browser.new_context(java_script_enabled=False, locale="en-GB")
            stack.push_async_callback(context.close)
            context.set_default_timeout(PATIENCE)
            return Visitor(site, await context.new_page())

        yield one


@pytest_asyncio.fixture(loop_scope=LOOP)
async def visitor(arrive: Arrive) -> Visitor:
    """Somebody who comes by."""
    return await arrive()
