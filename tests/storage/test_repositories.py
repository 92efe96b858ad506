"""What is put comes back the same, whatever is in it."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from fedevent import events as event_rules
from fedevent.chapter import Chapter
from fedevent.consents import Consent, Purpose
from fedevent.errors import NotFound
from fedevent.events import JoinMode, Visibility
from fedevent.groups import Follower, Membership, Role
from fedevent.ids import EventId, GroupId, MessageId, PersonId, PictureId, RsvpId
from fedevent.messages import Audience, Channel, Listener, Message, State
from fedevent.moderation import Report, Subject
from fedevent.people import Account, Rank
from fedevent.places import Place
from fedevent.remote import AnswerState, Following, FollowState, RemoteEvent, RemoteRsvp
from fedevent.rsvps import Source, Status
from storage.unit_of_work import SqlUnitOfWork
from tests.makers import EVENT_ID, NOW, a_group, a_person, an_event, an_rsvp
from tests.storage.conftest import GRACE, House
from tests.storage.crowds import guests

FULL_PLACE = Place("Ⅲ. Raum", "Hof 3", "Köln", "NRW", "50667", "DE", 50.9375, 6.9603)
ADA = "https://social.example/users/ada"


async def test_an_event_comes_back_as_it_was(house: House) -> None:
    await house.settle_in()
    event = an_event(
        id=EventId("e2"),
        place=FULL_PLACE,
        online_url="https://meet.example/x",
        capacity=12,
        join_mode=JoinMode.APPROVAL,
        guests_max=2,
        closes=datetime(2030, 3, 12, 12, 0),
        categories=("Repair", "Čaj"),
        languages=("de", "pt-BR"),
        picture=PictureId("f" * 64 + ".webp"),
        picture_alt="A shed",
        visibility=Visibility.UNLISTED,
        created_by=GRACE,
        created_at=NOW,
        sequence=3,
    )
    async with house.work() as work:
        await work.events.put(event)
        assert await work.events.get(event.id) == event
        changed = replace(event, categories=("Repair",), place=None, ends=None, closes=None)
        await work.events.put(changed)
        assert await work.events.get(event.id) == changed
        await work.events.put(event_rules.delete(changed, NOW))
        assert (await work.events.get(event.id)).title == ""
        with pytest.raises(NotFound):
            await work.events.get(EventId("nothing"))


async def test_a_group_and_its_people_come_back_as_they_were(house: House) -> None:
    group = a_group(
        place=FULL_PLACE,
        languages=("de", "en"),
        topics=("Repair", "Wood"),
        levels=("beginner",),
        programs=("open",),
        picture=PictureId("f" * 64 + ".webp"),
    )
    await house.settle_in(*guests(1))
    member = Membership(group.id, PersonId("p1"), Role.MEMBER, NOW + timedelta(days=1))
    async with house.work() as work:
        await work.groups.put(group)
        assert await work.groups.get(group.id) == group
        assert await work.groups.by_slug("menders") == group
        await work.groups.put_membership(member)
        assert [m.person for m in await work.groups.members(group.id)] == [GRACE, "p1"]
        await work.groups.put_membership(replace(member, role=Role.ORGANIZER))
        promoted = await work.groups.membership(group.id, PersonId("p1"))
        assert promoted == replace(member, role=Role.ORGANIZER)
        await work.groups.remove_membership(group.id, PersonId("p1"))
        assert await work.groups.membership(group.id, PersonId("p1")) is None
        with pytest.raises(NotFound):
            await work.groups.by_slug("nobody")


@pytest.mark.parametrize("group", ["g1", None])
async def test_a_follower_is_new_only_once(house: House, group: str | None) -> None:
    await house.settle_in()
    follower = Follower(GroupId(group) if group else None, ADA, "follow 1", NOW)
    async with house.work() as work:
        assert await work.groups.follow(follower)
        assert not await work.groups.follow(replace(follower, follow="follow 2"))
        assert await work.groups.unfollow(follower.group, ADA)
        assert not await work.groups.unfollow(follower.group, ADA)


async def test_a_person_is_found_by_every_way_they_are_known(house: House) -> None:
    person = a_person(email="Ada@Social.Example", email_confirmed_at=NOW, language="de", created_at=NOW)
    async with house.work() as work:
        await work.people.put(person)
        assert await work.people.get(person.id) == person
        assert await work.people.by_actor(ADA) == person
        assert await work.people.by_email(" ada@social.example ") == person
        assert await work.people.by_email("") is None
        assert await work.people.by_actor("") is None
        known = await work.people.known(a_person(id=PersonId("p2"), actor=None, email="ADA@social.example"))
        assert known == person


async def test_an_account_its_sessions_and_links(house: House) -> None:
    await house.settle_in(*guests(1))
    account = Account(PersonId("p1"), "ada", Rank.MEMBER, "hash", 2, NOW)
    async with house.work() as work:
        await work.accounts.put(account)
        await work.accounts.put(replace(account, epoch=3))
        assert await work.accounts.find(PersonId("p1")) == replace(account, epoch=3)
        assert await work.accounts.by_username("ada") == replace(account, epoch=3)
        assert await work.accounts.spend("nonce", NOW)
        assert not await work.accounts.spend("nonce", NOW)
        for name in ("s1", "s2", "s3"):
            await work.accounts.put_session(PersonId("p1"), name, NOW, NOW + timedelta(days=60))
        await work.accounts.put_token(PersonId("p1"), "t1", ["read"], NOW)
        await work.commit()
    accounts = house.reads.accounts
    viewer = await accounts.viewer("s1", NOW)
    assert viewer is not None
    assert (viewer.person, viewer.username, viewer.rank, viewer.epoch) == ("p1", "ada", Rank.MEMBER, 3)
    assert await accounts.viewer("s1", NOW + timedelta(days=60)) is None
    holder = await accounts.token("t1")
    assert holder is not None
    assert (holder.person, holder.scopes) == ("p1", ("read",))
    async with house.work() as work:
        await work.accounts.end_session("s1")
        await work.commit()
    assert await accounts.viewer("s1", NOW) is None
    assert await accounts.viewer("s2", NOW) is not None
    async with house.work() as work:
        await work.accounts.end_sessions(PersonId("p1"))
        await work.commit()
    assert await accounts.viewer("s2", NOW) is None


async def test_an_answer_is_found_by_the_request_that_made_it(house: House) -> None:
    await house.settle_in(*guests(2))
    rsvp = an_rsvp(asked_by="https://social1.example/join/1", guests=2, note="vegan", name_shown=True)
    async with house.work() as work:
        await work.rsvps.put(rsvp)
        await work.rsvps.put(an_rsvp(2, status=Status.WAITING))
        assert await work.rsvps.get(rsvp.id) == rsvp
        assert await work.rsvps.find(EVENT_ID, PersonId("p1")) == rsvp
        assert await work.rsvps.by_request("https://social1.example/users/1", rsvp.asked_by) == rsvp
        assert await work.rsvps.by_request("https://social2.example/users/2", rsvp.asked_by) is None
        room = await work.rsvps.room(EVENT_ID, None, NOW)
        assert (room.taken, room.waiting) == (3, 1)
        room = await work.rsvps.room(EVENT_ID, PersonId("p1"), NOW)
        assert (room.taken, room.waiting) == (0, 1)
        assert [r.id for r in await work.rsvps.waiting(EVENT_ID)] == ["r2"]
        with pytest.raises(NotFound):
            await work.rsvps.get(RsvpId("nothing"))


async def test_a_withdrawal_that_came_early_is_used_once(house: House) -> None:
    await house.settle_in()
    async with house.work() as work:
        rsvps = work.rsvps
        await rsvps.remember_withdrawal(EVENT_ID, ADA, "", NOW)
        await rsvps.remember_withdrawal(EVENT_ID, ADA, "join 1", NOW)
        since = NOW - timedelta(hours=6)
        assert await rsvps.take_withdrawal(EVENT_ID, ADA, "join 1", since)
        assert await rsvps.take_withdrawal(EVENT_ID, ADA, "join 2", since)
        assert not await rsvps.take_withdrawal(EVENT_ID, ADA, "join 1", since)
        await rsvps.remember_withdrawal(EVENT_ID, ADA, "join 3", NOW - timedelta(hours=7))
        assert not await rsvps.take_withdrawal(EVENT_ID, ADA, "join 3", since)


async def test_likes_and_shares_are_noted_once_and_taken_back(house: House) -> None:
    await house.settle_in()
    async with house.work() as work:
        assert await work.events.interest(EVENT_ID, ADA, "like", "like 1")
        assert not await work.events.interest(EVENT_ID, ADA, "like", "like 2")
        assert await work.events.interest(EVENT_ID, ADA, "share", "share 1")
        await work.commit()
    page = await house.reads.events.find(EVENT_ID)
    assert page is not None
    assert (page.likes, page.shares) == (1, 1)
    async with house.work() as work:
        assert not await work.events.lose_interest(ADA, "like 1", None, "like")
        assert await work.events.lose_interest(ADA, "like 2", None, "like")
        assert await work.events.lose_interest(ADA, "", EVENT_ID, "share")
        assert not await work.events.lose_interest(ADA, "", EVENT_ID, "share")


async def test_the_latest_consent_of_a_scope_holds(house: House) -> None:
    await house.settle_in()
    consent = Consent(
        GRACE, Purpose.EVENT_MESSAGES, True, NOW, "web", "They may write.", EVENT_ID, GroupId("g1"), "form"
    )
    news = Consent(GRACE, Purpose.GROUP_NEWS, True, NOW, "web", "News.", None, GroupId("g1"))
    async with house.work() as work:
        for entry in (consent, replace(consent, given=False), news):
            await work.consents.add(entry)
        latest = work.consents.latest
        assert await latest(GRACE, Purpose.EVENT_MESSAGES, EVENT_ID, GroupId("g1")) == replace(
            consent, given=False
        )
        assert await latest(GRACE, Purpose.GROUP_NEWS, None, GroupId("g1")) == news
        assert await latest(GRACE, Purpose.GROUP_NEWS, None, GroupId("g2")) is None
        assert await latest(GRACE, Purpose.EVENT_MESSAGES, EventId("e9")) is None


async def test_listeners_are_those_of_the_audience_with_what_they_agreed_to(house: House) -> None:
    people = guests(4)
    people[1] = replace(people[1], actor=None, email="two@mail.example", email_confirmed_at=NOW)
    people[2] = replace(people[2], actor=None, email="three@mail.example")
    await house.settle_in(*people)
    async with house.work() as work:
        await _agree(work, "p1", given=True)
        await _agree(work, "p2", given=True)
        await _agree(work, "p2", given=False)
        for n, source in ((1, Source.JOIN), (2, Source.WEB), (3, Source.EMAIL)):
            await work.rsvps.put(an_rsvp(n, source=source))
        await work.rsvps.put(an_rsvp(4, status=Status.MAYBE))
        with house.counting() as sent:
            found = await work.messages.listeners(Audience(EVENT_ID, (Status.GOING, Status.WAITING)))
        assert len(sent) == 1
    assert found == [
        Listener(PersonId("p1"), True, people[0].actor, None, True),
        Listener(PersonId("p2"), False, None, "two@mail.example", False),
        Listener(PersonId("p3"), False, None, None, False),
    ]


async def _agree(work: SqlUnitOfWork, person: str, *, given: bool) -> None:
    await work.consents.add(
        Consent(PersonId(person), Purpose.EVENT_MESSAGES, given, NOW, "web", "They may write.", EVENT_ID)
    )


async def test_a_message_comes_back_as_it_was(house: House) -> None:
    await house.settle_in()
    message = Message(
        MessageId("m1"),
        GroupId("g1"),
        Audience(EVENT_ID, (Status.GOING, Status.MAYBE)),
        "News",
        "Bring *soup*.",
        (Channel.EMAIL,),
        State.SENT,
        GRACE,
        NOW,
        NOW,
    )
    async with house.work() as work:
        await work.messages.put(message)
        assert await work.messages.get(message.id) == message
        with pytest.raises(NotFound):
            await work.messages.get(MessageId("nothing"))


async def test_a_report_comes_back_as_it_was(house: House) -> None:
    report = Report("r1", Subject.EVENT, "e1", "Spam", NOW, actor=ADA, contact="ada@mail.example")
    async with house.work() as work:
        await work.reports.put(report)
        assert await work.reports.get("r1") == report
        await work.commit()
    assert await house.reads.reports.open() == [report]
    async with house.work() as work:
        await work.reports.put(replace(report, handled_at=NOW))
        await work.commit()
    assert await house.reads.reports.open() == []
    assert await house.reads.reports.all() == [replace(report, handled_at=NOW)]


async def test_the_chapter_is_one_record(house: House) -> None:
    chapter = Chapter("Menders of Berlin", "Berlin", "Europe/Berlin", "de", "We mend.", "#123456", NOW)
    async with house.work() as work:
        assert await work.chapters.find() is None
        await work.chapters.put(chapter)
        await work.chapters.put(replace(chapter, summary="We mend things."))
        assert await work.chapters.find() == replace(chapter, summary="We mend things.")
        await work.commit()
    assert await house.reads.chapter.find() == replace(chapter, summary="We mend things.")


async def test_a_limit_counts_within_its_window(house: House) -> None:
    hour = timedelta(hours=1)
    async with house.work() as work:
        allowed = [await work.limits.allow("link:p1", 3, hour, NOW) for _ in range(5)]
        assert allowed == [True, True, True, False, False]
        assert await work.limits.allow("link:p2", 3, hour, NOW)
        assert not await work.limits.allow("link:p1", 3, hour, NOW + timedelta(minutes=59))
        assert await work.limits.allow("link:p1", 3, hour, NOW + hour)


async def test_what_happens_elsewhere_comes_back_as_it_was(house: House) -> None:
    await house.settle_in()
    event = RemoteEvent("https://b.example/e/1", ADA, "Picnic", NOW, "Europe/Paris", updated_at=NOW)
    following = Following("f1", None, ADA, FollowState.SENT, NOW)
    answer = RemoteRsvp("a1", event.uri, GRACE, AnswerState.SENT, NOW)
    async with house.work() as work:
        remote = work.remote
        await remote.put_event(event)
        await remote.put_event(replace(event, cancelled=True))
        assert await remote.event(event.uri) == replace(event, cancelled=True)
        await remote.put_following(following)
        assert await remote.following("f1") == following
        assert await remote.followed_by_any(ADA)
        await remote.put_following(replace(following, id="f2", state=FollowState.ACCEPTED))
        assert await remote.following("f1") is None
        assert await remote.followed(None, ADA) == replace(following, id="f2", state=FollowState.ACCEPTED)
        await remote.put_rsvp(answer)
        await remote.put_rsvp(replace(answer, id="a2"))
        assert await remote.rsvp("a2") == await remote.rsvp_of(event.uri, GRACE) == replace(answer, id="a2")
        await work.groups.follow(Follower(GroupId("g1"), ADA, "f", NOW))
        await remote.forget_actor(ADA)
        assert await remote.event(event.uri) is None
        assert not await remote.followed_by_any(ADA)
        assert not await work.groups.unfollow(GroupId("g1"), ADA)


async def test_a_moment_without_an_offset_is_never_kept(house: House) -> None:
    with pytest.raises(Exception, match="offset"):
        async with house.work() as work:
            await work.people.put(a_person(created_at=datetime(2030, 1, 1)))
