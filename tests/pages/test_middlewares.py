"""What happens to every request: ids, headers, refusals in words, forgery, the first run."""

import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from aiohttp.typedefs import Handler

from fedevent.chapter import Chapter
from fedevent.errors import Conflict, Full, Gone, Invalid, NotAllowed, NotFound, Refused, TooMany, fault
from storage.errors import Clash
from web import csrf, keys
from web.config import WebConfig
from web.i18n import Languages
from web.limits import Limiter
from web.links import Links
from web.machines import by_path, wants_json
from web.middlewares.access import access
from web.middlewares.first_run import first_run
from web.middlewares.forgery import forgery
from web.middlewares.headers import policy, prepare
from web.middlewares.refusals import refusals
from web.templating import environment, safe_path
from web.throttle import address

NOW = datetime(2030, 3, 1, 12, tzinfo=UTC)
BASE = "https://chapter.test"
SECRET = b"s" * 32
REFUSALS: dict[str, Exception] = {
    "not-found": NotFound("There is no such event."),
    "gone": Gone("This event was deleted."),
    "not-allowed": NotAllowed("Only the organizers of this group may do that."),
    "conflict": Conflict("This event is over."),
    "full": Full("There is no place left."),
    "too-many": TooMany("You asked too often."),
    "invalid": Invalid(fault("title", "Use at most %(count)s characters.", count=5), fault("place", "No.")),
    "other": Refused("No & never."),
    "busy": Clash("the database is busy"),
    "broken": RuntimeError("a secret detail"),
    "too-big": web.HTTPRequestEntityTooLarge(max_size=5, actual_size=6),
}

Browser = TestClient[Any, Any]
Start = Callable[..., Awaitable[Browser]]


def chapter(found: Chapter | None) -> Any:
    """Puts the chapter into the request, as the database would tell it."""

    @web.middleware
    async def put(request: web.Request, handler: Handler) -> web.StreamResponse:
        if found:
            request[keys.CHAPTER] = found
        return await handler(request)

    return put


async def fail(request: web.Request) -> web.Response:
    raise REFUSALS[request.match_info["kind"]]


async def fine(request: web.Request) -> web.Response:
    return web.Response(text="fine")


def build(found: Chapter | None, started: list[str]) -> web.Application:
    app = web.Application(middlewares=[access, refusals, chapter(found), first_run, forgery])
    app[keys.CONFIG] = WebConfig(BASE, "chapter.test", SECRET)
    app[keys.CLOCK] = lambda: NOW
    app[keys.TRANSLATOR] = Languages(("en", "xx"))
    app[keys.LINKS] = Links(SECRET, BASE, lambda: NOW)
    app[keys.LIMITER] = Limiter()
    app[keys.TEMPLATES] = environment()
    app[keys.REQUEST_STARTED] = started.append
    app.on_response_prepare.append(prepare)
    for path in ("/fail/{kind}", "/api/fail/{kind}"):
        app.router.add_get(path, fail)
    for path in ("/secret/{token}", "/setup", "/livez", "/static/x.css", "/form"):
        app.router.add_get(path, fine)
    for path in ("/form", "/inbox", "/api/thing", "/stop/{token}"):
        app.router.add_post(path, fine)
    return app


@pytest.fixture
def started() -> list[str]:
    return []


@pytest.fixture
async def start(started: list[str]) -> AsyncIterator[Start]:
    clients: list[Browser] = []

    async def begin(founded: bool = True) -> Browser:
        found = Chapter("Berlin Menders", "Berlin", "Europe/Berlin", "en") if founded else None
        client: Browser = TestClient(TestServer(build(found, started)))
        await client.start_server()
        clients.append(client)
        return client

    yield begin
    for client in clients:
        await client.close()


@pytest.mark.parametrize(
    ("kind", "status", "words"),
    [
        ("not-found", 404, "There is no such event."),
        ("gone", 410, "This event was deleted."),
        ("not-allowed", 403, "Only the organizers of this group may do that."),
        ("conflict", 409, "This event is over."),
        ("full", 409, "There is no place left."),
        ("too-many", 429, "You asked too often."),
        ("invalid", 422, "Use at most 5 characters."),
        ("other", 400, "No &amp; never."),
        ("too-big", 413, "That is too big"),
        ("busy", 503, "We are not ready yet"),
        ("broken", 500, "Something broke on our side"),
    ],
)
async def test_a_refusal_is_a_page_in_words(start: Start, kind: str, status: int, words: str) -> None:
    answer = await (await start()).get(f"/fail/{kind}")
    assert answer.status == status
    assert answer.content_type == "text/html"
    page = await answer.text()
    assert words in page
    assert "<h1>" in page


async def test_a_failure_shows_no_detail_but_an_id_that_the_log_has_too(
    start: Start, started: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    answer = await (await start()).get("/fail/broken")
    page = await answer.text()
    assert "a secret detail" not in page
    assert started == [answer.headers["X-Request-Id"]]
    assert started[0] in page
    assert any("a secret detail" in (record.exc_text or "") for record in caplog.records)


async def test_a_page_speaks_the_language_of_the_browser(start: Start) -> None:
    answer = await (await start()).get("/nowhere", headers={"Accept-Language": "xx"})
    assert answer.headers["Content-Language"] == "xx"
    assert "⟦" in await answer.text()


@pytest.mark.parametrize(
    ("path", "headers"),
    [("/api/fail/invalid", {}), ("/fail/invalid", {"Accept": "application/activity+json"})],
)
async def test_programs_read_problem_json(start: Start, path: str, headers: dict[str, str]) -> None:
    answer = await (await start()).get(path, headers=headers)
    assert answer.status == 422
    assert answer.content_type == "application/problem+json"
    problem = await answer.json()
    assert problem["status"] == 422
    assert problem["detail"] == "Use at most 5 characters."
    assert problem["errors"] == [
        {"field": "title", "message": "Use at most 5 characters."},
        {"field": "place", "message": "No."},
    ]


async def test_a_method_that_is_not_there_says_which_are(start: Start) -> None:
    answer = await (await start()).delete("/api/thing")
    assert answer.status == 405
    assert answer.headers["Allow"] == "POST"


@pytest.mark.parametrize("path", ["/form", "/fail/broken", "/nowhere", "/api/fail/other", "/livez"])
async def test_every_answer_carries_the_headers_of_safety(start: Start, path: str) -> None:
    headers = (await (await start()).get(path)).headers
    assert "default-src 'self'" in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Strict-Transport-Security"].startswith("max-age=")
    assert "aiohttp" not in headers["Server"]


def test_no_page_of_ours_runs_or_styles_inline() -> None:
    assert "unsafe" not in policy(https=True)
    assert "upgrade-insecure-requests" in policy(https=True)
    assert "upgrade-insecure-requests" not in policy(https=False)


@pytest.mark.parametrize(
    ("query", "kept"), [("?v=1", "public, max-age=31536000, immutable"), ("", "public, max-age=86400")]
)
async def test_a_static_file_with_its_version_is_kept_for_ever(start: Start, query: str, kept: str) -> None:
    answer = await (await start()).get(f"/static/x.css{query}")
    assert answer.headers["Cache-Control"] == kept


async def test_the_access_log_names_the_page_but_neither_address_nor_secret(
    start: Start, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "web.access")
    client = await start()
    await client.get("/secret/s3cr3t?token=s3cr3t", headers={"X-Forwarded-For": "198.51.100.7"})
    (line,) = [record for record in caplog.records if record.name == "web.access"]
    assert line.getMessage() == "GET /secret/{token}"
    assert "s3cr3t" not in str(vars(line))
    assert "198.51.100.7" not in str(vars(line))
    assert "127.0.0.1" not in str(vars(line))
    assert vars(line)["status"] == 200


def token(bound_to: str = "") -> str:
    return csrf.token(SECRET, bound_to, NOW)


async def test_a_form_from_one_of_our_pages_is_taken(start: Start) -> None:
    client = await start()
    for headers in ({"Origin": BASE}, {"Sec-Fetch-Site": "same-origin"}, {}):
        answer = await client.post("/form", data={"csrf": token()}, headers=headers)
        assert answer.status == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "cross-site", "Origin": BASE},
        {"Origin": "https://evil.test"},
        {"Origin": "https://chapter.test.evil.test"},
        {"Origin": "http://chapter.test"},
        {"Origin": "null"},
    ],
)
async def test_a_form_from_another_site_is_refused_even_with_a_token(
    start: Start, headers: dict[str, str]
) -> None:
    answer = await (await start()).post("/form", data={"csrf": token()}, headers=headers)
    assert answer.status == 403
    assert "another site" in await answer.text()


@pytest.mark.parametrize("given", ["", "x", "0.0", token("somebody"), csrf.token(b"other", "", NOW)])
async def test_a_form_without_our_token_is_refused(start: Start, given: str) -> None:
    answer = await (await start()).post("/form", data={"csrf": given}, headers={"Origin": BASE})
    assert answer.status == 403


async def test_a_body_that_is_no_form_carries_no_token(start: Start) -> None:
    client = await start()
    assert (await client.post("/form", json={"csrf": token()})).status == 403
    assert (await client.post("/form")).status == 403


async def test_a_token_belongs_to_the_session_it_was_made_for(start: Start) -> None:
    client = await start()
    cookie = {"Cookie": "__Host-session=mine"}
    assert (await client.post("/form", data={"csrf": token()}, headers=cookie)).status == 403


@pytest.mark.parametrize("path", ["/inbox", "/api/thing", "/stop/abc"])
async def test_doors_with_a_proof_of_their_own_need_no_token(start: Start, path: str) -> None:
    answer = await (await start()).post(path, data={"List-Unsubscribe": "One-Click"})
    assert answer.status == 200


def test_a_token_ends_after_a_week() -> None:
    made = csrf.token(SECRET, "", NOW)
    assert csrf.valid(SECRET, "", NOW + csrf.LASTS, made)
    assert not csrf.valid(SECRET, "", NOW + 2 * csrf.LASTS, made)
    assert not csrf.valid(SECRET, "", NOW - csrf.LASTS, made)


async def test_before_the_first_run_every_page_leads_to_it(start: Start) -> None:
    client = await start(founded=False)
    answer = await client.get("/form", allow_redirects=False)
    assert (answer.status, answer.headers["Location"]) == (303, "/setup")
    assert (await client.get("/setup")).status == 200


@pytest.mark.parametrize("path", ["/livez", "/static/x.css", "/api/fail/other", "/setup"])
async def test_programs_are_never_sent_to_the_first_run(start: Start, path: str) -> None:
    answer = await (await start(founded=False)).get(path, allow_redirects=False)
    assert answer.status in (200, 400)


@pytest.mark.parametrize(
    ("path", "program"),
    [
        ("/inbox", True), ("/groups/menders/inbox", True), ("/groups/menders/outbox", True), ("/actor", True),
        ("/.well-known/webfinger", True), ("/api/v1/groups", True), ("/static/style.css", True),
        ("/groups/menders", False), ("/me", False), ("/", False), ("/activities", False),
    ],
)  # fmt: skip
def test_programs_are_known_by_their_paths(path: str, program: bool) -> None:
    assert by_path(path) is program


@pytest.mark.parametrize(
    ("accept", "program"),
    [
        ("application/activity+json", True), ('application/ld+json; profile="x"', True), ("", False),
        ("*/*", False), ("text/html,application/xhtml+xml", False), ("text/html, application/json", False),
    ],
)  # fmt: skip
def test_programs_are_known_by_what_they_want(accept: str, program: bool) -> None:
    assert wants_json(accept) is program


@pytest.mark.parametrize(
    "path",
    ["https://evil.test/", "//evil.test", "/\\evil.test", "\\\\evil.test", "javascript:x", "",
     "/a\nb", "/\tb", "/" + "a" * 3000],
)  # fmt: skip
def test_nobody_is_sent_elsewhere_through_us(path: str) -> None:
    assert safe_path(path, "/me") == "/me"
    assert safe_path("/events?q=a#b") == "/events?q=a#b"


async def test_an_address_is_seen_as_its_connection_when_no_proxy_is_trusted() -> None:
    app = web.Application()
    app[keys.CONFIG] = WebConfig(BASE, "chapter.test", SECRET)

    async def tell(request: web.Request) -> web.Response:
        return web.Response(text=address(request))

    app.router.add_get("/", tell)
    async with TestClient(TestServer(app)) as client:
        answer = await client.get("/", headers={"X-Forwarded-For": "198.51.100.7"})
        assert await answer.text() == "127.0.0.1"
