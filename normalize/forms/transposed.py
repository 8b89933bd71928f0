"""Tables whose rows are the measures and whose columns are the things measured.

    指标   | 决策 | 过程  | 产出 | 效益 | 合计
    分值   | 20  | 20   | 30  | 30  | 100
    得分   | 19  | 17.5 | 28  | 27  | 91.5

read as one row for each column: 决策 with weight 20 and score 19 … and the total. Only where every row below the heads
is a measure: 得分 among other names is a name.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from ...extract.document import Cell, Table
from ...extract.text import fold
from ..lexicon import column_role, header_unit, line_unit, row_word, section_kind
from ..report import LEAF, SUBTOTAL, TOTAL, Column, Row, Section
from .cells import Grid, number, numbers_columns, own, worded
from .pairs import APART
from .units import VALUES, column_units
from .values import even_places, read_label, read_value

MEASURES = {*VALUES, "score_rate"}


@dataclass(frozen=True, slots=True)
class Block:
    """Rows `start`..`end` (exclusive): heads, then one measure in each row; `first` is the column of its first head."""

    start: int
    end: int
    measures: tuple[Cell, ...]
    names: tuple[Cell, ...]


def find_transposed(grid: Grid) -> list[Block]:
    """The transposed blocks of a grid, top down."""
    found: list[Block] = []
    row = 0
    while row + 2 < len(grid):
        block = _block(grid, row)
        if block is not None:
            found.append(block)
        row = block.end if block is not None else row + 1
    return found


def _block(grid: Grid, start: int) -> Block | None:
    heads = [cell for cell in own(grid, start) if cell.column > 0 and cell.column_span == 1 and fold(cell.text)]
    if len(heads) < 2 or any(not worded(cell) or column_role(cell.text) in MEASURES for cell in heads):
        return None
    measures: list[Cell] = []
    row = start + 1
    while row < len(grid) and (measure := _measure(grid, row, heads[0].column)) is not None:
        measures.append(measure)
        row += 1
    roles = [column_role(cell.text) for cell in measures]
    if len(roles) < 2 or len(set(roles)) < len(roles) or _goes_on(grid, row):
        return None
    return Block(start, row, tuple(measures), tuple(heads))


def _measure(grid: Grid, row: int, first: int) -> Cell | None:
    """The name of a row that holds one measure for every head."""
    cells = own(grid, row)
    names = [cell for cell in cells if cell.column < first and fold(cell.text)]
    values = [cell for cell in cells if cell.column >= first]
    if not names or column_role(names[-1].text) not in MEASURES or numbers_columns(cells):
        return None
    if any(worded(cell) for cell in values) or not any(number(cell) is not None for cell in values):
        return None
    return names[-1]


def _goes_on(grid: Grid, row: int) -> bool:
    """Whether further rows of numbers follow, with names of their own."""
    return row < len(grid) and any(number(cell) is not None for cell in own(grid, row)[1:])


def read_transposed(table: Table, grid: Grid, block: Block) -> Section | None:
    """A transposed block as a section with one row for each of its heads; None where its measures make none."""
    plain = [
        Column(APART + cell.row, column_role(cell.text), fold(cell.text), header_unit(cell.text))
        for cell in block.measures
    ]
    roles = {column.role for column in plain}
    kind = section_kind(roles | {"level1"})
    if kind not in ("score", "fund"):
        return None
    unit = line_unit(table.unit_line)
    columns = column_units(tuple(plain), unit)
    rows = [_row(grid, block, head, columns) for head in block.names]
    corner = block.measures[0].anchor
    anchor = replace(table.anchor, row=block.start, page=corner.page)
    return Section(kind, columns, tuple(even_places(rows, columns)), anchor, unit)


def _row(grid: Grid, block: Block, head: Cell, columns: tuple[Column, ...]) -> Row:
    values = {
        column.index: read_value(cell, column)
        for measure, column in zip(block.measures, columns, strict=True)
        if (cell := grid[measure.row][head.column]) is not None
    }
    total = row_word(head.text, "total")
    role = TOTAL if total else SUBTOTAL if row_word(head.text, "subtotal") else LEAF
    return Row(head.column, role, (read_label(head),), values, columns)
