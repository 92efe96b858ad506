"""The way out of the API to other servers: who is behind a handle or an address."""

from typing import Any

from fedevent.errors import Conflict, NotFound
from fedevent.events import web_address
from fedevent.words import N_
from storage.records.actors import KnownActor
from web.api.call import Ask
from web.strangers import FIND_ACTOR

LONGEST = 2_000  # characters of an address or a handle
MOST_LOOKUPS = 120  # how many one person may ask for in ten minutes


async def actor(ask: Ask[Any], account: str, typed: str) -> KnownActor:
    """The actor behind *account* (as ``web.addresses`` writes it), asked of its server and remembered.

    What was *typed* goes first where it is a web address: programs have actors' ids, and these need no detour
    by WebFinger. ``NotFound`` when nobody answers, ``Conflict`` where this instance does not federate.
    """
    find = ask.request.app.get(FIND_ACTOR)
    if find is None:
        raise Conflict(N_("This server does not talk to other servers."))
    address = [typed.strip()] if web_address(typed.strip()) else []
    for text in dict.fromkeys([*address, account]):
        found = await find(text)
        if found and (known := await ask.reads.federation.actor(found.uri)):
            return known
    raise NotFound(N_("No server answers for this account."))
