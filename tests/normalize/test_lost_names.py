"""A merged name cell of which a page draws only a part: the rows beside the hole stand under it all the same."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from gouji.extract.document import Document, Table
from gouji.normalize.build import build
from gouji.normalize.report import LEAF

TABLE = {
    "table": {
        "caption": "绩效评价指标评分表",
        "rows": """
        一级指标 | 分值 | 二级指标 | 分值 | 三级指标 | 分值 | 得分
        产出 | 60 | 产出数量 | 60 | 硬化里程 | 60 | 58
        效益 | 40 | 项目效益 | 40 | 通行时间 | 10 | 10
         |  |  |  | 带动就业 | 20 | 18
         |  |  |  | 群众满意度 | 10 | 9
        合计 | 100 |  | 100 |  | 100 | 95
        """,
    }
}


def test_a_hole_stands_under_the_name_above(document: Callable[[Any], Document]) -> None:
    whole = document(TABLE)
    table = next(block for block in whole.blocks if isinstance(block, Table))
    left = tuple(cell for cell in table.cells if not (cell.row in (3, 4) and cell.column < 4))
    assert len(left) == len(table.cells) - 8
    holed = replace(table, cells=left)
    blocks = tuple(holed if block is table else block for block in whole.blocks)
    form = build(replace(whole, blocks=blocks)).forms[0]
    assert form.score is not None
    paths = [[label.name for label in row.labels] for row in form.score.of(LEAF)]
    assert paths[-1] == ["效益", "项目效益", "群众满意度"]
