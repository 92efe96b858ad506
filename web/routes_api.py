"""The calls of the JSON API, in one table."""

from aiohttp import web

from web.api import events, groups, messages, openapi, people, remote, rsvps
from web.api.call import PREFIX

CALLS: openapi.Calls = (
    groups.create,
    groups.listing,
    groups.show,
    groups.edit,
    groups.followers,
    groups.members,
    events.create,
    events.listing,
    events.show,
    events.edit,
    events.publish,
    events.cancel,
    events.delete,
    rsvps.listing,
    rsvps.answer,
    rsvps.change,
    rsvps.withdraw,
    messages.create,
    messages.listing,
    messages.show,
    messages.edit,
    messages.send,
    messages.cancel,
    people.lookup,
    people.me,
    people.export,
    remote.follow,
    remote.events,
    remote.listing,
    remote.answer,
    remote.withdraw,
)

ROUTES: list[web.RouteDef] = [
    *(call.route for call in CALLS),
    web.get(f"{PREFIX}/openapi.json", openapi.serve(CALLS)),
]
