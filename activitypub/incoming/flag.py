"""Flag: another server reports something of ours."""

from activitypub import reading
from activitypub.incoming.incoming import Incoming, Outcome, World
from fedevent import richtext
from fedevent.errors import NotFound
from fedevent.moderation import Subject
from fedevent.usecases import moderation
from fedevent.words import N_

NO_REASON = N_("(no reason given)")
LONGEST = 20_000  # characters of a report that we look at


async def handle(incoming: Incoming, world: World) -> Outcome:
    """One report for the first thing of ours among the objects; an event rather than its group."""
    found: dict[Subject, str] = {}
    for uri in reading.idents(incoming.activity.get("object"))[:20]:
        named = world.urls.read(uri)
        if named and named.kind in ("event", "poll", "note"):
            found.setdefault(Subject.EVENT, named.id)
        elif named and named.kind == "group":
            found.setdefault(Subject.GROUP, named.id)
    if not found:
        return Outcome.NOT_OURS
    subject = Subject.EVENT if Subject.EVENT in found else Subject.GROUP
    content = reading.text(incoming.activity, "content")[:LONGEST]
    reason = richtext.plain(content)[:5000] or NO_REASON
    try:
        await moderation.report(world.new_work(), subject, found[subject], reason, actor=incoming.actor.id)
    except NotFound:
        return Outcome.NOT_OURS
    return Outcome.DONE
