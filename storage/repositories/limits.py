"""How often something may be asked."""

from datetime import datetime, timedelta

from sqlalchemy import case

from storage.repositories.repository import Repository
from storage.statements import insert
from storage.tables.limits import LimitRow


class Limits(Repository):
    """See ``fedevent.ports.Limits``."""

    async def allow(self, key: str, most: int, within: timedelta, now: datetime) -> bool:
        """Count one more of *key*; False when *most* were counted in the window that is running.

        A window begins with its first count and ends *within* later; then the next begins.
        """
        adding = insert(self._connection, LimitRow).values(key=key, began_at=now, number=1)
        over = LimitRow.began_at <= now - within
        counting = adding.on_conflict_do_update(
            index_elements=["key"],
            set_={
                "number": case((over, 1), else_=LimitRow.number + 1),
                "began_at": case((over, adding.excluded.began_at), else_=LimitRow.began_at),
            },
        ).returning(LimitRow.number)
        return (await self._connection.execute(counting)).scalar_one() <= most
