"""A Word table to a grid: every w:tr a row, every w:tc a cell at its grid column, merges as spans.

Word hides cells in wrappers that shift nothing on paper: a content control may stand around rows, around one cell, or
inside it. A reader that steps over the control loses the cell and shifts its row by one column, so wrappers are walked
through. Rows deleted in a tracked change are left out and counted. The old horizontal merge (hMerge restart, then
continue) widens the first cell as a gridSpan would.

Most tables hold nothing but cells, paragraphs and text. Those are read in one flat sweep that touches only the
elements that matter (`_plain_rows`, a third of the time); the sweep gives up at the first element that needs the full
walk, so both give the same cells.

    <w:tr> gridBefore=1  tc gridSpan=2 "产出"  sdt(tc "10")   →   产出 at column 1, two wide; 10 at column 3
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from ...settings import Limits
from ..document import Anchor, Table
from ..spans import RawCell, table_of
from .marks import M
from .numbering import W
from .text import TextReader, first_choice

ALTERNATE: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
WRAPPERS: Final = frozenset(W + name for name in ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo"))

_R, _TR, _TC, _P, _TBL, _TCPR, _TRPR = W + "r", W + "tr", W + "tc", W + "p", W + "tbl", W + "tcPr", W + "trPr"
_GRID_SPAN, _V_MERGE, _H_MERGE, _VAL = W + "gridSpan", W + "vMerge", W + "hMerge", W + "val"
_T, _TAB, _BREAK, _GRID_BEFORE, _STYLE = W + "t", W + "tab", W + "br", W + "gridBefore", W + "pStyle"
_CELL_OR_ROW: Final = frozenset({_TC, _TR})
_TYPE, _TEXT_BREAK = W + "type", "textWrapping"
_SWEPT: Final = (_T, _P, _TC, _TR, _GRID_SPAN, _V_MERGE, _GRID_BEFORE, _TAB, _BREAK, _STYLE)

# What the flat sweep cannot read: revisions, fields, signs, graphics, formulas, notes, numbers, tables in tables.
_STOPS: Final = (
    *(W + name for name in ("ins", "del", "moveFrom", "moveTo", "fldChar", "cr", "sym", "ptab", "noBreakHyphen")),
    *(W + name for name in ("ruby", "drawing", "pict", "object", "footnoteReference", "endnoteReference", "altChunk")),
    *(W + name for name in ("numPr", "hMerge", "tbl", "txbxContent")),
    ALTERNATE,
    M + "oMath",
)


class TableReader:
    """Reads the tables of one document; their text goes through the document's `TextReader`."""

    __slots__ = ("_limits", "_listed", "_text")

    def __init__(self, text: TextReader, limits: Limits) -> None:
        self._text = text
        self._limits = limits
        self._listed = text.listed_styles

    def table(self, element: Any, at: Anchor) -> Table | None:
        """The table of a w:tbl; tables and text boxes inside it are queued on the text reader."""
        self._text.in_table = True
        plain = not self._text.reads_fonts and "" not in self._listed
        rows = _plain_rows(element, self._listed) if plain else None
        table, covered = table_of(self._rows(element) if rows is None else rows, at, self._limits)
        self._text.in_table = False
        if covered:
            self._text.count("covered", covered)
        return table

    def _rows(self, table: Any) -> Iterator[list[RawCell]]:
        for row in unwrapped(table, _TR):
            column = 0
            cells: list[RawCell] = []
            for child in unwrapped(row, _TC, _TRPR):
                if child.tag == _TC:
                    column = self._cell(child, column, cells)
                elif child.find(W + "del") is not None:
                    self._text.count("deleted")
                    break
                else:
                    if child.find(W + "ins") is not None:
                        self._text.count("inserted")
                    column = _count(child.find(W + "gridBefore"), 0)
            else:
                yield cells

    def _cell(self, cell: Any, column: int, row: list[RawCell]) -> int:
        """Append the cell to its row; the grid column after it."""
        width, vertical, covered = 1, "", False
        lines: list[str] = []
        for child in cell:
            tag = child.tag
            if tag == _P:
                read = self._text.paragraph(child)
                if read is not None:
                    lines.append(read[0] + read[1] if read[0] else read[1])
            elif tag == _TCPR:
                for mark in child.iterchildren(_GRID_SPAN, _V_MERGE, _H_MERGE):
                    if mark.tag == _GRID_SPAN:
                        width = max(1, _count(mark, 1))
                    elif mark.tag == _V_MERGE:
                        vertical = "restart" if mark.get(_VAL) == "restart" else "continue"
                    else:
                        covered = mark.get(_VAL) != "restart"
            else:
                self._inside(child, lines)
        if rest := self._text.rest():
            lines.append(rest)
        text = lines[0].strip() if len(lines) == 1 else "\n".join(lines).strip()
        if covered and row:
            row[-1] = row[-1]._replace(width=row[-1].width + width)
            if text:
                self._text.count("covered")
        else:
            row.append(RawCell(text, column, width, vertical))
        return column + width

    def _inside(self, element: Any, lines: list[str]) -> None:
        """Content of a cell that is no plain paragraph."""
        tag = element.tag
        if tag == _P:
            lines.append("".join(self._text.paragraph(element) or ()))
        elif tag == _TBL:
            self._text.pending.append(element)
        elif tag == ALTERNATE:
            for child in first_choice(element):
                self._inside(child, lines)
        elif tag in WRAPPERS:
            for child in element:
                self._inside(child, lines)
        elif tag == W + "altChunk":
            self._text.count("chunk")


def _plain_rows(table: Any, listed: frozenset[str]) -> list[list[RawCell]] | None:
    """The rows of a table of plain cells, wrappers or not, in one sweep; None when it holds more than that."""
    rows: list[list[RawCell]] = []
    row: list[RawCell] = []
    text, column, width, merge, inside = "", 0, 1, "", False
    for element in table.iterdescendants(*_SWEPT, *_STOPS):
        tag = element.tag
        if tag == _T:
            text += element.text or ""
        elif tag == _P:
            text += "\n"
        elif tag in _CELL_OR_ROW:
            if inside:
                row.append(RawCell(text.strip(), column, width, merge))
                column, width, merge = column + width, 1, ""
            text = ""
            inside = tag == _TC
            if not inside:
                column, row = 0, []
                rows.append(row)
        elif tag == _V_MERGE:
            merge = "restart" if element.get(_VAL) == "restart" else "continue"
        elif tag == _GRID_SPAN:
            width = max(1, _count(element, 1))
        elif tag == _GRID_BEFORE:
            column = _count(element, 0)
        elif tag == _BREAK:
            if element.get(_TYPE, _TEXT_BREAK) == _TEXT_BREAK:
                text += "\n"
        elif tag == _TAB:
            if element.getparent().tag == _R:  # among the properties of a paragraph it is a tab stop
                text += "\t"
        elif tag != _STYLE or element.get(_VAL) in listed:
            return None
    if inside:
        row.append(RawCell(text.strip(), column, width, merge))
    return rows


def unwrapped(container: Any, *wanted: str) -> Iterator[Any]:
    """Children with these tags, those in wrappers too, in order."""
    for child in container:
        tag = child.tag
        if tag in wanted:
            yield child
        elif tag in WRAPPERS:
            yield from unwrapped(child, *wanted)
        elif tag == ALTERNATE:
            yield from unwrapped(first_choice(child), *wanted)


def _count(mark: Any | None, default: int) -> int:
    text = "" if mark is None else mark.get(_VAL, "")
    return int(text) if text.isdecimal() else default
