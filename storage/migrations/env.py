"""How Alembic runs a step: on the connection that ``storage.migrate`` opened, one transaction for each."""

from alembic import context
from sqlalchemy import Connection, text

from storage.tables.everything import metadata

LOCK = 7306371  # any number that nobody else takes for PostgreSQL's advisory locks


def run(connection: Connection) -> None:
    """Run the steps that are missing, alone."""
    is_postgresql = connection.dialect.name == "postgresql"
    if is_postgresql:
        connection.execute(text(f"SELECT pg_advisory_lock({LOCK})"))
        connection.commit()
    context.configure(
        connection=connection,
        target_metadata=metadata,
        render_as_batch=True,
        transaction_per_migration=True,
        transactional_ddl=True,  # SQLite can, whatever the driver's old habits were
        compare_type=True,
    )
    with context.begin_transaction():
        context.run_migrations()
    if is_postgresql:
        connection.execute(text(f"SELECT pg_advisory_unlock({LOCK})"))
        connection.commit()


run(context.config.attributes["connection"])
