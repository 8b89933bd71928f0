"""Names printed once and left blank in the rows below them, in cells of their own instead of one merged cell.

    产出指标 | 数量指标 | 维修渠道长度
             |          | 维修泵站数量       stands under 产出指标 and 数量指标 too
             | 质量指标 | 工程验收合格率     stands under 产出指标

The blank cell is taken for the one above it, as if both were merged; so is a hole in the grid, which a merged cell
leaves where a page is drawn without its borders. Where the first row has no name of that level, the
names may stand beside the middle of their rows, and nothing is taken from anywhere.
"""

from __future__ import annotations

from ...extract.document import Cell
from ...extract.text import fold
from ..lexicon import row_word
from .cells import Grid
from .columns import LEVELS
from .headers import Header


def with_names(grid: Grid, header: Header, end: int) -> Grid:
    """The grid with the blank name cells of a block replaced by the cells above them."""
    levels = [column.index for column in header.columns if column.role in LEVELS]
    if len(levels) < 2 or header.end >= end or _unnamed(grid, header.end, levels[0]):
        return grid
    filled = [list(row) for row in grid]
    for row in range(header.end + 1, end):
        for depth, at in enumerate(levels[:-1]):
            cell, above = filled[row][at], filled[row - 1][at]
            if above is None or (cell is not None and not _empty(cell, row)):
                continue
            deeper = any(_named(filled, row, other) for other in levels[depth + 1 :])
            within = depth == 0 or filled[row][levels[depth - 1]] is filled[row - 1][levels[depth - 1]]
            if deeper and within and fold(above.text) and not row_word(above.text, "total"):
                filled[row][at] = above
    return filled


def _empty(cell: Cell, row: int) -> bool:
    return cell.row == row and not fold(cell.text) and cell.column_span == 1


def _named(grid: Grid, row: int, at: int) -> bool:
    cell = grid[row][at]
    return cell is not None and cell.row == row and bool(fold(cell.text))


def _unnamed(grid: Grid, row: int, at: int) -> bool:
    cell = grid[row][at]
    return cell is None or not fold(cell.text)
