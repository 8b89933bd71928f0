"""Rows of a flow table (Word, HTML, a sheet) to cells with spans on one grid.

Word writes a cell merged over rows as one cell marked `restart` and, in each row below at the same grid column, one
marked `continue`; a cell merged over columns is one cell with a gridSpan. So the cells of

    产出指标 (restart) | 数量指标 | 10
             (continue)| 质量指标 | 20

become 产出指标 with row_span 2, and four cells of one row. What is keyed is the *grid column*, not the number of the
cell in its row: a row may start later (gridBefore) or hold wider cells. A `continue` with nothing above it is a cell of
its own, as word processors draw it; text left in a `continue` is not drawn, and is handed back so that a reader can
say so.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from ..settings import Limits
from .document import Anchor, Cell, Note, Table
from .guard import check_cells


class RawCell(NamedTuple):  # not a dataclass: one is made for every cell read, and a tuple costs a third
    """A cell as stored: `merge` is "" (a cell by itself), "restart" or "continue"."""

    text: str
    column: int
    width: int = 1
    merge: str = ""
    height: int = 1  # for formats that say it outright (HTML, sheets)


def table_of(rows: Iterable[Iterable[RawCell]], at: Anchor, limits: Limits) -> tuple[Table | None, int]:
    """The table, or None when no cell is left, and the number of covered cells that still held text."""
    kept: list[tuple[str, int, int, int, int]] = []  # text, row, column, height, width; in reading order
    open_merges: dict[int, int] = {}  # grid column → index in `kept` of the merge that is open there
    covered = row_count = column_count = 0
    for row, cells in enumerate(rows):
        row_count = row + 1
        still_open: dict[int, int] = {}
        for text, column, width, merge, height in cells:
            if column + width > column_count:
                column_count = column + width
            if merge:
                above = open_merges.get(column) if merge == "continue" else None
                still_open[column] = len(kept) if above is None else above
                if above is not None:
                    first, top, left, _, wide = kept[above]
                    kept[above] = (first, top, left, row - top + 1, wide)
                    covered += bool(text)
                    continue
            kept.append((text, row, column, height, width))
        open_merges = still_open
        check_cells(row_count, column_count, limits)
    if not kept:
        return None, covered
    block, page, part = at.block, at.page, at.part
    drawn = tuple(
        [
            Cell(text, Anchor(block, row, column, None, page, None, part), min(height, row_count - row), width)
            for text, row, column, height, width in kept
        ]
    )
    return Table(drawn, row_count, column_count, at), covered


def covered_note(count: int) -> tuple[Note, ...]:
    """What to say of text that a merge covers: nobody sees it in print, so it is not read, and that is said."""
    if not count:
        return ()
    return (Note("GJ010", f"有 {count} 个被合并遮住的单元格里留有不显示的文字，未读取；请取消合并后核实。"),)
