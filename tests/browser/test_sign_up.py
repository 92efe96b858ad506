"""Coming to an event with nothing but an email address: sign up, confirm, change, take back."""

from typing import Any

from fedevent.events import Event
from tests.browser import letters
from tests.browser.conftest import Arrive
from tests.browser.site import Site
from tests.browser.visitor import Visitor

ADA = "ada@mail.example"
CONSENT = "The hosts of this event may write to me about it."


async def an_event(site: Site, **plan: Any) -> Event:
    return await site.an_event(await site.a_group(), **plan)


async def ask(visitor: Visitor, event: Event, name: str, email: str, button: str = "I’m going") -> None:
    """Fill in the sign-up box and press its button."""
    await visitor.open(f"/events/{event.id}")
    await visitor.write("Your name", name)
    await visitor.write("Email or fediverse address", email)
    await visitor.tick(CONSENT)
    await visitor.press(button)


async def confirm(visitor: Visitor, email: str, button: str = "Yes, I’m going") -> None:
    """Open the link in the newest mail, and press the button behind it."""
    await visitor.open((await letters.to(visitor.site, email))[-1].link("/confirm/"))
    await visitor.press(button)


async def test_an_answer_is_confirmed_by_mail_changed_and_taken_back(site: Site, visitor: Visitor) -> None:
    event = await an_event(site)
    await ask(visitor, event, "Ada", ADA)
    await visitor.sees("Check your mail to confirm", "We hold your place until")
    assert await site.counts(event) == {}

    await visitor.open((await letters.to(site, ADA))[-1].link("/confirm/"))
    await visitor.sees("This is what you said", "Tuesday Lab", CONSENT)
    assert await site.counts(event) == {}
    await visitor.press("Yes, I’m going")
    await visitor.sees("You’re going")
    assert await site.counts(event) == {"going": 1}

    await visitor.open("/me")
    await visitor.sees("Coming up", "Tuesday Lab", "Going", "Who may write to me")
    await visitor.follow("Change your answer : Tuesday Lab")
    await visitor.press("Maybe")
    await visitor.sees("Noted: maybe you’re coming.")
    assert await site.counts(event) == {"maybe": 1}

    await visitor.unfold("Change guests, note or name")
    await visitor.press("Take my answer back")
    await visitor.sees("Your answer is taken back.")
    assert await site.counts(event) == {}
    assert "Ada" not in await visitor.reads()


async def test_a_name_is_shown_only_to_hosts_until_its_owner_wants_otherwise(
    site: Site, arrive: Arrive
) -> None:
    event = await an_event(site)
    ada, bob = await arrive(), await arrive()
    await ask(ada, event, "Ada", ADA)
    await confirm(ada, ADA)
    await bob.open(f"/events/{event.id}")
    await bob.sees("1 person is going.")
    assert "Ada" not in await bob.reads()
    await ada.unfold("Change guests, note or name")
    await ada.tick("Show my name on this page")
    await ada.press("Keep these changes")
    await bob.open(f"/events/{event.id}")
    await bob.sees("Ada", "Only those are named who want to be.")


async def test_a_forgotten_browser_finds_its_dates_again_by_mail(site: Site, arrive: Arrive) -> None:
    event = await an_event(site)
    here, there = await arrive(), await arrive()
    await ask(here, event, "Ada", ADA)
    await confirm(here, ADA)
    await there.open("/me")
    await there.write("Email", ADA)
    await there.press("Mail me the link")
    await there.sees("Look into your mail")
    await there.open((await letters.to(site, ADA))[-1].link("/me/link/"))
    await there.press("Open my page")
    await there.sees("Coming up", "Tuesday Lab")


async def test_who_comes_late_waits_and_is_written_to_when_a_place_is_free(
    site: Site, arrive: Arrive
) -> None:
    event = await an_event(site, capacity=1)
    ada, bob = await arrive(), await arrive()
    await ask(ada, event, "Ada", ADA)
    await confirm(ada, ADA)
    await ask(bob, event, "Bob", "bob@mail.example", "Join the waiting list")
    await confirm(bob, "bob@mail.example")
    await bob.sees("You are number 1 on the list")
    assert await site.counts(event) == {"going": 1, "waiting": 1}

    await ada.open(f"/events/{event.id}")
    await ada.press("Can’t come any more")
    news = (await letters.to(site, "bob@mail.example"))[-1]
    assert "You have a place" in news.text
    assert f"/events/{event.id}" in news.text
    await bob.open(f"/events/{event.id}")
    await bob.sees("You’re going")
    assert await site.counts(event) == {"going": 1, "declined": 1}
