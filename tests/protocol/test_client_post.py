"""Posting to inboxes over real TLS: what arrives, which connections are kept, and what is not even tried."""

import asyncio
import json
import ssl
from datetime import UTC, datetime

import pytest

from activitypub.client import Client
from activitypub.errors import Unreachable, UnsafeUrl
from activitypub.guard import Guard, parse
from activitypub.resolver import Resolver
from activitypub.signatures.request import Prepared, SignedRequest
from activitypub.signatures.sign import Scheme
from activitypub.signatures.verify import Verified, Verifier
from activitypub.transport import Transport
from tests.protocol.signing import ALICE, NOW, everybody, key_id, signer
from tests.protocol.tls_peer import Request, TlsPeer, client, loopback, says, serving, trust

LIKE = Prepared.of({"type": "Like", "actor": ALICE})
OK = says("202 Accepted")


async def post(sender: Client, peer: TlsPeer, path: str = "/inbox"):
    return await sender.post(peer.url(path), LIKE, signer(ALICE))


@pytest.mark.parametrize("scheme", list(Scheme))
async def test_what_arrives_is_the_document_signed_at_the_moment_of_sending(scheme: Scheme):
    async with serving(lambda _: says("202 Accepted", b'"ok"')) as peer, client(clock=lambda: NOW) as sender:
        posted = await sender.post(peer.url("/in?box=1"), LIKE, signer(ALICE), scheme)
        assert (posted.status, posted.body_head, posted.retry_after) == (202, b'"ok"', None)
        (came,) = peer.requests
        request = SignedRequest.read(came.method, came.target, came.headers.items(), came.body)
        verify = Verifier(everybody().keyring(), peer.url(""), clock=lambda: NOW)
        assert await verify(request) == Verified(key_id(ALICE), ALICE)
        assert json.loads(came.body) == {"type": "Like", "actor": ALICE}
        assert came.headers["user-agent"] == "fedevent-test"


async def test_one_connection_carries_one_delivery_after_the_other():
    async with serving(lambda _: OK) as peer, client() as sender:
        for _ in range(5):
            await post(sender, peer)
        assert (peer.connections, len(peer.requests)) == (1, 5)


async def test_no_host_gets_more_than_four_connections_at_once():
    async with serving(lambda _: OK) as peer, client() as sender:
        answers = await asyncio.gather(*(post(sender, peer) for _ in range(40)))
        assert {answer.status for answer in answers} == {202}
        assert 1 <= peer.connections <= 4


async def test_a_kept_connection_that_was_closed_meanwhile_is_replaced():
    async with serving(lambda _: OK) as peer, client() as sender:
        await post(sender, peer)
        peer.hang_up()
        assert (await post(sender, peer)).status == 202
        assert peer.connections == 2


async def test_a_kept_connection_that_closes_in_place_of_an_answer_is_asked_anew():
    async with serving(lambda _: OK) as peer, client() as sender:
        await post(sender, peer)
        answers = iter([None, OK])
        peer.answer = lambda _: next(answers)
        assert (await post(sender, peer)).status == 202
        assert (peer.connections, len(peer.requests)) == (2, 3)


@pytest.mark.parametrize(
    "raw",
    [b"HTTP/1.1 202 Accepted\r\nConnection: close\r\n\r\n", b"HTTP/1.0 202 OK\r\nConnection: close\r\n\r\n"],
)
async def test_a_connection_the_server_closes_is_not_kept(raw: bytes):
    async with serving(lambda _: raw) as peer, client() as sender:
        assert (await post(sender, peer)).status == 202
        assert (await post(sender, peer)).status == 202
        assert peer.connections == 2


async def test_chunked_answers_are_read_and_their_connection_kept():
    raw = b'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n7\r\n"error"\r\n0\r\n\r\n'
    async with serving(lambda _: raw) as peer, client() as sender:
        await post(sender, peer)
        assert (await post(sender, peer)).body_head == b'"error"'
        assert peer.connections == 1


async def test_only_the_head_of_a_long_answer_is_kept():
    async with serving(lambda _: says("200 OK", b"x" * 500_000)) as peer, client() as sender:
        assert (await post(sender, peer)).body_head == b"x" * 1024


@pytest.mark.parametrize(
    ("stated", "seconds"),
    [
        ("120", 120.0),
        ("Sun, 22 Nov 2026 12:01:00 GMT", 60.0),
        ("Sun, 22 Nov 2020 12:01:00 GMT", 0.0),
        ("soon", None),
    ],
)
async def test_a_wait_asked_for_is_read_in_seconds(stated: str, seconds: float | None):
    answer = says("429 Slow down", Retry_After=stated)
    async with serving(lambda _: answer) as peer, client(clock=lambda: NOW) as sender:
        posted = await post(sender, peer)
        assert (posted.status, posted.retry_after) == (429, seconds)


async def test_a_redirect_of_a_delivery_is_not_followed():
    async with serving(lambda _: says("301 Moved", Location="https://other.test/inbox")) as peer:
        async with client() as sender:
            assert (await post(sender, peer)).status == 301
        assert len(peer.requests) == 1


@pytest.mark.parametrize(
    "raw", [None, b"SSH-2.0-x\r\n\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\nConnection: close\r\n\r\n"]
)
async def test_no_answer_or_nonsense_is_unreachable(raw: bytes | None):
    async with serving(lambda _: raw) as peer, client() as sender:
        with pytest.raises(Unreachable) as caught:
            await post(sender, peer)
        assert not caught.value.lasting


async def never(_: Request) -> bytes | None:
    await asyncio.Event().wait()
    return None


async def test_a_server_that_never_answers_does_not_hold_us():
    async with serving(never) as peer, client(timeout=0.05) as sender:
        with pytest.raises(Unreachable, match="in time"):
            await post(sender, peer)
        peer.answer = lambda _: OK
        assert (await post(sender, peer)).status == 202


async def test_a_slow_host_costs_other_hosts_nothing():
    async with serving(never) as slow, serving(lambda _: OK) as quick, client() as sender:
        stuck = [asyncio.create_task(post(sender, slow)) for _ in range(10)]
        assert (await post(sender, quick)).status == 202
        for task in stuck:
            task.cancel()
        await asyncio.gather(*stuck, return_exceptions=True)


async def test_a_certificate_for_another_name_is_refused():
    async with serving(lambda _: OK) as peer, client() as sender:
        with pytest.raises(Unreachable):
            await sender.post(peer.url(host="stranger.test"), LIKE, signer(ALICE))
        assert peer.requests == []


async def test_a_certificate_nobody_vouches_for_is_refused():
    async with serving(lambda _: OK) as peer, client(tls=ssl.create_default_context()) as sender:
        with pytest.raises(Unreachable):
            await post(sender, peer)
        assert peer.requests == []


async def test_a_name_that_leads_into_our_own_network_is_never_connected_to():
    async with serving(lambda _: OK) as peer, client(guard=Guard()) as sender:
        with pytest.raises(UnsafeUrl):
            await post(sender, peer)
        assert peer.connections == 0


async def test_one_private_address_among_public_ones_is_enough_to_refuse():
    async def rebinding(_: str) -> list[str]:
        return ["127.0.0.1", "10.0.0.1"]

    async with serving(lambda _: OK) as peer, client(lookup=rebinding) as sender:
        with pytest.raises(UnsafeUrl):
            await post(sender, peer)
        assert peer.connections == 0


async def test_an_address_that_does_not_answer_is_passed_over_for_the_next():
    async def two(_: str) -> list[str]:
        return ["127.0.0.9", "127.0.0.1"]

    async with serving(lambda _: OK) as peer, client(lookup=two) as sender:
        assert (await post(sender, peer)).status == 202


async def test_a_name_that_does_not_resolve_is_unreachable_and_asked_for_once():
    asked = []

    async def nothing(host: str) -> list[str]:
        asked.append(host)
        raise OSError("no such name")

    async with client(lookup=nothing) as sender:
        for _ in range(3):
            with pytest.raises(Unreachable, match="resolve"):
                await sender.post("https://nowhere.test/inbox", LIKE, signer(ALICE))
    assert asked == ["nowhere.test"]


async def test_a_name_is_looked_up_once_for_all_who_ask_and_again_after_a_while():
    asked, time = [], [0.0]

    async def lookup(host: str) -> list[str]:
        asked.append(host)
        await asyncio.sleep(0)
        return ["127.0.0.1"]

    resolver = Resolver(Guard.of(["127.0.0.0/8"]), lookup, clock=lambda: time[0])
    target = parse("https://peer.test/")
    assert await asyncio.gather(*(resolver.addresses(target) for _ in range(9))) == [["127.0.0.1"]] * 9
    assert len(asked) == 1
    time[0] = 61.0
    await resolver.addresses(target)
    assert len(asked) == 2


async def test_plain_http_is_spoken_inside_an_allowed_network_only():
    async with serving(lambda _: OK, tls=False) as peer:
        async with client() as sender:
            answer = await sender.post(peer.url(scheme="http"), LIKE, signer(ALICE))
            assert answer.status == 202
        async with client(guard=Guard.of(["10.0.0.0/8"])) as sender:
            with pytest.raises(UnsafeUrl):
                await sender.post(peer.url(scheme="http"), LIKE, signer(ALICE))
        assert peer.connections == 1


async def test_idle_connections_are_bounded_and_the_oldest_goes_first():
    resolver = Resolver(Guard.of(["127.0.0.0/8"]), loopback)
    transport = Transport(resolver, trust(), keep=1)
    request = b"POST / HTTP/1.1\r\nContent-Length: 0\r\n\r\n"
    async with serving(lambda _: OK) as first, serving(lambda _: OK) as second:
        for peer in (first, second, second, first):
            assert (await transport.send(parse(peer.url()), lambda: request)).status == 202
        assert (first.connections, second.connections) == (2, 1)
        await transport.close()


async def test_a_connection_that_answered_before_the_whole_request_was_out_is_not_used_again():
    seen = []

    async def refuse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        seen.append(await reader.readuntil(b"\r\n\r\n"))
        writer.write(says("413 Too Large"))
        await ended.wait()
        writer.close()

    ended = asyncio.Event()
    server = await asyncio.start_server(refuse, "127.0.0.1", 0)
    target = parse(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/inbox")
    transport = Transport(Resolver(Guard.of(["127.0.0.0/8"]), loopback), trust())
    request = b"POST /inbox HTTP/1.1\r\nContent-Length: 20000000\r\n\r\n" + b"x" * 20_000_000
    for _ in range(2):
        assert (await transport.send(target, lambda: request)).status == 413
    assert len(seen) == 2
    ended.set()
    server.close()
    await transport.close()


async def test_a_request_is_composed_only_when_its_connection_is_there():
    resolver = Resolver(Guard.of(["127.0.0.0/8"]), loopback)
    transport = Transport(resolver, trust())
    composed: list[datetime] = []

    def compose() -> bytes:
        composed.append(datetime.now(UTC))
        return b""

    with pytest.raises(Unreachable):
        await transport.send(parse("https://peer.test:1/"), compose)
    assert composed == []
    await transport.close()
