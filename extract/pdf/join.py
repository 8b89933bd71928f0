"""Pieces of a table on following pages to one table.

Two pieces belong together when nothing is printed between them (running lines are gone already), their columns stand
at the same x, and the upper page had no room for the lower piece's first row. Then:

    page 8 ends   满意度 | 项目管理人员满 | ≥90% | 6 | 6      page 9 begins   一级 | 二级 | … (again: dropped)
                                                                            ""  | ""  | 意度 | "" | "" | ""

The first row of page 9 leaves columns blank that every other row fills, so it is the rest of the row above and each
text continues: 项目管理人员满\\n意度. A row that fills those columns is a new row, and its blank top cells continue the
merged cells above. Two numbers are not put together ("3" and "100" once became 3100): such a row is new, unless what
stands below are the decimals that the number above lacks, and nothing else.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from ..document import BBox
from .pages import Item, PlacedLine, PlacedTable
from .seam import (
    Growing,
    Part,
    growing,
    header_rows,
    is_caption_again,
    is_numeric,
    is_other_table,
    is_rest_of_row,
    merge_columns,
    row_height,
)

ROOM: Final = 40.0  # pt a page may leave blank because a row's first lines did not fit
CAPTION_LINES: Final = 2  # above a further piece: 续表, 单位：万元
BRACKETS: Final = (("（", "）"), ("(", ")"), ("〔", "〕"), ("《", "》"))

Format = tuple[int, int]


@dataclass(frozen=True, slots=True)
class JoinedTable:
    """A whole table, its cells in reading order."""

    parts: tuple[Part, ...]
    row_count: int
    column_count: int
    page: int
    box: BBox


def join(pages: Sequence[Sequence[Item]]) -> list[PlacedLine | JoinedTable]:
    """The items of all pages in order, pieces joined."""
    bottoms = _text_bottoms(pages)
    out: list[PlacedLine | JoinedTable] = []
    still_open: Growing | None = None
    for items in pages:
        if not items:
            continue
        rest = items
        if still_open is not None:
            caption, piece = _first_table(items)
            if piece is not None and _extend(still_open, growing(piece), bottoms[still_open.format]):
                rest = items[len(caption) + 1 :]
                if not rest and not caption:
                    continue
                out += [_finished(still_open), *caption]
            else:
                out.append(_finished(still_open))
            still_open = None
        for item in rest:
            if isinstance(item, PlacedLine):
                out.append(item)
            elif item is rest[-1]:
                still_open = growing(item)
            else:
                out.append(_finished(growing(item)))
    if still_open is not None:
        out.append(_finished(still_open))
    return out


def _text_bottoms(pages: Sequence[Sequence[Item]]) -> dict[Format, float]:
    """Per page format, how far down anything is printed: where the text area ends."""
    bottoms: dict[Format, float] = {}
    for items in pages:
        for item in items:
            box = item.line.box if isinstance(item, PlacedLine) else item.table.box
            size = (round(item.page.width), round(item.page.height))
            bottoms[size] = max(bottoms.get(size, 0.0), box[3])
    return bottoms


def _first_table(items: Sequence[Item]) -> tuple[list[PlacedLine], PlacedTable | None]:
    """The table a page begins with; above it only its caption or unit line printed again."""
    lines: list[PlacedLine] = []
    for item in items[: CAPTION_LINES + 1]:
        if isinstance(item, PlacedTable):
            return lines, item
        if not is_caption_again(item.line.text):
            break
        lines.append(item)
    return [], None


def _extend(upper: Growing, lower: Growing, text_bottom: float) -> bool:
    """Put the lower piece under the upper one, unless they are two tables."""
    edges = merge_columns(upper.edges, lower.edges)
    if edges is None:
        return False
    finer = edges != upper.edges
    if finer or edges != lower.edges:
        lower.on(edges)
    header = 0 if finer else header_rows(upper, lower)
    if header < len(lower.rows):
        if is_other_table(upper, lower, header):
            return False
        if text_bottom - upper.bottom > row_height(lower, header) + ROOM:
            return False
        upper.on(edges)
        _glue(upper, lower, header)
    upper.bottom, upper.format = lower.bottom, lower.format
    return True


def _glue(upper: Growing, lower: Growing, header: int) -> None:
    """Put the lower piece's rows from `header` on under the upper piece."""
    rest = is_rest_of_row(upper, lower, header)
    shift = len(upper.rows) - header - (1 if rest else 0)
    upper.rows += [{} for _ in range(len(lower.rows) + shift - len(upper.rows))]
    grown: set[int] = set()
    ends: list[Part] = []
    for row in lower.rows[header:]:
        new = False  # whether a column further left begins a new cell: then no text is taken up
        for part in (row[column] for column in sorted(row)):
            at_seam = part.row == header
            part.row += shift
            above = upper.last.get(part.column) if at_seam else None
            if above is not None and above.column_span != part.column_span:
                above = None
            if above is not None and (rest or _continues(upper, lower, above, part, new)):
                between = "" if rest and is_numeric(above.text) and is_numeric(part.text) else "\n"  # one number
                above.text = between.join(filter(None, (above.text, part.text.strip())))
                above.row_span = max(above.row_span, part.end - above.row)
                grown.add(part.column)
                ends.append(above)
            elif not (rest and at_seam) or part.text.strip():
                new = True
                upper.rows[part.row][part.column] = part
                ends.append(part)
    upper.merged |= lower.merged | {c for c in grown if upper.last[c].row_span > 1 and upper.last[c].row > 0}
    upper.last = {part.column: part for part in ends if part.end == len(upper.rows)}


def _continues(upper: Growing, lower: Growing, above: Part, part: Part, new: bool) -> bool:
    """Whether the top cell of a new row is the rest of the merged cell above it.

    A merged cell prints its text once, on either page: blank above and filled below, or the other way round.
    """
    text = part.text.strip()
    if text and not above.text.strip() and not new and above.row > 0:
        body = any(is_numeric(other.text) for other in upper.last.values())  # in a header a blank corner is one
        return body and (above.row_span > 1 or part.row_span > 1 or part.column in upper.merged | lower.merged)
    if text:
        return any(above.text.count(left) > above.text.count(right) for left, right in BRACKETS) and any(
            text.count(right) > text.count(left) for left, right in BRACKETS
        )
    return above.row_span > 1 or part.row_span > 1 or part.column in upper.merged | lower.merged


def _finished(table: Growing) -> JoinedTable:
    parts = tuple(row[column] for row in table.rows for column in sorted(row))
    return JoinedTable(parts, len(table.rows), len(table.edges) - 1, table.page, table.box)
