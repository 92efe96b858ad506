"""All tables at once, for migrations and for whoever empties a database."""

from storage.tables import (
    accounts,
    actors,
    chapters,
    consents,
    deliveries,
    events,
    groups,
    jobs,
    limits,
    messages,
    people,
    remote,
    reports,
    rsvps,
)
from storage.tables.base import Table

MODULES = (
    people,
    accounts,
    groups,
    events,
    rsvps,
    consents,
    messages,
    reports,
    remote,
    chapters,
    limits,
    jobs,
    deliveries,
    actors,
)
metadata = Table.metadata
