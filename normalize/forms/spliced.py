"""A table printed as two: the second goes on where the first stops, without a head or under the same head again.

    第1个表  一级指标 | 二级指标 | 三级指标 | 分值 | 得分        第2个表  产出 | 产出数量 | 完成率 | 30 | 28
             决策    | 项目立项 | 立项依据 | 20  | 20                  合计 | <      | <     | 50 | 48

Word starts a new table wherever a page or a pasted block ended. Both are read as one grid, so that the total below adds
the rows of both; every value keeps the place where it is printed. A table that has a title, another width, cells that
do not fit under the head, or stands behind a total, begins anew.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from ...extract.document import Anchor, Cell, Table
from ...extract.text import fold
from ..lexicon import identity_field, row_word
from ..report import Form, Label, Row, Section, Value
from .cells import Grid, blank, number, own
from .columns import LABELS
from .headers import Header, find_headers
from .units import VALUES

_NUMERIC = {*VALUES, "number"}


@dataclass(frozen=True, slots=True)
class Whole:
    """A table with the rows of those that go on from it; `parts` are the later ones with the row each begins at."""

    table: Table
    parts: tuple[tuple[int, Table], ...] = ()


@dataclass
class _Run:
    """A table and those that go on from it so far; its head is sought once, and only if another may follow."""

    tables: list[Table]

    @cached_property
    def grid(self) -> Grid:
        return self.tables[0].grid()

    @cached_property
    def head(self) -> Header | None:
        return next(iter(find_headers(self.grid)[-1:]), None)

    def whole(self) -> Whole:
        first, *others = self.tables
        cells, rows, parts = list(first.cells), first.row_count, []
        for table in others:
            cells += [replace(cell, anchor=_down(cell, first.anchor.block, rows)) for cell in table.cells]
            parts.append((rows, table))
            rows += table.row_count
        return Whole(replace(first, cells=tuple(cells), row_count=rows) if others else first, tuple(parts))


def whole_tables(tables: Iterable[Table]) -> list[Whole]:
    """The tables of a document in order, those that go on from another put under it."""
    runs: list[_Run] = []
    for table in tables:
        if runs and _goes_on(runs[-1], table):
            runs[-1].tables.append(table)
        else:
            runs.append(_Run([table]))
    return [run.whole() for run in runs]


def _goes_on(run: _Run, below: Table) -> bool:
    above = run.tables[-1]
    if below.caption or below.column_count != above.column_count or below.anchor.block != above.anchor.block + 1:
        return False
    further = below.grid()
    if not above.row_count or not further or _closed(above.grid()):
        return False
    if any(identity_field(cell.text) for cell in own(further, 0)) or run.head is None or run.head.plain:
        return False
    if _texts(run.grid, run.head.start) == _texts(further, 0):
        return True
    return not find_headers(further) and _fits(run.head, further)


def _closed(grid: Grid) -> bool:
    """Whether the last row is a total: nothing goes on behind it."""
    first = next((cell for cell in own(grid, len(grid) - 1) if fold(cell.text)), None)
    return first is not None and row_word(first.text, "total")


def _texts(grid: Grid, row: int) -> list[str]:
    return [fold(cell.text) for cell in own(grid, row) if fold(cell.text)]


def _fits(head: Header, grid: Grid) -> bool:
    """Whether all rows hold numbers where the head wants numbers, and names where it wants names."""
    roles = {column.index: column.role for column in head.columns}
    counted = 0
    for row in range(len(grid)):
        cells = own(grid, row)
        total = bool(cells) and row_word(cells[0].text, "total")
        for cell in cells:
            role, found = roles.get(cell.column, ""), number(cell)
            counted += role in _NUMERIC and found is not None
            if (role in _NUMERIC and found is None and not blank(cell)) or (role in LABELS and found and not total):
                return False
    return counted >= len(grid)


def _down(cell: Cell, block: int, rows: int) -> Anchor:
    return replace(cell.anchor, block=block, row=cell.row + rows)


def put_back(form: Form, whole: Whole) -> Form:
    """A form with the printed place of every value that stands in a later part."""
    if not whole.parts:
        return form
    return replace(form, sections=tuple(_section(section, whole) for section in form.sections))


def _section(section: Section, whole: Whole) -> Section:
    return replace(section, rows=tuple(_row(row, whole) for row in section.rows))


def _row(row: Row, whole: Whole) -> Row:
    values = {index: _value(value, whole) for index, value in row.values.items()}
    return replace(row, labels=tuple(_label(label, whole) for label in row.labels), values=values)


def _label(label: Label, whole: Whole) -> Label:
    weight = _value(label.weight, whole) if label.weight is not None else None
    return replace(label, anchor=_printed(label.anchor, whole), weight=weight)


def _value(value: Value, whole: Whole) -> Value:
    return replace(value, anchor=_printed(value.anchor, whole))


def _printed(anchor: Anchor, whole: Whole) -> Anchor:
    if anchor.row is None:
        return anchor
    part = next(((first, table) for first, table in reversed(whole.parts) if anchor.row >= first), None)
    return anchor if part is None else replace(anchor, block=part[1].anchor.block, row=anchor.row - part[0])
