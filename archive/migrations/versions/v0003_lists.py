"""PostgreSQL keeps character pairs in lists of its own making instead of a GIN index; see `archive/postings.py`.

The index was four fifths of the time that archiving took. The pairs of each run stay where they are, and the lists are
made from them when the archive is opened. SQLite's index stays as it was.
"""

from __future__ import annotations

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        return
    op.execute("DROP INDEX search_pairs")
    op.execute("CREATE TABLE search_segments (segment integer PRIMARY KEY, last_run integer NOT NULL)")
    op.execute(
        "CREATE TABLE search_lists (block integer, segment integer, lists bytea NOT NULL, PRIMARY KEY (block, segment))"
    )
    op.execute("ALTER TABLE search_lists ALTER COLUMN lists SET STORAGE EXTERNAL")


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        return
    op.execute("DROP TABLE search_lists")
    op.execute("DROP TABLE search_segments")
    op.execute("CREATE INDEX search_pairs ON search USING gin (pairs)")
