"""What several rules ask of a report: its score tables, the group a sentence speaks of, facts of one sentence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..normalize.indicators.levels import same_group
from ..normalize.report import Claim, Form, Report, Row
from .relation import Sum, total


@dataclass(frozen=True, slots=True)
class GroupSums:
    """A group of a score table as sums over its leaves: always recomputed from the leaves, never from a heading."""

    form: Form
    weights: Sum
    scores: Sum


def score_forms(report: Report) -> list[Form]:
    """Forms with a score column, in document order."""
    return [form for form in report.forms if form.score is not None and form.score.column("score") is not None]


def group_claims(report: Report, measure: str) -> Iterator[tuple[Claim, list[GroupSums]]]:
    """Claims about a 一级 or 二级 group with every score table that has it; a claim without a table is left out."""
    for claim in report.claims_of(measure):
        found = [sums for form in score_forms(report) if (sums := _find(form, claim.subject)) is not None]
        if found:
            yield claim, found


def _find(form: Form, subject: str) -> GroupSums | None:
    assert form.score is not None  # noqa: S101  score forms only
    if not form.score.groups:
        return _summed_up(form, subject)
    for group in form.score.groups:
        if same_group(group.label.name, subject):
            weights = [value for row in group.rows if (value := row.value("weight")) is not None]
            scores = [value for row in group.rows if (value := row.value("score")) is not None]
            if weights and scores:
                return GroupSums(form, total(weights), total(scores))
    return None


def _summed_up(form: Form, subject: str) -> GroupSums | None:
    """A table with a row a group, 指标类别 | 标准分值 | 评价得分, has what the text says of the group in that row."""
    rows = form.score.leaves if form.score is not None else []
    for row in rows:
        weight, score = row.number("weight"), row.number("score")
        if weight is not None and score is not None and same_group(row.name, subject):
            return GroupSums(form, total([weight]), total([score]))
    return None


def sentence_facts(report: Report) -> Iterator[dict[str, Claim]]:
    """The claims that one template read from one sentence, by measure."""
    grouped: dict[int, dict[str, Claim]] = {}
    for claim in report.claims:
        grouped.setdefault(claim.group, {})[claim.measure] = claim
    yield from grouped.values()


def leaves_by_name(form: Form) -> dict[str, Row]:
    """Leaf rows by name; a name that occurs twice is told apart by its path, and by neither if that repeats too."""
    rows = [row for section in form.of("score", "target") for row in section.leaves if row.name]
    names = [row.name for row in rows]
    return {row.name if names.count(row.name) == 1 else row.path: row for row in rows}
