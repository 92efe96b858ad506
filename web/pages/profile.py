"""What one says of oneself, one's password, and the devices one is signed in on."""

from datetime import timedelta

from aiohttp import web

from fedevent.errors import Invalid, Refused, fault
from fedevent.people import Person, check_password
from fedevent.usecases import accounts
from fedevent.usecases.profile import describe
from fedevent.words import N_
from web import sessions
from web.forms import Form
from web.keys import CHAPTER, CONFIG, PASSWORDS, READS, TRANSLATOR, UNIT_OF_WORK
from web.links import fingerprint
from web.pages.me import need_known
from web.pages.organize import zone_field
from web.templating import again, render, see_other
from web.throttle import need_room
from web.viewers import Viewer

PAGE = "me/profile.html"


async def show(request: web.Request) -> web.Response:
    """GET /me/profile: name, language, time zone; for accounts also password and devices."""
    who = await need_known(request)
    return render(request, PAGE, **await _shown(request, who))


async def save(request: web.Request) -> web.Response:
    """POST /me/profile: change name, language and time zone."""
    who = await need_known(request)
    form = Form(await request.post())
    zone = await zone_field.read(form, _zone(request, who))
    language = form.one_of("language", request.app[TRANSLATOR].offered)
    try:
        form.refuse()
        await describe(request.app[UNIT_OF_WORK](), who.id, form.text("name"), language or None, zone.zone)
    except Refused as no:
        shown = await _shown(request, who)
        return again(request, PAGE, no, form, zone_choices=zone.choices, **shown)
    return see_other(request, "/me/profile", N_("Saved."))


async def set_password(request: web.Request) -> web.Response:
    """POST /me/password: a new password, after the old one. Every other device has to sign in anew."""
    viewer = sessions.need_viewer(request)
    form = Form(await request.post())
    try:
        await _check_old(request, viewer, form)
        new = form.secret("new_password")
        form.faults += check_password(new, "new_password")
        form.refuse()
        hashed = await request.app[PASSWORDS].hash(new)
        await accounts.set_password(request.app[UNIT_OF_WORK](), viewer.person, hashed)
    except Refused as no:
        return again(request, PAGE, no, form, **await _shown(request, await need_known(request)))
    token = sessions.new_token()
    until = await accounts.sign_in(request.app[UNIT_OF_WORK](), viewer.person, fingerprint(token))
    response = see_other(request, "/me/profile", N_("Your new password is set."))
    sessions.begin(request, response, token, until)
    return response


async def _check_old(request: web.Request, viewer: Viewer, form: Form) -> None:
    need_room(request, f"password of {viewer.person}", 10, timedelta(minutes=15))
    found = await request.app[READS].accounts.account(viewer.person)
    stored = found[1].password_hash if found else None
    if stored and not await request.app[PASSWORDS].verify(stored, form.secret("old_password")):
        raise Invalid(fault("old_password", N_("This is not your password now.")))


async def _shown(request: web.Request, who: Person) -> dict[str, object]:
    viewer = sessions.viewer(request)
    account = await request.app[READS].accounts.account(viewer.person) if viewer else None
    return {
        "person": who,
        "account": account[1] if account else None,
        "values": {"name": who.name, "language": who.language or "", "zone": _zone(request, who)},
    }


def _zone(request: web.Request, who: Person) -> str:
    chapter = request.get(CHAPTER)
    return who.timezone or (chapter.timezone if chapter else request.app[CONFIG].default_timezone)
