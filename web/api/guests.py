"""For whom an answer is: oneself, somebody with an address, or an account elsewhere that we know."""

from datetime import timedelta

from fedevent.consents import Purpose
from fedevent.errors import Conflict, NotAllowed, NotFound, fault, refuse
from fedevent.events import Event
from fedevent.ids import EventId
from fedevent.people import Account, Person, check_email, check_name, normal_email
from fedevent.rsvps import LISTED, Rsvp, Source, Statement
from fedevent.usecases import rsvps
from fedevent.usecases.rsvps import Agreement
from fedevent.words import N_
from web import consent_words
from web.api.call import Ask
from web.api.shapes.rsvps import Guest, NewRsvp
from web.keys import CONFIG, URLS
from web.speech import say, speech
from web.throttle import need_room

MOST_INVITED = 300  # mails that one person may cause in an hour by answering for others


async def state(ask: Ask[NewRsvp], event: Event, hosting: bool) -> Rsvp:
    """Put the answer down for whom it is. *hosting*: the caller acts for the event's group."""
    statement, agreement = _statement(ask), _agreement(ask)
    guest = ask.said.person
    if guest is None or await _is_caller(ask, guest):
        return await rsvps.answer(ask.work(), event.id, ask.by, statement, agreement)
    if not hosting:
        raise NotAllowed(N_("Only the organizers of this group may answer for others."))
    if (guest.actor or "").strip():
        return await _for_account(ask, event.id, guest, statement)
    return await _for_address(ask, event.id, guest, statement, agreement)


async def _is_caller(ask: Ask[NewRsvp], guest: Guest) -> bool:
    known = await ask.reads.accounts.account(ask.by)
    if known is None:
        return False
    person, account = known
    email, actor = (guest.email or "").strip(), (guest.actor or "").strip()
    if actor:
        return not email and actor in _names(ask, person, account)
    return bool(email) and person.email is not None and normal_email(email) == normal_email(person.email)


def _names(ask: Ask[NewRsvp], person: Person, account: Account) -> set[str]:
    urls = ask.request.app[URLS]
    return {
        urls.person(account.username),
        urls.handle(account.username),
        person.actor or "",
        person.handle or "",
    }


async def _for_account(ask: Ask[NewRsvp], event: EventId, guest: Guest, statement: Statement) -> Rsvp:
    refuse([fault("consents", N_("Only they themselves can agree to that."))] if ask.said.consents else [])
    actor = (guest.actor or "").strip()
    if actor.startswith("@"):
        known = await ask.reads.federation.by_handle(actor)
        actor = known.id if known else ""
    work = ask.work()
    async with work:
        person = await work.people.by_actor(actor)
        standing = await work.rsvps.find(event, person.id) if person else None
    if person is None:
        raise NotFound(N_("This account is not known here; ask them to answer from their own server."))
    if standing and standing.status in LISTED:
        raise Conflict(N_("This person has answered already; move that answer instead."))
    return await rsvps.answer(ask.work(), event, person.id, statement, Agreement(False, ""))


async def _for_address(
    ask: Ask[NewRsvp], event: EventId, guest: Guest, statement: Statement, agreement: Agreement
) -> Rsvp:
    email, name = (guest.email or "").strip(), (guest.name or "").strip()
    faults = check_email(email, "person.email") + (check_name(name, "person.name") if name else [])
    if not ask.request.app[CONFIG].mail_works:
        faults.append(fault("person.email", N_("This server sends no mail, so nobody could confirm it.")))
    refuse(faults)
    need_room(ask.request, f"invite {ask.by}", MOST_INVITED, timedelta(hours=1))
    language = speech(ask.request).language
    rsvp = await rsvps.answer_by_email(ask.work(), event, email, name, language, statement, agreement)
    if rsvp is None:
        raise NotFound(N_("There is no such answer."))
    return rsvp


def _statement(ask: Ask[NewRsvp]) -> Statement:
    said = ask.said
    return Statement(
        wish=said.status,
        source=Source.API,
        at=ask.now,
        guests=said.guests or 0,
        note=(said.note or "").strip(),
        name_shown=said.name_shown,
    )


def _agreement(ask: Ask[NewRsvp]) -> Agreement:
    """Silence takes no earlier agreement back; what is agreed to is the sentence of our own sign-up box."""
    others = [purpose for purpose in ask.said.consents or () if purpose is not Purpose.EVENT_MESSAGES]
    refuse([fault("consents", N_("Only event_messages can be agreed to here."))] if others else [])
    agreed = bool(ask.said.consents)
    return Agreement(agreed, say(ask.request, consent_words.EVENT_MESSAGES) if agreed else "")
