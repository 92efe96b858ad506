"""The front page, and the page that says who runs this place and on what terms."""

from aiohttp import web
from markupsafe import Markup

from fedevent import richtext
from web.days import by_day
from web.keys import CHAPTER, CLOCK, CONFIG, READS
from web.pages.events import home_zone
from web.templating import render

DATES = 12
GROUPS = 6


async def show(request: web.Request) -> web.Response:
    """What is on next, who meets here, and who we are."""
    reads, now = request.app[READS], request.app[CLOCK]()
    cards = await reads.calendar.upcoming(now, limit=DATES + 1)
    groups = await reads.groups.list(limit=GROUPS + 1)
    return render(
        request,
        "home/home.html",
        days=by_day(cards[:DATES], now, home_zone(request)),
        more_dates=len(cards) > DATES,
        groups=groups[:GROUPS],
        more_groups=len(groups) > GROUPS,
        about=_about(request),
    )


async def about(request: web.Request) -> web.Response:
    """Who runs this place, what is kept about people, and where the program comes from."""
    return render(
        request,
        "home/about.html",
        about=_about(request),
        numbers=await request.app[READS].chapter.numbers(request.app[CLOCK]()),
        registration=request.app[CONFIG].registration,
        version=request.app[CONFIG].version,
    )


def _about(request: web.Request) -> Markup:
    chapter = request.get(CHAPTER)
    return Markup(richtext.render(chapter.summary)) if chapter else Markup("")  # noqa: S704 (sanitized there)
