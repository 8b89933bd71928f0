"""正文各级得分之和与总分不符

做什么：正文逐一写出全部一级指标得分时，相加应等于总分。只写出其中几个的不核对；没有评分表的，所写各级分值
相加为 100 才核对。

例：17+20+37+19=93，而总分为 91。

怎么改：先找出与评分表不符的那一个一级指标得分。
"""

from __future__ import annotations

from collections.abc import Iterator

from ...normalize.indicators.levels import level_class
from ...normalize.report import Claim, Report
from ..groups import score_forms
from ..narrative import short
from ..relation import Relation, any_of, equal, total
from ..rule import rule
from .gj301_weight_total import execution_value, with_execution

SUBJECT = "正文各一级指标得分之和"


@rule("GJ405", basis="总分为各一级指标得分之和")
def text_score_sum(report: Report) -> Iterator[Relation]:
    if not score_forms(report):
        yield from _without_table(report)
        return
    claims: dict[str, list[Claim]] = {}
    for claim in report.claims_of("group_score"):
        if level_class(claim.subject):
            claims.setdefault(level_class(claim.subject), []).append(claim)
    if any(len(found) > 1 for found in claims.values()):
        return
    for form in score_forms(report):
        section = form.score
        top = section.total.number("score") if section is not None and section.total is not None else None
        if section is None or top is None:
            continue
        named = {level_class(group.label.name) for group in section.groups if group.level == 1}
        if named and "" not in named and named == set(claims):
            values = [found[0].value for found in claims.values()]
            beside = execution_value(form, "score")
            yield any_of(SUBJECT, with_execution(SUBJECT, top, values, beside, form))
            return


def _without_table(report: Report) -> Iterator[Relation]:
    """Scores of the text alone: the weights printed beside them in one sentence add up to 100, so none is left out."""
    said = [claim for claim in report.claims_of("total_score") if claim.whole and claim.value.certain]
    if len({claim.value.base for claim in said}) != 1:
        return
    sentences: dict[str, list[Claim]] = {}
    for claim in report.claims_of("group_score", "group_weight"):
        sentences.setdefault(claim.sentence, []).append(claim)
    for claims in sentences.values():
        scores = {claim.subject: claim.value for claim in claims if claim.measure == "group_score"}
        weights = {claim.subject: claim.value for claim in claims if claim.measure == "group_weight"}
        certain = all(value.certain for value in (*scores.values(), *weights.values()))
        paired = len(scores) > 2 and scores.keys() == weights.keys() and 2 * len(scores) == len(claims)
        if certain and paired and sum(weight.base for weight in weights.values()) == 100:
            yield equal(SUBJECT, said[0].value, total(list(scores.values())), quote=short(said[0].sentence))
            return
