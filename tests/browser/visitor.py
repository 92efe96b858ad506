"""Somebody at a browser, who reads pages, fills in fields and presses buttons."""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.async_api import Locator, Page

from tests.browser.site import Site

PATIENCE = 15_000  # milliseconds; only what is broken takes that long


@dataclass
class Visitor:
    """One person with one browser window. *screens* are the paths of the pages seen, in order."""

    site: Site
    page: Page
    screens: list[str] = field(default_factory=list)

    @property
    def path(self) -> str:
        """Where the visitor is, without query."""
        return urlsplit(self.page.url).path

    @property
    def main(self) -> Locator:
        """The page without its head and foot."""
        return self.page.locator("main")

    async def open(self, path: str) -> None:
        """Go to an address, of this site when it is a path."""
        answer = await self.page.goto(path if "://" in path else f"{self.site.base}{path}")
        assert answer is not None and answer.status < 500, (path, answer and answer.status)
        self.screens.append(self.path)

    async def write(self, label: str, text: str) -> None:
        """Fill in the field of that label."""
        await self.main.get_by_label(label, exact=True).fill(text)

    async def fill(self, name: str, text: str) -> None:
        """Fill in the field of that name, where a label stands more than once."""
        await self.main.locator(f"[name='{name}']").fill(text)

    async def tick(self, label: str) -> None:
        """Tick a box, or choose one of several."""
        await self.main.get_by_label(label, exact=True).check()

    async def unfold(self, summary: str) -> None:
        """Open a part that is folded away."""
        await self.main.locator("summary", has_text=summary).click()

    async def press(self, text: str, within: str = "main") -> None:
        """Press a button, after the few seconds that people need to fill in a form."""
        self.site.clock.pass_(seconds=5)
        await self._goes(self.page.locator(within).get_by_role("button", name=text, exact=True))

    async def follow(self, text: str, within: str = "main") -> None:
        """Follow the first link of that text."""
        await self._goes(self.page.locator(within).get_by_role("link", name=text, exact=True).first)

    async def reads(self) -> str:
        """The words of the page, as they are shown."""
        return " ".join((await self.main.inner_text()).split())

    async def sees(self, *words: str) -> None:
        """Fail unless the page says all of this."""
        text = await self.reads()
        for each in words:
            assert each in text, f"“{each}” is not on {self.page.url}:\n{text}"

    async def sign_in(self, email: str = "grace@chapter.example", password: str = "correct horse") -> None:
        """Sign in with a password."""
        await self.open("/sign-in")
        await self.write("Email", email)
        await self.write("Password", password)
        await self.press("Sign in")
        assert self.path != "/sign-in", await self.reads()

    async def _goes(self, target: Locator) -> None:
        async with self.page.expect_navigation():
            await target.click()
        self.screens.append(self.path)
        await self.site.settles()  # the worker is never far behind
