"""A record as rows of the tables, in the order of `tables.stored`.

Blank text becomes NULL: missing is not "". Exact numbers are handed over as text, which SQLite keeps and PostgreSQL
reads as NUMERIC with every digit.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from ..validate.finding import Finding
from ..validate.outcome import Outcome
from ..version import __version__
from .record import FormRow, Project, Record
from .tables import amounts, checks, claims, findings, forms, indicators, ledgers, projects
from .text import canonical, decimal_text, storable

Row = tuple[Any, ...]
Rows = dict[str, list[Row]]


@dataclass(frozen=True, slots=True)
class Numbers:
    """The numbers that a run's rows refer to."""

    run: int
    document: int
    body: int | None


def run_row(numbers: Numbers, outcome: Outcome, record: Record, edition: str, now: str) -> Row:
    """The run itself."""
    severities = [finding.severity for finding in outcome.findings]
    c = outcome.counts
    return (
        numbers.run, numbers.document, numbers.body, edition, __version__, int(record.complete), now,
        *(severities.count(severity) for severity in ("error", "warning", "info")),
        c.checked, c.held, c.rounding, c.broken, c.review, c.insufficient, c.numbers, c.numbers_held, c.numbers_broken,
    )  # fmt: skip


def add_children(rows: Rows, run: int, outcome: Outcome, record: Record) -> None:
    """Everything that belongs to a run."""
    rows[projects.name] += [_row(run, number, *_project(p)) for number, p in enumerate(record.projects, 1)]
    rows[forms.name] += [_row(run, number, *_form(f, record)) for number, f in enumerate(record.forms, 1)]
    rows[indicators.name] += [
        _row(run, number, i.form, i.path, i.name, i.canonical, i.weight, i.score, i.target, i.actual, *_place(i))
        for number, i in enumerate(record.indicators, 1)
    ]
    rows[amounts.name] += [
        _row(run, number, a.form, a.subject, a.role, a.measure, a.header, a.value, a.unit, a.printed, *_place(a))
        for number, a in enumerate(record.amounts, 1)
    ]
    rows[claims.name] += [
        _row(run, number, c.measure, c.subject, c.year, c.value, c.unit, c.printed, c.qualifier, *_place(c))
        for number, c in enumerate(record.claims, 1)
    ]
    rows[findings.name] += list(_findings(run, outcome, record))
    rows[checks.name] += [(run, check.rule, check.outcome, check.count) for check in record.checks]
    if record.ledger:
        rows[ledgers.name].append((run, record.ledger))


def _row(*values: Any) -> Row:
    return tuple(None if value == "" else value for value in values)


def _place(piece: Any) -> tuple[int | None, str]:
    return piece.page, piece.location


def _project(p: Project) -> Row:
    key = canonical(p.organisation)
    return p.name, p.organisation, key, p.year, p.kinds, p.budget, p.executed, p.rate, p.score, p.grade


def _form(f: FormRow, record: Record) -> Row:
    return (
        f.project, f.kind, f.ordinal, f.title, f.page, f.location, series(record.projects[f.project - 1], f.kind),
        f.budget, f.executed, f.rate, f.weight, f.score,
    )  # fmt: skip


def series(project: Project, kind: str) -> str:
    """What makes two forms versions of one; "" while any part of the identity is unknown: unknown never links."""
    parts = [canonical(project.name), canonical(project.organisation), project.year, kind]
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16] if all(parts) else ""


def _findings(run: int, outcome: Outcome, record: Record) -> Iterator[Row]:
    for number, (f, found) in enumerate(zip(outcome.findings, record.found, strict=True), 1):
        yield _row(
            run, number, found.project, found.indicator, f.rule, f.name, f.severity, f.status, storable(f.message),
            f.fingerprint, int(f.page) if f.page else None, storable(f.location), storable(f.subject),
            storable(f.stated), storable(f.expected), _difference(f), f.unit, storable(f.expression),
            storable(f.quote), storable(f.counterpart), storable(f.cause), storable(f.suggestion),
            storable("；".join(f.consequences)), f.basis,
        )  # fmt: skip


def _difference(finding: Finding) -> str:
    """The difference where it is a number: dates and grades have none."""
    try:
        number = Decimal(finding.difference)
    except InvalidOperation:
        return ""
    return decimal_text(number) if number.is_finite() else ""
