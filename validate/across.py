"""Several files of one project: the rules of one file asked of all of them together, and only what two files decide.

    报告.docx   预算执行数 98 万元          自评表.xlsx   全年执行数 95
    GJ408       98 ≠ 95, at 报告.docx：…, against 自评表.xlsx：…

A relation counts here when it speaks of at least two files; of alternatives every one must, since what a file's own
table can decide is the matter of that file. To say which of two numbers is wrong, the relations within each file take
part in the search, though none of them gives a row: they are told with their file. What a file itself says in two ways
is told there, and not once more against a copy of it. An error needs an identity printed
in full on both sides and the same scoring (自评 or 评价); what rests on an assumption is for review.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from fractions import Fraction

from ..normalize.case import Case, cases, shifts
from ..normalize.report import Key, Report
from .diagnose import Diagnosis
from .engine import NOTHING, Verdict, judge, judge_all
from .examine import selected
from .finding import Finding
from .ledger import Counts, Entry, count
from .outcome import Outcome, Summary, entries
from .relation import Relation
from .rule import ERROR, WARNING, Rule, rules
from .tolerance import INCONSISTENT, REVIEW

CASE = "case"  # the kind of a case's line in the summary
WORDED = {"total_score": {"自评": "self_evaluation", "评价": "evaluation", "复核": "evaluation"}}
SCORED = ("total_score", "group_weight", "group_score", "group_rate")  # measures that belong to one scoring


def case_outcome(
    name: str, reports: list[Report], select: tuple[str, ...], ignore: tuple[str, ...], ledger: bool
) -> Outcome:
    """What the files of a folder say of each other. Files of different projects are not compared."""
    asked = [rule for rule in rules() if selected(rule, select, ignore)]
    findings: list[Finding] = []
    lines: list[Entry] = []
    total: Counter[str] = Counter()
    found = cases(reports)
    for case in found:
        verdicts = [judge(rule, relation, NOTHING) for rule in asked for relation in _across(case, rule)]
        if any(verdict.outcome in (INCONSISTENT, REVIEW) for verdict in verdicts):
            within = list(_within(case, reports, asked))
            told = {(v.rule.code, v.relation.subject) for v in within if v.outcome == INCONSISTENT}
            new = [v for v in verdicts if (v.rule.code, v.relation.subject) not in told]
            findings += _Across(case.report, [*new, *within], case).findings()
        lines += entries(case.report, tuple(verdicts)) if ledger else []
        total.update(_figures(count(case.report, verdicts)))
    counts = Counts(**{name: total[name] for name in Counts.__slots__})
    whole = found[0].report.identity if len(found) == 1 else None
    summary = Summary(whole.project, whole.organisation, whole.year, CASE) if whole else Summary(kind=CASE)
    return Outcome(name, summary, tuple(findings), counts, tuple(lines))


def _figures(counts: Counts) -> dict[str, int]:
    """Of the relations between files; the coverage of numbers is told with each file."""
    own = {name: getattr(counts, name) for name in Counts.__slots__}
    return {name: 0 if name.startswith("numbers") else number for name, number in own.items()}


def _within(case: Case, reports: list[Report], asked: list[Rule]) -> Iterator[Verdict]:
    """Every file's own relations, at their places in the case."""
    by_name = {report.document.source.name: report for report in reports}
    for shift in shifts([by_name[name] for name in case.report.document.files]):
        if shift.name in case.files:
            yield from shift.of(list(judge_all(by_name[shift.name], asked)))


def _across(case: Case, rule: Rule) -> Iterator[Relation]:
    if not rule.across:
        return
    claims = {claim.value.key: claim for claim in case.report.claims}
    for relation in rule.relations(case.report):
        if not _crosses(relation):
            continue
        claim = claims.get(relation.stated.key) if relation.stated is not None else None
        if claim is None or claim.measure not in SCORED:
            yield relation
            continue
        own = case.natures.get(claim.value.anchor.part, "")
        kind = WORDED.get(claim.measure, {}).get(claim.subject, own)
        ways = [way for way in relation.alternatives or (relation,) if way.form is not None and way.form.kind == kind]
        if ways:
            yield replace(relation, alternatives=tuple(ways)) if relation.alternatives else relation


def _files(relation: Relation) -> set[str]:
    return {value.anchor.part for value in (*relation.values, *relation.evidence)}


def _crosses(relation: Relation) -> bool:
    return all(len(_files(way)) > 1 for way in relation.alternatives or (relation,))


@dataclass
class _Across(Diagnosis):
    """Rows about two files only, no graver than what binds them allows."""

    case: Case
    _kept: set[str] = field(default_factory=set)

    def findings(self) -> list[Finding]:
        return [finding for finding in super().findings() if finding.fingerprint in self._kept]

    def _gravity(self, verdict: Verdict) -> int:
        return super()._gravity(verdict) + (0 if _crosses(verdict.relation) else 10)

    def _row(
        self, verdict: Verdict, others: list[int], followers: list[int], suspect: tuple[Key, Fraction] | None = None
    ) -> Finding:
        row = super()._row(verdict, others, followers, suspect)
        if not _crosses(verdict.relation):
            return row
        mark = hashlib.sha256(f"{CASE}\x1f{row.fingerprint}".encode()).hexdigest()[:16]
        self._kept.add(mark)
        row = replace(row, fingerprint=mark)
        files = _files(verdict.relation)
        if files & self.case.assumed:
            return replace(row, severity=WARNING, status=REVIEW) if row.severity in (ERROR, WARNING) else row
        natures = {self.case.natures.get(file, "") for file in files}
        certain = len(natures) == 1 and "" not in natures
        return row if certain or row.severity != ERROR else replace(row, severity=WARNING)
