"""正文得分率与同句得分不符

做什么：“共a分，得分b分，得分率c%”中，c 应等于 b÷a。

例：共 21 分、得 19 分，19÷21=90.48%。

怎么改：按同句的得分和分值重新计算。
"""

from __future__ import annotations

from collections.abc import Iterator

from ...normalize.report import Report
from ..groups import sentence_facts
from ..relation import Quotient, Relation, equal
from ..rule import rule


@rule("GJ404", basis="得分率=得分÷分值×100%")
def text_rate(report: Report) -> Iterator[Relation]:
    for facts in sentence_facts(report):
        weight, score, rate = (facts.get(m) for m in ("group_weight", "group_score", "group_rate"))
        if weight is not None and score is not None and rate is not None:
            yield equal(f"{rate.subject}·得分率", rate.value, Quotient(score.value, weight.value))
