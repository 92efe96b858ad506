"""The addresses that other servers use. Group and event pages share theirs with these, by Accept header."""

from aiohttp import web

from activitypub.urls import ACTOR_COLLECTIONS, EVENT_COLLECTIONS, GROUP_COLLECTIONS
from web.federation import actors, collections, inbox, objects, said, wellknown

_GROUP = "|".join(name for name in GROUP_COLLECTIONS if name not in ("inbox", "events"))
_ACTOR = "|".join(name for name in ACTOR_COLLECTIONS if name != "inbox")
_EVENT = "|".join(EVENT_COLLECTIONS)

ROUTES: list[web.RouteDef] = [
    web.post("/inbox", inbox.receive),
    web.post("/actor/inbox", inbox.receive),
    web.post("/groups/{slug}/inbox", inbox.receive),
    web.post("/people/{name}/inbox", inbox.receive),
    web.get("/actor", actors.instance_actor),
    web.get(f"/actor/{{collection:{_ACTOR}}}", collections.instance_collection),
    web.get(f"/groups/{{slug}}/{{collection:{_GROUP}}}", collections.group_collection),
    web.get(f"/people/{{name}}/{{collection:{_ACTOR}}}", collections.person_collection),
    web.get("/events/{id}/poll", objects.poll_object),
    web.get("/events/{id}/note", objects.note_object),
    web.get(f"/events/{{id}}/{{collection:{_EVENT}}}", collections.event_collection),
    web.get("/notes/{id}", said.note),
    web.get("/activities/{id}", said.activity),
    web.get("/.well-known/webfinger", wellknown.finger),
    web.get("/.well-known/host-meta", wellknown.host_meta),
    web.get("/.well-known/host-meta.json", wellknown.host_meta_json),
    web.get("/.well-known/nodeinfo", wellknown.nodeinfo_links),
    web.get("/nodeinfo/{version}", wellknown.nodeinfo_document),
]
