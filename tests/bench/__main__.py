"""`make bench`: an instance in a process of its own, a crowd in another, and the figures in a table."""

import asyncio
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

import trustme

from deploy.compose import Instance, compose
from deploy.environment import load_settings
from fedevent.chapter import Chapter
from fedevent.events import Event
from fedevent.ids import PersonId
from fedevent.usecases import accounts, events, groups
from storage.actors import Actors
from tests.bench import crowd
from tests.bench.machine import Stopwatch, usage

PORT, SINK, CONTROL = 18480, 18443, 18481
BASE = f"http://localhost:{PORT}"
ROUNDS = 3


def rsa_per_1000() -> float:
    """CPU seconds for a thousand bare RSA-2048 signatures, in this process."""
    from activitypub.signatures.keys import load_private, sign

    key = load_private(crowd.pair().private_pem)
    begun = time.process_time()
    for number in range(400):
        sign(key, b"%d" % number)
    return (time.process_time() - begun) * 2.5


def environment(folder: Path) -> dict[str, str]:
    """The instance's settings."""
    return {
        "FEDEVENT_DOMAIN": f"localhost:{PORT}",
        "FEDEVENT_BASE_URL": BASE,
        "FEDEVENT_LISTEN": f"127.0.0.1:{PORT}",
        "FEDEVENT_DATA_DIR": str(folder),
        "FEDEVENT_ALLOW_NETWORKS": "127.0.0.0/8,::1/128",
        "FEDEVENT_LOG_LEVEL": "warning",
        "SSL_CERT_FILE": str(folder / "ca.pem"),
    }


def certificates(folder: Path) -> None:
    """An authority and one certificate for all hosts of the crowd."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(folder / "ca.pem")
    issued = authority.issue_cert(*(f"127.0.1.{n}" for n in range(crowd.HOSTS)))
    issued.private_key_pem.write_to_path(folder / "sink.key")
    for number, part in enumerate(issued.cert_chain_pems):
        part.write_to_path(folder / "sink.pem", append=number > 0)


async def furnish(instance: Instance) -> tuple[PersonId, Event, groups.Group]:
    """A chapter, a group with a thousand followers, and an event that takes answers."""
    await instance.migrate()
    by = await accounts.found_chapter(
        instance.new_work(), Chapter("Bench", "Here", "UTC", "en"), "a@bench.example", "A", "x"
    )
    group = await groups.create(instance.new_work(), "bench", groups.Profile("Bench"), by)
    await people(instance)
    for number in range(crowd.PEOPLE):
        who = crowd.actor(number, SINK)
        await groups.follow_by_slug(instance.new_work(), "bench", who, f"{who}#follow")
    event = await events.create(instance.new_work(), group.id, plan("Load"), by, published=True)
    return by, event, group


async def people(instance: Instance) -> None:
    """Everybody of the crowd is known, keys included, and so is what their servers run."""
    actors, now = Actors(instance.database), datetime.now(UTC)
    for number in range(crowd.PEOPLE):
        who = crowd.actor(number, SINK)
        host = f"127.0.1.{number % crowd.HOSTS}:{SINK}"
        await actors.remember(
            id=who,
            type="Person",
            inbox=f"{who}/inbox",
            username=f"a{number}",
            name=f"A {number}",
            host=host,
            handle=f"@a{number}@{host}",
            at=now,
            keys={f"{who}#main-key": crowd.pair().public_pem},
        )
        if number < crowd.HOSTS:
            await actors.remember_host(host, software="mastodon", dialect="mastodon", at=now)


def plan(title: str) -> events.Plan:
    """An event next week."""
    starts = (datetime.now(UTC) + timedelta(days=7)).replace(tzinfo=None, microsecond=0)
    return events.Plan(title, starts, "UTC", description="Words about it. " * 20)


def sunk() -> int:
    """How many posts the sink has counted."""
    with urllib.request.urlopen(f"http://127.0.0.1:{CONTROL}/") as answer:
        return int(json.load(answer)["posts"])


async def until(done: "object", seconds: float = 180) -> None:
    """Wait until *done*() is true."""
    end = time.monotonic() + seconds
    while not await done():  # type: ignore[operator]
        if time.monotonic() > end:
            raise TimeoutError("the work did not end")
        await asyncio.sleep(0.1)


async def fan_out(instance: Instance, pid: int, by: PersonId, group: groups.Group) -> tuple[float, float]:
    """CPU seconds and wall seconds for one event to reach a thousand inboxes."""
    before = sunk()
    watch = Stopwatch(pid)
    await events.create(instance.new_work(), group.id, plan("Fan-out"), by, published=True)

    async def arrived() -> bool:
        return await asyncio.to_thread(sunk) - before >= crowd.PEOPLE

    await until(arrived)
    return watch.read()


async def inbound(instance: Instance, pid: int, event: Event, kind: str, tag: str) -> tuple[float, float]:
    """CPU and wall seconds to accept and process a thousand activities of known actors."""
    now, inbox = datetime.now(UTC), f"{BASE}/inbox"
    requests = [
        crowd.signed(
            n,
            SINK,
            inbox,
            {
                "type": kind,
                "id": f"{crowd.actor(n, SINK)}/{tag}",
                "object": instance.urls.event(event.id),
            },
            now,
        )
        for n in range(crowd.PEOPLE)
    ]
    watch = Stopwatch(pid)
    refused = await _post(requests)
    if refused:
        raise RuntimeError(f"{refused} activities were refused")

    async def processed() -> bool:
        page = await instance.reads.events.find(event.id)
        done = page.likes if kind == "Like" else page.counts["going"]  # type: ignore[union-attr]
        return done >= crowd.PEOPLE

    await until(processed)
    return watch.read()


async def _post(requests: list[bytes], connections: int = 16) -> int:
    """Write *requests* over a few kept connections; how many were not answered 202."""

    async def lane(mine: list[bytes]) -> int:
        reader, writer = await asyncio.open_connection("127.0.0.1", PORT)
        refused = 0
        for request in mine:
            writer.write(request)
            head = await reader.readuntil(b"\r\n\r\n")
            length = int(head.lower().partition(b"content-length:")[2].split(b"\r\n")[0] or 0)
            await reader.readexactly(length)
            refused += b" 202 " not in head.split(b"\r\n")[0]
        writer.close()
        return refused

    return sum(await asyncio.gather(*(lane(requests[n::connections]) for n in range(connections))))


def started(command: list[str], env: dict[str, str]) -> "subprocess.Popen[bytes]":
    """A process of ours."""
    return subprocess.Popen([sys.executable, *command], env={**os.environ, **env})


def first_answer() -> float:
    """Seconds until the instance answers 200."""
    begun = time.perf_counter()
    while time.perf_counter() - begun < 60:
        try:
            with urllib.request.urlopen(f"{BASE}/livez"):
                return time.perf_counter() - begun
        except OSError:
            time.sleep(0.02)
    raise TimeoutError("the instance did not start")


def row(name: str, cpu: list[float], wall: list[float], rsa: float) -> None:
    """One line of the table: medians."""
    middle, pace = statistics.median(cpu), crowd.PEOPLE / statistics.median(wall)
    print(f"| {name} | {middle:.2f} | {rsa / middle:.2f} | {pace:.0f} |", flush=True)


async def measure(folder: Path) -> None:
    """Everything, in one run."""
    certificates(folder)
    env = environment(folder)
    os.environ.update(env)
    from deploy.secret_key import keep_secret_key

    instance = compose(keep_secret_key(load_settings()))
    by, event, group = await furnish(instance)
    with ExitStack() as stack:
        sink = started(
            [
                "-m",
                "tests.bench.crowd",
                str(SINK),
                str(CONTROL),
                str(folder / "sink.pem"),
                str(folder / "sink.key"),
            ],
            env,
        )
        stack.callback(sink.kill)
        server = started(["-m", "deploy.main", "serve"], env)
        stack.callback(server.kill)
        cold = await asyncio.to_thread(first_answer)
        await asyncio.sleep(15)  # what furnishing caused is done
        idle = usage(server.pid).rss
        print("| work, per 1,000 | CPU s | of bare RSA | per s |\n|---|---|---|---|")
        fans, likes, rsa = [], [], []
        for number in range(ROUNDS):
            rsa.append(rsa_per_1000())
            fans.append(await fan_out(instance, server.pid, by, group))
            rsa.append(rsa_per_1000())
            likes.append(
                await inbound(instance, server.pid, event, "Like", f"like{number}")
                if not number
                else likes[0]
            )
        joins = [await inbound(instance, server.pid, event, "Join", "join")]
        bare = statistics.median(rsa)
        print(f"| bare RSA-2048 signing | {bare:.2f} | 1.00 | |")
        row("fan-out to 1,000 inboxes on 50 TLS hosts", [f[0] for f in fans], [f[1] for f in fans], bare)
        row("inbound Like, known actors, accepted and processed", [likes[0][0]], [likes[0][1]], bare)
        row("inbound Join, known actors, accepted and processed", [joins[0][0]], [joins[0][1]], bare)
        print(f"\nidle {idle:.0f} MB, busy {usage(server.pid).rss:.0f} MB, first 200 after {cold:.2f} s")
    await instance.close()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="fedevent-bench-") as made:
        asyncio.run(measure(Path(made)))
