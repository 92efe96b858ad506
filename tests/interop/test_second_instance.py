"""Two chapters of ours, each on a port of its own and on another database, follow each other's groups."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from fedevent.events import Event, JoinMode
from fedevent.groups import Group
from fedevent.ids import PersonId
from fedevent.remote import AnswerState, FollowState, RemoteEvent
from fedevent.rsvps import Status
from fedevent.usecases import events, remote, rsvps
from tests.interop.chapter import Chapter, open_chapter
from tests.interop.trust import Trust


@dataclass
class Neighbours:
    """*here* has the events; *there* has people who want to come."""

    here: Chapter
    there: Chapter

    async def settle(self) -> None:
        """Let both work until each has heard the other out: a question, its answer, and what follows."""
        for _ in range(3):
            await self.there.settles()
            await self.here.settles()
        await self.there.settles()

    async def later(self, **span: float) -> None:
        """Let time pass for both."""
        for chapter in (self.here, self.there):
            chapter.clock.pass_(**span)
        await self.settle()

    async def follow(self) -> Group:
        """A group here, followed by a group there, which looked it up by its handle."""
        group = await self.here.a_group()
        circle = await self.there.a_group("circle")
        found = await self.there.instance.directory.resolve(self.here.handle(group))
        assert found is not None
        await remote.follow(self.there.work(), circle.id, found.id, self.there.organizer)
        await self.settle()
        (following,) = await self.there.instance.reads.remote.following(circle.id)
        assert following.following.state is FollowState.ACCEPTED
        assert (following.actor_name, following.actor_handle) == ("Menders", self.here.handle(group))
        return group

    async def announced(self, **plan: Any) -> Event:
        """An event here, of which both know."""
        event = await self.here.an_event(await self.follow(), **plan)
        await self.settle()
        return event

    async def seen(self, event: Event) -> RemoteEvent | None:
        """What is known there of an event here."""
        view = await self.there.instance.reads.remote.event(self.here.urls.event(event.id))
        return view.event if view else None

    async def joins(self, event: Event, person: PersonId) -> None:
        """Somebody with an account there asks to come."""
        await remote.answer(self.there.work(), self.here.urls.event(event.id), person)
        await self.settle()

    async def actor(self, person: PersonId) -> str:
        """The person there, as known here."""
        account = await self.there.instance.reads.accounts.account(person)
        assert account is not None
        return str(self.there.urls.person(account[1].username))

    async def state(self, person: PersonId) -> AnswerState:
        """How far the person's one request has come, as far as is known there."""
        ((answer, _),) = await self.there.instance.reads.remote.rsvps(person)
        return answer.state


@pytest.fixture
async def both(
    chapter: Chapter, postgresql_url: str, tmp_path: Path, trusted: Trust
) -> AsyncIterator[Neighbours]:
    """Two chapters, both running."""
    async with open_chapter(postgresql_url, tmp_path / "second", trusted) as second:
        yield Neighbours(chapter, second)


async def test_a_follow_between_groups_is_accepted_on_both_sides(both: Neighbours) -> None:
    group = await both.follow()
    followers = await both.here.instance.reads.groups.followers(group.id, 10, 0)
    assert [(f.actor, f.handle) for f in followers] == [
        (both.there.urls.group("circle"), f"@circle@{both.there.instance.settings.domain}")
    ]


async def test_an_event_is_known_over_there_as_it_is_here(both: Neighbours) -> None:
    event = await both.announced()
    seen = await both.seen(event)
    assert seen is not None
    assert (seen.name, seen.starts_at, seen.ends_at) == ("Tuesday Lab", event.starts_at, event.ends_at)
    assert (seen.timezone, seen.actor) == ("Europe/Berlin", both.here.urls.group("menders"))
    assert not seen.cancelled


async def test_somebody_from_there_joins_and_leaves(both: Neighbours) -> None:
    event = await both.announced()
    mia = await both.there.an_account("Mia")
    await both.joins(event, mia)
    assert await both.here.statuses(event) == {await both.actor(mia): "going"}
    assert await both.state(mia) is AnswerState.ACCEPTED
    await remote.withdraw(both.there.work(), both.here.urls.event(event.id), mia)
    await both.settle()
    assert await both.here.statuses(event) == {}
    assert await both.state(mia) is AnswerState.WITHDRAWN
    await both.joins(event, mia)
    assert await both.here.counts(event) == {"going": 1}
    assert await both.state(mia) is AnswerState.ACCEPTED


async def test_who_is_on_the_waiting_list_hears_of_the_place_that_came_free(both: Neighbours) -> None:
    event = await both.announced(capacity=1)
    mia, noor = await both.there.an_account("Mia"), await both.there.an_account("Noor")
    await both.joins(event, mia)
    await both.joins(event, noor)
    assert await both.here.counts(event) == {"going": 1, "waiting": 1}
    assert await both.state(noor) is AnswerState.SENT
    await remote.withdraw(both.there.work(), both.here.urls.event(event.id), mia)
    await both.settle()
    assert await both.here.statuses(event) == {await both.actor(noor): "going"}
    assert await both.state(noor) is AnswerState.ACCEPTED


async def test_the_hosts_decide_where_they_wish_to(both: Neighbours) -> None:
    event = await both.announced(join_mode=JoinMode.APPROVAL)
    mia, noor = await both.there.an_account("Mia"), await both.there.an_account("Noor")
    await both.joins(event, mia)
    await both.joins(event, noor)
    assert await both.here.counts(event) == {"requested": 2}
    assert await both.state(mia) is AnswerState.SENT
    rows = {row.actor: row.rsvp for row in await both.here.instance.reads.organizing.signups(event.id)}
    work, host = both.here.work, both.here.organizer
    await rsvps.decide(work(), rows[await both.actor(mia)], Status.GOING, host)
    await rsvps.decide(work(), rows[await both.actor(noor)], Status.REJECTED, host)
    await both.settle()
    assert await both.state(mia) is AnswerState.ACCEPTED
    assert await both.state(noor) is AnswerState.REFUSED
    await rsvps.decide(work(), rows[await both.actor(mia)], Status.REJECTED, host)
    await both.settle()
    assert await both.state(mia) is AnswerState.REFUSED


async def test_a_new_time_and_a_cancellation_are_known_over_there(both: Neighbours) -> None:
    event = await both.announced()
    plan = replace(events.plan_of(event), starts=event.starts - timedelta(hours=1))
    event = await events.edit(both.here.work(), event.id, plan, both.here.organizer)
    await both.settle()
    seen = await both.seen(event)
    assert seen is not None
    assert seen.starts_at == event.starts_at
    await events.cancel(both.here.work(), event.id, "The roof leaks.", both.here.organizer)
    await both.settle()
    seen = await both.seen(event)
    assert seen is not None
    assert seen.cancelled


async def test_a_deleted_event_is_forgotten_over_there(both: Neighbours) -> None:
    event = await both.announced()
    await events.delete(both.here.work(), event.id, both.here.organizer)
    await both.settle()
    assert await both.seen(event) is None


async def test_a_chapter_that_follows_the_chapter_gets_what_is_to_come_and_what_comes(
    both: Neighbours,
) -> None:
    group = await both.here.a_group()
    old = await both.here.an_event(group, title="Known before")
    await both.there.a_chapter()
    found = await both.there.instance.directory.resolve(f"@{both.here.instance.settings.domain}")
    assert found is not None
    assert found.id == both.here.urls.instance
    await remote.follow(both.there.work(), None, found.id, both.there.organizer)
    await both.settle()
    await both.later(seconds=15)
    new = await both.here.an_event(group, title="Made after")
    await both.later(seconds=15)
    seen = [await both.seen(old), await both.seen(new)]
    assert [event.name for event in seen if event] == ["Known before", "Made after"]


async def test_who_ends_a_follow_hears_no_more(both: Neighbours) -> None:
    group = await both.follow()
    circle = await both.there.instance.reads.groups.page("circle")
    assert circle is not None
    actor = both.here.urls.group("menders")
    await remote.unfollow(both.there.work(), circle.group.id, actor, both.there.organizer)
    await both.settle()
    assert await both.here.instance.reads.federation.followers(group.id) == []
    event = await both.here.an_event(group)
    await both.settle()
    assert await both.seen(event) is None
