"""完成值远超指标值而未说明

做什么：越高越好的指标，完成值达到指标值的1.3倍及以上（增幅两倍及以上为警告，其余为提示），偏差原因一栏空白的，列出。比率指标、
反向指标不报。

为什么：大幅超额多半是指标值定得偏低，应当说明并调整下年目标。

例：指标值≥1000人次，完成值5200人次，原因空白。

怎么改：写明偏差原因，下年调整指标值。
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from ...normalize.indicators.direction import UP
from ...normalize.lexicon import compiled
from ...normalize.report import Report
from ..leaf import Leaf, leaves, rivals
from ..relation import Relation
from ..rule import rule
from .gj321_deduction_reason import HEADER

GRAVE = Fraction(3)


@rule("GJ712", basis="财预〔2020〕10号：偏离绩效目标较大的，应分析并说明原因")
def far_above_target(report: Report) -> Iterator[Relation]:
    limit = Fraction(report.conventions.over_completion)
    for leaf in leaves(report, "self_evaluation"):
        column = leaf.section.column("reason")
        if column is None or not compiled(HEADER).search(column.header) or leaf.reason or not _counted(leaf):
            continue
        ratio = leaf.actual.base / leaf.target.base  # type: ignore[union-attr]
        if ratio >= limit and not rivals(report, leaf):
            yield Relation(
                "condition",
                f"{leaf.row.path}·完成值",
                leaf.row.value("actual"),
                holds=False,
                form=leaf.form,
                severity="" if ratio >= GRAVE else "info",
                message=f"{leaf.row.path}指标值{leaf.row.text('target').strip()}，完成值{leaf.row.text('actual').strip()}，"
                "超出较多而未说明原因；请补写偏差原因。",
            )


def _counted(leaf: Leaf) -> bool:
    target, actual = leaf.target, leaf.actual
    if target is None or actual is None or leaf.way != UP or target.base <= 0 or leaf.kind == "成本":
        return False
    return target.dimension != "ratio" and bool(leaf.weight and leaf.weight.base)
