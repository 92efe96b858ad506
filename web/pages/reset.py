"""A forgotten password: a link by mail, and behind it a new one."""

from datetime import timedelta

from aiohttp import web

from fedevent.errors import Conflict, Refused
from fedevent.ids import PersonId
from fedevent.people import check_password
from fedevent.usecases import accounts
from fedevent.words import N_
from web import sessions
from web.forms import Form
from web.keys import CONFIG, LINKS, PASSWORDS, UNIT_OF_WORK
from web.links import number, text
from web.templating import again, render, see_other
from web.throttle import need_calm

PAGE, NEW, SENT = "accounts/reset.html", "accounts/reset_link.html", "accounts/sent.html"


async def form(request: web.Request) -> web.Response:
    """GET /reset: which address."""
    return render(request, PAGE, mail_works=request.app[CONFIG].mail_works)


async def submit(request: web.Request) -> web.Response:
    """POST /reset: mail a link, if the address has an account; the page says the same either way."""
    typed = Form(await request.post())
    try:
        need_calm(request, "reset", 10, timedelta(hours=1))
        await accounts.ask_link(request.app[UNIT_OF_WORK](), typed.text("email"), "reset")
    except Refused as no:
        return again(request, PAGE, no, typed, mail_works=request.app[CONFIG].mail_works)
    return render(request, SENT, email=typed.text("email"), purpose="reset")


async def link(request: web.Request) -> web.Response:
    """GET /reset/{token}: the field for the new password."""
    fields = request.app[LINKS].read("reset", request.match_info["token"])
    return _page(request, fields is not None)


async def use_link(request: web.Request) -> web.Response:
    """POST /reset/{token}: take the new password; every session ends, and the link is spent."""
    fields = request.app[LINKS].read("reset", request.match_info["token"])
    if not fields:
        return _page(request, False)
    typed = Form(await request.post())
    password = typed.secret("password")
    typed.faults += check_password(password)
    try:
        typed.refuse()
        hashed = await request.app[PASSWORDS].hash(password)
        person, epoch = PersonId(text(fields, "person")), number(fields, "epoch")
        work = request.app[UNIT_OF_WORK]()
        await accounts.reset_password(work, person, epoch, text(fields, "nonce"), hashed)
    except Conflict:
        return _page(request, False)
    except Refused as no:
        return again(request, NEW, no, typed, good=True, action=request.path)
    response = see_other(request, "/sign-in", N_("Your new password is set. Sign in with it."))
    sessions.end(request, response)
    return response


def _page(request: web.Request, good: bool) -> web.Response:
    return render(request, NEW, 200 if good else 410, good=good, action=request.path)
