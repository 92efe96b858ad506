"""Verifying what we receive: one question, one named outcome, whichever scheme was used."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol

from activitypub.guard import canonical_host, parse
from activitypub.signatures import cavage
from activitypub.signatures.claims import Claim, OwnedKey, Reason, Unproven, check_clock
from activitypub.signatures.request import SignedRequest

SKEW = 3600.0  # seconds; Mastodon and Fedify allow as much


@dataclass(frozen=True, slots=True)
class Verified:
    """*actor* sent the request, and it arrived as it was sent."""

    key_id: str
    actor: str


@dataclass(frozen=True, slots=True)
class Refused:
    """It is not proven who sent the request."""

    reason: Reason
    detail: str = ""


Outcome = Verified | Refused


class Keys(Protocol):
    """Where public keys come from: `keyring.KeyRing` in the running instance."""

    async def find(self, key_id: str) -> OwnedKey | Reason:
        """The key, from memory, storage or its home, or why there is none."""
        ...

    async def renew(self, key_id: str) -> OwnedKey | Reason:
        """The key fetched anew, as its owner may have changed it."""
        ...


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Verifier:
    """Verifies requests to *base_url*, the address that peers know us by."""

    keys: Keys
    base_url: str
    clock: Callable[[], datetime] = _now
    skew: float = SKEW

    async def __call__(self, request: SignedRequest, actor: str = "") -> Outcome:
        """Who sent *request*. With *actor*, a key on another host is refused before it is fetched."""
        try:
            claim = self._read(request)
            check_clock(claim, self.clock(), self.skew)
            if actor and canonical_host(claim.key_id) != canonical_host(actor):
                raise Unproven(Reason.FOREIGN_KEY)
            found = await self._prove(claim)
        except Unproven as doubt:
            return Refused(doubt.reason, doubt.detail)
        return Verified(found.key_id, found.owner)

    def _read(self, request: SignedRequest) -> Claim:
        ours = parse(self.base_url)
        if "signature" not in request.headers:
            raise Unproven(Reason.UNSIGNED)
        if not request.target.startswith("/"):
            raise Unproven(Reason.MALFORMED, "request target")
        # A request signed for another server and passed on to us must not count (replay across servers).
        if canonical_host(f"{ours.scheme}://{request.headers.get('host', '')}") != ours.authority:
            raise Unproven(Reason.WRONG_HOST)
        if "signature-input" in request.headers:
            from activitypub.signatures import rfc9421  # noqa: PLC0415 its library is heavy; few peers speak it

            return rfc9421.read(request, ours.origin)
        return cavage.read(request)

    async def _prove(self, claim: Claim) -> OwnedKey:
        found = await self.keys.find(claim.key_id)
        if isinstance(found, Reason):
            raise Unproven(found)
        if claim.holds(found.key):
            return found
        renewed = await self.keys.renew(claim.key_id)
        if isinstance(renewed, OwnedKey) and claim.holds(renewed.key):
            return renewed
        raise Unproven(Reason.BAD_SIGNATURE)
