"""Who may speak for whom: a server vouches for what lies on it, and for nothing else (FEP-fe34).

An activity arrives with copies of the things it is about. The copies that its sender may vouch for are kept;
the others are cut down to their id, so that nobody reads them by mistake.
"""

from typing import Any

from activitypub.guard import same_origin
from activitypub.reading import ident, idents, kind
from activitypub.vocabulary import Json

# These say something *about* a thing, and mean by it only which one.
_ANSWERS = frozenset({"Accept", "Ignore", "Reject", "TentativeAccept", "TentativeReject"})


class Forged(ValueError):
    """The activity claims what only another server could say, and there is nothing to check it against."""


def keep_own(activity: Json, actor: str) -> Json:
    """*activity* without copies of things that are not *actor*'s server's own. Raises Forged.

    Only `object` is believed by anybody further on, so only there copies are kept or cut.
    """
    claimed = ident(activity.get("id"))
    if claimed and not same_origin(claimed, actor):
        raise Forged("the id lies on another server")
    if "object" not in activity:
        return activity
    return {**activity, "object": _kept(activity["object"], actor, kind(activity) in _ANSWERS)}


def _kept(value: Any, actor: str, answers: bool) -> Any:
    if isinstance(value, list):
        return [_kept(one, actor, answers) for one in value]
    if not isinstance(value, dict):
        return value
    named = ident(value)
    owners = [*idents(value.get("attributedTo")), *idents(value.get("actor"))]
    if all(same_origin(uri, actor) for uri in (named, *owners) if uri):
        # An Undo or Announce may carry an activity which itself carries a copy.
        return value if "object" not in value else {**value, "object": _kept(value["object"], actor, answers)}
    if named:
        return named
    if answers:
        return value  # an answer to a thing of ours that has lost its id is still told by who asked for what
    raise Forged("a copy without an id names another server's people")
