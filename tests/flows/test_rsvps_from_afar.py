"""People elsewhere answer an event of ours, each in the way that their server knows."""

from datetime import datetime
from typing import Any

import pytest

from fedevent.events import Event, JoinMode
from fedevent.ids import RsvpId
from fedevent.rsvps import Status
from fedevent.usecases import events, rsvps
from storage.queue import Queue
from tests.flows.sayings import GROUP, Said, hear, kinds, letters, reply, say, standing, undo, verdicts, vote
from tests.peers import FRIENDICA, MASTODON, MOBILIZON, UNKNOWN, Peer
from tests.rig import Rig

GTS = Peer("https://gts.example/users/gil", "gotosocial", shared=False, number=3)
TAKAHE = Peer("https://takahe.example/@tim@takahe.example/", "takahe", number=2)
MISSKEY = Peer("https://misskey.example/users/9abc", "misskey", number=2)
HUBZILLA = Peer("https://hub.example/channel/zoe", "hubzilla", number=1)


async def event_of(rig: Rig, **plan: Any) -> Event:
    event = await rig.an_event(await rig.a_group(), **plan)
    rig.network.sent.clear()
    return event


def join(peer: Peer, event: Event, rig: Rig, number: int = 1) -> Said:
    return say(peer, "Join", rig.urls.event(event.id), number)


def leave(peer: Peer, event: Event, rig: Rig, number: int = 1) -> Said:
    return say(peer, "Leave", rig.urls.event(event.id), number)


# Join and Leave


async def test_a_join_is_accepted_and_a_leave_frees_the_place(rig: Rig) -> None:
    event = await event_of(rig)
    asked = join(MOBILIZON, event, rig)
    await hear(rig, MOBILIZON, asked | {"participationMessage": "I bring <b>cake</b>"})
    [accept] = rig.network.to(MOBILIZON)
    assert (accept["type"], accept["actor"], accept["to"]) == ("Accept", GROUP, [MOBILIZON.id])
    assert accept["object"]["id"] == asked["id"] and accept["object"]["actor"] == MOBILIZON.id
    assert rig.network.sent[0].inbox == MOBILIZON.inbox
    [row] = await rig.instance.reads.organizing.signups(event.id)
    assert (row.status, row.source, row.note) == ("going", "join", "I bring cake")
    nameless = leave(MOBILIZON, event, rig)
    del nameless["id"]  # as Mobilizon sends some
    await hear(rig, MOBILIZON, nameless)
    assert await standing(rig, event) == {}
    assert len(rig.network.to(MOBILIZON)) == 1


async def test_an_event_may_be_joined_by_its_embedded_copy_of_which_only_the_id_counts(rig: Rig) -> None:
    event = await event_of(rig)
    embedded = {"id": rig.urls.event(event.id), "type": "Event", "name": "Something else"}
    await hear(rig, MOBILIZON, say(MOBILIZON, "Join", embedded))
    assert await standing(rig, event) == {MOBILIZON.id: "going"}


async def test_whoever_waits_hears_nothing_until_there_is_a_place(rig: Rig) -> None:
    event = await event_of(rig, capacity=1)
    await hear(rig, MOBILIZON, join(MOBILIZON, event, rig))
    await hear(rig, FRIENDICA, join(FRIENDICA, event, rig))
    assert await standing(rig, event) == {MOBILIZON.id: "going", FRIENDICA.id: "waiting"}
    assert rig.network.to(FRIENDICA) == []
    await hear(rig, MOBILIZON, leave(MOBILIZON, event, rig))
    assert await standing(rig, event) == {FRIENDICA.id: "going"}
    assert verdicts(rig, FRIENDICA) == [("Accept", f"{FRIENDICA.id}/join/1")]


async def test_where_the_hosts_decide_a_join_is_answered_when_they_have(rig: Rig) -> None:
    event = await event_of(rig, join_mode=JoinMode.APPROVAL)
    await hear(rig, MOBILIZON, join(MOBILIZON, event, rig))
    await hear(rig, FRIENDICA, join(FRIENDICA, event, rig))
    assert set((await standing(rig, event)).values()) == {"requested"}
    assert rig.network.sent == []
    for row in await rig.instance.reads.organizing.signups(event.id):
        wanted = Status.GOING if row.actor == MOBILIZON.id else Status.REJECTED
        await rsvps.decide(rig.work(), RsvpId(row.rsvp), wanted, rig.organizer)
    await rig.settles()
    assert verdicts(rig, MOBILIZON) == [("Accept", f"{MOBILIZON.id}/join/1")]
    assert verdicts(rig, FRIENDICA) == [("Reject", f"{FRIENDICA.id}/join/1")]


async def test_an_accepted_guest_may_be_removed_later(rig: Rig) -> None:
    event = await event_of(rig)
    await hear(rig, MOBILIZON, join(MOBILIZON, event, rig))
    [row] = await rig.instance.reads.organizing.signups(event.id)
    await rsvps.decide(rig.work(), RsvpId(row.rsvp), Status.REJECTED, rig.organizer)
    await rig.settles()
    assert [verb for verb, _ in verdicts(rig, MOBILIZON)] == ["Accept", "Reject"]


@pytest.mark.parametrize("why", ["over", "closed", "cancelled", "deleted"])
async def test_a_join_that_cannot_be_is_rejected(rig: Rig, why: str) -> None:
    event = await event_of(rig, closes=datetime(2030, 3, 10, 12, 0))
    if why == "over":
        rig.clock.pass_(days=12)
    elif why == "closed":
        rig.clock.pass_(days=10)
    elif why == "cancelled":
        await events.cancel(rig.work(), event.id, "", rig.organizer)
    elif why == "deleted":
        await events.delete(rig.work(), event.id, rig.organizer)
    await hear(rig, MOBILIZON, join(MOBILIZON, event, rig))
    assert verdicts(rig, MOBILIZON) == [("Reject", f"{MOBILIZON.id}/join/1")]
    assert await standing(rig, event) == {}


@pytest.mark.parametrize("mode", [JoinMode.NONE, JoinMode.EXTERNAL])
async def test_where_nobody_signs_up_a_join_is_answered_by_ignore(rig: Rig, mode: JoinMode) -> None:
    event = await event_of(rig, join_mode=mode, external_url="https://tickets.example/")
    await hear(rig, MOBILIZON, join(MOBILIZON, event, rig))
    assert verdicts(rig, MOBILIZON) == [("Ignore", f"{MOBILIZON.id}/join/1")]


async def test_a_join_of_something_that_is_not_here_changes_nothing(rig: Rig) -> None:
    event = await event_of(rig)
    for number, uri in enumerate((f"{rig.urls.base}/events/nothing", GROUP, "https://odd.example/events/1")):
        await hear(rig, MOBILIZON, say(MOBILIZON, "Join", uri, number))
    assert (await standing(rig, event), rig.network.sent) == ({}, [])


# votes


async def test_a_vote_on_mastodon_counts_and_needs_no_answer(rig: Rig) -> None:
    event = await event_of(rig)
    await hear(rig, MASTODON, vote(MASTODON, event, "I’m going"))
    assert await standing(rig, event) == {MASTODON.id: "going"}
    assert rig.network.sent == []


async def test_gotosocial_may_send_its_votes_as_a_list(rig: Rig) -> None:
    event = await event_of(rig)
    one, two = vote(GTS, event, "Can’t come"), vote(GTS, event, "Maybe", 2)
    await hear(rig, GTS, one | {"object": [one["object"]]})
    assert await standing(rig, event) == {GTS.id: "declined"}
    await hear(rig, GTS, two | {"object": [one["object"], two["object"]]})
    assert await standing(rig, event) == {GTS.id: "maybe"}


async def test_a_vote_of_takahe_has_one_id_for_create_and_note(rig: Rig) -> None:
    event = await event_of(rig)
    for option, status in ((" Can’t come ", "declined"), ("Can't come", "declined"), ("Maybe", "maybe")):
        one = vote(TAKAHE, event, option, to=[])
        await hear(rig, TAKAHE, one | {"id": one["object"]["id"], "to": []})
        assert await standing(rig, event) == {TAKAHE.id: status}, option


async def test_a_vote_counts_in_any_language_of_the_poll(rig: Rig) -> None:
    event = await event_of(rig, languages=("de",))
    options = [one["name"] for one in (await rig.json(f"/events/{event.id}/poll"))["oneOf"]]
    await hear(rig, MISSKEY, vote(MISSKEY, event, options[1], to=[GROUP]))
    assert await standing(rig, event) == {MISSKEY.id: "maybe"}


async def test_a_vote_may_be_undone_by_what_carried_it_or_by_its_note(rig: Rig) -> None:
    event = await event_of(rig)
    one, two = vote(GTS, event, "I’m going"), vote(GTS, event, "Maybe", 2)
    await hear(rig, GTS, one, undo(GTS, one))
    assert await standing(rig, event) == {}
    await hear(rig, GTS, two, undo(GTS, two["object"]["id"], 2))
    assert await standing(rig, event) == {}


async def test_a_vote_for_no_option_of_ours_is_swallowed(rig: Rig) -> None:
    event = await event_of(rig)
    await hear(rig, MISSKEY, vote(MISSKEY, event, "Ja, klar", to=[GROUP]))
    assert (await standing(rig, event), rig.network.sent) == ({}, [])


async def test_a_voter_who_has_to_wait_is_told_and_told_again_when_there_is_a_place(rig: Rig) -> None:
    event = await event_of(rig, capacity=1)
    await hear(rig, MOBILIZON, join(MOBILIZON, event, rig))
    await hear(rig, MASTODON, vote(MASTODON, event, "I’m going"))
    assert await standing(rig, event) == {MOBILIZON.id: "going", MASTODON.id: "waiting"}
    [waits] = letters(rig, MASTODON)
    assert "waiting list" in waits
    await hear(rig, MOBILIZON, leave(MOBILIZON, event, rig))
    assert "You are going." in letters(rig, MASTODON)[-1]


# Accept, TentativeAccept, Reject, TentativeReject of the event

ANSWERS = {"Accept": "going", "TentativeAccept": "maybe", "Reject": "declined", "TentativeReject": "declined"}


async def test_friendica_answers_with_the_id_of_the_event_and_undoes_it(rig: Rig) -> None:
    event = await event_of(rig)
    for verb, status in ANSWERS.items():
        answer = say(FRIENDICA, verb, rig.urls.event(event.id))
        await hear(rig, FRIENDICA, answer)
        assert await standing(rig, event) == {FRIENDICA.id: status}, verb
        await hear(rig, FRIENDICA, undo(FRIENDICA, answer) | {"id": f"{answer['id']}/Undo"})
        assert await standing(rig, event) == {}, verb
    assert rig.network.sent == []


async def test_hubzilla_answers_with_a_copy_and_undoes_it_by_its_id(rig: Rig) -> None:
    event = await event_of(rig)
    copy = {"id": rig.urls.event(event.id), "type": "Event", "name": "Tuesday Lab", "attributedTo": GROUP}
    for number, (verb, status) in enumerate(ANSWERS.items()):
        answer = say(HUBZILLA, verb, copy)
        await hear(rig, HUBZILLA, answer)
        assert await standing(rig, event) == {HUBZILLA.id: status}, verb
        await hear(rig, HUBZILLA, undo(HUBZILLA, answer["id"], number))
        assert await standing(rig, event) == {}, verb


# words


WORDS = {
    "going": "going",
    "Going, with my sister!": "going",
    "I'm in": "going",
    "👍 see you": "going",
    "maybe…": "maybe",
    "No.": "declined",
    "not going, sorry": "declined",
}


async def test_a_private_reply_that_begins_with_a_known_word_is_an_answer(rig: Rig) -> None:
    event = await event_of(rig)
    for number, (words, status) in enumerate(WORDS.items()):
        peer = Peer(f"https://social.example/users/w{number}", "mastodon")
        await hear(rig, peer, reply(peer, event, words))
        assert (await standing(rig, event))[peer.id] == status, words


async def test_an_answer_in_words_is_confirmed_in_words(rig: Rig) -> None:
    event = await event_of(rig)
    await hear(rig, MASTODON, reply(MASTODON, event, "going"))
    [confirmed] = rig.network.to(MASTODON)
    note = confirmed["object"]
    assert note["to"] == [MASTODON.id] and note["tag"][0]["href"] == MASTODON.id
    assert note["inReplyTo"] == f"{MASTODON.id}/statuses/1"
    assert "attachment" not in note
    assert rig.network.sent[0].inbox == MASTODON.inbox


async def test_a_public_reply_is_a_comment_whatever_it_says(rig: Rig) -> None:
    event = await event_of(rig)
    await hear(rig, MASTODON, reply(MASTODON, event, "going", public=True))
    assert (await standing(rig, event), rig.network.sent) == ({}, [])


async def test_other_private_words_are_answered_with_the_few_that_are_understood(rig: Rig) -> None:
    event = await event_of(rig)
    for number, words in enumerate(("help", "Is there parking?", "hm", "hm?", "hello?")):
        await hear(rig, MASTODON, reply(MASTODON, event, words, number))
    assert await standing(rig, event) == {}
    answered = letters(rig, MASTODON)
    assert len(answered) == 3  # two machines must not talk for ever
    assert all("maybe" in text and "stop" in text for text in answered)


async def test_our_own_direct_message_may_be_answered_too(rig: Rig) -> None:
    event = await event_of(rig)
    await hear(rig, MASTODON, reply(MASTODON, event, "going"))
    [confirmed] = rig.network.to(MASTODON)
    await hear(rig, MASTODON, reply(MASTODON, event, "no", 2, to=confirmed["object"]["id"]))
    assert await standing(rig, event) == {MASTODON.id: "declined"}


async def test_a_reply_that_comes_too_late_is_told_so_in_words(rig: Rig) -> None:
    event = await event_of(rig)
    rig.clock.pass_(days=12)
    await hear(rig, MASTODON, reply(MASTODON, event, "going"))
    [no] = rig.network.to(MASTODON)
    assert "This event is over." in no["object"]["content"]
    assert no["object"]["tag"][0]["name"] == "@ada@social.example"


# who has the last word


async def test_the_latest_statement_wins_whatever_way_it_came(rig: Rig) -> None:
    event = await event_of(rig)
    said = [
        (vote(MASTODON, event, "I’m going"), "going"),
        (say(MASTODON, "TentativeAccept", rig.urls.event(event.id)), "maybe"),
        (reply(MASTODON, event, "no"), "declined"),
        (join(MASTODON, event, rig), "going"),
        (vote(MASTODON, event, "Can’t come", 2), "declined"),
    ]
    for activity, status in said:
        rig.clock.pass_(minutes=1)
        await hear(rig, MASTODON, activity)
        assert await standing(rig, event) == {MASTODON.id: status}
    page = await rig.instance.reads.events.find(event.id)
    assert page is not None and sum(page.counts.values()) == 1


async def test_an_undo_of_what_is_no_longer_the_latest_word_changes_nothing(rig: Rig) -> None:
    event = await event_of(rig)
    asked = join(MASTODON, event, rig)
    await hear(rig, MASTODON, asked)
    rig.clock.pass_(minutes=1)
    await hear(rig, MASTODON, vote(MASTODON, event, "Maybe"), undo(MASTODON, asked))
    assert await standing(rig, event) == {MASTODON.id: "maybe"}


async def test_likes_and_shares_are_interest_and_never_an_answer(rig: Rig) -> None:
    event = await event_of(rig)
    uri = rig.urls.event(event.id)
    for peer in (MASTODON, UNKNOWN):
        await hear(rig, peer, say(peer, "Like", f"{uri}/poll"), say(peer, "Announce", uri))
        await hear(rig, peer, say(peer, "Like", uri, 2))
    page = await rig.instance.reads.events.find(event.id)
    assert page is not None and (page.likes, page.shares) == (2, 2)
    await hear(rig, MASTODON, undo(MASTODON, say(MASTODON, "Like", uri, 2)))
    await hear(rig, MASTODON, undo(MASTODON, f"{MASTODON.id}/announce/1", 2))
    page = await rig.instance.reads.events.find(event.id)
    assert page is not None and (page.likes, page.shares) == (1, 1)
    assert (await standing(rig, event), kinds(rig, MASTODON)) == ({}, [])


async def test_a_join_of_a_draft_learns_nothing_not_even_that_it_is_there(rig: Rig) -> None:
    draft = await event_of(rig, published=False)
    await hear(rig, MOBILIZON, join(MOBILIZON, draft, rig))
    assert verdicts(rig, MOBILIZON) == []
    assert await standing(rig, draft) == {}


async def test_a_like_of_what_is_not_here_is_dropped_at_once(rig: Rig) -> None:
    draft = await event_of(rig, published=False)
    for number, event in enumerate(("nothing", draft.id)):
        await hear(rig, MASTODON, say(MASTODON, "Like", rig.urls.event(event), number))
        await hear(rig, MASTODON, say(MASTODON, "Announce", rig.urls.event(event), number))
    page = await rig.instance.reads.events.find(draft.id)
    assert page is not None and (page.likes, page.shares) == (0, 0)
    assert await Queue(rig.instance.database).next_due() is None  # nothing is tried again
