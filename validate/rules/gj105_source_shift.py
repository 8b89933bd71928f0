"""资金来源在年初与全年之间错位

做什么：一个来源年初有数、全年为 0，另一个来源年初为 0、全年有数，且两数相等，疑为填错行。

为什么：预算调整不会恰好把一个来源整个换成另一个来源而总额不变；多半是年初那一列填错了行。

例：年初：财政拨款 0.00、其他资金 1352000.00；全年：财政拨款 1352000.00、其他资金 0.00。

怎么改：核对年初批复，把数填回原来的行；确有调整的，附调整依据。
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations

from ...normalize.report import LEAF, PART, Report
from ..relation import Relation
from ..rule import rule


@rule("GJ105", basis="财预〔2020〕10号 项目支出绩效自评表：各来源年初预算数与全年预算数")
def source_shift(report: Report) -> Iterator[Relation]:
    for form in report.forms:
        for section in form.of("fund"):
            rows = [
                (row, initial, budget)
                for row in section.of(LEAF, PART)
                if (initial := row.number("initial_budget")) is not None
                and (budget := row.number("budget")) is not None
            ]
            for (one, a, b), (other, c, d) in permutations(rows, 2):
                if a.base != 0 and b.base == 0 and c.base == 0 and d.base == a.base:
                    yield Relation(
                        "condition",
                        f"{one.name}·年初预算数",
                        a,
                        holds=False,
                        form=form,
                        evidence=(d,),
                        message=f"{one.name}年初为{a.text.strip()}、全年为0，而{other.name}年初为0、全年为{d.text.strip()}，"
                        "疑年初数填错了行；请核对年初批复。",
                    )
