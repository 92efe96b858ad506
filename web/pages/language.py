"""The buttons that change the language of the pages, on whatever page one is."""

from aiohttp import web

from web import sessions
from web.forms import Form
from web.keys import TRANSLATOR
from web.templating import safe_path, see_other


async def choose(request: web.Request) -> web.Response:
    """POST /language: remember the choice in this browser and stay where one was."""
    form = Form(await request.post())
    response = see_other(request, safe_path(form.text("next")))
    if language := request.app[TRANSLATOR].match(form.text("language")):
        sessions.remember_language(request, response, language)
    return response
