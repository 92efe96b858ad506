"""What people elsewhere say, in the shapes in which their servers send it."""

from typing import Any

from fedevent.events import Event
from tests.peers import Peer
from tests.rig import BASE, Rig

PUBLIC = "https://www.w3.org/ns/activitystreams#Public"
GROUP = f"{BASE}/groups/menders"
Said = dict[str, Any]


def say(peer: Peer, kind: str, what: object, number: int = 1, **more: object) -> Said:
    """An activity of *peer*; its id is made of *kind* and *number*."""
    return {
        "@context": "https://www.w3.org/ns/activitystreams",
        "id": f"{peer.id}/{kind.lower()}/{number}",
        "type": kind,
        "actor": peer.id,
        "object": what,
        **more,
    }


def undo(peer: Peer, undone: object, number: int = 1) -> Said:
    """*undone* (an activity or its id) is taken back."""
    return say(peer, "Undo", undone, number)


def vote(peer: Peer, event: Event, option: str, number: int = 1, **more: object) -> Said:
    """A choice in the poll of *event*, as Mastodon sends it."""
    note = {
        "id": f"{peer.id}/votes/{number}",
        "type": "Note",
        "name": option,
        "attributedTo": peer.id,
        "to": GROUP,
        "inReplyTo": f"{BASE}/events/{event.id}/poll",
        **more,
    }
    return say(peer, "Create", note, 1000 + number, to=GROUP)


def reply(
    peer: Peer, event: Event, words: str, number: int = 1, *, public: bool = False, to: str = ""
) -> Said:
    """Words in answer to the announcement of *event* (or to the note *to*), in private unless *public*."""
    addressed: Said = {"to": [PUBLIC], "cc": [GROUP]} if public else {"to": [GROUP], "cc": []}
    note = {
        "id": f"{peer.id}/statuses/{number}",
        "type": "Note",
        "inReplyTo": to or f"{BASE}/events/{event.id}/poll",
        "attributedTo": peer.id,
        "content": f'<p><span class="h-card"><a href="{GROUP}">@menders</a></span> {words}</p>',
        "contentMap": {"en": f"<p>@menders {words}</p>"},
        "tag": [{"type": "Mention", "href": GROUP, "name": "@menders@chapter.example"}],
        **addressed,
    }
    return say(peer, "Create", note, 2000 + number, **addressed)


async def hear(rig: Rig, peer: Peer, *activities: Said) -> None:
    """Let *peer* be known and say *activities*, each taken in and dealt with before the next."""
    rig.meet(peer)
    for activity in activities:
        assert await rig.receives(activity, peer) == 202, activity["type"]
        await rig.settles()


def kinds(rig: Rig, peer: Peer) -> list[tuple[str, str]]:
    """What *peer* was sent: each activity's type with its object's ("" where that is only an id)."""
    return [
        (d["type"], d["object"].get("type", "") if isinstance(d["object"], dict) else "")
        for d in rig.network.to(peer)
    ]


def letters(rig: Rig, peer: Peer) -> list[str]:
    """The words of the direct messages that *peer* got, oldest first."""
    return [
        d["object"]["content"]
        for d in rig.network.to(peer)
        if d["type"] == "Create" and d.get("to") == [peer.id]
    ]


def verdicts(rig: Rig, peer: Peer) -> list[tuple[str, str]]:
    """The answers to the Joins of *peer*: verb, and the id of the Join."""
    return [
        (d["type"], d["object"]["id"])
        for d in rig.network.to(peer)
        if d["type"] in ("Accept", "Reject", "Ignore") and d["object"]["type"] == "Join"
    ]


async def standing(rig: Rig, event: Event) -> dict[str, str]:
    """Who answered what, by account: the list as the hosts see it, one row a person."""
    rows = await rig.instance.reads.organizing.signups(event.id)
    found = {row.actor: row.status for row in rows}
    assert len(found) == len(rows)
    return found
