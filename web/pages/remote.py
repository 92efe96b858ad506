"""/remote: events of other servers that we were told of, whom we follow there, and our people's answers."""

import asyncio
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode, urlsplit

from aiohttp import web
from markupsafe import Markup

from fedevent import richtext
from fedevent.errors import Invalid, NotAllowed, NotFound, Refused, fault
from fedevent.events import web_address
from fedevent.ids import GroupId
from fedevent.remote import AnswerState, RemoteRsvp
from fedevent.usecases import remote
from fedevent.words import N_
from storage.queries.remote import FollowingView, RemoteEventView
from web import addresses, sessions, strangers
from web.forms import Form
from web.keys import CLOCK, READS, UNIT_OF_WORK
from web.speech import sentence
from web.templating import again, render, see_other
from web.throttle import need_calm
from web.viewers import Viewer

PAGE = 40
LAST_PAGE = 500
CHAPTER_ITSELF = "chapter"  # the value that stands for the instance where a group could be chosen


@dataclass(frozen=True, slots=True)
class Follows:
    """Whom one of our groups, or the chapter, follows. *key* is a group's id or ``CHAPTER_ITSELF``."""

    key: str
    name: str
    actors: list[FollowingView]


async def listing(request: web.Request) -> web.Response:
    """The events, and for those who may: whom we follow."""
    return render(request, "remote/list.html", **await _list(request))


async def show(request: web.Request) -> web.Response:
    """One event of another server, and how far our person's answer has come."""
    view = await _event(request, request.query.get("uri", ""))
    event, viewer = view.event, sessions.viewer(request)
    return render(
        request,
        "remote/event.html",
        view=view,
        event=event,
        content=Markup(richtext.sanitize(event.content)),  # noqa: S704 (just sanitized)
        href=next((url for url in (event.url, event.uri) if web_address(url)), ""),
        server=server(event.uri),
        over=(event.ends_at or event.starts_at) <= request.app[CLOCK](),
        answer=await _answer(request, viewer, event.uri) if viewer else None,
    )


async def join(request: web.Request) -> web.Response:
    """Ask the other server whether our person may come."""
    viewer, form = sessions.need_viewer(request), Form(await request.post())
    uri = form.text("uri")
    try:
        await remote.answer(request.app[UNIT_OF_WORK](), uri, viewer.person)
    except Refused as no:
        if isinstance(no, NotFound):
            raise
        return see_other(request, page_of(uri), sentence(request, no), "bad")
    return see_other(request, page_of(uri), N_("Sent to %(server)s. Now it answers."), server=server(uri))


async def leave(request: web.Request) -> web.Response:
    """Tell the other server that our person does not come."""
    viewer, form = sessions.need_viewer(request), Form(await request.post())
    uri = form.text("uri")
    await remote.withdraw(request.app[UNIT_OF_WORK](), uri, viewer.person)
    return see_other(
        request, page_of(uri), N_("We tell %(server)s that you do not come."), server=server(uri)
    )


async def follow(request: web.Request) -> web.Response:
    """Follow an account elsewhere, for a group or for the chapter."""
    viewer, form = sessions.need_viewer(request), Form(await request.post())
    try:
        need_calm(request, "follow elsewhere", 30, timedelta(hours=1))
        group = _need_own(viewer, form.text("group"))
        account = addresses.account(form.text("address"))
        actor = await strangers.find(request.app, account)
        if actor is None:
            raise Invalid(fault("address", N_("Nobody answers to this address. Is it written right?")))
        await remote.follow(request.app[UNIT_OF_WORK](), group, actor.uri, viewer.person)
    except Refused as no:
        return again(request, "remote/list.html", no, form, **await _list(request))
    return see_other(
        request,
        "/remote#following",
        N_("Asked %(name)s. Their events appear here once they agree."),
        name=actor.handle or actor.name or account,
    )


async def unfollow(request: web.Request) -> web.Response:
    """No longer follow an account elsewhere."""
    viewer, form = sessions.need_viewer(request), Form(await request.post())
    group = _follower(form.text("group"))
    await remote.unfollow(request.app[UNIT_OF_WORK](), group, form.text("actor"), viewer.person)
    return see_other(request, "/remote#following", N_("No longer followed."))


def page_of(uri: str) -> str:
    """Where the event *uri* of another server is shown here."""
    return f"/remote/event?{urlencode({'uri': uri})}"


def server(uri: str) -> str:
    """The other server's name, as people read it."""
    try:
        return urlsplit(uri).netloc
    except ValueError:
        return uri


def _need_own(viewer: Viewer, key: str) -> GroupId | None:
    """The group that is to follow, None for the chapter; asked before any other server is bothered."""
    if key not in {own for own, _ in _mine(viewer)}:
        raise NotAllowed(N_("Only the organizers of this group may do that."))
    return _follower(key)


def _mine(viewer: Viewer) -> list[tuple[str, str]]:
    """Whom the viewer may decide for: (key, name), the chapter for its admins, then the own groups."""
    mine: list[tuple[str, str]] = [(CHAPTER_ITSELF, "")] if viewer.is_admin else []
    return mine + [(group, name) for group, _, name in viewer.groups]


def _follower(key: str) -> GroupId | None:
    return None if key in ("", CHAPTER_ITSELF) else GroupId(key)


async def _event(request: web.Request, uri: str) -> RemoteEventView:
    view = await request.app[READS].remote.event(uri)
    if view is None:
        raise NotFound(N_("There is no such event."))
    return view


async def _answer(request: web.Request, viewer: Viewer, uri: str) -> RemoteRsvp | None:
    """The person's own answer; None when there is none, or when it was taken back."""
    own = await request.app[READS].remote.rsvps(viewer.person)
    found = next((rsvp for rsvp, _ in own if rsvp.event == uri), None)
    return found if found and found.state is not AnswerState.WITHDRAWN else None


async def _list(request: web.Request) -> dict[str, Any]:
    reads, viewer = request.app[READS], sessions.viewer(request)
    typed = request.query.get("page", "")
    page = min(max(int(typed), 1), LAST_PAGE) if typed.isascii() and typed.isdigit() and len(typed) < 6 else 1
    found = await reads.remote.events(request.app[CLOCK](), limit=PAGE + 1, offset=(page - 1) * PAGE)
    own = await reads.remote.rsvps(viewer.person) if viewer else []
    return {
        "events": [(view, page_of(view.event.uri), server(view.event.uri)) for view in found[:PAGE]],
        "answers": {rsvp.event: rsvp.state.value for rsvp, _ in own},
        "previous": f"?page={page - 1}" if page > 1 else "",
        "next": f"?page={page + 1}" if len(found) > PAGE else "",
        "follows": await _follows(request, viewer) if viewer else [],
        "values": {"address": request.query.get("address", "")[:500], "group": ""},
    }


async def _follows(request: web.Request, viewer: Viewer) -> list[Follows]:
    """Whom those follow for whom the viewer may decide."""
    reads = request.app[READS].remote
    mine = _mine(viewer)
    actors = await asyncio.gather(*(reads.following(_follower(key)) for key, _ in mine))
    return [Follows(key, name, found) for (key, name), found in zip(mine, actors, strict=True)]
