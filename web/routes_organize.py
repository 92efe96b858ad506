"""The addresses of the pages for organizers and admins, and of what happens on other servers."""

from aiohttp import web

from web.pages import admin, remote
from web.pages.organize import (
    dashboard,
    event_desk,
    event_edit,
    groups,
    hosts,
    messages,
    recruit,
    signups,
)

_GROUP = "/organize/{slug:[a-z0-9_]{2,30}}"
_EVENT = _GROUP + "/events/{event:[A-Za-z0-9_-]{4,80}}"
_MESSAGE = _GROUP + "/messages/{message:[A-Za-z0-9_-]{1,80}}"
_HOST = _GROUP + "/hosts/{person:[A-Za-z0-9_-]{1,80}}"

ROUTES: list[web.RouteDef] = [
    web.get("/organize", dashboard.page),
    # Before the groups: "new" could be a group's handle, but its pages are then still under /groups.
    web.get("/organize/new", groups.new),
    web.post("/organize/new", groups.create),
    web.get(_GROUP, groups.page),
    web.get(f"{_GROUP}/edit", groups.edit),
    web.post(f"{_GROUP}/edit", groups.change),
    web.get(f"{_GROUP}/hosts", hosts.page),
    web.post(f"{_GROUP}/hosts", hosts.add),
    web.get(f"{_HOST}/remove", hosts.ask),
    web.post(f"{_HOST}/remove", hosts.remove),
    web.get(f"{_GROUP}/messages", messages.page),
    web.get(_MESSAGE, messages.show),
    web.get(f"{_MESSAGE}/edit", messages.edit),
    web.post(f"{_MESSAGE}/edit", messages.change),
    web.post(f"{_MESSAGE}/send", messages.send),
    web.post(f"{_MESSAGE}/drop", messages.drop),
    web.get(f"{_GROUP}/events/new", event_edit.new),
    web.post(f"{_GROUP}/events/new", event_edit.create),
    web.get(_EVENT, event_desk.page),
    web.get(f"{_EVENT}/edit", event_edit.edit),
    web.post(f"{_EVENT}/edit", event_edit.change),
    web.post(f"{_EVENT}/publish", event_desk.publish),
    web.get(f"{_EVENT}/recruit", recruit.page),
    web.get(f"{_EVENT}/duplicate", event_desk.duplicate_form),
    web.post(f"{_EVENT}/duplicate", event_desk.duplicate),
    web.get(f"{_EVENT}/cancel", event_desk.cancel_form),
    web.post(f"{_EVENT}/cancel", event_desk.cancel),
    web.get(f"{_EVENT}/delete", event_desk.delete_form),
    web.post(f"{_EVENT}/delete", event_desk.delete),
    web.get(f"{_EVENT}/signups", signups.page),
    web.post(f"{_EVENT}/signups", signups.decide),
    web.get(f"{_EVENT}/signups.csv", signups.table),
    web.get(f"{_EVENT}/message", messages.new),
    web.post(f"{_EVENT}/message", messages.keep),
    web.get("/remote", remote.listing),
    web.get("/remote/event", remote.show),
    web.post("/remote/join", remote.join),
    web.post("/remote/leave", remote.leave),
    web.post("/remote/follow", remote.follow),
    web.post("/remote/unfollow", remote.unfollow),
    web.get("/admin", admin.front),
    web.get("/admin/reports", admin.reports),
    web.post("/admin/reports", admin.handle),
]
