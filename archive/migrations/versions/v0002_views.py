"""The views of 1.0, for people who write SQL: the same names and columns on both databases.

`latest_…` shows every document by its latest run; `current_…` leaves out the projects that a document archived later
reports on with the same form. Links between versions are derived from `forms.series`, never stored: they are right
again as soon as a document is read better. A number has two columns: `rate` compares and adds up, `rate_exact` has
every digit.
"""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

VIEWS = (
    "decided", "latest_runs", "latest_checks", "version_history", "current_projects", "current_forms",
    "current_indicators", "current_amounts", "current_claims", "current_findings",
)  # fmt: skip


def upgrade() -> None:
    for name, query in zip(VIEWS, _queries(), strict=True):
        op.execute(f"CREATE VIEW {name} AS {query}")


def downgrade() -> None:
    for name in reversed(VIEWS):
        op.execute(f"DROP VIEW {name}")


def _numbers(table: str, *names: str) -> str:
    """Columns that compare, and the same with every digit."""
    computed = "_number" if op.get_bind().dialect.name == "sqlite" else ""
    return ", ".join(f"{table}.{name}{computed} AS {name}, {table}.{name} AS {name}_exact" for name in names)


IDENTITY = "p.document_id, p.document, p.project, p.organisation, p.year"
FORM = "JOIN forms f ON f.run_id = p.run_id AND f.project = p.number"
NEWER = (
    "JOIN forms g ON g.series = f.series JOIN runs n ON n.id = g.run_id"
    " JOIN documents e ON e.id = n.document_id AND e.latest_run_id = n.id"
)


def _queries() -> tuple[str, ...]:
    return (
        # the last decision on a finding of a document
        "SELECT d.* FROM decisions d WHERE NOT EXISTS (SELECT 1 FROM decisions later WHERE later.id > d.id"
        " AND later.fingerprint = d.fingerprint AND later.document_id = d.document_id)",

        "SELECT r.id AS run_id, d.id AS document_id,"
        " (SELECT min(n.name) FROM names n WHERE n.document_id = d.id) AS document, d.sha256, d.format, d.pages,"
        " r.edition, r.complete, r.archived_at, r.errors, r.warnings, r.infos, r.checked, r.held, r.rounding, r.broken,"
        " r.review, r.insufficient, r.numbers, r.numbers_held, r.numbers_broken"
        " FROM documents d JOIN runs r ON r.id = d.latest_run_id",

        "SELECT r.run_id, r.document_id, r.document, k.rule, k.outcome, k.count"
        " FROM latest_runs r JOIN checks k ON k.run_id = r.run_id",

        # a form and the same form in a document that was archived later
        "SELECT e.id AS document_id, (SELECT min(n.name) FROM names n WHERE n.document_id = e.id) AS document,"
        " d.id AS previous_id, (SELECT min(n.name) FROM names n WHERE n.document_id = d.id) AS previous,"
        " p.name AS project, p.organisation, p.year, f.kind, f.run_id AS previous_run_id, p.project AS previous_number"
        " FROM documents d JOIN forms f ON f.run_id = d.latest_run_id"
        f" JOIN projects p ON p.run_id = f.run_id AND p.project = f.project {NEWER} AND e.id > d.id",

        f"SELECT r.run_id, r.document_id, r.document, p.project AS number, p.name AS project, p.organisation, p.year,"
        f" p.kinds, {_numbers('p', 'budget', 'executed', 'rate', 'score')}, p.grade, r.errors, r.warnings"
        " FROM latest_runs r JOIN projects p ON p.run_id = r.run_id"
        f" WHERE NOT EXISTS (SELECT 1 FROM forms f {NEWER}"
        " WHERE f.run_id = p.run_id AND f.project = p.project AND e.id > r.document_id)",

        f"SELECT f.run_id, f.form, {IDENTITY}, f.kind, f.ordinal, f.title, f.page, f.location,"
        f" {_numbers('f', 'budget', 'executed', 'rate', 'weight', 'score')} FROM current_projects p {FORM}",

        f"SELECT i.run_id, i.indicator, {IDENTITY}, f.kind, i.path, i.name, i.canonical,"
        f" {_numbers('i', 'weight', 'score')}, i.target, i.actual, i.page, i.location"
        f" FROM current_projects p {FORM} JOIN indicators i ON i.run_id = f.run_id AND i.form = f.form",

        f"SELECT a.run_id, a.amount, {IDENTITY}, f.kind, a.subject, a.role, a.measure, a.header,"
        f" {_numbers('a', 'value')}, a.unit, a.printed, a.page, a.location"
        f" FROM current_projects p {FORM} JOIN amounts a ON a.run_id = f.run_id AND a.form = f.form",

        f"SELECT c.run_id, c.claim, {IDENTITY}, c.measure, c.subject, {_numbers('c', 'value')}, c.unit, c.printed,"
        " c.qualifier, c.page, c.location"
        " FROM current_projects p JOIN claims c ON c.run_id = p.run_id WHERE p.number = 1",

        f"SELECT x.run_id, x.finding, {IDENTITY}, x.rule, x.name AS rule_name, x.severity, x.status, x.subject,"
        f" i.name AS indicator, x.stated, x.expected, {_numbers('x', 'difference')}, x.unit, x.expression, x.page,"
        " x.location, x.cause, x.suggestion, x.message, x.fingerprint, d.verdict, d.reviewer, d.note, d.decided_at"
        " FROM current_projects p JOIN findings x ON x.run_id = p.run_id AND x.project = p.number"
        " LEFT JOIN indicators i ON i.run_id = x.run_id AND i.indicator = x.indicator"
        " LEFT JOIN decided d ON d.document_id = p.document_id AND d.fingerprint = x.fingerprint",
    )  # fmt: skip
