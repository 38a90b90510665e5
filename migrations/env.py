"""How a migration runs: as the owner, one at a time, on the connection that the command gives."""

from alembic import context
from sqlalchemy import text

connection = context.config.attributes["connection"]
context.configure(connection=connection, transaction_per_migration=True)
with context.begin_transaction():
    connection.execute(text("select pg_advisory_xact_lock(2015061511)"))
    context.run_migrations()
