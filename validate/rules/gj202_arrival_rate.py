"""到位率与到位数除以预算数不符

做什么：用同一行的到位数和预算数重新计算到位率；表头印有算式的（D/C×100%），按算式中的两栏；印有几种预算数的，任一相符即可。

例：预算 200.00，到位 180.00，到位率应为 90.00%。

怎么改：按同一行的到位数和预算数重新计算。
"""

from __future__ import annotations

from collections.abc import Iterator

from ...normalize.forms.lettered import quotient
from ...normalize.report import Report
from ..relation import Quotient, Relation, any_of, equal
from ..rule import rule


@rule("GJ202", basis="资金到位率=实际到位资金÷预算资金×100%（财预〔2020〕10号 附表）")
def arrival_rate(report: Report) -> Iterator[Relation]:
    for form in report.forms:
        for section in form.sections:
            for row in section.rows:
                column = section.column("arrival_rate")
                rate, arrived = row.number("arrival_rate"), row.number("arrived")
                bases = [
                    value
                    for role in ("budget", "initial_budget")
                    for one in section.columns
                    if one.role == role and (value := row.values.get(one.index)) and value.quantity and value.base
                ]
                subject = f"{row.path}·到位率"
                said = quotient(row, column) if column is not None else None
                if rate is not None and said is not None:
                    if all(value.quantity is not None for value in said) and said[1].base:
                        yield equal(subject, rate, Quotient(*said), form=form)
                elif rate is not None and arrived is not None and bases:
                    yield any_of(subject, [equal(subject, rate, Quotient(arrived, base), form=form) for base in bases])
