"""满意度没有数字

做什么：满意度指标的指标值是百分数或分数，表中没有完成值，正文讲到满意度调查结果却只有“比较满意”之类的评语、没有数字的；或完成
值只写“满意”的，列出。正文没有讲满意度的不报。

为什么：没有数字，得分和是否达标都无从核对。

例：指标值≥90%，正文“调查显示服务对象总体比较满意”。

怎么改：写明有效问卷数、满意人数和满意度。
"""

from __future__ import annotations

from collections.abc import Iterator

from ...extract.quantity import scan
from ...extract.text import fold
from ...normalize.lexicon import compiled, load
from ...normalize.report import Report, Row
from ..leaf import Leaf, leaves
from ..relation import Relation
from ..rule import rule

WORDS = "^(?:比较|较|基本|非常|很)?满意$"
RESULT = "(?:比较|较为|基本|非常|十分|总体|普遍|均)满意|满意度(?:较高|良好|高)"


@rule("GJ715", basis="财预〔2020〕10号 项目支出绩效评价指标体系框架：满意度=满意人数÷有效调查人数×100%")
def satisfaction_figure(report: Report) -> Iterator[Relation]:
    told: set[str] = set()
    asked = [leaf for leaf in leaves(report) if compiled(load("targets")["satisfaction"]).search(leaf.name)]
    figures = {leaf.name for leaf in asked if _has_figure(leaf.row)}
    for leaf in asked:
        target = leaf.row.number("target")
        if target is None or leaf.name in told | figures or target.dimension not in ("ratio", "score"):
            continue
        vague = _vague(report, leaf)
        if vague is None:
            continue
        told.add(leaf.name)
        yield Relation(
            "condition",
            f"{leaf.row.path}·完成值",
            leaf.score or target,
            holds=not vague,
            form=leaf.form,
            evidence=(target,),
            quote=vague,
            message=f"{leaf.row.path}指标值为{target.text.strip()}，报告只有评语而没有满意度数字；请写明有效问卷数、满意人数和满意度。",
        )


def _has_figure(row: Row) -> bool:
    cells = [value for value in row.values.values() if row.value("target") is not value]
    texts = [
        value.text for value in cells if value in (row.value("actual"), row.value("reason"), row.value("goal_actual"))
    ]
    return any(scan(text) or compiled(r"\d").search(text) for text in texts)


def _vague(report: Report, leaf: Leaf) -> str | None:
    """The words given instead of a figure; "" if there is a figure, None if satisfaction is not spoken of."""
    if compiled(WORDS).match(fold(leaf.row.text("actual"))):
        return leaf.row.text("actual")
    if leaf.section.column("actual") is not None and leaf.row.text("actual"):
        return None
    sentences = [paragraph.text for paragraph in report.document.paragraphs() if "满意" in paragraph.text]
    if any(compiled(r"\d").search(text) for text in sentences if _on_satisfaction(text)):
        return ""
    found = [text for text in sentences if compiled(RESULT).search(fold(text))]
    return found[0] if found else None


def _on_satisfaction(text: str) -> bool:
    """Whether a number in the paragraph may be a figure of satisfaction: any rate, score or count of people."""
    return any(quantity.unit in ("%", "分", "人", "份", "名", "") for quantity in scan(text))
