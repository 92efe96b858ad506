"""Events of other servers: listed, followed, answered, and honest about how far an answer has come."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from fedevent.people import Rank
from fedevent.remote import AnswerState, RemoteEvent
from fedevent.usecases import groups, remote
from tests.pages.markup import Page
from tests.pages.organizing import fields, words
from tests.peers import Peer
from tests.rig import Rig
from web.pages.remote import page_of, server

LAB = Peer("https://events.example/@lab", "mobilizon")
URI = "https://events.example/events/1"


async def known(rig: Rig, **changes: Any) -> RemoteEvent:
    """An event elsewhere, of a group that the chapter follows."""
    by = await rig.a_chapter()
    await remote.follow(rig.work(), None, LAB.id, by)
    wanted: dict[str, Any] = {
        "uri": URI,
        "actor": LAB.id,
        "name": "Open lab",
        "starts_at": datetime(2030, 3, 20, 18, tzinfo=UTC),
        "timezone": "Europe/Vienna",
        "url": "https://events.example/events/1/page",
        "content": "<p>Come <b>in</b>.</p>",
        "place": "Labor 1",
    }
    event = RemoteEvent(**(wanted | changes))
    assert await remote.keep(rig.work(), event)
    return event


async def signed_in(rig: Rig) -> None:
    await rig.an_account("Mia")
    await rig.sign_in("mia1@mail.example")


def meet(rig: Rig) -> None:
    """Let the lab be found by its handle."""
    rig.meet(LAB)
    asked = "https://events.example/.well-known/webfinger?resource=acct%3Alab%40events.example"
    rig.network.documents[asked] = {
        "subject": "acct:lab@events.example",
        "links": [{"rel": "self", "type": "application/activity+json", "href": LAB.id}],
    }


async def answered(rig: Rig, state: AnswerState) -> None:
    mia = await rig.instance.reads.accounts.by_username("mia")
    assert mia is not None
    (own, _), *_ = await rig.instance.reads.remote.rsvps(mia[0].id)
    assert await remote.answered(rig.work(), own.id, LAB.id, state)


async def test_an_event_elsewhere_is_listed_and_has_a_page_for_everybody(rig: Rig) -> None:
    await known(rig)
    listed = await rig.text("/remote")
    assert Page(listed).faults == []
    assert "Open lab" in listed and "events.example" in listed
    text = await rig.text(page_of(URI))
    assert Page(text).faults == []
    assert "Come <b>in</b>." in text
    assert "Sign in to answer from here" in words(text)
    assert (await rig.get("/remote/event?uri=https://nowhere.example/1")).status == 404


async def test_what_the_other_server_wrote_cannot_run_here(rig: Rig) -> None:
    evil = '<p onclick="x()">a</p><script>b()</script><a href="javascript:c()">d</a>'
    await known(rig, content=evil, url="javascript:alert(1)", name="<script>e()</script>")
    text = await rig.text(page_of(URI))
    assert "<script" not in text
    assert "onclick" not in text
    assert "javascript:" not in text
    assert Page(text).all("a", href=URI)


async def test_going_is_asked_of_the_other_server_and_shown_until_it_answers(rig: Rig) -> None:
    await known(rig)
    await signed_in(rig)
    asked = await rig.post("/remote/join", {"uri": URI}, page=page_of(URI))
    assert asked.headers["Location"] == page_of(URI)
    assert "Sent to events.example, waiting for its answer" in words(await rig.text(page_of(URI)))
    assert "Sent, waiting for an answer" in await rig.text("/remote")
    await answered(rig, AnswerState.ACCEPTED)
    assert "You’re going" in await rig.text(page_of(URI))


async def test_a_no_from_elsewhere_is_told_with_another_way(rig: Rig) -> None:
    await known(rig)
    await signed_in(rig)
    await rig.post("/remote/join", {"uri": URI}, page=page_of(URI))
    await answered(rig, AnswerState.REFUSED)
    text = await rig.text(page_of(URI))
    assert "events.example said no" in words(text)
    assert "Ask again" in text
    assert Page(text).all("a", href="https://events.example/events/1/page")


async def test_who_takes_the_answer_back_can_ask_anew(rig: Rig) -> None:
    await known(rig)
    await signed_in(rig)
    await rig.post("/remote/join", {"uri": URI}, page=page_of(URI))
    await rig.post("/remote/leave", {"uri": URI}, page=page_of(URI))
    text = await rig.text(page_of(URI))
    assert "We ask events.example in your name." in words(text)
    twice = await rig.post("/remote/leave", {"uri": URI}, page=page_of(URI))
    assert twice.status == 404


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"cancelled": True}, "Cancelled"),
        ({"starts_at": datetime(2030, 2, 1, tzinfo=UTC)}, "This date is over"),
        ({"join_mode": "external"}, "Its own page says how to come."),
    ],
)
async def test_where_one_cannot_answer_the_page_says_why_and_has_no_button(
    rig: Rig, changes: dict[str, Any], said: str
) -> None:
    await known(rig, **changes)
    await signed_in(rig)
    text = await rig.text(page_of(URI))
    assert said in words(text)
    assert "/remote/join" not in text


async def test_an_event_that_was_cancelled_meanwhile_is_refused_in_words(rig: Rig) -> None:
    event = await known(rig)
    await signed_in(rig)
    await rig.get(page_of(URI))
    await known(rig, cancelled=True, updated_at=event.starts_at - timedelta(days=1))
    late = await rig.post("/remote/join", {"uri": URI}, page="/me/profile")
    assert "This event takes no answers." in await rig.text(late.headers["Location"])


async def test_visitors_are_sent_to_sign_in(rig: Rig) -> None:
    await known(rig)
    for path in ("/remote/join", "/remote/leave", "/remote/follow", "/remote/unfollow"):
        answer = await rig.post(path, {"uri": URI}, page="/sign-in")
        assert (answer.status, answer.headers["Location"]) == (303, "/sign-in"), path


async def test_an_admin_follows_an_account_elsewhere_for_the_chapter(rig: Rig) -> None:
    await rig.a_chapter()
    meet(rig)
    await rig.sign_in()
    assert "Nothing from elsewhere yet" in await rig.text("/remote")
    asked = await rig.post(
        "/remote/follow", {"address": "@lab@events.example", "group": "chapter"}, "/remote"
    )
    assert asked.status == 303, words(await asked.text())
    (following,) = await rig.instance.reads.remote.following(None)
    assert following.following.actor == LAB.id
    text = await rig.text("/remote")
    assert Page(text).faults == []
    assert "sent, waiting for an answer" in words(text)
    form = fields(text, "/remote/unfollow")
    ended = await rig.post("/remote/unfollow", form, "/remote")
    assert ended.status == 303
    assert await rig.instance.reads.remote.following(None) == []


async def test_an_address_that_nobody_answers_to_is_told_and_kept(rig: Rig) -> None:
    await rig.a_chapter()
    await rig.sign_in()
    for typed in ("@nobody@nowhere.example", "not an address"):
        refused = await rig.post("/remote/follow", {"address": typed, "group": "chapter"}, "/remote")
        text = await refused.text()
        assert refused.status == 422
        assert Page(text).all("a", href="#f-address")
        assert fields(text, "/remote/follow")["address"] == typed


async def test_an_organizer_follows_for_the_own_group_and_for_no_other(rig: Rig) -> None:
    other = await rig.a_group("menders")
    mia = await rig.an_account("Mia", Rank.ORGANIZER)
    own = await groups.create(rig.work(), "bakers", groups.Profile("Bakers"), mia)
    meet(rig)
    await rig.sign_in("mia1@mail.example")
    text = await rig.text("/remote")
    assert fields(text, "/remote/follow")["group"] == own.id
    for group in (other.id, "chapter"):
        wrong = await rig.post(
            "/remote/follow", {"address": "@lab@events.example", "group": group}, "/remote"
        )
        assert wrong.status == 403
    done = await rig.post("/remote/follow", {"address": "@lab@events.example", "group": own.id}, "/remote")
    assert done.status == 303
    assert len(await rig.instance.reads.remote.following(own.id)) == 1
    assert await rig.instance.reads.remote.following(None) == []


async def test_who_organizes_nothing_sees_no_box_to_follow(rig: Rig) -> None:
    await known(rig)
    await signed_in(rig)
    assert "/remote/follow" not in await rig.text("/remote")


@pytest.mark.parametrize(("uri", "name"), [(URI, "events.example"), ("https://[", "https://["), ("", "")])
def test_the_name_of_a_server_is_read_from_anything(uri: str, name: str) -> None:
    assert server(uri) == name
