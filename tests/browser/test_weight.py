"""A page with its style weighs at most 60 kB, before pictures and without compression."""

from tests.browser.pages import everything
from tests.browser.reading import fetch
from tests.browser.sample import Sample
from web.templating import STATIC

MOST = 60_000  # bytes


async def test_no_page_is_too_heavy_for_a_slow_connection(sample: Sample) -> None:
    style = (STATIC / "style.css").stat().st_size
    style += len((await fetch(sample, "visitor", "/static/theme.css")).html)
    heavy = {}
    for who, path in everything(sample):
        page = await fetch(sample, who, path, "de")
        if (weight := len(page.html.encode()) + style) > MOST:
            heavy[who, path] = weight
    assert heavy == {}
