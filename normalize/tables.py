"""A table read as forms: identity lines, blocks under headers, rows with their roles.

The 财政部 self-evaluation form is one table with four blocks: identity (项目名称 …), funds, goals, indicators; its 总分
row closes the last. A score table or a fund-use table has one block. Another 项目名称 line starts another form.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from ..extract.document import Cell, Table
from ..extract.quantity import Missing, Quantity, parse_cell
from ..extract.text import fold
from .grouping import group_rows
from .headers import Grid, Header, distinct, find_headers, halves
from .lexicon import (
    MONEY_UNITS,
    compiled,
    form_kind,
    header_unit,
    identity_field,
    line_unit,
    row_word,
    section_kind,
    weight_in_name,
)
from .report import HEADING, LEAF, PART, SUBTOTAL, TOTAL, Column, Form, Identity, Label, Row, Section, Value
from .units import MONEY, RATES, SCORES, column_units

_LEVELS = ("level1", "level2", "level3", "level4")
_NAMES = ("item", "period")
_NO_VALUE = {*_LEVELS, *_NAMES, "sequence"}
NUMERIC = {*MONEY, *RATES, *SCORES, "number"}
# Columns whose numbers share one precision; targets and actuals are of all kinds.
_ONE_PRECISION = {
    "weight", "score", "review_score", "converted_score", "initial_budget", "budget", "executed", "arrived", "balance",
    "amount", "cumulative", "share", "execution_rate", "arrival_rate", "number",
}  # fmt: skip
_FORM_KIND = (("score", "self_evaluation", "fund"), ("score", "evaluation", ""), ("target", "goal", ""))


def read_forms(table: Table) -> list[Form]:
    """The forms of one table, in order; empty when the table holds none that is known."""
    grid = table.grid()
    headers = find_headers(grid)
    starts = [row for row in range(len(grid)) if _names_project(grid[row])]
    bounds = [0, *starts[1:], len(grid)]
    forms = []
    for first, last in pairwise(bounds):
        inside = [header for header in headers if first <= header.start < last]
        form = _read_form(table, grid, first, last, inside)
        if form is not None:
            forms.append(form)
    return forms


def _names_project(cells: list[Cell | None]) -> bool:
    found = distinct(cells)
    return (
        len(found) >= 2
        and identity_field(found[0].text) == "project"
        and not isinstance(parse_cell(found[1].text), Missing)
        and not identity_field(found[1].text)
        and len(found) <= 4
    )


def _read_form(table: Table, grid: Grid, first: int, last: int, headers: list[Header]) -> Form | None:
    sections: list[Section] = []
    title = table.caption or _inner_title(grid, first)
    ends = [header.start for header in headers[1:]] + [last]
    for header, end in zip(headers, ends, strict=False):
        found = [_read_section(table, grid, half, end, headers[0]) for half in halves(header)]
        sections += [section for section in found if section is not None]
    sections = _merge_repeats(sections)
    if not sections:
        return None
    kind = form_kind(title) or _kind_by_sections(sections)
    identity = _identity(grid, first, headers[0].start)
    return Form(kind, 0, title, identity, tuple(sections), table.anchor)


def _inner_title(grid: Grid, first: int) -> str:
    """A title printed as the table's own first row, over its whole width."""
    cells = distinct(grid[first])
    return cells[0].text if len(cells) == 1 and len(cells[0].text) < 60 else ""


def _kind_by_sections(sections: list[Section]) -> str:
    kinds = {section.kind for section in sections}
    for own, form, beside in _FORM_KIND:
        if own in kinds and (not beside or beside in kinds):
            return form
    return next(iter(section.kind for section in sections))


def _identity(grid: Grid, first: int, last: int) -> Identity:
    fields: dict[str, str] = {}
    for cells in grid[first:last]:
        found = distinct(cells)
        for key, content in pairwise(found):
            name = identity_field(key.text)
            if name and not identity_field(content.text) and fold(content.text):
                fields.setdefault(name, fold(content.text))
    return Identity(fields.get("project", ""), fields.get("organisation") or fields.get("authority", ""))


def _read_section(table: Table, grid: Grid, header: Header, end: int, opening: Header) -> Section | None:
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
    weight = _head_weight(grid, header) if kind == "fund" else None
    return Section(kind, columns, tuple(_even_places(rows, columns)), anchor, unit, header.label, _closed(rows), weight)


def _head_weight(grid: Grid, header: Header) -> Value | None:
    """The points of 执行率 where the head prints them: 预算执行情况（20分）, 得分（20分*执行率）."""
    for cells in grid[header.start : header.end]:
        for cell in distinct(cells):
            match = compiled(r"(?P<number>\d+(?:\.\d+)?)\s*分").search(cell.text)
            number = parse_cell(match["number"]) if match is not None else None
            if match is not None and isinstance(number, Quantity):
                anchor = replace(cell.anchor, span=match.span("number"))
                return Value(anchor, number.text, number, None, "分", number.places, HEADING)
    return None


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
        column.index: _value(cell, column)
        for column in columns
        if column.role
        and column.role not in _NO_VALUE
        and (cell := cells[column.index]) is not None
        and cell.row >= header.end
        and not (role in (TOTAL, SUBTOTAL) and cell is body[0])
    }
    return Row(index, role, labels, _with_signs(values, columns), columns)


def _with_signs(values: dict[int, Value], columns: tuple[Column, ...]) -> dict[int, Value]:
    """Targets and actuals whose sign and unit stand in columns of their own: ≧ | 95 | % is ≥95 %."""
    by_role = {column.role: column.index for column in columns}
    unit = values.get(by_role.get("measure_unit", -1))
    operator = values.get(by_role.get("operator", -1))
    if unit is None or unit.missing is not None:
        return values
    signed = dict(values)
    for role, sign in (("target", operator.text if operator is not None else ""), ("actual", "")):
        value = values.get(by_role.get(role, -1))
        if value is not None and value.quantity is not None and not value.quantity.unit:
            whole = parse_cell(fold(sign) + value.text.strip() + fold(unit.text))
            if isinstance(whole, Quantity):
                signed[by_role[role]] = replace(value, quantity=whole, unit=whole.unit)
    return signed


def _labels(cells: list[Cell | None], header: Header, columns: tuple[Column, ...], kind: str) -> tuple[Label, ...]:
    """The names of a row from the outermost in: its level columns, or the columns that hold names."""
    levels = [c for c in columns if c.role in _LEVELS] if kind in ("score", "target") else []
    named = levels or [column for column in columns if column.role in _NAMES]
    found = distinct([cells[column.index] for column in named])
    labels = [_label(cell) for cell in found if cell.row >= header.end and fold(cell.text)]
    if not labels:
        first = next((cell for cell in distinct(cells) if cell.row >= header.end and fold(cell.text)), None)
        labels = [_label(first)] if first is not None else []
    return tuple(labels)


def _label(cell: Cell) -> Label:
    found = weight_in_name(cell.text)
    if found is None:
        return Label(cell.text, fold(cell.text).strip(":："), cell.anchor)
    name, span = found
    number = parse_cell(cell.text[span[0] : span[1]])
    if not isinstance(number, Quantity):
        return Label(cell.text, fold(cell.text), cell.anchor)
    weight = Value(replace(cell.anchor, span=span), number.text, number, None, "分", number.places, HEADING)
    return Label(cell.text, fold(name), cell.anchor, weight)


def _row_role(labels: tuple[Label, ...], body: list[Cell], kind: str) -> str:
    first = next((cell.text for cell in body if fold(cell.text)), "")
    last = labels[-1].text if labels else first
    if row_word(first, "total") or (kind in ("fund", "detail") and row_word(last, "total")):
        return TOTAL
    if row_word(first, "subtotal") or row_word(last, "subtotal"):
        return SUBTOTAL
    return PART if kind in ("fund", "detail") and row_word(last, "part") else LEAF


def _value(cell: Cell, column: Column) -> Value:
    found = parse_cell(cell.text)
    if isinstance(found, Missing):
        return Value(cell.anchor, cell.text, None, found, column.unit)
    if found is None:
        return Value(cell.anchor, cell.text, None, None, column.unit)
    unit = found.unit or column.unit
    if found.unit == "万" and column.unit in ("元", "万元"):
        unit = "万元"
    return Value(cell.anchor, cell.text, found, None, unit, found.places)


def _even_places(rows: list[Row], columns: tuple[Column, ...]) -> Iterator[Row]:
    """Numbers of one column and one unit take the column's largest printed places: 12 beside 22.76 is 12.00."""
    places: dict[tuple[int, str], int] = {}
    for row in rows:
        for index, value in row.values.items():
            if value.quantity is not None:
                places[index, value.unit] = max(places.get((index, value.unit), 0), value.quantity.places)
    shared = {column.index for column in columns if column.role in _ONE_PRECISION}
    for row in rows:
        values = {
            index: replace(value, places=places[index, value.unit])
            if index in shared and value.quantity is not None
            else value
            for index, value in row.values.items()
        }
        yield Row(row.index, row.role, row.labels, values, row.columns)


def _closed(rows: list[Row]) -> bool:
    """Whether the parts under a total are all its parts: the list ends with an “other” of its own."""
    return any(row_word(row.labels[-1].text, "closing") for row in rows if row.labels and row.role in (PART, LEAF))


def _merge_repeats(sections: list[Section]) -> list[Section]:
    """A block whose header is printed again (a long table) is one block."""
    merged: list[Section] = []
    for section in sections:
        previous = merged[-1] if merged else None
        if (
            previous is not None
            and [(c.role, c.header) for c in previous.columns] == [(c.role, c.header) for c in section.columns]
            and previous.total is None
        ):
            rows = tuple(_even_places([*previous.rows, *section.rows], section.columns))
            merged[-1] = replace(previous, rows=rows, closed=previous.closed or section.closed)
        else:
            merged.append(section)
    return merged


def number_forms(forms: list[Form]) -> list[Form]:
    """Counts the forms of each kind from 1, in document order."""
    counts: dict[str, int] = {}
    numbered = []
    for form in forms:
        counts[form.kind] = counts.get(form.kind, 0) + 1
        numbered.append(replace(form, ordinal=counts[form.kind]))
    return numbered
