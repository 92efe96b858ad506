"""Runs an instance: pages and worker in one process, or either alone, until it is told to stop."""

import asyncio
import contextlib
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Sequence

from aiohttp import web

from deploy.compose import Instance, compose
from deploy.logs import set_up_logs
from deploy.secret_key import keep_secret_key
from deploy.setting_types import Listen
from deploy.settings import Settings

GRACE = 10.0  # seconds that requests under way get to finish


def ready(settings: Settings) -> Settings:
    """Make what an instance needs before it is composed: folders and its secret key."""
    settings.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    set_up_logs(settings.log_level)
    return keep_secret_key(settings)


async def serve(
    settings: Settings, listen: Listen, *, pages: bool = True, work: bool = True, shared_port: bool = False
) -> None:
    """Serve until SIGTERM or SIGINT. *shared_port*: other processes listen on the same port."""
    instance = compose(settings)
    await instance.migrate()
    stop = _stop_signal()
    async with contextlib.AsyncExitStack() as stack:
        stack.push_async_callback(instance.close)
        if work:
            worker = asyncio.create_task(instance.worker.run())
            stack.push_async_callback(_end, worker)
        if pages:
            await stack.enter_async_context(_site(instance, listen, shared_port))
        _tell_systemd("READY=1")
        await stop.wait()
        _tell_systemd("STOPPING=1")


@contextlib.asynccontextmanager
async def _site(instance: Instance, listen: Listen, shared_port: bool):  # type: ignore[no-untyped-def]
    runner = web.AppRunner(instance.app, access_log=None, shutdown_timeout=GRACE)
    await runner.setup()
    try:
        await web.TCPSite(runner, listen.host, listen.port, reuse_port=shared_port or None).start()
        yield runner
    finally:
        await runner.cleanup()


def _stop_signal() -> asyncio.Event:
    stop, loop = asyncio.Event(), asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    return stop


async def _end(task: "asyncio.Task[None]") -> None:
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task


def _tell_systemd(state: str) -> None:
    """One datagram to the service manager, where there is one (sd_notify(3))."""
    address = os.environ.get("NOTIFY_SOCKET")
    if not address:
        return
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as notify:
        name = "\0" + address[1:] if address.startswith("@") else address
        with contextlib.suppress(OSError):
            notify.sendto(state.encode(), name)


def siblings(arguments: Sequence[str], number: int) -> list["subprocess.Popen[bytes]"]:
    """Start *number* more processes of the same command."""
    command = [sys.executable, "-m", "deploy.main", *arguments]
    return [subprocess.Popen(command) for _ in range(number)]  # noqa: S603 our own command line


def run(coroutine: object) -> None:
    """Run on the fastest loop there is: uvloop where it is installed, else asyncio's own."""
    try:
        import uvloop  # noqa: PLC0415 an optional extra
    except ImportError:
        asyncio.run(coroutine)  # type: ignore[arg-type]
    else:
        uvloop.run(coroutine)  # type: ignore[arg-type]
