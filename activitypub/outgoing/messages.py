"""A message of the hosts, as one direct message to each person elsewhere who agreed."""

from html import escape

from activitypub.outgoing.facts import Facts
from activitypub.outgoing.notices import to_person
from activitypub.outgoing.outgoing import Outgoing
from activitypub.translate import direct
from fedevent import richtext
from fedevent.domain_events import MessageSent
from fedevent.words import N_

WHY = N_("You get this because you answered “%(title)s”. Reply “stop” to get no more about it.")


def sent(happened: MessageSent, facts: Facts) -> list[Outgoing]:
    """One document a person: nobody learns who else is written to."""
    message, event = facts.message, facts.of_event
    if message is None:
        return []
    said = []
    for recipient in facts.recipients:
        voice = facts.voice_for(recipient.language)
        content = (
            f"<p><strong>{escape(message.subject)}</strong></p>"
            + richtext.render(message.body)
            + direct.paragraphs(facts.urls.event(event.id), voice.say(WHY, title=event.title))
        )
        said.append(
            to_person(
                facts, recipient.actor, recipient.handle, content, about=f"{message.id}:{recipient.person}"
            )
        )
    return said
