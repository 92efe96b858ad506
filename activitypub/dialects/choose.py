"""Which dialect a server speaks, by the software name in its NodeInfo.

The table follows what the code of each peer does with an Event and a Question; FEP-844e would rather have no
such table at all, so it decides nothing but the form of what is published.
"""

from collections.abc import Iterable, Mapping

from activitypub.dialects import (
    fedevent,
    friendica,
    gancio,
    gathio,
    gotosocial,
    hubzilla,
    lemmy,
    mastodon,
    media,
    microblogpub,
    misskey,
    mobilizon,
    pleroma,
    snac,
    takahe,
    wordpress,
)
from activitypub.dialects.dialect import Dialect, Form

UNKNOWN = Dialect(family="unknown", software=(), published_as=Form.NOTE)
"""Whoever does not say, or says a name we do not know: a Note is read everywhere."""

DIALECTS: tuple[Dialect, ...] = (
    fedevent.FEDEVENT,
    friendica.FRIENDICA,
    gancio.GANCIO,
    gathio.GATHIO,
    gotosocial.GOTOSOCIAL,
    hubzilla.HUBZILLA,
    lemmy.LEMMY,
    mastodon.MASTODON,
    media.MEDIA,
    microblogpub.MICROBLOGPUB,
    misskey.MISSKEY,
    misskey.CHERRYPICK,
    mobilizon.MOBILIZON,
    pleroma.PLEROMA,
    pleroma.REBASED,
    snac.SNAC,
    takahe.TAKAHE,
    wordpress.WORDPRESS,
)


def table(dialects: Iterable[Dialect]) -> Mapping[str, Dialect]:
    """Software name → dialect. Raises ValueError when two families claim one name."""
    found: dict[str, Dialect] = {}
    for dialect in dialects:
        for name in dialect.software:
            if name in found:
                raise ValueError(f"{name} is claimed by {found[name].family} and {dialect.family}")
            found[name] = dialect
    return found


_BY_NAME = table(DIALECTS)


def choose(software: str | None) -> Dialect:
    """The dialect of a server that calls itself *software*, in any case (Mobilizon writes a capital)."""
    return _BY_NAME.get((software or "").strip().lower(), UNKNOWN)
