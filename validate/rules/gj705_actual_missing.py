"""完成值缺失

做什么：有分值、有指标值的指标，“实际完成值”一栏空白，而同表多数指标都填了的，列出。

为什么：没有完成值却有得分，得分没有依据。

例：“培训人次”指标值≥100人次，分值10，得分10，完成值空白。

怎么改：补填实际完成情况。
"""

from __future__ import annotations

from collections.abc import Iterator

from ...normalize.report import Report
from ..relation import Relation
from ..rule import rule
from .gj704_target_missing import missing


@rule("GJ705", basis="财预〔2020〕10号 项目支出绩效自评表：实际完成值")
def actual_missing(report: Report) -> Iterator[Relation]:
    yield from missing(report, "actual", "完成值", "请补填实际完成情况")
