"""The addresses of the pages that everybody may see."""

from aiohttp import web

from web.pages import (
    calendar_files,
    confirm,
    events,
    groups,
    home,
    interact,
    people,
    pictures,
    reports,
    rsvps,
    source,
    tags,
)

_EVENT = "/events/{id:[A-Za-z0-9_-]{1,80}}"
_GROUP = "/groups/{slug:[a-z0-9_]{2,30}}"

ROUTES: list[web.RouteDef] = [
    web.get("/", home.show),
    web.get("/about", home.about),
    web.get("/source.tar.gz", source.archive),
    web.get("/tags/{tag}", tags.show),
    web.get("/events", events.listing),
    web.get("/events.ics", calendar_files.all_ics),
    web.get("/events.atom", calendar_files.all_atom),
    web.get(f"{_EVENT}.ics", calendar_files.event_ics),
    web.get(_EVENT, events.show),
    web.get(f"{_EVENT}/cover.svg", pictures.svg),
    web.get(f"{_EVENT}/cover.png", pictures.png),
    web.get(f"{_EVENT}/rsvp", rsvps.back),
    web.post(f"{_EVENT}/rsvp", rsvps.answer),
    web.get(f"{_EVENT}/participate/without-account", events.without_account),
    web.get("/confirm/{token}", confirm.show),
    web.post("/confirm/{token}", confirm.confirm),
    web.get("/groups", groups.listing),
    web.get(f"{_GROUP}.ics", calendar_files.group_ics),
    web.get(f"{_GROUP}.atom", calendar_files.group_atom),
    web.get(f"{_GROUP}/events.ics", calendar_files.group_ics),
    web.get(f"{_GROUP}/events.atom", calendar_files.group_atom),
    web.get(_GROUP, groups.show),
    web.get(f"{_GROUP}/{{collection:events}}", groups.dates),
    web.get(f"{_GROUP}/remote-follow", groups.follow_back),
    web.post(f"{_GROUP}/remote-follow", groups.remote_follow),
    web.get("/interact", interact.show),
    web.get("/report", reports.form),
    web.post("/report", reports.send),
    web.get("/report/sent", reports.sent),
    web.get("/pictures/{id}", pictures.uploaded),
    web.get("/people/{name}", people.show),
]
