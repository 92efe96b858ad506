"""A process killed at random moments loses nothing that it answered 202 to, and does nothing twice."""

import asyncio
import random
import signal
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from deploy.compose import Instance, compose
from deploy.environment import load_settings
from deploy.secret_key import keep_secret_key
from fedevent.chapter import Chapter
from fedevent.events import Event
from fedevent.usecases import accounts, events, groups
from storage.actors import Actors
from tests.bench import crowd
from tests.deploy.test_serving import answers, command, environment

ROUNDS, PEOPLE = 8, 60


async def furnished(instance: Instance, port: int) -> Event:
    """An event that takes answers, and a crowd whose keys are known."""
    await instance.migrate()
    chapter = Chapter("Kill", "Here", "UTC", "en")
    by = await accounts.found_chapter(instance.new_work(), chapter, "a@kill.example", "A", "x")
    group = await groups.create(instance.new_work(), "kill", groups.Profile("Kill"), by)
    for number in range(PEOPLE * ROUNDS):
        who = crowd.actor(number, port)
        await Actors(instance.database).remember(
            id=who,
            type="Person",
            inbox=f"{who}/inbox",
            username=f"a{number}",
            host=f"127.0.1.{number % crowd.HOSTS}:{port}",
            handle=f"@a{number}",
            at=datetime.now(UTC),
            keys={f"{who}#main-key": crowd.pair().public_pem},
        )
    starts = (datetime.now(UTC) + timedelta(days=7)).replace(tzinfo=None, microsecond=0)
    return await events.create(
        instance.new_work(), group.id, events.Plan("Kill", starts, "UTC"), by, published=True
    )


async def told(request: bytes, port: int) -> bool:
    """Whether the instance answered 202 before it died."""
    try:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(request)
        head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), 20)
        writer.close()
    except (OSError, asyncio.IncompleteReadError, TimeoutError):
        return False
    return b" 202 " in head.split(b"\r\n")[0]


@pytest.mark.heavy
async def test_what_was_answered_202_survives_kill_9(tmp_path: Path, unused_tcp_port_factory: object) -> None:
    port, sink = unused_tcp_port_factory(), unused_tcp_port_factory()  # type: ignore[operator]
    env = environment(tmp_path, port) | {
        "FEDEVENT_ALLOW_NETWORKS": "127.0.0.0/8,::1/128",
        "FEDEVENT_BASE_URL": f"http://localhost:{port}",
    }
    instance = compose(keep_secret_key(load_settings(env)))
    event = await furnished(instance, sink)
    accepted: set[int] = set()
    for round_ in range(ROUNDS):
        async with command(env, "serve") as process:
            await answers(f"http://127.0.0.1:{port}/livez")
            numbers = range(round_ * PEOPLE, (round_ + 1) * PEOPLE)
            requests = {n: join(n, sink, port, instance.urls.event(event.id)) for n in numbers}
            asking = [asyncio.create_task(told(request, port)) for request in requests.values()]
            await asyncio.sleep(random.uniform(0.05, 0.6))
            process.send_signal(signal.SIGKILL)
            done = await asyncio.gather(*asking)
            accepted |= {n for n, taken in zip(numbers, done, strict=True) if taken}
    await instance.worker.settle(2_000)
    signups = await instance.reads.organizing.signups(event.id)
    going = [row.actor for row in signups]
    assert len(going) == len(set(going))
    assert {crowd.actor(n, sink) for n in accepted} <= set(going)
    await instance.close()


def join(number: int, sink: int, port: int, event: str) -> bytes:
    """A signed Join of the *number*-th person."""
    who = crowd.actor(number, sink)
    activity: dict[str, object] = {"type": "Join", "id": f"{who}/join", "object": event}
    return crowd.signed(number, sink, f"http://localhost:{port}/inbox", activity, datetime.now(UTC))
