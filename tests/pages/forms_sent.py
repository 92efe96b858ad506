"""Sends forms of public pages the way people do: they look at the page for some seconds first."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from activitypub.webfinger import SUBSCRIBE_REL, Address
from tests.pages.markup import Page
from tests.peers import Peer
from tests.rig import BASE, Rig

_LINK = re.compile(r"https?://[^\s<>\"]+/confirm/[\w.\-~]+")
_TOKEN = re.compile(r'name="csrf"\s+value="([^"]+)"')


@dataclass(frozen=True)
class Answer:
    """What came back: status, where it leads, the HTML."""

    status: int
    location: str
    html: str


async def send(rig: Rig, path: str, form: Mapping[str, str], page: str = "", seconds: float = 20) -> Answer:
    """Open *page* (or *path*), look at it for some *seconds*, send *form* to *path*."""
    async with rig.client.get(page or path) as shown:
        found = _TOKEN.search(await shown.text())
    assert found, f"no form on {page or path}"
    rig.clock.pass_(seconds=seconds)
    token = {"csrf": found.group(1)}
    async with rig.client.post(
        path, data={**token, **form}, headers={"Origin": BASE}, allow_redirects=False
    ) as answer:
        return Answer(answer.status, answer.headers.get("Location", ""), await answer.text())


async def linked(rig: Rig) -> str:
    """The path of the confirmation link in the newest mail."""
    await rig.settles()
    letters = [letter.replace("=\n", "").replace("=3D", "=") for letter in reversed(rig.letters())]
    links = [found for letter in letters if (found := _LINK.search(letter))]
    assert links, "no mail with a link to confirm"
    return urlsplit(links[0].group()).path


async def read(rig: Rig, path: str, status: int = 200) -> str:
    """The HTML at *path*, which is sound."""
    async with rig.client.get(path, allow_redirects=False) as answer:
        html = await answer.text()
        assert answer.status == status, (path, answer.status)
    assert Page(html).faults == []
    return html


TEMPLATE = "https://{host}/authorize_interaction?uri={{uri}}"


def has_door(rig: Rig, peer: Peer, template: str = TEMPLATE) -> None:
    """Let *peer*'s server say where its people open addresses of others; nowhere with an empty *template*."""
    rig.meet(peer)
    links = [{"rel": "self", "type": "application/activity+json", "href": peer.id}]
    if template:
        links.append({"rel": SUBSCRIBE_REL, "template": template.format(host=peer.host)})
    for name in (peer.name, peer.host):
        address = Address(name, peer.host)
        rig.network.documents[address.query] = {"subject": address.acct, "links": links}
