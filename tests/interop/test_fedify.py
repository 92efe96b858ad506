"""An account made with Fedify, which shares no line with our code, follows a group and answers events."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from fedevent.events import Event
from fedevent.groups import Group
from fedevent.messages import Audience
from fedevent.places import Place
from fedevent.usecases import events, groups, messages
from tests.interop.chapter import Chapter
from tests.interop.driver import Ada


async def followed(chapter: Chapter, ada: Ada) -> Group:
    """A group that *ada* follows; what was said until then is read."""
    group = await chapter.a_group()
    await ada.follows(chapter.handle(group))
    await chapter.settles()
    (accept,) = await ada.news()
    assert accept.kind == "Accept Follow"
    return group


async def announced(chapter: Chapter, ada: Ada) -> Event:
    """An event that *ada* was told of."""
    event = await chapter.an_event(await followed(chapter, ada))
    assert await ada.news()
    return event


async def test_a_group_is_found_by_its_handle(chapter: Chapter, ada: Ada) -> None:
    group = await chapter.a_group()
    found = await ada.looks_up(chapter.handle(group))
    assert found["type"] == "Group"
    assert found["id"] == chapter.urls.group("menders")
    assert found["name"] == "Menders"


async def test_a_follow_is_accepted_and_each_side_believes_the_other(chapter: Chapter, ada: Ada) -> None:
    group = await chapter.a_group()
    follow = await ada.follows(chapter.handle(group))
    await chapter.settles()
    inbox = f"{chapter.urls.group('menders')}/inbox"
    assert await ada.posts() == [{"url": inbox, "scheme": "rfc9421", "status": 202}]
    assert await chapter.instance.reads.federation.followers(group.id) == [ada.actor]
    (accept,) = await ada.news()
    assert (accept.kind, accept.scheme) == ("Accept Follow", "cavage")
    assert accept.read == {"actor": chapter.urls.group("menders"), "about": follow}


async def test_a_server_that_signs_the_old_way_is_believed_too(chapter: Chapter, ada: Ada) -> None:
    await ada.becomes(firstKnock="draft-cavage-http-signatures-12")
    group = await followed(chapter, ada)
    assert [(p["scheme"], p["status"]) for p in await ada.posts()] == [("cavage", 202)]
    assert await chapter.instance.reads.federation.followers(group.id) == [ada.actor]


async def test_a_server_that_wants_message_signatures_gets_them_from_the_second_knock_on(
    chapter: Chapter, ada: Ada
) -> None:
    await ada.becomes(onlyRfc9421=True)
    group = await chapter.a_group()
    await ada.follows(chapter.handle(group))
    await chapter.settles()
    await chapter.an_event(group)
    said = [(each.kind, each.scheme, each.status, each.verified) for each in await ada.inbox()]
    assert said == [
        ("Accept Follow", "cavage", 401, False),
        ("Accept Follow", "rfc9421", 202, True),
        ("Create Question", "rfc9421", 202, True),
    ]


async def test_a_server_that_shows_profiles_to_signed_requests_only_is_read(
    chapter: Chapter, ada: Ada
) -> None:
    await ada.becomes(secure=True)
    group = await followed(chapter, ada)
    (follower,) = await chapter.instance.reads.groups.followers(group.id, 10, 0)
    assert (follower.actor, follower.handle, follower.name) == (ada.actor, ada.handle, "Ada")


@pytest.mark.parametrize(
    ("software", "form"), [("mastodon", "Question"), ("mobilizon", "Event"), ("somethingelse", "Note")]
)
async def test_a_follower_gets_each_event_once_in_the_form_its_server_knows(
    chapter: Chapter, ada: Ada, software: str, form: str
) -> None:
    await ada.becomes(software)
    event = await chapter.an_event(await followed(chapter, ada))
    (create,) = await ada.news()
    assert create.kind == f"Create {form}"
    assert create.inbox == "/inbox"
    assert create.read["object"] == form
    assert "Tuesday Lab" in (create.read["name"] if form == "Event" else create.read["content"])
    ids = {"Question": chapter.urls.poll, "Event": chapter.urls.event, "Note": chapter.urls.note}
    assert create.read["about"] == ids[form](event.id)


async def test_the_poll_is_read_as_a_poll(chapter: Chapter, ada: Ada) -> None:
    event = await announced(chapter, ada)
    (_, create) = await ada.inbox()
    assert create.read["options"] == ["I’m going", "Maybe", "Can’t come"]
    assert create.read["voters"] == 0
    assert create.read["about"] == chapter.urls.poll(event.id)


@pytest.mark.parametrize("form", ["event", "poll", "note"])
async def test_each_form_of_an_event_is_read_at_its_own_address(
    chapter: Chapter, ada: Ada, form: str
) -> None:
    shed = Place(
        "The Shed", "Hof 3", "Berlin", postal_code="10115", country="DE", latitude=52.5, longitude=13.4
    )
    group = await chapter.a_group(place=shed, topics=("bikes",), languages=("de",))
    about: dict[str, Any] = {"place": shed, "capacity": 12, "categories": ("repair",), "languages": ("de",)}
    event = await chapter.an_event(group, description="Bring *broken* things.", **about)
    urls = {"event": chapter.urls.event, "poll": chapter.urls.poll, "note": chapter.urls.note}
    found = await ada.looks_up(urls[form](event.id))
    assert found["id"] == urls[form](event.id)
    assert found["attributedTo"] == chapter.urls.group("menders")


async def test_a_vote_counts_and_the_tally_comes_back(chapter: Chapter, ada: Ada) -> None:
    event = await announced(chapter, ada)
    await ada.votes(chapter.urls.poll(event.id), "I’m going")
    await chapter.settles()
    assert await chapter.statuses(event) == {ada.actor: "going"}
    assert await ada.news() == []
    await chapter.later(minutes=4)
    (update,) = await ada.news()
    assert update.kind == "Update Question"
    assert [o["replies"]["totalItems"] for o in update.object["oneOf"]] == [1, 0, 0]
    assert update.read["voters"] == 1


async def test_a_vote_is_taken_back(chapter: Chapter, ada: Ada) -> None:
    event = await announced(chapter, ada)
    vote = await ada.votes(chapter.urls.poll(event.id), "Maybe")
    await chapter.settles()
    assert await chapter.statuses(event) == {ada.actor: "maybe"}
    await ada.undoes(vote)
    await chapter.settles()
    assert await chapter.statuses(event) == {}


async def test_a_join_is_accepted_and_a_leave_ends_it(chapter: Chapter, ada: Ada) -> None:
    await ada.becomes("mobilizon")
    event = await announced(chapter, ada)
    join = await ada.joins(chapter.urls.event(event.id))
    await chapter.settles()
    assert await chapter.statuses(event) == {ada.actor: "going"}
    (accept,) = await ada.news()
    assert (accept.kind, accept.inbox) == ("Accept Join", "/users/ada/inbox")
    assert accept.read == {"actor": chapter.urls.group("menders"), "about": join}
    await ada.leaves(chapter.urls.event(event.id))
    await chapter.settles()
    assert await chapter.statuses(event) == {}


async def test_a_join_that_is_undone_may_be_said_again(chapter: Chapter, ada: Ada) -> None:
    event = await announced(chapter, ada)
    await ada.undoes(await ada.joins(chapter.urls.event(event.id)))
    await chapter.settles()
    assert await chapter.statuses(event) == {}
    await ada.joins(chapter.urls.event(event.id))
    await chapter.settles()
    assert await chapter.statuses(event) == {ada.actor: "going"}


async def test_a_join_of_a_cancelled_event_is_rejected(chapter: Chapter, ada: Ada) -> None:
    event = await announced(chapter, ada)
    await events.cancel(chapter.work(), event.id, "The roof leaks.", chapter.organizer)
    await chapter.settles()
    await ada.news()
    await ada.joins(chapter.urls.event(event.id))
    await chapter.settles()
    (reject,) = await ada.news()
    assert reject.kind == "Reject Join"
    assert await chapter.statuses(event) == {}


async def test_a_private_reply_is_an_answer_and_is_answered_in_private(chapter: Chapter, ada: Ada) -> None:
    event = await announced(chapter, ada)
    await ada.replies(chapter.urls.poll(event.id), "maybe, if the train runs")
    await chapter.settles()
    assert await chapter.statuses(event) == {ada.actor: "maybe"}
    (answer,) = await ada.news()
    assert (answer.kind, answer.inbox) == ("Create Note", "/users/ada/inbox")
    assert answer.activity["to"] == answer.object["to"] == [ada.actor]
    assert answer.object["tag"] == [{"type": "Mention", "href": ada.actor, "name": ada.handle}]
    assert "Noted: maybe." in answer.read["content"]
    await ada.replies(answer.object["id"], "going")
    await chapter.settles()
    assert await chapter.statuses(event) == {ada.actor: "going"}


async def test_a_public_reply_answers_nothing(chapter: Chapter, ada: Ada) -> None:
    event = await announced(chapter, ada)
    await ada.replies(chapter.urls.poll(event.id), "going to miss this one", direct=False)
    await chapter.settles()
    assert await chapter.statuses(event) == {}
    assert await ada.news() == []


async def test_the_hosts_write_until_somebody_says_stop(chapter: Chapter, ada: Ada) -> None:
    event = await announced(chapter, ada)
    await ada.votes(chapter.urls.poll(event.id), "I’m going")
    await chapter.settles()
    letter = messages.Letter(Audience(event.id), "Bring a cup", "We have *no* cups.")
    await messages.send(chapter.work(), event.group, letter, chapter.organizer)
    await chapter.settles()
    (message,) = await ada.news()
    assert (message.kind, message.inbox) == ("Create Note", "/users/ada/inbox")
    assert message.object["to"] == [ada.actor]
    assert "We have <em>no</em> cups." in message.read["content"]
    await ada.replies(message.object["id"], "stop")
    await chapter.settles()
    (word,) = await ada.news()
    assert "will not write to you" in word.read["content"]
    _, preview = await messages.send(chapter.work(), event.group, letter, chapter.organizer)
    await chapter.settles()
    assert preview.total == 0
    assert await ada.news() == []
    assert await chapter.statuses(event) == {ada.actor: "going"}


async def test_a_new_time_is_told_as_an_update_and_in_new_words(chapter: Chapter, ada: Ada) -> None:
    event = await announced(chapter, ada)
    await ada.votes(chapter.urls.poll(event.id), "I’m going")
    await chapter.settles()
    plan = replace(events.plan_of(event), starts=event.starts + timedelta(hours=1))
    await events.edit(chapter.work(), event.id, plan, chapter.organizer)
    await chapter.settles()
    update, *notes = sorted(await ada.news(), key=lambda each: each.kind, reverse=True)
    assert update.kind == "Update Question"
    assert update.read["about"] == chapter.urls.poll(event.id)
    assert [note.kind for note in notes] == ["Create Note", "Create Note"]
    public, private = sorted(notes, key=lambda note: note.inbox)
    assert public.read["inReplyTo"] == chapter.urls.poll(event.id)
    assert private.object["to"] == [ada.actor]
    for note in notes:
        assert "20:00" in note.read["content"] or "8:00" in note.read["content"]


async def test_a_cancelled_event_is_told_as_an_update_and_in_new_words(chapter: Chapter, ada: Ada) -> None:
    event = await announced(chapter, ada)
    await events.cancel(chapter.work(), event.id, "The roof leaks.", chapter.organizer)
    await chapter.settles()
    note, update = sorted(await ada.news(), key=lambda each: each.kind)
    assert (update.kind, note.kind) == ("Update Question", "Create Note")
    assert "closed" in update.object
    assert "The roof leaks." in note.read["content"]


async def test_a_deleted_event_is_gone_for_everybody(chapter: Chapter, ada: Ada) -> None:
    event = await announced(chapter, ada)
    await events.delete(chapter.work(), event.id, chapter.organizer)
    await chapter.settles()
    (delete,) = await ada.news()
    assert delete.kind == "Delete Tombstone"
    assert delete.read["about"] == chapter.urls.poll(event.id)
    with pytest.raises(AssertionError, match="nothing found"):
        await ada.looks_up(chapter.urls.poll(event.id))


async def test_who_unfollows_hears_no_more(chapter: Chapter, ada: Ada) -> None:
    group = await chapter.a_group()
    follow = await ada.follows(chapter.handle(group))
    await chapter.settles()
    await ada.news()
    await ada.undoes(follow)
    await chapter.settles()
    assert await chapter.instance.reads.federation.followers(group.id) == []
    await chapter.an_event(group)
    assert await ada.news() == []


async def test_who_follows_the_chapter_hears_of_its_events_by_their_ids(chapter: Chapter, ada: Ada) -> None:
    group = await chapter.a_group()
    old = await chapter.an_event(group)
    await ada.follows(f"@relay@{chapter.instance.settings.domain}")
    await chapter.settles()
    await chapter.later(seconds=15)
    new = await chapter.an_event(group)
    await chapter.later(seconds=15)
    accept, *announced = await ada.news()
    assert accept.kind == "Accept Follow"
    assert [each.kind for each in announced] == ["Announce", "Announce"]
    about = {each.read["about"] for each in announced}
    assert about == {chapter.urls.event(old.id), chapter.urls.event(new.id)}
    assert {each.read["actor"] for each in announced} == {chapter.urls.instance}


async def test_a_new_profile_of_the_group_is_told(chapter: Chapter, ada: Ada) -> None:
    group = await followed(chapter, ada)
    profile = groups.Profile("Menders of Mitte", "We mend more things.", timezone="Europe/Berlin")
    await groups.edit(chapter.work(), group.id, profile, chapter.organizer)
    await chapter.settles()
    (update,) = await ada.news()
    assert (update.kind, update.read["object"]) == ("Update Group", "Group")
    assert update.read["name"] == "Menders of Mitte"


async def test_the_outbox_is_paged_through(chapter: Chapter, ada: Ada) -> None:
    group = await chapter.a_group()
    made = [await chapter.an_event(group, title=f"Evening {number}") for number in range(25)]
    outbox = f"{chapter.urls.group(group.slug)}/outbox"
    found = await ada.pages_through(outbox)
    assert [item["type"] for item in found] == ["Create"] * 25
    assert len({item["id"] for item in found}) == len(made)
    dates = await ada.pages_through(f"{chapter.urls.group(group.slug)}/events")
    assert {item["id"] for item in dates} == {chapter.urls.event(event.id) for event in made}
