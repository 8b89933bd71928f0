"""正文执行率与表不符

做什么：正文所写本项目预算执行率，应与资金表按金额计算或印出的执行率一致。

怎么改：以资金表为准统一。
"""

from __future__ import annotations

from collections.abc import Iterator

from ...normalize.report import Report
from ..funds import fund_facts
from ..relation import Quotient, Relation, agree, any_of, equal
from ..rule import rule


@rule("GJ406", basis="正文与资金表一致", across=True)
def text_execution_rate(report: Report) -> Iterator[Relation]:
    facts = fund_facts(report)
    if facts is None:
        return
    for claim in report.claims_of("execution_rate"):
        if not claim.whole:
            continue
        ways = [
            equal("正文执行率", claim.value, Quotient(spent, base), form=facts.form)
            for spent in facts.executed[:1] for base in facts.budgets if base.base
        ]  # fmt: skip
        ways += [agree("正文执行率", claim.value, rate, form=facts.form) for rate in facts.rates]
        if ways:
            yield any_of("正文执行率", ways)
