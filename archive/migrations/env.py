"""Run by Alembic for every upgrade and downgrade: on the connection and in the transaction it was given."""

from __future__ import annotations

from alembic import context
from gouji.archive.migrations import VERSION_TABLE

context.configure(connection=context.config.attributes["connection"], version_table=VERSION_TABLE)
context.run_migrations()
