"""Actors and servers elsewhere, as we remember them, and the keys of our own."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.engine import Database
from storage.records.actors import KnownActor, actor_values
from storage.statements import add_missing, upsert
from storage.tables.actors import ActorKeyRow, ActorRow, HostRow, OwnKeyRow
from storage.tables.groups import FollowerRow

Pair = tuple[str, str]


class Actors:
    """The write side; ``queries.federation`` reads. Every method is a transaction of its own."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def remember(
        self,
        *,
        id: str,
        type: str,
        inbox: str,
        username: str,
        host: str,
        handle: str,
        at: datetime,
        shared_inbox: str | None = None,
        name: str = "",
        url: str = "",
        also_known_as: Iterable[str] = (),
        moved_to: str | None = None,
        suspended: bool = False,
        keys: Mapping[str, str] | None = None,
    ) -> None:
        """Keep what an actor's document said *at* a moment; its keys take the place of those known before."""
        actor = KnownActor(
            id=id,
            type=type,
            inbox=inbox,
            username=username,
            host=host,
            handle=handle,
            fetched_at=at,
            shared_inbox=shared_inbox,
            name=name,
            url=url,
            keys=keys or {},
            also_known_as=tuple(also_known_as),
            moved_to=moved_to,
            suspended=suspended,
        )
        async with self._database.writing() as connection:
            await upsert(connection, ActorRow, actor_values(actor), ["id"])
            gone = delete(ActorKeyRow).where(ActorKeyRow.actor_id == id, ActorKeyRow.id.not_in(actor.keys))
            await connection.execute(gone)
            for key, pem in actor.keys.items():
                await upsert(connection, ActorKeyRow, {"id": key, "actor_id": id, "pem": pem}, ["id"])
            await connection.commit()

    async def forget(self, actor: str) -> None:
        """Drop an actor and its keys."""
        async with self._database.writing() as connection:
            await connection.execute(delete(ActorKeyRow).where(ActorKeyRow.actor_id == actor))
            await connection.execute(delete(ActorRow).where(ActorRow.id == actor))
            await connection.commit()

    async def inbox_gone(self, inbox: str) -> None:
        """An inbox answers that it is no more: whoever received there follows nothing of ours any longer."""
        lost = select(ActorRow.id).where((ActorRow.inbox == inbox) | (ActorRow.shared_inbox == inbox))
        async with self._database.writing() as connection:
            await connection.execute(delete(FollowerRow).where(FollowerRow.actor.in_(lost)))
            await connection.commit()

    async def remember_host(self, host: str, *, software: str, dialect: str, at: datetime) -> None:
        """Keep what a server runs and which dialect that is."""
        values = {"software": software, "dialect": dialect, "checked_at": at}
        await self._host(host, values)

    async def remember_scheme(self, host: str, scheme: str) -> None:
        """Keep which signature scheme a server takes."""
        await self._host(host, {"scheme": scheme})

    async def remember_failing(self, host: str, since: datetime | None) -> None:
        """Keep since when a server has not answered; None once it does."""
        async with self._database.reading() as read:
            known = (await read.execute(select(HostRow.failing_since).where(HostRow.host == host))).first()
        if since is None and (known is None or known.failing_since is None):
            return
        if since is None or known is None or known.failing_since is None:
            await self._host(host, {"failing_since": since})

    async def own_key(self, owner: str) -> Pair | None:
        """The key pair (private, public; PEM) of "instance", "group:<id>" or "person:<id>"."""
        async with self._database.reading() as read:
            return await _pair(read, owner)

    async def add_own_key(self, owner: str, private: str, public: str, at: datetime | None = None) -> Pair:
        """Keep a key pair unless there is one; the pair that holds, whoever made it."""
        row = {"owner": owner, "private_pem": private, "public_pem": public, "created_at": at}
        async with self._database.writing() as connection:
            await add_missing(connection, OwnKeyRow, [row])
            kept = await _pair(connection, owner)
            await connection.commit()
        return kept or (private, public)

    async def _host(self, host: str, values: dict[str, Any]) -> None:
        blank = {"host": host, "software": "", "dialect": "unknown", "scheme": ""}
        async with self._database.writing() as connection:
            changed = await connection.execute(update(HostRow).where(HostRow.host == host).values(values))
            if not changed.rowcount:
                await upsert(connection, HostRow, {**blank, **values}, ["host"])
            await connection.commit()


async def _pair(connection: AsyncConnection, owner: str) -> Pair | None:
    wanted = select(OwnKeyRow.private_pem, OwnKeyRow.public_pem).where(OwnKeyRow.owner == owner)
    row = (await connection.execute(wanted)).first()
    return (row.private_pem, row.public_pem) if row else None
