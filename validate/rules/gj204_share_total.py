"""占比之和不为100%

做什么：各行占比相加应等于合计行印出的占比。每个占比都经过四舍五入，n 项相加允许差 n 个半单位：四个两位小数的占比加成
99.99% 是正常的。

怎么改：逐行复核占比。
"""

from __future__ import annotations

from collections.abc import Iterator

from ...normalize.report import Report
from ..relation import Relation, equal, total
from ..rule import rule


@rule("GJ204", basis="各项占比之和为100%")
def share_total(report: Report) -> Iterator[Relation]:
    for form in report.forms:
        for section in form.sections:
            stated = section.total.number("share") if section.total is not None else None
            shares = [value for row in section.leaves if (value := row.number("share")) is not None]
            if stated is not None and len(shares) > 1 and section.total is not None:
                yield equal(f"{section.total.name}·占比", stated, total(shares), form=form)
