"""How others find us: WebFinger, host-meta and NodeInfo."""

from importlib.metadata import version

from aiohttp import web

from activitypub import hostmeta, nodeinfo, webfinger
from activitypub.urls import RELAY_NAME
from activitypub.vocabulary import Json
from web.federation.negotiate import missing
from web.keys import CLOCK, CONFIG, READS, URLS

OPEN = {"Access-Control-Allow-Origin": "*"}  # Mobilizon's page asks from the browser
REPOSITORY = "https://github.com/fedevent/fedevent"


async def finger(request: web.Request) -> web.Response:
    """Who is behind an address of ours (RFC 7033)."""
    resource = request.query.get("resource", "")
    if not resource:
        return web.json_response({"title": "resource is missing"}, status=400, headers=OPEN)
    found = await _find(request, webfinger.asked_for(resource, request.app[URLS]))
    if found is None:
        return web.json_response({"title": "Nobody here has this name"}, status=404, headers=OPEN)
    return web.json_response(found, content_type=webfinger.JRD_MEDIA_TYPE, headers=OPEN)


async def _find(request: web.Request, name: str) -> Json | None:
    urls, reads = request.app[URLS], request.app[READS]
    if name == RELAY_NAME:
        return webfinger.describe_instance(urls)
    page = await reads.groups.page(name) if name else None
    if page and not page.group.deleted_at:
        return webfinger.describe(urls, name, urls.group(name), actor_type="Group")
    if name and await reads.accounts.by_username(name):
        return webfinger.describe(urls, name, urls.person(name), actor_type="Person")
    return None


async def host_meta(request: web.Request) -> web.Response:
    """Where WebFinger is, for those who ask there first (Mobilizon)."""
    xrd = hostmeta.xrd(request.app[URLS].base)
    return web.Response(text=xrd, content_type="application/xrd+xml", headers=OPEN)


async def host_meta_json(request: web.Request) -> web.Response:
    """The same as JSON."""
    return web.json_response(hostmeta.document(request.app[URLS].base), headers=OPEN)


async def nodeinfo_links(request: web.Request) -> web.Response:
    """Where the NodeInfo documents are, and the instance actor (FEP-2677)."""
    return web.json_response(nodeinfo.well_known(request.app[URLS]), headers=OPEN)


async def nodeinfo_document(request: web.Request) -> web.Response:
    """What runs here, and how much."""
    wanted, config = request.match_info["version"], request.app[CONFIG]
    if wanted not in nodeinfo.VERSIONS:
        return missing()
    reads = request.app[READS]
    numbers, chapter = await reads.chapter.numbers(request.app[CLOCK]()), await reads.chapter.find()
    document = nodeinfo.describe(
        wanted,
        software_version=version("fedevent"),
        repository=REPOSITORY,
        usage=nodeinfo.Usage(
            numbers.people, numbers.active_month, numbers.active_half_year, numbers.events, 0
        ),
        open_registrations=config.registration == "open" and config.mail_works,
        metadata={"nodeName": chapter.name if chapter else config.domain},
        mail=config.mail_works,
    )
    return web.Response(
        body=web.json_response(document).body,
        headers={**OPEN, "Content-Type": nodeinfo.media_type(wanted)},
    )
