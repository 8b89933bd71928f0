"""The tables of 1.0.

On SQLite exact numbers are text and a computed column beside them compares; on PostgreSQL they are NUMERIC. Decisions
can be added and nothing else. Character pairs lie in an FTS5 index without content (SQLite) or in an integer array
under a GIN index (PostgreSQL).
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

EXACT = sa.Text().with_variant(sa.Numeric(), "postgresql")
TABLES = (
    "decisions", "ledgers", "checks", "findings", "claims", "amounts", "indicators", "forms", "projects",
    "runs", "bodies", "names", "documents",
)  # fmt: skip


def upgrade() -> None:
    _documents()
    _runs()
    _projects()
    _rows()
    _findings()
    _decisions()
    _search()


def downgrade() -> None:
    op.execute("DROP TABLE search")
    for table in TABLES:
        op.drop_table(table)
    if not _sqlite():
        op.execute("DROP FUNCTION gouji_append_only()")


def _sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"


def _table(name: str, *parts: Any) -> None:
    op.create_table(name, *parts)


def _rows_table(name: str, *parts: Any) -> None:
    """A table whose rows lie in the order of their key: those of one run together."""
    op.create_table(name, *parts, sqlite_with_rowid=False)


def _text(*names: str, nullable: bool = True) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.Text, nullable=nullable) for name in names]


def _counts(*names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.Integer, nullable=False) for name in names]


def _exact(*names: str) -> list[sa.Column[Any]]:
    columns: list[sa.Column[Any]] = []
    for name in names:
        columns.append(sa.Column(name, EXACT))
        if _sqlite():
            number = sa.Computed(f"CAST({name} AS REAL)", persisted=False)
            columns.append(sa.Column(f"{name}_number", sa.Double, number))
    return columns


def _numbered(name: str, *references: str) -> list[sa.Column[Any]]:
    """The key of a run's rows. What refers to a form or project of the run needs no reference to the run as well."""
    return [
        sa.Column("run_id", sa.Integer, *map(sa.ForeignKey, references), primary_key=True, autoincrement=False),
        sa.Column(name, sa.Integer, primary_key=True, autoincrement=False),
    ]


def _place() -> list[sa.Column[Any]]:
    return [sa.Column("page", sa.Integer), sa.Column("location", sa.Text)]


def _id() -> sa.Column[Any]:
    return sa.Column("id", sa.Integer, primary_key=True, autoincrement=False)


def _document(key: bool = False) -> sa.Column[Any]:
    return sa.Column("document_id", sa.Integer, sa.ForeignKey("documents.id"), nullable=False, primary_key=key)


def _number_index(table: str, column: str) -> None:
    op.create_index(f"{table}_{column}", table, [f"{column}_number" if _sqlite() else column])


def _documents() -> None:
    _table(
        "documents", _id(), sa.Column("sha256", sa.Text, nullable=False, unique=True), *_text("format"),
        sa.Column("size", sa.BigInteger, nullable=False), sa.Column("pages", sa.Integer),
        *_text("first_seen", nullable=False), sa.Column("latest_run_id", sa.Integer),
    )  # fmt: skip
    _rows_table(
        "names", _document(key=True), sa.Column("name", sa.Text, primary_key=True),
        *_text("first_seen", nullable=False),
    )  # fmt: skip
    _table(
        "bodies", _id(), _document(), *_text("sha256", nullable=False),
        sa.Column("passages", sa.LargeBinary, nullable=False), sa.UniqueConstraint("document_id", "sha256"),
    )  # fmt: skip


def _runs() -> None:
    _table(
        "runs", _id(), _document(), sa.Column("body_id", sa.Integer, sa.ForeignKey("bodies.id")),
        *_text("edition", "program", nullable=False), sa.Column("complete", sa.SmallInteger, nullable=False),
        *_text("archived_at", nullable=False),
        *_counts("errors", "warnings", "infos", "checked", "held", "rounding", "broken", "review", "insufficient"),
        *_counts("numbers", "numbers_held", "numbers_broken"),
        sa.UniqueConstraint("document_id", "edition", "complete"),
    )  # fmt: skip


def _projects() -> None:
    _rows_table(
        "projects", *_numbered("project", "runs.id"), *_text("name", "organisation", "organisation_key", "year"),
        *_text("kinds"), *_exact("budget", "executed", "rate", "score"), *_text("grade"),
    )  # fmt: skip
    for column in ("budget", "executed", "rate", "score"):
        _number_index("projects", column)
    op.create_index("projects_year", "projects", ["year"])
    _rows_table(
        "forms", *_numbered("form"), *_counts("project"), *_text("kind"), sa.Column("ordinal", sa.Integer),
        *_text("title"), *_place(), *_text("series"), *_exact("budget", "executed", "rate", "weight", "score"),
        sa.ForeignKeyConstraint(["run_id", "project"], ["projects.run_id", "projects.project"]),
    )  # fmt: skip
    op.create_index("forms_series", "forms", ["series"])


def _rows() -> None:
    def form() -> sa.ForeignKeyConstraint:
        return sa.ForeignKeyConstraint(["run_id", "form"], ["forms.run_id", "forms.form"])

    _rows_table(
        "indicators", *_numbered("indicator"), *_counts("form"), *_text("path", "name", "canonical"),
        *_exact("weight", "score"), *_text("target", "actual"), *_place(), form(),
    )  # fmt: skip
    _rows_table(
        "amounts", *_numbered("amount"), *_counts("form"), *_text("subject", "role", "measure", "header"),
        *_exact("value"), *_text("unit", "printed"), *_place(), form(),
    )  # fmt: skip
    _rows_table(
        "claims", *_numbered("claim", "runs.id"), *_text("measure", "subject", "year"), *_exact("value"),
        *_text("unit", "printed", "qualifier"), *_place(),
    )  # fmt: skip


def _findings() -> None:
    _table(
        "findings", *_numbered("finding"), *_counts("project"), sa.Column("indicator", sa.Integer),
        *_text("rule", "name", "severity", "status", "message", "fingerprint", nullable=False), *_place(),
        *_text("subject", "stated", "expected"), *_exact("difference"), *_text("unit", "expression", "quote"),
        *_text("counterpart", "cause", "suggestion", "consequences", "basis"),
        sa.ForeignKeyConstraint(["run_id", "project"], ["projects.run_id", "projects.project"]),
    )  # fmt: skip
    op.create_index("findings_rule", "findings", ["rule", "severity", "run_id"])
    op.create_index("findings_severity", "findings", ["severity", "run_id"])
    run = [sa.Column("run_id", sa.Integer, sa.ForeignKey("runs.id"), primary_key=True, autoincrement=False)]
    _rows_table(
        "checks", *run, sa.Column("rule", sa.Text, primary_key=True), sa.Column("outcome", sa.Text, primary_key=True),
        *_counts("count"),
    )  # fmt: skip
    run = [sa.Column("run_id", sa.Integer, sa.ForeignKey("runs.id"), primary_key=True, autoincrement=False)]
    _table("ledgers", *run, sa.Column("entries", sa.LargeBinary, nullable=False))


def _decisions() -> None:
    _table(
        "decisions", _id(), _document(), *_text("fingerprint", "verdict", nullable=False), *_text("note"),
        *_text("reviewer", "decided_at", nullable=False),
        sa.CheckConstraint("verdict IN ('confirmed', 'dismissed', 'corrected')", name="decisions_verdict"),
    )  # fmt: skip
    op.create_index("decisions_fingerprint", "decisions", ["fingerprint", "document_id"])
    refused = "decisions can only be added"
    if _sqlite():
        for action in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER decisions_no_{action.lower()} BEFORE {action} ON decisions "
                f"BEGIN SELECT RAISE(ABORT, '{refused}'); END"
            )
        return
    op.execute(
        "CREATE FUNCTION gouji_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{refused}'; END $$"
    )
    op.execute(
        "CREATE TRIGGER decisions_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON decisions "
        "FOR EACH STATEMENT EXECUTE FUNCTION gouji_append_only()"
    )


def _search() -> None:
    if _sqlite():
        op.execute(
            "CREATE VIRTUAL TABLE search USING fts5(pairs, content='', detail=none, columnsize=0, "
            "tokenize=\"unicode61 remove_diacritics 0 categories 'L* M* N* S* Co Cn'\")"
        )
        return
    op.execute("CREATE TABLE search (run_id integer PRIMARY KEY REFERENCES runs (id), pairs integer[] NOT NULL)")
    op.execute("ALTER TABLE search ALTER COLUMN pairs SET STORAGE EXTERNAL")
    op.execute("CREATE INDEX search_pairs ON search USING gin (pairs)")
