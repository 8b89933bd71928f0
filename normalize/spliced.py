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

from ..extract.document import Anchor, Cell, Table
from ..extract.text import fold
from .cells import Grid, blank, number, own
from .columns import LABELS
from .headers import Header, find_headers
from .lexicon import identity_field, row_word
from .report import Form, Label, Row, Section, Value
from .units import VALUES

_NUMERIC = {*VALUES, "number"}


@dataclass(frozen=True, slots=True)
class Whole:
    """A table with the rows of those that go on from it; `parts` are the later ones with the row each begins at."""

    table: Table
    parts: tuple[tuple[int, Table], ...] = ()

    @property
    def block(self) -> int:
        """The block of its last part."""
        return (self.parts[-1][1] if self.parts else self.table).anchor.block


def whole_tables(tables: Iterable[Table]) -> list[Whole]:
    """The tables of a document in order, those that go on from another put under it."""
    found: list[Whole] = []
    for table in tables:
        if found and _goes_on(found[-1], table):
            found[-1] = _spliced(found[-1], table)
        else:
            found.append(Whole(table))
    return found


def _goes_on(whole: Whole, below: Table) -> bool:
    above = whole.table
    if below.caption or below.column_count != above.column_count or below.anchor.block != whole.block + 1:
        return False
    grid, further = above.grid(), below.grid()
    if not grid or not further or _closed(grid) or any(identity_field(c.text) for c in own(further, 0)):
        return False
    head = next(iter(find_headers(grid)[-1:]), None)
    if head is None or head.plain:
        return False
    if _texts(grid, head.start) == _texts(further, 0):
        return True
    return not find_headers(further) and _fits(head, further)


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


def _spliced(whole: Whole, below: Table) -> Whole:
    table = whole.table
    first = table.row_count
    moved = tuple(replace(cell, anchor=_down(cell, table.anchor.block, first)) for cell in below.cells)
    longer = replace(table, cells=(*table.cells, *moved), row_count=first + below.row_count)
    return Whole(longer, (*whole.parts, (first, below)))


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
