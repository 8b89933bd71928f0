"""正文支出金额与表不符

做什么：正文所写本项目支出数，应与资金表的执行数相同（单位换算后，按印出的位数比较）。

怎么改：以资金表为准统一；口径不同的，在正文写明。
"""

from __future__ import annotations

from collections.abc import Iterator

from ...normalize.report import Report
from ..funds import amount_relations
from ..relation import Relation
from ..rule import rule


@rule("GJ408", basis="正文与资金表一致", across=True)
def text_executed(report: Report) -> Iterator[Relation]:
    yield from amount_relations(report, "executed", "正文支出数")
