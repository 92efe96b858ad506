"""Who comes: the list, what the hosts may know and decide, the table, and the list at the door."""

from typing import Any

from fedevent.events import Event, JoinMode
from fedevent.rsvps import Rsvp, Wish
from tests.pages.markup import Page
from tests.pages.organizing import answers, page_of, words
from tests.peers import Peer
from tests.rig import Rig


async def asked(rig: Rig, **plan: Any) -> tuple[Event, Rsvp]:
    """A date whose hosts decide, and Mia who asks to come."""
    event = await rig.an_event(await rig.a_group(), join_mode=JoinMode.APPROVAL, guests_max=3, **plan)
    rsvp = await answers(rig, event, await rig.an_account("Mia"), note="I bring <i>tea</i>.", guests=2)
    await rig.sign_in()
    return event, rsvp


def path(event: Event) -> str:
    return f"/organize/menders/events/{event.id}/signups"


async def test_a_request_shows_its_note_its_guests_and_the_way_it_came(rig: Rig) -> None:
    event, _ = await asked(rig)
    text = await rig.text(path(event))
    page = words(text)
    assert Page(text).faults == []
    assert "Mia" in page and "I bring <i>tea</i>." in page
    assert "Asks to come" in page
    assert "This site" in page
    assert "mia1@mail.example" in page


async def test_a_request_is_let_in_or_turned_down_by_a_button(rig: Rig) -> None:
    event, rsvp = await asked(rig)
    done = await rig.post(path(event), {"rsvp": rsvp.id, "move": "going", "status": "requested"})
    assert done.headers["Location"] == f"{path(event)}?status=requested"
    assert await rig.counts(event) == {"going": 1}
    await rig.post(path(event), {"rsvp": rsvp.id, "move": "rejected"})
    assert await rig.counts(event) == {"rejected": 1}


async def test_where_no_place_is_left_they_wait_and_the_host_is_told_so(rig: Rig) -> None:
    event, rsvp = await asked(rig, capacity=2)
    done = await rig.post(path(event), {"rsvp": rsvp.id, "move": "going"})
    assert await rig.counts(event) == {"waiting": 1}
    assert "No place is left" in await rig.text(done.headers["Location"])


async def test_a_move_that_cannot_be_is_told_in_words(rig: Rig) -> None:
    event, rsvp = await asked(rig)
    done = await rig.post(path(event), {"rsvp": rsvp.id, "move": "maybe"})
    assert "This answer cannot be moved there." in await rig.text(done.headers["Location"])
    assert await rig.counts(event) == {"requested": 1}


async def test_a_sign_up_of_another_date_is_not_decided_from_here(rig: Rig) -> None:
    event, rsvp = await asked(rig)
    other = await rig.an_event((await page_of(rig)).group, title="Other")
    await answers(rig, other, await rig.an_account("Ida"))
    wrong = await rig.post(path(other), {"rsvp": rsvp.id, "move": "going"})
    assert wrong.status == 404
    assert await rig.counts(event) == {"requested": 1}


async def test_the_list_can_be_narrowed_to_one_answer(rig: Rig) -> None:
    event = await rig.an_event(await rig.a_group())
    await answers(rig, event, await rig.an_account("Mia"))
    await answers(rig, event, await rig.an_account("Ida"), Wish.MAYBE)
    await rig.sign_in()
    assert "mia1@mail.example" not in await rig.text(f"{path(event)}?status=maybe")
    assert "ida2@mail.example" in await rig.text(f"{path(event)}?status=maybe")
    assert "ida2@mail.example" in await rig.text(f"{path(event)}?status=nonsense")
    assert "Nobody here" in await rig.text(f"{path(event)}?status=waiting")


async def test_hosts_see_no_address_of_who_did_not_agree(rig: Rig) -> None:
    event = await rig.an_event(await rig.a_group())
    await answers(rig, event, await rig.an_account("Mia"), agrees=False)
    await rig.sign_in()
    for page in (path(event), f"{path(event)}.csv"):
        text = await rig.text(page)
        assert "Mia" in text
        assert "mia1@mail.example" not in text


async def test_the_table_is_a_file_of_its_own_that_nobody_keeps(rig: Rig) -> None:
    event = await rig.an_event(await rig.a_group())
    await answers(rig, event, await rig.an_account("Mia"))
    await rig.sign_in()
    answer = await rig.get(f"{path(event)}.csv")
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="menders-2030-03-12.csv"'
    assert answer.headers["Cache-Control"] == "no-store"
    assert (await answer.read()).startswith(b'\xef\xbb\xbf"Name"')


async def test_the_printed_list_has_a_box_for_everybody_who_goes_and_their_guests(rig: Rig) -> None:
    event = await rig.an_event(await rig.a_group(), guests_max=2)
    await answers(rig, event, await rig.an_account("Mia"), guests=2)
    await answers(rig, event, await rig.an_account("Ida"), Wish.MAYBE)
    await rig.sign_in()
    text = await rig.text(path(event))
    door = text[text.index('class="print-only"') :]
    assert "Mia" in door and "+2" in door
    assert "Ida" not in door


async def test_somebody_from_another_server_stands_there_with_their_handle(rig: Rig) -> None:
    event = await rig.an_event(await rig.a_group())
    await rig.joins(Peer("https://social.example/users/ada", "mastodon"), event)
    await rig.sign_in()
    page = words(await rig.text(path(event)))
    assert "@ada@social.example" in page
    assert "Fediverse, sign-up button" in page
