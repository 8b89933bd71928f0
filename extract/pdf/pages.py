"""A page as geometry, whatever engine read it: lines of text outside tables, and tables on their exact grid.

    Page(4, 595.3, 841.9, lines=(Line("表1-4 绩效目标表", (62, 389, 187, 400), …),), tables=(PageTable(…),))

Lines and cells are named tuples and not dataclasses because a report has ten thousand of them and they cost a third.
Every PDF reader fills these; `layout.py` makes a document of them without knowing who did.

Boxes are points from the top left of the page as displayed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from ..document import BBox


class Line(NamedTuple):
    """A line of text outside tables."""

    text: str
    box: BBox
    baseline: float
    size: float  # em


class PageCell(NamedTuple):
    """A cell of a table piece: place on the piece's own grid, spans from its rules, lines joined by \\n."""

    row: int
    column: int
    row_span: int
    column_span: int
    box: BBox
    text: str = ""


@dataclass(frozen=True, slots=True)
class PageTable:
    """A table, or the piece of one, on one page. `edges` are the x of its columns, `row_edges` the y of its rows."""

    box: BBox
    edges: tuple[float, ...]
    row_edges: tuple[float, ...]
    cells: tuple[PageCell, ...]

    @property
    def column_count(self) -> int:
        return len(self.edges) - 1

    @property
    def row_count(self) -> int:
        return len(self.row_edges) - 1


@dataclass(frozen=True, slots=True)
class Page:
    """What one page shows, in points from its top left. `size` is the usual character size, tables included."""

    number: int
    width: float
    height: float
    lines: tuple[Line, ...] = ()
    tables: tuple[PageTable, ...] = ()
    size: float = 0.0
    doubts: tuple[str, ...] = ()  # reasons to read the page a second time, as printed in a note
    slanted: str = ""  # text at an angle, a watermark, that was left out
    crowded: bool = False  # more is drawn than was looked at
    pictured: bool = False  # text over a large picture and no rules drawn: they may be in the picture

    @property
    def text(self) -> str:
        """Everything printed on the page, in no order to rely on."""
        return " ".join([*(line.text for line in self.lines), *(c.text for table in self.tables for c in table.cells)])


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """A line and its page."""

    line: Line
    page: Page


@dataclass(frozen=True, slots=True)
class PlacedTable:
    """A table piece and its page."""

    table: PageTable
    page: Page


Item = PlacedLine | PlacedTable


def in_order(page: Page) -> list[Item]:
    """Lines and tables of a page as a person meets them: top to bottom, then left to right."""
    items: list[Item] = [PlacedLine(line, page) for line in page.lines]
    items += [PlacedTable(table, page) for table in page.tables]
    return sorted(items, key=_top)


def _top(item: Item) -> tuple[float, float]:
    box = item.line.box if isinstance(item, PlacedLine) else item.table.box
    # A line beside or below the first rows of a table still stands where its middle is.
    top = (box[1] + box[3]) / 2 if isinstance(item, PlacedLine) else box[1]
    return (top, box[0])
