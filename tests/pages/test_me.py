"""One's own page: for accounts, and for guests who opened their own link."""

import re

from fedevent.events import Event
from fedevent.ids import PersonId
from fedevent.rsvps import Source, Statement, Status, Wish
from fedevent.usecases import accounts, events, people, rsvps
from tests.rig import Rig
from web.keys import LINKS

MIA = "mia@mail.example"
SENTENCE = "The hosts of this event may write to me about it."


async def a_guest(rig: Rig, event: Event, *, consents: bool = True) -> PersonId:
    """Somebody who answered by mail and confirmed."""
    async with rig.work() as work:
        mia = await people.by_email(work, MIA, "Mia", None)
        await work.commit()
    said = Statement(Wish.GOING, Source.EMAIL, rig.clock.now)
    await rsvps.confirm(rig.work(), event.id, mia.id, said, rsvps.Agreement(consents, SENTENCE))
    return mia.id


def link(rig: Rig, purpose: str, **fields: str) -> str:
    return rig.instance.app[LINKS].make(purpose, None, **fields)


async def opened(rig: Rig, event: Event, *, consents: bool = True) -> PersonId:
    """A guest whose browser has opened the own page."""
    mia = await a_guest(rig, event, consents=consents)
    answer = await rig.post(f"/me/link/{link(rig, 'me', person=mia)}", {})
    assert (answer.status, answer.headers["Location"]) == (303, "/me")
    return mia


async def agrees(rig: Rig, event: Event, person: PersonId) -> bool:
    return await rig.instance.reads.mine.consents_to(event.id, person)


async def test_a_stranger_is_told_how_to_get_in(rig: Rig) -> None:
    await rig.a_chapter()
    page = await rig.text("/me")
    assert 'action="/me/link"' in page
    assert "/sign-in?next=/me" in page
    assert (await rig.get("/me/profile")).headers["Location"] == "/me"


async def test_opening_ones_link_shows_a_button_and_only_the_button_lets_in(rig: Rig) -> None:
    event = await rig.an_event(await rig.a_group())
    mia = await a_guest(rig, event)
    path = f"/me/link/{link(rig, 'me', person=mia)}"
    for _ in range(2):
        assert "Open my page" in await rig.text(path)
    assert "Tuesday Lab" not in await rig.text("/me")
    await rig.post(path, {})
    assert "Tuesday Lab" in await rig.text("/me")


async def test_a_link_of_another_purpose_or_too_old_opens_nothing(rig: Rig) -> None:
    event = await rig.an_event(await rig.a_group())
    mia = await a_guest(rig, event)
    wrong = f"/me/link/{link(rig, 'stop', person=mia, event=event.id)}"
    assert (await rig.get(wrong)).status == 410
    good = f"/me/link/{link(rig, 'me', person=mia)}"
    rig.clock.pass_(days=31)
    assert (await rig.post(good, {}, page="/sign-in")).status == 410
    assert "Mia" not in await rig.text("/me")


async def test_a_guest_sees_dates_to_come_and_past_ones_apart(rig: Rig) -> None:
    group = await rig.a_group()
    event = await rig.an_event(group)
    await opened(rig, event)
    page = await rig.text("/me")
    assert f'href="/events/{event.id}#sign-up"' in page
    rig.clock.pass_(days=20)
    page = await rig.text("/me")
    assert "Past dates" in page
    assert f'href="/events/{event.id}#sign-up"' not in page


async def test_a_cancelled_date_says_so_and_offers_no_change(rig: Rig) -> None:
    event = await rig.an_event(await rig.a_group())
    await opened(rig, event)
    await events.cancel(rig.work(), event.id, "The roof leaks", rig.organizer)
    page = await rig.text("/me")
    assert "Cancelled" in page
    assert "#sign-up" not in page


async def test_the_switches_say_who_may_write_and_change_only_what_was_moved(rig: Rig) -> None:
    group = await rig.a_group()
    one, other = await rig.an_event(group), await rig.an_event(group, title="Wednesday Lab")
    mia = await opened(rig, one)
    await rsvps.answer(
        rig.work(),
        other.id,
        mia,
        Statement(Wish.MAYBE, Source.WEB, rig.clock.now),
        rsvps.Agreement(False, ""),
    )
    assert len(re.findall(r'type="checkbox"[^>]* checked', await rig.text("/me"))) == 1
    # One is switched off; the other was not on the page that was sent, so it stays as it is.
    await rig.post("/me/consents", {"shown": one.id}, page="/me")
    assert not await agrees(rig, one, mia)
    await rig.post("/me/consents", {"shown": other.id, "events": other.id}, page="/me")
    assert await agrees(rig, other, mia)
    assert not await agrees(rig, one, mia)


async def test_nobody_decides_for_events_that_are_not_theirs(rig: Rig) -> None:
    group = await rig.a_group()
    mine, foreign = await rig.an_event(group), await rig.an_event(group, title="Other")
    mia = await opened(rig, mine)
    await rig.post("/me/consents", {"shown": foreign.id, "events": foreign.id}, page="/me")
    assert not await agrees(rig, foreign, mia)


async def test_a_guest_changes_name_language_and_zone(rig: Rig) -> None:
    mia = await opened(rig, await rig.an_event(await rig.a_group()))
    form = {"name": " Mia Menz ", "language": "en", "zone": "Kathmandu"}
    assert (await rig.post("/me/profile", form)).status == 303
    person = await rig.instance.reads.mine.person(mia)
    assert person is not None
    assert (person.name, person.language, person.timezone) == ("Mia Menz", "en", "Asia/Kathmandu")
    answer = await rig.post("/me/profile", {"name": "", "language": "tlh", "zone": "Nowhere at all"})
    assert answer.status == 422
    assert set(re.findall(r'id="f-(\w+)-error"', await answer.text())) == {"language", "zone"}


async def test_a_guest_has_no_password_and_no_devices(rig: Rig) -> None:
    await opened(rig, await rig.an_event(await rig.a_group()))
    page = await rig.text("/me/profile")
    assert "/me/password" not in page
    assert "/sign-out-everywhere" not in page
    answer = await rig.post("/me/password", {"new_password": "correct horse"}, page="/me/profile")
    assert answer.headers["Location"] == "/sign-in"


async def test_a_guest_who_signs_out_is_forgotten_by_the_browser(rig: Rig) -> None:
    await opened(rig, await rig.an_event(await rig.a_group()))
    await rig.post("/sign-out", {}, page="/me/profile")
    assert "Tuesday Lab" not in await rig.text("/me")


async def test_an_account_sees_its_own_dates(rig: Rig) -> None:
    event = await rig.an_event(await rig.a_group())
    await rig.sign_in()
    said = Statement(Wish.GOING, Source.WEB, rig.clock.now)
    await rsvps.answer(rig.work(), event.id, rig.organizer, said, rsvps.Agreement(True, SENTENCE))
    page = await rig.text("/me")
    assert "Tuesday Lab" in page
    assert "Grace" in page


async def test_who_answered_without_an_account_can_ask_for_the_link(rig: Rig) -> None:
    await a_guest(rig, await rig.an_event(await rig.a_group()))
    await rig.settles()
    before = len(rig.letters())
    answer = await rig.post("/me/link", {"email": MIA}, page="/me")
    assert answer.status == 200
    await rig.settles()
    assert len(rig.letters()) == before + 1
    assert MIA in rig.letters()[-1]


async def test_stopping_takes_a_press_and_opening_the_link_alone_stops_nothing(rig: Rig) -> None:
    event = await rig.an_event(await rig.a_group())
    mia = await a_guest(rig, event)
    path = f"/stop/{link(rig, 'stop', person=mia, event=event.id)}"
    assert "Tuesday Lab" in await rig.text(path)
    assert await agrees(rig, event, mia)
    answer = await rig.post(path, {})
    assert answer.status == 200
    assert not await agrees(rig, event, mia)
    assert (await rig.post(path, {})).status == 200


async def test_a_mail_program_stops_with_one_click_and_without_a_page(rig: Rig) -> None:
    event = await rig.an_event(await rig.a_group())
    mia = await a_guest(rig, event)
    path = f"/stop/{link(rig, 'stop', person=mia, event=event.id)}"
    async with rig.client.post(path, data={"List-Unsubscribe": "One-Click"}) as answer:
        assert answer.status == 200
    assert not await agrees(rig, event, mia)
    found = await rig.instance.reads.mine.rsvp(event.id, mia)
    assert found is not None
    assert found.status is Status.GOING


async def test_a_made_up_stop_link_stops_nothing(rig: Rig) -> None:
    event = await rig.an_event(await rig.a_group())
    mia = await a_guest(rig, event)
    for token in (link(rig, "me", person=mia, event=event.id), "nonsense"):
        assert (await rig.post(f"/stop/{token}", {})).status == 410
    assert await agrees(rig, event, mia)


async def test_a_link_does_not_open_an_account(rig: Rig) -> None:
    await rig.a_chapter()
    await accounts.ask_link(rig.work(), "grace@chapter.example", "me")
    await rig.post(f"/me/link/{link(rig, 'me', person=rig.organizer)}", {})
    assert (await rig.get("/organize")).headers["Location"].startswith("/sign-in")
