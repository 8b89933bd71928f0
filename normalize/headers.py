"""Which rows of a table are headers, and what each column under them means.

A header row names at least two roles and holds no number. A header may be two rows deep (评价指标 over 一级指标 …
权重分); the deepest cell with a known word decides, so 指标解释, drawn over both rows, keeps its own. A tall first cell
beside the header (“项目资金（万元）”, “绩效指标”) is the block's label and prints its unit; it is no column.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from ..extract.document import Cell
from ..extract.quantity import Missing, Quantity, parse_cell
from ..extract.text import fold
from .lexicon import MONEY_UNITS, column_role, header_unit, section_kind
from .report import Column
from .units import MONEY, RATES, SCORES

Grid = list[list[Cell | None]]

MAX_DEPTH = 3  # rows of one header
SHORT = 14  # characters of a sub-header at most
LABELS = ("level1", "level2", "level3", "level4", "item", "period")
VALUES = {*MONEY, *SCORES, *RATES}
_WEAK = {"item", "reason", "measure_unit", "sequence", "period", "unit_price", "explanation"}


@dataclass(frozen=True)
class Header:
    """Rows `start`..`end` (exclusive) of a grid that name columns; `label` is the block's own label beside them."""

    start: int
    end: int
    columns: tuple[Column, ...]
    label: str = ""
    plain: bool = False  # no known word: told by words standing over numbers
    span: range = range(10_000)  # its grid columns; some of them where two tables stand side by side

    @property
    def roles(self) -> set[str]:
        return {column.role for column in self.columns if column.role}


def distinct(cells: list[Cell | None]) -> list[Cell]:
    """The cells of a grid row, each once."""
    return list({id(cell): cell for cell in cells if cell is not None}.values())


def find_headers(grid: Grid) -> list[Header]:
    """Every header of a grid, top down."""
    known = list(_known_headers(grid))
    useful = any(section_kind(header.roles) != "other" for header in known)
    return known if useful else list(_plain_header(grid)) or known


def halves(header: Header) -> list[Header]:
    """Two tables side by side (收入 | 决算数 | 支出 | 决算数): the names come twice, each before numbers of its own."""
    items = [c.index for c in header.columns if c.role == "item"]
    values = [c.index for c in header.columns if c.role in VALUES or c.role == "number"]
    starts = [at for before, at in pairwise(items) if any(before < index < at for index in values)]
    if not starts or not any(index > starts[-1] for index in values):
        return [header]
    bounds = [0, *starts, len(header.columns)]
    return [
        replace(header, columns=tuple(_only(c, range(first, last)) for c in header.columns), span=range(first, last))
        for first, last in pairwise(bounds)
    ]


def _only(column: Column, span: range) -> Column:
    return column if column.index in span else replace(column, role="")


def _known_headers(grid: Grid) -> Iterator[Header]:
    row = 0
    while row < len(grid):
        if _is_header(grid, row):
            header = _read_header(grid, row)
            yield header
            row = header.end
        else:
            row += 1


def _plain_header(grid: Grid) -> Iterator[Header]:
    """Words over numbers in a table whose words are unknown: the rows above its first number."""
    first = next((row for row in range(len(grid)) if _has_number(grid, row)), 0)
    start = next((row for row in range(first) if len(distinct(grid[row])) > 1), first)
    above = [cell for row in range(start, first) for cell in distinct(grid[row])]
    if 0 < first - start <= MAX_DEPTH and all(len(fold(cell.text)) <= SHORT for cell in above):
        columns = tuple(_column(grid, start, first, index, None) for index in range(len(grid[start])))
        yield Header(start, first, _by_content(grid, first, columns), plain=True)


def _has_number(grid: Grid, row: int) -> bool:
    own = [cell for cell in distinct(grid[row]) if cell.row == row]
    return any(isinstance(parse_cell(cell.text), Quantity) for cell in own[1:])


def _is_header(grid: Grid, row: int) -> bool:
    own = [cell for cell in distinct(grid[row]) if cell.row == row]
    if any(isinstance(parse_cell(cell.text), Quantity) for cell in own):
        return False
    roles = {column_role(cell.text) for cell in own} - {""}
    if len(roles - _WEAK) >= 2:
        return True
    if len(roles) >= 2 and roles - _WEAK:
        # one telling word beside weak ones: a header only if short and above numbers
        return all(len(fold(cell.text)) <= SHORT for cell in own) and _numbers_below(grid, row)
    return not roles and _sub_header_below(grid, row, own)


def _numbers_below(grid: Grid, row: int) -> bool:
    return any(_has_number(grid, below) for below in range(row + 1, min(row + 4, len(grid))))


def _sub_header_below(grid: Grid, row: int, own: list[Cell]) -> bool:
    """An upper header row without a known word (年度任务) over a lower one that has them."""
    wide = [cell for cell in own if cell.column_span > 1 and cell.row_span == 1 and fold(cell.text)]
    tall = [cell for cell in own if cell.row_span > 1]
    return bool(wide and tall) and row + 1 < len(grid) and _is_header(grid, row + 1)


def _read_header(grid: Grid, start: int) -> Header:
    own = [cell for cell in distinct(grid[start]) if cell.row == start]
    label = next((c for c in own if c.column == 0 and c.row_span > 1 and not _is_column_head(c, own)), None)
    heads = [cell for cell in own if cell is not label]
    depth = max((cell.row_span for cell in heads if cell.row_span <= MAX_DEPTH), default=1)
    if depth == 1 and _has_sub_heads(grid, start, heads):
        depth = 2
    end = min(start + depth, len(grid))
    columns = tuple(_column(grid, start, end, index, label) for index in range(len(grid[start])))
    return Header(start, end, _by_content(grid, end, columns), label.text if label else "")


def _is_column_head(cell: Cell, own: list[Cell]) -> bool:
    """A tall first cell is a column's head when its neighbours are as tall."""
    return any(other.row_span == cell.row_span for other in own if other is not cell)


def _has_sub_heads(grid: Grid, start: int, heads: list[Cell]) -> bool:
    if start + 1 >= len(grid):
        return False
    for head in heads:
        below = distinct(grid[start + 1][head.column : head.column + head.column_span])
        if (
            head.column_span > 1
            and fold(head.text)
            and len(below) > 1
            and all(cell.row == start + 1 and _is_word(cell.text) for cell in below)
            and not _has_number(grid, start + 1)
        ):
            return True
    return False


def _is_word(text: str) -> bool:
    return len(fold(text)) <= SHORT and parse_cell(text) is None


def _column(grid: Grid, start: int, end: int, index: int, label: Cell | None) -> Column:
    """The deepest known word over a column decides; its unit may stand in any of the header's rows."""
    texts: list[str] = []
    for row in range(start, end):
        cell = grid[row][index]
        if cell is not None and cell is not label and cell.text not in texts:
            texts.append(cell.text)
    role = column_role("".join(texts)) if len(texts) > 1 else ""
    role = role or next((found for text in reversed(texts) if (found := column_role(text))), "")
    unit = next((found for text in reversed(texts) if (found := header_unit(text))), "")
    return Column(index, role, "›".join(fold(text) for text in texts if fold(text)), unit)


def _by_content(grid: Grid, first: int, columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """Lets the cells correct the words, and say what columns without a known word hold."""
    seen = {column.index: _content(grid, first, column.index) for column in columns}
    roles = {column.index: _seen_role(column, *seen[column.index][:2]) for column in columns}
    last = next((index for index, role in roles.items() if role == "level3"), -1)
    missing = [level for level in ("level1", "level2") if level not in roles.values()]
    numeric = [index for index, role in roles.items() if role and role not in LABELS and seen[index][1]]
    leftmost = min(numeric, default=len(columns))
    for column in columns:
        words, numbers, rates = seen[column.index]
        if roles[column.index] or not (words or numbers):
            continue
        if words and not numbers and column.index < last and missing:
            roles[column.index] = missing.pop(0)
        elif words and not numbers and column.index < leftmost and last < 0 and "level1" not in roles.values():
            roles[column.index] = "item"
        elif numbers and not words and not rates and column.header and not _is_year(column.header):
            roles[column.index] = "amount" if column.unit in MONEY_UNITS else "number"
    return tuple(replace(column, role=roles[column.index]) for column in columns)


def _seen_role(column: Column, words: int, numbers: int) -> str:
    """The role by its head, unless the cells contradict it."""
    if column.role in VALUES and words and not numbers:
        return ""  # a head such as 年度预算数（万元） over the names of the rows
    if column.role == "item" and numbers and not words and "›" in column.header:
        return ""  # 资金来源 over 中央, 省, 本级
    return column.role


def _is_year(header: str) -> bool:
    return header.endswith(("年", "年度"))


def _content(grid: Grid, first: int, index: int) -> tuple[int, int, int]:
    """How many cells of a column hold words, plain numbers, percentages."""
    words = numbers = rates = 0
    for cell in distinct([row[index] for row in grid[first:]]):
        if cell.row < first:
            continue
        found = parse_cell(cell.text)
        if isinstance(found, Quantity):
            numbers += 1
            rates += found.unit in ("%", "‰")
        elif not isinstance(found, Missing):
            words += 1
    return words, numbers, rates
