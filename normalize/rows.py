"""A block of rows under a header: which rows stand under it, what each is, in which unit its bare numbers are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ..extract.document import Cell, Table
from ..extract.text import fold
from .grouping import group_rows
from .headers import Grid, Header, distinct
from .lexicon import MONEY_UNITS, header_unit, line_unit, row_word, section_kind
from .report import LEAF, PART, SUBTOTAL, TOTAL, Column, Label, Row, Section
from .units import MONEY, RATES, SCORES, column_units
from .values import even_places, head_weight, read_label, read_value, with_signs

_LEVELS = ("level1", "level2", "level3", "level4")
_NAMES = ("item", "period")
_NO_VALUE = {*_LEVELS, *_NAMES, "sequence"}
NUMERIC = {*MONEY, *RATES, *SCORES, "number"}


def read_section(table: Table, grid: Grid, header: Header, end: int, opening: Header) -> Section | None:
    kind = section_kind(header.roles)
    if kind == "other" and header.plain and "number" in header.roles:
        kind = "detail"
    if kind == "other":
        return None
    unit = _block_unit(table, header)
    columns = column_units(header.columns, unit)
    rows = [
        row
        for index in range(header.end, end)
        if not _repeats(grid, index, opening) and (row := _read_row(grid, index, header, columns, kind)) is not None
    ]
    if kind in ("fund", "detail", "series"):
        rows = [row for row in rows if _holds_numbers(row)]
    if not rows or (header.plain and not any(row.role == TOTAL for row in rows)):
        return None
    if kind == "fund":
        rows = list(_parts(rows))
    if kind == "score":
        rows = group_rows(rows)
    corner = next((cell.anchor.page for cell in grid[header.start] if cell is not None), table.anchor.page)
    anchor = replace(table.anchor, row=header.start, page=corner)
    weight = head_weight(grid, header) if kind == "fund" else None
    return Section(kind, columns, tuple(even_places(rows, columns)), anchor, unit, header.label, _closed(rows), weight)


def _parts(rows: list[Row]) -> Iterator[Row]:
    """Below a total, what follows the first 其中 is a part too, though it does not repeat the word."""
    below = part = False
    for row in rows:
        below = below or row.role == TOTAL
        part = below and (part or row.role == PART)
        yield replace(row, role=PART) if part and row.role == LEAF else row


def _holds_numbers(row: Row) -> bool:
    """A row of money holds numbers or says that there are none; words in all its cells belong to another block."""
    values = [v for c in row.columns if c.role in NUMERIC and (v := row.values.get(c.index)) is not None]
    return not values or any(value.quantity is not None or value.missing is not None for value in values)


def _block_unit(table: Table, header: Header) -> str:
    """The money unit of a block: its label's, that of the head over its row names, that of the line above the table."""
    heads = [header.label, *(column.header for column in header.columns if column.role in ("item", ""))]
    units = [header_unit(part) for head in heads for part in head.split("›")]
    return next((unit for unit in units if unit in MONEY_UNITS), "") or line_unit(table.unit_line)


def _repeats(grid: Grid, index: int, header: Header) -> bool:
    """A header printed again after a page break."""
    return [c.text for c in distinct(grid[index])] == [c.text for c in distinct(grid[header.start])]


def _read_row(grid: Grid, index: int, header: Header, columns: tuple[Column, ...], kind: str) -> Row | None:
    """One body row; None for a row without any content of its own."""
    cells = [cell if at in header.span else None for at, cell in enumerate(grid[index])]
    body = [cell for cell in distinct(cells) if cell.row >= header.end]
    if not any(fold(cell.text) for cell in body if cell.row == index):
        return None
    labels = _labels(cells, header, columns, kind)
    if labels and row_word(labels[0].name, "skip"):
        return None
    role = _row_role(labels, body, kind)
    if role == SUBTOTAL:
        labels = tuple(label for label in labels if not row_word(label.name, "subtotal_only"))
    values = {
        column.index: read_value(cell, column)
        for column in columns
        if column.role
        and column.role not in _NO_VALUE
        and (cell := cells[column.index]) is not None
        and cell.row >= header.end
        and not (role in (TOTAL, SUBTOTAL) and cell is body[0])
    }
    return Row(index, role, labels, with_signs(values, columns), columns)


def _labels(cells: list[Cell | None], header: Header, columns: tuple[Column, ...], kind: str) -> tuple[Label, ...]:
    """The names of a row from the outermost in: its level columns, or the columns that hold names."""
    levels = [c for c in columns if c.role in _LEVELS] if kind in ("score", "target") else []
    named = levels or [column for column in columns if column.role in _NAMES]
    found = distinct([cells[column.index] for column in named])
    labels = [read_label(cell) for cell in found if cell.row >= header.end and fold(cell.text)]
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
    """Whether the parts under a total are all its parts: the list ends with an “other” of its own."""
    return any(row_word(row.labels[-1].text, "closing") for row in rows if row.labels and row.role in (PART, LEAF))
