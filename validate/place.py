"""Places in words a reader can follow: 表1-2 项目资金使用情况表 第3行“支出金额”; （三）项目产出情况 第1段.

A Word file has no pages; heading, table, row and column name the place there. Both formats of one report give the same
words, only the page differs.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cached_property

from ..extract.document import Anchor, Paragraph, Table
from ..extract.text import one_line
from ..normalize.report import Report

_HEADING = re.compile(
    r"^\s*(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[)）]|第[一二三四五六七八九十]+[章节部])"
)
_LONGEST_HEADING = 40
_LONGEST_QUOTE = 120


class Places:
    """Names the places of one report."""

    def __init__(self, report: Report) -> None:
        self._blocks = report.document.blocks
        self._report = report

    @cached_property
    def _headings(self) -> list[tuple[str, int]]:
        """For each block the heading it stands under and its paragraph number under it."""
        result: list[tuple[str, int]] = []
        heading, count, file = "", 0, ""
        for block in self._blocks:
            if self.file(block.anchor) != file:
                heading, count, file = "", 0, self.file(block.anchor)
            if isinstance(block, Paragraph):
                text = block.text.strip()
                if len(text) <= _LONGEST_HEADING and _HEADING.match(text) and not text.endswith(("。", "；")):
                    heading, count = text, 0
                else:
                    count += 1
            result.append((heading, count))
        return result

    @cached_property
    def _table_numbers(self) -> dict[int, int]:
        counts: Counter[str] = Counter()
        numbers = {}
        for index, block in enumerate(self._blocks):
            if isinstance(block, Table):
                counts[self.file(block.anchor)] += 1
                numbers[index] = counts[self.file(block.anchor)]
        return numbers

    @cached_property
    def _columns(self) -> dict[tuple[int, int, int], str]:
        """(block, first row, column) -> header, for every section read."""
        return {
            (section.anchor.block, section.anchor.row or 0, column.index): column.header.split("›")[-1]
            for form in self._report.forms
            for section in form.sections
            for column in section.columns
            if column.header
        }

    def file(self, anchor: Anchor) -> str:
        """Of a case the file a place stands in, else ""."""
        return anchor.part if self._report.document.files else ""

    def location(self, anchor: Anchor) -> str:
        """The place in words, without its page; in a case with its file: 自评表.xlsx：表1 第3行“得分”."""
        file = self.file(anchor)
        return f"{file}：{self._inside(anchor)}" if file else self._inside(anchor)

    def _inside(self, anchor: Anchor) -> str:
        block = self._blocks[anchor.block]
        if isinstance(block, Table):
            return self._in_table(block, anchor)
        heading, number = self._headings[anchor.block]
        return f"{heading} 第{number}段".strip() if number else heading

    def _in_table(self, table: Table, anchor: Anchor) -> str:
        title = table.caption.strip() or f"第{self._table_numbers[anchor.block]}个表"
        if anchor.row is None:
            return title
        header = self.header(anchor)
        return f"{title} 第{anchor.row + 1}行" + (f"“{header}”" if header else f"第{(anchor.column or 0) + 1}列")

    def header(self, anchor: Anchor) -> str:
        """The header over a table cell, "" where none was read."""
        if anchor.row is None or anchor.column is None:
            return ""
        above = [
            (row, header)
            for (block, row, column), header in self._columns.items()
            if block == anchor.block and column == anchor.column and row <= anchor.row
        ]
        return max(above, default=(0, ""))[1]

    def page(self, anchor: Anchor) -> str:
        return "" if anchor.page is None else str(anchor.page)

    def quote(self, anchor: Anchor) -> str:
        """What is printed there: the sentence around it, or the row of its table."""
        block = self._blocks[anchor.block]
        if isinstance(block, Table):
            if anchor.row is None:
                return table_title(block)
            row = block.grid()[anchor.row]
            cells = list({id(cell): cell.text for cell in row if cell is not None}.values())
            return _clip("｜".join(one_line(text) for text in cells if text.strip()))
        text = block.text
        start, end = anchor.span or (0, len(text))
        first = max((text.rfind(mark, 0, start) for mark in "。！？\n"), default=-1) + 1
        after = [at for mark in "。！？\n" if (at := text.find(mark, end)) >= 0]
        return _clip(text[first : min(after, default=len(text)) + 1].strip())


def table_title(table: Table) -> str:
    return table.caption.strip()


def _clip(text: str) -> str:
    return text if len(text) <= _LONGEST_QUOTE else text[: _LONGEST_QUOTE - 1] + "…"
