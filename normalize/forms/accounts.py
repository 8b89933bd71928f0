"""Tables of final accounts (决算), bound by column titles and subject codes, never by position.

    功能分类科目编码 | 科目名称 | 本年支出合计 | 基本支出      cell 700.10 of row 201 under 本年支出合计
    收入: 项目 | 金额 ‖ 支出: 项目 | 金额                    two halves, each value with the name on its own side

Only tables whose caption names final accounts, 三公 or 政府采购 are read; a row of column numbers (栏次) is no data.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from ...extract.document import Cell, Document, Table
from ...extract.quantity import Missing, Quantity, parse_cell
from ...extract.text import fold
from ..lexicon import coded_name, column_role, compiled, header_unit, line_unit
from ..report import Value
from .cells import distinct, numbers_columns

_CAPTION = "决算|三公|政府采购"
_CODE = r"^\d{3}(?:\d{2}){0,2}$"
_RATE = "(?:率|比例|比重|幅度|增幅|[%％])$"
_NUMBERING = r"^(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[)）]|\d{1,2}[.．、])"


@dataclass(frozen=True, slots=True)
class Entry:
    """One amount: the code and the name of its row on its own side, the titles over it from the outermost in."""

    row: int
    column: int
    code: str
    name: str
    title: str
    value: Value


@dataclass(frozen=True, slots=True)
class Accounts:
    """One table of final accounts."""

    caption: str
    entries: tuple[Entry, ...]

    def columns(self) -> dict[int, list[Entry]]:
        found: dict[int, list[Entry]] = {}
        for entry in self.entries:
            found.setdefault(entry.column, []).append(entry)
        return found

    def rows(self) -> dict[int, list[Entry]]:
        found: dict[int, list[Entry]] = {}
        for entry in self.entries:
            found.setdefault(entry.row, []).append(entry)
        return found


def account_tables(document: Document) -> list[Accounts]:
    """Every table of final accounts, in order."""
    return [found for table in document.tables() if (found := _read(table)) is not None]


@lru_cache(maxsize=256)
def _read(table: Table) -> Accounts | None:
    grid = table.grid()
    caption = fold(table.caption) or _inner_caption(grid)
    if not compiled(_CAPTION).search(caption):
        return None
    first = next((row for row in range(len(grid)) if _is_body(grid[row])), len(grid))
    unit = line_unit(table.unit_line) or next((u for c in table.cells[:12] if (u := header_unit(c.text))), "")
    entries = [
        entry
        for row in range(first, len(grid))
        if not _is_numbering(grid[row])
        for entry in _row(grid, row, first, unit)
    ]
    return Accounts(caption, tuple(_even(entries))) if entries else None


def _inner_caption(grid: list[list[Cell | None]]) -> str:
    """A title printed as the table's own first row."""
    return fold(line[0].text) if grid and len(line := distinct(grid[0])) == 1 else ""


def _is_body(cells: list[Cell | None]) -> bool:
    """A row with an amount; subject codes and column numbers are none."""
    return any(_amount(cell) is not None for cell in cells[1:]) and not _is_numbering(cells)


def _amount(cell: Cell | None) -> Quantity | None:
    found = parse_cell(cell.text) if cell is not None else None
    return found if isinstance(found, Quantity) and not compiled(_CODE).match(cell.text.strip()) else None  # type: ignore[union-attr]


def _is_numbering(cells: list[Cell | None]) -> bool:
    return numbers_columns(distinct(cells))


def _row(grid: list[list[Cell | None]], row: int, first: int, unit: str) -> Iterator[Entry]:
    code = name = ""
    named = False  # since the last code
    for column, cell in enumerate(grid[row]):
        if cell is None or cell.row != row or cell.column != column:
            continue
        text = fold(cell.text)
        title = _title(grid, column, first)
        if (both := coded_name(text)) is not None and not code:
            code, name, named = *both, True
            continue
        if compiled(_CODE).match(text) and ("编码" in title or "科目" in title or not title):
            code, name, named = text, "", False
            continue
        if code and not named and _is_piece(text, title):
            code += text  # 类 | 款 | 项: 205 | 03 | 02
            continue
        found = parse_cell(cell.text)
        if isinstance(found, Quantity) and not title.endswith("行次"):
            yield Entry(row, column, code, name, title, _value(cell, found, _unit(title, unit)))
        elif text and not isinstance(found, Quantity | Missing):
            name = compiled(_NUMBERING).sub("", text)
            code, named = "" if named else code, True  # a name on the other side has none


def _unit(title: str, unit: str) -> str:
    """The unit of a column: 完成预算（%） and 增长率 are no amounts under 单位：万元."""
    head = title.split("›")[-1]
    return "%" if compiled(_RATE).search(head.rstrip(")")) else header_unit(head) or unit


def _is_piece(text: str, title: str) -> bool:
    return len(text) == 2 and text.isdigit() and column_role(title.split("›")[-1]) == "code"


def _title(grid: list[list[Cell | None]], column: int, first: int) -> str:
    heads = [row for row in range(first) if not _is_numbering(grid[row]) and not _is_line(grid[row])]
    texts = [fold(cell.text) for row in heads if (cell := grid[row][column])]
    return "›".join(dict.fromkeys(text for text in texts if text))


def _is_line(cells: list[Cell | None]) -> bool:
    """A line above the heads: the title, 公开01表, 部门：某局 | 单位：万元."""
    found = distinct(cells)
    return len(found) == 1 or any(":" in fold(cell.text) for cell in found)


def _value(cell: Cell, found: Quantity, unit: str) -> Value:
    return Value(cell.anchor, cell.text, found, None, found.unit or unit, found.places)


def _even(entries: list[Entry]) -> Iterator[Entry]:
    """Amounts of one table take its largest printed places."""
    places = max((entry.value.places for entry in entries if entry.value.dimension == "money"), default=0)
    for entry in entries:
        yield replace(entry, value=replace(entry.value, places=max(places, entry.value.places)))
