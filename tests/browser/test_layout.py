"""Nothing sticks out at the side: not on a telephone, not with long words, not from right to left."""

import pytest
from playwright.async_api import Browser, Page

from tests.browser.looking import PHONE, look
from tests.browser.pages import everything
from tests.browser.sample import Sample

# What a screen reader alone gets is drawn outside on purpose.
STICKS_OUT = """() => {
  if (document.documentElement.scrollWidth <= innerWidth) return [];
  return [...document.querySelectorAll('body *')].filter(each => {
    const box = each.getBoundingClientRect();
    return box.width && (box.right > innerWidth + 1 || box.left < -1) && !each.closest('.visually-hidden, .trap');
  }).map(each => `${each.tagName}.${each.className}`).slice(0, 5).concat(document.title);
}"""
# Fields, buttons and links that stand alone need 24 CSS pixels each way (WCAG 2.2, 2.5.8).


@pytest.mark.parametrize(
    ("language", "direction"), [("de", "ltr"), ("xx", "ltr"), ("en", "rtl")], ids=["German", "long", "rtl"]
)
@pytest.mark.parametrize("who", ["visitor", "guest", "organizer"])
async def test_every_page_fits_on_a_telephone(
    browser: Browser, sample: Sample, who: str, language: str, direction: str
) -> None:
    wide = {}
    async with look(browser, sample, who, PHONE) as page:
        await speak(page, sample, language)
        for path in (path for person, path in everything(sample) if person == who):
            await page.goto(f"{sample.site.base}{path}")
            await page.evaluate("direction => { document.documentElement.dir = direction }", direction)
            if found := await page.evaluate(STICKS_OUT):
                wide[path] = found
    assert wide == {}


async def speak(page: Page, sample: Sample, language: str) -> None:
    """Let the browser ask for that language."""
    await page.context.add_cookies([{"name": "language", "value": language, "url": sample.site.base}])
