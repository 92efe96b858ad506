"""A group publishes, changes, cancels and deletes an event: who elsewhere is sent what."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from fedevent.events import Event, JoinMode, Visibility
from fedevent.usecases import events
from tests.flows.sayings import GROUP, PUBLIC, hear, kinds, say, vote
from tests.peers import FRIENDICA, MASTODON, MOBILIZON, UNKNOWN, Peer
from tests.rig import BASE, Rig

ADA2 = Peer("https://social.example/users/zoe", "mastodon", number=1)
MISSKEY = Peer("https://misskey.example/users/9abc", "misskey", number=2)
GTS = Peer("https://gts.example/users/gil", "gotosocial", shared=False, number=3)
GTS2 = Peer("https://gts.example/users/gus", "gotosocial", shared=False, number=3)
RELAY = Peer("https://mobilizon.example/relay", "mobilizon", number=2)


async def followed(rig: Rig, *peers: Peer) -> Any:
    """The group, with *peers* following and nothing recorded yet."""
    group = await rig.a_group()
    for peer in peers:
        await rig.follows(peer, group)
    rig.network.sent.clear()
    return group


async def change(rig: Rig, event: Event, **fields: Any) -> None:
    rig.clock.pass_(minutes=1)
    plan = replace(events.plan_of(event), **fields)
    await events.edit(rig.work(), event.id, plan, rig.organizer)
    await rig.settles()


async def test_each_server_gets_one_create_in_the_form_that_it_understands(rig: Rig) -> None:
    peers = {
        MASTODON: "Question",
        MISSKEY: "Question",
        GTS: "Question",
        MOBILIZON: "Event",
        FRIENDICA: "Event",
        UNKNOWN: "Note",
    }
    group = await followed(rig, *peers)
    event = await rig.an_event(group)
    await rig.later(minutes=5)
    for peer, form in peers.items():
        assert kinds(rig, peer) == [("Create", form)], peer.software
    uri = rig.urls.event(event.id)
    ids = {rig.network.to(peer)[0]["object"]["id"] for peer in peers}
    assert ids == {uri, f"{uri}/poll", f"{uri}/note"}


async def test_a_server_with_a_shared_inbox_gets_one_copy_for_all_its_people(rig: Rig) -> None:
    group = await followed(rig, MASTODON, ADA2, GTS, GTS2)
    await rig.an_event(group)
    inboxes = sorted(s.inbox for s in rig.network.sent)
    assert inboxes == sorted([MASTODON.shared_inbox, GTS.inbox, GTS2.inbox])


async def test_whoever_follows_the_instance_hears_of_it_ten_seconds_after_the_others(rig: Rig) -> None:
    group = await followed(rig, MOBILIZON)
    await hear(rig, RELAY, say(RELAY, "Follow", f"{BASE}/actor"))
    rig.network.sent.clear()
    event = await rig.an_event(group)
    assert kinds(rig, MOBILIZON) == [("Create", "Event")]
    await rig.later(seconds=9)
    assert len(rig.network.sent) == 1
    await rig.later(seconds=2)
    announce = rig.network.sent[-1].document
    assert (announce["type"], announce["actor"]) == ("Announce", f"{BASE}/actor")
    assert announce["object"] == rig.urls.event(event.id)
    await rig.later(hours=1)
    assert len(rig.network.sent) == 2


async def test_a_draft_is_told_to_nobody_until_it_is_published(rig: Rig) -> None:
    group = await followed(rig, MASTODON, MOBILIZON)
    event = await rig.an_event(group, published=False)
    await change(rig, event, title="Wednesday Lab")
    assert rig.network.sent == []
    assert (await rig.get(f"/events/{event.id}", Accept="application/activity+json")).status == 404
    await events.publish(rig.work(), event.id, rig.organizer)
    await rig.settles()
    assert (kinds(rig, MASTODON), kinds(rig, MOBILIZON)) == ([("Create", "Question")], [("Create", "Event")])


async def test_an_unlisted_event_is_told_to_nobody_whatever_becomes_of_it(rig: Rig) -> None:
    group = await followed(rig, MASTODON, MOBILIZON)
    await hear(rig, RELAY, say(RELAY, "Follow", f"{BASE}/actor"))
    rig.network.sent.clear()
    event = await rig.an_event(group, visibility=Visibility.UNLISTED)
    await change(rig, event, title="Wednesday Lab")
    await events.cancel(rig.work(), event.id, "", rig.organizer)
    await rig.later(minutes=1)
    await events.delete(rig.work(), event.id, rig.organizer)
    await rig.later(minutes=1)
    assert rig.network.sent == []


async def test_an_event_that_takes_no_answers_is_a_note_for_microblogs(rig: Rig) -> None:
    group = await followed(rig, MASTODON, UNKNOWN, MOBILIZON)
    event = await rig.an_event(group, join_mode=JoinMode.NONE)
    assert kinds(rig, MASTODON) == kinds(rig, UNKNOWN) == [("Create", "Note")]
    assert rig.network.to(MOBILIZON)[0]["object"]["joinMode"] == "invite"
    poll = await rig.get(f"/events/{event.id}/poll", Accept="application/activity+json")
    assert poll.status == 404


async def test_a_change_of_time_updates_what_each_got_and_is_told_anew_to_microblogs(rig: Rig) -> None:
    group = await followed(rig, MASTODON, MOBILIZON, UNKNOWN)
    event = await rig.an_event(group)
    rig.network.sent.clear()
    await change(rig, event, starts=datetime(2030, 3, 12, 18, 0))
    assert kinds(rig, MOBILIZON) == [("Update", "Event")]
    assert sorted(kinds(rig, MASTODON)) == [("Create", "Note"), ("Update", "Question")]
    assert sorted(kinds(rig, UNKNOWN)) == [("Create", "Note"), ("Update", "Note")]
    [told] = [d["object"] for d in rig.network.to(MASTODON) if d["type"] == "Create"]
    assert told["inReplyTo"] == f"{rig.urls.event(event.id)}/poll"
    assert "19:00" in told["content"] and "18:00" in told["content"]
    [update] = rig.network.to(MOBILIZON)
    assert update["object"]["startTime"] == "2030-03-12T18:00:00+01:00"


async def test_a_change_that_moves_nobody_is_an_update_and_no_more(rig: Rig) -> None:
    group = await followed(rig, MASTODON, MOBILIZON)
    event = await rig.an_event(group)
    rig.network.sent.clear()
    await change(rig, event, description="Bring a lamp.")
    assert kinds(rig, MASTODON) == [("Update", "Question")]
    assert kinds(rig, MOBILIZON) == [("Update", "Event")]
    assert "Bring a lamp" in rig.network.to(MOBILIZON)[0]["object"]["content"]


async def test_an_update_never_touches_the_options_of_the_poll(rig: Rig) -> None:
    group = await followed(rig, MASTODON)
    event = await rig.an_event(group)
    await change(rig, event, title="Wednesday Lab", languages=("de",))
    options = [
        [option["name"] for option in d["object"]["oneOf"]]
        for d in rig.network.to(MASTODON)
        if d["object"]["type"] == "Question"
    ]
    assert len(options) == 2 and options[0] == options[1]


async def test_a_cancelled_event_is_updated_everywhere_and_its_poll_closed(rig: Rig) -> None:
    group = await followed(rig, MASTODON, MOBILIZON)
    event = await rig.an_event(group)
    rig.network.sent.clear()
    await events.cancel(rig.work(), event.id, "The roof leaks.", rig.organizer)
    await rig.settles()
    [update] = rig.network.to(MOBILIZON)
    assert (update["type"], update["object"]["status"]) == ("Update", "CANCELLED")
    question, note = sorted(rig.network.to(MASTODON), key=lambda d: d["type"], reverse=True)
    assert question["object"]["closed"]
    assert "The roof leaks." in note["object"]["content"]


async def test_a_deleted_event_is_gone_before_its_delete_leaves(rig: Rig) -> None:
    group = await followed(rig, MASTODON, MOBILIZON, UNKNOWN)
    event = await rig.an_event(group)
    rig.network.sent.clear()
    await events.delete(rig.work(), event.id, rig.organizer)
    assert rig.network.sent == []
    ways = {MOBILIZON: "", MASTODON: "/poll", UNKNOWN: "/note"}
    for part in ways.values():
        answer = await rig.get(f"/events/{event.id}{part}", Accept="application/activity+json")
        tombstone = await answer.json(content_type=None)
        assert (answer.status, tombstone["type"]) == (410, "Tombstone")
        assert tombstone["id"] == rig.urls.event(event.id) + part
    await rig.settles()
    for peer, part in ways.items():
        [delete] = rig.network.to(peer)
        assert (delete["type"], delete["object"]["type"]) == ("Delete", "Tombstone")
        assert delete["object"]["id"] == rig.urls.event(event.id) + part


async def test_what_was_deleted_before_it_could_be_told_is_never_told(rig: Rig) -> None:
    group = await followed(rig, MASTODON)
    plan = events.Plan("Tuesday Lab", datetime(2030, 3, 12, 19, 0), "Europe/Berlin")
    event = await events.create(rig.work(), group.id, plan, rig.organizer, published=True)
    await events.delete(rig.work(), event.id, rig.organizer)
    await rig.later(minutes=1)
    assert [kind for kind, _ in kinds(rig, MASTODON)] == ["Delete"]


async def test_a_server_that_was_down_gets_everything_in_turn_when_it_is_back(rig: Rig) -> None:
    group = await followed(rig, MASTODON, MOBILIZON)
    rig.network.silent.add(MASTODON.host)
    event = await rig.an_event(group)
    assert (kinds(rig, MASTODON), kinds(rig, MOBILIZON)) == ([], [("Create", "Event")])
    await change(rig, event, description="Bring a lamp.")
    rig.network.silent.clear()
    for _ in range(3):
        await rig.later(hours=1)
    assert kinds(rig, MASTODON) == [("Create", "Question"), ("Update", "Question")]


async def test_an_event_answers_with_a_page_or_with_the_document_that_was_asked_for(rig: Rig) -> None:
    event = await rig.an_event(await rig.a_group())
    path, uri = f"/events/{event.id}", rig.urls.event(event.id)
    profile = 'application/ld+json; profile="https://www.w3.org/ns/activitystreams"'
    for accept in ("application/activity+json", profile):
        assert (await rig.json(path, accept))["type"] == "Event"
    for accept in ("text/html", "*/*", "text/html,application/xhtml+xml,*/*;q=0.8"):
        answer = await rig.get(path, Accept=accept)
        assert answer.headers["Content-Type"].startswith("text/html"), accept
        assert "Accept" in answer.headers.get("Vary", "")
    for part, kind in (("poll", "Question"), ("note", "Note")):
        document = await rig.json(f"{path}/{part}")
        assert (document["id"], document["type"]) == (f"{uri}/{part}", kind)
        assert document["attributedTo"] == GROUP and document["to"] == [PUBLIC]
    assert (await rig.get("/events/nothing", Accept="application/activity+json")).status == 404


async def test_votes_are_told_once_for_all_that_came_within_three_minutes(rig: Rig) -> None:
    group = await followed(rig, MASTODON, MISSKEY, MOBILIZON)
    event = await rig.an_event(group)
    rig.network.sent.clear()
    await hear(rig, ADA2, vote(ADA2, event, "I’m going"))
    await rig.later(minutes=1)
    await hear(rig, GTS, vote(GTS, event, "Maybe"))
    await rig.later(minutes=1)
    await hear(rig, UNKNOWN, vote(UNKNOWN, event, "Can’t come"))
    assert rig.network.sent == []
    await rig.later(minutes=1)
    assert kinds(rig, MASTODON) == kinds(rig, MISSKEY) == [("Update", "Question")]
    question = rig.network.to(MASTODON)[0]["object"]
    assert [option["replies"]["totalItems"] for option in question["oneOf"]] == [1, 1, 1]
    assert question["votersCount"] == 3
    assert question["updated"] > question["published"]
    assert kinds(rig, MOBILIZON) == []


async def test_the_counts_reach_everybody_who_voted_follower_or_not(rig: Rig) -> None:
    event = await rig.an_event(await rig.a_group())
    await hear(rig, GTS, vote(GTS, event, "I’m going"))
    await hear(rig, MISSKEY, vote(MISSKEY, event, "Can’t come"))
    await rig.later(minutes=3)
    assert kinds(rig, GTS) == [("Update", "Question")]
    assert kinds(rig, MISSKEY) == [("Update", "Question")]


async def test_the_next_vote_is_told_by_the_next_update(rig: Rig) -> None:
    group = await followed(rig, MASTODON)
    event = await rig.an_event(group)
    rig.network.sent.clear()
    await hear(rig, ADA2, vote(ADA2, event, "I’m going"))
    await rig.later(minutes=3)
    await hear(rig, GTS, vote(GTS, event, "I’m going"))
    await rig.later(minutes=2)
    assert len(rig.network.to(MASTODON)) == 1
    await rig.later(minutes=1)
    counts = [d["object"]["votersCount"] for d in rig.network.to(MASTODON)]
    assert counts == [1, 2]
    await rig.later(hours=1)
    assert len(rig.network.to(MASTODON)) == 2


async def test_no_counts_are_told_of_an_event_that_was_deleted_meanwhile(rig: Rig) -> None:
    group = await followed(rig, MASTODON)
    event = await rig.an_event(group)
    await hear(rig, ADA2, vote(ADA2, event, "I’m going"))
    await events.delete(rig.work(), event.id, rig.organizer)
    await rig.later(minutes=5)
    assert [kind for kind, _ in kinds(rig, MASTODON)] == ["Create", "Delete"]
