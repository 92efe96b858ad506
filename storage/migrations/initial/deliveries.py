"""The first tables: deliveries."""

import sqlalchemy as sa
from alembic import op

WHERE = sa.text("dead_at IS NULL")


def create() -> None:
    """Make the tables."""
    op.create_table(
        "documents",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("sender", sa.Text(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("private", sa.Boolean(), nullable=False),
        sa.Column("object", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_documents"),
    )
    op.create_index("ix_documents_created_at", "documents", ["created_at"])
    op.create_index("ix_documents_object", "documents", ["object"])
    op.create_table(
        "deliveries",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("document_id", sa.Text(), nullable=False),
        sa.Column("inbox", sa.Text(), nullable=False),
        sa.Column("host", sa.Text(), nullable=False),
        sa.Column("object", sa.Text(), nullable=False),
        sa.Column("due_at", sa.DateTime(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("last_status", sa.Integer(), nullable=True),
        sa.Column("last_error", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("dead_at", sa.DateTime(), nullable=True),
        sa.Column("message_id", sa.Text(), nullable=True),
        sa.Column("person_id", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name="fk_deliveries_document_id"),
        sa.PrimaryKeyConstraint("id", name="pk_deliveries"),
        sa.UniqueConstraint("document_id", "inbox", name="uq_deliveries_document_id_inbox"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_deliveries_dead_at", "deliveries", ["dead_at"])
    op.create_index(
        "ix_deliveries_due", "deliveries", ["due_at", "id"], sqlite_where=WHERE, postgresql_where=WHERE
    )
    op.create_index(
        "ix_deliveries_host", "deliveries", ["host", "due_at"], sqlite_where=WHERE, postgresql_where=WHERE
    )
    op.create_index(
        "ix_deliveries_turn",
        "deliveries",
        ["inbox", "object", "id"],
        sqlite_where=WHERE,
        postgresql_where=WHERE,
    )
