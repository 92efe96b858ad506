"""Who is who elsewhere: actors and servers, from memory, from storage, or asked themselves."""

import logging
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from activitypub import nodeinfo, reading, webfinger
from activitypub.actors import RemoteActor, read_actor
from activitypub.client import ACTIVITYPUB, JRD, NODEINFO
from activitypub.dialects.choose import choose
from activitypub.documents import Fetched
from activitypub.errors import FetchError, Missing
from activitypub.guard import parse
from activitypub.keyring import StoredKey
from activitypub.urls import Urls
from activitypub.vocabulary import Json
from activitypub.webfinger import Finger
from deploy.network import Network
from deploy.own_keys import OwnKeys
from storage.actors import Actors
from storage.queries.reads import Reads

log = logging.getLogger(__name__)

ACTOR_FRESH = timedelta(days=2)  # as Mobilizon keeps them
HOST_FRESH = timedelta(days=7)
MET = timedelta(minutes=5)
MOST_MET = 5_000


class Directory:
    """Looks up and remembers. Nothing in here is called inside a transaction."""

    def __init__(
        self,
        network: Network,
        actors: Actors,
        reads: Reads,
        keys: OwnKeys,
        urls: Urls,
        clock: Callable[[], datetime],
    ) -> None:
        self._network, self._actors, self._reads = network, actors, reads
        self._keys, self._urls, self._clock = keys, urls, clock
        self._met: OrderedDict[str, RemoteActor] = OrderedDict()  # whoever spoke lately speaks again soon
        self._met_at: dict[str, datetime] = {}
        self._greeted: dict[str, datetime] = {}

    async def ask(self, url: str) -> Fetched:
        """The ActivityPub document at *url*, asked for in the instance's name. Raises FetchError."""
        signer = await self._keys.signer(self._urls.instance)
        return await self._network.get_json(url, signer, wanted=ACTIVITYPUB)

    async def fetch(self, uri: str) -> Json | None:
        """The document with the id *uri* from its own origin, or None."""
        if not uri or self._urls.is_ours(uri):
            return None
        try:
            fetched = await self.ask(uri)
        except FetchError as fault:
            log.info("could not fetch", extra={"why": type(fault).__name__})
            return None
        return fetched.document if fetched.document.get("id") else None

    async def is_gone(self, uri: str) -> bool:
        """Whether the server of *uri* says that there is nothing (any more); silence says nothing."""
        try:
            fetched = await self.ask(uri)
        except Missing:
            return True
        except FetchError:
            return False
        return reading.kind(fetched.document) == "Tombstone"

    async def load_key(self, key_id: str) -> StoredKey | None:
        """A key as storage keeps it, for the key ring."""
        known = await self._reads.federation.by_key(key_id)
        return StoredKey(known.id, known.owner, known.pem) if known else None

    async def remember(self, actor: RemoteActor) -> None:
        """Keep what an actor's document says."""
        await self._actors.remember(
            id=actor.id,
            type=actor.type,
            inbox=actor.inbox,
            shared_inbox=actor.shared_inbox,
            username=actor.username,
            name=actor.name,
            handle=actor.handle,
            host=actor.host,
            url=actor.url,
            also_known_as=actor.also_known_as,
            moved_to=actor.moved_to,
            suspended=actor.suspended,
            keys=dict(actor.public_keys),
            at=self._clock(),
        )

    async def is_known(self, uri: str) -> bool:
        """Whether we hold anything of this actor."""
        return await self._reads.federation.profile(uri) is not None

    async def actor(self, uri: str, *, anew: bool = False) -> RemoteActor | None:
        """The actor *uri*: from storage while that is fresh, else asked; an old copy when it is silent."""
        if not anew and (met := self._recent(uri)):
            return met
        found = await self._looked_up(uri, anew=anew)
        if found:
            self._note(found)
        return found

    def _recent(self, uri: str) -> RemoteActor | None:
        at = self._met_at.get(uri)
        return self._met.get(uri) if at and self._clock() - at < MET else None

    def _note(self, actor: RemoteActor) -> None:
        self._met[actor.id], self._met_at[actor.id] = actor, self._clock()
        if len(self._met) > MOST_MET:
            self._met_at.pop(self._met.popitem(last=False)[0], None)

    async def _looked_up(self, uri: str, *, anew: bool) -> RemoteActor | None:
        known = await self._reads.federation.profile(uri)
        kept = None
        if known:
            kept = RemoteActor(
                id=known.id,
                type=known.type,
                inbox=known.inbox,
                username=known.username,
                host=known.host,
                shared_inbox=known.shared_inbox,
                name=known.name,
                url=known.url,
                also_known_as=tuple(known.also_known_as),
                moved_to=known.moved_to,
            )
            if not anew and self._clock() - known.fetched_at < ACTOR_FRESH:
                return kept
        return await self._asked(uri) or kept

    async def _asked(self, uri: str) -> RemoteActor | None:
        if not uri or self._urls.is_ours(uri):
            return None
        try:
            fetched = await self.ask(uri)
        except FetchError as fault:
            log.info("could not fetch an actor", extra={"why": type(fault).__name__})
            return None
        found = read_actor(fetched.document, fetched.url)
        if found is None or found.id != uri:
            return None
        await self.remember(found)
        return replace(found, summary="")

    async def greet(self, host: str) -> None:
        """Learn what software runs on *host* (its authority), unless that was learned lately."""
        greeted = self._greeted.get(host)
        known = None
        if greeted is None or self._clock() - greeted >= MET:
            known = await self._reads.federation.host(host)
            self._greeted = {**self._greeted, host: self._clock()} if len(self._greeted) < MOST_MET else {}
        else:
            return
        if known and known.checked_at and self._clock() - known.checked_at < HOST_FRESH:
            return
        software = await self._software(host)
        if software is None and known and known.software:
            software = known.software
        family = choose(software).family
        await self._actors.remember_host(host, software=software or "", dialect=family, at=self._clock())

    async def _software(self, host: str) -> str | None:
        try:
            href = (await self._well_known(host)).href
            if not href:
                return None
            document = await self._network.get_json(href, wanted=NODEINFO)
        except FetchError as fault:
            log.info("no NodeInfo", extra={"why": type(fault).__name__})
            return None
        return nodeinfo.read_document(document.document).name

    async def _application(self, host: str) -> RemoteActor | None:
        """The instance actor of *host*, by its NodeInfo link (FEP-2677)."""
        try:
            found = await self._well_known(host)
        except FetchError:
            return None
        return await self.actor(found.application) if found.application else None

    async def _well_known(self, host: str) -> nodeinfo.WellKnown:
        links = await self._network.get_json(f"{self._scheme}://{host}/.well-known/nodeinfo", wanted=NODEINFO)
        return nodeinfo.read_well_known(links.document, links.url)

    @property
    def _scheme(self) -> str:
        """A lab without TLS talks without TLS; the guard has the last word."""
        return parse(self._urls.base).scheme

    async def finger(self, text: str) -> Finger | None:
        """What the server of the address *text* (``@you@there``) says of it, or None. Raises FetchError."""
        address = webfinger.parse_address(text)
        if address is None:
            return None
        query = address.query
        query = query.replace("https://", f"{self._scheme}://", 1)
        fetched = await self._network.get_json(query, wanted=JRD)
        return webfinger.read_jrd(fetched.document)

    async def software(self, host: str) -> str | None:
        """What *host* runs, as far as we know after asking; None when it does not say."""
        await self.greet(host)
        known = await self._reads.federation.host(host)
        return known.software or None if known else None

    async def resolve(self, text: str) -> RemoteActor | None:
        """The actor behind an address, a URL, or a bare server ("@host"), or None."""
        if text.startswith(("https://", "http://")):
            return await self.actor(text)
        bare = text.removeprefix("@")
        if "@" not in bare and bare:
            return await self._application(bare) or await self.resolve(f"relay@{bare}")
        try:
            finger = await self.finger(text)
        except FetchError:
            return None
        return await self.actor(finger.actor) if finger and finger.actor else None
