"""Every check and its outcome: what held, what broke, what could not be decided, and how much of the report took part.

Coverage counts printed numbers: in a relation that held, in one that broke, in none.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from ..normalize.report import Report
from .engine import Verdict
from .tolerance import CONSISTENT, INCONSISTENT, INSUFFICIENT, REVIEW, ROUNDING


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the ledger, printable and picklable."""

    rule: str
    outcome: str
    subject: str
    location: str
    stated: str
    expression: str


@dataclass(frozen=True, slots=True)
class Counts:
    """How many relations a report was checked on, and its numbers' coverage."""

    checked: int = 0
    held: int = 0
    rounding: int = 0
    broken: int = 0
    review: int = 0
    insufficient: int = 0
    numbers: int = 0
    numbers_held: int = 0
    numbers_broken: int = 0

    @property
    def coverage(self) -> str:
        """Share of the printed numbers that took part in a check, "" when the report has none."""
        if not self.numbers:
            return ""
        return f"{(self.numbers_held + self.numbers_broken) * 100 // self.numbers}%"


def count(report: Report, verdicts: list[Verdict]) -> Counts:
    """The figures for the summary."""
    outcomes = Counter(verdict.outcome for verdict in verdicts)
    held: set[object] = set()
    broken: set[object] = set()
    for verdict in verdicts:
        if verdict.outcome in (CONSISTENT, ROUNDING):
            held.update(value.key for value in verdict.basis.values if value.quantity is not None)
        elif verdict.outcome in (INCONSISTENT, REVIEW):
            broken.update(value.key for value in verdict.basis.values if value.quantity is not None)
    numbers = _numbers(report) | held | broken
    decided = len(verdicts) - outcomes[INSUFFICIENT]
    return Counts(
        decided,
        outcomes[CONSISTENT] + outcomes[ROUNDING],
        outcomes[ROUNDING],
        outcomes[INCONSISTENT],
        outcomes[REVIEW],
        outcomes[INSUFFICIENT],
        len(numbers),
        len(held - broken),
        len(broken),
    )


def _numbers(report: Report) -> set[object]:
    found: set[object] = {claim.value.key for claim in report.claims if claim.value.quantity is not None}
    for form in report.forms:
        for section in form.sections:
            for row in section.rows:
                found |= {value.key for value in row.values.values() if value.quantity is not None}
                found |= {label.weight.key for label in row.labels if label.weight is not None}
    return found
