"""成本节约率不符

做什么：正文同一句里的计划成本、实际成本和成本节约率，成本节约率应等于（计划成本－实际成本）÷计划成本。没有百分号的，只核对是否
为0。

例：计划成本80万元，实际成本76万元，成本节约率应为5%。

怎么改：按同句两数重新计算。
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ...normalize.narrative.shares import shares
from ...normalize.report import Report
from ..relation import Difference, Quotient, Relation, equal
from ..rule import rule


@rule("GJ207", basis="成本节约率=（计划成本－实际成本）÷计划成本×100%（财预〔2020〕10号 附2）")
def cost_saving(report: Report) -> Iterator[Relation]:
    for sentence, facts in shares("cost_saving", report.document):
        planned, actual, rate = facts["planned"], facts["actual"], facts["rate"]
        stated = rate if rate.base else replace(rate, unit="%")
        if planned.base and stated.dimension == "ratio":
            saved = Quotient(Difference(planned, actual), planned)
            yield equal("正文成本节约率", stated, saved, quote=sentence.text.strip())
