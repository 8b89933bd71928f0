"""各组分值之和与总分值不符

做什么：各一级指标名称里的分值相加，应等于总分值（执行率的分值另在资金一栏的，两种加法都试）。

怎么改：对照批复的绩效目标表核对各组分值。
"""

from __future__ import annotations

from collections.abc import Iterator

from ...normalize.report import Report
from ..relation import Relation, any_of
from ..rule import rule
from .gj301_weight_total import execution_value, with_execution


@rule("GJ303", basis="一级指标分值之和等于总分值")
def group_total(report: Report) -> Iterator[Relation]:
    for form in report.forms:
        for section in form.of("score"):
            groups = [group for group in section.groups if group.level == 1]
            weights = [group.label.weight for group in groups if group.label.weight is not None]
            top = section.total.number("weight") if section.total is not None else None
            if top is None or len(weights) < 2 or len(weights) < len(groups):
                continue
            beside = execution_value(form, "weight")
            yield any_of("总分值", with_execution("总分值", top, weights, beside, form))
