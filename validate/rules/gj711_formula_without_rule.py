"""有公式而无评分规则

做什么：指标说明只有计算公式、没有说明怎样得分扣分，而同表多数指标都写明了评分规则的，提示。全表都只有公式的（照搬指标体系框架）
不报。

例：“成本节约率=（计划成本－实际成本）/计划成本×100%”，没有得分办法。

怎么改：补上评分规则。
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ...extract.text import fold
from ...normalize.lexicon import compiled
from ...normalize.report import Report, Row, Value
from ..relation import Relation
from ..rule import rule
from .gj710_formula import shown

SCORING = "得|扣|分值|满分|权重|记分|计分|\\d分"
FORMULA = r"=.*(?:/|÷).*100%"


@rule("GJ711", basis="财预〔2020〕10号：评价标准应明确")
def formula_without_rule(report: Report) -> Iterator[Relation]:
    for form in report.forms:
        for section in form.of("score"):
            rows = [row for row in section.leaves if row.text("rule")]
            scored = [row for row in rows if compiled(SCORING).search(fold(row.text("rule")))]
            if len(scored) * 5 < len(rows) * 4 or len(rows) < 5:
                continue
            for row in rows:
                if row not in scored and compiled(FORMULA).search(fold(row.text("rule"))) and _weighs(row):
                    yield Relation(
                        "condition",
                        f"{row.path}·评分规则",
                        _formula(row),
                        holds=False,
                        form=form,
                        message=f"{row.path}只有计算公式，没有写明怎样得分；请补上评分规则。",
                    )


def _formula(row: Row) -> Value | None:
    cell = row.value("rule")
    return replace(cell, text=shown(cell.text)) if cell is not None else None


def _weighs(row: Row) -> bool:
    weight = row.number("weight")
    return weight is not None and weight.base > 0
