"""执行率与执行数除以预算数不符

做什么：用表中印出的执行数和预算数重新计算执行率。分母先用全年（调整后）预算数，也承认到位数；只有用年初预算数才对得上
的，列为待复核。按印出的小数位四舍五入，一位及以上小数的截尾也算相符。

为什么：执行率直接换成 10 分，是全表最容易算错、也最容易核对的一个数。

例：1216800.00÷1352000.00=90.00%，印 0.90 或 90% 都对，印 92% 不对。

怎么改：按同一行的执行数和全年预算数重新计算。
"""

from __future__ import annotations

from collections.abc import Iterator

from ...normalize.report import Form, Report, Row
from ..relation import Quotient, Relation, any_of, equal
from ..rule import rule

BASES = (("budget", False), ("arrived", False), ("initial_budget", True))


@rule("GJ201", basis="预算执行率=全年执行数÷全年预算数×100%（财预〔2020〕10号 附表）")
def execution_rate(report: Report) -> Iterator[Relation]:
    for form in report.forms:
        for section in form.sections:
            for row in section.rows:
                yield from _row(form, row)


def _row(form: Form, row: Row) -> Iterator[Relation]:
    rate = row.number("execution_rate")
    spent = row.number("executed") or row.number("cumulative") or row.number("amount")
    usual = row.number("budget")
    if rate is None or spent is None or (usual is not None and usual.base == 0):
        return  # nothing can be divided by a budget of zero; GJ205 speaks of such rows
    subject = f"{row.path}·执行率"
    budget = row.value("budget")
    if budget is not None and budget.quantity is None and budget.missing is None:
        yield equal(subject, rate, Quotient(spent, budget), form=form)  # unreadable: no other budget stands for it
        return
    ways = [
        equal(subject, rate, Quotient(spent, base), form=form, doubtful=doubtful)
        for role, doubtful in BASES
        if (base := row.number(role)) is not None and base.base != 0
    ]
    if ways:
        ways[0] = equal(subject, rate, ways[0].expression, form=form)  # type: ignore[arg-type]
        yield any_of(subject, ways)
