"""A block of rows under a header: which rows stand under it, what each is, in which unit its bare numbers are."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

from ...extract.document import Cell, Table
from ...extract.text import fold
from ..lexicon import MONEY_UNITS, header_unit, line_unit, row_word, section_kind
from ..report import LEAF, PART, SUBTOTAL, TOTAL, Column, Label, Row, Section, Value
from .blanks import with_names
from .cells import Grid, blank, distinct, number, numbers_columns, own
from .columns import LEVELS
from .grouping import group_rows
from .headers import Header
from .nesting import made_up, with_parts, with_sums
from .shift import Cells, Shape, carried, shape
from .units import VALUES, column_units
from .values import even_places, head_weight, joined_codes, read_label, read_value, weight_beside, with_signs

_NAMES = ("item", "period")
_NO_VALUE = {*LEVELS, *_NAMES, "sequence"}
_MOST_SHARES = Fraction(3, 2)  # of one whole, misprints included
NUMERIC = {*VALUES, "number"}


@dataclass(frozen=True)
class Block:
    """The body of one header: what its rows are read with."""

    grid: Grid
    header: Header
    columns: tuple[Column, ...]
    kind: str
    opening: Header  # the first header of the form: printed again after a page break

    @cached_property
    def shape(self) -> Shape:
        return shape(self.grid, self.header)

    @cached_property
    def heads(self) -> set[tuple[str, ...]]:
        """The first rows of headers as printed: a row like them says nothing new."""
        return {tuple(c.text for c in distinct(self.grid[h.start])) for h in (self.opening, self.header)}


def read_section(table: Table, grid: Grid, header: Header, end: int, opening: Header) -> Section | None:
    kind = section_kind(header.roles)
    if kind == "other" and "number" in header.roles:
        kind = "detail"
    if kind == "other":
        return None
    unit = _block_unit(table, grid, header)
    if kind in ("score", "target"):
        grid = with_names(grid, header, end)
    block = Block(grid, header, column_units(header.columns, unit), kind, opening)
    rows = [row for index in range(header.end, end) if (row := _read_row(block, index)) is not None]
    if kind in ("fund", "detail", "series"):
        rows = [row for row in rows if _holds_numbers(row)]
    rows = with_sums(rows)
    if not rows or (header.plain and not _telling(header, rows, unit)):
        return None
    if kind in ("fund", "detail"):
        rows = with_parts(rows, kind)
    if kind == "score":
        rows = group_rows(rows)
    corner = next((cell.anchor.page for cell in grid[header.start] if cell is not None), table.anchor.page)
    anchor = replace(table.anchor, row=header.start, page=corner)
    weight = head_weight(grid, header) if kind == "fund" else None
    rows = list(even_places(rows, block.columns))
    section = Section(kind, block.columns, tuple(rows), anchor, unit, header.label, _closed(rows), weight)
    return _without_rates(section)


def _without_rates(section: Section) -> Section:
    """占比 whose entries come to far more than the whole is a rate of each row (中小企业占比), no share of the sum."""
    at = {column.index for column in section.columns if column.role == "share"}
    shares = [
        value for row in section.leaves for i in at if (value := row.values.get(i)) and value.quantity is not None
    ]
    if len(at) != 1 or sum(value.base for value in shares) <= _MOST_SHARES:
        return section
    columns = tuple(replace(c, role="") if c.index in at else c for c in section.columns)
    rows = [
        replace(r, columns=columns, values={i: v for i, v in r.values.items() if i not in at}) for r in section.rows
    ]
    return replace(section, columns=columns, rows=tuple(rows))


def _telling(header: Header, rows: list[Row], unit: str) -> bool:
    """Whether a table of unknown words is one of amounts: it has a total, or says in which money it counts."""
    if not any(column.role in _NAMES for column in header.columns):
        return any(row.role == TOTAL for row in rows)
    heads = [column.header.split("›")[-1] for column in header.columns]
    across = any(row_word(head, "total") or row_word(head, "subtotal") for head in heads)
    return across or bool(unit) or any(row.role == TOTAL for row in rows)


def _holds_numbers(row: Row) -> bool:
    """A row of money holds numbers or says that there are none; one with words for numbers belongs to no column."""
    values = [v for c in row.columns if c.role in NUMERIC and (v := row.values.get(c.index)) is not None]
    known = sum(value.quantity is not None or value.missing is not None for value in values)
    numbers = sum(value.quantity is not None for value in values)
    return not values or (known > 0 and (known == len(values) or numbers * 2 > len(values)))


def _block_unit(table: Table, grid: Grid, header: Header) -> str:
    """The money unit of a block: its label's, that over its row names, that of a line inside or above the table."""
    heads = [header.label, *(column.header for column in header.columns if column.role in ("item", ""))]
    units = [header_unit(part) for head in heads for part in head.split("›")]
    found = next((unit for unit in units if unit in MONEY_UNITS), "")
    return found or _inner_line(grid, header.start) or line_unit(table.unit_line)


def _inner_line(grid: Grid, start: int) -> str:
    """The unit of a line printed in the table right above a header: 单位：万元."""
    for row in range(start - 1, max(start - 3, -1), -1):
        cells = [cell for cell in own(grid, row) if fold(cell.text)]
        if len(cells) > 2:
            break
        unit = next((found for cell in cells if (found := line_unit(cell.text))), "")
        if unit:
            return unit
    return ""


def _read_row(block: Block, index: int) -> Row | None:
    """One body row; None for a row without any content of its own."""
    span = block.header.span
    cells: Cells = [cell if at in span else None for at, cell in enumerate(block.grid[index])]
    starting = [cell for cell in own(block.grid, index) if fold(cell.text)]
    mine = [cell for cell in starting if cell.column in span]
    if not mine or numbers_columns(starting) or tuple(c.text for c in distinct(block.grid[index])) in block.heads:
        return None
    if _stretches(block, starting):
        return None
    moved = block.shape.repaired(cells, index)
    if moved is not None:
        cells = carried(moved, block.grid[index - 1], block.columns)
    row = _row(block, index, cells)
    return None if row is None else replace(row, repaired=moved is not None)


def _stretches(block: Block, starting: list[Cell]) -> bool:
    """A title, note or line of words over all columns; a cell that reaches from one table into that beside it."""
    span, width = block.header.span, len(block.grid[0])
    if len(starting) == 1 and starting[0].column_span >= width - 1 > 1:
        return True
    inside = range(max(span.start, 0), min(span.stop, width))
    return any(
        cell.column < edge < cell.column + cell.column_span for cell in starting for edge in (inside.start, inside.stop)
    )


def _row(block: Block, index: int, cells: Cells) -> Row | None:
    header, columns = block.header, block.columns
    body = [cell for cell in distinct(cells) if cell.row >= header.end]
    labels = _labels(block, cells)
    if labels and row_word(labels[0].name, "skip"):
        return None
    role = _row_role(labels, body, block.kind)
    if role == SUBTOTAL:
        labels = tuple(label for label in labels if not row_word(label.name, "subtotal_only")) or labels[:1]
    first = body[0] if role in (TOTAL, SUBTOTAL) else None
    values: dict[int, Value] = {}
    spread = False
    for column in columns:
        cell = cells[column.index]
        if column.role in _NO_VALUE or cell is None or cell.row < header.end or cell is first:
            continue
        if not column.role and not _rate(cell, column):
            continue
        if not blank(cell) and _spread(cell, cells, columns):
            spread = True
        else:
            values[column.index] = read_value(cell, column)
    if spread and (block.kind in ("fund", "detail") or not any(v.quantity is not None for v in values.values())):
        return None  # keys and values under heads of other rows; a line of words: 其他需说明的事项 | 无
    return Row(index, role, labels, joined_codes(with_signs(values, columns), columns), columns)


def _rate(cell: Cell, column: Column) -> bool:
    """A percentage under a head that is not known, such as 节约率: its neighbours may tell what it is."""
    found = number(cell)
    return found is not None and "%" in (found.unit, column.unit)


def _spread(cell: Cell, cells: Cells, columns: tuple[Column, ...]) -> bool:
    """A cell over columns of different meaning is the value of none of them."""
    over = {column.role for column in columns if cells[column.index] is cell and column.role not in _NO_VALUE}
    return len(over - {""}) > 1


def _labels(block: Block, cells: Cells) -> tuple[Label, ...]:
    """The names of a row from the outermost in: its level columns, or the columns that hold names."""
    header, columns = block.header, block.columns
    levels = [c for c in columns if c.role in LEVELS] if block.kind in ("score", "target") else []
    named = levels or [column for column in columns if column.role in _NAMES]
    weights = dict(header.weights)
    labels: list[Label] = []
    seen: set[int] = set()
    for column in named:
        cell = cells[column.index]
        if cell is None or id(cell) in seen or cell.row < header.end or not fold(cell.text):
            continue
        seen.add(id(cell))
        label = read_label(cell)
        beside = cells[weights[column.index]] if column.index in weights else None
        labels.append(weight_beside(label, beside) if beside is not None else label)
    if not labels:
        first = next((cell for cell in distinct(cells) if cell.row >= header.end and fold(cell.text)), None)
        labels = [read_label(first)] if first is not None else []
    return tuple(labels)


def _row_role(labels: tuple[Label, ...], body: list[Cell], kind: str) -> str:
    first = next((cell.text for cell in body if fold(cell.text)), "")
    last = labels[-1].text if labels else first
    if row_word(first, "total") or (kind in ("fund", "detail") and row_word(last, "total")):
        return TOTAL
    if row_word(first, "subtotal") or row_word(last, "subtotal"):
        return SUBTOTAL
    return PART if kind in ("fund", "detail") and row_word(last, "part") else LEAF


def _closed(rows: list[Row]) -> bool:
    """Whether the parts under a total are all its parts: the list has an “other” of its own, or adds up."""
    other = any(row_word(row.labels[-1].text, "closing") for row in rows if row.labels and row.role in (PART, LEAF))
    return other or made_up(rows)
