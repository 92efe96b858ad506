"""The first tables: groups."""

import sqlalchemy as sa
from alembic import op


def create() -> None:
    """Make the tables."""
    _groups()
    _group_tags()
    _memberships()
    _followers()


def _groups() -> None:
    op.create_table(
        "groups",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("timezone", sa.Text(), nullable=False),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("topics", sa.JSON(), nullable=False),
        sa.Column("levels", sa.JSON(), nullable=False),
        sa.Column("programs", sa.JSON(), nullable=False),
        sa.Column("picture", sa.Text(), nullable=True),
        sa.Column("picture_alt", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=True),
        sa.Column("updated_at", sa.DateTime(), nullable=True),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.Column("search", sa.Text(), nullable=False),
        sa.Column("place_name", sa.Text(), nullable=True),
        sa.Column("place_address", sa.Text(), nullable=False),
        sa.Column("place_locality", sa.Text(), nullable=False),
        sa.Column("place_region", sa.Text(), nullable=False),
        sa.Column("place_postal_code", sa.Text(), nullable=False),
        sa.Column("place_country", sa.Text(), nullable=False),
        sa.Column("latitude", sa.Double(), nullable=True),
        sa.Column("longitude", sa.Double(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_groups"),
        sa.UniqueConstraint("slug", name="uq_groups_slug"),
    )
    op.create_index("ix_groups_latitude_longitude", "groups", ["latitude", "longitude"])


def _group_tags() -> None:
    op.create_table(
        "group_tags",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("group_id", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name="fk_group_tags_group_id"),
        sa.PrimaryKeyConstraint("kind", "value", "group_id", name="pk_group_tags"),
    )
    op.create_index("ix_group_tags_group_id", "group_tags", ["group_id"])


def _memberships() -> None:
    op.create_table(
        "memberships",
        sa.Column("group_id", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("since", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_memberships_person_id"),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name="fk_memberships_group_id"),
        sa.PrimaryKeyConstraint("group_id", "person_id", name="pk_memberships"),
    )
    op.create_index("ix_memberships_person_id", "memberships", ["person_id"])


def _followers() -> None:
    op.create_table(
        "followers",
        sa.Column("group_id", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("follow", sa.Text(), nullable=False),
        sa.Column("since", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("group_id", "actor", name="pk_followers"),
    )
    op.create_index("ix_followers_actor", "followers", ["actor"])
    op.create_index("ix_followers_group_id_since", "followers", ["group_id", "since"])
