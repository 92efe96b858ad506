"""A message of the hosts, as one mail to each person who agreed to get such and is reached by mail."""

from fedevent import richtext
from fedevent.domain_events import MessageSent
from fedevent.messages import Message
from fedevent.words import N_
from web.mail.letter import Kind, Letter
from web.mail.sheet import Body, Link, Sheet
from web.notifications import dates
from web.notifications.facts import Mailbox, MailFacts
from web.notifications.writing import Sending, event_page, write


def sent(happened: MessageSent, facts: MailFacts) -> list[Letter]:
    """One letter a person: nobody learns who else is written to."""
    message = facts.message
    return [_to(facts, message, each) for each in facts.recipients] if message else []


def _to(facts: MailFacts, message: Message, reader: Mailbox) -> Letter:
    event, group, speech = facts.of_event, facts.of_group, facts.speech(reader.language)
    token = facts.links.make("stop", person=reader.person, event=event.id)
    stop = facts.links.url(f"/stop/{token}")
    sheet = Sheet(
        title=message.subject,
        lead=(speech.say(N_("From the hosts of %(group)s"), group=group.name),),
        body=Body(richtext.render(message.body), message.body),
        occasion=dates.occasion(event, speech, event_page(facts)),
        button=Link(speech.say(N_("See the event")), event_page(facts)),
        foot=(
            speech.say(
                N_("You get this mail because you answered “%(title)s” and agreed to mails from its hosts."),
                title=event.title,
            ),
            Link(speech.say(N_("Stop messages about this event")), stop),
        ),
    )
    sending = Sending(Kind.MESSAGE, stop=stop, about=f"{message.id}:{reader.person}", from_name=group.name)
    return write(facts, reader, speech, message.subject, sheet, sending)
