"""From what is to be said to rows in the outbox: one document, and the inboxes of its audience."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta

from activitypub import reading
from activitypub.littleboxes import outgoing_gate
from activitypub.outgoing.outgoing import Outgoing
from activitypub.signatures.request import Prepared
from activitypub.urls import Urls
from deploy.directory import Directory
from deploy.telling import FAMILIES
from storage.deliveries import Document
from storage.queries.federation import Inbox
from storage.queries.reads import Reads
from storage.unit_of_work import SqlUnitOfWork


@dataclass(frozen=True, slots=True)
class Parcel:
    """A document ready to be put, with everything that had to be looked up before."""

    document: Document
    inboxes: tuple[str, ...]
    followers_of: str | None  # "" the instance, else a group's id; None nobody
    families: Collection[str] | None
    delay: int
    message: str | None
    person: str | None
    unmet: bool  # it is for one person whose profile cannot be read


class Posting:
    """Addresses and writes documents. Looking up is done before the transaction, writing within it."""

    def __init__(self, reads: Reads, urls: Urls, directory: Directory, *, leaves: bool = True) -> None:
        self._reads, self._urls, self._directory, self._leaves = reads, urls, directory, leaves

    async def parcel(self, said: Outgoing) -> Parcel:
        """*said*, through the gate that strips hidden recipients, with its inboxes found."""
        document = outgoing_gate(said.document)
        prepared = Prepared.of(document)
        known, unmet = await self._reached(said.people)
        inboxes = tuple(i.inbox if said.private else i.shared or i.inbox for i in known)
        message, _, person = said.about.partition(":")
        return Parcel(
            Document(
                id=reading.ident(document),
                sender=said.sender,
                body=prepared.body,
                digest=prepared.digest,
                private=said.private,
                object=_turn(document),
            ),
            inboxes,
            await self._followed(said.followers_of),
            FAMILIES[said.form] if said.form else None,
            said.delay,
            message or None,
            person or None,
            unmet,
        )

    async def _reached(self, people: tuple[str, ...]) -> tuple[list[Inbox], bool]:
        """Where *people* receive, and whether the one asked for is unmet.

        A single person whom we never met, such as the host of an event that a relay passed on, is looked up.
        """
        found = await self._reads.federation.inboxes(people) if people else []
        if found or len(people) != 1 or not self._leaves:
            return found, False
        met = await self._directory.actor(people[0])
        return await self._reads.federation.inboxes(people), met is None

    async def put(self, work: SqlUnitOfWork, parcel: Parcel) -> None:
        """Write *parcel* into the outbox of *work*. Where nothing may leave, nothing is written."""
        if not self._leaves:
            return
        due = work.now + timedelta(seconds=parcel.delay) if parcel.delay else None
        if parcel.followers_of is not None:
            group = parcel.followers_of or None
            await work.outbox.put_to_followers(parcel.document, group, parcel.families, due=due)
        if parcel.inboxes:
            await work.outbox.put(
                parcel.document, parcel.inboxes, due=due, message=parcel.message, person=parcel.person
            )
        elif parcel.message and parcel.person:
            await work.outbox.told(parcel.message, parcel.person, error="the account cannot be reached")

    async def _followed(self, actor: str) -> str | None:
        if not actor:
            return None
        named = self._urls.read(actor)
        if named is None or named.kind != "group":
            return ""
        page = await self._reads.groups.page(named.id)
        return page.group.id if page else None


def _turn(document: dict[str, object]) -> str:
    """What orders it: documents about one object arrive in turn (Create, Update, Delete)."""
    if reading.kind(document) in ("Create", "Update", "Delete"):
        return reading.ident(document.get("object"))
    return ""
