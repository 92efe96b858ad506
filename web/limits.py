"""How often one network address may do something: token buckets in memory, and whose address counts."""

import time
from collections.abc import Callable, Sequence
from datetime import timedelta
from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

Network = IPv4Network | IPv6Network

MOST_KEYS = 20_000  # buckets kept; the fullest go first


class Limiter:
    """Token buckets by key. Each refills steadily: *most* in any stretch of *within*, in bursts if need be.

    In memory and per process on purpose: it keeps one noisy neighbour from the expensive doors. What must
    hold across processes (mails to one address) is counted in the database.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._full_at: dict[str, float] = {}  # when the bucket of a key is full again

    def allow(self, key: str, most: int, within: timedelta) -> bool:
        """Take one of *key*'s *most* per *within*; False when none is left."""
        now, each = self._clock(), within.total_seconds() / most
        full_at = max(self._full_at.get(key, now), now) + each
        if full_at - now > within.total_seconds() + each / 1000:
            return False
        self._full_at[key] = full_at
        if len(self._full_at) > MOST_KEYS:
            self._forget(now)
        return True

    def _forget(self, now: float) -> None:
        self._full_at = {key: at for key, at in self._full_at.items() if at > now}
        if len(self._full_at) > MOST_KEYS:
            emptiest = sorted(self._full_at, key=lambda key: self._full_at[key], reverse=True)
            self._full_at = {key: self._full_at[key] for key in emptiest[: MOST_KEYS // 2]}


def client(remote: str | None, forwarded_for: str, trusted: Sequence[Network]) -> str:
    """The address that asks: the nearest one that is not a proxy of ours.

    ``X-Forwarded-For`` is read from its right end, and only as far as each hop is in *trusted*: whatever
    stands further left was written by the client itself.
    """
    hops = [part.strip() for part in forwarded_for.split(",") if part.strip()]
    address = remote or ""
    while hops and _within(address, trusted):
        address = hops.pop()
    return address


def neighbourhood(address: str) -> str:
    """The key that an address is counted under: itself, or its /64 where it is IPv6 (one household)."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, IPv6Address):
        if parsed.ipv4_mapped:
            return str(parsed.ipv4_mapped)
        return str(ip_network((parsed, 64), strict=False))
    return str(parsed)


def _within(address: str, networks: Sequence[Network]) -> bool:
    try:
        parsed = ip_address(address)
    except ValueError:
        return False
    if isinstance(parsed, IPv6Address) and parsed.ipv4_mapped:
        parsed = parsed.ipv4_mapped
    return any(parsed in network for network in networks)
