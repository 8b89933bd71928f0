"""Rows whose cells stand one column beside their own: told by types, and put back only where that makes them fit.

    一级指标 | 二级指标  | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分
    质量指标 | 合格率    | 100%    | 100%     | 25        | 25  |           a number is no name: one to the right
    总分     | 100      | 96      |          |           |     |           a total has its numbers under 分值 and 得分

A row that fits as it stands is never touched, nor one that would fit in two ways. What was put back says so
(`Row.repaired`), and its values keep the places where they are printed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ...extract.document import Cell
from ...extract.text import fold
from ..indicators.levels import core, level_class
from ..lexicon import load, row_word
from ..report import Column
from .cells import Grid, blank, distinct, number, worded
from .headers import Header
from .units import MONEY, RATES, SCORES

Cells = list[Cell | None]

NAMES = {"level1", "level2", "level3", "level4", "item"}
_SUMMED = {*MONEY, *SCORES, *RATES, "number"}
_WORDS = {"rule", "explanation", "reason", "operator", "measure_unit"}  # a bare number is none of these
_MOST_POINTS = 100


@dataclass(frozen=True, slots=True)
class Slot:
    """A column as a reader sees it: some columns of the grid under one head; `percent`: its numbers print %."""

    columns: range
    role: str
    percent: bool | None = None
    second_level: bool = False  # its names are those of a 二级


@dataclass(frozen=True, slots=True)
class Shape:
    """What the columns of a block hold, as its rows bear out."""

    slots: tuple[Slot, ...]

    def repaired(self, cells: Cells, index: int) -> Cells | None:
        """The cells of a row moved to their own columns; None where they stand there, or nobody can say where."""
        free = [slot for slot in self.slots if (cell := cells[slot.columns.start]) is None or cell.row == index]
        row = [_starting(cells, slot, index) for slot in free]
        total = _is_total(row)
        if not any(not blank(cell) for cell in row) or not _misfits(free, row, total):
            return None
        fitting = {_key(free, one): one for one in _candidates(free, row, total) if _fits(free, row, one, total)}
        return self._placed(cells, free, next(iter(fitting.values()))) if len(fitting) == 1 else None

    @staticmethod
    def _placed(cells: Cells, free: list[Slot], row: Cells) -> Cells:
        placed = list(cells)
        for slot, cell in zip(free, row, strict=True):
            placed[slot.columns.start : slot.columns.stop] = [cell] * len(slot.columns)
        return placed


def shape(grid: Grid, header: Header) -> Shape:
    """The columns of a header as slots, with what most of their cells print."""
    roles = {column.index: column for column in header.columns}
    slots: list[Slot] = []
    heads: list[Cell | None] = []
    for index, head in enumerate(grid[header.end - 1]):
        if index not in header.span or (head is not None and head.row_span > header.end - head.row):
            continue  # the label beside the block
        if heads and head is not None and head is heads[-1]:
            slots[-1] = Slot(range(slots[-1].columns.start, index + 1), slots[-1].role or roles[index].role)
        else:
            slots.append(Slot(range(index, index + 1), roles[index].role))
            heads.append(head)
    return Shape(tuple(_borne_out(grid, header, slot) for slot in slots))


def _borne_out(grid: Grid, header: Header, slot: Slot) -> Slot:
    cells = distinct([grid[row][slot.columns.start] for row in range(header.end, header.stop)])
    units = [found.unit == "%" for cell in cells if (found := number(cell)) is not None]
    percent = _mostly(units, slot.role)
    names = [_second_level(cell) for cell in cells if worded(cell)]
    return Slot(slot.columns, slot.role, percent, slot.role != "level1" or sum(names) * 2 > len(names))


def _mostly(percent: list[bool], role: str) -> bool | None:
    """Whether a column's numbers print %; points and amounts do not unless most of them do."""
    share = sum(percent)
    if len(percent) > 1 and share * 4 >= len(percent) * 3:
        return True
    if role in {*SCORES, *MONEY} - {"weight"} or (len(percent) > 1 and share * 4 <= len(percent)):
        return False
    return None


def _second_level(cell: Cell) -> bool:
    """Whether a name is that of a 二级 and of no 一级."""
    name = core(cell.text)
    return any(name in names for names in load("classes")["level2"].values()) and not level_class(cell.text)


def _starting(cells: Cells, slot: Slot, index: int) -> Cell | None:
    found = [c for c in distinct(cells[slot.columns.start : slot.columns.stop]) if c.row == index]
    inside = [cell for cell in found if cell.column in slot.columns]
    return inside[0] if inside else None


def _is_total(row: Cells) -> bool:
    first = next((cell for cell in row if cell is not None and fold(cell.text)), None)
    return first is not None and (row_word(first.text, "total") or row_word(first.text, "subtotal"))


def _misfits(slots: list[Slot], row: Cells, total: bool) -> int:
    if not total:
        return sum(not _suits(slot, cell) for slot, cell in zip(slots, row, strict=True))
    beside = any(number(c) is not None and s.role not in _SUMMED and s.role for s, c in zip(slots, row, strict=True))
    points = [number(cell) for slot, cell in zip(slots, row, strict=True) if slot.role in SCORES]
    return int(beside and (None in points or not points))


def _suits(slot: Slot, cell: Cell | None) -> bool:
    """Whether a cell is of its column's type; a blank suits everywhere."""
    if cell is None or blank(cell):
        return True
    found = number(cell)
    if slot.role in NAMES:
        return found is None and (slot.second_level or slot.role != "level1" or not _second_level(cell))
    if slot.role in _WORDS:
        return found is None or bool(found.unit or found.comparator)
    if slot.role not in _SUMMED:
        return True
    if found is None or (slot.percent is not None and slot.percent != (found.unit == "%")):
        return False
    return slot.role not in SCORES or abs(found.value) <= _MOST_POINTS


def _candidates(slots: list[Slot], row: Cells, total: bool) -> Iterator[Cells]:
    """The row with one blank more, or one less, and a total's numbers under the columns that have one."""
    for at in range(len(row)):
        if blank(row[-1]):
            yield [*row[:at], None, *row[at:-1]]
        if blank(row[at]):
            yield [*row[:at], *row[at + 1 :], None]
    found = [cell for cell in row if number(cell) is not None]
    places = [at for at, slot in enumerate(slots) if slot.role in _SUMMED]
    if total and len(found) == len(places):
        name = next(cell for cell in row if cell is not None and fold(cell.text))
        numbers = dict(zip(places, found, strict=True))
        yield [name if at == 0 else numbers.get(at) for at in range(len(row))]


def _fits(slots: list[Slot], before: Cells, row: Cells, total: bool) -> bool:
    if any(not _suits(slot, cell) for slot, cell in zip(slots, row, strict=True)):
        return False
    counted = [number(cell) for slot, cell in zip(slots, row, strict=True) if slot.role in _SUMMED]
    if total:
        return sum(found is not None for found in counted) == sum(number(cell) is not None for cell in before)
    names = [not blank(cell) for slot, cell in zip(slots, row, strict=True) if slot.role in NAMES]
    points = [number(cell) for slot, cell in zip(slots, row, strict=True) if slot.role in ("weight", "score")]
    # names may be missing from the left only, as under a merged cell; a score comes with its weight
    return names == sorted(names) and any(names[-1:]) and any(counted) and len({p is None for p in points}) < 2


def _key(slots: list[Slot], row: Cells) -> tuple[int, ...]:
    return tuple(id(cell) if not blank(cell) else 0 for slot, cell in zip(slots, row, strict=True) if slot.role)


def carried(cells: Cells, above: Cells, columns: tuple[Column, ...]) -> Cells:
    """A repaired row with the names that a lost merged cell gave it, from the row above."""
    filled = list(cells)
    for column in columns:
        if column.role in NAMES and not blank(filled[column.index]):
            break
        if column.role in NAMES:
            filled[column.index] = above[column.index]
    return filled
