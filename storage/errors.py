"""What a database may answer instead of doing it."""

from sqlalchemy.exc import DBAPIError, IntegrityError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

# PostgreSQL: serialization failure, deadlock, lock not available, and the classes "connection lost",
# "too many" and "server is going down" (PostgreSQL documentation, appendix A).
_PASSING = ("40001", "40P01", "55P03", "08", "53", "57")


class Clash(Exception):
    """Somebody else was at it in the same moment, or the database was busy: nothing was done; try again."""


class Unavailable(Clash):
    """The database does not answer."""


def clash(error: BaseException) -> Clash | None:
    """The ``Clash`` that *error* is, or None when trying again would not help."""
    if isinstance(error, IntegrityError):
        return Clash("a record of the same kind came first")
    if isinstance(error, PoolTimeout):
        return Unavailable("every connection to the database is in use")
    if not isinstance(error, DBAPIError):
        return None
    state = str(getattr(error.orig, "sqlstate", None) or getattr(error.orig, "pgcode", None) or "")
    if state.startswith(_PASSING):
        return Clash(f"the database asks to try again ({state})")
    if error.connection_invalidated or isinstance(error, InterfaceError):
        return Unavailable("the connection to the database was lost")
    if isinstance(error, OperationalError) and "locked" in str(error.orig):
        return Clash("the database is locked by another process")
    return None
