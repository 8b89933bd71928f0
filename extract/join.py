"""Pieces of a table on following pages to one table.

Two pieces belong together when nothing is printed between them (running lines are gone already), their columns stand
at the same x, and the upper page had no room for the lower piece's first row. Then:

    page 8 ends   满意度 | 项目管理人员满 | ≥90% | 6 | 6      page 9 begins   一级 | 二级 | … (again: dropped)
                                                                            ""  | ""  | 意度 | "" | "" | ""

The first row of page 9 leaves columns blank that every other row fills, so it is the rest of the row above and each
text continues: 项目管理人员满\\n意度. A row that fills those columns is a new row, and its blank top cells continue the
merged cells above. Two numbers are never put together ("3" and "100" once became 3100): such a row is always new.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from .document import BBox, Cell
from .pages import Item, PlacedLine, PlacedTable
from .seam import Piece, header_rows, is_caption_again, is_other_table, is_rest_of_row, merge_columns, piece_of

ROOM: Final = 40.0  # pt a page may leave blank because a row's first lines did not fit
BRACKETS: Final = (("（", "）"), ("(", ")"), ("〔", "〕"), ("《", "》"))


@dataclass(frozen=True, slots=True)
class JoinedTable:
    """A whole table; its cells' anchors have row, column, page and box, the block is not known yet."""

    cells: tuple[Cell, ...]
    row_count: int
    column_count: int
    page: int
    box: BBox


def join(pages: Sequence[Sequence[Item]]) -> list[PlacedLine | JoinedTable]:
    """The items of all pages in order, pieces joined."""
    bottoms = _text_bottoms(pages)
    out: list[PlacedLine | JoinedTable] = []
    open_table: Piece | None = None
    for items in pages:
        start = 0
        if open_table is not None and (first := _continuation(items)) is not None:
            lines, placed = first
            piece = piece_of(placed)
            grown = _extended(open_table, piece, bottoms[open_table.page_size])
            if grown is not None:
                open_table, start = grown, len(lines) + 1
                if len(items) > start:  # the rest of the page follows the table, and so do the lines above its piece
                    out.append(_finished(open_table))
                    open_table = None
                    out.extend(lines)
        if open_table is not None and start == 0 and items:
            out.append(_finished(open_table))
            open_table = None
        for index in range(start, len(items)):
            item = items[index]
            if isinstance(item, PlacedLine):
                out.append(item)
            elif index == len(items) - 1:
                open_table = piece_of(item)
            else:
                out.append(_finished(piece_of(item)))
    if open_table is not None:
        out.append(_finished(open_table))
    return out


def _text_bottoms(pages: Sequence[Sequence[Item]]) -> dict[tuple[float, float], float]:
    """Per page format, how far down anything is printed: where the text area ends."""
    bottoms: dict[tuple[float, float], float] = {}
    for items in pages:
        for item in items:
            box = item.line.box if isinstance(item, PlacedLine) else item.table.box
            size = (round(item.page.width), round(item.page.height))
            bottoms[size] = max(bottoms.get(size, 0.0), box[3])
    return bottoms


def _continuation(items: Sequence[Item]) -> tuple[list[PlacedLine], PlacedTable] | None:
    """The table a page begins with; above it only its caption or unit line printed again."""
    lines: list[PlacedLine] = []
    for item in items:
        if isinstance(item, PlacedTable):
            return lines, item
        if len(lines) == 2 or not is_caption_again(item.line.text):
            return None
        lines.append(item)
    return None


def _extended(upper: Piece, lower: Piece, text_bottom: float) -> Piece | None:
    """Both as one, or None if they are two tables."""
    columns = merge_columns(upper.edges, lower.edges)
    if columns is None:
        return None
    upper, lower = upper.on(columns), lower.on(columns)
    header = header_rows(upper, lower)
    if header == lower.row_count:
        return replace(upper, bottom=lower.bottom, page_size=lower.page_size)
    if is_other_table(upper, lower, header):
        return None
    if text_bottom - upper.bottom > lower.row_height(header) + ROOM:
        return None
    return _glued(upper, lower, header)


def _glued(upper: Piece, lower: Piece, header: int) -> Piece:
    """The lower piece's rows from `header` on put under the upper piece."""
    rest = is_rest_of_row(upper, lower, header)
    shift = upper.row_count - header - (1 if rest else 0)
    cells = list(upper.cells)
    for cell in lower.cells:
        if cell.row < header:
            continue
        placed = replace(cell, anchor=replace(cell.anchor, row=cell.row + shift))
        above = _above(cells, placed, upper.row_count) if cell.row == header else None
        if above is not None and (rest or _continues(upper, lower, cells[above], placed)):
            cells[above] = _grown(cells[above], placed)
        elif not rest or placed.text.strip() or cell.row > header:
            cells.append(placed)
    return replace(
        upper,
        cells=tuple(cells),
        row_count=lower.row_count + shift,
        bottom=lower.bottom,
        page_size=lower.page_size,
    )


def _above(cells: list[Cell], cell: Cell, rows: int) -> int | None:
    """The cell of the same columns that ends in the last row so far."""
    for index, other in enumerate(cells):
        if (other.column, other.column_span) == (cell.column, cell.column_span) and other.row + other.row_span == rows:
            return index
    return None


def _continues(upper: Piece, lower: Piece, above: Cell, cell: Cell) -> bool:
    """Whether the top cell of a new row is the rest of the merged cell above it."""
    text = cell.text.strip()
    if text:
        return any(above.text.count(left) > above.text.count(right) for left, right in BRACKETS) and any(
            text.count(right) > text.count(left) for left, right in BRACKETS
        )
    merged = above.row_span > 1 or cell.row_span > 1
    return merged or upper.is_merged_column(cell.column) or lower.is_merged_column(cell.column)


def _grown(above: Cell, below: Cell) -> Cell:
    text = "\n".join(filter(None, (above.text, below.text.strip())))
    return replace(above, text=text, row_span=max(above.row_span, below.row + below.row_span - above.row))


def _finished(piece: Piece) -> JoinedTable:
    cells = tuple(sorted(piece.cells, key=lambda cell: (cell.row, cell.column)))
    return JoinedTable(cells, piece.row_count, len(piece.edges) - 1, piece.page, piece.box)
