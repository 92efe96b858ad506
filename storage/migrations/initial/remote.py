"""The first tables: remote."""

import sqlalchemy as sa
from alembic import op


def create() -> None:
    """Make the tables."""
    op.create_table(
        "remote_events",
        sa.Column("uri", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("starts_at", sa.DateTime(), nullable=False),
        sa.Column("ends_at", sa.DateTime(), nullable=True),
        sa.Column("timezone", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("join_mode", sa.Text(), nullable=False),
        sa.Column("cancelled", sa.Boolean(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=True),
        sa.Column("seen_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("uri", name="pk_remote_events"),
    )
    op.create_index("ix_remote_events_actor", "remote_events", ["actor"])
    op.create_index("ix_remote_events_starts_at", "remote_events", ["starts_at"])
    op.create_table(
        "followings",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("group_id", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("since", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_followings"),
        sa.UniqueConstraint("group_id", "actor", name="uq_followings_group_id_actor"),
    )
    op.create_index("ix_followings_actor", "followings", ["actor"])
    op.create_table(
        "remote_rsvps",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_remote_rsvps_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_remote_rsvps"),
        sa.UniqueConstraint("event", "person_id", name="uq_remote_rsvps_event_person_id"),
    )
    op.create_index("ix_remote_rsvps_person_id", "remote_rsvps", ["person_id"])
