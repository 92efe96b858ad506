"""Nothing sticks out at the side: not on a telephone, not with long words, not from right to left."""

import pytest
from playwright.async_api import Browser

from tests.browser.looking import PHONE, look
from tests.browser.pages import everything
from tests.browser.sample import Sample

# What only screen readers get is drawn outside on purpose.
STICKS_OUT = """direction => {
  document.documentElement.dir = direction;
  if (document.documentElement.scrollWidth <= innerWidth) return [];
  return [...document.querySelectorAll('body *')].filter(each => {
    const box = each.getBoundingClientRect();
    const out = box.width && (box.right > innerWidth + 1 || box.left < -1);
    return out && !each.closest('.visually-hidden, .trap, .skip-link');
  }).map(each => `${each.tagName}.${each.className}`);
}"""


@pytest.mark.parametrize("who", ["visitor", "guest", "organizer"])
@pytest.mark.parametrize("language", ["de", "xx"], ids=["German", "long"])
async def test_every_page_fits_on_a_telephone(
    browser: Browser, sample: Sample, who: str, language: str
) -> None:
    wide = {}
    async with look(browser, sample, who, PHONE) as page:
        await page.context.add_cookies([{"name": "language", "value": language, "url": sample.site.base}])
        for path in (path for person, path in everything(sample) if person == who):
            await page.goto(f"{sample.site.base}{path}")
            for direction in ("ltr", "rtl"):
                if found := await page.evaluate(STICKS_OUT, direction):
                    wide[path, direction] = found
    assert wide == {}
