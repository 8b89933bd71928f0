"""What a spreadsheet's file says beside its values: number formats by cell, how far each sheet reaches, empty formulas.

The values themselves come from calamine, which lays a sheet out as a full rectangle. One stray cell at XFD1048576 would
make that rectangle 17 billion cells, so the reach of every sheet is found here first, without a rectangle:

    xlsx  sheet XML:  <c r="B3" s="4"><v>0.9</v></c>   → row 2, column 1, style 4 → cellXfs → numFmt "0.00%"
    xls   BIFF8 record NUMBER(row 2, column 1, XF 17)  → XF 17 → FORMAT → "0.00%"
"""

from __future__ import annotations

import io
import posixpath
import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

import olefile

from ...settings import Limits
from ..document import Unreadable
from ..guard import Package, check_cells
from .format import BUILT_IN

_S: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_REL: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_PLACE: Final = re.compile(r"([A-Z]{1,3})(\d{1,7})$")


@dataclass(slots=True)
class Scan:
    """One sheet: format codes by place (only those that are not General), reach, formulas without a stored result."""

    formats: dict[tuple[int, int], str] = field(default_factory=dict)
    rows: int = 0
    columns: int = 0
    uncalculated: int = 0

    def reach(self, row: int, column: int) -> None:
        self.rows, self.columns = max(self.rows, row + 1), max(self.columns, column + 1)


def scan_xlsx(data: bytes, limits: Limits) -> list[Scan]:
    """One scan per sheet, in the order of the workbook."""
    package = Package(data, limits)
    if "xl/workbook.xml" not in package:
        raise Unreadable("GJ005", "这是二进制的 xlsb 工作簿；请另存为 xlsx 后再核对。")
    codes = _xlsx_codes(package)
    targets = {
        relation.get("Id"): posixpath.normpath(posixpath.join("/xl", relation.get("Target", ""))).lstrip("/")
        for relation in package.xml("xl/_rels/workbook.xml.rels")
    }
    scans = []
    for sheet in package.xml("xl/workbook.xml").iter(_S + "sheet"):
        part = targets.get(sheet.get(_REL + "id"), "")
        scans.append(_xlsx_sheet(package.xml(part), codes) if part in package else Scan())
        check_cells(scans[-1].rows, scans[-1].columns, limits)
    return scans


def _xlsx_codes(package: Package) -> list[str]:
    """Format code of each cell style."""
    if "xl/styles.xml" not in package:
        return []
    root = package.xml("xl/styles.xml")
    custom = {entry.get("numFmtId"): entry.get("formatCode", "") for entry in root.iter(_S + "numFmt")}
    styles = root.find(_S + "cellXfs")
    return [
        custom.get(style.get("numFmtId")) or BUILT_IN.get(int(style.get("numFmtId", "0")), "")
        for style in (styles if styles is not None else ())
    ]


def _xlsx_sheet(root: Any, codes: list[str]) -> Scan:
    scan = Scan()
    row = -1
    for line in root.iter(_S + "row"):
        row = int(line.get("r", row + 2)) - 1
        column = -1
        for cell in line.iterchildren(_S + "c"):
            place = _PLACE.match(cell.get("r", ""))
            column = _column(place[1]) if place else column + 1
            if not len(cell):
                continue  # drawn, but empty
            scan.reach(row, column)
            style = int(cell.get("s", "0"))
            if style < len(codes) and codes[style]:
                scan.formats[row, column] = codes[style]
            if cell.find(_S + "f") is not None and not cell.findtext(_S + "v"):
                scan.uncalculated += 1
    return scan


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


# BIFF8 records; those of cells begin with row, column and XF as three 16-bit numbers.
_CELLS: Final = frozenset({0x0006, 0x0203, 0x027E, 0x00FD, 0x0204, 0x0205})  # FORMULA NUMBER RK LABELSST LABEL BOOLERR
_MULRK, _FORMAT, _XF, _BOUNDSHEET, _BOF, _EOF = 0x00BD, 0x041E, 0x00E0, 0x0085, 0x0809, 0x000A


def scan_xls(data: bytes, limits: Limits) -> list[Scan]:
    """One scan per sheet, in the order of the workbook; empty for the format before Excel 97."""
    with olefile.OleFileIO(io.BytesIO(data)) as container:
        if not container.exists("Workbook"):
            return []
        stream: bytes = container.openstream("Workbook").read()
    custom: dict[int, str] = {}
    styles: list[int] = []
    offsets: list[int] = []
    for kind, body in _records(stream, 0):
        if kind == _FORMAT:
            custom[struct.unpack_from("<H", body)[0]] = _biff_text(body[2:])
        elif kind == _XF:
            styles.append(struct.unpack_from("<H", body, 2)[0])
        elif kind == _BOUNDSHEET:
            offsets.append(struct.unpack_from("<I", body)[0])
    codes = [custom.get(style) or BUILT_IN.get(style, "") for style in styles]
    scans = [_xls_sheet(stream, offset, codes) for offset in offsets]
    for scan in scans:
        check_cells(scan.rows, scan.columns, limits)
    return scans


def _xls_sheet(stream: bytes, offset: int, codes: list[str]) -> Scan:
    scan = Scan()

    def cell(row: int, column: int, style: int) -> None:
        scan.reach(row, column)
        if style < len(codes) and codes[style]:
            scan.formats[row, column] = codes[style]

    for kind, body in _records(stream, offset):
        if kind in _CELLS:
            cell(*struct.unpack_from("<HHH", body))
        elif kind == _MULRK:
            row, first = struct.unpack_from("<HH", body)
            for at in range((len(body) - 6) // 6):
                cell(row, first + at, struct.unpack_from("<H", body, 4 + 6 * at)[0])
    return scan


def _records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """Records from a BOF to its EOF."""
    depth = 0
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        body = stream[at + 4 : at + 4 + size]
        yield kind, body
        depth += (kind == _BOF) - (kind == _EOF)
        if kind == _EOF and depth <= 0:
            return
        at += 4 + size


def _biff_text(body: bytes) -> str:
    """A string with a 16-bit length and a flag for 16-bit letters."""
    length, wide = struct.unpack_from("<HB", body)
    return body[3 : 3 + length * 2].decode("utf-16-le") if wide & 1 else body[3 : 3 + length].decode("latin-1")
