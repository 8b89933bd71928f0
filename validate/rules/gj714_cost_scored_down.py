"""成本低于目标而被扣分

做什么：成本、金额类指标越低越好，实际成本低于指标值、又没有写明原因的，应得满分。指标值印有“≥”的（投入下限）不报。

为什么：常见的错误是照正向指标按“实际÷计划”给成本打分，节约反而扣分。

例：指标值120万，实际108万，分值12.5，得分11.25（108÷120×12.5）。

怎么改：成本未超过指标值的得满分；因任务未完成而少支出的，写明原因。
"""

from __future__ import annotations

from collections.abc import Iterator

from ...normalize.report import Report
from ..accepted import subject_of
from ..leaf import Leaf, leaves
from ..relation import Relation, equal
from ..rule import rule
from .gj316_proportional_score import checkable
from .gj317_met_not_full import cost


@rule("GJ714", basis="财预〔2020〕10号：完成指标值的，记该指标所赋全部分值")
def cost_scored_down(report: Report) -> Iterator[Relation]:
    for leaf in leaves(report, "self_evaluation"):
        if checkable(report, leaf) and leaf.target is not None and leaf.actual is not None and cost(leaf):
            yield equal(subject_of(leaf), leaf.score, leaf.weight, form=leaf.form, message=_message(leaf))  # type: ignore[arg-type]


def _message(leaf: Leaf) -> str:
    texts = [" ".join(leaf.row.text(role).split()) for role in ("target", "actual", "weight", "score")]
    target, actual, weight, score = texts
    return (
        f"{leaf.row.path}是越低越好的成本指标，指标值{target}，实际{actual}，未超过指标值，而{weight}分只得{score}分；"
        "请改为满分，或写明扣分原因。"
    )
