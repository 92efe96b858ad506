"""Other servers by the API: whom we follow there, their events, and our people's answers."""

from datetime import UTC, datetime

from fedevent.remote import RemoteEvent
from fedevent.usecases import remote
from tests.pages.api_client import ORGANIZER, Api
from tests.peers import MOBILIZON
from tests.rig import Rig

URI = "https://mobilizon.example/events/1"


async def with_an_event(rig: Rig) -> Api:
    """The instance follows somebody elsewhere, who told us of an event."""
    api = await Api.of(rig)
    rig.meet(MOBILIZON)
    await api.post("/actors/follow", {"actor": MOBILIZON.id})
    begins = datetime(2030, 4, 1, 18, 0, tzinfo=UTC)
    event = RemoteEvent(URI, MOBILIZON.id, "Bike Day", begins, "Europe/Paris", place="Rue 1")
    assert await remote.keep(rig.work(), event)
    return api


async def test_the_instance_and_a_group_follow_an_account_elsewhere(rig: Rig) -> None:
    api = await Api.of(rig)
    rig.meet(MOBILIZON)
    await rig.a_group()
    follow = await api.post("/actors/follow", {"actor": MOBILIZON.id})
    assert (follow["actor"], follow["state"], follow["group"]) == (MOBILIZON.id, "sent", None)
    theirs = await api.post("/actors/follow", {"actor": MOBILIZON.id, "group": "menders"})
    assert theirs["group"]["slug"] == "menders"
    await rig.settles()
    asked = [document for document in rig.network.to(MOBILIZON) if document["type"] == "Follow"]
    assert {document["actor"] for document in asked} == {
        "https://chapter.example/actor",
        "https://chapter.example/groups/menders",
    }


async def test_whom_nobody_answers_for_cannot_be_followed(rig: Rig) -> None:
    api = await Api.of(rig)
    for nobody in ("@x@silent.example", "https://silent.example/users/x"):
        await api.refused("POST", "/actors/follow", {"actor": nobody}, "actor")
    for ours in ("https://chapter.example/groups/menders", "@menders@chapter.example", "", "nonsense"):
        await api.refused("POST", "/actors/follow", {"actor": ours}, "actor")
    await api.refused("POST", "/actors/follow", {"actor": MOBILIZON.id, "group": "nobody"}, "group")


async def test_the_instance_follows_only_for_admins_with_an_admin_token(rig: Rig) -> None:
    api = await Api.of(rig)
    rig.meet(MOBILIZON)
    await rig.a_group()
    body = {"actor": MOBILIZON.id}
    stranger = await api.somebody("Eve", "admin")
    await api.post("/actors/follow", body, 403, await api.a_token(ORGANIZER, "write"))
    await api.post("/actors/follow", body, 403, stranger)
    await api.post("/actors/follow", body | {"group": "menders"}, 403, stranger)
    assert rig.network.asked == []


async def test_events_elsewhere_are_listed_with_who_publishes_them(rig: Rig) -> None:
    api = await with_an_event(rig)
    (event,) = (await api.get("/remote/events", token=""))["items"]
    assert (event["id"], event["title"], event["status"]) == (URI, "Bike Day", "published")
    assert event["starts_at"] == "2030-04-01T20:00:00+02:00"
    assert event["publisher"]["handle"] == "@bob@mobilizon.example"
    rig.clock.pass_(days=90)
    assert (await api.get("/remote/events", token=""))["items"] == []


async def test_a_person_answers_an_event_elsewhere_and_takes_it_back(rig: Rig) -> None:
    api = await with_an_event(rig)
    mia = await api.somebody("Mia")
    asked = await api.post("/remote/rsvps", {"event": URI}, token=mia)
    assert (asked["event"], asked["state"]) == (URI, "sent")
    assert (await api.post("/remote/rsvps", {"event": URI}, token=mia))["id"] == asked["id"]
    assert (await api.get("/remote/rsvps", token=mia))["items"] == [asked]
    assert (await api.get("/remote/rsvps"))["items"] == []
    await rig.settles()
    assert any(document["type"] == "Join" for document in rig.network.to(MOBILIZON))
    gone = await api.ask("DELETE", "/remote/rsvps", {"event": URI}, 200, mia)
    assert gone["state"] == "withdrawn"
    await api.ask("DELETE", f"/remote/rsvps?event={URI}", None, 404, mia)
    await api.post("/remote/rsvps", {"event": "https://nowhere.example/1"}, 404, mia)
    await api.refused("DELETE", "/remote/rsvps", None, "event")
