"""The seam between two pieces of a table: same columns? header again? rest of a row, or a new row?

A column is *always filled* when every row but the two at the seam has its own text there: 三级指标, 分值, 得分, but not
the merged 一级指标 nor an often blank 说明. The first row of the lower piece is the rest of a broken row when it leaves
such a column blank, unless that would put two numbers together:

    above  … | 帮教工作按时委 | 100% | 12.5        above  … | 帮教完成率 | 100% | 12.5
    below    | 派率          |      |             below    | 再犯率     |      | 12.5     (a missing target, a new row)
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from .document import Anchor, BBox, Cell
from .pages import PlacedTable

SAME_X: Final = 3.0  # pt
SHARED: Final = 0.6  # of the inner edges of the piece with fewer columns
LINE: Final = 14.0  # pt; height of a row nothing else is known of

_NUMERIC: Final = re.compile(
    r"[≥≤<>＞＜=＝约]?\s*[-+−]?[\d,，.．]*\d[\d,，.．]*\s*(?:[%％‰]|分|元|万元|亿元|个|人|次|项|天)?"
)
_CAPTION_AGAIN: Final = re.compile(r"续表.*|.*[（(]续(?:表|上表|前表)?[\d一二三四五]*[)）]|(?:金额)?单位[:：].{1,8}")


@dataclass(frozen=True, slots=True)
class Piece:
    """A table as far as it is joined. Cells are anchored on the grid of `edges`."""

    cells: tuple[Cell, ...]
    row_count: int
    edges: tuple[float, ...]
    page: int  # where it begins
    box: BBox  # of its first page
    bottom: float  # on its last page
    page_size: tuple[float, float]  # of its last page

    def on(self, edges: tuple[float, ...]) -> Piece:
        """The same on finer columns."""
        if edges == self.edges:
            return self
        place = [min(range(len(edges)), key=lambda i, x=x: abs(edges[i] - x)) for x in self.edges]  # type: ignore[misc]
        cells = tuple(
            replace(
                cell,
                anchor=replace(cell.anchor, column=place[cell.column]),
                column_span=place[cell.column + cell.column_span] - place[cell.column],
            )
            for cell in self.cells
        )
        return replace(self, cells=cells, edges=edges)

    def row_height(self, row: int) -> float:
        """Height of the lowest cell that is alone in this row."""
        boxes = [cell.anchor.bbox for cell in self.cells if cell.row == row and cell.row_span == 1]
        return min((box[3] - box[1] for box in boxes if box is not None), default=LINE)

    def is_merged_column(self, column: int, first_row: int = 0) -> bool:
        """Whether some cell of this column spans rows, from `first_row` on."""
        return any(
            cell.row_span > 1 and cell.row >= first_row
            for cell in self.cells
            if cell.column <= column < cell.column + cell.column_span
        )

    def row(self, row: int) -> dict[int, Cell]:
        """Cells that begin in this row, by column."""
        return {cell.column: cell for cell in self.cells if cell.row == row}


def piece_of(placed: PlacedTable) -> Piece:
    """A table piece of one page, its cells anchored."""
    table, page = placed.table, placed.page
    cells = tuple(
        Cell(
            cell.text,
            Anchor(-1, cell.row, cell.column, page=page.number, bbox=cell.box),
            cell.row_span,
            cell.column_span,
        )
        for cell in table.cells
    )
    size = (round(page.width), round(page.height))
    return Piece(cells, table.row_count, table.edges, page.number, table.box, table.box[3], size)


def merge_columns(upper: Sequence[float], lower: Sequence[float]) -> tuple[float, ...] | None:
    """One set of columns for both pieces, or None if they do not stand on the same columns.

    A piece without the header may lack some edges, because all its rows merge them; the outer ones must agree.
    """
    if abs(upper[0] - lower[0]) > SAME_X or abs(upper[-1] - lower[-1]) > SAME_X:
        return None
    extra = [x for x in lower if all(abs(x - other) > SAME_X for other in upper)]
    shared = len(lower) - len(extra) - 2
    fewer = min(len(upper), len(lower)) - 2
    if shared < SHARED * fewer or (fewer == 0 and len(upper) != len(lower)):
        return None
    return tuple(sorted((*upper, *extra)))


def header_rows(upper: Piece, lower: Piece) -> int:
    """How many first rows of the lower piece print the upper piece's header again."""
    count = 0
    for row in range(min(upper.row_count, lower.row_count)):
        first, second = upper.row(row), lower.row(row)
        if _shape(first) != _shape(second) or not first:
            break
        if any(is_numeric(cell.text) for cell in second.values()) or not any(c.text.strip() for c in second.values()):
            break
        count = row + 1
    while count and any(cell.row < count < cell.row + cell.row_span for cell in lower.cells):
        count -= 1
    return count


def _shape(row: dict[int, Cell]) -> list[tuple[int, int, int, str]]:
    return sorted((c.column, c.row_span, c.column_span, "".join(c.text.split())) for c in row.values())


def is_caption_again(text: str) -> bool:
    """续表1-2, （续）, or the unit line printed again above the next piece."""
    return bool(_CAPTION_AGAIN.fullmatch("".join(text.split())))


def is_numeric(text: str) -> bool:
    """A number by itself, as a cell prints it."""
    return bool(_NUMERIC.fullmatch(text.strip()))


def is_other_table(upper: Piece, lower: Piece, header: int) -> bool:
    """Whether the lower piece begins with a header of its own: all words, over a column of numbers."""
    first = lower.row(0)
    if header or lower.row_count < 2 or len(first) < 2:
        return False
    if any(not cell.text.strip() or re.search(r"\d", cell.text) for cell in first.values()):
        return False
    if len(first) < len(upper.row(0)):
        return False
    for column in first:
        below = [cell.text for cell in lower.cells if cell.column == column and cell.row > 0]
        if below and all(is_numeric(text) for text in below):
            return True
    return False


def is_rest_of_row(upper: Piece, lower: Piece, header: int) -> bool:
    """Whether the lower piece's first row (after `header`) is the rest of the upper piece's last row."""
    first = lower.row(header)
    if not any(cell.text.strip() for cell in first.values()):
        return True
    above = {c.column: c for c in upper.cells if c.row + c.row_span == upper.row_count}
    if any(column not in above or above[column].column_span != cell.column_span for column, cell in first.items()):
        return False
    if any(is_numeric(cell.text) and is_numeric(above[column].text) for column, cell in first.items()):
        return False
    always = _always_filled(upper, lower, header) & first.keys()
    if not always:  # too few rows to know: a number above with nothing below it
        always = {column for column in first if is_numeric(above[column].text)}
    return any(not first[column].text.strip() for column in always)


def _always_filled(upper: Piece, lower: Piece, header: int) -> set[int]:
    """Columns filled by a cell of their own in every row but the header and the two rows at the seam."""
    rows = [upper.row(row) for row in range(max(header, 1), upper.row_count - 1)]
    rows += [lower.row(row) for row in range(header + 1, lower.row_count)]
    # A total merges the name columns, and may leave others blank: it says nothing of ordinary rows.
    plain = [row for row in rows if row and all(cell.column_span == 1 for cell in row.values())]
    rows = plain or rows
    if len(rows) < 2:
        return set()
    columns = set.intersection(*(set(row) for row in rows))
    return {
        column
        for column in columns
        if all(row[column].text.strip() and row[column].row_span == 1 for row in rows)
        and not upper.is_merged_column(column, max(header, 1))
    }
