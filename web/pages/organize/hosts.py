"""/organize/{slug}/hosts: who runs a group, adding somebody, and leaving."""

from aiohttp import web

from fedevent.errors import NotFound, Refused
from fedevent.usecases import groups
from fedevent.words import N_
from storage.queries.hosting import Host
from web.forms import Form
from web.keys import UNIT_OF_WORK
from web.pages.organize.desk import Desk, at_group
from web.templating import again, render, see_other

LIST = "organize/hosts.html"


async def page(request: web.Request) -> web.Response:
    """The hosts of a group, and the form to add one."""
    desk = await at_group(request)
    return render(request, LIST, group=desk.group, hosts=desk.page.hosts, me=desk.viewer.person)


async def add(request: web.Request) -> web.Response:
    """Make somebody a host by their address."""
    desk, form = await at_group(request), Form(await request.post())
    email, name = form.text("email"), form.text("name")
    try:
        await groups.add_host(request.app[UNIT_OF_WORK](), desk.group.id, email, name, desk.viewer.person)
    except Refused as no:
        return again(request, LIST, no, form, group=desk.group, hosts=desk.page.hosts, me=desk.viewer.person)
    return see_other(
        request,
        f"{desk.path}/hosts",
        N_("%(email)s is a host now and gets a mail with a link."),
        email=email,
    )


async def ask(request: web.Request) -> web.Response:
    """Ask before somebody is no longer a host."""
    desk = await at_group(request)
    host = _host(desk, request.match_info["person"])
    mine = host.person == desk.viewer.person
    return render(request, "organize/host_remove.html", group=desk.group, host=host, mine=mine)


async def remove(request: web.Request) -> web.Response:
    """End somebody's part as host, or one's own."""
    desk = await at_group(request)
    host = _host(desk, request.match_info["person"])
    mine = host.person == desk.viewer.person
    try:
        await groups.remove_host(request.app[UNIT_OF_WORK](), desk.group.id, host.person, desk.viewer.person)
    except Refused as no:
        return again(request, LIST, no, group=desk.group, hosts=desk.page.hosts, me=desk.viewer.person)
    if mine:
        return see_other(
            request, "/organize", N_("You are no longer a host of %(group)s."), group=desk.group.name
        )
    return see_other(request, f"{desk.path}/hosts", N_("%(name)s is no longer a host."), name=host.name)


def _host(desk: Desk, person: str) -> Host:
    for host in desk.page.hosts:
        if host.person == person:
            return host
    raise NotFound(N_("This person is no host of the group."))
