"""评价时段未覆盖评价年度

做什么：报告所写的评价时段，应覆盖被评价的整个预算年度（1月1日至12月31日）。只核对与该年度相交的时段；合同期、服务期、
评价工作本身的时间不算。

例：评价 2020 年度资金，评价时段写为 2020年12月1日至2020年12月31日。

怎么改：改正评价时段；项目确实只实施了一段时间的，写明项目实施期。
"""

from __future__ import annotations

from collections.abc import Iterator

from ...normalize.narrative.periods import contract_periods, evaluation_periods, fiscal_year
from ...normalize.report import Report
from ..narrative import quoted, statement
from ..relation import Relation
from ..rule import rule


@rule("GJ801", basis="绩效评价的对象是预算年度内的财政支出")
def evaluation_period(report: Report) -> Iterator[Relation]:
    year = fiscal_year(report.identity.year)
    if year is None:
        return
    first, last = year
    for sentence, mention in evaluation_periods(report.document):
        start, end = mention.start, mention.end
        if start is None or end is None or start > end or end < first or start > last or mention.precision == "year":
            continue
        covers = start <= first and last <= end
        own_term = any((other.start, other.end) == (start, end) for other in contract_periods(report.document))
        yield statement(
            "评价时段",
            sentence.words(*mention.span),
            True if covers else None if own_term else False,
            f"评价时段为{mention.text}，未覆盖{report.identity.year}年度；请改正，或写明项目实施期。",
            expected=f"{report.identity.year}年1月1日至{report.identity.year}年12月31日",
            quote=quoted(sentence),
        )
