"""The description of the API: it is sound, it names every call, and every call answers as it says."""

import re

from jsonschema import Draft202012Validator

from tests.architecture.house import document
from tests.pages.api_client import Api, an_event
from tests.pages.test_api_remote import URI, with_an_event
from tests.peers import MOBILIZON
from tests.rig import Rig
from web.routes_api import CALLS


async def test_every_call_answers_as_it_is_described(rig: Rig) -> None:
    api = await with_an_event(rig)
    await groups(api)
    event = await events(api)
    await messages(api, event)
    await rsvps(api, event)
    await others(api)
    described = {
        operation["operationId"]
        for operations in api.description["paths"].values()
        for operation in operations.values()
    }
    silent = {"events_delete", "rsvps_withdraw"}  # they answer 204, which the client checks to be empty
    assert described - api.answered == silent


async def groups(api: Api) -> None:
    await api.post("/groups", {"slug": "menders", "name": "The Menders"})
    await api.patch("/groups/menders", {"topics": ["wood"]})
    for path in ("/groups", "/groups/menders", "/groups/menders/followers", "/groups/menders/members"):
        await api.get(path)


async def events(api: Api) -> str:
    made = await api.post("/groups/menders/events", an_event())
    path = f"/events/{made['id']}"
    await api.patch(path, {"capacity": 5})
    await api.post(f"{path}/publish", None, 200)
    await api.get("/events")
    await api.get(path)
    dropped = await api.post("/groups/menders/events", an_event(publish=True))
    await api.post(f"/events/{dropped['id']}/cancel", {"reason": "Rain"}, 200)
    await api.delete(f"/events/{dropped['id']}")
    return str(made["id"])


async def messages(api: Api, event: str) -> None:
    body = {"subject": "Hello", "body": "All", "audience": {"event": event}, "draft": True}
    first, second = [await api.post("/groups/menders/messages", body) for _ in range(2)]
    await api.patch(f"/messages/{first['id']}", {"body": "All of you"})
    await api.post(f"/messages/{first['id']}/send", None, 200)
    await api.post(f"/messages/{second['id']}/cancel", None, 200)
    await api.get(f"/messages/{first['id']}")
    await api.get("/groups/menders/messages")


async def rsvps(api: Api, event: str) -> None:
    rsvp = await api.post(f"/events/{event}/rsvps", {"status": "going"})
    await api.patch(f"/rsvps/{rsvp['id']}", {"status": "maybe"})
    await api.get(f"/events/{event}/rsvps")
    await api.delete(f"/rsvps/{rsvp['id']}")


async def others(api: Api) -> None:
    await api.post("/people/lookup", {"address": MOBILIZON.id}, 200)
    await api.get("/me")
    await api.post("/remote/rsvps", {"event": URI})
    await api.get("/remote/rsvps")
    await api.get("/remote/events")
    await api.get("/me/export")
    await api.ask("DELETE", "/remote/rsvps", {"event": URI}, 200)


async def test_the_description_is_sound(rig: Rig) -> None:
    description = (await Api.of(rig)).description
    assert description["openapi"] == "3.1.0"
    assert description["servers"] == [{"url": "https://chapter.example/api/v1"}]
    schemas = description["components"]["schemas"]
    for schema in schemas.values():
        Draft202012Validator.check_schema(schema)
    named = set(re.findall(r'"#/components/schemas/(\w+)"', str(description).replace("'", '"')))
    assert named == set(schemas)
    operations = [each for path in description["paths"].values() for each in path.values()]
    assert len({each["operationId"] for each in operations}) == len(operations) == len(CALLS)


async def test_every_call_says_in_the_description_what_it_needs(rig: Rig) -> None:
    api = await Api.of(rig)
    for call in CALLS:
        operation = api.operation(call.method, re.sub(r"\{\w+\}", "x", call.path))
        assert operation["summary"].endswith((".", "`."))
        public = {} in operation["security"]
        assert public == (call.scope == "")
        parts = [p["name"] for p in operation["parameters"] if p["in"] == "path"]
        assert parts == re.findall(r"\{(\w+)\}", call.path)


def test_every_call_is_in_the_manual_with_an_example() -> None:
    manual = document("docs/api.md")
    for call in CALLS:
        assert f"`{call.method} {call.path}`" in manual
        example = re.sub(r"\\\{\w+\\\}", r"[\\w$\\-]+", re.escape(call.path))
        verb = "" if call.method == "GET" else f"-X {call.method} "
        assert re.search(rf'{verb}"?\$API{example}["\s?]', manual), f"{call.method} {call.path}"
