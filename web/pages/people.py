"""A person with an account here: their name, their handle, the groups they host. No more is public."""

from aiohttp import web

from fedevent.errors import NotFound
from fedevent.people import Rank
from fedevent.words import N_
from web.federation.actors import person_actor
from web.federation.negotiate import wants_activity
from web.keys import READS, URLS
from web.templating import render


async def show(request: web.Request) -> web.StreamResponse:
    """The page for people, the actor for other servers."""
    if wants_activity(request):
        return await person_actor(request)
    found = await request.app[READS].accounts.by_username(request.match_info["name"])
    if found is None or found[0].erased_at is not None:
        raise NotFound(N_("There is nobody of this name here."))
    person, account = found
    hosted = await request.app[READS].organizing.groups(person.id, False)
    return render(
        request,
        "home/person.html",
        person=person,
        handle=request.app[URLS].handle(account.username),
        hosted=hosted,
        runs_this=account.rank is Rank.ADMIN,
        canonical=request.app[URLS].person(account.username),
    )
