"""Rows of plain text to tables: merges that the dump lost, pages that it cut, rows that it shifted.

A dump knows cells and rows but no spans. What can be told from the texts alone is restored, the rest stays blank cells:

    产出 | 数量 | 12          an empty cell at the start of a row, under a label, is the label's merged cell going on
         | 质量 | 13          → 产出 with row_span 2
    合计 | 100 | 91           a total in a row that is short of cells spans what is missing → 合计 with column_span 4
    一级 | 二级 | 分值 …       the same header again after a page: one table, the header once, and a label repeated for
    产出 | 质量 | 8           the reader's sake (产出 after 产出（30分）) goes on
    总分 |     | 97.75 |      a number left of the column of numbers it belongs to: the row lost an empty cell, and gets
                             it back when the columns or the sum say so without doubt
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from itertools import islice, takewhile
from typing import Final

from ...settings import Limits
from ..document import Anchor, Table
from ..spans import RawCell, table_of

Row = list[str]

_TOTAL: Final = re.compile(r"(?:合\s*计|总\s*计|总\s*分|小\s*计|综合(?:评分|得分)|总得分|支出合计)[:：]?$")
_PLAIN: Final = re.compile(r"-?\d{1,3}(?:,\d{3})+(?:\.\d+)?|-?\d+(?:\.\d+)?")
_BRACKETED: Final = re.compile(r"\s*[（(].*[）)]\s*$")
_DIGIT: Final = re.compile(r"\d")
_REFERENCE_ROWS: Final = 8
_FEWEST_ROWS: Final = 3
_CLEARLY: Final = 0.5  # how much better a shifted row must fit its columns, in columns


def joined(pieces: Sequence[list[Row]]) -> list[list[Row]]:
    """Tables that follow each other under one header are one, cut by pages."""
    out: list[list[Row]] = []
    for piece in pieces:
        if out and len(piece) > 1 and len(piece[0]) > 2 and _folded(piece[0]) == _folded(out[-1][0]):
            out[-1].extend(_continued(out[-1], piece[1:]))
        else:
            out.append([list(row) for row in piece])
    return out


def _folded(row: Row) -> list[str]:
    return ["".join(cell.split()) for cell in row]


def _continued(above: list[Row], below: list[Row]) -> list[Row]:
    """Rows after a page break; labels repeated at the top of the page are emptied."""
    first = list(below[0])
    for column, text in enumerate(first):
        label = next((row[column] for row in reversed(above) if column < len(row) and row[column]), "")
        if not text or _BRACKETED.sub("", label).strip() != _BRACKETED.sub("", text).strip() or _PLAIN.fullmatch(text):
            break
        first[column] = ""
    return [first, *below[1:]]


def build(rows: Sequence[Row], at: Anchor, limits: Limits) -> tuple[Table | None, list[int]]:
    """A table of rows of texts (None when nothing is in them), and the rows whose cells were moved."""
    width = max(map(len, rows), default=0)
    filled: list[Row] = []
    for row in rows:
        filled.append(_realigned(row, filled, width))
    table, _ = table_of(_raw(filled, width), at, limits)
    return table, [number for number, row in enumerate(rows) if filled[number] != row]


def _raw(rows: Sequence[Row], width: int) -> list[list[RawCell]]:
    headed = _spanning_header(rows, width)
    out: list[list[RawCell]] = []
    for number, row in enumerate(rows):
        lead = next((at for at, text in enumerate(row) if text), 0)
        wide = width - len(row) if (number == 0 and headed) or (row and _TOTAL.match(row[0])) else 0
        tail = len(rows[0]) - 1 if number == 1 and headed else 0  # blanks under the header cells that go down
        column = 0
        cells: list[RawCell] = []
        for at, text in enumerate(row):
            goes_on = not text and (at < lead or at >= len(row) - tail)
            merge = "continue" if goes_on else "restart" if text else ""
            cells.append(RawCell(text, column, 1 + wide if at == 0 else 1, merge))
            column += cells[-1].width
        out.append(cells)
    return out


def _spanning_header(rows: Sequence[Row], width: int) -> bool:
    """A first row short of cells over a second that leaves as many blanks at its end: the first cell spans columns."""
    if len(rows) < 2 or not 1 < len(rows[0]) < width or len(rows[1]) != width:
        return False
    rest = len(rows[0]) - 1
    return not any(rows[1][-rest:]) and all(rows[1][:-rest])


def _realigned(row: Row, above: Sequence[Row], width: int) -> Row:
    """The row, with the blank cells it lost put back where the columns above leave no doubt."""
    numbers = [at for at, text in enumerate(row) if _PLAIN.fullmatch(text)]
    spare = len(row) - 1 - max((at for at, text in enumerate(row) if text), default=0)
    if not numbers or len(row) < width or not row[0] or not spare:
        return row
    # Back to the header of this part of the form: another part above it has other columns.
    same_part = takewhile(lambda other: sum(bool(_PLAIN.fullmatch(text)) for text in other) > 1, reversed(above))
    told = list(islice(same_part, _REFERENCE_ROWS))
    if len(told) < _FEWEST_ROWS:
        return row
    if _TOTAL.match(row[0]):  # a total keeps its place, its numbers move
        place, shift = 1, _total_shift(row, numbers, above, told, spare)
    else:  # any other row lost the merged label before it
        place, shift = 0, _label_shift(row, told, spare)
    return [*row[:place], *[""] * shift, *row[place : len(row) - shift]] if shift else row


def _total_shift(row: Row, numbers: list[int], above: Sequence[Row], told: Sequence[Row], spare: int) -> int:
    """How far the numbers of a total stand left of columns of bare numbers, or of the columns they add up."""
    shares = [_share(told, at, _PLAIN.fullmatch) for at in range(len(row))]
    fits = [sum(shares[at + shift] for at in numbers) for shift in range(spare + 1)]
    best = max(range(spare + 1), key=lambda shift: (fits[shift], -shift))
    return best if fits[best] - fits[0] > _CLEARLY else _by_sum(row, numbers, above, spare)


def _label_shift(row: Row, told: Sequence[Row], spare: int) -> int:
    """One, when digits stand in a column of words and would not, one column further; otherwise none."""
    digits = [_share(told, at, _DIGIT.search) for at in range(len(row))]
    standing = [at for at, text in enumerate(row) if at and _DIGIT.search(text)]
    misplaced = [sum(digits[at + shift] == 0 for at in standing) for shift in range(min(spare, 1) + 1)]
    return 1 if misplaced[0] and not misplaced[-1] else 0


def _share(rows: Sequence[Row], at: int, test: Callable[[str], object]) -> float:
    return sum(at < len(row) and bool(test(row[at])) for row in rows) / len(rows)


def _by_sum(row: Row, numbers: list[int], above: Sequence[Row], spare: int) -> int:
    """The shift under which every number of a total is the sum of its column, when it is not where it stands."""
    sums = [_column_sum(above, at) for at in range(len(row))]
    values = {at: Decimal(row[at].replace(",", "")) for at in numbers}
    for shift in range(spare + 1):
        if all(values[at] == sums[at + shift] for at in numbers):
            return shift
    return 0


def _column_sum(rows: Sequence[Row], at: int) -> Decimal:
    texts = [row[at] for row in rows if at < len(row) and not _TOTAL.match(row[0] or "")]
    return sum((Decimal(text.replace(",", "")) for text in texts if _PLAIN.fullmatch(text)), Decimal(0))
