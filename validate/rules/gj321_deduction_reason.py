"""扣分未说明原因

做什么：表中有“偏差原因”“扣分原因”一栏，某项得分低于分值而该栏空白，正文也没有提到该指标为何扣分的，列出。完成值与指标值
已显示未达标的、定性指标得分仍在分值80%以上的，只提示；预算执行率按比例得分的、分数本身加不上总分的、GJ316和GJ317已经指出的
不报。

为什么：未完成绩效目标应分析原因并说明改进措施。

例：指标值“及时”，完成值“及时”，分值10，得分6，偏差原因空白。

怎么改：在该栏写明扣分原因和改进措施。
"""

from __future__ import annotations

from collections.abc import Iterator

from ...extract.text import fold
from ...normalize.lexicon import compiled
from ...normalize.report import Report
from ..accepted import fits, subject_of
from ..leaf import Leaf, leaves
from ..narrative import weight_of
from ..relation import Relation
from ..rule import rule
from ..settled import settled
from .gj316_proportional_score import missed
from .gj317_met_not_full import met

HEADER = "原因|偏差|扣分"
FAULT = "扣|未|不足|不够|尚|偏差|滞后|延迟|推迟|仅|较低|偏低|欠"


@rule("GJ321", basis="财预〔2020〕10号：对未完成绩效目标或偏离较大的指标分析说明原因")
def deduction_reason(report: Report) -> Iterator[Relation]:
    for leaf in leaves(report):
        column = leaf.section.column("reason")
        if column is None or not compiled(HEADER).search(column.header) or not leaf.scored or leaf.execution:
            continue
        if leaf.score.base >= leaf.weight.base or told_elsewhere(report, leaf):  # type: ignore[union-attr]
            continue
        told = bool(leaf.reason) or explained(report, leaf)
        yield Relation(
            "condition",
            subject_of(leaf),
            leaf.score,
            holds=told if told or settled(leaf.form) else None,
            form=leaf.form,
            evidence=weight_of(leaf.row),
            severity="info" if _usual(leaf) else "",
            message=f"{leaf.row.path}{_text(leaf, 'weight')}分得{_text(leaf, 'score')}分，未写明扣分原因；"
            f"请在“{column.header}”一栏补写。",
        )


def told_elsewhere(report: Report, leaf: Leaf) -> bool:
    """Whether GJ316 or GJ317 already asks for the reason of this score."""
    relation = missed(report, leaf)
    return met(report, leaf) or (relation is not None and not fits(relation))


def _usual(leaf: Leaf) -> bool:
    """The row itself shows the miss, or a judged indicator stayed in its best band."""
    judged = leaf.row.number("target") is None and leaf.score.base * 5 >= leaf.weight.base * 4  # type: ignore[union-attr]
    return leaf.met is False or judged


def explained(report: Report, leaf: Leaf) -> bool:
    """Whether a paragraph names the indicator and a fault."""
    texts = (fold(paragraph.text) for paragraph in report.document.paragraphs())
    return any(leaf.name in text and compiled(FAULT).search(text) for text in texts)


def _text(leaf: Leaf, role: str) -> str:
    return " ".join(leaf.row.text(role).split())
