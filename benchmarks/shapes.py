"""Specs of consistent reports in shapes that no fixture has: other heads, orders of columns, units, blocks, texts.

Works like the fixture specs, from true values alone, and imports nothing of gouji. One seed is one report:

    form        identity, funds in 元 or 万元 by up to four sources, goals, indicators, total
    narrative   the same facts in sentences, with a fund table or without any table
    evaluation  a score table of 决策/过程/产出/效益, every 一级 told with its points and rate, spending by use
    projects    two or three forms and a summary of their totals, scores in a list

What is true is drawn first and everything printed follows from it; points are lost only where the row gives a reason.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from shapes_reports import evaluation, narrative
from shapes_scored import layout
from shapes_words import HEADS, WORDS, Spec, fixed, indicator, parted


def shape(seed: int) -> Spec:
    """One report; the same seed gives the same."""
    chance = random.Random(seed)
    makers: list[Callable[[random.Random], Spec]] = [single, single, layout, layout, narrative, evaluation, projects]
    return chance.choice(makers)(chance)


# --- a self-evaluation form ------------------------------------------------------------------------------------------


def form(chance: random.Random, ident: str, project: dict[str, Any], organisation: str, unit: str) -> Spec:
    """A form of one project; facts named after `ident`."""
    weight = chance.choice((10, 10, 10, 20, 0))
    # what the indicators share is what 执行率 leaves; some forms leave its points out of the table and of the total
    fund = funds(chance, unit, weight)
    spec: Spec = {"id": ident, "identity": identity(chance, project["name"], organisation)}
    spec["fund"] = fund
    if chance.random() < 0.4:
        spec["goal"] = {
            "label": chance.choice(("年度\n总体\n目标", "年度总体目标", "总体目标")),
            "heads": chance.choice((["预期目标", "实际完成情况"], ["年初设定目标", "全年实际完成情况"])),
            "rows": [[f"完成{project['name']}年度任务，发挥资金效益。", "年度任务已实施，资金效益得到发挥。"]],
        }
    spec["indicators"] = indicators(chance, project, 100 - weight)
    spec["total"] = {"name": chance.choice(WORDS["score_totals"])}
    if chance.random() < 0.3:
        spec["total"]["score_format"] = ".2"
    return spec


def identity(chance: random.Random, project: str, organisation: str) -> list[list[str]]:
    rows = [["项目名称", project], ["主管部门", organisation, "实施单位", organisation]]
    if chance.random() < 0.2:
        rows = [["项目名称", project, "主管部门", organisation]]
    return rows


def funds(chance: random.Random, unit: str, weight: int) -> Spec:
    keys = [key for key in ("initial", "budget", "executed") if key != "initial" or chance.random() < 0.7]
    order = chance.choice((["weight", "rate", "score"], ["rate", "weight", "score"], ["rate"]))
    if not weight:
        order = ["rate"]
    heads = {"name": chance.choice(HEADS["name"])}
    heads |= {key: chance.choice(HEADS[key]) for key in keys}
    names = {"weight": "fund_weight", "score": "fund_score", "rate": "rate"}
    heads |= {key: chance.choice(HEADS[names[key]]) for key in order}
    rate = chance.choice((".2%", ".2%", ".1%", ".0%", ".2"))
    if chance.random() < 0.15:
        heads["rate"], rate = "执行率（%）", ".2p"
    spec: Spec = {"label": chance.choice(WORDS["blocks"]).format(unit=unit), "unit": unit, "heads": heads, "rate": rate}
    if weight and "score" in heads:
        spec["weight"], spec["score"] = str(weight), chance.choice((".2", ".2", ".1"))
    elif weight:
        spec["weight"] = str(weight)
        heads |= {"weight": "分值", "score": "得分"}
    spec["amount"] = chance.choice((".2", ",.2")) if unit == "元" else chance.choice((".2", ".2", ",.2", ".4", ".6"))
    spec["dash"] = chance.choice(("—", "-", "/", "", "——"))
    spec["part_rate"] = chance.choice(("true", "false"))
    spec["zero_rate"] = spec["dash"]
    spec["rows"] = fund_rows(chance, unit, keys, int(spec["amount"][-1]))
    return spec


def fund_rows(chance: random.Random, unit: str, keys: list[str], places: int) -> list[list[str]]:
    total = chance.choice(WORDS["totals"])
    first = chance.choice(WORDS["sources"][:3])
    count = chance.choice((0, 1, 2, 2, 3, 4))
    names = [first, *chance.sample(WORDS["sources"][3:], max(count - 1, 0))] if count else []
    if "其他资金" in names:
        names.remove("其他资金")
        names.append("其他资金")
    elif names and chance.random() < 0.5:
        names.append("其他资金")
    top = 10 ** chance.choice((5, 6, 7)) if unit == "元" else 10 ** chance.choice((2, 3))
    rows = []
    for number, name in enumerate(names or [total]):
        adjusted = Decimal(chance.randint(top // 10, top)) + Decimal(chance.randint(0, 10**places)) / 10**places
        if number and chance.random() < 0.4:
            adjusted = Decimal(0)
        spent = adjusted * Decimal(chance.choice((100, 100, 98, 95, 93, 87))) / 100
        values = {"initial": adjusted if chance.random() < 0.7 else adjusted * Decimal("0.9"), "budget": adjusted}
        values["executed"] = spent
        rows.append([name, *(fixed(values[key], places) for key in keys)])
    if not names:
        return rows
    rows[0][0] = f"其中：{rows[0][0]}"
    return [[total], *rows]


def indicators(chance: random.Random, project: dict[str, Any], whole: int) -> Spec:
    split = chance.random() < 0.2  # operator, number and unit in columns of their own
    order = (
        ["target", "weight", "actual", "score"] if chance.random() < 0.3 else ["target", "actual", "weight", "score"]
    )
    if chance.random() < 0.25:
        order = ["weight", "target", "actual", "score"]
    if split:
        at = order.index("target")
        order[at : at + 1] = ["operator", "target", "measure_unit"]
    keys = ["level1", "level2", "level3", *order]
    keys += ["reason"] if chance.random() < 0.85 else []
    heads = {key: chance.choice(HEADS[key]) for key in keys}
    if heads["level3"] in ("指标名称", "绩效指标"):
        heads["level3"] = "三级指标"
    headed = chance.choice(("", "", "（<w>分）", "\n（<w>分）", "(<w>分)"))
    block: Spec = {"heads": heads, "stretch": "level3", "rows": indicator_rows(chance, project, whole, keys, headed)}
    if chance.random() < 0.7:
        block["label"] = chance.choice(WORDS["labels"])
    if chance.random() < 0.3:
        block["score_format"] = ".2"
        if chance.random() < 0.5:
            block["weight_format"] = ".1"
    return block


def indicator_rows(
    chance: random.Random, project: dict[str, Any], whole: int, keys: list[str], headed: str
) -> list[list[str]]:
    """Rows with weights that add up to `whole`: 产出 the half, 效益 what is left, 满意度 10."""
    rows: list[dict[str, str]] = []
    shares = {"产出": 50 if whole != 80 else 40, "效益": 0, "满意度": 10}
    shares["效益"] = whole - shares["产出"] - shares["满意度"]
    for name, share in shares.items():
        items = project[name][: chance.randint(1, len(project[name])) + 1]
        points = parted(chance, share, len(items))
        level1 = chance.choice(WORDS["classes"][name])
        level2 = ""
        for number, (item, weight) in enumerate(zip(items, points, strict=True)):
            row = indicator(chance, item, weight, "reason" in keys)
            row["level1"] = level1 + headed if number == 0 else "^"
            row["level2"] = item[0] if item[0] != level2 else "^"
            level2 = item[0]
            rows.append(row)
    split = "operator" in keys
    for row in rows:
        target = row.pop("number")
        row["target"] = target if split else f"{row['operator']}{target}{row['measure_unit']}"
        row["actual"] = row["actual"] if split else f"{row['actual']}{row['measure_unit']}"
    return [[row.get(key, "") for key in keys] for row in rows]


def single(chance: random.Random) -> Spec:
    """A form alone, or with a short text before or after it."""
    project, organisation = chance.choice(WORDS["projects"]), chance.choice(WORDS["organisations"])
    unit, year = chance.choice(("元", "万元", "万元")), chance.choice((2021, 2022, 2023))
    drawn = form(chance, "自评", project, organisation, unit)
    blocks: list[Spec] = []
    told = chance.random() < 0.5
    if told:
        blocks.append({"title": f"{year}年度{project['name']}项目绩效自评报告"})
        blocks += text_of_form(chance, "自评", project["name"], organisation, year, drawn)
    blocks.append(
        {"caption": chance.choice(("项目支出绩效自评表", "预算项目支出绩效自评表", "部门预算项目绩效自评表"))}
    )
    blocks.append({"year": f"（{year}年度）"})
    blocks.append({"form": drawn})
    if chance.random() < 0.2:
        blocks.append({"text": "注：其他资金包括社会投入资金和单位自筹资金。"})
    return {"blocks": blocks, "landscape": chance.choice(("true", "false")), "facts": {"问题数": "2 + 0"}}


def text_of_form(
    chance: random.Random, ident: str, project: str, organisation: str, year: int, drawn: Spec
) -> list[Spec]:
    scale = chance.choice(("万.2", "万.2", "万.4", "万.6"))
    money = [
        f"{organisation}{year}年实施{project}项目，全年预算数{{{ident}.预算:{scale}}}万元，"
        f"全年执行数{{{ident}.执行:{scale}}}万元，预算执行率为{{{ident}.执行率:.2%}}。",
        f"项目全年预算{{{ident}.预算:{scale}}}万元，截至{year}年12月31日实际支出{{{ident}.执行:{scale}}}万元，"
        f"执行率{{{ident}.执行率:.2%}}。",
        f"{year}年，项目到位资金{{{ident}.预算:{scale}}}万元，实际支付{{{ident}.执行:{scale}}}万元，"
        f"资金结余{{{ident}.结余:{scale}}}万元。",
    ]
    if "initial" in drawn["fund"]["heads"]:
        money.append(
            f"项目年初预算{{{ident}.年初:{scale}}}万元，调整后全年预算{{{ident}.预算:{scale}}}万元，"
            f"年末共支出{{{ident}.执行:{scale}}}万元。"
        )
    conclusion = [
        f"经自评，项目得分为{{{ident}.总分:g}}分，自评等级为“{{{ident}.等级}}”。",
        f"项目自评综合得分{{{ident}.总分:.2}}分，评价等级为{{{ident}.等级}}。",
        f"本项目绩效自评总分{{{ident}.总分:g}}分。",
    ]
    return [
        {"heading1": "一、项目基本情况"},
        {"text": f"{project}项目由{organisation}组织实施，属于年度常规项目。"},
        {"heading1": "二、资金使用情况"},
        {"text": chance.choice(money)},
        {"heading1": "三、自评结论"},
        {"text": chance.choice(conclusion)},
        {"heading1": "四、存在的问题"},
        {"text": "项目实施中存在以下{问题数:g}个问题：一是前期论证不够充分；二是资料归档不够及时。"},
    ]


# --- several projects ------------------------------------------------------------------------------------------------


def projects(chance: random.Random) -> Spec:
    """Forms of several projects under one summary; each total belongs to its own form."""
    organisation, year = chance.choice(WORDS["organisations"]), chance.choice((2021, 2022, 2023))
    unit = chance.choice(("元", "万元"))
    chosen = chance.sample(WORDS["projects"], chance.randint(2, 3))
    idents = [f"自评{number}" for number in range(1, len(chosen) + 1)]
    forms = [form(chance, ident, one, organisation, unit) for ident, one in zip(idents, chosen, strict=True)]
    names = "、".join(one["name"] for one in chosen)
    count = len(chosen)
    scores = "、".join(f"{{{ident}.总分:g}}分" for ident in idents)
    totals = [
        f"{organisation}{year}年度共对{count}个项目开展绩效自评，分别为{names}，自评得分分别为{scores}。",
        f"{year}年度纳入自评的项目{count}个，预算合计{{预算:万.2}}万元，支出合计{{执行:万.2}}万元。",
        "；".join(
            f"{one['name']}项目预算{{{ident}.预算:万.2}}万元，支出{{{ident}.执行:万.2}}万元"
            for ident, one in zip(idents, chosen, strict=True)
        )
        + "。",
    ]
    blocks: list[Spec] = [{"title": f"{year}年度预算项目绩效自评报告"}]
    blocks += [{"text": text} for text in totals if chance.random() < 0.7]
    for one in forms:
        blocks += [{"caption": "项目支出绩效自评表"}, {"year": f"（{year}年度）"}, {"form": one}]
    facts = {name: " + ".join(f"{ident}.{name}" for ident in idents) for name in ("预算", "执行")}
    return {"blocks": blocks, "facts": facts}
