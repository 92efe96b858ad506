"""Messages by the API: to whom they go, what becomes of them, and what cannot be done yet."""

from typing import Any

from fedevent.events import Event
from tests.pages.api_client import Api, Json
from tests.rig import Rig


async def started(rig: Rig) -> tuple[Api, Event]:
    """An event of the menders: Mia comes and agreed to be written to, Ben comes and did not, Zoe may come."""
    api = await Api.of(rig)
    event = await rig.an_event(await rig.a_group())
    agreed = {"consents": ["event_messages"]}
    for name, body in (("Mia", {"status": "going"} | agreed), ("Ben", {"status": "going"})):
        await api.post(f"/events/{event.id}/rsvps", body, token=await api.somebody(name))
    await api.post(f"/events/{event.id}/rsvps", {"status": "maybe"} | agreed, token=await api.somebody("Zoe"))
    return api, event


def letter(event: Event, **changes: Any) -> Json:
    return {"subject": "Bring lamps", "body": "Please.", "audience": {"event": event.id}} | changes


async def test_a_message_goes_to_those_who_come_and_agreed(rig: Rig) -> None:
    api, event = await started(rig)
    sent = await api.post("/groups/menders/messages", letter(event))
    assert sent["status"] == "sent"
    assert sent["recipients"] == {
        "total": 1,
        "by_channel": {"fediverse": 0, "email": 1},
        "left_out": {"no_consent": 1},
    }
    waiting = await api.get(f"/messages/{sent['id']}")
    assert waiting["delivery"]["waiting"] == 1
    await rig.settles()
    report = await api.get(f"/messages/{sent['id']}")
    assert (report["delivery"]["delivered"], report["delivery"]["waiting"]) == (1, 0)
    assert report["delivery"]["hosts"][0]["host"] == "mail.example"
    assert any("To: Mia" in mail and "Bring lamps" in mail for mail in rig.letters())
    assert report["recipients"] == sent["recipients"]


async def test_the_audience_is_chosen_by_where_answers_stand(rig: Rig) -> None:
    api, event = await started(rig)
    both = {"event": event.id, "status": ["going", "maybe", "going"]}
    sent = await api.post("/groups/menders/messages", letter(event, audience=both, channels=["email"]))
    assert sent["recipients"]["total"] == 2
    assert sent["audience"]["status"] == ["going", "maybe"]
    off = await api.post("/groups/menders/messages", letter(event, audience=both, channels=["fediverse"]))
    assert off["recipients"]["left_out"] == {"no_consent": 1, "channel_off": 2}


async def test_a_draft_waits_is_changed_and_is_sent_once(rig: Rig) -> None:
    api, event = await started(rig)
    draft = await api.post("/groups/menders/messages", letter(event, draft=True))
    path = f"/messages/{draft['id']}"
    assert (draft["status"], draft["recipients"]["total"]) == ("draft", 1)
    changed = await api.patch(
        path, {"subject": "Bring radios", "audience": {"event": event.id, "status": ["maybe"]}}
    )
    assert (changed["subject"], changed["body"]) == ("Bring radios", "Please.")
    assert (await api.get(path))["recipients"]["left_out"] == {}
    await rig.settles()
    assert not any("Bring radios" in mail for mail in rig.letters())
    assert (await api.post(f"{path}/send", None, 200))["status"] == "sent"
    await api.post(f"{path}/send", None, 409)
    await api.post(f"{path}/cancel", None, 409)
    await api.patch(path, {"subject": "Never mind"}, 409)


async def test_a_dropped_draft_is_never_sent(rig: Rig) -> None:
    api, event = await started(rig)
    draft = await api.post("/groups/menders/messages", letter(event, draft=True))
    assert (await api.post(f"/messages/{draft['id']}/cancel", None, 200))["status"] == "cancelled"
    await api.post(f"/messages/{draft['id']}/send", None, 409)
    assert [(m["id"], m["status"]) for m in (await api.get("/groups/menders/messages"))["items"]] == [
        (draft["id"], "cancelled")
    ]


async def test_what_does_not_exist_yet_is_refused_by_name_and_nothing_is_sent(rig: Rig) -> None:
    api, event = await started(rig)
    path = "/groups/menders/messages"
    await api.refused("POST", path, letter(event, send_at="2030-03-10T10:00:00Z"), "send_at")
    await api.refused("POST", path, letter(event, relative={"to": "start", "offset": "-P2D"}), "relative")
    await api.refused(
        "POST",
        path,
        letter(event, audience={"group": "menders", "follows": True}),
        "audience.group",
        "audience.follows",
    )
    await api.refused("POST", path, letter(event, audience={"all": [{"event": event.id}]}), "audience.all")
    assert (await api.get(path))["items"] == []


async def test_a_wrong_message_is_refused_field_by_field(rig: Rig) -> None:
    api, event = await started(rig)
    path = "/groups/menders/messages"
    await api.refused(
        "POST", path, letter(event, subject=" ", body="", channels=[]), "subject", "body", "channels"
    )
    for nothing in ("none", "\x00", "a b"):
        await api.refused("POST", path, letter(event, audience={"event": nothing}), "audience.event")
    await api.refused(
        "POST", path, letter(event, audience={"event": event.id, "status": []}), "audience.status"
    )
    unproven = {"event": event.id, "status": ["unconfirmed"]}
    await api.refused("POST", path, letter(event, audience=unproven), "audience.status[0]")
    await api.refused("POST", path, letter(event, channels=["pigeon"]), "channels[0]")
    other = await rig.an_event(await rig.a_group("others"))
    await api.refused("POST", path, letter(other), "audience")


async def test_messages_are_for_the_hosts_of_the_group_alone(rig: Rig) -> None:
    api, event = await started(rig)
    draft = await api.post("/groups/menders/messages", letter(event, draft=True))
    stranger = await api.somebody("Eve")
    await api.post("/groups/menders/messages", letter(event), 403, stranger)
    await api.get("/groups/menders/messages", 403, stranger)
    await api.get(f"/messages/{draft['id']}", 403, stranger)
    await api.patch(f"/messages/{draft['id']}", {"subject": "Mine"}, 403, stranger)
    await api.post(f"/messages/{draft['id']}/send", None, 403, stranger)
    await api.post(f"/messages/{draft['id']}/cancel", None, 403, stranger)
    await api.get("/messages/none", 404)
