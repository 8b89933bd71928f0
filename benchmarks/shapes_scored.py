"""Score tables in layouts that no fixture has, given cell by cell.

Labels merged, repeated or left blank, 小计 rows, heads in rows of their own, 执行率 as an indicator, two scorers, row
numbers, two levels instead of three, ≤ and 定性 targets.

    一级指标 | 二级指标 | 三级指标 | 指标值 | 完成值 | 分值 | 自评得分 | 复核得分
    产出指标 | 数量指标 | 培训期数 | ≥6期  | 6期   | 20  | 20     | 19
             | 小计                            | 50  | 50     | 48
"""

from __future__ import annotations

import random
from decimal import Decimal
from typing import Any

from shapes_words import HEADS, WORDS, Spec, indicator, parted, short

Row = dict[str, str]
EXTRA = [
    ("效益指标", "可持续影响指标", "长效管理机制", "健全", "健全"),
    ("产出指标", "时效指标", "项目完成时间", "12月底前", "11月"),
    ("产出指标", "成本指标", "项目成本控制率", "≤100%", "97.5%"),
    ("效益指标", "社会效益指标", "安全责任事故发生次数", "0次", "0次"),
    ("产出指标", "成本指标", "单位成本", "≤3500元/户", "3420元/户"),
]


def scored_table(chance: random.Random, ident: str, project: Spec) -> Spec:
    """Cells of a table whose weights add up to 100."""
    rows = _leaves(chance, project)
    columns = _columns(chance)
    heads = {key: chance.choice(HEADS.get(key, [key])) for key in columns}
    if heads.get("level3") in ("指标名称", "绩效指标") and "level1" in columns:
        heads["level3"] = "三级指标"
    if "review" in columns:
        heads |= {"score": "自评得分", "review": chance.choice(("复核得分", "财政审定评分", "复核分"))}
    layout = chance.choice(("merged", "merged", "repeated", "blank"))
    sums = chance.choice(("", "", "after", "before")) if "level1" in columns else ""
    places = max(_places(row[key]) for row in rows for key in ("score", "review"))
    printed: list[Spec] = [{"cells": [heads[key] for key in columns]}]
    last: dict[str, str] = {}
    for number, row in enumerate(rows):
        first = number == 0 or rows[number - 1]["level1"] != row["level1"]
        if first and sums == "before":
            printed.append(_sum_row(ident, row["level1"], [r for r in rows if r["level1"] == row["level1"]], columns))
            last = {}
        printed.append({"cells": [_cell(ident, row, key, last, layout, number, sums) for key in columns]})
        last = row
        if sums == "after" and (number + 1 == len(rows) or rows[number + 1]["level1"] != row["level1"]):
            group = [r for r in rows if r["level1"] == row["level1"]]
            printed.append(_sum_row(ident, row["level1"], group, columns, "小计", merged=layout == "merged"))
            last = {}
    printed.append(_total(chance, ident, rows, columns, places))
    return {"cells": {"id": ident, "rows": printed}}


def _columns(chance: random.Random) -> list[str]:
    levels = chance.choice((["level1", "level2", "level3"],) * 3 + (["level1", "level3"],))
    values = chance.choice(
        (["target", "actual", "weight", "score"], ["weight", "target", "actual", "score"], ["weight", "score"])
    )
    columns = [*levels, *values]
    if chance.random() < 0.25:
        columns.append("review")
    if chance.random() < 0.25:
        columns.insert(0, "序号")
    columns.append(chance.choice(("reason", "reason", "备注")))
    return columns


def _leaves(chance: random.Random, project: Spec) -> list[Row]:
    execution = chance.choice((0, 0, 10, 20))
    rows: list[Row] = []
    shares = {"产出": 50, "效益": 40 - execution, "满意度": 10}
    levels = {"产出": "产出指标", "效益": "效益指标", "满意度": "满意度指标"}
    for name, share in shares.items():
        items: list[Any] = list(project[name])
        items += [extra for extra in EXTRA if extra[0] == levels[name] and chance.random() < 0.4]
        for item, weight in zip(items, parted(chance, share, len(items)), strict=True):
            row = _given(item, weight) if isinstance(item, tuple) else _drawn(chance, item, weight)
            rows.append(row | {"level1": levels[name], "level2": item[1] if isinstance(item, tuple) else item[0]})
    if execution:
        rate = Decimal(chance.randint(8800, 10000)) / 10000
        score = (rate * execution).quantize(Decimal("0.01"))
        row = {"level1": "预算执行率", "level2": "预算执行率", "level3": "预算执行率", "target": "100%", "reason": ""}
        row |= {"weight": str(execution), "score": short(score), "actual": f"{rate * 100:.2f}%"}
        row["reason"] = "项目尾款按合同约定次年支付" if score < execution else ""
        rows.insert(0, row) if chance.random() < 0.5 else rows.append(row)
    for row in rows:
        cut = chance.random() < 0.15 and Decimal(row["score"]) > 3
        row["review"] = short(Decimal(row["score"]) - 1) if cut else row["score"]
    return rows


def _given(item: tuple[str, ...], weight: Decimal) -> Row:
    return {
        "level3": item[2],
        "target": item[3],
        "actual": item[4],
        "weight": short(weight),
        "score": short(weight),
        "reason": "",
    }


def _drawn(chance: random.Random, item: list[Any], weight: Decimal) -> Row:
    row = indicator(chance, item, weight, True)
    unit = row["measure_unit"]
    return row | {"target": f"{row['operator']}{row['number']}{unit}", "actual": f"{row['actual']}{unit}"}


def _cell(ident: str, row: Row, key: str, last: Row, layout: str, number: int, sums: str) -> Any:
    if key in ("level1", "level2"):
        again = bool(last) and last["level1"] == row["level1"] and (key == "level1" or last["level2"] == row["level2"])
        if key == "level1" and sums == "before":
            return ""
        return row[key] if not again or layout == "repeated" else "^" if layout == "merged" else ""
    if key in ("weight", "score", "review"):
        return [f"{ident}.{row['level3']}.{key}", row[key]]
    if key == "序号":
        return str(number + 1)
    return row.get(key, "")


def _sum_row(
    ident: str, level1: str, rows: list[Row], columns: list[str], name: str = "", merged: bool = False
) -> Spec:
    cells: list[Any] = []
    for key in columns:
        if key in ("weight", "score", "review"):
            cells.append(
                [f"{ident}.{level1}{name or '合计'}.{key}", short(sum((Decimal(r[key]) for r in rows), Decimal(0)))]
            )
        elif key == "level1":
            cells.append("^" if merged else level1)
        else:
            cells.append(name if name and key in ("level2", "level3") and name not in cells else "")
    return {"cells": cells}


def _total(chance: random.Random, ident: str, rows: list[Row], columns: list[str], places: int) -> Spec:
    sums = {key: sum((Decimal(row[key]) for row in rows), Decimal(0)) for key in ("weight", "score", "review")}
    first = min(columns.index(key) for key in ("target", "actual", "weight") if key in columns)
    name = chance.choice(WORDS["score_totals"])
    form = chance.choice(("g", f".{places}")) if places else "g"
    cells: list[Any] = [name]
    for key in columns[first:]:
        if key in sums:
            text = short(sums[key]) if form == "g" or key == "weight" else f"{sums[key]:{form}f}"
            cells.append([f"{ident}.total.{key}", text])
        else:
            cells.append("")
    return {"cells": cells, "spans": [first, *[1] * (len(columns) - first)]}


def _places(text: str) -> int:
    return len(text.partition(".")[2])


def layout(chance: random.Random) -> Spec:
    """A score table alone under its caption, or with its conclusion in words."""
    project, year = chance.choice(WORDS["projects"]), chance.choice((2021, 2022, 2023))
    table = scored_table(chance, "评分", project)
    total = next(
        cell[1] for cell in table["cells"]["rows"][-1]["cells"] if isinstance(cell, list) and "score" in cell[0]
    )
    blocks: list[Spec] = []
    if chance.random() < 0.5:
        blocks.append({"title": f"{year}年度{project['name']}项目绩效自评报告"})
        blocks.append({"text": f"经对照指标逐项自评，项目自评得分{total}分。"})
    blocks.append({"caption": f"{project['name']}项目绩效自评表"})
    return {"blocks": [*blocks, table], "landscape": "true"}
