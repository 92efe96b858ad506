"""How pages ask the fediverse: where somebody's own server lets them act, and who an actor elsewhere is."""

from activitypub import webfinger
from activitypub.errors import FetchError
from activitypub.guard import parse
from deploy.directory import Directory
from web.doors import Lookup, RemoteDoor
from web.strangers import FindActor, RemoteActor


def look_up(directory: Directory) -> Lookup:
    """Finds the door of "@name@host", "@host" or a profile's address."""

    async def door(text: str) -> RemoteDoor | None:
        finger = None
        try:
            finger = await directory.finger(_as_address(text))
        except FetchError:
            return None
        if finger is None:
            return None
        template = finger.subscribe or finger.intents.get("object")
        host = webfinger.parse_address(_as_address(text))
        software = await directory.software(host.host) if host else None
        return RemoteDoor(template or None, software, str(finger.address or text))

    return door


def find_actor(directory: Directory) -> FindActor:
    """Finds an actor by address or URL; a bare server means its instance actor."""

    async def find(text: str) -> RemoteActor | None:
        try:
            actor = await directory.resolve(text)
        except FetchError:
            return None
        return RemoteActor(actor.id, actor.name, actor.handle) if actor else None

    return find


def _as_address(text: str) -> str:
    """A profile's URL such as https://host/@name, as name@host; anything else as it is."""
    if text.startswith(("https://", "http://")):
        try:
            target = parse(text)
        except FetchError:
            return text
        name = target.path.partition("?")[0].rstrip("/").rsplit("/", 1)[-1].lstrip("@")
        return f"{name}@{target.authority}" if name else text
    return text
