"""No page says a word that no translator can reach: in the pseudo-language, all of it is wrapped."""

import re

from tests.browser.pages import ENDINGS, NO_PAGES, everything, kind
from tests.browser.reading import fetch, unwrapped, words
from tests.browser.sample import Sample

# Dates and numbers come from CLDR by the locale, which for the pseudo-language is English.
CALENDAR = """
    Monday Tuesday Wednesday Thursday Friday Saturday Sunday Mon Tue Wed Thu Fri Sat Sun
    January February March April May June July August September October November December
    Jan Feb Mar Apr Jun Jul Aug Sep Oct Nov Dec
    at in ago day days week weeks hour hours minute minutes second seconds now
"""
# Names that are the same in every language, or that its own speakers give.
NAMES = "CET CEST JST Eastern Daylight Time York English German French Deutsch xx tlh"
# Addresses, handles, names of zones and of files, and words that are parts of an example.
ADDRESS = re.compile(r"\S*[@/.:_]\S*\w")
ALLOWED = frozenset({*CALENDAR.split(), *NAMES.split(), "grace", "bob", "DE", "de", "en"})


def foreign(text: str) -> list[str]:
    """The words in *text* that are neither translated nor anybody's own."""
    left = ADDRESS.sub(" ", unwrapped(text))
    return [word for word in re.findall(r"[^\W\d_]{2,}", left) if word not in ALLOWED]


async def test_every_word_of_every_page_can_be_translated(sample: Sample) -> None:
    said = {}
    for who, path in everything(sample):
        page = await fetch(sample, who, path, "xx")
        assert page.status < 500, (who, path)
        if page.kind != "text/html":
            continue  # on to another page
        text, attributes = words(page.html)
        found = foreign(text) + [word for each in attributes for word in foreign(each)]
        if found:
            said[who, path] = found
    assert said == {}


def test_a_word_that_nobody_can_translate_would_be_seen() -> None:
    text, attributes = words(
        '<p title="A tip">⟦Hé ⟦ll⟧ö⟧ «Ada», 3 March 2030, Europe/Berlin <b>world</b></p>'
    )
    assert foreign(text) == ["world"]
    assert foreign(attributes[0]) == ["tip"]


async def test_every_page_is_among_those_that_are_looked_at(sample: Sample) -> None:
    seen = {await kind(sample, path) for _, path in everything(sample)}
    there = {
        route.resource.canonical
        for route in sample.site.instance.app.router.routes()
        if route.method == "GET" and route.resource and route.handler.__module__.startswith("web.pages.")
    }
    pages = {path for path in there if not path.endswith(ENDINGS)}
    assert pages - seen == NO_PAGES
