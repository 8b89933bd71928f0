"""未达目标而得满分

做什么：完成值未达到指标值、又没有写明原因而得满分的，列出。按比例算得的分四舍五入后等于满分的不报（如97%对98%，整数得分）；相差不到5%的
只提示，实务中常给满分。

为什么：未达标仍给满分，自评失真；也可能是完成值填错。

例：指标值≥95%，完成值59%，分值10，得分10。

怎么改：按完成比例计分，或改正完成值。
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from ...normalize.report import Report
from ..accepted import missed_scores
from ..leaf import Leaf, leaves
from ..relation import Relation
from ..rule import rule
from .gj316_proportional_score import checkable

NEAR = Fraction(19, 20)


@rule("GJ318", basis="财预〔2020〕10号：未完成指标值的，按照完成值与指标值的比例记分")
def missed_full(report: Report) -> Iterator[Relation]:
    for leaf in leaves(report, "self_evaluation"):
        if checkable(report, leaf) and leaf.met is False and leaf.score.base == leaf.weight.base:  # type: ignore[union-attr]
            relation = missed_scores(leaf, report.conventions)
            if relation is not None:
                yield replace(relation, severity="info" if _near(leaf) else "warning")


def _near(leaf: Leaf) -> bool:
    """Missed by so little that full marks are usual practice."""
    low, high = sorted((leaf.target.base, leaf.actual.base))  # type: ignore[union-attr]
    return low >= high * NEAR
