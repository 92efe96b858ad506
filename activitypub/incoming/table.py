"""Which incoming activity goes where. A type that is not here is acknowledged and dropped."""

from collections.abc import Awaitable, Callable

from activitypub.incoming import (
    accept,
    announce,
    create,
    delete,
    flag,
    follow,
    invite,
    join,
    leave,
    like,
    move,
    reject,
    tentativeaccept,
    tentativereject,
    undo,
    update,
)
from activitypub.incoming.incoming import Incoming, Outcome, World

HANDLERS: dict[str, Callable[[Incoming, World], Awaitable[Outcome]]] = {
    "Accept": accept.handle,
    "Announce": announce.handle,
    "Create": create.handle,
    "Delete": delete.handle,
    "Flag": flag.handle,
    "Follow": follow.handle,
    "Invite": invite.handle,
    "Join": join.handle,
    "Leave": leave.handle,
    "Like": like.handle,
    "Move": move.handle,
    "Reject": reject.handle,
    "TentativeAccept": tentativeaccept.handle,
    "TentativeReject": tentativereject.handle,
    "Undo": undo.handle,
    "Update": update.handle,
}
