"""得分超出分值范围

做什么：每项得分不得高于该项分值。名称写明加分项的除外；另有折算得分一栏的，得分按百分制。

例：分值 5，得分 6。

怎么改：核对得分与分值是否填反或错列。
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from ...normalize.report import LEAF, SUBTOTAL, Report
from ..relation import Number, Relation, at_most
from ..rule import rule

HUNDRED = Number(Fraction(100), "100")


@rule("GJ305", basis="单项得分不超过该项分值")
def score_range(report: Report) -> Iterator[Relation]:
    for form in report.forms:
        for section in form.of("score", "fund"):
            # the total of the score block may hold points of 执行率 whose weight stands in the fund block
            for row in section.of(LEAF, SUBTOTAL) if section.kind == "score" else section.rows:
                weight, score = row.number("weight"), row.number("score")
                if weight is None or score is None or "加分" in row.path:
                    continue
                # a score that the share of the weight converts may be one of 100 points: 100 × 50% = 50
                limit = weight if row.number("converted_score") is None else HUNDRED
                yield at_most(f"{row.path}·得分", score, limit, form=form)
