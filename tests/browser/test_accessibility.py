"""Every page keeps WCAG 2.2 AA as far as rules can tell, on a desk by day and on a telephone by night."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable

from playwright.async_api import Browser, Page

from tests.browser.looking import DESK, PHONE, look, sticks_out, violations
from tests.browser.pages import WHO, of, of_each_kind
from tests.browser.sample import Sample

WRONG = """() => {
  document.querySelector('main').innerHTML = '<img src=/none.png><input><p>Wide</p>';
  document.querySelector('main p').style.width = '400px';
}"""


async def test_no_kind_of_page_breaks_a_rule_of_accessibility_on_a_desk(
    browser: Browser, sample: Sample
) -> None:
    async def check(who: str) -> dict[str, list[str]]:
        async with look(browser, sample, who, DESK) as page:
            return {
                path: await violations(page) async for path in opened(page, await of_each_kind(sample, who))
            }

    assert await faults(check) == {}


async def test_no_page_breaks_a_rule_or_is_too_wide_for_a_telephone_in_german(
    browser: Browser, sample: Sample
) -> None:
    async def check(who: str) -> dict[str, list[str]]:
        async with look(browser, sample, who, PHONE, "de") as page:
            paths = opened(page, of(sample, who))
            return {path: await violations(page) + await sticks_out(page) async for path in paths}

    assert await faults(check) == {}


async def test_no_kind_of_page_is_too_wide_for_a_telephone_in_a_wordy_language(
    browser: Browser, sample: Sample
) -> None:
    async def check(who: str) -> dict[str, list[str]]:
        async with look(browser, sample, who, PHONE, "xx") as page:
            paths = opened(page, await of_each_kind(sample, who))
            return {path: await sticks_out(page) async for path in paths}

    assert await faults(check) == {}


async def test_the_rules_see_what_is_wrong(browser: Browser, sample: Sample) -> None:
    async with look(browser, sample, "visitor", PHONE) as page:
        await page.goto(sample.site.base)
        await page.evaluate(WRONG)
        assert {each.partition(":")[0] for each in await violations(page)} >= {"image-alt", "label"}
        assert await sticks_out(page) == ["ltr: P.", "rtl: P."]


async def faults(check: Callable[[str], Awaitable[dict[str, list[str]]]]) -> dict[tuple[str, str], list[str]]:
    """What *check* finds, for everybody at once: (who, path) to what is wrong there."""
    found = zip(WHO, await asyncio.gather(*map(check, WHO)), strict=True)
    return {(who, path): wrong for who, pages in found for path, wrong in pages.items() if wrong}


async def opened(page: Page, paths: list[str]) -> AsyncIterator[str]:
    """One path after the other, each when its page is open."""
    for path in paths:
        await page.goto(path)
        yield path
