"""Calendar files and feeds, as programs fetch them."""

from datetime import datetime
from xml.etree import ElementTree

from icalendar import Calendar

from fedevent.usecases import events
from tests.rig import BASE, DOMAIN, Rig

ATOM = "{http://www.w3.org/2005/Atom}"


async def fetched(rig: Rig, path: str) -> Calendar:
    """The calendar at *path*."""
    async with rig.client.get(path) as answer:
        assert answer.status == 200
        assert answer.content_type == "text/calendar"
        return Calendar.from_ical(await answer.read())


async def test_one_event_comes_as_a_file_under_its_lasting_id(rig: Rig) -> None:
    event = await rig.an_event(await rig.a_group())
    async with rig.client.get(f"/events/{event.id}.ics") as answer:
        assert f'filename="{event.id}.ics"' in answer.headers["Content-Disposition"]
    (found,) = (await fetched(rig, f"/events/{event.id}.ics")).walk("VEVENT")
    assert found["UID"] == f"{event.id}@{DOMAIN}"
    assert found["DTSTART"].params["TZID"] == "Europe/Berlin"


async def test_a_change_that_matters_keeps_the_id_and_raises_the_sequence(rig: Rig) -> None:
    event = await rig.an_event(await rig.a_group())
    (before,) = (await fetched(rig, "/groups/menders.ics")).walk("VEVENT")
    plan = events.Plan("Tuesday Lab", datetime.fromisoformat("2030-03-13T18:00"), "Europe/Berlin")
    await events.edit(rig.work(), event.id, plan, rig.organizer)
    (after,) = (await fetched(rig, "/groups/menders.ics")).walk("VEVENT")
    assert after["UID"] == before["UID"]
    assert after["SEQUENCE"] > before["SEQUENCE"]


async def test_a_groups_calendar_keeps_what_is_over_and_what_is_cancelled(rig: Rig) -> None:
    group = await rig.a_group()
    await rig.an_event(group, title="Over")
    off = await rig.an_event(group, title="Off", starts=datetime.fromisoformat("2030-05-02T19:00"), ends=None)
    await events.cancel(rig.work(), off.id, "The roof leaks.", rig.organizer)
    rig.clock.pass_(days=20)
    found = {str(e["SUMMARY"]): e for e in (await fetched(rig, "/groups/menders.ics")).walk("VEVENT")}
    assert set(found) == {"Over", "Off"}
    assert found["Off"]["STATUS"] == "CANCELLED"
    assert "The roof leaks." in str(found["Off"]["DESCRIPTION"])


async def test_the_whole_calendar_takes_the_filters_of_the_list(rig: Rig) -> None:
    await rig.an_event(await rig.a_group(), title="Solder", categories=("repair",))
    await rig.an_event(await rig.a_group("readers"), title="Read")
    assert len((await fetched(rig, "/events.ics")).walk("VEVENT")) == 2
    (found,) = (await fetched(rig, "/events.ics?topic=repair")).walk("VEVENT")
    assert str(found["SUMMARY"]) == "Solder"


async def test_a_calendar_that_did_not_change_is_not_sent_again(rig: Rig) -> None:
    await rig.an_event(await rig.a_group())
    async with rig.client.get("/groups/menders.ics") as answer:
        tag = answer.headers["ETag"]
    rig.clock.pass_(hours=1)
    async with rig.client.get("/groups/menders.ics", headers={"If-None-Match": tag}) as again:
        assert again.status == 304


async def test_the_news_feed_has_every_date_with_when_and_where(rig: Rig) -> None:
    event = await rig.an_event(await rig.a_group(), description="Bring **it**.", title="A & B <c>")
    for path in ("/events.atom", "/groups/menders.atom"):
        async with rig.client.get(path) as answer:
            assert answer.content_type == "application/atom+xml"
            feed = ElementTree.fromstring(await answer.read())
        (entry,) = feed.findall(f"{ATOM}entry")
        assert entry.findtext(f"{ATOM}id") == f"{BASE}/events/{event.id}"
        assert entry.findtext(f"{ATOM}title") == "A & B <c>"
        assert "Tuesday, 12 March 2030, 19:00 CET" in (entry.findtext(f"{ATOM}summary") or "")
        assert entry.findtext(f"{ATOM}content") == "<p>Bring <strong>it</strong>.</p>"
        assert feed.find(f"{ATOM}updated") is not None


async def test_an_empty_feed_is_still_a_feed(rig: Rig) -> None:
    await rig.a_group()
    assert (await fetched(rig, "/groups/menders.ics")).walk("VEVENT") == []
    async with rig.client.get("/groups/menders.atom") as answer:
        assert ElementTree.fromstring(await answer.read()).findall(f"{ATOM}entry") == []
