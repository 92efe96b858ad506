"""What our people say to the hosts of events elsewhere."""

from activitypub.outgoing.facts import Facts
from activitypub.outgoing.outgoing import Outgoing
from activitypub.vocabulary import activity
from fedevent.domain_events import RemoteRsvpAsked, RemoteRsvpWithdrawn


def asked(happened: RemoteRsvpAsked, facts: Facts) -> list[Outgoing]:
    """Join, addressed to the host alone."""
    return _say("Join", happened, facts, facts.urls.rsvp(happened.rsvp))


def withdrawn(happened: RemoteRsvpWithdrawn, facts: Facts) -> list[Outgoing]:
    """Leave."""
    return _say("Leave", happened, facts, facts.activity_id())


def _say(
    kind: str, happened: RemoteRsvpAsked | RemoteRsvpWithdrawn, facts: Facts, uri: str
) -> list[Outgoing]:
    if facts.account is None:
        return []
    actor = facts.urls.person(facts.account.username)
    document = activity(kind, actor=actor, object=happened.event, id=uri, to=[happened.actor])
    return [Outgoing(actor, document, people=(happened.actor,))]
