"""The command as operators start it: a real process, a real port, a real signal."""

import asyncio
import json
import os
import signal
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest


def environment(folder: Path, port: int) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("FEDEVENT_")}
    return {
        **kept,
        "FEDEVENT_DOMAIN": f"localhost:{port}",
        "FEDEVENT_LISTEN": f"127.0.0.1:{port}",
        "FEDEVENT_DATA_DIR": str(folder / "data"),
    }


@asynccontextmanager
async def command(env: Mapping[str, str], *words: str) -> AsyncIterator[asyncio.subprocess.Process]:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "deploy.main", *words, env=dict(env), stdout=-1, stderr=-1, stdin=-1
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.communicate()


async def run(env: Mapping[str, str], *words: str, typed: str = "") -> tuple[int, str]:
    async with command(env, *words) as process:
        out, _ = await process.communicate(typed.encode())
        assert process.returncode is not None
        return process.returncode, out.decode()


async def answers(url: str) -> int:
    """The status of *url*, as soon as somebody listens there."""
    async with aiohttp.ClientSession() as session:
        for _ in range(600):
            try:
                async with session.get(url, allow_redirects=False) as answer:
                    return answer.status
            except aiohttp.ClientConnectionError:
                await asyncio.sleep(0.05)
    raise AssertionError(f"nobody listens at {url}")


async def test_an_empty_instance_serves_its_first_page_and_stops_when_told(
    tmp_path: Path, unused_tcp_port: int
) -> None:
    env = environment(tmp_path, unused_tcp_port)
    async with command(env, "serve") as process:
        assert await answers(f"http://127.0.0.1:{unused_tcp_port}/livez") == 200
        assert await answers(f"http://127.0.0.1:{unused_tcp_port}/") == 303
        process.send_signal(signal.SIGTERM)
        assert await asyncio.wait_for(process.wait(), 30) == 0
    assert (tmp_path / "data" / "secret_key").exists()


async def test_accounts_and_tokens_are_made_from_the_shell(tmp_path: Path, unused_tcp_port: int) -> None:
    env = environment(tmp_path, unused_tcp_port)
    made = ("admin", "create-user", "--email", "o@mail.example", "--name", "Olu", "--role", "organizer")
    code, said = await run(env, *made, "--password-stdin", "--json", typed="four little words\n")
    assert (code, json.loads(said)["username"]) == (0, "olu")
    code, said = await run(env, "admin", "create-token", "--email", "o@mail.example", "--json")
    assert code == 0 and len(json.loads(said)["token"]) > 30
    code, said = await run(env, *made, "--json")
    assert code == 1 and "error" in json.loads(said)


@pytest.mark.parametrize(
    "words",
    [
        ("admin", "create-user"),
        ("serve", "--listen", "nonsense"),
        ("no-such-command",),
        ("serve", "--processes", "0"),
    ],
)
async def test_wrong_usage_is_code_two(tmp_path: Path, unused_tcp_port: int, words: tuple[str, ...]) -> None:
    code, _ = await run(environment(tmp_path, unused_tcp_port), *words)
    assert code == 2


async def test_sqlite_serves_one_process(tmp_path: Path, unused_tcp_port: int) -> None:
    code, _ = await run(environment(tmp_path, unused_tcp_port), "serve", "--processes", "2")
    assert code == 1


async def test_migrating_twice_does_nothing_the_second_time(tmp_path: Path, unused_tcp_port: int) -> None:
    env = environment(tmp_path, unused_tcp_port)
    first, second = await run(env, "migrate", "--json"), await run(env, "migrate", "--json")
    assert json.loads(first[1])["from"] is None
    assert json.loads(second[1])["from"] == json.loads(second[1])["to"]
