"""Every page keeps WCAG 2.2 AA as far as rules can tell, on a desk by day and on a telephone by night."""

import pytest
from playwright.async_api import Browser

from tests.browser.looking import DESK, PHONE, Window, look, violations
from tests.browser.pages import everything
from tests.browser.sample import Sample

WHO = ("visitor", "guest", "organizer")


@pytest.mark.parametrize("window", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("who", WHO)
async def test_no_page_breaks_a_rule_of_accessibility(
    browser: Browser, sample: Sample, who: str, window: Window
) -> None:
    broken = {}
    async with look(browser, sample, who, window) as page:
        for path in (path for person, path in everything(sample) if person == who):
            await page.goto(f"{sample.site.base}{path}")
            if found := await violations(page):
                broken[path] = found
    assert broken == {}


async def test_the_rules_see_what_is_wrong(browser: Browser, sample: Sample) -> None:
    async with look(browser, sample, "visitor", DESK) as page:
        await page.goto(sample.site.base)
        await page.evaluate("document.querySelector('main').innerHTML = '<img src=/none.png><input>'")
        assert {each.partition(":")[0] for each in await violations(page)} >= {"image-alt", "label"}
