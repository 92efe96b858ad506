"""Other servers: whom we follow there, their events, and our people's answers to those."""

from datetime import timedelta

from fedevent.errors import Invalid, NotAllowed, NotFound, fault, refuse
from fedevent.people import Rank
from fedevent.usecases import remote
from fedevent.words import N_
from web import addresses
from web.api import elsewhere, finding
from web.api.call import Ask, Nothing, call
from web.api.elsewhere import LONGEST, MOST_LOOKUPS
from web.api.paging import Page, Paged, page
from web.api.refusals import Unfit
from web.api.shapes import remote as shapes
from web.api.shapes.common import group_ref
from web.api.shapes.remote import Follow, FollowShape, RemoteEventShape, RemoteRsvpShape, RemoteWish
from web.keys import URLS
from web.throttle import need_room


@call("POST", "/actors/follow", scope="write", takes=Follow, gives=FollowShape, status=201)
async def follow(ask: Ask[Follow]) -> FollowShape:
    """Follow an account elsewhere: as a group, for its hosts; as the instance, with an admin's `admin` token.

    Events that it announces are listed under `/remote/events` from then on.
    """
    said = ask.said
    group = await finding.named_group(ask, said.group) if said.group else None
    if group:
        await finding.need_organizer(ask, group.id)
    else:
        _need_admin(ask)
    text, urls = addresses.account(said.actor[:LONGEST], "actor"), ask.request.app[URLS]
    if urls.is_ours(text) or text.endswith(f"@{urls.domain.lower()}"):
        refuse([fault("actor", N_("Give the address of an account on another server."))])
    need_room(ask.request, f"lookup {ask.by}", MOST_LOOKUPS, timedelta(minutes=10))
    try:
        actor = await elsewhere.actor(ask, text, said.actor)
    except NotFound as no:
        raise Invalid(fault("actor", no.message)) from no
    following = await remote.follow(ask.work(), group.id if group else None, actor.id, ask.by)
    named = group_ref(ask.request, group) if group else None
    return shapes.write_follow(following, actor.handle, actor.name, named)


def _need_admin(ask: Ask[Follow]) -> None:
    holder = ask.holder
    if holder is None or holder.rank is not Rank.ADMIN:
        raise NotAllowed(N_("Only the people who run this chapter may do that."))
    if "admin" not in holder.scopes:
        challenge = 'Bearer error="insufficient_scope", scope="admin"'
        message = N_("The token lacks the scope “%(scope)s”.")
        raise Unfit(403, message, {"WWW-Authenticate": challenge}, scope="admin")


@call("GET", "/remote/events", takes=Paged, gives=Page[RemoteEventShape])
async def events(ask: Ask[Paged]) -> Page[RemoteEventShape]:
    """Events that other servers told us of and that are not over, the next one first."""
    rows = await ask.reads.remote.events(ask.now, limit=ask.said.limit + 1, offset=ask.said.offset)
    return page(rows, ask.said, shapes.write_event)


@call("GET", "/remote/rsvps", scope="read", takes=Nothing, gives=Page[RemoteRsvpShape])
async def listing(ask: Ask[Nothing]) -> Page[RemoteRsvpShape]:
    """One's own answers to events elsewhere, and what became of them."""
    return Page(items=[shapes.write_rsvp(rsvp) for rsvp, _ in await ask.reads.remote.rsvps(ask.by)])


@call("POST", "/remote/rsvps", scope="write", takes=RemoteWish, gives=RemoteRsvpShape, status=201)
async def answer(ask: Ask[RemoteWish]) -> RemoteRsvpShape:
    """Ask to come to an event elsewhere. Its server says later whether that is possible."""
    return shapes.write_rsvp(await remote.answer(ask.work(), ask.said.event.strip(), ask.by))


@call("DELETE", "/remote/rsvps", scope="write", takes=RemoteWish, gives=RemoteRsvpShape)
async def withdraw(ask: Ask[RemoteWish]) -> RemoteRsvpShape:
    """No longer come to an event elsewhere. `event` stands in the query or in the body."""
    return shapes.write_rsvp(await remote.withdraw(ask.work(), ask.said.event.strip(), ask.by))
