"""Signing in, by password or by a mailed link, and signing out."""

from datetime import timedelta

from aiohttp import web

from fedevent.errors import Conflict, Invalid, Refused, fault
from fedevent.ids import PersonId
from fedevent.people import check_email, normal_email
from fedevent.usecases import accounts
from fedevent.words import N_
from web import sessions
from web.forms import Form
from web.keys import CONFIG, LINKS, PASSWORDS, READS, UNIT_OF_WORK
from web.links import Field, fingerprint, number, text
from web.templating import again, render, safe_path, see_other
from web.throttle import need_calm, need_room

PAGE, LINK, SENT = "accounts/sign_in.html", "accounts/sign_in_link.html", "accounts/sent.html"
WITHIN = timedelta(minutes=15)
TRIES_HERE, TRIES_THERE = 30, 10  # in WITHIN: from one network address, for all mail addresses and for one
TRIES_IN_ALL = 100  # in WITHIN: for one mail address, wherever from
PURPOSES = ("sign-in", "invite")


async def form(request: web.Request) -> web.Response:
    """GET /sign-in: address and password, or a link by mail."""
    after = safe_path(request.query.get("next", ""), "")
    if sessions.viewer(request):
        raise web.HTTPSeeOther(after or "/me")
    return render(request, PAGE, values={"next": after}, **_ways(request))


async def submit(request: web.Request) -> web.Response:
    """POST /sign-in: check the password, or mail a link."""
    typed = Form(await request.post())
    try:
        need_calm(request, "sign-in", TRIES_HERE, WITHIN)
        if typed.text("way") == "link":
            return await _mail_link(request, typed)
        return await _by_password(request, typed)
    except Refused as no:
        return again(request, PAGE, no, typed, **_ways(request))


async def _mail_link(request: web.Request, typed: Form) -> web.Response:
    await accounts.ask_link(request.app[UNIT_OF_WORK](), typed.text("email"), "sign-in")
    return render(request, SENT, email=typed.text("email"), purpose="sign-in")


async def _by_password(request: web.Request, typed: Form) -> web.Response:
    email = typed.text("email")
    typed.faults += check_email(email)
    if not typed.secret("password"):
        typed.add("password", N_("Give your password, or let us mail you a link."))
    typed.refuse()
    # Few tries from one network address; many from all of them, or anybody could lock anybody out.
    need_calm(request, f"sign-in as {normal_email(email)} from", TRIES_THERE, WITHIN)
    need_room(request, f"sign-in as {normal_email(email)}", TRIES_IN_ALL, WITHIN)
    known = await request.app[READS].accounts.credentials(email)
    right = await request.app[PASSWORDS].verify(
        known.password_hash if known else None, typed.secret("password")
    )
    if not right or known is None:
        raise Invalid(fault("password", N_("Address and password do not go together.")))
    return await _begin(request, known.person, safe_path(typed.text("next"), "/me"))


async def _begin(request: web.Request, person: PersonId, after: str) -> web.Response:
    token = sessions.new_token()
    until = await accounts.sign_in(request.app[UNIT_OF_WORK](), person, fingerprint(token))
    response = see_other(request, after)
    sessions.begin(request, response, token, until)
    return response


async def link(request: web.Request) -> web.Response:
    """GET /sign-in/{token}: a page with a button; opening the link alone does nothing."""
    return _link_page(request, bool(_fields(request)))


async def use_link(request: web.Request) -> web.Response:
    """POST /sign-in/{token}: the button. The link is spent by it."""
    fields = _fields(request)
    if not fields:
        return _link_page(request, False)
    token = sessions.new_token()
    person, epoch, nonce = PersonId(text(fields, "person")), number(fields, "epoch"), text(fields, "nonce")
    try:
        until = await accounts.sign_in_by_link(
            request.app[UNIT_OF_WORK](), person, epoch, nonce, fingerprint(token)
        )
    except Conflict:
        return _link_page(request, False)
    response = see_other(request, "/organize" if text(fields, "for") == "invite" else "/me")
    sessions.begin(request, response, token, until)
    return response


def _fields(request: web.Request) -> dict[str, Field] | None:
    links, token = request.app[LINKS], request.match_info["token"]
    for purpose in PURPOSES:
        if fields := links.read(purpose, token):
            return fields | {"for": purpose}
    return None


def _link_page(request: web.Request, good: bool) -> web.Response:
    return render(request, LINK, 200 if good else 410, good=good, action=request.path, **_ways(request))


async def sign_out(request: web.Request) -> web.Response:
    """POST /sign-out: end this session; whoever came by their own link is forgotten, too."""
    if viewer := sessions.viewer(request):
        await accounts.sign_out(request.app[UNIT_OF_WORK](), viewer.session)
    response = see_other(request, "/", N_("You are signed out."))
    sessions.end(request, response)
    return response


async def sign_out_everywhere(request: web.Request) -> web.Response:
    """POST /sign-out-everywhere: end every session and spend every link of the account."""
    viewer = sessions.need_viewer(request)
    await accounts.sign_out_everywhere(request.app[UNIT_OF_WORK](), viewer.person)
    response = see_other(request, "/sign-in", N_("You are signed out on every device."))
    sessions.end(request, response)
    return response


def _ways(request: web.Request) -> dict[str, bool]:
    config = request.app[CONFIG]
    return {
        "mail_works": config.mail_works,
        "may_register": config.registration == "open" and config.mail_works,
    }
