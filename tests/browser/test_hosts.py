"""The hosts' side: requests, messages to those who agreed, and calling a date off."""

from fedevent.events import Event, JoinMode
from tests.browser import letters
from tests.browser.conftest import Arrive
from tests.browser.site import Site
from tests.browser.test_sign_up import ADA, an_event, ask, confirm
from tests.browser.visitor import Visitor

BOB = "bob@mail.example"


async def comes(visitor: Visitor, event: Event, name: str, email: str, *, agrees: bool = True) -> None:
    """Somebody signs up and confirms, and has agreed to messages or not."""
    await visitor.open(f"/events/{event.id}")
    await visitor.write("Your name", name)
    await visitor.write("Email or fediverse address", email)
    if agrees:
        await visitor.tick("The hosts of this event may write to me about it.")
    await visitor.press("I’m going")
    await confirm(visitor, email)


async def test_a_request_is_granted_and_its_owner_hears_of_it(site: Site, arrive: Arrive) -> None:
    event = await an_event(site, join_mode=JoinMode.APPROVAL)
    ada, grace = await arrive(), await arrive()
    await ask(ada, event, "Ada", ADA, "Ask to come")
    await confirm(ada, ADA, "Yes, I’m going")
    await ada.sees("Request sent", "The hosts decide and you hear from them.")
    await grace.sign_in()
    await grace.open("/organize")
    await grace.follow("1 person asks to come: Menders")
    await grace.follow("Tuesday Lab, Tuesday, 12 March 2030")
    await grace.sees("Ada", "Asks to come")
    await grace.press("Let in : Ada")
    await grace.sees("Done. They are being told.")
    assert "The hosts said yes: you’re going" in (await letters.to(site, ADA))[-1].text
    assert await site.counts(event) == {"going": 1}


async def test_a_message_reaches_those_who_agreed_until_they_stop_it(site: Site, arrive: Arrive) -> None:
    event = await an_event(site)
    await comes(await arrive(), event, "Ada", ADA)
    await comes(await arrive(), event, "Bob", BOB, agrees=False)
    grace = await arrive()
    await grace.sign_in()
    await write(grace, event, "Bring a lamp")
    await grace.sees("This goes to 1 person: 1 by mail. Not to 1 who did not agree.", "Bring a lamp")
    assert not await got(site, ADA, "Bring a lamp")
    await grace.press("Tell 1 person")
    await site.settles()
    await grace.sees("Sent. This page tells what arrived.")
    (letter,) = await got(site, ADA, "Bring a lamp")
    assert not await got(site, BOB, "Bring a lamp")
    await grace.open(grace.path)
    await grace.sees("This went to 1 person: 1 by mail.")

    ada = await arrive()
    await ada.open(letter.link("/stop/"))
    await ada.press("Stop these messages")
    await ada.sees("Stopped")
    await write(grace, event, "Bring two")
    await grace.sees("This goes to nobody. Not to 2 who did not agree.")


async def test_a_mail_program_stops_messages_with_one_click(site: Site, arrive: Arrive) -> None:
    event = await an_event(site)
    await comes(await arrive(), event, "Ada", ADA)
    grace = await arrive()
    await grace.sign_in()
    await write(grace, event, "Bring a lamp")
    await grace.press("Tell 1 person")
    (letter,) = await got(site, ADA, "Bring a lamp")
    assert letter.one_click.startswith(f"{site.base}/stop/")
    form = {"List-Unsubscribe": "One-Click"}
    async with site.client.post(letter.one_click.removeprefix(site.base), data=form) as answer:
        assert answer.status == 200
    await write(grace, event, "Bring two")
    await grace.sees("This goes to nobody.")


async def test_a_cancelled_event_says_why_on_its_page_and_by_mail(site: Site, arrive: Arrive) -> None:
    event = await an_event(site)
    ada, grace = await arrive(), await arrive()
    await comes(ada, event, "Ada", ADA, agrees=False)
    await grace.sign_in()
    await grace.open(f"/organize/menders/events/{event.id}")
    await grace.follow("Cancel this date")
    await grace.sees("1 person is told, by mail or on the fediverse.")
    await grace.write("Reason (optional)", "The roof leaks.")
    await grace.press("Cancel and tell 1 person")
    await grace.sees("Cancelled. Everyone who signed up is being told.")
    news = (await letters.to(site, ADA))[-1]
    assert "Cancelled" in news.subject
    assert "The roof leaks." in news.text
    await ada.open(f"/events/{event.id}")
    await ada.sees("Cancelled", "The roof leaks.")


async def write(grace: Visitor, event: Event, subject: str) -> None:
    """Write a message, up to its preview."""
    await grace.open(f"/organize/menders/events/{event.id}/message")
    await grace.write("Subject", subject)
    await grace.write("Message", "The light in the shed is out.")
    await grace.press("See to whom it goes")


async def got(site: Site, address: str, subject: str) -> list[letters.Letter]:
    """The letters of that subject that somebody got."""
    return [letter for letter in await letters.to(site, address) if subject in letter.subject]
