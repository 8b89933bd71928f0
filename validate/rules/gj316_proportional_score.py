"""得分与完成比例不符

做什么：定量指标未达到指标值、又没有写明偏差原因的，得分应能由指标值、完成值和分值按某一种通行办法算出：完成值÷指标值×分值，
完成率×分值，反向指标的指标值÷完成值×分值或（1－超出比例）×分值，满意度在60%与90%之间按比例，未达标不得分。得分取整或
截尾都算相符。报告另印评分规则的不在此列（见GJ320）。

为什么：没有原因，又算不出来，审核人无从判断得分从何而来。

例：指标值≥1000人，完成值800人，分值20，得分19，而800÷1000×20=16。

怎么改：按评分办法重新计算，或写明扣分依据。
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ...normalize.report import Report
from ..accepted import missed_scores
from ..leaf import Leaf, leaves, rivals
from ..relation import Relation
from ..rule import rule


@rule("GJ316", basis="财预〔2020〕10号：未完成指标值的，按照完成值与指标值的比例记分")
def proportional_score(report: Report) -> Iterator[Relation]:
    for leaf in leaves(report, "self_evaluation"):
        relation = missed(report, leaf)
        if relation is not None:
            yield replace(relation, severity="warning")


def missed(report: Report, leaf: Leaf) -> Relation | None:
    """The accepted scores of a row that missed its target and lost points without a word."""
    if not checkable(report, leaf) or leaf.met is not False:
        return None
    return missed_scores(leaf, report.conventions) if leaf.score.base < leaf.weight.base else None  # type: ignore[union-attr]


def checkable(report: Report, leaf: Leaf) -> bool:
    """A row whose score can only come from its own numbers: no reason given, no rule of its own, one target."""
    alone = leaf.scored and not leaf.reason and not leaf.ruled and leaf.section.column("reason") is not None
    return alone and not rivals(report, leaf)
