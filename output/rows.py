"""Outcomes as rows of plain text, the same for every tabular output."""

from __future__ import annotations

from collections.abc import Iterator

from ..validate.finding import Finding
from ..validate.outcome import Outcome
from ..validate.rule import codes
from ..validate.suppress import SUPPRESSED
from .labels import word


def finding_rows(outcome: Outcome, language: str) -> Iterator[list[str]]:
    """A row per finding, in the columns of `labels.COLUMNS`."""
    for finding in outcome.findings:
        yield _finding_row(outcome.name, finding, language)


def _finding_row(name: str, f: Finding, language: str) -> list[str]:
    identity = f.identity
    return [
        name, identity.project, identity.organisation, identity.year, f.page, f.location, f.rule, f.name,
        word(f.severity, language), word(f.status, language), f.subject, f.stated, f.expected, f.difference, f.unit,
        f.expression, f.quote, f.counterpart, f.cause, f.suggestion, "；".join(f.consequences), f.basis, f.message,
        f.fingerprint,
    ]  # fmt: skip


def summary_row(outcome: Outcome, language: str) -> list[str]:
    """The report's line, in the columns of `labels.SUMMARY_COLUMNS`."""
    s, c = outcome.summary, outcome.counts
    return [
        outcome.name, s.project, s.organisation, s.year, word(s.kind, language), s.budget, s.executed, s.rate, s.score,
        s.grade, *(str(number) for number in severity_counts(outcome)),
        str(c.checked), str(c.held), str(c.broken), str(c.insufficient), c.coverage, s.rounding,
    ]  # fmt: skip


def severity_counts(outcome: Outcome) -> tuple[int, int, int, int]:
    """Rows of a report as errors, warnings, for review, unreadable: each row counted once, what was ignored not."""
    unreadable = sum(f.status == "unreadable" for f in outcome.findings)
    review = sum(f.status == "review" for f in outcome.findings)
    rest = [f for f in outcome.findings if f.status not in ("unreadable", "review", SUPPRESSED)]
    errors = sum(f.severity == "error" for f in rest)
    return errors, sum(f.severity == "warning" for f in rest), review, unreadable


def ledger_rows(outcome: Outcome, language: str) -> Iterator[list[str]]:
    """A row per check, in the columns of `labels.LEDGER_COLUMNS`."""
    for entry in outcome.ledger:
        name = codes()[entry.rule].name
        yield [
            outcome.name, entry.rule, name, word(entry.outcome, language), entry.subject, entry.location, entry.stated,
            entry.expression,
        ]  # fmt: skip
