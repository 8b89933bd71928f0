"""Printed names: an id only for what is known word for word, a suggestion for what resembles it, never forced."""

from __future__ import annotations

import subprocess
import sys
from decimal import Decimal

import pytest
from gouji.normalize.indicators.frames import frame
from gouji.normalize.indicators.indicator import class_of, direction, match
from gouji.normalize.indicators.naming import key
from gouji.normalize.indicators.similarity import nearness, words

PROJECT, SELF, DEPARTMENT, OLD = "project_evaluation", "self_evaluation", "department", "old_project"


@pytest.mark.parametrize(
    ("own", "level2", "name", "expected"),
    [
        (PROJECT, "资金管理", "资金使用\n合规性", "PR13"),
        (PROJECT, "资金管理", "资 金 到 位 率", "PR11"),
        (PROJECT, "资金管理", "2.资金到位情况（4分）", "PR11"),
        (PROJECT, "资金管理", "B103预算执行率(5)", "PR12"),
        (PROJECT, "", "预算执行率（%）", "PR12"),
        (PROJECT, "项目立项", "立项依据的充分性", "D11"),
        (PROJECT, "绩效目标", "合理性", "D21"),
        (PROJECT, "数量指标", "灌溉渠道清淤任务完成率", "O11"),
        (PROJECT, "满意度", "参保人员满意度", "B12"),
        (SELF, "时效指标", "项目完成及时率", "SE-完成及时性"),
        (SELF, "服务对象满意度指标", "护林员满意度", "SE-满意度"),
        (SELF, "社会效益指标", "社会效益指标", "SE-社会效益"),
        (DEPARTMENT, "预算配置", "“三公”经费变动率", "DEP-三公经费变动率"),
        (DEPARTMENT, "资产管理", "管理制度健全性", "DEP-资产管理制度健全性"),
        (OLD, "财务管理", "管理制度健全性", "OLD-财务制度健全性"),
        (OLD, "资金落实", "资金到位及时率", "OLD-到位及时率"),
    ],
)
def test_known_names(own: str, level2: str, name: str, expected: str) -> None:
    found = match(name, frame(own), level2)
    assert (found.id, found.suggestion) == (expected, None)
    assert found.confidence >= Decimal("0.95")


@pytest.mark.parametrize(
    ("own", "level2", "name", "suggestion"),
    [
        (PROJECT, "资金管理", "资金到位及时率", "PR11"),
        (PROJECT, "资金管理", "地方配套资金到位率", "PR11"),
        (PROJECT, "项目效益", "学生满意度提升幅度", "B12"),
        (PROJECT, "产出成本", "补助标准达标率", "O41"),
        (PROJECT, "组织实施", "财务管理制度有效性", "PR22"),
        (SELF, "数量指标", "孕产妇产前筛查完成率", "SE-实际完成率"),
        (SELF, "时效指标", "验收合格率", "SE-质量达标率"),
    ],
)
def test_near_names_are_suggested_with_a_reason(own: str, level2: str, name: str, suggestion: str) -> None:
    found = match(name, frame(own), level2)
    assert (found.id, found.suggestion) == (None, suggestion)
    assert found.reason
    assert Decimal(0) < found.confidence < Decimal(1)


@pytest.mark.parametrize(
    ("level2", "name"),
    [
        ("数量指标", "安装坡面水标尺套数"),
        ("数量指标", "指标2"),
        ("质量指标", "无"),
        ("质量指标", "苗木成活率"),
        ("社会效益指标", "保障机关正常运转"),
        ("成本指标", "疫苗单价"),
        ("服务对象满意度指标", "群众有效投诉次数"),
        ("", ""),
    ],
)
def test_a_projects_own_indicator_gets_nothing(level2: str, name: str) -> None:
    found = match(name, frame(SELF), level2)
    assert (found.id, found.suggestion, found.confidence) == (None, None, Decimal(0))


def test_the_printed_level2_wins() -> None:
    clash = match("验收合格率", frame(SELF), "时效指标")
    assert "时效指标" in clash.reason
    assert match("验收合格率", frame(SELF), "质量指标").id == "SE-质量达标率"
    assert match("管理制度健全性", frame(OLD), "").id is None
    assert "业务管理" in match("管理制度健全性", frame(OLD), "").reason


@pytest.mark.parametrize(
    ("name", "level2", "kind"),
    [
        ("资金到位及时率", "", "时效"),
        ("验收合格率", "时效指标", "时效"),
        ("发放补贴户数", "", "数量"),
        ("成本节约率", "", "成本"),
        ("群众满意度", "效益", "满意度"),
        ("森林覆盖率", "", "生态效益"),
        ("设施使用年限", "可持续影响指标", "可持续影响"),
        ("甲", "", ""),
    ],
)
def test_class_of(name: str, level2: str, kind: str) -> None:
    assert class_of(name, level2) == kind


@pytest.mark.parametrize(
    ("name", "comparator", "kind", "expected"),
    [
        ("案件发生率", "", "", "down"),
        ("案件办结率", "", "", "up"),
        ("事故处置率", "", "", "up"),
        ("有效控制社区矫正对象再犯率", "", "", "down"),
        ("案件发生率", ">=", "", "up"),
        ("科目调整次数", "≤", "数量", "down"),
        ("成本控制率", "", "成本", "down"),
        ("病虫害控制率", "", "", "up"),
        ("“三公经费”变动率", "", "", "down"),
        ("结转结余率", "", "", "down"),
        ("无事故率", "", "", "up"),
        ("投诉处理率", "", "", "up"),
        ("故障响应时间", "", "时效", "down"),
        ("优良天数", "", "", "up"),
        ("提升群众安全意识", "", "社会效益", "judged"),
        ("减少化肥施用量", "", "生态效益", ""),
        ("降低孕产妇死亡率", "", "", "down"),
        ("设备采购单价", "", "成本", "down"),
        ("单位成本偏差", "~", "", "interval"),
        ("甲", "", "", ""),
    ],
)
def test_direction(name: str, comparator: str, kind: str, expected: str) -> None:
    assert direction(name, comparator, kind) == expected


def test_words_come_from_the_frames_only() -> None:
    assert words(key("资金到位率")) == ("资金", "到位率")
    assert words(key("安装坡面水标尺套数")) == ("安装坡面水标尺套数",)
    assert nearness(key("资金分配规范性"), key("资金分配合理性")) > Decimal("0.62")
    assert nearness(key("聘用护林员人数"), key("资金到位率")) == 0


def test_jieba_is_imported_only_for_a_near_name() -> None:
    code = (
        "import sys\n"
        "from gouji.normalize.indicators.frames import frame\n"
        "from gouji.normalize.indicators.indicator import match\n"
        "match('资金到位率', frame('project_evaluation'), '资金管理')\n"
        "match('聘用护林员人数', frame('self_evaluation'), '数量指标')\n"
        "assert 'jieba' not in sys.modules\n"
        "match('财务管理制度有效性', frame('project_evaluation'), '组织实施')\n"
        "import jieba\n"
        "assert not jieba.dt.initialized\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)  # noqa: S603
