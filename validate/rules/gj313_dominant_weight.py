"""单项分值过大

做什么：一项三级指标的分值超过总分的30%，而同一级指标下还有别的指标的，提示。预算执行率不报，一类只有一项指标的小项目不报。

例：总分100，“培训人次”一项45分。

怎么改：核对分值分配是否合理；分值过于集中的，拆分或调低。
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from ...normalize.indicators.direction import class_of
from ...normalize.report import Report, Section
from ..leaf import EXECUTION
from ..relation import Relation
from ..rule import rule
from ..settled import settled

MOST = Fraction(3, 10)
FEWEST = 8  # indicators: a small form has to give its few rows many points


@rule("GJ313", basis="财预〔2020〕10号：指标权重应合理确定")
def dominant_weight(report: Report) -> Iterator[Relation]:
    for form in report.forms:
        for section in form.of("score"):
            whole = _whole(section)
            rows = [row for row in section.leaves if (w := row.number("weight")) is not None and w.base > 0]
            if whole != 100 or len(rows) < FEWEST or not settled(form):
                continue
            for row in rows:
                weight = row.number("weight")
                beside = [other for other in rows if other.labels[0].name == row.labels[0].name]
                named = row.name not in EXECUTION and not class_of("", row.name)
                if weight is not None and weight.base > MOST * whole and len(beside) > 1 and named:
                    yield Relation(
                        "condition",
                        f"{row.path}·分值",
                        weight,
                        holds=False,
                        form=form,
                        message=f"{row.path}一项占{weight.text.strip()}分，超过总分的30%；请核对分值分配是否合理。",
                    )


def _whole(section: Section) -> Fraction:
    top = section.total.number("weight") if section.total is not None else None
    return top.base if top is not None else Fraction(0)
