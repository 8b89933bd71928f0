"""正文一级指标得分与表不符

做什么：正文“某指标得分b分”的 b，应等于评分表中该组三级指标得分之和。

例：正文“产出指标得分37分”，表中各项相加为 35 分。

怎么改：以评分表为准改正文，并同时改同句的得分率。
"""

from __future__ import annotations

from collections.abc import Iterator

from ...normalize.report import Report
from ..groups import group_claims
from ..relation import Relation, any_of, equal
from ..rule import rule


@rule("GJ402", basis="正文与评分表一致", across=True)
def text_group_score(report: Report) -> Iterator[Relation]:
    for claim, groups in group_claims(report, "group_score"):
        subject = f"{claim.subject}·得分"
        yield any_of(subject, [equal(subject, claim.value, g.scores, form=g.form) for g in groups])
