"""The seam between two pieces of a table: same columns? header again? rest of a row, or a new row?

A column is *always filled* when every row but the two at the seam has its own text there: 三级指标, 分值, 得分, but not
the merged 一级指标 nor an often blank 说明. The first row of the lower piece is the rest of a broken row when it leaves
such a column blank, unless that would put two numbers together (the last decimals of a broken one are no number):

    above  … | 帮教工作按时委 | 100% | 12.5        above  … | 帮教完成率 | 100% | 12.5
    below    | 派率          |      |             below    | 再犯率     |      | 12.5     (a missing target, a new row)
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from ..document import BBox
from .pages import PlacedTable

SAME_X: Final = 3.0  # pt
SHARED: Final = 0.6  # of the inner edges of the piece with fewer columns
LINE: Final = 14.0  # pt; height of a row nothing else is known of
NEAR: Final = 40  # rows on either side of the seam that say which columns are always filled
SEVERAL: Final = 2

# A whole number, that is: "3." is the first line of 3.7 in a narrow column, and may go on with "7" on the next page.
_NUMERIC: Final = re.compile(r"[≥≤<>＞＜=＝约]?\s*[-+−]?[\d,，.．]*\d\s*(?:[%％‰]|分|元|万元|亿元|个|人|次|项|天)?")
_DECIMALS: Final = re.compile(r"[-+−]?[\d,，]+[.．](\d+)[%％]?")
_CAPTION_AGAIN: Final = re.compile(r"续表.*|.*[（(]续(?:表|上表|前表)?[\d一二三四五]*[)）]|(?:金额)?单位[:：].{1,8}")


@dataclass(slots=True)
class Part:
    """A cell while its table still grows. It keeps the page and the box of where it begins."""

    row: int
    column: int
    row_span: int
    column_span: int
    text: str
    page: int
    box: BBox

    @property
    def end(self) -> int:
        """The row after its last."""
        return self.row + self.row_span


Row = dict[int, Part]  # the cells that begin in a row, by column


@dataclass(slots=True)
class Growing:
    """A table as far as it is joined."""

    rows: list[Row]
    edges: tuple[float, ...]
    page: int  # where it begins
    box: BBox  # of its first page
    bottom: float  # on its last page
    format: tuple[int, int]  # of its last page
    last: Row  # the cells that end in the last row, by column
    merged: set[int]  # columns with a cell over several rows, header apart

    def on(self, edges: tuple[float, ...]) -> None:
        """Put the same cells on finer columns."""
        if edges == self.edges:
            return
        place = [min(range(len(edges)), key=lambda i, x=x: abs(edges[i] - x)) for x in self.edges]  # type: ignore[misc]
        for row in self.rows:
            for part in row.values():
                end = place[part.column + part.column_span]
                part.column = place[part.column]
                part.column_span = end - part.column
        self.rows = [{part.column: part for part in row.values()} for row in self.rows]
        self.last = {part.column: part for part in self.last.values()}
        self.merged = {place[column] for column in self.merged}
        self.edges = edges


def growing(placed: PlacedTable) -> Growing:
    """The piece of one page."""
    table, page = placed.table, placed.page
    rows: list[Row] = [{} for _ in range(table.row_count)]
    for cell in table.cells:
        rows[cell.row][cell.column] = Part(
            cell.row, cell.column, cell.row_span, cell.column_span, cell.text, page.number, cell.box
        )
    last = {part.column: part for row in rows for part in row.values() if part.end == len(rows)}
    merged = {part.column for row in rows[1:] for part in row.values() if part.row_span > 1}
    size = (round(page.width), round(page.height))
    return Growing(rows, table.edges, page.number, table.box, table.box[3], size, last, merged)


def merge_columns(upper: Sequence[float], lower: Sequence[float]) -> tuple[float, ...] | None:
    """One set of columns for both pieces, or None if they do not stand on the same columns.

    A piece without the header may lack some edges, because all its rows merge them; the outer ones must agree.
    """
    if abs(upper[0] - lower[0]) > SAME_X or abs(upper[-1] - lower[-1]) > SAME_X:
        return None
    if len(upper) == len(lower) and all(abs(a - b) <= SAME_X for a, b in zip(upper, lower, strict=True)):
        return tuple(upper)
    extra = [x for x in lower if all(abs(x - other) > SAME_X for other in upper)]
    shared = len(lower) - len(extra) - 2
    fewer = min(len(upper), len(lower)) - 2
    if shared < SHARED * fewer or fewer == 0:
        return None
    return tuple(sorted((*upper, *extra)))


def header_rows(upper: Growing, lower: Growing) -> int:
    """How many first rows of the lower piece print the upper piece's header again."""
    count = 0
    for first, second in zip(upper.rows, lower.rows, strict=False):
        if not first or _shape(first) != _shape(second):
            break
        if any(is_numeric(part.text) for part in second.values()) or _is_blank(second):
            break
        count += 1
    while count and any(part.row < count < part.end for row in lower.rows[:count] for part in row.values()):
        count -= 1
    return count


def _shape(row: Row) -> list[tuple[int, int, int, str]]:
    return sorted((p.column, p.row_span, p.column_span, "".join(p.text.split())) for p in row.values())


def _is_blank(row: Row) -> bool:
    return not any(part.text.strip() for part in row.values())


def is_caption_again(text: str) -> bool:
    """续表1-2, （续）, or the unit line printed again above the next piece."""
    return bool(_CAPTION_AGAIN.fullmatch("".join(text.split())))


def is_numeric(text: str) -> bool:
    """A number by itself, as a cell prints it."""
    return bool(_NUMERIC.fullmatch(text.strip()))


def row_height(piece: Growing, row: int) -> float:
    """Height of the lowest cell that is alone in this row."""
    return min((p.box[3] - p.box[1] for p in piece.rows[row].values() if p.row_span == 1), default=LINE)


def is_other_table(upper: Growing, lower: Growing, header: int) -> bool:
    """Whether the lower piece begins a form again, or has a header of its own: all words, over a column of numbers."""
    if _begins_again(upper, lower, header):
        return True
    first = lower.rows[0]
    if header or len(lower.rows) < SEVERAL or len(first) < max(SEVERAL, len(upper.rows[0])):
        return False
    if any(not part.text.strip() or re.search(r"\d", part.text) for part in first.values()):
        return False
    for column in first:
        below = [row[column].text for row in lower.rows[1:] if column in row]
        if below and all(is_numeric(text) for text in below):
            return True
    return False


def _begins_again(upper: Growing, lower: Growing, header: int) -> bool:
    """Whether two rows carry the labels of the upper piece's first rows: 项目名称, 主管部门 of another project."""
    labels: set[str] = set()
    for first, second in zip(upper.rows[header : header + 2], lower.rows[header : header + 2], strict=False):
        above, below = first.get(0), second.get(0)
        if above is None or below is None or above.row_span > 1 or below.row_span > 1:
            return False
        label = "".join(below.text.split())
        if not label or is_numeric(label) or label != "".join(above.text.split()):
            return False
        labels.add(label)
    return len(labels) == SEVERAL


def is_rest_of_row(upper: Growing, lower: Growing, header: int) -> bool:
    """Whether the lower piece's first row (after `header`) is the rest of the upper piece's last row."""
    first, above = lower.rows[header], upper.last
    if _is_blank(first):
        return True
    if any(column not in above or above[column].column_span != part.column_span for column, part in first.items()):
        return False
    always = _always_filled(upper, lower, header) & first.keys()
    pairs = [(column, above[column].text, part.text) for column, part in first.items() if is_numeric(part.text)]
    pairs = [(column, over, under) for column, over, under in pairs if is_numeric(over)]
    if pairs:
        blank = [column for column in always if not first[column].text.strip()]
        return len(blank) >= SEVERAL and all(_completes(upper, *pair) for pair in pairs)
    if not always:  # too few rows to know: a number above with nothing below it
        always = {column for column in first if is_numeric(above[column].text)}
    return any(not first[column].text.strip() for column in always)


def _completes(upper: Growing, column: int, over: str, under: str) -> bool:
    """Whether the last decimals of a broken number stand below: 746,943.8 over 3 in a column of two decimals."""
    places = {
        len(found[1])
        for row in upper.rows[max(0, len(upper.rows) - NEAR) : -1]
        if column in row and (found := _DECIMALS.fullmatch("".join(row[column].text.split())))
    }
    found = _DECIMALS.fullmatch(over.strip())
    return (
        len(places) > 0 and found is not None and under.strip().isdigit()
        and len(found[1]) + len(under.strip()) == max(places)
    )  # fmt: skip


def _always_filled(upper: Growing, lower: Growing, header: int) -> set[int]:
    """Columns filled by a cell of their own in every row but the header and the two rows at the seam."""
    rows = upper.rows[max(header, 1, len(upper.rows) - NEAR) : -1] + lower.rows[header + 1 : header + 1 + NEAR]
    # A total merges the name columns, and may leave others blank: it says nothing of ordinary rows.
    plain = [row for row in rows if row and all(part.column_span == 1 for part in row.values())]
    rows = plain or rows
    if len(rows) < SEVERAL:
        return set()
    columns = set.intersection(*(set(row) for row in rows)) - upper.merged
    return {c for c in columns if all(row[c].row_span == 1 and row[c].text.strip() for row in rows)}
