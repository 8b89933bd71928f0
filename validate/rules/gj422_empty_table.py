"""空表与说明不符

做什么：说明“本表为空”“本表无数据”的表里却有数；金额表只有表头、没有一个数，又没有说明。

例：表下注“本部门无政府性基金收支，本表为空”，表中却有支出 12.00。

怎么改：改正说明，或填写表格；确无数据的，注明“本表无数据”。
"""

from __future__ import annotations

from collections.abc import Iterator

from ...extract.document import Block, Cell, Paragraph, Table
from ...extract.quantity import Quantity, parse_cell
from ...extract.text import fold
from ...normalize.forms.headers import distinct, find_headers
from ...normalize.forms.units import MONEY
from ...normalize.lexicon import compiled
from ...normalize.report import Report, Value
from ..narrative import statement
from ..relation import Relation
from ..rule import rule

NEAR = 2  # paragraphs behind a table that may speak of it
_EMPTY = r"(?:本表|此表|该表|上表|故)(?:为空表|为空|无数据|没有数据|无内容|空表)|空表列示"
_NONE = r"无|没有|不涉及|未发生|未安排|为空"


@rule("GJ422", basis="没有数据的表应当注明")
def empty_table(report: Report) -> Iterator[Relation]:
    blocks = report.document.blocks
    for index, block in enumerate(blocks):
        if isinstance(block, Table):
            notes = _notes(blocks, index)
            yield from _table(block, notes)


def _notes(blocks: tuple[Block, ...], index: int) -> list[Paragraph]:
    """The paragraphs right behind a table, up to the next table."""
    found: list[Paragraph] = []
    for block in blocks[index + 1 : index + 1 + NEAR]:
        if not isinstance(block, Paragraph):
            break
        found.append(block)
    return found


def _table(table: Table, notes: list[Paragraph]) -> Iterator[Relation]:
    said = next((note for note in notes if compiled(_EMPTY).search(note.text)), None)
    if said is not None:
        number = next((cell for cell in _body(table) if _counts(cell)), None)
        if number is not None:
            message = f"说明称“{said.text.strip()[:40]}”，而表中有数{number.text.strip()}；请改正说明或表格。"
            yield statement("空表说明", Value(number.anchor, number.text), False, message)
        return
    if _is_blank(table):
        words = " ".join([table.caption, *(note.text for note in notes)])
        message = "表格只有表头，没有数据，也没有说明；请填写，或注明“本表无数据”。"
        yield statement("空表", Value(table.anchor, table.caption), bool(compiled(_NONE).search(words)), message)


def _body(table: Table) -> Iterator[Cell]:
    """The cells below the header; of a table whose header is not known all but the first row and column."""
    heads = find_headers(table.grid())
    end = max((header.end for header in heads[:1]), default=1)
    return (cell for cell in table.cells if cell.row >= end and cell.column > 0)


def _counts(cell: Cell) -> bool:
    found = parse_cell(cell.text)
    return isinstance(found, Quantity) and found.value != 0


def _is_blank(table: Table) -> bool:
    """A money table with at least one body row, all its cells blank."""
    if any(fold(cell.text) for cell in table.cells if cell.row == table.row_count - 1):
        return False
    grid = table.grid()
    headers = find_headers(grid)
    if len(headers) != 1 or not headers[0].roles & MONEY or headers[0].end >= len(grid):
        return False
    return not any(fold(cell.text) for row in grid[headers[0].end :] for cell in distinct(row))
