"""The keys our actors sign with, made when first needed."""

import asyncio

from activitypub.signatures import keys
from activitypub.signatures.keys import Signer
from activitypub.urls import Urls
from storage.actors import Actors
from storage.queries.reads import Reads


class OwnKeys:
    """Keys by owner ("instance", "group:<id>", "person:<id>"), kept in storage and, once loaded, in memory.

    Making a key where one is missing happens on reading too, although a GET changes nothing: an actor without
    a key is no actor, and whoever asks first must not get half of one.
    """

    def __init__(self, actors: Actors, reads: Reads, urls: Urls) -> None:
        self._actors, self._reads, self._urls = actors, reads, urls
        self._public: dict[str, str] = {}
        self._signers: dict[str, Signer] = {}

    async def public(self, owner: str) -> str:
        """The public key of *owner*, as PEM."""
        if owner not in self._public:
            self._public[owner] = (await self._pair(owner))[1]
        return self._public[owner]

    async def signer(self, actor: str) -> Signer:
        """Who signs for our actor *actor* (its URI). ``LookupError`` when it is none of ours."""
        if actor not in self._signers:
            private, _ = await self._pair(await self._owner(actor))
            self._signers[actor] = Signer.of(self._urls.key_id(actor), private)
        return self._signers[actor]

    async def _pair(self, owner: str) -> tuple[str, str]:
        known = await self._actors.own_key(owner)
        if known is None:
            made = await asyncio.to_thread(keys.generate_rsa)
            known = await self._actors.add_own_key(owner, made.private_pem, made.public_pem)
        return known

    async def _owner(self, actor: str) -> str:
        named = self._urls.read(actor)
        if named and named.kind == "instance":
            return "instance"
        if named and named.kind == "group":
            page = await self._reads.groups.page(named.id)
            if page:
                return f"group:{page.group.id}"
        if named and named.kind == "person":
            found = await self._reads.accounts.by_username(named.id)
            if found:
                return f"person:{found[0].id}"
        raise LookupError(f"{actor} is no actor of ours")
