"""Identifiers that sort by time: UUID version 7 (RFC 9562, section 5.7)."""

import secrets
import uuid
from datetime import UTC, datetime, timedelta

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
COUNTER_BITS = 12


class Identifiers:
    """Makes identifiers that rise within this process, even when the clock stands still or goes back."""

    def __init__(self) -> None:
        self._last = 0

    def fresh(self, now: datetime) -> str:
        """A new identifier made at *now* (aware).

        The twelve bits after the milliseconds count up within one millisecond (RFC 9562, 6.2, method 1); when
        they run over, the milliseconds are borrowed from the future.
        """
        milliseconds = (now - EPOCH) // timedelta(milliseconds=1)
        self._last = max(self._last + 1, milliseconds << COUNTER_BITS)
        count = self._last & ((1 << COUNTER_BITS) - 1)
        value = (self._last >> COUNTER_BITS) << 80
        value |= 0x7 << 76 | count << 64 | 0b10 << 62 | secrets.randbits(62)
        return str(uuid.UUID(int=value))
