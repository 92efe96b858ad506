"""Which domain event is told abroad, and by whom it is put into words."""

from collections.abc import Callable
from typing import Any

from activitypub.outgoing import events, follows, groups, messages, remote, rsvps
from activitypub.outgoing.facts import Facts
from activitypub.outgoing.outgoing import Outgoing
from fedevent import domain_events as happened
from fedevent.domain_events import DomainEvent

BUILDERS: dict[type[DomainEvent], Callable[[Any, Facts], list[Outgoing]]] = {
    happened.GroupChanged: groups.changed,
    happened.GroupFollowed: follows.followed,
    happened.EventPublished: events.published,
    happened.EventChanged: events.changed,
    happened.EventCancelled: events.cancelled,
    happened.EventDeleted: events.deleted,
    happened.RsvpStated: rsvps.stated,
    happened.RsvpMoved: rsvps.moved,
    happened.RsvpRefused: rsvps.refused,
    happened.MessagesStopped: rsvps.stopped,
    happened.HelpAsked: rsvps.helped,
    happened.MessageSent: messages.sent,
    happened.FollowAsked: follows.asked,
    happened.FollowEnded: follows.ended,
    happened.RemoteRsvpAsked: remote.asked,
    happened.RemoteRsvpWithdrawn: remote.withdrawn,
}

SILENT: frozenset[type[DomainEvent]] = frozenset(
    {
        happened.GroupCreated,  # nobody follows it yet
        happened.ConfirmationAsked,  # a mail
        happened.LinkAsked,  # a mail
        happened.ReportMade,  # for the people who run the chapter
        happened.PersonErased,  # their server told us
        happened.RemoteEventChanged,  # a mail to our own
        happened.RemoteWordHeard,  # a mail to our own
    }
)
