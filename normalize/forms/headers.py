"""Which rows of a table are headers, and what each column under them means.

A header row names at least two roles and holds no number. A header may be several rows deep (评价指标 over 一级指标 …
权重分); `columns` says what they mean. A tall first cell beside the header (“项目资金（万元）”, “绩效指标”) is the
block's label and prints its unit; it is no column.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from ...extract.document import Cell
from ...extract.quantity import Quantity
from ...extract.text import fold
from ..lexicon import column_role, identity_field, section_kind
from ..report import Column
from .cells import Grid, distinct, number, numbers_columns, own, short, worded
from .columns import LEVELS, read_columns
from .units import RATES

__all__ = ["Grid", "Header", "distinct", "find_headers"]

MAX_DEPTH = 4  # rows of one header
_WEAK = {"item", "reason", "measure_unit", "sequence", "period", "unit_price", "explanation", "code"}

_LEVELLED = {"level1", "level2", "level3", "level4", "goal_expected", "target", "score"}

Head = tuple[int, int, Cell | None]  # rows start..end of a header, and the label beside it


@dataclass(frozen=True)
class Header:
    """Rows `start`..`end` (exclusive) of a grid that name columns; `label` is the block's own label beside them."""

    start: int
    end: int
    columns: tuple[Column, ...]
    label: str = ""
    plain: bool = False  # no known word: told by words standing over numbers
    span: range = range(10_000)  # its grid columns; some of them where two tables stand side by side
    stop: int = 0  # the row behind its block
    weights: tuple[tuple[int, int], ...] = ()  # level columns with the column of their own weight
    cell: Cell | None = None  # the label's

    @property
    def roles(self) -> set[str]:
        return {column.role for column in self.columns if column.role}


def find_headers(grid: Grid) -> list[Header]:
    """Every header of a grid, top down."""
    known = _headers(grid, list(_known_heads(grid)))
    if any(section_kind(header.roles) != "other" for header in known):
        return known
    return _headers(grid, list(_plain_head(grid)), plain=True) or known


def _headers(grid: Grid, heads: list[Head], plain: bool = False) -> list[Header]:
    stops = [start for start, _, _ in heads[1:]] + [len(grid)]
    known = [_header(grid, head, stop, plain) for head, stop in zip(heads, stops, strict=False)]
    return [header for one in known for header in _divided(grid, one)]


def _divided(grid: Grid, header: Header) -> Iterator[Header]:
    """A block of amounts with heads of other words inside: 编制数 | 在职人数 over numbers, then 2021年 | 2022年."""
    inner = [] if _LEVELLED & header.roles else [r for r in range(header.end + 1, header.stop) if _is_inner(grid, r)]
    if not inner:
        yield header
        return
    yield _header(grid, (header.start, header.end, header.cell), inner[0], header.plain)
    for row, stop in zip(inner, [*inner[1:], header.stop], strict=True):
        yield _header(grid, (row, row + 1, _label(grid, row)), stop)


def _is_inner(grid: Grid, row: int) -> bool:
    """Whether a row between rows of numbers has short words wherever they have numbers."""
    if row + 1 >= len(grid):
        return False
    below = [cell.column for cell in own(grid, row + 1) if number(cell) is not None and cell.column > 0]
    above = {cell.column for cell in own(grid, row - 1) if number(cell) is not None}
    heads = {cell.column: cell for cell in own(grid, row)}
    return (
        len(below) > 1
        and bool(above & set(below))
        and all(column in heads and worded(heads[column]) and short(heads[column]) for column in below)
        and not any(number(cell) is not None for cell in heads.values())
    )


def _header(grid: Grid, head: Head, stop: int, plain: bool = False) -> Header:
    start, end, label = head
    columns, weights = read_columns(grid, start, end, stop, label)
    text = label.text if label else ""
    return Header(start, end, columns, text, plain, stop=stop, weights=weights, cell=label)


def _known_heads(grid: Grid) -> Iterator[Head]:
    row = end = 0
    while row < len(grid):
        if _is_header(grid, row, body=0 < row == end):
            label = _label(grid, row)
            end = _end(grid, row, label)
            yield row, end, label
            row = end
        else:
            row += 1


def _plain_head(grid: Grid) -> Iterator[Head]:
    """Words over numbers in a table whose words are unknown: the rows above its first number."""
    first = next((row for row in range(len(grid)) if _has_amount(grid, row)), 0)
    start = next((row for row in range(first) if len(distinct(grid[row])) > 1), first)
    above = [cell for row in range(start, first) for cell in distinct(grid[row])]
    if 0 < first - start <= MAX_DEPTH and all(len(fold(cell.text)) <= PLAIN for cell in above):
        yield start, first, None


PLAIN = 20  # characters of a head in a table whose words are unknown


def _has_number(grid: Grid, row: int) -> bool:
    return any(number(cell) is not None for cell in own(grid, row)[1:])


def _has_amount(grid: Grid, row: int) -> bool:
    """Whether a row holds a number that is no year and no range: 2021 | 2022, 60-69岁 | 80岁以上 are heads."""
    found = [quantity for cell in own(grid, row)[1:] if (quantity := number(cell)) is not None]
    return numbers_columns(own(grid, row)) or any(
        not _is_year(one) and one.upper is None and not one.comparator for one in found
    )


def _is_year(quantity: Quantity) -> bool:
    return quantity.unit in ("", "年", "年度") and not quantity.places and 1990 <= quantity.value <= 2100


def _is_header(grid: Grid, row: int, body: bool = False) -> bool:
    """Whether a row is a header; `body`: a header stands right above it, so that words may be all it has."""
    cells = [cell for cell in own(grid, row) if fold(cell.text)]
    if any(number(cell) is not None for cell in cells) or numbers_columns(cells):
        return False
    named = [role for cell in cells if (role := column_role(cell.text))]
    roles = set(named)
    if roles and roles <= RATES:
        return False  # 资金到位率 beside 预算执行率 are names of indicators
    if len(roles - _WEAK) + max(0, named.count("number") - 1) >= 2:
        return True
    if len(roles) >= 2 and roles - _WEAK:
        # one telling word beside weak ones: a header only if short and above numbers
        return all(short(cell) for cell in cells) and _numbers_below(grid, row)
    return len(roles) < 2 and not body and _sub_header_below(grid, row, cells)


def _numbers_below(grid: Grid, row: int) -> bool:
    return any(_has_number(grid, below) for below in range(row + 1, min(row + 4, len(grid))))


def _sub_header_below(grid: Grid, row: int, cells: list[Cell]) -> bool:
    """An upper header row without known words (年度任务) over a lower one that has them."""
    if not cells or row + 1 >= len(grid) or not all(short(cell) and ":" not in fold(cell.text) for cell in cells):
        return False
    if cells[0].row_span == 1 and identity_field(cells[0].text):
        return False
    wide = [cell for cell in cells if cell.column_span > 1 and cell.row_span == 1 and len(_under(grid, cell)) > 1]
    tall = [cell for cell in cells if cell.row_span > 1]
    below = {column_role(cell.text) for cell in own(grid, row + 1)}
    if not tall and len(below & set(LEVELS)) > 1:
        return False  # the goals in words, right above the heads of the indicators
    return bool(wide) and len(wide) + len(tall) == len(cells) > 1 and _is_header(grid, row + 1)


def _under(grid: Grid, cell: Cell) -> list[Cell]:
    """The cells right below a cell."""
    below = cell.row + cell.row_span
    return distinct(grid[below][cell.column : cell.column + cell.column_span]) if below < len(grid) else []


def _label(grid: Grid, start: int) -> Cell | None:
    """The tall first cell beside a header that is a block's label and no column's head."""
    cells = own(grid, start)
    for cell in cells:
        if cell.column == 0 and cell.row_span > 1 and fold(cell.text):
            # a column's head is as tall as its neighbours
            return None if any(other.row_span == cell.row_span for other in cells if other is not cell) else cell
    return None


def _end(grid: Grid, start: int, label: Cell | None) -> int:
    """The row behind a header: as deep as its cells reach, and as heads stand under its wide heads."""
    spans = [cell.row_span for cell in own(grid, start) if cell is not label and cell.row_span <= MAX_DEPTH]
    end = start + max(spans, default=1)
    while end < len(grid) and end - start < MAX_DEPTH and _has_sub_heads(grid, end - 1, label):
        end = max(cell.row + cell.row_span for cell in own(grid, end) if cell is not label)
    return min(end, len(grid))


def _has_sub_heads(grid: Grid, row: int, label: Cell | None) -> bool:
    """Whether the row below a header's row divides its wide heads further, and says nothing under its narrow ones."""
    below = own(grid, row + 1)
    if not below or any(number(cell) is not None for cell in below) or numbers_columns(below):
        return False
    heads = [cell for cell in distinct(grid[row]) if cell is not label]
    wide = [cell for cell in heads if cell.column_span > 1 and fold(cell.text) and len(_under(grid, cell)) > 1]
    inside = {index for cell in wide for index in range(cell.column, cell.column + cell.column_span)}
    if not all(cell.column in inside or not fold(cell.text) or cell is label for cell in below):
        return False
    return any(all(worded(cell) and short(cell) for cell in _under(grid, head)) for head in wide)


def top_cells(grid: Grid, header: Header) -> list[Cell]:
    """The widest heads of a header: its own first row if it is deep, else the row above it."""
    row = header.start if header.end - header.start > 1 else header.start - 1
    return [cell for cell in own(grid, row) if fold(cell.text)] if row >= 0 else []


def groups(header: Header, names: set[str], values: set[str]) -> list[range]:
    """Runs of columns that each begin with names and go on with values, from left to right."""
    kinds = [(c.index, "n" if c.role in names else "v" if c.role in values else "") for c in header.columns if c.role]
    starts = [at for (_, before), (at, kind) in pairwise(kinds) if kind == "n" and before != "n"]
    first = kinds[0][0] if kinds else 0
    bounds = [first, *starts, len(header.columns)]
    return [range(low, high) for low, high in pairwise(bounds)]
