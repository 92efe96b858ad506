"""The first tables: events."""

import sqlalchemy as sa
from alembic import op

WHERE = sa.text("visibility = 'public' AND status IN ('published', 'cancelled')")


def create() -> None:
    """Make the tables."""
    _events()
    _event_tags()
    _interests()


def _events() -> None:
    op.create_table(
        "events",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("group_id", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("starts", sa.DateTime(), nullable=False),
        sa.Column("ends", sa.DateTime(), nullable=True),
        sa.Column("closes", sa.DateTime(), nullable=True),
        sa.Column("timezone", sa.Text(), nullable=False),
        sa.Column("starts_at", sa.DateTime(), nullable=False),
        sa.Column("over_at", sa.DateTime(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("online_url", sa.Text(), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=True),
        sa.Column("join_mode", sa.Text(), nullable=False),
        sa.Column("external_url", sa.Text(), nullable=False),
        sa.Column("guests_max", sa.Integer(), nullable=False),
        sa.Column("categories", sa.JSON(), nullable=False),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("picture", sa.Text(), nullable=True),
        sa.Column("picture_alt", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("visibility", sa.Text(), nullable=False),
        sa.Column("cancel_reason", sa.Text(), nullable=False),
        sa.Column("created_by", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=True),
        sa.Column("published_at", sa.DateTime(), nullable=True),
        sa.Column("updated_at", sa.DateTime(), nullable=True),
        sa.Column("announced_in", sa.Text(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("search", sa.Text(), nullable=False),
        sa.Column("place_name", sa.Text(), nullable=True),
        sa.Column("place_address", sa.Text(), nullable=False),
        sa.Column("place_locality", sa.Text(), nullable=False),
        sa.Column("place_region", sa.Text(), nullable=False),
        sa.Column("place_postal_code", sa.Text(), nullable=False),
        sa.Column("place_country", sa.Text(), nullable=False),
        sa.Column("latitude", sa.Double(), nullable=True),
        sa.Column("longitude", sa.Double(), nullable=True),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name="fk_events_group_id"),
        sa.PrimaryKeyConstraint("id", name="pk_events"),
    )
    op.create_index("ix_events_group_id_published_at", "events", ["group_id", "published_at"])
    op.create_index("ix_events_group_id_starts_at", "events", ["group_id", "starts_at"])
    op.create_index(
        "ix_events_listed",
        "events",
        ["over_at", "starts_at", "id"],
        sqlite_where=WHERE,
        postgresql_where=WHERE,
    )


def _event_tags() -> None:
    op.create_table(
        "event_tags",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("event_id", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name="fk_event_tags_event_id"),
        sa.PrimaryKeyConstraint("kind", "value", "event_id", name="pk_event_tags"),
    )
    op.create_index("ix_event_tags_event_id", "event_tags", ["event_id"])


def _interests() -> None:
    op.create_table(
        "interests",
        sa.Column("event_id", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("activity", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name="fk_interests_event_id"),
        sa.PrimaryKeyConstraint("event_id", "actor", "kind", name="pk_interests"),
    )
    op.create_index("ix_interests_actor_activity", "interests", ["actor", "activity"])
