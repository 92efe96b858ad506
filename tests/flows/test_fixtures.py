"""Payloads that other software really sends, from the folder of recordings beside this project.

That folder is no part of the project. Where it is not there, the test says so and looks at what is written
down about it only.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from activitypub import reading
from activitypub.incoming.incoming import Outcome
from activitypub.incoming.table import HANDLERS
from activitypub.origin import Forged, keep_own
from deploy.processing import Processor
from fedevent.usecases import remote
from storage.actors import Actors
from storage.queue import Job
from tests.flows.sayings import GROUP
from tests.rig import Rig
from web.i18n import Languages

RECORDED = Path(__file__).parents[3] / "shared" / "fixtures"
WRITTEN_DOWN = Path(__file__).parents[1] / "fixtures" / "outcomes.json"

# Turned away at the door, before any handler.
NOT_AN_ACTIVITY, FORGED = "not an activity", "forged"

# What the recordings are about, where that is a server like ours: read as being about our own things.
ABOUT_US = {
    "https://events.example/groups/chess/notes/42": "poll",
    "https://social.example/polls/1": "poll",
    "https://new.example/events/42": "event",
    "https://events.example/e/1": "event",
    "http://mobilizon.test/events/some-uuid": "event",
    "http://localtesting.pleroma.lol/objects/eb92579d-3417-42a8-8652-2492c2d4f454": "event",
    "https://events.example/groups/chess": "group",
    "https://new.example/groups/choir": "group",
    "http://mobilizon.test/@demo": "group",
    "http://localtesting.pleroma.lol/users/lain": "group",
    "https://new.example/actor": "instance",
}


def recordings() -> Iterator[tuple[str, Any]]:
    """Every recorded activity of a type that we handle, by its path (and line)."""
    for path in sorted(RECORDED.rglob("*.json")):
        yield str(path.relative_to(RECORDED)), json.loads(path.read_text("utf-8"))
    for path in sorted(RECORDED.rglob("*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            exchange = json.loads(line)
            if exchange["method"] == "POST" and exchange["req_body"].startswith("{"):
                yield f"{path.relative_to(RECORDED)}#{exchange['n']}", json.loads(exchange["req_body"])


def about_us(activity: dict[str, Any], ours: dict[str, str]) -> dict[str, Any]:
    """*activity* with our addresses in place of theirs, except where its sender is meant."""
    text, sender = json.dumps(activity), urlsplit(reading.ident(activity.get("actor"))).netloc
    for theirs, thing in ABOUT_US.items():
        if urlsplit(theirs).netloc != sender:
            text = text.replace(f'"{theirs}"', f'"{ours[thing]}"')
    return dict(json.loads(text))


async def outcome(rig: Rig, processor: Processor, activity: dict[str, Any]) -> str:
    """What becomes of *activity* when we follow its sender, whose server shows what it speaks of."""
    signer = reading.ident(activity.get("actor"))
    if not signer:
        return NOT_AN_ACTIVITY
    try:
        believed = keep_own(activity, signer)
    except Forged:
        return FORGED
    await known(rig, signer)
    for thing in reading.objects(activity, "object"):
        rig.network.documents[reading.ident(thing)] = thing
    payload = {"activity": believed, "signer": signer, "received_at": rig.clock.now.isoformat()}
    found = await processor.judge(Job(0, "process", payload, 1, rig.clock.now))
    return found.value


async def known(rig: Rig, actor: str) -> None:
    host = urlsplit(actor).netloc
    await Actors(rig.instance.database).remember(
        id=actor,
        type="Person",
        inbox=f"{actor}/inbox",
        username="someone",
        host=host,
        handle=f"@someone@{host}",
        at=rig.clock.now,
    )
    await remote.follow(rig.work(), None, actor, rig.organizer)


async def test_every_recorded_activity_is_dealt_with_as_written_down(rig: Rig) -> None:
    written = json.loads(WRITTEN_DOWN.read_text("utf-8"))
    if not RECORDED.is_dir():
        print("The folder of recordings is not here; only what is written down about it was read.")
        assert set(written.values()) <= {*Outcome, NOT_AN_ACTIVITY, FORGED}
        return
    event = await rig.an_event(await rig.a_group())
    uri = rig.urls.event(event.id)
    ours = {"event": uri, "poll": f"{uri}/poll", "group": GROUP, "instance": rig.urls.instance}
    words, directory = Languages(), rig.instance.directory
    processor = Processor(directory, lambda job: rig.instance.new_work(), rig.urls, words, words.offered)
    found = {
        name: await outcome(rig, processor, about_us(activity, ours))
        for name, activity in recordings()
        if reading.kind(activity) in HANDLERS
    }
    await rig.settles()
    assert found == written
