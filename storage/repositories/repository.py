"""What all repositories are: words spoken over the connection of one unit of work."""

from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from storage.records.fields import AnyRow, AnySelect


class Repository:
    """Loads and saves within the transaction of *connection*, which somebody else commits."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def _first(self, wanted: AnySelect, **values: Any) -> AnyRow | None:
        return (await self._connection.execute(wanted, values)).first()
