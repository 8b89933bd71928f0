"""产出与效益分值不足60%

做什么：部门评价、财政评价的评分表（决策、过程、产出、效益四类），产出与效益（含满意度）的分值合计原则上不低于总分的60%。
部门整体支出评价不在此列。报告引用财预〔2020〕10号作依据的为警告，否则为提示。

为什么：项目支出评价应突出结果导向。

例：决策20、过程30、产出25、效益25，产出与效益合计50。

怎么改：提高产出和效益指标的权重，或说明处于实施期等特殊情况。
"""

from __future__ import annotations

from collections.abc import Iterator

from ...normalize.lexicon import load
from ...normalize.report import Report
from ..relation import Relation
from ..rule import rule
from ..settled import settled
from .gj310_weight_structure import cites, class_weights, sum_of

FRAME = {"决策", "过程", "产出", "效益"}


@rule("GJ311", basis="财预〔2020〕10号：产出、效益指标权重原则上不低于60%")
def result_weight(report: Report) -> Iterator[Relation]:
    words = load("weights")
    for form in report.forms:
        found = class_weights(form) if form.kind == "evaluation" and "整体" not in form.title else None
        if found is None or not set(found) >= FRAME or not settled(form):
            continue
        whole = sum(sum_of(values) for values in found.values())
        results = sum(sum_of(found.get(name, [])) for name in words["results"])
        if whole != 100:
            continue
        yield Relation(
            "condition",
            "产出与效益分值合计",
            found["产出"][0],
            holds=results * 100 >= words["least"] * whole,
            form=form,
            severity="" if cites(report) else "info",
            evidence=(found["效益"][0],),
            message=f"产出与效益（含满意度）分值合计为{float(results):g}，低于总分的60%；请提高结果类指标权重或说明依据。",
        )
