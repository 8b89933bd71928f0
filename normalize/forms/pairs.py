"""Blocks of keys and values: 预算数 | 100 | 到位数 | 100 | 执行数 | 95, on one row or on several.

Every key is the head of the one value beside it; what stands below a key and is no key (其中：财政资金 | 80) is a part
of its amount. The block is read as a fund section with one total row, whose columns are the keys:

    预算数 | 100 | 执行数 | 95             total      budget 100, executed 95
    其中：财政资金 | 80 | 其中：财政资金 | 75   part       budget 80, executed 75
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from ...extract.document import Cell, Table
from ...extract.text import fold
from ..lexicon import MONEY_UNITS, column_role, header_unit, identity_field, line_unit, row_word
from ..report import PART, TOTAL, Column, Row, Section, Value
from .cells import Grid, blank, number, own, worded
from .units import MONEY, RATES, column_units
from .values import even_places, read_label, read_value

APART = 10_000  # indices of columns that stand below each other in one grid column
_WHOLE = {"initial_budget", "budget", "arrived", "executed"}
_KEYS = {*MONEY, *RATES, "weight", "score"}

Pair = tuple[Cell, Cell]  # a key and its value


@dataclass
class Block:
    """Rows `start`..`end` (exclusive) of keys and values."""

    start: int
    end: int
    label: str = ""
    keys: list[Pair] = field(default_factory=list)
    parts: list[tuple[Pair, int]] = field(default_factory=list)  # with the number of their key

    @property
    def told(self) -> bool:
        """Two amounts of the fund at least: one alone may be anything."""
        roles = {column_role(key.text) for key, value in self.keys if number(value) is not None}
        return len(roles & MONEY) > 1 and bool(roles & _WHOLE)


def find_pairs(grid: Grid) -> list[Block]:
    """Every block of keys and values of a grid, top down."""
    found: list[Block] = []
    block: Block | None = None
    for row in range(len(grid)):
        pairs = list(_pairs(grid, row))
        keys = [pair for pair in pairs if column_role(pair[0].text) in _KEYS]
        if block is None and keys:
            block = Block(row, row, _label(grid, row))
        if block is None or not pairs or not (keys or _continues(block, pairs)):
            _close(block, found)
            block = None
            continue
        block.end = row + 1
        _add(block, pairs)
    _close(block, found)
    return found


def _close(block: Block | None, found: list[Block]) -> None:
    if block is not None and block.told:
        found.append(block)


def _pairs(grid: Grid, row: int) -> Iterator[Pair]:
    """The keys and values of a row; nothing unless all its cells are of that kind."""
    cells = [cell for cell in own(grid, row) if not (cell.column == 0 and cell.row_span > 1 and worded(cell))]
    if len(cells) < 2:
        return
    found: list[Pair] = []
    at = 0
    while at < len(cells):
        key, value = cells[at], cells[at + 1] if at + 1 < len(cells) else None
        if blank(key):
            at += 1
        elif value is not None and worded(key) and (not worded(value) or identity_field(key.text)):
            found.append((key, value))
            at += 2
        elif value is None and number(key) is not None and key.row_span > 1:
            at += 1  # a value that serves several rows, under a head of its own
        else:
            return
    yield from found


def _label(grid: Grid, row: int) -> str:
    first = grid[row][0]
    return first.text if first is not None and first.row_span > 1 else ""


def _continues(block: Block, pairs: list[Pair]) -> bool:
    """Whether a row without a key of its own says what the amounts above it are made of."""
    columns = {key.column for key, _ in block.keys}
    named = [(key, value) for key, value in pairs if not identity_field(key.text)]
    words = any(row_word(key.text, "part") or row_word(key.text, "closing") for key, _ in named)
    same = len({fold(key.text) for key, _ in named}) == 1 and len(named) > 1
    return bool(named) and (words or same) and all(key.column in columns for key, _ in named)


def _add(block: Block, pairs: list[Pair]) -> None:
    for key, value in pairs:
        if column_role(key.text) in _KEYS:
            block.keys.append((key, value))
        elif not identity_field(key.text):
            above = [at for at, (master, _) in enumerate(block.keys) if master.column == key.column]
            if above:
                block.parts.append(((key, value), above[-1]))


def read_pairs(table: Table, grid: Grid, block: Block) -> Section:
    """A block of keys and values as a fund section: a total row, and one row for each part."""
    unit = next((u for u in (header_unit(block.label), line_unit(table.unit_line)) if u in MONEY_UNITS), "")
    columns = column_units(tuple(_columns(grid, block)), unit)
    rows = [_row(block.keys[0][0].row, TOTAL, block.keys[0][0], {n: v for n, (_, v) in enumerate(block.keys)}, columns)]
    named: dict[str, dict[int, Cell]] = {}
    first: dict[str, Cell] = {}
    for (key, value), at in block.parts:
        name = read_label(key).name
        named.setdefault(name, {})[at] = value
        first.setdefault(name, key)
    rows += [_row(first[name].row, PART, first[name], values, columns) for name, values in named.items()]
    anchor = replace(table.anchor, row=block.start, page=block.keys[0][0].anchor.page)
    closed = any(row_word(name, "closing") for name in named)
    return Section("fund", columns, tuple(even_places(rows, columns)), anchor, unit, block.label, closed)


def _columns(grid: Grid, block: Block) -> Iterator[Column]:
    taken: set[int] = set()
    width = len(grid[0])
    for key, value in block.keys:
        index = value.column
        if index in taken:
            index = APART + (key.row - block.start) * width + index
        taken.add(index)
        yield Column(index, column_role(key.text), fold(key.text).strip(":："), header_unit(key.text))


def _row(index: int, role: str, name: Cell, cells: dict[int, Cell], columns: tuple[Column, ...]) -> Row:
    values: dict[int, Value] = {columns[at].index: read_value(cell, columns[at]) for at, cell in cells.items()}
    return Row(index, role, (read_label(name),), values, columns)
