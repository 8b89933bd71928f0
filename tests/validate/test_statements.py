"""Statements that rest on a wrong number are listed under its row and make none of their own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from gouji.extract.document import Document
from gouji.normalize.build import build
from gouji.validate.examine import examine
from gouji.validate.finding import Finding


def _findings(document: Document) -> list[Finding]:
    return [finding for finding in examine(build(document)).findings if finding.severity != "info"]


def _table(weight: str) -> dict[str, Any]:
    return {
        "table": {
            "caption": "项目绩效评价评分表",
            "rows": f"""
                一级指标 | 二级指标 | 三级指标 | 分值 | 得分
                产出（60分） | 数量指标 | 疏浚方量 | 30 | 30
                ^ | 质量指标 | 验收合格率 | {weight} | 30
                效益（40分） | 社会效益 | 泊位增加数 | 25 | 25
                ^ | 满意度 | 渔民满意度 | 15 | 15
            """,
        }
    }


def test_a_total_that_is_not_100_goes_with_the_wrong_weight(document: Callable[[Any], Document]) -> None:
    (finding,) = _findings(document([_table("36")]))
    assert finding.rule == "GJ302"
    assert any(line.startswith("GJ301") for line in finding.consequences)


def test_a_total_that_is_not_100_alone_is_a_row(document: Callable[[Any], Document]) -> None:
    case = _table("36")
    case["table"]["rows"] = case["table"]["rows"].replace("（60分）", "").replace("（40分）", "")
    assert [finding.rule for finding in _findings(document([case]))] == ["GJ301"]
