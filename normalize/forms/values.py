"""Cells as values: the number with the unit that applies, its column's places, the weight a name carries.

cell 12 under 支出金额, column 单位：万元, beside 22.76   ->  12 万元, two places
≧ | 95 | % in three columns of their own               ->  ≥95 %
产出指标（37分）                                        ->  the name 产出指标 and the weight 37
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ...extract.document import Cell
from ...extract.quantity import Missing, Quantity, parse_cell
from ...extract.text import fold
from ..lexicon import compiled, weight_in_name
from ..report import DECIMAL, HEADING, Column, Label, Row, Value
from .cells import Grid, distinct, parsed
from .headers import Header

MOST_ALONE = 2  # rates of which one cannot be told from the other

# Columns whose numbers share one precision; targets and actuals are of all kinds.
_ONE_PRECISION = {
    "weight",
    "score",
    "review_score",
    "converted_score",
    "initial_budget",
    "budget",
    "executed",
    "arrived",
    "balance",
    "amount",
    "cumulative",
    "share",
    "execution_rate",
    "arrival_rate",
    "number",
}


def read_value(cell: Cell, column: Column) -> Value:
    found = parsed(cell.text)
    if isinstance(found, Missing):
        return Value(cell.anchor, cell.text, None, found, column.unit)
    if found is None:
        return Value(cell.anchor, cell.text, None, None, column.unit)
    unit = found.unit or column.unit
    if found.unit == "万" and column.unit in ("元", "万元"):
        unit = "万元"
    return Value(cell.anchor, cell.text, found, None, unit, found.places)


def read_label(cell: Cell) -> Label:
    found = weight_in_name(cell.text)
    if found is None:
        return Label(cell.text, fold(cell.text).strip(":："), cell.anchor)
    name, span = found
    number = parse_cell(cell.text[span[0] : span[1]])
    if not isinstance(number, Quantity):
        return Label(cell.text, fold(cell.text), cell.anchor)
    weight = Value(replace(cell.anchor, span=span), number.text, number, None, "分", number.places, HEADING)
    return Label(cell.text, fold(name), cell.anchor, weight)


def weight_beside(label: Label, cell: Cell) -> Label:
    """A name whose weight stands in a column of its own: 投入 | 10 is 投入（10分）."""
    found = parsed(cell.text)
    if label.weight is not None or not isinstance(found, Quantity):
        return label
    return replace(label, weight=Value(cell.anchor, cell.text, found, None, "分", found.places))


def joined_codes(values: dict[int, Value], columns: tuple[Column, ...]) -> dict[int, Value]:
    """A subject code printed in pieces (类 | 款 | 项) is one: 205 | 02 | 03 is 2050203."""
    pieces = [values[c.index] for c in columns if c.role == "code" and c.index in values]
    if len(pieces) < 2:
        return values
    first = next(c.index for c in columns if c.role == "code" and c.index in values)
    text = "".join(piece.text.strip() for piece in pieces if piece.missing is None)
    own = {c.index for c in columns if c.role == "code"}
    whole = {index: value for index, value in values.items() if index not in own}
    return {first: Value(values[first].anchor, text), **whole}


def head_weight(grid: Grid, header: Header) -> Value | None:
    """The points of 执行率 where the head prints them: 预算执行情况（20分）, 得分（20分*执行率）."""
    for cells in grid[header.start : header.end]:
        for cell in distinct(cells):
            match = compiled(r"(?P<number>\d+(?:\.\d+)?)\s*分").search(cell.text)
            number = parse_cell(match["number"]) if match is not None else None
            if match is not None and isinstance(number, Quantity):
                anchor = replace(cell.anchor, span=match.span("number"))
                return Value(anchor, number.text, number, None, "分", number.places, HEADING)
    return None


def with_signs(values: dict[int, Value], columns: tuple[Column, ...]) -> dict[int, Value]:
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


def even_places(rows: list[Row], columns: tuple[Column, ...]) -> Iterator[Row]:
    """Numbers of one column and one unit take the column's largest printed places: 12 beside 22.76 is 12.00.

    Of rates one alone sets no measure for the others: 2.684% beside 17.05% and 10.09% leaves those their two places.
    """
    printed: dict[tuple[int, str], list[int]] = {}
    for row in rows:
        for index, value in row.values.items():
            if value.quantity is not None:
                printed.setdefault((index, value.unit), []).append(value.quantity.places)
    places = {at: _shared(sorted(found), at[1]) for at, found in printed.items()}
    shared = {column.index for column in columns if column.role in _ONE_PRECISION}
    for row in rows:
        values = {
            index: replace(value, places=max(places[index, value.unit], value.quantity.places))
            if index in shared and value.quantity is not None
            else value
            for index, value in row.values.items()
        }
        yield replace(row, values=values)


def _shared(places: list[int], unit: str) -> int:
    """The places of a column from those printed, in order."""
    alone = unit in ("%", "‰", DECIMAL) and len(places) > MOST_ALONE and places[-1] > places[-2]
    return places[-2] if alone else places[-1]
