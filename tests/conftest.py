"""Small documents written as they print, for tests of everything above the readers.

A case is YAML: paragraphs and tables in order. In a table row `^` continues the cell above, `<` the cell to the left:

    text: 项目产出指标共39分，得分37分，得分率为94.87%。
    table:
      caption: 表3-1 评分表
      unit: 单位：万元
      rows: |
        一级指标 | 二级指标 | 三级指标 | 分值 | 得分
        产出指标 | 数量指标 | 培训场次 | 20 | 18
        ^        | 质量指标 | 合格率   | 19 | 17
        合计     | <        | <        | 39 | 35
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from gouji.extract.captions import attach
from gouji.extract.document import Anchor, Block, Cell, Document, Paragraph, Source, Table

Case = dict[str, Any] | list[dict[str, Any]]


def build_document(case: Case) -> Document:
    blocks: list[Block] = []
    for part in case if isinstance(case, list) else [case]:
        for text in _lines(part.get("text", "")):
            blocks.append(Paragraph(text, Anchor(len(blocks))))
        if "table" in part:
            table = part["table"]
            for key in ("caption", "unit"):
                if table.get(key):
                    blocks.append(Paragraph(table[key], Anchor(len(blocks))))
            blocks.append(_table(table["rows"], len(blocks)))
    return attach(Document(Source("case", "case"), tuple(blocks)))


def _lines(text: str | list[str]) -> list[str]:
    return text if isinstance(text, list) else [line for line in text.splitlines() if line.strip()]


def _table(rows: str, block: int) -> Table:
    grid = [[text.strip() for text in line.split("|")] for line in rows.splitlines() if line.strip()]
    width = max(len(row) for row in grid)
    assert all(len(row) == width for row in grid), [row for row in grid if len(row) != width]
    cells = [
        Cell(text.replace("\\n", "\n"), Anchor(block, row, column), *_spans(grid, row, column))
        for row, line in enumerate(grid)
        for column, text in enumerate(line)
        if text not in ("^", "<")
    ]
    return Table(tuple(cells), len(grid), width, Anchor(block))


def _spans(grid: list[list[str]], row: int, column: int) -> tuple[int, int]:
    wide = 1
    while column + wide < len(grid[row]) and grid[row][column + wide] == "<":
        wide += 1
    tall = 1
    while row + tall < len(grid) and grid[row + tall][column] == "^":
        tall += 1
    return tall, wide


@pytest.fixture(scope="session")
def document() -> Callable[[Case], Document]:
    return build_document
