"""Create: a vote, an answer in words, or an event of somebody we follow."""

from activitypub import addressing, reading
from activitypub.addressing import Visibility
from activitypub.incoming import objects
from activitypub.incoming.incoming import Incoming, Outcome, World
from activitypub.translate import answers
from activitypub.translate import remote as remote_events
from activitypub.translate.announcement import CONSENT
from activitypub.translate.answers import Reply, Vote
from activitypub.vocabulary import Json
from fedevent.errors import NotFound
from fedevent.rsvps import Source, Wish
from fedevent.usecases import consents, remote, rsvps_from_afar

MOST_OBJECTS = 4  # as many as a poll has options; GoToSocial's page shows several votes in one Create


async def handle(incoming: Incoming, world: World) -> Outcome:
    """The last outcome of up to four objects. An object that is only an id is fetched from its origin."""
    outcome = Outcome.NOT_UNDERSTOOD
    for value in reading.items(incoming.activity, "object")[:MOST_OBJECTS]:
        document = await objects.document(incoming, world, value)
        if document is not None:
            outcome = await _one(incoming, world, document)
    return outcome


async def _one(incoming: Incoming, world: World, document: Json) -> Outcome:
    kind, owner = reading.kind(document), addressing.author(document)
    if kind == "Event":
        return await keep(incoming, world, document)
    if kind != "Note":
        return Outcome.NOT_UNDERSTOOD
    if owner and owner != incoming.actor.id:
        return Outcome.NOT_THEIRS
    if chosen := answers.vote(document, world.urls, world.words, world.languages):
        return await _vote(incoming, world, document, chosen)
    if said := answers.reply(document, world.urls, world.words):
        return await _reply(incoming, world, document, said)
    return await _word(incoming, world, document)


async def _word(incoming: Incoming, world: World, document: Json) -> Outcome:
    """Something private to people of ours, from the hosts of an event elsewhere."""
    if addressing.visibility(document) is not Visibility.DIRECT:
        return Outcome.NOT_OURS
    html, outcome = reading.text(document, "content")[:50_000], Outcome.NOT_OURS
    for uri in addressing.recipients(document)[:MOST_OBJECTS]:
        named = world.urls.read(uri)
        if named and named.kind == "person":
            heard = await remote.hear(world.new_work(), named.id, incoming.actor.id, html)
            outcome = Outcome.DONE if heard else outcome
    return outcome


async def keep(incoming: Incoming, world: World, document: Json) -> Outcome:
    """Keep an event of another server.

    Told by anybody but its owner (Mobilizon's organizers speak for their groups), it is believed only as its
    own server shows it.
    """
    uri, owner = reading.ident(document), addressing.author(document)
    if not await remote.wanted(world.new_work(), uri, owner, incoming.actor.id):
        return Outcome.NOT_OURS
    if owner != incoming.actor.id:
        fetched = await world.fetch(uri)
        if fetched is None:
            return Outcome.NOT_THEIRS
        document = fetched
    event = remote_events.read(document)
    if event is None:
        return Outcome.NOT_UNDERSTOOD
    kept = await remote.keep(world.new_work(), event, via=incoming.actor.id)
    return Outcome.DONE if kept else Outcome.NOT_OURS


async def _vote(incoming: Incoming, world: World, document: Json, chosen: Vote) -> Outcome:
    if chosen.wish is None:
        return Outcome.SWALLOWED
    asked = incoming.asked(Source.POLL, reading.ident(document))
    try:
        await rsvps_from_afar.answer(world.new_work(), chosen.event, asked, chosen.wish, CONSENT)
    except NotFound:
        return Outcome.NOT_OURS
    return Outcome.DONE


async def _reply(incoming: Incoming, world: World, document: Json, said: Reply) -> Outcome:
    if not said.direct:
        return Outcome.COMMENT
    uri = reading.ident(document)
    try:
        if said.command in {wish.value for wish in Wish}:
            asked = incoming.asked(Source.REPLY, uri, language=said.language)
            await rsvps_from_afar.answer(world.new_work(), said.event, asked, Wish(said.command), CONSENT)
        elif said.command == "stop":
            await consents.stop_from_afar(world.new_work(), said.event, incoming.stranger(said.language), uri)
        else:
            # Anything else said in private gets the few words that are understood.
            await consents.help_from_afar(world.new_work(), said.event, incoming.stranger(said.language), uri)
    except NotFound:
        return Outcome.NOT_OURS
    return Outcome.DONE
