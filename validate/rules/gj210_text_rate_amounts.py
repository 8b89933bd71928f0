"""正文比率与同句金额不符

做什么：正文“预算A万元，支出B万元，执行率c%”、“到位资金A万元，到位率c%”中，c 应等于同句两数相除。

怎么改：按同句金额重新计算比率。
"""

from __future__ import annotations

from collections.abc import Iterator

from ...normalize.report import Report
from ..groups import sentence_facts
from ..relation import Quotient, Relation, equal
from ..rule import rule


@rule("GJ210", basis="预算执行率=实际支出÷预算×100%")
def text_rate_amounts(report: Report) -> Iterator[Relation]:
    for facts in sentence_facts(report):
        budget, executed, rate = (facts.get(m) for m in ("budget", "executed", "execution_rate"))
        if budget is not None and executed is not None and rate is not None and budget.value.base:
            yield equal("正文执行率", rate.value, Quotient(executed.value, budget.value))
        due, arrived, rate = (facts.get(m) for m in ("due", "arrived", "arrival_rate"))
        if due is not None and arrived is not None and rate is not None and due.value.base:
            yield equal("正文到位率", rate.value, Quotient(arrived.value, due.value))
