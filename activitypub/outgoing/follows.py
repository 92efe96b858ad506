"""Answers to those who follow us, and our own follows."""

from activitypub import littleboxes
from activitypub.outgoing.facts import Facts
from activitypub.outgoing.outgoing import Outgoing
from activitypub.vocabulary import CONTEXT, PUBLIC, Json, activity
from fedevent.domain_events import FollowAsked, FollowEnded, GroupFollowed


def followed(happened: GroupFollowed, facts: Facts) -> list[Outgoing]:
    """Accept; and whoever follows the instance hears of every event to come.

    Mobilizon lists only what an actor it follows has announced, and reads one page of the outbox at most
    (peers/mobilizon §0.4), so the upcoming ones are pushed.
    """
    actor = facts.sender if facts.group else facts.urls.instance
    accept = littleboxes.accept_follow(
        happened.actor, actor, happened.follow, id=facts.activity_id(), to=[happened.actor]
    )
    said = [Outgoing(actor, {"@context": CONTEXT, **accept}, people=(happened.actor,))]
    if facts.group is None:
        said += [
            Outgoing(actor, announce(facts, event), people=(happened.actor,), delay=5)
            for event in facts.upcoming
        ]
    return said


def announce(facts: Facts, event_id: str) -> Json:
    """The instance passes a public event on, by its bare id: an embedded one is fetched anyway."""
    instance = facts.urls.instance
    return activity(
        "Announce",
        actor=instance,
        object=facts.urls.event(event_id),
        id=facts.activity_id(),
        to=[PUBLIC],
        cc=[facts.urls.followers(instance)],
        published=facts.now.isoformat(),
    )


def asked(happened: FollowAsked, facts: Facts) -> list[Outgoing]:
    """Our group or instance asks to follow."""
    actor = facts.sender if facts.group else facts.urls.instance
    document = littleboxes.follow(actor, happened.actor, facts.urls.follow(happened.follow))
    return [Outgoing(actor, {"@context": CONTEXT, **document, "to": [happened.actor]}, (happened.actor,))]


def ended(happened: FollowEnded, facts: Facts) -> list[Outgoing]:
    """Our group or instance follows no longer."""
    actor = facts.sender if facts.group else facts.urls.instance
    document = littleboxes.undo_follow(
        actor,
        happened.actor,
        facts.urls.follow(happened.follow),
        id=facts.activity_id(),
        to=[happened.actor],
    )
    return [Outgoing(actor, {"@context": CONTEXT, **document}, people=(happened.actor,))]
