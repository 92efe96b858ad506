"""Shared by Accept, Reject and their tentative kin: to what of ours do they say yes or no?"""

from activitypub import reading
from activitypub.guard import same_origin
from activitypub.incoming.incoming import Incoming, Outcome, World
from activitypub.translate import answers
from activitypub.translate.announcement import CONSENT
from fedevent.errors import NotFound
from fedevent.remote import AnswerState, FollowState
from fedevent.rsvps import Source, Wish
from fedevent.usecases import remote, rsvps_from_afar


async def answer_request(
    incoming: Incoming, world: World, follow: FollowState, answer: AnswerState
) -> Outcome | None:
    """The verdict on a Follow or Join of ours, or None when the object is neither."""
    named = world.urls.read(reading.ident(incoming.activity.get("object")))
    if named is None:
        return None
    if named.kind == "follow":
        theirs = await remote.follow_answered(world.new_work(), named.id, incoming.actor.id, follow)
    elif named.kind == "rsvp" and not named.part:
        sender, group = incoming.actor.id, _group(incoming)
        theirs = await remote.answered(world.new_work(), named.id, sender, answer, group=group)
    else:
        return None
    return Outcome.DONE if theirs else Outcome.NOT_THEIRS


def _group(incoming: Incoming) -> str:
    """In whose name the sender speaks: a moderator of a Mobilizon group answers in that of the group.

    Its server vouches for that, and so only a group of the same server can be meant (peers/mobilizon §0.15).
    """
    group = reading.ident(incoming.activity.get("attributedTo"))
    return group if group and same_origin(group, incoming.actor.id) else ""


async def answer_event(incoming: Incoming, world: World, wish: Wish) -> Outcome:
    """A yes, maybe or no to an event of ours, given as its id or embedded (then only the id is believed)."""
    event = answers.event_of(incoming.activity.get("object"), world.urls)
    if event is None:
        return Outcome.NOT_OURS
    asked = incoming.asked(Source.ACCEPT, reading.ident(incoming.activity))
    try:
        await rsvps_from_afar.answer(world.new_work(), event, asked, wish, CONSENT)
    except NotFound:
        return Outcome.NOT_OURS
    return Outcome.DONE
