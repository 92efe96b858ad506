"""Invite: Hubzilla sends its events as invitations, so this may carry an event elsewhere."""

from activitypub import reading
from activitypub.incoming import create
from activitypub.incoming.incoming import Incoming, Outcome, World


async def handle(incoming: Incoming, world: World) -> Outcome:
    """Kept like any event of somebody we follow; an invitation into a group is not taken."""
    document = reading.obj(incoming.activity, "object")
    if document is None or reading.kind(document) != "Event":
        return Outcome.NOT_UNDERSTOOD
    return await create.keep(incoming, world, document)
