"""The tables, as the program sees them; how they came to be is in `migrations/`, and a test holds the two together.

Exact numbers are NUMERIC on PostgreSQL. SQLite has no such type: there they are text with all their digits, and a
column computed from it (`rate_number` beside `rate`) serves comparisons, since '9.5' > '10.2' as text.

    projects.rate "0.9005"      projects.rate_number 0.9005

Rows of a run are numbered from 1 within it, so that the same reports give the same keys in every database.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    Computed,
    Dialect,
    Double,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Numeric,
    SmallInteger,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.types import TypeDecorator, TypeEngine


class Exact(TypeDecorator[Decimal]):
    """A decimal number with every digit it was printed with."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(Numeric() if dialect.name == "postgresql" else Text())

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> Any:
        return value if value is None or dialect.name == "postgresql" else format(value, "f")

    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:
        return None if value is None else Decimal(value)


metadata = MetaData()


def text(name: str) -> Column[str]:
    return Column(name, Text)


def exact(*names: str) -> list[Column[Any]]:
    """Exact columns, each with the computed number that only SQLite has."""
    return [column for name in names for column in (Column(name, Exact), computed(name))]


def computed(name: str) -> Column[float]:
    expression = Computed(f"CAST({name} AS REAL)", persisted=False)
    return Column(f"{name}_number", Double, expression, info={"only": "sqlite"})


def counts(*names: str) -> list[Column[int]]:
    return [Column(name, Integer, nullable=False) for name in names]


def numbered(name: str, *references: str) -> list[Column[int]]:
    """The key of a run's rows."""
    return [
        Column("run_id", Integer, *map(ForeignKey, references), primary_key=True, autoincrement=False),
        Column(name, Integer, primary_key=True, autoincrement=False),
    ]


def place() -> list[Column[Any]]:
    return [Column("page", Integer), text("location")]


documents = Table(
    "documents", metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("sha256", Text, nullable=False, unique=True),
    text("format"),
    Column("size", BigInteger, nullable=False),
    Column("pages", Integer),
    Column("first_seen", Text, nullable=False),
    Column("latest_run_id", Integer),
)  # fmt: skip
names = Table(
    "names", metadata,
    Column("document_id", ForeignKey("documents.id"), primary_key=True),
    Column("name", Text, primary_key=True),
    Column("first_seen", Text, nullable=False),
)  # fmt: skip
bodies = Table(
    "bodies", metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("document_id", ForeignKey("documents.id"), nullable=False),
    Column("sha256", Text, nullable=False),
    Column("passages", LargeBinary, nullable=False),
    UniqueConstraint("document_id", "sha256"),
)  # fmt: skip
runs = Table(
    "runs", metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("document_id", ForeignKey("documents.id"), nullable=False),
    Column("body_id", ForeignKey("bodies.id")),
    Column("edition", Text, nullable=False),
    Column("program", Text, nullable=False),
    Column("complete", SmallInteger, nullable=False),
    Column("archived_at", Text, nullable=False),
    *counts("errors", "warnings", "infos", "checked", "held", "rounding", "broken", "review", "insufficient"),
    *counts("numbers", "numbers_held", "numbers_broken"),
    UniqueConstraint("document_id", "edition", "complete"),
)  # fmt: skip
projects = Table(
    "projects", metadata,
    *numbered("project", "runs.id"), *map(text, ("name", "organisation", "organisation_key", "year", "kinds")),
    *exact("budget", "executed", "rate", "score"), text("grade"),
    Index("projects_year", "year"),
)  # fmt: skip
forms = Table(
    "forms", metadata,
    *numbered("form"), Column("project", Integer, nullable=False), text("kind"), Column("ordinal", Integer),
    text("title"), *place(), text("series"), *exact("budget", "executed", "rate", "weight", "score"),
    ForeignKeyConstraint(["run_id", "project"], ["projects.run_id", "projects.project"]),
    Index("forms_series", "series"),
)  # fmt: skip
indicators = Table(
    "indicators", metadata,
    *numbered("indicator"), Column("form", Integer, nullable=False), text("path"), text("name"), text("canonical"),
    *exact("weight", "score"), text("target"), text("actual"), *place(),
    ForeignKeyConstraint(["run_id", "form"], ["forms.run_id", "forms.form"]),
)  # fmt: skip
amounts = Table(
    "amounts", metadata,
    *numbered("amount"), Column("form", Integer, nullable=False), text("subject"), text("role"), text("measure"),
    text("header"), *exact("value"), text("unit"), text("printed"), *place(),
    ForeignKeyConstraint(["run_id", "form"], ["forms.run_id", "forms.form"]),
)  # fmt: skip
claims = Table(
    "claims", metadata,
    *numbered("claim", "runs.id"), *map(text, ("measure", "subject", "year")), *exact("value"),
    *map(text, ("unit", "printed", "qualifier")), *place(),
)  # fmt: skip
findings = Table(
    "findings", metadata,
    *numbered("finding"), Column("project", Integer, nullable=False), Column("indicator", Integer),
    *(Column(name, Text, nullable=False) for name in ("rule", "name", "severity", "status", "message", "fingerprint")),
    *place(), *map(text, ("subject", "stated", "expected")), *exact("difference"), *map(text, ("unit", "expression")),
    *map(text, ("quote", "counterpart", "cause", "suggestion", "consequences", "basis")),
    ForeignKeyConstraint(["run_id", "project"], ["projects.run_id", "projects.project"]),
    Index("findings_rule", "rule", "severity", "run_id"), Index("findings_severity", "severity", "run_id"),
)  # fmt: skip
checks = Table(
    "checks", metadata,
    Column("run_id", ForeignKey("runs.id"), primary_key=True), Column("rule", Text, primary_key=True),
    Column("outcome", Text, primary_key=True), Column("count", Integer, nullable=False),
)  # fmt: skip
ledgers = Table(
    "ledgers", metadata,
    Column("run_id", ForeignKey("runs.id"), primary_key=True), Column("entries", LargeBinary, nullable=False),
)  # fmt: skip
decisions = Table(
    "decisions", metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("document_id", ForeignKey("documents.id"), nullable=False),
    Column("fingerprint", Text, nullable=False),
    Column("verdict", Text, nullable=False),
    text("note"),
    Column("reviewer", Text, nullable=False),
    Column("decided_at", Text, nullable=False),
    Index("decisions_fingerprint", "fingerprint", "document_id"),
)  # fmt: skip

# Parents first: the order in which rows are written.
WRITTEN = (documents, names, bodies, runs, projects, forms, indicators, amounts, claims, findings, checks, ledgers)


def stored(table: Table) -> list[str]:
    """The columns that rows bring; the others are computed."""
    return [column.name for column in table.columns if column.computed is None]
