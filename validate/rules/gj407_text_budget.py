"""正文预算金额与表不符

做什么：正文所写本项目预算数，应与资金表的年初预算数、全年预算数或到位数之一相同（单位换算后，按印出的位数比较）；写明年初预算
的，先与年初预算数比较，只与全年预算数或到位数相同的待复核。

怎么改：以资金表为准统一；口径不同的，在正文写明。
"""

from __future__ import annotations

from collections.abc import Iterator

from ...normalize.report import Report
from ..funds import amount_relations
from ..relation import Relation
from ..rule import rule


@rule("GJ407", basis="正文与资金表一致", across=True)
def text_budget(report: Report) -> Iterator[Relation]:
    yield from amount_relations(report, "budget", "正文预算数")
    yield from amount_relations(report, "initial_budget", "正文年初预算数")
