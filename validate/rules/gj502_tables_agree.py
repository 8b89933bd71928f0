"""同一指标在两表中分值或得分不一致

做什么：同一套评分的两张表（如正文评分表与附件指标体系，三级指标名称至少六成相同），同名指标的分值、得分应相同。

怎么改：以得分合计与总分相符的那张表为准。
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from ...normalize.report import Form, Report
from ..groups import leaves_by_name, score_forms
from ..relation import Relation, agree
from ..rule import rule
from .gj501_total_score import same_instrument


@rule("GJ502", basis="同一套评分在各表中应一致", across=True)
def tables_agree(report: Report) -> Iterator[Relation]:
    for one, other in combinations(score_forms(report), 2):
        if one.identity == other.identity and same_instrument(one, other):
            yield from _rows(one, other)


def _rows(one: Form, other: Form) -> Iterator[Relation]:
    first, second = leaves_by_name(one), leaves_by_name(other)
    for name in [name for name in first if name in second]:
        for role, word in (("weight", "分值"), ("score", "得分")):
            reference, stated = first[name].number(role), second[name].number(role)
            if reference is not None and stated is not None:
                yield agree(f"{second[name].path}·{word}", stated, reference, form=other)
