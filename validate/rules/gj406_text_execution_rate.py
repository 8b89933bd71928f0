"""正文执行率与表不符

做什么：正文所写本项目预算执行率，应与资金表按金额计算或印出的执行率一致。

怎么改：以资金表为准统一。
"""

from __future__ import annotations

from collections.abc import Iterator

from ...extract.quantity import scan
from ...normalize.report import Claim, Report, Value
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
        # beside a rate of the table's own, one by 年初预算 is another rate under the same name, unless the text says so
        other = bool(facts.rates) and not _names_both(claim, facts.rates)
        ways = [
            equal(
                "正文执行率",
                claim.value,
                Quotient(spent, base),
                form=facts.form,
                doubtful=other and base in facts.initial and base.base != facts.budgets[0].base,
            )
            for spent in facts.executed[:1]
            for base in facts.budgets
            if base.base
        ]
        ways += [agree("正文执行率", claim.value, rate, form=facts.form) for rate in facts.rates]
        if ways:
            yield any_of("正文执行率", ways)


def _names_both(claim: Claim, rates: tuple[Value, ...]) -> bool:
    """执行率76%，按调整后预算为95%: the sentence prints the table's rate too."""
    printed = {quantity.value / 100 for quantity in scan(claim.sentence) if quantity.unit == "%"}
    return any(rate.base in printed for rate in rates)
