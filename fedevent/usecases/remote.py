"""Following actors elsewhere, keeping the events they tell us of, and answering those events."""

from dataclasses import replace
from datetime import timedelta

from fedevent import richtext
from fedevent.domain_events import (
    FollowAsked,
    FollowEnded,
    RemoteEventChanged,
    RemoteRsvpAsked,
    RemoteRsvpWithdrawn,
    RemoteWordHeard,
)
from fedevent.errors import Conflict, NotAllowed, NotFound
from fedevent.ids import GroupId, PersonId
from fedevent.people import Rank
from fedevent.ports import UnitOfWork
from fedevent.remote import AnswerState, Following, FollowState, RemoteEvent, RemoteRsvp
from fedevent.usecases.access import organized
from fedevent.words import N_

HOUR = timedelta(hours=1)
MOST_HEARD = 6  # words that the hosts of an event elsewhere get through to one person in an hour


async def follow(work: UnitOfWork, group: GroupId | None, actor: str, by: PersonId) -> Following:
    """Ask to follow *actor* for a group (its organizers) or the instance (its admins). Commits.

    Asking again while the first request was answered changes nothing; a request without answer is sent anew.
    """
    async with work:
        await _need_right(work, group, by)
        known = await work.remote.followed(group, actor)
        if known and known.state is FollowState.ACCEPTED:
            return known
        following = Following(work.new_id(), group, actor, FollowState.SENT, work.now)
        await work.remote.put_following(following)
        work.record(FollowAsked(group or "", actor, following.id))
        await work.commit()
    return following


async def unfollow(work: UnitOfWork, group: GroupId | None, actor: str, by: PersonId) -> None:
    """Stop following *actor*. Commits."""
    async with work:
        await _need_right(work, group, by)
        known = await work.remote.followed(group, actor)
        if known is None or known.state is FollowState.ENDED:
            raise NotFound(N_("This account is not followed."))
        await work.remote.put_following(replace(known, state=FollowState.ENDED))
        work.record(FollowEnded(group or "", actor, known.id))
        await work.commit()


async def _need_right(work: UnitOfWork, group: GroupId | None, by: PersonId) -> None:
    if group is not None:
        await organized(work, group, by)
        return
    account = await work.accounts.find(by)
    if account is None or account.rank is not Rank.ADMIN:
        raise NotAllowed(N_("Only the people who run this chapter may do that."))


async def follow_answered(work: UnitOfWork, follow: str, actor: str, state: FollowState) -> bool:
    """*actor* answered our request *follow*. Commits. False when it was not theirs to answer."""
    async with work:
        known = await work.remote.following(follow)
        if known is None or known.actor != actor or known.state is FollowState.ENDED:
            return False
        await work.remote.put_following(replace(known, state=state))
        await work.commit()
    return True


async def keep(work: UnitOfWork, event: RemoteEvent, via: str = "") -> bool:
    """Keep an event that its origin told us of, if we know it or follow its actor or *via*. Commits.

    Never older than what is known: a late Create does not undo an Update. False when it was not kept.
    """
    async with work:
        known = await work.remote.event(event.uri)
        if known is None and not await _wanted(work, event.actor, via):
            return False
        if known and known.actor != event.actor:
            return False
        if known and known.updated_at and event.updated_at and event.updated_at < known.updated_at:
            return False
        await work.remote.put_event(replace(event, seen_at=work.now))
        if known:
            await _tell(work, known, event)
        await work.commit()
    return True


async def listens_to(work: UnitOfWork, actor: str) -> bool:
    """Whether the instance or one of our groups follows *actor*. Changes nothing."""
    async with work:
        return await work.remote.followed_by_any(actor)


async def wanted(work: UnitOfWork, uri: str, *actors: str) -> bool:
    """Whether we know the event *uri* already, or follow one of *actors*. Changes nothing."""
    async with work:
        if await work.remote.event(uri):
            return True
        return any([await work.remote.followed_by_any(actor) for actor in actors if actor])


async def _wanted(work: UnitOfWork, actor: str, via: str) -> bool:
    return await work.remote.followed_by_any(actor) or (via != "" and await work.remote.followed_by_any(via))


async def forget(work: UnitOfWork, uri: str, actor: str | None) -> bool:
    """An event elsewhere was deleted. Commits. False when it is not *actor*'s to delete, or unknown.

    *actor* is None when its own server says that it is gone.
    """
    async with work:
        known = await work.remote.event(uri)
        if known is None or actor not in (None, known.actor):
            return False
        await _tell(work, known, replace(known, cancelled=True))
        await work.remote.forget_event(uri)
        await work.commit()
    return True


async def _tell(work: UnitOfWork, old: RemoteEvent, new: RemoteEvent) -> None:
    """Whoever of ours is coming hears of what would have them at the wrong place or time."""
    moved = old.starts_at != new.starts_at or old.place != new.place
    if not (moved or (new.cancelled and not old.cancelled)) or new.starts_at <= work.now:
        return
    for rsvp in await work.remote.coming(new.uri):
        work.record(
            RemoteEventChanged(
                rsvp.person,
                new.uri,
                new.name,
                new.url,
                new.starts_at.isoformat(),
                old.starts_at.isoformat(),
                new.timezone,
                new.place,
                old.place,
                new.cancelled,
            )
        )


async def hear(work: UnitOfWork, username: str, actor: str, html: str) -> bool:
    """*actor* wrote *html* (as it came) in private to one of ours. Commits.

    Passed on when it hosts an event which that person answered; False otherwise: nobody else may write, and
    nobody writes more than a few times an hour.
    """
    async with work:
        account = await work.accounts.by_username(username)
        event = await work.remote.answered_event(account.person, actor) if account else None
        if account is None or event is None:
            return False
        heard = await work.limits.allow(f"heard:{account.person}:{actor}", MOST_HEARD, HOUR, work.now)
        if heard:
            clean = richtext.sanitize(html)  # costly, so only for what is passed on
            work.record(RemoteWordHeard(account.person, event.uri, event.name, event.url, clean))
        await work.commit()
    return heard


async def answer(work: UnitOfWork, uri: str, person: PersonId) -> RemoteRsvp:
    """One of our people asks to come to an event elsewhere. Commits."""
    async with work:
        event = await work.remote.event(uri)
        if event is None:
            raise NotFound(N_("There is no such event."))
        if event.cancelled or (event.ends_at or event.starts_at) <= work.now:
            raise Conflict(N_("This event takes no answers."))
        if await work.accounts.find(person) is None:
            raise NotAllowed(N_("Sign in to answer events of other servers."))
        known = await work.remote.rsvp_of(uri, person)
        if known and known.state in (AnswerState.SENT, AnswerState.ACCEPTED):
            return known
        rsvp = RemoteRsvp(work.new_id(), uri, person, AnswerState.SENT, work.now)
        await work.remote.put_rsvp(rsvp)
        work.record(RemoteRsvpAsked(rsvp.id, person, uri, event.actor))
        await work.commit()
    return rsvp


async def withdraw(work: UnitOfWork, uri: str, person: PersonId) -> RemoteRsvp:
    """One of our people no longer comes. Commits."""
    async with work:
        known = await work.remote.rsvp_of(uri, person)
        event = await work.remote.event(uri)
        if known is None or event is None or known.state is AnswerState.WITHDRAWN:
            raise NotFound(N_("There is no answer to take back."))
        rsvp = replace(known, state=AnswerState.WITHDRAWN, at=work.now)
        await work.remote.put_rsvp(rsvp)
        work.record(RemoteRsvpWithdrawn(rsvp.id, person, uri, event.actor))
        await work.commit()
    return rsvp


async def answered(work: UnitOfWork, rsvp: str, actor: str, state: AnswerState, *, group: str = "") -> bool:
    """The hosts elsewhere accepted or refused. Commits. False when it was not theirs to say.

    *actor* said it, in the name of *group* where that is given and vouched for by its server. They may
    do so at any time later: a Reject after an Accept removes our person from their list.
    """
    async with work:
        known = await work.remote.rsvp(rsvp)
        event = await work.remote.event(known.event) if known else None
        if known is None or event is None or event.actor not in (actor, group):
            return False
        if known.state is AnswerState.WITHDRAWN:
            return False
        await work.remote.put_rsvp(replace(known, state=state))
        await work.commit()
    return True
