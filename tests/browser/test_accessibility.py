"""Every page keeps WCAG 2.2 AA as far as rules can tell, on a desk by day and on a telephone by night."""

import pytest
from playwright.async_api import Browser

from tests.browser.looking import DESK, PHONE, look, sticks_out, violations
from tests.browser.pages import WHO, of, of_each_kind
from tests.browser.sample import Sample

WRONG = """() => {
  document.querySelector('main').innerHTML = '<img src=/none.png><input><p>Wide</p>';
  document.querySelector('main p').style.width = '400px';
}"""


@pytest.mark.parametrize("who", WHO)
async def test_no_kind_of_page_breaks_a_rule_of_accessibility_on_a_desk(
    browser: Browser, sample: Sample, who: str
) -> None:
    broken = {}
    async with look(browser, sample, who, DESK) as page:
        for path in await of_each_kind(sample, who):
            await page.goto(f"{sample.site.base}{path}")
            if found := await violations(page):
                broken[path] = found
    assert broken == {}


@pytest.mark.parametrize("who", WHO)
async def test_no_page_breaks_a_rule_or_is_too_wide_for_a_telephone_in_german(
    browser: Browser, sample: Sample, who: str
) -> None:
    broken = {}
    async with look(browser, sample, who, PHONE, "de") as page:
        for path in of(sample, who):
            await page.goto(f"{sample.site.base}{path}")
            if found := await violations(page) + await sticks_out(page):
                broken[path] = found
    assert broken == {}


@pytest.mark.parametrize("who", WHO)
async def test_no_page_is_too_wide_for_a_telephone_in_a_wordy_language(
    browser: Browser, sample: Sample, who: str
) -> None:
    wide = {}
    async with look(browser, sample, who, PHONE, "xx") as page:
        for path in of(sample, who):
            await page.goto(f"{sample.site.base}{path}")
            if found := await sticks_out(page):
                wide[path] = found
    assert wide == {}


async def test_the_rules_see_what_is_wrong(browser: Browser, sample: Sample) -> None:
    async with look(browser, sample, "visitor", PHONE) as page:
        await page.goto(sample.site.base)
        await page.evaluate(WRONG)
        assert {each.partition(":")[0] for each in await violations(page)} >= {"image-alt", "label"}
        assert await sticks_out(page) == ["ltr: P.", "rtl: P."]
