"""总体完成率与完成项数不符

做什么：正文“共n项，完成k项，完成率p%”，p应等于k÷n。

例：共设置8项指标，完成7项，总体完成率应为87.5%。

怎么改：按项数重新计算完成率，或改项数。
"""

from __future__ import annotations

from collections.abc import Iterator

from ...normalize.narrative.shares import shares
from ...normalize.report import Report
from ..relation import Quotient, Relation, equal
from ..rule import rule


@rule("GJ208", basis="完成率=完成项数÷应完成项数×100%")
def completion_rate(report: Report) -> Iterator[Relation]:
    for sentence, facts in shares("completion", report.document):
        whole, part, rate = facts["whole"], facts["part"], facts["rate"]
        if whole.base and whole.unit == part.unit and part.base <= whole.base:
            yield equal("正文完成率", rate, Quotient(part, whole), quote=sentence.text.strip())
