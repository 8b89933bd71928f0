"""满意率与人数不符

做什么：正文同一句里有效问卷数、满意人数和满意度都有的，满意度应等于满意人数÷有效问卷数。分“非常满意、比较满意、基本满意”几档
统计的，算法不一，不核对。

例：回收有效问卷190份，其中满意171人，满意度应为90%。

怎么改：按问卷统计结果重新计算。
"""

from __future__ import annotations

from collections.abc import Iterator

from ...normalize.narrative.shares import shares
from ...normalize.report import Report
from ..relation import Quotient, Relation, equal
from ..rule import rule


@rule("GJ211", basis="满意度=满意人数÷有效调查人数×100%（财预〔2020〕10号 附2）")
def satisfaction_rate(report: Report) -> Iterator[Relation]:
    for sentence, facts in shares("satisfaction", report.document):
        whole, part, rate = facts["whole"], facts["part"], facts["rate"]
        if whole.base and part.base <= whole.base:
            yield equal("正文满意度", rate, Quotient(part, whole), quote=sentence.text.strip())
