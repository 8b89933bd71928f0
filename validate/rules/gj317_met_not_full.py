"""达到目标而未得满分

做什么：完成值达到指标值、又没有写明扣分原因的，应得满分。完成值超过指标值30%以上的，可能因指标值偏低而扣分，不报；成本等
越低越好的指标见GJ714；报告另印评分规则的见GJ320。

为什么：多半是得分填错，或者漏写扣分原因。

例：指标值≥95%，完成值97%，分值10，得分9，原因一栏空白。

怎么改：改正得分，或补写扣分原因。
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from ...normalize.indicators.direction import DOWN
from ...normalize.report import Report
from ..accepted import subject_of
from ..leaf import Leaf, leaves
from ..relation import Relation, equal
from ..rule import rule
from .gj316_proportional_score import checkable

FAR = Fraction(13, 10)  # from here on a target may have been set too low, which may cost points


@rule("GJ317", basis="财预〔2020〕10号：完成指标值的，记该指标所赋全部分值")
def met_not_full(report: Report) -> Iterator[Relation]:
    for leaf in leaves(report, "self_evaluation"):
        if met(report, leaf):
            yield equal(subject_of(leaf), leaf.score, leaf.weight, form=leaf.form, message=_message(leaf))  # type: ignore[arg-type]


def met(report: Report, leaf: Leaf) -> bool:
    """Whether a row reached its target, and nothing in it says why it should lose points."""
    return checkable(report, leaf) and bool(leaf.met) and not _far_above(leaf) and not cost(leaf)


def cost(leaf: Leaf) -> bool:
    """A cost that stayed below its target: GJ714 speaks of it."""
    return leaf.way == DOWN and leaf.kind == "成本" and leaf.actual.base < leaf.target.base  # type: ignore[union-attr]


def _far_above(leaf: Leaf) -> bool:
    return leaf.actual.base > leaf.target.base * FAR  # type: ignore[union-attr]


def _message(leaf: Leaf) -> str:
    target, actual, weight, score = (_text(leaf, role) for role in ("target", "actual", "weight", "score"))
    return (
        f"{leaf.row.path}指标值{target}，完成值{actual}，已达到指标值，而{weight}分只得{score}分，未写明原因；"
        "请改正得分或补写原因。"
    )


def _text(leaf: Leaf, role: str) -> str:
    return " ".join(leaf.row.text(role).split())
