"""Undo: a Follow, an answer, a like or a share is taken back; embedded, or by its id alone."""

from activitypub import reading
from activitypub.incoming.incoming import Incoming, Outcome, World
from activitypub.translate import answers
from activitypub.vocabulary import Json, is_public
from fedevent.errors import NotFound
from fedevent.rsvps import Source
from fedevent.usecases import events, groups, rsvps_from_afar

ANSWERS = frozenset({"Join", "Accept", "TentativeAccept", "Reject", "TentativeReject"})
INTEREST = {"Like": "like", "Announce": "share"}


async def handle(incoming: Incoming, world: World) -> Outcome:
    """An embedded activity must be the sender's own; its type says what is undone."""
    undone = reading.obj(incoming.activity, "object")
    if undone is None:
        return await _by_id(incoming, world, reading.ident(incoming.activity.get("object")))
    owner = reading.ident(undone.get("actor"))
    if owner and owner != incoming.actor.id:
        return Outcome.NOT_THEIRS
    kind = reading.kind(undone)
    if kind == "Follow":
        return await _follow(incoming, world, undone)
    if kind in ANSWERS:
        return await _answer(incoming, world, reading.ident(undone), undone)
    if kind == "Create":  # a vote or a reply; such an answer goes by the id of its note
        return await _answer(incoming, world, reading.ident(undone.get("object")), None)
    if kind in INTEREST:
        event = answers.event_of(undone.get("object"), world.urls)
        found = await events.unlike(
            world.new_work(), incoming.actor.id, reading.ident(undone), event, INTEREST[kind]
        )
        return Outcome.DONE if found else Outcome.NOT_OURS
    return Outcome.NOT_UNDERSTOOD


async def _follow(incoming: Incoming, world: World, undone: Json) -> Outcome:
    target = reading.ident(undone.get("object"))
    named = world.urls.read(target)
    if is_public(target) or (named and named.kind == "instance"):
        await groups.unfollow_instance(world.new_work(), incoming.actor.id)
        return Outcome.DONE
    if named is None or named.kind != "group":
        return Outcome.NOT_OURS
    try:
        await groups.unfollow_by_slug(world.new_work(), named.id, incoming.actor.id)
    except NotFound:
        return Outcome.NOT_OURS
    return Outcome.DONE


async def _answer(incoming: Incoming, world: World, undone: str, activity: Json | None) -> Outcome:
    event = answers.event_of(activity.get("object"), world.urls) if activity else None
    asked = incoming.asked(Source.JOIN, reading.ident(incoming.activity))
    try:
        rsvp = await rsvps_from_afar.undo(world.new_work(), asked, undone, event)
    except NotFound:
        return Outcome.NOT_OURS
    return Outcome.DONE if rsvp or event else Outcome.NOT_OURS


async def _by_id(incoming: Incoming, world: World, undone: str) -> Outcome:
    outcome = await _answer(incoming, world, undone, None)
    if outcome is Outcome.DONE:
        return outcome
    if await groups.unfollow_by_request(world.new_work(), incoming.actor.id, undone):
        return Outcome.DONE
    for kind in INTEREST.values():
        if await events.unlike(world.new_work(), incoming.actor.id, undone, None, kind):
            return Outcome.DONE
    return Outcome.NOT_OURS
