"""What we say when a group's profile changes."""

from activitypub.outgoing.facts import Facts
from activitypub.outgoing.outgoing import Outgoing
from activitypub.vocabulary import PUBLIC, activity
from fedevent.domain_events import GroupChanged


def changed(happened: GroupChanged, facts: Facts) -> list[Outgoing]:
    """The new profile, to all followers. The profile is handed in ready, since it carries the public key."""
    return [
        Outgoing(
            facts.sender,
            activity(
                "Update",
                actor=facts.sender,
                object=profile,
                id=facts.activity_id(),
                to=[PUBLIC],
                cc=[facts.urls.followers(facts.sender)],
            ),
            followers_of=facts.sender,
        )
        for profile in facts.documents
    ]
