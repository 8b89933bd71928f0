"""Rows scored by any accepted way, or by the rule they print, give no finding about their score.

The scores are computed here from target, actual and weight with plain arithmetic, not by the code under test.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from typing import Any

from gouji.extract.document import Document
from gouji.normalize.build import build
from gouji.validate.examine import examine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

LAW = settings(
    max_examples=120,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
Build = Callable[[Any], Document]
OWN = ("GJ314", "GJ315", "GJ316", "GJ317", "GJ318", "GJ320", "GJ321", "GJ322", "GJ714")
HEAD = "一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因分析及改进措施"
OTHER = "效益指标 | 社会效益指标 | 受益人数 | ≥200人 | 210人 | {} | {} |"
WEIGHTS = st.sampled_from([5, 10, 15, 20, 30])
PLACES = st.sampled_from([0, 1, 2])
WAYS = st.sampled_from([ROUND_HALF_UP, ROUND_DOWN])


def places_of(number: Decimal, places: int, way: str) -> Decimal:
    return number.quantize(Decimal(1).scaleb(-places), way)


def findings(rows: list[str], document: Build, caption: str = "项目支出绩效自评表") -> list[tuple[str, ...]]:
    found = examine(build(document({"table": {"caption": caption, "rows": "\n".join(rows)}}))).findings
    return [
        (f.rule, f.severity, f.subject, f.stated, f.expected) for f in found if f.rule in OWN and f.severity != "info"
    ]


def form(row: str, weight: int, score: Decimal) -> list[str]:
    return [
        HEAD,
        row,
        OTHER.format(100 - weight, 100 - weight),
        f"总分 | < | < | < | < | 100 | {score + 100 - weight} |",
    ]


@LAW
@given(
    weight=WEIGHTS, target=st.integers(20, 2000), actual=st.integers(0, 2600), places=PLACES, way=WAYS,
    form_of_score=st.sampled_from(["ratio", "none"]),
)  # fmt: skip
def test_a_count_in_proportion(
    weight: int, target: int, actual: int, places: int, way: str, form_of_score: str, document: Build
) -> None:
    share = min(Decimal(actual) / target, Decimal(1))
    if form_of_score == "none" and share < 1:
        share = Decimal(0)
    score = places_of(share * weight, places, way)
    row = f"产出指标 | 数量指标 | 培训人次 | ≥{target}人次 | {actual}人次 | {weight} | {score} |"
    assert findings(form(row, weight, score), document) == []


@LAW
@given(weight=WEIGHTS, target=st.integers(50, 100), actual=st.integers(0, 1000), places=PLACES, way=WAYS)
def test_a_rate_in_proportion(weight: int, target: int, actual: int, places: int, way: str, document: Build) -> None:
    rate = Decimal(actual) / 10
    share = min(rate / target, Decimal(1))
    score = places_of(share * weight, places, way)
    row = f"产出指标 | 质量指标 | 设备完好率 | ≥{target}% | {rate}% | {weight} | {score} |"
    assert findings(form(row, weight, score), document) == []


@LAW
@given(
    weight=WEIGHTS, target=st.integers(5, 60), actual=st.integers(0, 150), places=PLACES, way=WAYS,
    inverse=st.booleans(),
)  # fmt: skip
def test_a_lower_is_better_time(
    weight: int, target: int, actual: int, places: int, way: str, inverse: bool, document: Build
) -> None:
    if actual <= target:
        share = Decimal(1)
    elif inverse:
        share = Decimal(target) / actual
    else:
        share = max(Decimal(0), 1 - Decimal(actual - target) / target)
    score = places_of(share * weight, places, way)
    row = f"产出指标 | 时效指标 | 平均办理天数 | ≤{target}天 | {actual}天 | {weight} | {score} |"
    assert findings(form(row, weight, score), document) == []


@LAW
@given(
    weight=WEIGHTS, target=st.integers(60, 100), actual=st.integers(0, 1000),
    points=st.sampled_from(["0.1", "0.15", "0.2", "0.5", "1", "2"]), whole=st.booleans(),
    rule=st.sampled_from([
        "每降低1%扣{k}分，扣完为止", "完成率≥{t}%得满分，每低1个百分点扣{k}分，扣完为止",
        "达到{t}%得满分；每下降1%，扣{k}分，扣完为止。",
    ]),
)  # fmt: skip
def test_a_printed_deduction(
    weight: int, target: int, actual: int, points: str, whole: bool, rule: str, document: Build
) -> None:
    rate = Decimal(actual) / 10
    gap = max(Decimal(0), target - rate)
    steps = gap.to_integral_value(ROUND_DOWN) if whole else gap
    score = max(Decimal(0), weight - steps * Decimal(points))
    text = rule.format(k=points, t=target)
    rows = [
        "一级指标 | 二级指标 | 三级指标 | 指标值 | 完成值 | 评分标准 | 分值 | 得分",
        f"产出 | 产出质量 | 任务完成率 | {target}% | {rate}% | {text} | {weight} | {score.normalize():f}",
        f"效益 | 社会效益 | 受益人数 | ≥200人 | 210人 | 由评价组评定 | {100 - weight} | {100 - weight}",
        f"合计 | < | < | < | < | | 100 | {(score + 100 - weight).normalize():f}",
    ]
    assert findings(rows, document, "项目绩效评分表") == []


@LAW
@given(actual=st.integers(0, 1000), scores=st.sampled_from([(10, 8, 5, 0), (5, 3, 1, 0)]), edge=st.booleans())
def test_printed_levels(actual: int, scores: tuple[int, ...], edge: bool, document: Build) -> None:
    rate = Decimal(actual) / 10
    bounds = (Decimal(90), Decimal(80), Decimal(60))
    at = next((n for n, low in enumerate(bounds) if rate > low or (rate == low and edge)), 3)
    full, good, fair, none = scores
    text = f"90%以上得{full}分；80%-90%得{good}分；60%-80%得{fair}分；60%以下得{none}分"
    rows = [
        "一级指标 | 二级指标 | 三级指标 | 指标值 | 完成值 | 评分标准 | 分值 | 得分",
        f"效益 | 满意度 | 居民满意度 | ≥90% | {rate}% | {text} | {full} | {scores[at]}",
        f"产出 | 产出数量 | 检修次数 | ≥20次 | 20次 | 由评价组评定 | {100 - full} | {100 - full}",
        f"合计 | < | < | < | < | | 100 | {100 - full + scores[at]}",
    ]
    assert findings(rows, document, "项目绩效评分表") == []


@LAW
@given(spent=st.integers(0, 12000), weight=WEIGHTS, places=PLACES, way=WAYS)
def test_the_execution_rate_of_a_leaf(spent: int, weight: int, places: int, way: str, document: Build) -> None:
    rate = (Decimal(spent) / 100).quantize(Decimal("0.01"))
    score = places_of(min(rate / 100, Decimal(1)) * weight, places, way)
    rows = [
        "一级指标 | 二级指标 | 三级指标 | 分值 | 评分标准 | 得分",
        f"过程 | 资金管理 | 预算执行率 | {weight} | 得分=预算执行率×权重 | {score}",
        f"产出 | 产出数量 | 检修次数 | {100 - weight} | 由评价组评定 | {100 - weight}",
        f"合计 | < | < | 100 | | {score + 100 - weight}",
    ]
    amounts = [
        "资金来源 | 预算数 | 执行数 | 执行率",
        f"财政拨款 | 100.00 | {rate} | {rate}%",
        f"合计 | 100.00 | {rate} | {rate}%",
    ]
    parts = [
        {"table": {"caption": "资金情况表", "unit": "单位：万元", "rows": "\n".join(amounts)}},
        {"table": {"caption": "项目绩效评分表", "rows": "\n".join(rows)}},
    ]
    found = [(f.rule, f.stated, f.expected) for f in examine(build(document(parts))).findings if f.rule in OWN]
    assert found == []
