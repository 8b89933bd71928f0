"""Reports of other shapes with hardly a form: sentences alone; a score table told group by group; spending by use."""

from __future__ import annotations

import random
from decimal import Decimal

from shapes_words import HEADS, LOST, WORDS, Spec, fixed, parted, short

# --- only sentences --------------------------------------------------------------------------------------------------


def narrative(chance: random.Random) -> Spec:
    """A text without a form: amounts by source and by use, rates, counts; every figure follows from the same truth."""
    project, organisation = chance.choice(WORDS["projects"])["name"], chance.choice(WORDS["organisations"])
    year = chance.choice((2021, 2022, 2023))
    central, province, own = (Decimal(chance.randint(20, 900)) * 10000 + chance.randint(0, 99) * 100 for _ in range(3))
    spent = (central + province + own) * chance.choice((100, 97, 92, 88)) // 100
    first = spent * chance.randint(20, 50) // 100 // 100 * 100
    done = chance.randint(20, 300)
    asked = chance.randint(3, 12) * 50
    pleased = asked * chance.randint(80, 98) // 100
    facts = {
        "中央": f"{central} + 0", "省级": f"{province} + 0", "县级": f"{own} + 0", "支出": f"{spent} + 0",
        "工程": f"{first} + 0", "预算": "中央 + 省级 + 县级", "执行率": "支出 / 预算", "结余": "预算 - 支出",
        "设备": "支出 - 工程", "满意率": f"{pleased} / {asked}", "工程占比": "工程 / 支出", "设备占比": "设备 / 支出",
    }  # fmt: skip
    scale = chance.choice(("万.2", "万.2", "万.4"))
    money = "{%s:" + scale + "}万元"
    budget, executed, rest = (money % name for name in ("预算", "支出", "结余"))
    texts = [
        f"{year}年，{organisation}下达{project}资金共{budget}，其中：中央资金{money % '中央'}、"
        f"省级资金{money % '省级'}、县级配套资金{money % '县级'}。",
        f"截至{year}年12月31日，项目实际支出{executed}，结余{rest}，预算执行率为{{执行率:.2%}}。",
        f"项目支出{executed}，其中：工程费用{money % '工程'}，占{{工程占比:.2%}}；"
        f"设备及其他费用{money % '设备'}，占{{设备占比:.2%}}。",
        f"计划实施{done}处，实际完成{done}处，完成率100%。",
        f"共发放问卷{asked}份，收回有效问卷{asked}份，其中表示满意的{pleased}份，满意度为{{满意率:.2%}}。",
    ]
    chosen = [text for text in texts if chance.random() < 0.8] or texts
    blocks: list[Spec] = [{"title": f"{year}年度{project}项目绩效自评报告"}, {"heading1": "一、项目实施及资金情况"}]
    return {"blocks": [*blocks, *({"text": text} for text in chosen)], "facts": facts}


# --- an evaluation report --------------------------------------------------------------------------------------------

_EVALUATED = (
    ("决策", "项目立项", ("立项依据充分性", "立项程序规范性")),
    ("决策", "绩效目标", ("绩效目标合理性", "绩效指标明确性")),
    ("过程", "资金管理", ("资金使用合规性", "预算编制科学性")),
    ("过程", "组织实施", ("管理制度健全性", "制度执行有效性")),
    ("产出", "产出数量", ("实际完成率",)),
    ("产出", "产出质量", ("质量达标率",)),
    ("产出", "产出时效", ("完成及时性",)),
    ("效益", "项目效益", ("社会效益", "可持续影响")),
    ("效益", "满意度", ("服务对象满意度",)),
)
_POINTS = {"决策": 20, "过程": 20, "产出": 30, "效益": 30}


def evaluation(chance: random.Random) -> Spec:
    """A score table, its groups in the text, and spending by use."""
    project, organisation = chance.choice(WORDS["projects"])["name"], chance.choice(WORDS["organisations"])
    year = chance.choice((2021, 2022, 2023))
    suffix, headed = chance.choice(("", "指标")), chance.choice(("", "（<w>分）", "(<w>分)"))
    keys = ["level1", "level2", "level3", "weight", "score", "reason"]
    if chance.random() < 0.3:
        keys.insert(5, keys.pop(3))  # 得分 before 分值
    heads = {key: chance.choice(HEADS[key]) for key in keys}
    heads["level3"], heads["reason"] = "三级指标", "扣分原因"
    table: Spec = {
        "id": "评分",
        "indicators": {"heads": heads, "rows": evaluated_rows(chance, keys, suffix, headed)},
        "total": {"name": chance.choice(WORDS["score_totals"])},
    }
    uses = use_table(chance)
    blocks: list[Spec] = [
        {"title": f"{year}年度{project}项目支出绩效评价报告"},
        {"heading1": "一、基本情况"},
        {"text": f"{organisation}{year}年度安排{project}项目，评价时段为{year}年1月1日至{year}年12月31日。"},
        {"heading1": "二、综合评价结论"},
        {"text": "评价得分{评分.总分:g}分，评价等级为“{评分.等级}”。"},
        {"heading1": "三、指标分析"},
    ]
    ways = [
        "{n}类指标分值{{{p}.分值:g}}分，得分{{{p}.得分:g}}分，得分率{{{p}.得分率:.2%}}。",
        "{n}指标满分{{{p}.分值:g}}分，实际得分{{{p}.得分:g}}分。",
        "{n}指标共{{{p}.分值:g}}分，得分{{{p}.得分:g}}分，得分率为{{{p}.得分率:.1%}}。",
    ]
    way = chance.choice(ways)
    blocks += [{"text": way.format(n=name, p=f"评分.{name}{suffix}")} for name in _POINTS]
    blocks += [{"caption": "项目支出绩效评分表"}, {"form": table}]
    blocks += [{"heading1": "四、资金使用"}, *uses]
    return {"blocks": blocks, "landscape": "true"}


def evaluated_rows(chance: random.Random, keys: list[str], suffix: str, headed: str) -> list[list[str]]:
    rows: list[dict[str, str]] = []
    leaves = {name: sum(len(items) for group, _, items in _EVALUATED if group == name) for name in _POINTS}
    parts = {name: iter(parted(chance, points, leaves[name])) for name, points in _POINTS.items()}
    last = ""
    for group, level2, items in _EVALUATED:
        for number, name in enumerate(items):
            weight = next(parts[group])
            lost = Decimal(chance.choice((0, 0, 0, 1))) * Decimal(chance.choice(("0.5", "1", "1.5")))
            row = {
                "level1": group + suffix + headed if group != last else "^",
                "level2": level2 if number == 0 else "^",
            }
            row |= {"level3": name, "weight": short(weight), "score": short(weight - lost)}
            row["reason"] = f"{chance.choice(LOST)}，扣{short(lost)}分" if lost else ""
            rows.append(row)
            last = group
    return [[row[key] for key in keys] for row in rows]


def use_table(chance: random.Random) -> list[Spec]:
    """Spending by use or by place: the total first or last, shares, rates or rests."""
    unit = chance.choice(("元", "万元"))
    by_place = chance.random() < 0.4
    head = chance.choice(("乡镇", "地区")) if by_place else chance.choice(("支出内容", "支出明细", "用途"))
    names = chance.sample(WORDS["towns" if by_place else "uses"], chance.randint(3, 6))
    form = chance.choice((".2", ",.2"))
    columns: dict[str, Spec] = {"use": {"head": head}}
    columns["budget"] = {"head": chance.choice(("预算数", "计划支出数", "预算安排")), "kind": "amount", "format": form}
    columns["executed"] = {
        "head": chance.choice(("实际支出数", "支出金额", "执行数")),
        "kind": "amount",
        "format": form,
    }
    extra = chance.choice(("", "rate", "rest", "share"))
    if extra == "rate":
        columns["rate"] = {"head": "执行率", "kind": "rate", "of": ["executed", "budget"]}
    elif extra == "rest":
        columns["rest"] = {
            "head": chance.choice(("结余", "结余数")),
            "kind": "rest",
            "of": ["budget", "executed"],
            "format": form,
        }
    elif extra == "share":
        columns["share"] = {
            "head": chance.choice(("占比", "占支出比重")),
            "kind": "share",
            "of": "executed",
            "total_format": ".0%",
        }
    rows = []
    for name in names:
        planned = Decimal(chance.randint(1000, 900000)) / (1 if unit == "元" else 100)
        spent = (planned * chance.choice((100, 100, 96, 91)) / 100).quantize(Decimal("0.01"))
        rows.append([name, fixed(planned, 2), fixed(spent, 2)])
    table: Spec = {"id": "支出", "unit": unit, "columns": columns, "rows": rows}
    table["total"] = {"name": chance.choice(("合计", "总计", "支出合计", "合 计"))}
    if extra != "share" and chance.random() < 0.3:
        table["total"]["at"] = "first"
    return [
        {"text": f"项目支出明细见下表，全年共支出{{支出.{table['total']['name']}.executed:万.2}}万元。"},
        {"caption": "项目资金使用情况表"},
        {"unit": f"单位：{unit}"},
        {"table": table},
    ]
