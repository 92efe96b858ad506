"""Fetching documents over real TLS: what is believed, what is followed, and where it ends."""

import asyncio
import gzip
import json

import pytest

from activitypub.client import HOST_META, JRD, NODEINFO, Client
from activitypub.documents import MAX_BYTES
from activitypub.errors import (
    BadDocument,
    BadStatus,
    FetchError,
    Missing,
    TooLarge,
    TooManyRedirects,
    Unreachable,
    UnsafeUrl,
    WrongMediaType,
    WrongOrigin,
)
from activitypub.guard import Guard
from activitypub.signatures.request import SignedRequest
from activitypub.signatures.sign import Scheme
from activitypub.signatures.verify import Verified, Verifier
from activitypub.vocabulary import LD_MEDIA_TYPE, MEDIA_TYPE
from tests.protocol.signing import ALICE, NOW, everybody, key_id, signer
from tests.protocol.tls_peer import Request, client, says, serving


def document(body: object, content_type: str = MEDIA_TYPE, status: str = "200 OK") -> bytes:
    return says(status, json.dumps(body).encode(), Content_Type=content_type)


NOTE = document({"type": "Note", "content": "hello"})


async def fault(getter: Client, url: str) -> type[FetchError]:
    with pytest.raises(FetchError) as caught:
        await getter.get_json(url)
    return caught.type


@pytest.mark.parametrize("content_type", [MEDIA_TYPE, LD_MEDIA_TYPE, f"{MEDIA_TYPE}; charset=utf-8"])
async def test_a_document_comes_with_the_address_it_came_from(content_type: str):
    answer = document({"type": "Note"}, content_type)
    async with serving(lambda _: answer) as peer, client() as getter:
        fetched = await getter.get_json(peer.url("/notes/1?x=%20"))
        assert (fetched.document, fetched.url) == ({"type": "Note"}, peer.url("/notes/1?x=%20"))
        (asked,) = peer.requests
        assert (asked.target, asked.headers["user-agent"]) == ("/notes/1?x=%20", "fedevent-test")
        assert "signature" not in asked.headers
        assert MEDIA_TYPE in asked.headers["accept"]


@pytest.mark.parametrize("scheme", list(Scheme))
async def test_a_fetch_is_signed_when_somebody_signs(scheme: Scheme):
    async with serving(lambda _: NOTE) as peer, client(clock=lambda: NOW) as getter:
        await getter.get_json(peer.url("/notes/1?page=2"), signer(ALICE), scheme=scheme)
        (asked,) = peer.requests
        request = SignedRequest.read(asked.method, asked.target, asked.headers.items())
        verify = Verifier(everybody().keyring(), peer.url(""), clock=lambda: NOW)
        assert await verify(request) == Verified(key_id(ALICE), ALICE)


async def test_each_redirect_is_followed_with_a_signature_of_its_own():
    def answer(request: Request) -> bytes:
        if request.target == "/note":
            return NOTE
        return says("302 Found", Location=f"https://other.test:{peer.port}/note")

    async with serving(answer) as peer, client(clock=lambda: NOW) as getter:
        fetched = await getter.get_json(peer.url("/old"), signer(ALICE))
        assert fetched.url == peer.url("/note", host="other.test")
        for asked, host in zip(peer.requests, ("peer.test", "other.test"), strict=True):
            request = SignedRequest.read(asked.method, asked.target, asked.headers.items())
            verify = Verifier(everybody().keyring(), peer.url("", host=host), clock=lambda: NOW)
            assert await verify(request) == Verified(key_id(ALICE), ALICE)


async def test_three_redirects_are_followed_and_a_fourth_is_not():
    def answer(request: Request) -> bytes:
        left = int(request.target.strip("/"))
        return says("307 Elsewhere", Location=f"/{left - 1}") if left else NOTE

    async with serving(answer) as peer, client() as getter:
        assert (await getter.get_json(peer.url("/3"))).url == peer.url("/0")
        assert await fault(getter, peer.url("/4")) is TooManyRedirects


@pytest.mark.parametrize(
    "location",
    [
        "http://peer.test/",
        "https://10.0.0.1/",
        "https://user@peer.test/",
        "file:///etc/passwd",
        "https://[/",
    ],
)
async def test_a_redirect_to_an_address_the_guard_forbids_is_not_followed(location: str):
    async with serving(lambda _: says("302 Found", Location=location)) as peer, client() as getter:
        assert await fault(getter, peer.url("/")) is UnsafeUrl
        assert len(peer.requests) == 1


async def test_a_redirect_to_nowhere_is_a_bad_answer():
    async with serving(lambda _: says("302 Found")) as peer, client() as getter:
        assert await fault(getter, peer.url("/")) is BadStatus


@pytest.mark.parametrize(
    "content_type", ["application/json", "text/html", "application/ld+json", "image/png", ""]
)
async def test_a_file_that_only_looks_like_a_document_is_not_read(content_type: str):
    answer = document({"type": "Person", "id": "https://peer.test/admin"}, content_type)
    async with serving(lambda _: answer) as peer, client() as getter:
        assert await fault(getter, peer.url("/uploads/me.json")) is WrongMediaType


async def test_a_document_that_claims_an_id_on_another_server_is_not_believed():
    answer = document({"type": "Person", "id": "https://other.test/users/admin"})
    async with serving(lambda _: answer) as peer, client() as getter:
        assert await fault(getter, peer.url("/users/admin")) is WrongOrigin


async def test_an_id_elsewhere_on_the_same_server_is_fine():
    async with serving(lambda _: document({"id": peer.url("/users/1")})) as peer, client() as getter:
        assert (await getter.get_json(peer.url("/@alice"))).document["id"] == peer.url("/users/1")


@pytest.mark.parametrize(
    ("status", "kind", "lasting"),
    [
        ("404 Not Found", Missing, True),
        ("410 Gone", Missing, True),
        ("401 Unauthorized", BadStatus, False),
        ("400 Bad Request", BadStatus, True),
        ("429 Too Many", BadStatus, False),
        ("503 Busy", BadStatus, False),
        ("204 Nothing", BadStatus, True),
    ],
)
async def test_a_status_that_is_no_success_is_told_apart(status: str, kind: type[FetchError], lasting: bool):
    async with serving(lambda _: says(status)) as peer, client() as getter:
        with pytest.raises(kind) as caught:
            await getter.get_json(peer.url("/"))
        assert caught.value.lasting is lasting
        assert getattr(caught.value, "gone", False) is status.startswith("410")


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b"null", b'{"a":"\\u0000"}', b'{"a":' * 5000])
async def test_what_is_no_json_object_is_a_bad_document(body: bytes):
    async with serving(lambda _: says("200 OK", body, Content_Type=MEDIA_TYPE)) as peer, client() as getter:
        assert await fault(getter, peer.url("/")) is BadDocument


async def test_a_document_of_two_megabytes_is_not_read_to_its_end():
    answer = says("200 OK", b" " * 2 * MAX_BYTES, Content_Type=MEDIA_TYPE)
    async with serving(lambda _: answer) as peer, client() as getter:
        assert await fault(getter, peer.url("/")) is TooLarge


async def test_a_compressed_answer_is_measured_by_what_it_unpacks_to():
    packed = gzip.compress(b" " * 2 * MAX_BYTES)
    answer = says("200 OK", packed, Content_Type=MEDIA_TYPE, Content_Encoding="gzip")
    async with serving(lambda _: answer) as peer, client() as getter:
        assert await fault(getter, peer.url("/")) is TooLarge
        assert peer.requests[0].headers["accept-encoding"] == "identity"


async def never(_: Request) -> bytes | None:
    await asyncio.Event().wait()
    return None


async def test_a_server_that_never_answers_is_unreachable():
    async with serving(never) as peer, client(timeout=0.05) as getter:
        assert await fault(getter, peer.url("/")) is Unreachable


@pytest.mark.parametrize("raw", [None, b"SSH-2.0-x\r\n\r\n"])
async def test_no_answer_or_nonsense_is_unreachable(raw: bytes | None):
    async with serving(lambda _: raw) as peer, client() as getter:
        assert await fault(getter, peer.url("/")) is Unreachable


async def test_a_certificate_for_another_name_is_refused():
    async with serving(lambda _: NOTE) as peer, client() as getter:
        assert await fault(getter, peer.url("/", host="stranger.test")) is Unreachable
        assert peer.requests == []


@pytest.mark.parametrize("host", ["peer.test", "127.0.0.1", "[::ffff:127.0.0.1]"])
async def test_neither_a_name_nor_an_address_leads_into_our_own_network(host: str):
    async with serving(lambda _: NOTE) as peer, client(guard=Guard()) as getter:
        assert await fault(getter, peer.url("/", host=host)) is UnsafeUrl
        assert peer.connections == 0


async def test_a_name_may_not_change_to_a_private_address_between_check_and_connection():
    answers = iter([["127.0.0.1"], ["10.0.0.1"]])

    async def rebinding(_: str) -> list[str]:
        return next(answers)

    async with serving(lambda _: NOTE) as peer, client(lookup=rebinding) as getter:
        assert (await getter.get_json(peer.url("/"))).document["type"] == "Note"


async def test_plain_http_is_for_allowed_networks():
    async with serving(lambda _: NOTE, tls=False) as peer:
        async with client() as getter:
            assert (await getter.get_json(peer.url("/", scheme="http"))).status == 200
        async with client(guard=Guard()) as getter:
            assert await fault(getter, peer.url("/", scheme="http")) is UnsafeUrl


async def test_plain_http_is_not_spoken_to_a_public_address_even_in_a_lab():
    async def public(_: str) -> list[str]:
        return ["93.184.216.34"]

    async with client(lookup=public, timeout=1.0) as getter:
        assert await fault(getter, "http://peer.test:8080/") is UnsafeUrl


async def test_cookies_are_not_kept():
    answer = says("200 OK", b"{}", Content_Type=MEDIA_TYPE, Set_Cookie="a=b")
    async with serving(lambda _: answer) as peer, client() as getter:
        await getter.get_json(peer.url("/"))
        await getter.get_json(peer.url("/"))
        assert [request.headers.get("cookie") for request in peer.requests] == [None, None]


@pytest.mark.parametrize(
    ("wanted", "content_type"),
    [
        (JRD, "application/jrd+json; charset=utf-8"),
        (JRD, "application/json"),
        (NODEINFO, 'application/json; profile="http://nodeinfo.diaspora.software/ns/schema/2.1#"'),
    ],
)
async def test_web_finger_and_node_info_have_types_of_their_own(wanted, content_type: str):
    def answer(_: Request) -> bytes:
        return document({"subject": "x", "id": "https://other.test/"}, content_type)

    async with serving(answer) as peer, client() as getter:
        assert (await getter.get_json(peer.url("/"), wanted=wanted)).document["subject"] == "x"


@pytest.mark.parametrize(
    ("charset", "raw"), [("utf-8", "é".encode()), ("iso-8859-1", b"\xe9"), ("no-such", "é".encode())]
)
async def test_a_text_is_decoded_as_it_says(charset: str, raw: bytes):
    answer = says("200 OK", raw, Content_Type=f"text/html; charset={charset}")
    async with serving(lambda _: answer) as peer, client() as getter:
        page = await getter.get_text(peer.url("/"))
        assert (page.text, page.url) == ("é", peer.url("/"))


async def test_a_text_of_another_type_is_not_read():
    async with serving(lambda _: NOTE) as peer, client() as getter:
        with pytest.raises(WrongMediaType):
            await getter.get_text(peer.url("/"), wanted=HOST_META)


async def test_a_peer_is_asked_over_one_kept_connection():
    async with serving(lambda _: NOTE) as peer, client() as getter:
        for _ in range(5):
            await getter.get_json(peer.url("/"))
        assert peer.connections == 1
