"""零除以零印有比率

做什么：预算数和执行数都是 0 的一行，执行率没有意义，应印“—”或留空；印 100% 或 1.00 会被误读成全部执行。印 0 的不报。

例：上年结转资金 0.00、0.00，执行率 1.00。

怎么改：改为“—”。
"""

from __future__ import annotations

from collections.abc import Iterator

from ...normalize.report import Report
from ..relation import Relation
from ..rule import rule


@rule("GJ205", basis="分母为零的比率没有意义")
def zero_denominator(report: Report) -> Iterator[Relation]:
    for form in report.forms:
        for section in form.of("fund", "detail", "series"):
            for row in section.rows:
                rate, budget, executed = (row.number(role) for role in ("execution_rate", "budget", "executed"))
                if rate is None or budget is None or executed is None or budget.base or executed.base:
                    continue
                yield Relation(
                    "condition",
                    f"{row.path}·执行率",
                    rate,
                    holds=rate.base == 0,
                    form=form,
                    evidence=(budget, executed),
                    expected="—",
                    message=f"{row.path}预算数与执行数均为0，执行率印为{rate.text.strip()}，应为“—”。",
                )
