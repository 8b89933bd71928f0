"""累计数倒退

做什么：同一项目各季度（月）的累计支出数应当只增不减。

为什么：累计数变小，说明某一期填错，或者有退款而未说明。

例：第二季度累计 35.85，第三季度累计 16.09。

怎么改：核对各期支出；确有退款的，在备注中写明。
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from ...normalize.report import Report, Row
from ..relation import Relation, at_most
from ..rule import rule


@rule("GJ104", basis="累计数逐期不减")
def cumulative(report: Report) -> Iterator[Relation]:
    for form in report.forms:
        for section in form.of("series"):
            series: dict[str, list[Row]] = {}
            for row in section.leaves:
                if row.number("cumulative") is not None:
                    series.setdefault(row.labels[0].name if len(row.labels) > 1 else "", []).append(row)
            for rows in series.values():
                for earlier, later in pairwise(rows):
                    before, after = earlier.number("cumulative"), later.number("cumulative")
                    if before is not None and after is not None:
                        yield at_most(f"{earlier.path}·累计数", before, after, form=form, severity="warning")
