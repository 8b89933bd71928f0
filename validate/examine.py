"""Report → findings and ledger: every selected rule, judged by one engine, grouped by cause."""

from __future__ import annotations

from dataclasses import dataclass

from ..normalize.report import Report
from .diagnose import Diagnosis
from .engine import Verdict, judge_all
from .finding import Finding
from .ledger import Counts, count
from .rule import Rule, rules
from .shown import explained, kept_in_full


@dataclass(frozen=True)
class Examination:
    """The outcome of a report: rows for the user, all verdicts for the ledger, counts for the summary."""

    findings: tuple[Finding, ...]
    verdicts: tuple[Verdict, ...]
    counts: Counts


def examine(report: Report, select: tuple[str, ...] = (), ignore: tuple[str, ...] = ()) -> Examination:
    """Applies the rules whose codes start with one of `select` (all if empty) and with none of `ignore`."""
    kept = kept_in_full(report)
    judged = judge_all(report, [rule for rule in rules() if selected(rule, select, ignore)])
    verdicts = [explained(verdict, kept) for verdict in judged]
    findings = Diagnosis(report, verdicts).findings()
    return Examination(tuple(findings), tuple(verdicts), count(report, verdicts))


def selected(rule: Rule, select: tuple[str, ...], ignore: tuple[str, ...]) -> bool:
    return (not select or rule.code.startswith(select)) and not (ignore and rule.code.startswith(ignore))
