"""得分超出分值范围

做什么：每项得分不得高于该项分值。名称写明加分项的除外；另有折算得分一栏、得分按百分制的除外。

例：分值 5，得分 6。

怎么改：核对得分与分值是否填反或错列。
"""

from __future__ import annotations

from collections.abc import Iterator

from ...normalize.report import LEAF, SUBTOTAL, Report, Section
from ..relation import Relation, at_most
from ..rule import rule


@rule("GJ305", basis="单项得分不超过该项分值")
def score_range(report: Report) -> Iterator[Relation]:
    for form in report.forms:
        for section in form.of("score", "fund"):
            if _of_hundred(section):
                continue
            # the total of the score block may hold points of 执行率 whose weight stands in the fund block
            for row in section.of(LEAF, SUBTOTAL) if section.kind == "score" else section.rows:
                weight, score = row.number("weight"), row.number("score")
                if weight is not None and score is not None and "加分" not in row.path:
                    yield at_most(f"{row.path}·得分", score, weight, form=form)


def _of_hundred(section: Section) -> bool:
    """Whether scores are of 100 points each, which the share of the weight converts: 90 × 40% = 36."""
    if section.column("converted_score") is None:
        return False
    pairs = [(row.number("weight"), row.number("score")) for row in section.leaves]
    above = [score.base > weight.base for weight, score in pairs if weight is not None and score is not None]
    return sum(above) * 2 > len(above)
