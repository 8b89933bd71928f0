"""Plain text and Markdown as extraction services hand them out: lines back to paragraphs and tables.

Tables come in four dresses, told apart line by line:

    \\t产出指标            one cell a line, led by a tab; a blank line ends the row, a line without a tab goes on
    \\t100%               with the cell above it, three blank lines end the table

    产出\\t数量\\t12.5      one row a line, cells parted by tabs; a line without one ends the table
    | 产出 | 数量 |        the same with bars, below the header a rule of dashes
    <table><tr><td>…      HTML inside Markdown

The merges are gone in all but the last; `text_table.py` restores those it can tell. A sentence that a page broke in two
(the first half ends in a comma or inside 《…》) is one paragraph again.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from ...settings import Limits
from ..captions import unit_line
from ..document import Anchor, Block, Document, Note, Paragraph, Source, Unreadable
from ..dump.marks import clean, without_pictures
from ..dump.plaintext import decode
from ..dump.table import Row, build, joined
from .from_html import html_blocks

_HTML_TABLE: Final = re.compile(r"<table\b.*?</table\s*>", re.IGNORECASE | re.DOTALL)
_RULE: Final = re.compile(r"\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*$")
_BAR: Final = re.compile(r"(?<!\\)\|")
_BREAK: Final = re.compile(r"<br\s*/?>", re.IGNORECASE)
_NEW_TABLE: Final = 3  # blank lines
_ROWS_OF_PROSE: Final = ("。", "；", "：")
_STARTS_ANEW: Final = re.compile(
    r"[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．]|第[一二三四五六七八九十]|[①-⑳]|附[件表录]|表\d|[-•●]"
)
_PAIRS: Final = (("《", "》"), ("（", "）"), ("“", "”"))
_SHORTEST_BROKEN: Final = 15


def read(data: bytes, source: Source, limits: Limits) -> Document:
    """Paragraphs and tables of the text in order."""
    text = decode(data)
    if text is None:
        raise Unreadable("GJ001", "文件不是可识别的文本编码；请另存为 UTF-8 文本或 docx 后再核对。")
    notes: list[Note] = []
    if broken := text.count("\ufffd"):
        notes.append(Note("GJ010", f"有 {broken} 处字符无法识别；请重新导出为 UTF-8 文本后再核对。"))
    text, pictures = without_pictures(text)
    if pictures:
        notes.append(Note("GJ010", f"有 {pictures} 张图片，其中的文字未读取；请提交含图片文字的版本。"))
    blocks: list[Block] = []
    at = 0
    for table in _HTML_TABLE.finditer(text):
        _add(text[at : table.start()], blocks, notes, limits)
        blocks.extend(html_blocks(clean(table.group()).encode("utf-8"), len(blocks), limits))
        at = table.end()
    _add(text[at:], blocks, notes, limits)
    return Document(source, tuple(blocks), tuple(notes))


def _add(text: str, blocks: list[Block], notes: list[Note], limits: Limits) -> None:
    """Add the blocks of text that holds no HTML table."""
    pieces: list[list[Row]] = []  # tables with nothing but blank lines between them

    def end_tables() -> None:
        for rows in joined(pieces):
            at = Anchor(len(blocks))
            table, moved = build(rows, at, limits)
            if table is not None:
                blocks.append(table)
            if moved:
                where = "、".join(str(row + 1) for row in moved)
                message = f"表格第 {where} 行缺少单元格，数字已按上方各列右移对齐；请与原件核对。"
                notes.append(Note("GJ609", message, replace(at, row=moved[0])))
        pieces.clear()

    lines = [clean(line).rstrip("\r\x0c ") for line in text.split("\n")]
    at = 0
    while at < len(lines):
        rows, after = _table(lines, at)
        if rows:
            pieces.append(rows)
        for number in range(at, after if not rows else at):
            if line := lines[number].strip():
                end_tables()
                _paragraph(line, blocks, broken_off=number > 0 and not lines[number - 1].strip())
        at = after
    end_tables()


def _paragraph(line: str, blocks: list[Block], broken_off: bool) -> None:
    last = blocks[-1] if blocks else None
    if broken_off and isinstance(last, Paragraph) and _goes_on(last.text, line):
        blocks[-1] = Paragraph(last.text + line, last.anchor)
    else:
        blocks.append(Paragraph(line, Anchor(len(blocks))))


def _goes_on(text: str, following: str) -> bool:
    """Whether a page broke a sentence between the two."""
    if len(text) < _SHORTEST_BROKEN or _STARTS_ANEW.match(following):
        return False
    return text.endswith(("，", "、")) or any(text.count(left) > text.count(right) for left, right in _PAIRS)


def _table(lines: Sequence[str], at: int) -> tuple[list[Row], int]:
    """The rows of the table that starts at a line, or none, and the line after what was looked at (never twice)."""
    line = lines[at]
    if line.startswith("\t") and "\t" not in line[1:]:
        return _cell_lines(lines, at)
    if "\t" in line.strip():
        return _tab_rows(lines, at)
    if "|" in line:
        return _bar_rows(lines, at)
    return [], at + 1


def _cell_lines(lines: Sequence[str], at: int) -> tuple[list[Row], int]:
    """One cell a line."""
    rows: list[Row] = []
    row: Row = []
    blank = 0
    while at < len(lines):
        line = lines[at]
        if line.startswith("\t"):
            if blank and row:
                rows.append(row)
                row = []
            if blank >= _NEW_TABLE:
                break
            row.append(line.strip())
            blank = 0
        elif not line.strip():
            blank += 1
        elif blank or not row:
            break
        else:
            row[-1] = f"{row[-1]}\n{line.strip()}".strip()
        at += 1
    if row:
        rows.append(row)
    return ([] if _is_prose(rows) else rows), at


def _is_prose(rows: Sequence[Row]) -> bool:
    """Paragraphs indented by a tab look like cells; a table has a second row with a second cell, or no sentences."""
    if sum(len(row) > 1 for row in rows) > 1:
        return False
    return len(rows) < 2 or all(len(row) < 2 for row in rows) or any(text.endswith(_ROWS_OF_PROSE) for text in rows[0])


def _tab_rows(lines: Sequence[str], at: int) -> tuple[list[Row], int]:
    """One row a line, cells parted by tabs."""
    rows: list[Row] = []
    if unit_line(lines[at])[1]:  # 表1 支出表 <tab> 单位：万元 stands above the table
        return [], at + 1
    while at < len(lines) and "\t" in lines[at]:
        rows.append([cell.strip() for cell in lines[at].split("\t")])
        at += 1
    return ([] if len(rows) < 2 and sum(map(bool, rows[0])) < 3 else rows), at


def _bar_rows(lines: Sequence[str], at: int) -> tuple[list[Row], int]:
    """One row a line, cells parted by bars; the rule below the header says that it is a table."""
    rows: list[Row] = []
    start = at
    ruled = False
    while at < len(lines) and "|" in lines[at]:
        if _RULE.match(lines[at]):
            ruled = True
        else:
            inner = lines[at].strip().removeprefix("|").removesuffix("|")
            rows.append([_BREAK.sub("\n", cell.replace("\\|", "|")).strip() for cell in _BAR.split(inner)])
        at += 1
    return (rows if ruled or (len(rows) > 1 and lines[start].lstrip().startswith("|")) else []), at
