"""Asking for an account of one's own, as far as this chapter gives them."""

from datetime import timedelta

from aiohttp import web

from fedevent.errors import NotAllowed, Refused
from fedevent.usecases import accounts
from fedevent.words import N_
from web import sessions
from web.forms import Form
from web.keys import CONFIG, UNIT_OF_WORK
from web.templating import again, render
from web.throttle import need_calm

PAGE, SENT = "accounts/register.html", "accounts/sent.html"


async def form(request: web.Request) -> web.Response:
    """GET /register: name and address, or why there is no form."""
    if sessions.viewer(request):
        raise web.HTTPSeeOther("/me")
    return render(request, PAGE, **_door(request))


async def submit(request: web.Request) -> web.Response:
    """POST /register: mail a link that opens the account; says nothing about who has one already."""
    typed = Form(await request.post())
    email = typed.text("email")
    try:
        if not _door(request)["open"]:
            raise NotAllowed(N_("Accounts are not given out here."))
        if not typed.trapped():
            need_calm(request, "register", 10, timedelta(hours=1))
            await accounts.register(request.app[UNIT_OF_WORK](), email, typed.text("name"))
    except Refused as no:
        return again(request, PAGE, no, typed, **_door(request))
    return render(request, SENT, email=email, purpose="register")


def _door(request: web.Request) -> dict[str, object]:
    config = request.app[CONFIG]
    is_open = config.registration == "open" and config.mail_works
    return {"open": is_open, "registration": config.registration}
