"""Spreadsheets (xlsx, xls, WPS's et): every sheet a table, its title lines paragraphs, its merges spans.

    A1 项目支出绩效自评表 (merged over A1:H1)      →  Paragraph("项目支出绩效自评表")
    A2 填报单位：某局   H2 单位：万元             →  Paragraph("填报单位：某局    单位：万元")
    A3 …                                      →  Table(part="自评表"), trimmed to the cells in use

Values come from calamine, which knows xlsx and xls alike; texts are what a person sees, so the number format of each
cell is applied (`sheet/scan.py`, `sheet/format.py`). What is checked is the printed number; where it is printed rounded
the stored one stands beside it in the cell, and explains sums that do not add up as printed.
Anchors count within the table, from its own first row. Hidden sheets are not printed and are not read; GJ010 says so.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

import python_calamine as calamine

from ...settings import Limits
from ..document import Anchor, Block, Document, Note, Paragraph, Source, Table
from ..guard import check_package
from ..progress import advance
from ..sheet.format import shown, unrounded
from ..sheet.scan import Scan, scan_xls, scan_xlsx
from ..spans import RawCell, table_of

_TITLE_ROWS: Final = 6
_REMARKS: Final = ("注", "备注", "说明", "填表说明", "填报说明")
_MARGIN: Final = 50  # a merge over whole rows or columns does not make the table as large as the sheet
_GAP: Final = "    "

Grid = dict[tuple[int, int], str]
Spans = dict[tuple[int, int], tuple[int, int]]  # top left of a merge → rows, columns


def read(data: bytes, source: Source, limits: Limits) -> Document:
    """Title lines and tables of the visible sheets, in order."""
    if source.format == "xlsx":
        check_package(data, limits)  # calamine unpacks by itself
        scans = scan_xlsx(data, limits)
    else:
        scans = scan_xls(data, limits)
    blocks: list[Block] = []
    hidden: list[str] = []
    uncalculated = 0
    with calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)) as workbook:
        for at, sheet in enumerate(workbook.sheets_metadata):
            if sheet.typ != calamine.SheetTypeEnum.WorkSheet:
                continue
            advance()
            scan = scans[at] if len(scans) == len(workbook.sheets_metadata) else Scan()
            values = workbook.get_sheet_by_index(at)
            grid, spans, stored = _sheet(values, scan)
            if not grid:
                continue
            if sheet.visible != calamine.SheetVisibleEnum.Visible:
                hidden.append(sheet.name)
                continue
            uncalculated += scan.uncalculated
            blocks.extend(_blocks(grid, spans, stored, sheet.name, len(blocks), limits))
    return Document(source, tuple(blocks), tuple(_notes(hidden, uncalculated)))


def _notes(hidden: list[str], uncalculated: int) -> Iterator[Note]:
    if hidden:
        yield Note("GJ010", f"隐藏的工作表未读取：{'、'.join(hidden)}；如需核对请取消隐藏。")
    if uncalculated:
        yield Note("GJ010", f"有 {uncalculated} 个公式没有保存计算结果，未读取；请用 Excel 或 WPS 打开并重新保存。")


def _sheet(sheet: Any, scan: Scan) -> tuple[Grid, Spans, Grid]:
    """Texts by place, merges, and numbers in full where they are shown rounded; what a merge covers is left out."""
    grid: Grid = {}
    stored: Grid = {}
    for row, values in enumerate(sheet.to_python(skip_empty_area=False)):
        for column, value in enumerate(values):
            code = scan.formats.get((row, column), "")
            if value != "" and (text := shown(value, code)):
                grid[row, column] = text
                if full := unrounded(value, code):
                    stored[row, column] = full
    spans: Spans = {}
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        spans[top, left] = (bottom - top + 1, right - left + 1)
    for (top, left), (height, width) in spans.items():
        if height * width <= len(grid):
            places = [(row, column) for row in range(top, top + height) for column in range(left, left + width)]
        else:  # a merge over whole columns: fewer texts than places
            places = [(row, column) for row, column in grid if 0 <= row - top < height and 0 <= column - left < width]
        for place in places:
            if place != (top, left):
                grid.pop(place, None)
    return grid, spans, stored


def _blocks(grid: Grid, spans: Spans, stored: Grid, name: str, first: int, limits: Limits) -> list[Block]:
    """Title lines, the table, and remarks below it."""
    rows: dict[int, dict[int, str]] = {}
    for (row, column), text in sorted(grid.items()):
        rows.setdefault(row, {})[column] = text
    order = list(rows)
    titles: list[str] = []
    while len(order) > 1 and len(titles) < _TITLE_ROWS and _is_heading(order[0], rows[order[0]], spans):
        titles.append(_GAP.join(rows.pop(order.pop(0)).values()))
    remarks: list[str] = []
    while len(order) > 1 and _is_remark(rows[order[-1]]):
        remarks.insert(0, _GAP.join(rows.pop(order.pop()).values()))
    blocks: list[Block] = [Paragraph(text, Anchor(first + at, part=name)) for at, text in enumerate(titles)]
    table, _ = table_of(_raw(rows, spans), Anchor(first + len(blocks), part=name), limits)
    if table is not None:
        blocks.append(_with_stored(table, rows, stored))
    blocks.extend(Paragraph(text, Anchor(first + len(blocks) + at, part=name)) for at, text in enumerate(remarks))
    return blocks


def _with_stored(table: Table, rows: dict[int, dict[int, str]], stored: Grid) -> Table:
    """The table, with the numbers that its cells show rounded."""
    top, left = min(rows), min(column for cells in rows.values() for column in cells)
    here = {(row - top, column - left): full for (row, column), full in stored.items()}
    if not here:
        return table
    return replace(
        table, cells=tuple(replace(cell, stored=here.get((cell.row, cell.column), "")) for cell in table.cells)
    )


def _is_heading(row: int, cells: dict[int, str], spans: Spans) -> bool:
    """A row above the form: one text, or fields such as 填报单位：… and 单位：万元, none of them merged downwards."""
    if any(spans.get((row, column), (1, 1))[0] > 1 for column in cells):
        return False
    return len(cells) == 1 or all("：" in text or ":" in text for text in cells.values())


def _is_remark(cells: dict[int, str]) -> bool:
    return len(cells) == 1 and next(iter(cells.values())).startswith(_REMARKS)


def _raw(rows: dict[int, dict[int, str]], spans: Spans) -> Iterator[list[RawCell]]:
    """Rows of the used range; a place nobody wrote in is a blank cell, so that columns keep their numbers."""
    top, bottom = min(rows), max(rows)
    left = min(column for cells in rows.values() for column in cells)
    right = max(column for cells in rows.values() for column in cells)
    for (row, column), (height, width) in spans.items():
        if row in rows and column in rows[row]:
            bottom, right = (
                max(bottom, min(row + height - 1, bottom + 50)),
                max(right, min(column + width - 1, right + 50)),
            )
    taken: set[tuple[int, int]] = set()
    for row in range(top, bottom + 1):
        cells: list[RawCell] = []
        for column in range(left, right + 1):
            if (row, column) in taken:
                continue
            height, width = spans.get((row, column), (1, 1))
            height, width = min(height, bottom - row + 1), min(width, right - column + 1)
            taken.update((row + down, column + along) for down in range(height) for along in range(width))
            cells.append(RawCell(rows.get(row, {}).get(column, ""), column - left, width, "", height))
        yield cells
