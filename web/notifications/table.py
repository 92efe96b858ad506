"""Which domain event leads to which mails, and which to none."""

from collections.abc import Callable
from typing import Any

from fedevent import domain_events as happened
from fedevent.domain_events import DomainEvent
from web.mail.letter import Letter
from web.notifications import accounts, confirmations, events, messages, remote, reports, rsvps
from web.notifications.facts import MailFacts

LETTERS: dict[type[DomainEvent], Callable[[Any, MailFacts], list[Letter]]] = {
    happened.EventChanged: events.changed,
    happened.EventCancelled: events.cancelled,
    happened.EventDeleted: events.deleted,
    happened.ConfirmationAsked: confirmations.asked,
    happened.RsvpStated: rsvps.stated,
    happened.RsvpMoved: rsvps.moved,
    happened.MessageSent: messages.sent,
    happened.LinkAsked: accounts.asked,
    happened.ReportMade: reports.made,
    happened.RemoteEventChanged: remote.changed,
    happened.RemoteWordHeard: remote.heard,
}

SILENT: frozenset[type[DomainEvent]] = frozenset(
    {
        happened.GroupCreated,  # who made it knows
        happened.GroupChanged,  # the fediverse keeps a copy, a mailbox none
        happened.GroupFollowed,  # hosts look at their followers when they like
        happened.EventPublished,  # nobody asked for news of a group by mail
        happened.RsvpRefused,  # only requests from afar are refused after the fact
        happened.MessagesStopped,  # said from afar, and answered there
        happened.HelpAsked,  # asked from afar, and answered there
        happened.PersonErased,  # there is nobody left to write to
        happened.FollowAsked,  # between servers
        happened.FollowEnded,  # between servers
        happened.RemoteRsvpAsked,  # the other server answers; the person's own page shows it
        happened.RemoteRsvpWithdrawn,  # the person did it a moment ago
    }
)


def letters(what: DomainEvent, facts: MailFacts) -> list[Letter]:
    """The mails that *what* leads to; none for what is silent."""
    build = LETTERS.get(type(what))
    return build(what, facts) if build else []
