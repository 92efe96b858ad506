"""The sign-up box of one event, for whoever looks at it: what we know of the reader, in the rule's terms."""

from collections.abc import Mapping
from dataclasses import dataclass

from aiohttp import web

from fedevent.events import JoinMode
from fedevent.rsvps import Rsvp
from fedevent.words import N_
from storage.queries.events import EventPage
from web import consent_words, sessions
from web.keys import CLOCK, READS
from web.signup import Box, Numbers, seats_left, state
from web.speech import say, speech


@dataclass(frozen=True, slots=True)
class Reader:
    """Who looks at an event. *rsvp* is their answer, *position* their place on the waiting list (or 0)."""

    known: bool = False
    organizer: bool = False
    consents: bool = False
    rsvp: Rsvp | None = None
    position: int = 0


async def reader(request: web.Request, page: EventPage) -> Reader:
    """Who looks at *page*, signed in or by their own link."""
    who, reads = sessions.person(request), request.app[READS]
    if who is None:
        return Reader()
    viewer = sessions.viewer(request)
    organizer = viewer is not None and await reads.organizing.may(page.group.id, viewer.person)
    rsvp = await reads.mine.rsvp(page.event.id, who)
    return Reader(
        known=True,
        organizer=organizer,
        consents=await reads.mine.consents_to(page.event.id, who),
        rsvp=rsvp,
        position=await reads.mine.position(rsvp) if rsvp else 0,
    )


def numbers(page: EventPage) -> Numbers:
    """How full the event is."""
    waiting, going = (page.counts.get(status, 0) for status in ("waiting", "going"))
    return Numbers(page.taken, waiting, going)


def box(
    request: web.Request,
    page: EventPage,
    who: Reader,
    *,
    errors: Mapping[str, str] | None = None,
    typed: Mapping[str, object] | None = None,
    next_href: str = "",
) -> Box:
    """The box that *who* sees."""
    event, full = page.event, numbers(page)
    now, fmt = request.app[CLOCK](), speech(request).formats
    shown = state(event, full, who.rsvp, now)
    return Box(
        state=shown,
        action=f"/events/{event.id}/rsvp",
        day=fmt.date_short(event.starts_at, event.timezone),
        maybe_ok=event.closes_at > now,
        approval=event.join_mode is JoinMode.APPROVAL,
        guests_max=event.guests_max,
        seats_left=seats_left(event, full) if shown == "open" else None,
        waiting=full.waiting,
        position=who.position,
        going=full.going,
        reason=_reason(request, page, shown),
        server=page.group.name,
        known=who.known,
        external_href=event.external_url if shown == "external" else "",
        next_href=next_href if shown in ("past", "cancelled", "closed") else "",
        consent_text="" if who.consents else say(request, consent_words.EVENT_MESSAGES),
        errors=errors or {},
        typed=typed or {},
    )


def _reason(request: web.Request, page: EventPage, shown: str) -> str:
    if shown == "cancelled":
        return page.event.cancel_reason
    return say(request, N_("The hosts could not give you a place.")) if shown == "refused" else ""
