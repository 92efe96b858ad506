"""The one namespace of groups and accounts."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.errors import Clash
from storage.statements import add_missing
from storage.tables.accounts import NameRow


async def claim_name(connection: AsyncConnection, name: str, owner: str) -> None:
    """Make *name* belong to *owner* for ever; ``Clash`` when it is somebody else's already."""
    await add_missing(connection, NameRow, [{"name": name, "owner": owner}])
    if await connection.scalar(select(NameRow.owner).where(NameRow.name == name)) != owner:
        raise Clash("the name was taken in the same moment")
