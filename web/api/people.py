"""People: looked up by their address, oneself, and all that is kept about oneself."""

from datetime import UTC, datetime, timedelta

from fedevent.errors import Conflict, NotAllowed, NotFound
from fedevent.people import Account, Person, Rank, normal_email
from fedevent.words import N_
from web import addresses
from web.api import elsewhere
from web.api.call import Ask, Nothing, call
from web.api.elsewhere import LONGEST, MOST_LOOKUPS
from web.api.shapes import people as shapes
from web.api.shapes.people import Export, Found, Lookup, Me
from web.api.shapes.remote import write_rsvp
from web.keys import URLS
from web.throttle import need_room

_EVER = datetime(1970, 1, 1, tzinfo=UTC)
NOBODY = N_("Nobody was found by this address.")


@call("POST", "/people/lookup", scope="read", takes=Lookup, gives=Found)
async def lookup(ask: Ask[Lookup]) -> Found:
    """Who is behind `@name@host`, an actor's address, or an email address.

    Accounts elsewhere are asked for at their own server. By email address one finds oneself only, unless
    one runs the chapter: an address says nothing here about whether its owner is known.
    """
    address, urls = addresses.sort(ask.said.address[:LONGEST]), ask.request.app[URLS]
    need_room(ask.request, f"lookup {ask.by}", MOST_LOOKUPS, timedelta(minutes=10))
    if address.kind == "email":
        return await _by_email(ask, address.text)
    name, at, host = address.text.removeprefix("@").partition("@")
    if at and host == urls.domain.lower():
        return await _ours(ask, name.lower())
    if not urls.is_ours(address.text):
        return await _elsewhere(ask, address.text)
    named = urls.read(address.text)
    if named is None or named.kind not in ("group", "person"):
        raise NotFound(NOBODY)
    return await _ours(ask, named.id)


async def _elsewhere(ask: Ask[Lookup], text: str) -> Found:
    actor = await elsewhere.actor(ask, text, ask.said.address)
    return Found(
        kind="group" if actor.type in ("Group", "Organization") else "person",
        local=False,
        name=actor.name or actor.handle,
        actor=actor.id,
        handle=actor.handle,
        url=actor.url or actor.id,
    )


async def _ours(ask: Ask[Lookup], name: str) -> Found:
    urls = ask.request.app[URLS]
    if page := await ask.reads.groups.page(name):
        uri = urls.group(name)
        return Found(
            kind="group",
            local=True,
            name=page.group.name,
            id=page.group.id,
            actor=uri,
            handle=urls.handle(name),
            url=uri,
        )
    if known := await ask.reads.accounts.by_username(name):
        person, account = known
        return _person(ask, person, account)
    raise NotFound(NOBODY)


async def _by_email(ask: Ask[Lookup], address: str) -> Found:
    me = await ask.reads.accounts.account(ask.by)
    own = me is not None and me[0].email is not None and normal_email(me[0].email) == normal_email(address)
    if me is None or not (own or me[1].rank is Rank.ADMIN):
        raise NotAllowed(N_("Only the people who run this chapter may look up email addresses."))
    if own:
        return _person(ask, *me)
    work = ask.work()
    async with work:
        person = await work.people.by_email(normal_email(address))
        account = await work.accounts.find(person.id) if person else None
    if person is None:
        raise NotFound(NOBODY)
    return _person(ask, person, account)


def _person(ask: Ask[Lookup], person: Person, account: Account | None) -> Found:
    found, urls = Found(kind="person", local=True, name=person.name, id=person.id), ask.request.app[URLS]
    if account:
        found.actor = found.url = urls.person(account.username)
        found.handle = urls.handle(account.username)
    elif person.actor:
        found.actor = found.url = person.actor
        found.handle = person.handle or person.actor
    return found


@call("GET", "/me", scope="read", takes=Nothing, gives=Me)
async def me(ask: Ask[Nothing]) -> Me:
    """The person whose token it is, the groups they act for, and what the token allows."""
    person, account = await _self(ask)
    groups = await ask.reads.organizing.groups(ask.by, False)
    actor = ask.request.app[URLS].person(account.username)
    return shapes.write_me(person, account, actor, groups, ask.holder.scopes if ask.holder else ())


@call("GET", "/me/export", scope="read", takes=Nothing, gives=Export)
async def export(ask: Ask[Nothing]) -> Export:
    """Everything that is kept about oneself: answers, agreements, groups, answers to other servers."""
    person, account = await _self(ask)
    reads = ask.reads
    # Asked as of long ago every date is still to come, and what is to come is listed without end.
    dates = await reads.mine.dates(ask.by, _EVER)
    remote = [write_rsvp(rsvp) for rsvp, _ in await reads.remote.rsvps(ask.by)]
    groups = await reads.organizing.groups(ask.by, False)
    consents = await reads.mine.consents(ask.by)
    return shapes.write_export(person, account, groups, [*dates.upcoming, *dates.past], remote, consents)


async def _self(ask: Ask[Nothing]) -> tuple[Person, Account]:
    known = await ask.reads.accounts.account(ask.by)
    if known is None:
        raise Conflict(N_("The account of this token is gone."))
    return known
