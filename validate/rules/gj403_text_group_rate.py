"""正文得分率与表不符

做什么：正文“得分率c%”应等于评分表中该组得分之和除以分值之和。

例：表中得 19 分、满分 21 分，得分率应为 90.48%，正文印 94.44%。

怎么改：按评分表重新计算得分率。
"""

from __future__ import annotations

from collections.abc import Iterator

from ...normalize.report import Report
from ..groups import group_claims
from ..relation import Quotient, Relation, any_of, equal
from ..rule import rule


@rule("GJ403", basis="得分率=得分÷分值×100%", across=True)
def text_group_rate(report: Report) -> Iterator[Relation]:
    for claim, groups in group_claims(report, "group_rate"):
        subject = f"{claim.subject}·得分率"
        yield any_of(subject, [equal(subject, claim.value, Quotient(g.scores, g.weights), form=g.form) for g in groups])
