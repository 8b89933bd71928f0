"""Printed characters of one page, and how they become lines of text: shared by every PDF reader.

A PDF has no lines and no spaces, only characters at places. Three things decide what a person reads:

- the *baseline*, not the box: in fonts without an ascent the box of `，` is a small box at the bottom and would fall
  into a line of its own ("7,450.33" read as "745033" and ","). Characters within 0.45 em of one baseline are one line,
  so a figure printed a point higher than its sentence stays in it;
- the *owner*: characters of two table cells on one baseline never meet;
- the *gap*: Word and LibreOffice set 2020 a quarter em apart from 年. A blank is read between Latin characters from
  0.18 em on, next to a Chinese character only from 0.6 em on: `2020年预算` and not `2020 年 预算`. A blank
  the author typed is in the file and stays.

Everything is done for a whole page at once in numpy; a page of 1 000 characters takes about 0.2 ms.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from ..document import BBox
from .pages import Line, Page, PageCell, PageTable
from .wrapped import one_number

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

BASELINE_SPREAD: Final = 0.45  # em; subscripts, superscripts and careless figures stay in their line
LATIN_GAP: Final = 0.18  # em
CJK_GAP: Final = 0.6  # em
TYPED_GAP: Final = 0.12  # em; enough where the file has a blank
OVERPRINT: Final = 1.0  # pt; the same character twice within this distance is fake bold or a shadow
EM_MIDDLE: Final = 0.38  # em above the baseline; where a character is, whatever its font says of its ascent
FAR: Final = 1e5  # pt; longer than any page, so that one number sorts by two things
OVERFLOW: Final = 60.0  # pt a text may go on beside its table
ACROSS: Final = 0.3  # of a character's width over its cell's border
PRINTED_OVER: Final = 0.6  # of a character's width under the next
UNKNOWN: Final = 0xFFFD
OUTSIDE: Final = -1  # owner of a character in no cell

_FIRST_CJK: Final = 0x2E80
_BLANK: Final = 0x20
_LINE_BREAK: Final = 0x0A
_CELL_BREAK: Final = 0x00
_ZERO, _NINE, _POINT, _COMMA = map(ord, "09.,")


@dataclass(frozen=True, slots=True)
class Glyphs:
    """Characters of a page as parallel arrays; y runs down from the top of the page as displayed, in points."""

    code: Ints  # Unicode code point
    box: Floats  # n × 4: left, top, right, bottom
    baseline: Floats
    em: Floats
    spaced: Bools  # a blank stands before it in the file
    slanted: str = ""  # text at an angle, a watermark, that was left out

    def __len__(self) -> int:
        return len(self.code)

    def take(self, which: Any) -> Glyphs:
        """The characters picked by an index or mask."""
        return Glyphs(
            self.code[which], self.box[which], self.baseline[which], self.em[which], self.spaced[which], self.slanted
        )

    @property
    def size(self) -> float:
        """The usual character size of the page."""
        return middle(self.em) if len(self.em) else 0.0


def middle(values: Floats) -> float:
    """The median, or the larger of two; np.median takes five times as long for a page."""
    return float(np.partition(values, len(values) // 2)[len(values) // 2])


def no_glyphs() -> Glyphs:
    """The characters of an empty page."""
    return Glyphs(np.zeros(0, np.int64), np.zeros((0, 4)), np.zeros(0), np.zeros(0), np.zeros(0, bool))


def owners(glyphs: Glyphs, tables: Sequence[PageTable]) -> Ints:
    """For each character the number of the cell its middle lies in, counted through all tables, or `OUTSIDE`."""
    owner = np.full(len(glyphs), OUTSIDE, np.int64)
    x = (glyphs.box[:, 0] + glyphs.box[:, 2]) / 2
    y = glyphs.baseline - EM_MIDDLE * glyphs.em
    first = np.cumsum([0, *(len(table.cells) for table in tables)]).tolist()
    # A table inside a cell of another comes later and keeps its text.
    for index in sorted(range(len(tables)), key=lambda i: _area(tables[i]), reverse=True):
        table = tables[index]
        squares = np.full((table.row_count + 2, table.column_count + 2), OUTSIDE, np.int64)
        for number, cell in enumerate(table.cells, first[index]):
            squares[
                cell.row + 1 : cell.row + 1 + cell.row_span, cell.column + 1 : cell.column + 1 + cell.column_span
            ] = number
        inside = squares[np.searchsorted(table.row_edges, y, "right"), np.searchsorted(table.edges, x, "right")]
        owner = np.where(inside == OUTSIDE, owner, inside)
    if tables:
        _take_in_overflow(glyphs, owner, tables)
    return owner


def _take_in_overflow(glyphs: Glyphs, owner: Ints, tables: Sequence[PageTable]) -> None:
    """A text too wide for the last column goes on outside the table: the 5 of 92.5 belongs to its cell."""
    box, base, em = glyphs.box, glyphs.baseline, glyphs.em
    for table in tables:
        left, top, right, bottom = table.box
        beside = (base > top) & (base < bottom) & (box[:, 0] > left) & (box[:, 0] < right + OVERFLOW)
        stray = np.flatnonzero(beside & (owner == OUTSIDE))
        for index in stray[np.argsort(box[stray, 0])].tolist():
            touches = (np.abs(base - base[index]) < 0.1 * em) & (np.abs(box[:, 2] - box[index, 0]) < 0.1 * em)
            before = np.flatnonzero(touches & (owner != OUTSIDE))
            if len(before):
                owner[index] = owner[before[0]]


def _doubts(text: _Sorted, tables: Sequence[PageTable]) -> tuple[str, ...]:
    """Reasons not to trust the first reading of a page."""
    found = []
    if (text.glyphs.code == UNKNOWN).any():
        found.append("有无法识别的字符")
    box = text.glyphs.box
    if tables and text.owner[-1] != OUTSIDE:  # sorted: the last character is in the last cell that has any
        sides = np.array([cell.box for table in tables for cell in table.cells])
        starts = np.flatnonzero(text.line_start)
        ends = np.append(starts[1:], len(box)) - 1
        inside = text.owner[starts] != OUTSIDE
        first, last = starts[inside], ends[inside]
        over_left = sides[text.owner[first], 0] - box[first, 0] > ACROSS * (box[first, 2] - box[first, 0])
        over_right = box[last, 2] - sides[text.owner[last], 2] > ACROSS * (box[last, 2] - box[last, 0])
        if (over_left | over_right).any():
            found.append("有文字压在表格线上")
    overlap = (box[:-1, 2] - box[1:, 0]) > PRINTED_OVER * np.minimum(box[:-1, 2] - box[:-1, 0], box[1:, 2] - box[1:, 0])
    if (overlap & ~text.line_start[1:]).any():
        found.append("有文字互相重叠")
    return tuple(found)


def _area(table: PageTable) -> float:
    return (table.box[2] - table.box[0]) * (table.box[3] - table.box[1])


@dataclass(frozen=True, slots=True)
class _Sorted:
    """Characters in reading order: owner by owner, line by line, left to right."""

    glyphs: Glyphs
    owner: Ints
    line_start: Bools


def _in_reading_order(glyphs: Glyphs, owner: Ints) -> _Sorted:
    order = np.argsort(owner * FAR + glyphs.baseline, kind="stable")
    base, em, owned = glyphs.baseline[order], glyphs.em[order], owner[order]
    starts = np.ones(len(order), bool)
    starts[1:] = (owned[1:] != owned[:-1]) | (np.diff(base) > BASELINE_SPREAD * np.maximum(em[1:], em[:-1]))
    line = np.cumsum(starts)
    final = order[np.argsort(line * FAR + glyphs.box[order, 0], kind="stable")]  # `line` grows with owner
    return _without_overprint(_Sorted(glyphs.take(final), owner[final], starts))


def _without_overprint(text: _Sorted) -> _Sorted:
    """Fake bold and shadows print a character twice, a fraction of a point apart; keep the first.

    In reading order the second stands next to the first, or next but one where something else is printed there.
    """
    glyphs = text.glyphs
    near = np.minimum(OVERPRINT, 0.25 * glyphs.em)
    doubled = np.zeros(len(glyphs), bool)
    for step in (1, 2):
        same = np.flatnonzero(glyphs.code[step:] == glyphs.code[:-step])
        second = same + step
        close = glyphs.box[second, 0] - glyphs.box[same, 0] < near[second]
        close &= np.abs(glyphs.baseline[second] - glyphs.baseline[same]) < near[second]
        doubled[second[close & ~text.line_start[second]]] = True
    if not doubled.any():
        return text
    return _Sorted(glyphs.take(~doubled), text.owner[~doubled], text.line_start[~doubled])


def _blank_before(text: _Sorted) -> Bools:
    code, box, em = text.glyphs.code, text.glyphs.box, text.glyphs.em
    chinese = code >= _FIRST_CJK
    blank = np.zeros(len(code), bool)
    limit = np.where(chinese[1:] | chinese[:-1], CJK_GAP, LATIN_GAP)
    limit = np.where(text.glyphs.spaced[1:], TYPED_GAP, limit) * np.minimum(em[1:], em[:-1])
    blank[1:] = (box[1:, 0] - box[:-1, 2] > limit) & ~text.line_start[1:]
    return blank


def _texts(text: _Sorted, tables: Sequence[PageTable]) -> tuple[list[Line], dict[int, str]]:
    """Lines outside all cells, top to bottom, and the text of each cell that has any, its lines joined by \\n."""
    blank = _blank_before(text)
    glyphs = text.glyphs
    new_owner = np.ones(len(glyphs), bool)
    new_owner[1:] = text.owner[1:] != text.owner[:-1]
    # One separator fits before every character at most: a blank, a line break, or the break between two owners.
    before = np.where(new_owner, _CELL_BREAK, np.where(text.line_start, _LINE_BREAK, _BLANK))
    separated = new_owner | text.line_start | blank
    separated[_broken_numbers(text, new_owner, tables)] = False
    place = np.arange(len(glyphs)) + np.cumsum(separated)
    codes = np.empty(len(glyphs) + int(separated.sum()), "<u4")
    codes[place] = text.glyphs.code
    codes[place[separated] - 1] = before[separated]
    pieces = codes.tobytes().decode("utf-32-le", "replace").split("\0")[1:]
    owners = text.owner[new_owner].tolist()
    texts = dict(zip(owners, pieces, strict=True))
    outside = texts.pop(OUTSIDE, None)
    return ([] if outside is None else _lines(text, outside.split("\n"))), texts


def _broken_numbers(text: _Sorted, new_owner: Bools, tables: Sequence[PageTable]) -> list[int]:
    """Where a line of a cell begins with the rest of a number that the line above had no room for."""
    code = text.glyphs.code
    figure = ((code >= _ZERO) & (code <= _NINE)) | (code == _POINT) | (code == _COMMA)
    breaks = text.line_start & ~new_owner & figure & (text.owner != OUTSIDE)
    breaks[1:] &= figure[:-1]
    found = np.flatnonzero(breaks).tolist()
    if not found:
        return []
    starts = np.flatnonzero(text.line_start | new_owner)
    widths = [cell.box[2] - cell.box[0] for table in tables for cell in table.cells]
    box, result = text.glyphs.box, []
    for at in found:
        number = int(np.searchsorted(starts, at))
        first, end = int(starts[number - 1]), int(starts[number + 1]) if number + 1 < len(starts) else len(code)
        free = widths[int(text.owner[at])] - float(box[first:at, 2].max() - box[first:at, 0].min())
        line, following = (code[a:b].astype("<u4").tobytes().decode("utf-32-le") for a, b in ((first, at), (at, end)))
        if one_number(line, following, free, float(box[at, 2] - box[at, 0])):
            result.append(at)
    return result


def _lines(text: _Sorted, texts: list[str]) -> list[Line]:
    """Lines of the owner that sorts first, which is the page outside its tables."""
    count = int(np.searchsorted(text.owner, OUTSIDE, "right"))
    starts = np.flatnonzero(text.line_start[:count])
    ends = np.append(starts[1:], count)
    box, em = text.glyphs.box[:count], text.glyphs.em
    frames = np.empty((len(starts), 4))
    frames[:, :2] = np.minimum.reduceat(box[:, :2], starts)
    frames[:, 2:] = np.maximum.reduceat(box[:, 2:], starts)
    # Three characters speak for their line: a median over every line is what numpy is slow at.
    middle = (starts + ends) // 2
    size = np.maximum(np.maximum(em[starts], em[middle]), em[ends - 1]).tolist()
    places: list[BBox] = [(left, top, right, bottom) for left, top, right, bottom in frames.tolist()]
    return list(map(Line, texts, places, text.glyphs.baseline[middle].tolist(), size))


def fill(number: int, width: float, height: float, glyphs: Glyphs, tables: Sequence[PageTable]) -> Page:
    """The page these characters and empty tables make."""
    if not len(glyphs):
        return Page(number, width, height, (), tuple(tables))
    owner = owners(glyphs, tables)
    text = _in_reading_order(glyphs, owner)
    lines, texts = _texts(text, tables)
    filled = []
    first = 0
    for table in tables:
        cells = tuple(
            PageCell(*cell[:-1], texts[index]) if index in texts else cell
            for index, cell in enumerate(table.cells, first)
        )
        filled.append(PageTable(table.box, table.edges, table.row_edges, cells))
        first += len(cells)
    doubts = _doubts(text, tables)
    return Page(number, width, height, tuple(lines), tuple(filled), glyphs.size, doubts, glyphs.slanted)
