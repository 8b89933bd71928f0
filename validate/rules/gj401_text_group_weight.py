"""正文一级指标分值与表不符

做什么：正文“某指标共a分”的 a，应等于评分表中该组三级指标分值之和。

怎么改：以评分表为准改正文，或核对表中分值。
"""

from __future__ import annotations

from collections.abc import Iterator

from ...normalize.report import Report
from ..groups import group_claims
from ..relation import Relation, any_of, equal
from ..rule import rule


@rule("GJ401", basis="正文与评分表一致", across=True)
def text_group_weight(report: Report) -> Iterator[Relation]:
    for claim, groups in group_claims(report, "group_weight"):
        subject = f"{claim.subject}·分值"
        yield any_of(subject, [equal(subject, claim.value, g.weights, form=g.form) for g in groups])
