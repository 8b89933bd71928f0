"""Tables as forms: which row is a header, what a column means, which unit applies, what a row is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from gouji.extract.document import Document
from gouji.normalize.build import build
from gouji.normalize.report import LEAF, PART, SUBTOTAL, TOTAL, Form, Report, Row, Section

Build = Callable[[Any], Document]


def report(document: Build, rows: str, **table: str) -> Report:
    return build(document({"table": {"rows": rows, **table}}))


def only(document: Build, rows: str, **table: str) -> Form:
    [form] = report(document, rows, **table).forms
    return form


def section(document: Build, rows: str, **table: str) -> Section:
    [found] = only(document, rows, **table).sections
    return found


def roles(found: Section) -> list[str]:
    return [column.role for column in found.columns]


def text(row: Row, role: str) -> str:
    value = row.value(role)
    return "" if value is None else value.text


# --- headers ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (
            "一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因分析及改进措施",
            ["level1", "level2", "level3", "target", "actual", "weight", "score", "reason"],
        ),
        (
            "一级指标 | 二级指标 | 三级指标 | 分值 | 年初设定值 | 全年完成值 | 自评得分 | 未完成原因分析",
            ["level1", "level2", "level3", "weight", "target", "actual", "score", "reason"],
        ),
        (
            "一级指标 | 二级指标 | 三级指标 | 指标性质 | 指标值 | 度量单位 | 完成值 | 权重 ",
            ["level1", "level2", "level3", "operator", "target", "measure_unit", "actual", "weight"],
        ),
        (
            "一级\\n指标 | 二级\\n指标 | 三 级 指 标 | 预期指标值 | 单项指标实际完成值"
            " | 单项指标得分 | 权重占比（%） | 单项指标折算得分",
            ["level1", "level2", "level3", "target", "actual", "score", "weight", "converted_score"],
        ),
        (
            "一级指标 | 二级指标 | 指标名称 | 年初目标值（A） | 实际完成值（B） | 参考分值 | 自评得分 | 财政审定评分",
            ["level1", "level2", "level3", "target", "actual", "weight", "score", "review_score"],
        ),
    ],
)
def test_score_headers_in_any_order(document: Build, header: str, expected: list[str]) -> None:
    cells = " | ".join(["产出指标", "数量指标", "培训期数", "3", "3", "10", "10", "9"])
    assert roles(section(document, f"{header}\n{cells}")) == expected


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (
            "项目资金\\n（万元） | 年初\\n预算数 | 全年\\n预算数 | 全年\\n执行数 | 分值 | 执行率 | 得分",
            "initial_budget budget executed weight execution_rate score",
        ),
        (
            "年度预算数（万元） | 年初预算 | 调整后预算数 | 预算执行数 | 预算执行率 | 权重 | 得分",
            "initial_budget budget executed execution_rate weight score",
        ),
        (
            "项目资金（元） | 全年预算数（A） | 全年执行数（B） | 执行率（B/A） | 分值 | 得分（20分*执行率） | 原因",
            "budget executed execution_rate weight score reason",
        ),
        (
            "资金来源 | 计划安排资金（万元） | 实际到位资金（万元） | 实际支出（万元） | 结余 | 到位率 | 支付率",
            "budget arrived executed balance arrival_rate execution_rate",
        ),
    ],
)
def test_fund_headers(document: Build, header: str, expected: str) -> None:
    found = section(document, f"{header}\n年度资金总额 | 10.00 | 10.00 | 8.00 | 80% | 80% | 8")
    assert found.kind == "fund"
    assert roles(found)[1:] == expected.split()
    assert found.rows[0].labels[0].name == "年度资金总额"
    assert all(column.unit in ("万元", "元") for column in found.columns if column.role in ("budget", "executed"))


def test_a_header_two_rows_deep(document: Build) -> None:
    """The deepest known word decides; what is drawn over both rows keeps its own."""
    found = section(
        document,
        """
        评价指标 | < | < | < | 指标解释 | 指标说明 | 得分
        一级指标 | 二级指标 | 三级指标 | 权重分 | ^ | ^ | ^
        决策 | 项目立项 | 立项依据充分性 | 5 | 依据是否充分 | 每项占1/5 | 4
        产出 | 产出数量 | 实际完成率 | 20 | 完成情况 | 完成率×权重分 | 18
        """,
    )
    assert roles(found) == ["level1", "level2", "level3", "weight", "explanation", "rule", "score"]
    assert [row.name for row in found.leaves] == ["立项依据充分性", "实际完成率"]


def test_sub_heads_without_a_known_word(document: Build) -> None:
    found = section(
        document,
        """
        乡镇 | 年度任务（户） | < | < | 补助金额
        ^ | 小计 | 危房 | 无房 | ^
        青柳镇 | 12 | 8 | 4 | 36.00
        云台镇 | 9 | - | 9 | 27.00
        合计 | 21 | 8 | 13 | 63.00
        """,
        unit="单位：万元",
    )
    assert roles(found) == ["item", "number", "number", "number", "amount"]
    assert [row.role for row in found.rows] == [LEAF, LEAF, TOTAL]
    amount = found.rows[0].number("amount")
    assert amount is not None and amount.unit == "万元"


def test_a_row_of_numbers_is_no_header(document: Build) -> None:
    found = section(document, "支出内容 | 金额\n得分系统开发 | 3.20\n权重测算 | 1.80\n合计 | 5.00")
    assert [row.name for row in found.leaves] == ["得分系统开发", "权重测算"]


@pytest.mark.parametrize(
    "rows",
    [
        "项目名称 | 春季绿化\n主管部门 | 林业局\n联系人 | 某某",
        "序号 | 文件名称 | 文号\n1 | 资金管理办法 | 某财〔2021〕5号",
        "目标 | 措施\n改善环境 | 加强管护",
        "2021年 | 2022年\n12 | 13",
    ],
)
def test_tables_that_are_no_form(document: Build, rows: str) -> None:
    assert report(document, rows).forms == ()


# --- labels and units -------------------------------------------------------------------------------------------------

FUNDS = """
    项目资金（元） | < | 年初预算数 | 全年预算数 | 全年执行数 | 执行率
    ^ | 年度资金总额 | 1352000.00 | 1352000.00 | 1216800.00 | 0.90
    ^ | 其中：当年财政拨款 | 1352000.00 | 1352000.00 | 1216800.00 | 90%
    ^ | 上年结转资金 | | — | / | 不适用
"""


def test_a_label_beside_the_block_prints_its_unit(document: Build) -> None:
    found = section(document, FUNDS)
    budget = found.rows[0].number("budget")
    assert budget is not None and budget.unit == "元" and budget.base == 1352000
    assert [row.name for row in found.rows][:2] == ["年度资金总额", "其中:当年财政拨款"]
    assert [row.role for row in found.rows] == [TOTAL, PART, PART]


@pytest.mark.parametrize(
    ("rows", "table", "base"),
    [
        ("资金用途 | 支出金额\n测绘 | 12.5", {"unit": "单位：万元"}, 125000),
        ("资金用途 | 支出金额（元）\n测绘 | 12.5", {"unit": "单位：万元"}, "12.5"),
        ("资金用途 | 支出金额\n测绘 | 12.5万", {"unit": "单位：元"}, 125000),
        ("资金用途 | 支出金额\n测绘 | 12.5万元", {}, 125000),
        ("支出内容（万元） | 支出金额\n测绘 | 12.5", {}, 125000),
        ("资金用途 | 支出金额\n测绘 | 12.5", {"caption": "表1 资金表  单位：亿元"}, 1250000000),
    ],
)
def test_where_the_unit_comes_from(document: Build, rows: str, table: dict[str, str], base: Any) -> None:
    value = section(document, rows, **table).rows[0].number("amount")
    assert value is not None
    assert value.dimension == "money"
    assert str(float(value.base)) == str(float(base))


def test_a_rate_is_a_percentage_or_a_decimal(document: Build) -> None:
    found = section(document, FUNDS)
    decimal, percent = (row.number("execution_rate") for row in found.rows[:2])
    assert decimal is not None and percent is not None
    assert decimal.base == percent.base
    assert (decimal.dimension, percent.dimension) == ("ratio", "ratio")


def test_placeholders_are_missing_never_zero(document: Build) -> None:
    last = section(document, FUNDS).rows[2]
    found = {role: last.value(role) for role in ("initial_budget", "budget", "executed", "execution_rate")}
    kinds = {role: value.missing.kind for role, value in found.items() if value is not None and value.missing}
    assert kinds == {
        "initial_budget": "blank", "budget": "dash", "executed": "slash", "execution_rate": "not_applicable",
    }  # fmt: skip
    assert all(last.number(role) is None for role in found)


def test_one_column_one_precision(document: Build) -> None:
    """12 beside 22.76 is 12.00, the total row included; another unit keeps its own places."""
    found = section(document, "用途 | 支出金额\n甲 | 22.76\n乙 | 12\n丙 | 3500元\n合计 | 35", unit="单位：万元")
    places = [value.places for row in found.rows if (value := row.number("amount")) is not None]
    assert places == [2, 2, 0, 2]


def test_targets_keep_their_own_precision(document: Build) -> None:
    found = section(
        document,
        "一级指标 | 三级指标 | 指标值 | 完成值 | 分值\n产出 | 户数 | 12 | 12.5 | 5\n产出 | 率 | 9.75 | 9.75 | 5",
    )
    first = found.rows[0].number("target")
    assert first is not None and first.places == 0


@pytest.mark.parametrize(
    ("printed", "name", "weight"),
    [
        ("产出指标（37分）", "产出指标", 37),
        ("产出指标(37分)", "产出指标", 37),
        ("产出 指标 40 分", "产出指标", 40),
        ("决策\\n（20分）", "决策", 20),
        ("效 益\\n指 标\\n（22.5分）", "效益指标", 22.5),
        ("绩\\n效\\n指\\n标", "绩效指标", None),
        ("改造3个片区", "改造3个片区", None),
        ("每项扣5分", "每项扣5分", None),
        ("产出指标\\t\\n", "产出指标", None),
    ],
)
def test_names_that_carry_a_weight(document: Build, printed: str, name: str, weight: float | None) -> None:
    rows = f"一级指标 | 二级指标 | 三级指标 | 分值 | 得分\n{printed} | 数量指标 | 户数 | 37 | 30".replace("\\t", "\t")
    label = section(document, rows).rows[0].labels[0]
    assert label.name == name
    assert (None if label.weight is None else label.weight.base) == weight
    if label.weight is not None:
        assert (label.weight.unit, label.weight.origin) == ("分", "heading")


# --- rows -------------------------------------------------------------------------------------------------------------


def test_totals_last_and_first(document: Build) -> None:
    last = section(document, "用途 | 支出金额\n甲 | 1\n乙 | 2\n支出合计 | 3")
    first = section(document, "区县 | 分配金额\n合计： | 3\n甲县 | 1\n乙县 | 2")
    assert [row.role for row in last.rows] == [LEAF, LEAF, TOTAL]
    assert [row.role for row in first.rows] == [TOTAL, LEAF, LEAF]
    assert last.total is not None and first.total is not None


def test_a_total_row_with_a_grade(document: Build) -> None:
    found = section(
        document,
        """
        一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因
        产出指标 | 数量指标 | 课题数 | 5个 | 5个 | 100 | 96 |
        总分 | < | < | < | < | 100 | 96 | 优
        """,
    )
    assert found.total is not None
    assert (text(found.total, "weight"), text(found.total, "score"), text(found.total, "reason")) == ("100", "96", "优")


def test_subtotals_belong_to_their_group(document: Build) -> None:
    found = section(
        document,
        """
        一级指标 | 二级指标 | 三级指标 | 分值 | 得分
        产出 | 数量 | 面积 | 40 | 40
        ^ | 质量 | 成活率 | 20 | 18
        ^ | 小计 | < | 60 | 58
        效益 | 生态 | 固沙 | 40 | 40
        小计 | < | < | 40 | 40
        合计 | < | < | 100 | 98
        """,
    )
    assert [row.role for row in found.rows] == [LEAF, LEAF, SUBTOTAL, LEAF, SUBTOTAL, TOTAL]
    produce = next(group for group in found.groups if group.label.name == "产出")
    assert [row.name for row in produce.rows] == ["面积", "成活率"]
    assert produce.subtotal is not None and text(produce.subtotal, "score") == "58"


def test_a_merged_cell_is_one_place(document: Build) -> None:
    found = section(
        document,
        """
        一级指标 | 二级指标 | 三级指标 | 分值 | 得分
        产出 | 数量 | 校舍 | 40 | 38
        ^ | ^ | 课桌 | ^ | ^
        """,
    )
    one, other = (row.number("score") for row in found.rows)
    assert one is not None and other is not None and one.key == other.key


def test_placeholder_rows_stay_out_of_the_way(document: Build) -> None:
    """Rows of 无 and 0 are no numbers anyone has to add."""
    found = section(
        document,
        """
        一级指标 | 二级指标 | 三级指标 | 指标值 | 完成值 | 分值 | 得分
        效益 | 社会效益 | 就业人数 | ≥10人 | 12人 | 30 | 30
        ^ | 生态效益 | 无 | 无 | 无 | / | /
        """,
    )
    assert found.rows[1].number("weight") is None
    assert found.rows[1].number("target") is None


# --- several blocks and forms in one table ----------------------------------------------------------------------------

WHOLE_FORM = """
    项目名称 | {name} | < | < | < | < | <
    主管部门 | 市园林局 | < | < | 实施单位 | 市绿化所 | <
    项目资金（万元） | < | 年初预算数 | 全年预算数 | 全年执行数 | 执行率 | 得分
    ^ | 年度资金总额 | 40.00 | 40.00 | 36.00 | 90% | 9
    年度总体目标 | 预期目标 | < | < | 实际完成情况 | < | <
    ^ | 完成栽植 | < | < | 已完成栽植 | < | <
    一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分
    产出指标 | 数量指标 | 栽植株数 | 3000株 | 3000株 | 60 | 60
    效益指标 | 生态效益 | 成活率 | ≥90% | 92% | 30 | 30
    总分 | < | < | < | < | 100 | 99
"""


def test_the_blocks_of_one_form(document: Build) -> None:
    form = only(document, WHOLE_FORM.format(name="春季绿化"), caption="项目支出绩效自评表")
    assert form.kind == "self_evaluation"
    assert (form.identity.project, form.identity.organisation) == ("春季绿化", "市绿化所")
    assert [found.kind for found in form.sections] == ["fund", "goal", "score"]
    assert form.funds is not None and form.funds.total is not None
    assert text(form.funds.total, "executed") == "36.00"
    assert form.score is not None and form.score.total is not None
    assert [row.name for row in form.score.leaves] == ["栽植株数", "成活率"]


def test_several_forms_in_one_table(document: Build) -> None:
    forms = report(document, WHOLE_FORM.format(name="春季绿化") + WHOLE_FORM.format(name="秋季绿化")).forms
    assert [form.identity.project for form in forms] == ["春季绿化", "秋季绿化"]
    assert [form.ordinal for form in forms] == [1, 2]
    assert all([found.kind for found in form.sections] == ["fund", "goal", "score"] for form in forms)


def test_a_repeated_header_is_one_block(document: Build) -> None:
    """A long table printed on two pages: one section, one precision, a group goes on under its label."""
    found = section(
        document,
        """
        一级指标 | 二级指标 | 三级指标 | 分值 | 得分
        产出（50分） | 数量 | 清淤长度 | 30 | 30
        一级指标 | 二级指标 | 三级指标 | 分值 | 得分
        产出 | 时效 | 按期完工率 | 20 | 18.5
        效益 | 生态 | 水质 | 50 | 46
        合计 | < | < | 100 | 94.5
        """,
    )
    assert [row.name for row in found.leaves] == ["清淤长度", "按期完工率", "水质"]
    assert {value.places for row in found.rows if (value := row.number("score")) is not None} == {1}
    group = next(group for group in found.groups if group.label.name == "产出")
    assert len(group.rows) == 2
    assert group.label.weight is not None and group.label.weight.base == 50


def test_a_table_after_a_closed_one_is_another(document: Build) -> None:
    """The same header after a total row opens another table."""
    form = only(document, "用途 | 支出金额\n甲 | 1\n合计 | 1\n用途 | 支出金额\n乙 | 2\n合计 | 2")
    assert [len(found.rows) for found in form.sections] == [2, 2]


@pytest.mark.parametrize(
    ("caption", "kind"),
    [
        ("项目支出绩效自评表", "self_evaluation"),
        ("部门整体支出绩效自评情况表", "self_evaluation"),
        ("项目绩效评价指标体系及评分表", "evaluation"),
        ("附件2 绩效评价得分表", "evaluation"),
        ("", "evaluation"),
    ],
)
def test_form_kinds(document: Build, caption: str, kind: str) -> None:
    rows = "一级指标 | 二级指标 | 三级指标 | 分值 | 得分\n产出 | 数量 | 户数 | 100 | 90\n合计 | < | < | 100 | 90"
    assert only(document, rows, caption=caption).kind == kind


def test_a_goal_table_is_no_score_table(document: Build) -> None:
    form = only(
        document, "一级指标 | 二级指标 | 三级指标 | 指标值\n产出 | 数量 | 户数 | ≥12户", caption="绩效目标申报表"
    )
    assert form.kind == "goal"
    assert form.score is None


def test_the_year_and_the_organisation_of_the_text(document: Build) -> None:
    found = build(
        document(
            [
                {"text": "白沙区水利局2022年度渔港疏浚项目支出绩效评价报告\n单位名称：白沙区水利局"},
                {"table": {"rows": "用途 | 支出金额\n甲 | 1\n合计 | 1"}},
            ]
        )
    )
    assert found.identity.year == "2022"
    assert found.identity.organisation == "白沙区水利局"
    assert {form.identity for form in found.forms} == {found.identity}


def test_a_document_without_tables_or_claims_is_not_recognised(document: Build) -> None:
    assert not build(document({"text": "关于召开会议的通知\n请各单位派员参加。"})).recognised


def test_one_rate_with_more_places_than_the_others_keeps_them_to_itself(document: Build) -> None:
    found = section(
        document,
        "支出内容 | 金额 | 占比\n资源购置 | 17.05 | 1.705%\n活动经费 | 25.26 | 25.3%\n"
        "设备更新 | 57.69 | 57.7%\n合计 | 100.00 | 100%",
        unit="单位：万元",
    )
    assert [row.number("share").places for row in found.rows] == [3, 1, 1, 1]  # type: ignore[union-attr]
