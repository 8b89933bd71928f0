"""What differs by province is judged by the profile asked for or told by the report; its own stated rule goes first."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from gouji.extract.document import Document
from gouji.normalize.build import build
from gouji.validate.examine import examine

Build = Callable[[Any], Document]


def found(document: Build, case: Any, rule: str, profile: str) -> list[tuple[str, str]]:
    report = build(document(case), profile)
    return [(one.status, one.expected) for one in examine(report, (rule,)).findings]


GRADED = """
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 备注
产出指标 | 数量指标 | 修缮校舍 | 5栋 | 5栋 | 60 | 50 |
效益指标 | 社会效益指标 | 受益学生 | 900人 | 900人 | 40 | 35 |
总分 | < | < | < | < | 100 | 85 | 优
"""


@pytest.mark.parametrize(
    ("text", "profile", "expected"),
    [
        ("", "default", [("inconsistent", "良")]),
        ("", "bands_80", []),
        (
            "评价等级分为优（90分及以上）、良（80-90分）、中（60-80分）、差（60分以下）。",
            "bands_80",
            [("inconsistent", "良")],
        ),
    ],
    ids=["default", "profile", "the report's own bands"],
)
def test_grade_bands(document: Build, text: str, profile: str, expected: list[tuple[str, str]]) -> None:
    case = [{"text": text}, {"table": {"caption": "项目支出绩效自评表", "rows": GRADED}}]
    assert found(document, case, "GJ308", profile) == expected


WEIGHED = """
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分
产出指标 | 数量指标 | 清淤长度 | 6公里 | 6公里 | 50 | 50
效益指标 | 生态效益指标 | 水质改善 | 明显 | 明显 | 30 | 28
总分 | < | < | < | < | 80 | 78
"""


@pytest.mark.parametrize(("profile", "flagged"), [("湖北", False), ("default", False), ("四川", True)])
def test_expected_sum_of_weights(document: Build, profile: str, flagged: bool) -> None:
    case = {"table": {"caption": "项目支出绩效自评表", "rows": WEIGHED}}
    assert bool(found(document, case, "GJ301", profile)) == flagged


ARRIVED = """
资金来源 | 预算数（万元） | 到位数（万元） | 执行数（万元） | 执行率
财政拨款 | 100.00 | 80.00 | 76.00 | 95.00%
自筹资金 | 50.00 | 40.00 | 30.00 | 60.00%
"""


def test_base_of_the_rate(document: Build) -> None:
    """76 ÷ 80 is 95 %: where only the adjusted budget counts, that is to be looked at."""
    case = {"table": {"caption": "资金执行情况表", "rows": ARRIVED}}
    assert found(document, case, "GJ201", "default") == []
    assert found(document, case, "GJ201", "四川") == [("review", "76.00")]


MISSED = """
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因分析
产出指标 | 时效指标 | 办理天数 | ≤20天 | 30天 | 20 | {score} |
效益指标 | 社会效益指标 | 受益人数 | ≥300人 | 320人 | 80 | 80 |
"""


@pytest.mark.parametrize(
    ("profile", "score", "flagged"),
    [
        ("default", "13.33", False),
        ("default", "10", False),
        ("江西", "10", True),
        ("江西", "13.33", False),
        ("河北", "7", False),
    ],
)
def test_scores_of_a_missed_upper_limit(document: Build, profile: str, score: str, flagged: bool) -> None:
    """20 ÷ 30 × 20 = 13.33 everywhere, (1 − 10/20) × 20 = 10 where no profile says otherwise; 河北 has its own rule."""
    case = {"table": {"caption": "项目支出绩效自评表", "rows": MISSED.format(score=score)}}
    assert bool(found(document, case, "GJ316", profile)) == flagged


def test_the_province_a_report_names_decides(document: Build) -> None:
    case = [
        {"text": "四川省某县水利局2023年度项目支出绩效自评报告"},
        {
            "table": {
                "caption": "项目支出绩效自评表",
                "rows": "实施单位 | < | 四川省某县水利局 | < | < | < | <" + WEIGHED,
            }
        },
    ]
    assert bool(found(document, case, "GJ301", ""))
