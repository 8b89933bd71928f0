"""A Word file by python-docx: the reader that is not ours, to hold ours against (`--reader python-docx`).

It sees what python-docx sees: paragraphs and tables of the body. Insertions, content controls, footnotes, text boxes
and automatic numbers are beyond it; `from_docx.py` reads those. Both build their grids the same way (`spans.py`):

    <w:tr> gridBefore=1, cells: "产出" gridSpan=2, "10"   →  Cell("产出", column=1, column_span=2), Cell("10", column=3)

Cells are taken from the row's own `tc_lst`, never by `table.cell(i, j)`, which rebuilds the whole grid on each call:
500 rows took 147 seconds. Nested tables become blocks of their own right after the outer table, and their text does
not stand in the outer cell.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import docx
from docx.oxml.ns import qn
from docx.table import Table as DocxTable
from docx.table import _Cell
from docx.text.paragraph import Paragraph as DocxParagraph

from ...settings import Limits
from ..document import Anchor, Block, Document, Paragraph, Source
from ..guard import check_package
from ..spans import RawCell, covered_note, table_of

_VAL = qn("w:val")


def read(data: bytes, source: Source, limits: Limits) -> Document:
    """Paragraphs and tables of the body in reading order."""
    check_package(data, limits)
    blocks: list[Block] = []
    hidden = 0
    for item in docx.Document(io.BytesIO(data)).iter_inner_content():
        if isinstance(item, DocxParagraph):
            if text := item.text.strip():
                blocks.append(Paragraph(text, Anchor(len(blocks))))
        else:
            hidden += _add_table(item, blocks, limits)
    return Document(source, tuple(blocks), covered_note(hidden))


def _add_table(table: DocxTable, blocks: list[Block], limits: Limits) -> int:
    nested: list[DocxTable] = []
    built, hidden = table_of(_rows(table, nested), Anchor(len(blocks)), limits)
    if built is not None:
        blocks.append(built)
    for inner in nested:
        hidden += _add_table(inner, blocks, limits)
    return hidden


def _rows(table: DocxTable, nested: list[DocxTable]) -> Iterator[list[RawCell]]:
    for tr in table._tbl.tr_lst:
        column = tr.grid_before
        row: list[RawCell] = []
        for tc in tr.tc_lst:
            cell = _Cell(tc, table)
            nested.extend(cell.tables)
            text = "\n".join(paragraph.text for paragraph in cell.paragraphs).strip()
            row.append(RawCell(text, column, tc.grid_span, _merge(tc)))
            column += tc.grid_span
        yield row


def _merge(tc: Any) -> str:
    mark = tc.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
    if mark is None:
        return ""
    return "restart" if mark.get(_VAL) == "restart" else "continue"
