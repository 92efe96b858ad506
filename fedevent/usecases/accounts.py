"""Local accounts: the first one, new ones, passwords, sessions and tokens."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from fedevent import names
from fedevent.chapter import Chapter
from fedevent.domain_events import LinkAsked
from fedevent.errors import Conflict, NotFound, fault, refuse
from fedevent.ids import PersonId
from fedevent.people import Account, Rank, check_email, check_name, normal_email, one_line
from fedevent.ports import UnitOfWork
from fedevent.times import check_zone
from fedevent.usecases import people
from fedevent.words import N_

SCOPES = ("read", "write", "admin")
SESSION = timedelta(days=60)


async def found_chapter(
    work: UnitOfWork, chapter: Chapter, email: str, name: str, password_hash: str
) -> PersonId:
    """The first run: name the chapter and make its first organizer, an admin. Commits; works only once."""
    faults = check_name(chapter.name, "chapter_name") + check_zone(chapter.timezone)
    refuse(faults + check_name(name) + check_email(email))
    async with work:
        if await work.chapters.find():
            raise Conflict(N_("This chapter is set up already."))
        await work.chapters.put(replace(chapter, founded_at=work.now))
        person = await _add(work, email, name, Rank.ADMIN, password_hash)
        # Whoever can set the instance up controls it; their address needs no proof.
        await people.prove_email(work, person)
        await work.commit()
    return person


async def create(
    work: UnitOfWork, email: str, name: str, rank: Rank, password_hash: str | None, *, proven: bool = False
) -> PersonId:
    """Make an account. *proven*: an admin vouches for the address. Commits."""
    refuse(check_name(name) + check_email(email))
    async with work:
        person = await _add(work, email, name, rank, password_hash)
        if proven:
            await people.prove_email(work, person)
        await work.commit()
    return person


async def register(work: UnitOfWork, email: str, name: str) -> PersonId:
    """Someone wants an account: they get a link by mail, which proves the address. Commits.

    An address that has an account already gets the same kind of link, so that nobody learns who is here. And
    whoever is known by name keeps it: nobody but the owner of an address has proven that it is theirs.
    """
    refuse(check_name(name) + check_email(email))
    async with work:
        known = await work.people.by_email(normal_email(email))
        has_account = known is not None and await work.accounts.find(known.id) is not None
        called = known.name if known and known.name else name
        person = known.id if known and has_account else await _add(work, email, called, Rank.ORGANIZER, None)
        await _mail_link(work, person, "sign-in")
        await work.commit()
    return person


async def _add(work: UnitOfWork, email: str, name: str, rank: Rank, password_hash: str | None) -> PersonId:
    person = await people.by_email(work, email, name, None)
    if await work.accounts.find(person.id):
        raise Conflict(N_("There is an account with this address already."))
    await work.people.put(replace(person, name=one_line(name)))
    username = await free_username(work, name)
    await work.accounts.put(Account(person.id, username, rank, password_hash, created_at=work.now))
    return person.id


async def free_username(work: UnitOfWork, name: str) -> str:
    """A free handle made from *name*; letters that a handle cannot hold are left out."""
    plain = unicodedata.normalize("NFKD", name.partition("@")[0]).encode("ascii", "ignore").decode().lower()
    stem = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:20] or "guest"
    stem = stem if len(stem) > 1 else f"{stem}_1"
    candidate, number = stem, 1
    while names.check(candidate, "username") or await work.accounts.name_taken(candidate):
        number += 1
        candidate = f"{stem}_{number}"
    return candidate


async def ask_link(work: UnitOfWork, email: str, purpose: str) -> None:
    """Send a link for *purpose* ("sign-in", "reset", "me") to an address, if it is known. Commits.

    Says nothing about whether it is.
    """
    refuse(check_email(email))
    async with work:
        person = await work.people.by_email(normal_email(email))
        if person and (purpose == "me" or await work.accounts.find(person.id)):
            await _mail_link(work, person.id, purpose)
        await work.commit()


async def _mail_link(work: UnitOfWork, person: PersonId, purpose: str) -> None:
    """At most five in an hour. More are silently left out: a refusal would tell that the address is known."""
    if await work.limits.allow(f"link:{person}", 5, timedelta(hours=1), work.now):
        work.record(LinkAsked(person, purpose))


async def sign_in(work: UnitOfWork, person: PersonId, token_hash: str) -> datetime:
    """Begin a session after a password was right. Commits. Returns when it ends."""
    async with work:
        if await work.accounts.find(person) is None:
            raise NotFound(N_("There is no such account."))
        until = work.now + SESSION
        await work.accounts.put_session(person, token_hash, work.now, until)
        await work.commit()
    return until


async def sign_in_by_link(
    work: UnitOfWork, person: PersonId, epoch: int, nonce: str, token_hash: str
) -> datetime:
    """Begin a session by the button behind a mailed link, which works once. Commits."""
    async with work:
        account = await _linked(work, person, epoch, nonce)
        await people.prove_email(work, person)
        until = work.now + SESSION
        await work.accounts.put_session(account.person, token_hash, work.now, until)
        await work.commit()
    return until


async def reset_password(
    work: UnitOfWork, person: PersonId, epoch: int, nonce: str, password_hash: str
) -> None:
    """Set a new password by a mailed link, which works once; ends every session. Commits."""
    async with work:
        account = await _linked(work, person, epoch, nonce)
        await people.prove_email(work, person)
        await work.accounts.put(replace(account, password_hash=password_hash, epoch=account.epoch + 1))
        await work.accounts.end_sessions(person)
        await work.commit()


async def _linked(work: UnitOfWork, person: PersonId, epoch: int, nonce: str) -> Account:
    account = await work.accounts.find(person)
    if account is None or account.epoch != epoch or not await work.accounts.spend(nonce, work.now):
        raise Conflict(N_("This link was used already or is too old; ask for a new one."))
    return account


async def set_password(work: UnitOfWork, person: PersonId, password_hash: str) -> None:
    """Set one's own password while signed in; ends every other session and link. Commits."""
    async with work:
        account = await _own(work, person)
        await work.accounts.put(replace(account, password_hash=password_hash, epoch=account.epoch + 1))
        await work.accounts.end_sessions(person)
        await work.commit()


async def sign_out(work: UnitOfWork, token_hash: str) -> None:
    """End one session. Commits."""
    async with work:
        await work.accounts.end_session(token_hash)
        await work.commit()


async def sign_out_everywhere(work: UnitOfWork, person: PersonId) -> None:
    """End every session and every link of an account. Commits."""
    async with work:
        account = await _own(work, person)
        await work.accounts.put(replace(account, epoch=account.epoch + 1))
        await work.accounts.end_sessions(person)
        await work.commit()


async def _own(work: UnitOfWork, person: PersonId) -> Account:
    account = await work.accounts.find(person)
    if account is None:
        raise NotFound(N_("There is no such account."))
    return account


async def create_token(work: UnitOfWork, email: str, token_hash: str, scopes: Sequence[str]) -> PersonId:
    """Give the account with *email* a token for the API. Commits."""
    wrong = [s for s in scopes if s not in SCOPES]
    refuse([fault("scope", N_("There is no scope %(name)s."), name=s) for s in wrong])
    async with work:
        person = await work.people.by_email(normal_email(email))
        if person is None or await work.accounts.find(person.id) is None:
            raise NotFound(N_("There is no such account."))
        await work.accounts.put_token(person.id, token_hash, scopes, work.now)
        await work.commit()
    return person.id
