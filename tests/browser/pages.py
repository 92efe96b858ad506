"""Every page there is, with somebody to whom it shows something."""

from urllib.parse import quote

from aiohttp.test_utils import make_mocked_request

from tests.browser.sample import ELSEWHERE, LONG, Sample

WHO = ("visitor", "guest", "organizer")
# What is served under web.pages and is no page: files, by their endings, and some more.
ENDINGS = (".gz", ".ics", ".atom", ".csv", ".svg", ".png", ".css")
NO_PAGES = frozenset(
    {
        "/events/{id}/rsvp",
        "/groups/{slug}/remote-follow",
        "/pictures/{id}",
        "/tags/{tag}",
        "/livez",
        "/readyz",
        "/admin",
        "/setup",  # a page of its own test: it is there only before anything else is
    }
)


def for_everybody(sample: Sample) -> list[str]:
    """What a visitor whom nobody knows may open."""
    event = f"/events/{sample.events['open'].id}"
    wish = {
        "event": sample.events["open"].id,
        "person": sample.guest,
        "wish": "going",
        "guests": 1,
        "name_shown": True,
        "consents": True,
        "note": "«By wheelchair.»",
    }
    owner = {"person": sample.by, "epoch": 0, "nonce": "n1"}
    return [
        "/",
        "/about",
        "/events",
        "/events?topic=%C2%ABrepair%C2%BB&online=no",
        "/events?q=%C2%ABnothing%C2%BB&language=tlh",
        *(f"/events/{found.id}" for name, found in sample.events.items() if name != "draft"),
        f"{event}/participate/without-account",
        f"/confirm/{sample.token('confirm', **wish)}",
        "/confirm/old",
        "/groups",
        "/groups?topic=%C2%ABnothing%C2%BB",
        "/groups/menders",
        "/groups/quiet",
        "/groups/menders/events",
        "/groups/menders/events?past=yes",
        "/groups/quiet/events?past=yes",
        "/interact",
        f"/interact?uri={quote(ELSEWHERE)}",
        "/interact?uri=%C2%ABnonsense%C2%BB",
        "/report",
        f"/report?url={event}",
        "/report/sent",
        "/people/grace",
        "/sign-in",
        f"/sign-in/{sample.token('sign-in', **owner)}",
        "/sign-in/old",
        "/register",
        "/reset",
        f"/reset/{sample.token('reset', **owner)}",
        "/reset/old",
        "/me",
        f"/me/link/{sample.token('me', person=sample.guest)}",
        "/me/link/old",
        f"/stop/{sample.token('stop', person=sample.guest, event=sample.events['open'].id)}",
        "/stop/old",
        "/remote",
        f"/remote/event?uri={quote(ELSEWHERE)}",
        "/nowhere",
        "/organize/menders",
    ]


def for_guests(sample: Sample) -> list[str]:
    """What somebody who came by a mailed link sees otherwise."""
    answered = ("open", "full", "asked", "online", "past", "cancelled")
    return ["/me", "/me/profile", *(f"/events/{sample.events[name].id}" for name in answered)]


def for_organizers(sample: Sample) -> list[str]:
    """What the first organizer, who runs the chapter too, may open."""
    desk = "/organize/menders"
    events = [f"{desk}/events/{sample.events[name].id}" for name in ("open", "draft", "cancelled", "past")]
    one = events[0]
    asked = f"{desk}/events/{sample.events['asked'].id}"
    return [
        "/",
        "/groups/menders",
        f"/events/{sample.events['open'].id}",
        f"/events/{sample.events['draft'].id}",
        "/me",
        "/me/profile",
        "/remote",
        f"/remote/event?uri={quote(ELSEWHERE)}",
        f"/remote/event?uri={quote(ELSEWHERE.replace('1', '2'))}",
        f"/interact?uri={quote(ELSEWHERE)}",
        "/interact?uri=https://unknown.example/1",
        "/organize",
        "/organize/new",
        desk,
        "/organize/quiet",
        f"/organize/quiet/events/{sample.events[LONG].id}",
        f"{desk}/edit",
        f"{desk}/hosts",
        "/organize/quiet/hosts",
        f"{desk}/hosts/{sample.by}/remove",
        f"{desk}/messages",
        "/organize/quiet/messages",
        *(f"{desk}/messages/{message}" for message in sample.drafts.values()),
        f"{desk}/messages/{sample.drafts['draft']}/edit",
        f"{desk}/events/new",
        *events,
        f"{one}/edit",
        f"{one}/recruit",
        f"{one}/duplicate",
        f"{one}/cancel",
        f"{one}/delete",
        f"{events[1]}/delete",
        f"{one}/signups",
        f"{one}/signups?status=rejected",
        f"{asked}/signups?status=requested",
        f"{events[3]}/signups",
        f"{one}/message",
        "/admin/reports",
    ]


def of(sample: Sample, who: str) -> list[str]:
    """The paths of the pages that somebody may open."""
    return {"visitor": for_everybody, "guest": for_guests, "organizer": for_organizers}[who](sample)


def everything(sample: Sample) -> list[tuple[str, str]]:
    """(who, path) of every page."""
    return [(who, path) for who in WHO for path in of(sample, who)]


async def of_each_kind(sample: Sample, who: str) -> list[str]:
    """One page of each kind that somebody may open: the first of each route."""
    kinds: dict[str, str] = {}
    for path in of(sample, who):
        kinds.setdefault(await kind(sample, path), path)
    return list(kinds.values())


async def kind(sample: Sample, path: str) -> str:
    """The route that answers *path*, as the table of routes writes it."""
    match = await sample.site.instance.app.router.resolve(make_mocked_request("GET", path))
    return match.route.resource.canonical if match.route.resource else "none"
