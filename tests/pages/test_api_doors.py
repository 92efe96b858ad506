"""The doors of the API: shut without a token, with a wrong or small one, and to the hosts of other groups."""

import re

from fedevent.people import Rank
from tests.pages.api_client import PREFIX, Api, an_event
from tests.rig import Rig
from web.routes_api import CALLS

NEEDED = [call for call in CALLS if call.scope]
CHANGING = [call for call in CALLS if call.scope == "write"]


def path(template: str) -> str:
    """An address that names nothing."""
    return re.sub(r"\{\w+\}", "nothing", template)


async def test_every_call_that_is_not_public_asks_for_a_token(rig: Rig) -> None:
    await rig.a_chapter()
    for call in NEEDED:
        async with rig.client.request(call.method, PREFIX + path(call.path)) as answer:
            assert (answer.status, answer.content_type) == (401, "application/problem+json"), call.path
            assert answer.headers["WWW-Authenticate"] == 'Bearer realm="api"'


async def test_an_unknown_token_is_refused_even_where_none_is_needed(rig: Rig) -> None:
    await rig.a_chapter()
    for call in CALLS:
        headers = {"Authorization": "Bearer guessed"}
        async with rig.client.request(call.method, PREFIX + path(call.path), headers=headers) as answer:
            assert answer.status == 401, call.path
            assert 'error="invalid_token"' in answer.headers["WWW-Authenticate"]


async def test_a_reading_token_changes_nothing(rig: Rig) -> None:
    api = await Api.of(rig)
    token = await api.somebody("Mia", "read")
    for call in CHANGING:
        headers = {"Authorization": f"bearer {token}"}
        async with rig.client.request(call.method, PREFIX + path(call.path), headers=headers) as answer:
            assert answer.status == 403, call.path
            assert 'error="insufficient_scope", scope="write"' in answer.headers["WWW-Authenticate"]
    assert CHANGING


async def test_every_call_that_changes_something_needs_a_token_that_may_write() -> None:
    reading = {"/people/lookup"}
    assert {c.path for c in CALLS if c.method != "GET" and c.scope != "write"} == reading
    assert [c.path for c in CALLS if c.method == "GET" and c.scope not in ("", "read")] == []


async def test_a_session_of_the_browser_is_no_token(rig: Rig) -> None:
    await rig.a_group()
    await rig.sign_in()
    async with rig.client.post(f"{PREFIX}/groups/menders/events", json=an_event()) as answer:
        assert answer.status == 401


async def test_the_host_of_another_group_finds_every_door_shut(rig: Rig) -> None:
    api = await Api.of(rig)
    group = await rig.a_group("menders")
    event, draft = await rig.an_event(group), await rig.an_event(group, published=False)
    olga = await api.a_token(await api.email_of(await rig.an_account("Olga", Rank.ORGANIZER)))
    await api.post("/groups", {"slug": "olgas", "name": "Olga’s"}, token=olga)
    await api.post("/groups/menders/events", an_event(), 403, olga)
    await api.patch("/groups/menders", {"name": "Mine"}, 403, olga)
    await api.patch(f"/events/{event.id}", {"title": "Mine"}, 403, olga)
    await api.get(f"/events/{draft.id}", 404, olga)
    await api.patch(f"/events/{draft.id}", {"title": "Mine"}, 404, olga)
    await api.post(f"/events/{draft.id}/publish", None, 403, olga)
    await api.post(f"/events/{event.id}/cancel", {}, 403, olga)
    await api.delete(f"/events/{event.id}", 403, olga)
    await api.get(f"/events/{event.id}/rsvps", 403, olga)
    await api.get("/events?status=draft&group=menders", 403, olga)
    assert (await api.get(f"/events/{event.id}"))["status"] == "published"


async def test_a_refusal_is_told_in_the_language_asked_for(rig: Rig) -> None:
    await rig.a_chapter()
    headers = {"Accept-Language": "en"}
    async with rig.client.get(f"{PREFIX}/groups/nobody", headers=headers) as answer:
        problem = await answer.json(content_type="application/problem+json")
    assert problem["detail"] == "There is no such group."
    assert problem["status"] == answer.status == 404
    assert "Accept-Language" in answer.headers["Vary"]


async def test_an_address_that_is_no_call_is_a_problem_too(rig: Rig) -> None:
    await rig.a_chapter()
    for method, where, status in (("GET", "/nothing", 404), ("PUT", "/groups", 405)):
        async with rig.client.request(method, PREFIX + where) as answer:
            assert (answer.status, answer.content_type) == (status, "application/problem+json")
