"""Events by the API: made in any spelling of time, published, changed, called off, deleted, listed."""

from datetime import datetime
from typing import Any

from fedevent.rsvps import Source, Statement, Wish
from fedevent.usecases import rsvps
from fedevent.usecases.rsvps import Agreement
from tests.pages.api_client import Api, an_event
from tests.peers import MASTODON
from tests.rig import Rig


async def test_an_event_is_a_draft_until_it_is_published_and_announced(rig: Rig) -> None:
    api = await Api.of(rig)
    await rig.follows(MASTODON, await rig.a_group())
    made = await api.post("/groups/menders/events", an_event(place={"name": "The Shed"}))
    assert made["status"] == "draft"
    assert made["actor"] == "https://chapter.example/groups/menders"
    assert made["url"] == f"https://chapter.example/events/{made['id']}"
    await api.get(f"/events/{made['id']}", 404, "")
    published = await api.post(f"/events/{made['id']}/publish", None, 200)
    assert published["status"] == "published"
    assert await api.get(f"/events/{made['id']}", token="") == published
    await rig.settles()
    assert any("Lamp Lab" in str(document) for document in rig.network.to(MASTODON))


async def test_a_time_with_an_offset_becomes_the_time_on_the_wall(rig: Rig) -> None:
    api = await Api.of(rig)
    await rig.a_group()
    spellings = (
        "2030-03-12T19:00",
        "2030-03-12 19:00:00",
        "2030-03-12T18:00:00Z",
        "2030-03-12t13:00:00.25-05:00",
    )
    for starts_at in spellings:
        made = await api.post("/groups/menders/events", an_event(starts_at=starts_at))
        assert made["starts_at"] == "2030-03-12T19:00:00+01:00"
        assert made["timezone"] == "Europe/Berlin"


async def test_without_a_time_zone_the_group_s_is_meant(rig: Rig) -> None:
    api = await Api.of(rig)
    await rig.a_group(timezone="Asia/Tokyo")
    made = await api.post("/groups/menders/events", {"title": "Lab", "starts_at": "2030-03-12T19:00"})
    assert made["starts_at"] == "2030-03-12T19:00:00+09:00"


async def test_times_that_are_none_are_all_named_at_once(rig: Rig) -> None:
    api = await Api.of(rig)
    await rig.a_group()
    path = "/groups/menders/events"
    for wrong in ("", "soon", "2030-03-12", "20300312T190000", "2030-13-12T19:00", "٢٠٣٠-03-12T19:00"):
        await api.refused("POST", path, an_event(starts_at=wrong, closes_at=wrong), "starts_at", "closes_at")
    for wrong in ("1999-12-31T19:00", "2201-01-01T00:00", "0001-01-01T00:00:00+14:00"):
        await api.refused("POST", path, an_event(ends_at=wrong), "ends_at")
    await api.refused("POST", path, an_event(ends_at="2030-03-12T18:00"), "ends_at")
    await api.refused("POST", path, an_event(timezone="Mars/Base"), "timezone")


async def test_what_does_not_exist_yet_is_refused_by_name(rig: Rig) -> None:
    api = await Api.of(rig)
    await rig.a_group()
    path = "/groups/menders/events"
    weekly = {"rrule": "FREQ=WEEKLY"}
    no = await api.refused(
        "POST", path, an_event(recurrence=weekly, questions=["T-shirt?"]), "recurrence", "questions"
    )
    assert no["errors"][0]["message"] == "This does not work yet."
    made = await api.post(path, an_event(recurrence=None, questions=[]))
    await api.refused("PATCH", f"/events/{made['id']}", {"scope": "all"}, "scope")
    await api.refused("GET", "/events?near=1,1", None, "near")
    assert (await api.get("/events", token=""))["items"] == []


async def test_every_wrong_field_is_named_as_the_rules_name_it(rig: Rig) -> None:
    api = await Api.of(rig)
    await rig.a_group()
    body = an_event(
        title=" ", capacity=0, guests_max=51, online_url="javascript:x", join_mode="external", languages=["!"]
    )
    await api.refused(
        *("POST", "/groups/menders/events", body),
        *("title", "languages", "capacity", "guests_max", "online_url", "external_url"),
    )
    await api.refused("POST", "/groups/menders/events", an_event(place={"name": ""}), "place.name")
    await api.refused("POST", "/groups/menders/events", an_event(join_mode="maybe"), "join_mode")


async def test_a_change_touches_only_what_is_said(rig: Rig) -> None:
    api = await Api.of(rig)
    event = await rig.an_event(await rig.a_group(), capacity=5, summary="Bring lamps.")
    changed = await api.patch(f"/events/{event.id}", {"title": "Radio Lab", "ends_at": None})
    assert changed["title"] == "Radio Lab"
    assert changed["ends_at"] is None
    assert (changed["capacity"], changed["summary"]) == (5, "Bring lamps.")
    assert changed["starts_at"] == "2030-03-12T19:00:00+01:00"
    moved = await api.patch(f"/events/{event.id}", {"timezone": "Europe/Lisbon", "capacity": None})
    assert moved["starts_at"] == "2030-03-12T19:00:00+00:00"
    assert moved["capacity"] is None


async def test_a_cancelled_event_says_why_and_cannot_be_cancelled_twice(rig: Rig) -> None:
    api = await Api.of(rig)
    event = await rig.an_event(await rig.a_group())
    cancelled = await api.post(f"/events/{event.id}/cancel", {"reason": "Flu."}, 200)
    assert (cancelled["status"], cancelled["cancel_reason"]) == ("cancelled", "Flu.")
    await api.post(f"/events/{event.id}/cancel", {}, 409)
    await api.patch(f"/events/{event.id}", {"title": "Back"}, 409)
    await api.post(f"/events/{event.id}/publish", None, 409)


async def test_a_deleted_event_is_gone(rig: Rig) -> None:
    api = await Api.of(rig)
    event = await rig.an_event(await rig.a_group())
    await api.delete(f"/events/{event.id}")
    await api.get(f"/events/{event.id}", 410, "")
    await api.delete(f"/events/{event.id}", 404)
    for missing in ("nothing", "%00", "a" * 200):
        await api.get(f"/events/{missing}", 404)
        await api.delete(f"/events/{missing}", 404)


async def test_the_link_is_told_to_the_hosts_and_to_those_who_come(rig: Rig) -> None:
    api = await Api.of(rig)
    event = await rig.an_event(await rig.a_group(), online_url="https://meet.example/lab")
    mia = await rig.an_account("Mia")
    token = await api.a_token(await api.email_of(mia), "read")
    public = await api.get(f"/events/{event.id}", token="")
    assert public["online"] is True
    assert "online_url" not in public
    assert "online_url" not in await api.get(f"/events/{event.id}", token=token)
    said = Statement(Wish.GOING, Source.WEB, rig.clock())
    await rsvps.answer(rig.work(), event.id, mia, said, Agreement(False, ""))
    assert (await api.get(f"/events/{event.id}", token=token))["online_url"] == "https://meet.example/lab"
    assert (await api.get(f"/events/{event.id}"))["online_url"] == "https://meet.example/lab"


async def test_events_are_found_by_word_day_group_category_and_language(rig: Rig) -> None:
    api = await Api.of(rig)
    menders, knitters = await rig.a_group("menders"), await rig.a_group("knitters")
    await rig.an_event(menders, title="Lamps", categories=("Repair",), languages=("de",))
    later: Any = {"starts": datetime(2030, 4, 2, 19, 0), "ends": None}
    await rig.an_event(knitters, title="Socks", online_url="https://meet.example", **later)
    await rig.an_event(menders, title="Secret", published=False)

    async def found(query: str, token: str = "") -> list[str]:
        return [item["title"] for item in (await api.get(f"/events?{query}", token=token))["items"]]

    assert await found("") == ["Lamps", "Socks"]
    assert await found("q=sock") == await found("group=knitters") == await found("online=true") == ["Socks"]
    assert await found("category=repair") == await found("language=de") == ["Lamps"]
    assert await found("from=2030-03-13") == await found("from=2030-03-12T19:00:01%2B01:00") == ["Socks"]
    assert await found("until=2030-03-12T19:00") == []
    assert await found("until=2030-03-12T18:00:01Z") == ["Lamps"]
    assert await found("status=draft&group=menders", api.token) == ["Secret"]
    rig.clock.pass_(days=60)
    assert await found("") == []
    assert await found("from=2030-03-01&until=2030-04-01") == ["Lamps"]


async def test_filters_that_make_no_sense_are_named(rig: Rig) -> None:
    api = await Api.of(rig)
    await rig.a_group()
    await api.refused("GET", "/events?from=soon&until=later", None, "from", "until")
    await api.refused("GET", "/events?group=nobody", None, "group")
    await api.refused("GET", "/events?status=draft", None, "group")
    await api.refused("GET", "/events?online=perhaps", None, "online")
    await api.get("/events?status=draft&group=menders", 403, "")


async def test_public_lists_may_be_read_by_pages_of_other_sites(rig: Rig) -> None:
    await rig.a_chapter()
    for path in ("/events", "/groups", "/remote/events", "/openapi.json", "/events/none"):
        async with rig.client.get(f"/api/v1{path}") as answer:
            assert answer.headers["Access-Control-Allow-Origin"] == "*"
    async with rig.client.get("/api/v1/me") as answer:
        assert "Access-Control-Allow-Origin" not in answer.headers
