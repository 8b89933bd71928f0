"""分组得分与下级之和不符

做什么：小计行印出的得分，应等于该组各三级指标得分之和。

怎么改：以三级指标得分之和为准改小计。
"""

from __future__ import annotations

from collections.abc import Iterator

from ...normalize.report import Report
from ..relation import Relation, equal, total
from ..rule import rule


@rule("GJ306", basis="分组得分等于下级得分之和")
def group_score(report: Report) -> Iterator[Relation]:
    for form in report.forms:
        for section in form.of("score"):
            for group in section.groups:
                stated = group.subtotal.number("score") if group.subtotal is not None else None
                scores = [value for row in group.rows if (value := row.value("score")) is not None]
                if stated is not None and any(value.quantity is not None for value in scores):
                    yield equal(f"{group.path}小计·得分", stated, total(scores), form=form)
