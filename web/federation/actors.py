"""Our actors' documents. They answer without a signature: their keys must be readable to check one."""

from aiohttp import web

from activitypub.translate import actors
from fedevent.groups import Group
from web.federation.keys import PUBLIC_KEY
from web.federation.negotiate import answer, gone, missing
from web.keys import READS, URLS


async def group_actor(request: web.Request) -> web.Response:
    """A group."""
    urls = request.app[URLS]
    page = await request.app[READS].groups.page(request.match_info["slug"])
    if page is None:
        return missing()
    if page.group.deleted_at:
        return gone(urls.group(page.group.slug), "Group")
    hosts = tuple(urls.person(host.username) for host in page.hosts if host.username)
    return answer(actors.group(page.group, await _key(request, page.group), urls, hosts))


async def _key(request: web.Request, group: Group) -> str:
    return await request.app[PUBLIC_KEY](f"group:{group.id}")


async def person_actor(request: web.Request) -> web.Response:
    """A person with an account here."""
    found = await request.app[READS].accounts.by_username(request.match_info["name"])
    if found is None:
        return missing()
    person, account = found
    key = await request.app[PUBLIC_KEY](f"person:{person.id}")
    return answer(actors.person(person, account, key, request.app[URLS]))


async def instance_actor(request: web.Request) -> web.Response:
    """The instance."""
    chapter = await request.app[READS].chapter.find()
    return answer(actors.instance(chapter, await request.app[PUBLIC_KEY]("instance"), request.app[URLS]))
