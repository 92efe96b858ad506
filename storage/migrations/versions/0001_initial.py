"""The tables of the first release."""

from storage.migrations.initial import (
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

# In the order in which they refer to each other.
PARTS = (
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

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make them all."""
    for part in PARTS:
        part.create()
