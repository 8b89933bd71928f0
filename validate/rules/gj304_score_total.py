"""得分合计不符

做什么：各三级指标得分相加（一个合并单元格只算一次），应等于表中印出的总分；预算执行率得分在资金一栏的，计入和不计入
两种加法都试，有一种相符即可。

例：9.00+12.5+12.5+12.5+11.25+20+20=97.75。

怎么改：先看是否某一项得分改过而总分没有改。
"""

from __future__ import annotations

from collections.abc import Iterator

from ...normalize.report import Report
from ..relation import Relation, any_of
from ..rule import rule
from .gj301_weight_total import execution_value, with_execution


@rule("GJ304", basis="财预〔2020〕10号：总分为各项指标得分之和")
def score_total(report: Report) -> Iterator[Relation]:
    for form in report.forms:
        for section in form.of("score"):
            for role, name in (("score", "总分"), ("review_score", "复核总分")):
                scores = [value for row in section.leaves if (value := row.value(role)) is not None]
                top = section.total.number(role) if section.total is not None else None
                if top is None or not any(value.quantity is not None for value in scores):
                    continue
                beside = execution_value(form, "score")
                yield any_of(name, with_execution(name, top, scores, beside, form))
