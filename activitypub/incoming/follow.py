"""Follow: someone wants to hear from a group of ours, or from the instance."""

from activitypub import reading
from activitypub.incoming.incoming import Incoming, Outcome, World
from activitypub.vocabulary import is_public
from fedevent.errors import NotFound
from fedevent.usecases import groups


async def handle(incoming: Incoming, world: World) -> Outcome:
    """A Follow of Public means the instance: so relays are asked."""
    target = reading.ident(incoming.activity.get("object"))
    named = world.urls.read(target)
    work, follow = world.new_work(), reading.ident(incoming.activity)
    if is_public(target) or (named and named.kind == "instance"):
        await groups.follow_instance(work, incoming.actor.id, follow)
        return Outcome.DONE
    if named is None or named.kind != "group":
        return Outcome.NOT_OURS
    try:
        await groups.follow_by_slug(work, named.id, incoming.actor.id, follow)
    except NotFound:
        return Outcome.NOT_OURS
    return Outcome.DONE
