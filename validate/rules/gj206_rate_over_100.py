"""执行率或到位率超过100%

做什么：资金表里印出的执行率、到位率超过100%，与金额相符（不是算错），而表中没有上年结转等其他来源的数，全文也没有提到结转、追
加、调整的，列出。

为什么：支出大于预算必有来源，不说明就无从判断是否超预算支出。

例：全年预算数100.00，全年执行数112.00，执行率112%，报告没有说明。

怎么改：说明超出部分的来源（如使用上年结转），或改正预算数。
"""

from __future__ import annotations

from collections.abc import Iterator

from ...normalize.lexicon import compiled
from ...normalize.report import Report, Row, Section, Value
from ..relation import Quotient, Relation, equal
from ..rule import rule
from ..tolerance import INCONSISTENT, compare

SOURCES = "结转|结余|追加|调增|调剂|调整预算|增拨|超支|超预算|超额|自筹|垫付|提前|超收"


@rule("GJ206", basis="支出应有相应预算来源")
def rate_over_100(report: Report) -> Iterator[Relation]:
    told = any(compiled(SOURCES).search(paragraph.text) for paragraph in report.document.paragraphs())
    for form in report.forms:
        for section in form.of("fund", "detail"):
            carried = told or _carried(section)
            for row in section.rows:
                for role, spent in (("execution_rate", "executed"), ("arrival_rate", "arrived")):
                    rate = row.number(role)
                    if rate is None or not rate.certain or not _agrees(row, rate, spent):
                        continue
                    yield Relation(
                        "condition",
                        f"{row.path}·{'执行率' if role == 'execution_rate' else '到位率'}",
                        rate,
                        holds=rate.base <= 1 or carried or bool(row.text("reason")),
                        form=form,
                        message=f"{row.path}印出的比率为{rate.text.strip()}，超过100%而未说明来源；请说明超出部分的资金来源。",
                    )


def _carried(section: Section) -> bool:
    """Whether another source than this year's grant has money, or a column shows a change of the budget."""
    rows = [row for row in section.rows if compiled("结转|其他|自筹|追加").search(row.path)]
    numbers = [value for row in rows for value in row.values.values() if value.quantity is not None]
    return any(value.base for value in numbers if value.dimension in ("money", ""))


def _agrees(row: Row, rate: Value, spent: str) -> bool:
    """The rate is not simply wrong: GJ201 and GJ202 speak of those."""
    amount = row.number(spent)
    bases = [base for role in ("budget", "initial_budget", "arrived") if (base := row.number(role)) and base.base]
    if amount is None or not bases:
        return False
    return any(compare(equal("", rate, Quotient(amount, base)), {})[0] != INCONSISTENT for base in bases)
