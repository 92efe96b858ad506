"""A page with its style weighs at most 60 kB, before pictures and without compression."""

from datetime import timedelta

from playwright.async_api import Browser

from fedevent.places import Place
from fedevent.usecases import events
from tests.browser.pages import everything
from tests.browser.reading import fetch
from tests.browser.sample import TUESDAY, Sample
from tests.browser.site import Site
from web.templating import STATIC

MOST = 60_000  # bytes
FULL = 25  # dates, each on a day of its own: more than any list shows at once
PLACE = Place("Haus der Nachbarschaft am Kanal", "Paul-Lincke-Ufer 21", "Berlin")
RULES = """css => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  return [...sheet.cssRules].map(rule => rule.cssText.replaceAll(', ', ','));
}"""


async def text(site: Site, path: str) -> str:
    """What is served to a German visitor."""
    async with site.client.get(path, headers={"Accept-Language": "de"}) as answer:
        assert answer.status == 200, path
        return await answer.text()


async def style(site: Site) -> int:
    """The weight of both style sheets, in bytes."""
    return sum([len((await text(site, f"/static/{name}.css")).encode()) for name in ("style", "theme")])


async def test_no_page_is_too_heavy_for_a_slow_connection(sample: Sample) -> None:
    sheets, heavy = await style(sample.site), {}
    for who, path in everything(sample):
        page = await fetch(sample, who, path, "de")
        if (weight := len(page.html.encode()) + sheets) > MOST:
            heavy[who, path] = weight
    assert heavy == {}


async def test_a_full_list_is_turned_over_before_it_is_too_heavy(site: Site) -> None:
    groups = [await site.a_group(f"group{number}", name=f"Gruppe {number}") for number in range(8)]
    for number in range(FULL):
        starts = TUESDAY + timedelta(days=number)
        title = f"Reparaturabend: Lampen, Radios und Fahrräder {number}"
        ends = starts + timedelta(hours=2)
        plan = events.Plan(title, starts, "Europe/Berlin", ends, place=PLACE, categories=("repair",))
        await events.create(site.work(), groups[0].id, plan, site.organizer, published=True)
    sheets = await style(site)
    paths = ["/", "/events", "/groups", "/groups/group0", "/groups/group0/events"]
    weights = {path: len((await text(site, path)).encode()) + sheets for path in paths}
    assert {path: weight for path, weight in weights.items() if weight > MOST} == {}


async def test_the_style_travels_without_air_and_says_the_same(site: Site, browser: Browser) -> None:
    served = await text(site, "/static/style.css")
    written = (STATIC / "style.css").read_text(encoding="utf-8")
    assert len(served) < len(written) * 0.9
    page = await browser.new_page()
    assert await page.evaluate(RULES, served) == await page.evaluate(RULES, written)
    await page.close()
