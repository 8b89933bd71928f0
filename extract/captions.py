"""Titles and unit lines: what stands directly above a table says what it is and what its numbers are counted in.

A form prints, from the top,

    附件2
    项目支出绩效自评表
    （2021年度）
    金额单位：万元
    ┌──────────┬─────

so the lines above a table are read upwards: a unit line is taken as the table's `unit_line`; a year, a form's number
(公开01表) and an empty form field (填报单位：…) are skipped; the first line that is a title is the `caption`. The look
ends at the first line that is none of these, because a running sentence about a table is no title of it
("资金使用情况如下表："), and a wrong title misleads every layer above. A unit at the right end of the title belongs to
the unit line:

    表1-2 项目资金使用情况表          单位：万元   → caption "表1-2 项目资金使用情况表", unit_line "单位：万元"

The paragraphs themselves stay where they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from .document import Block, Document, Paragraph, Table

_LINES_ABOVE = 4
_TITLE_LENGTH = 60

_MONEY = r"(?:人民币|人民幣)?\s*(?:[百千十]?万|亿|百|千)?\s*元(?:\s*[、，,/／]\s*[%％人个户吨套台件只张]+)*"
_UNIT = re.compile(
    rf"[（(【\[]?\s*(?:金额|计量|货币|数据|资金)?\s*单\s*位\s*(?:[:：]|为)\s*(?:{_MONEY}|[%％])\s*[）)】\]]?$"
)
_YEAR = re.compile(
    r"[（(【]?\s*(?:20\d\d|20[xX×*]{2}|二[〇○零0Ｏ][一二三四五六七八九〇○零]{2})"
    r"\s*(?:[-—–~～至]\s*20\d\d\s*)?年?\s*(?:度|\d+月)?\s*[）)】]?$"
)
_FIELD = re.compile(
    r"[（(]?(?:编制|填报|填表|主管|报送|预算|实施|评价|申报|项目|单位|部门|公开|制表|日期|联系|负责)[^。；：:]{0,14}[:：][^。；]{0,60}$"
)
_NUMBERED = re.compile(
    r"(?:续|附)?表\s*[\d一二三四五六七八九十]+(?:\s*[-－—–.．]\s*\d+)*(?!\d)|附[件表录]\s*[\d一二三四五六七八九十]*"
)
_FORM_NUMBER = re.compile(
    r"[（(]?(?:公开|财决|财政|批复|预算|决算|部门)[\u4e00-\u9fff]{0,4}\s*[-－]?\d{1,2}(?:[-－]\d{1,2})?\s*[表号][）)]?"
)
_ENDS_AS_TABLE = re.compile(
    r"(?:表|明细|一览|目录|清单|体系)\s*(?:[一二三四五六七八九十\d]{1,3})?\s*(?:[（(【][^（）()]{1,24}[）)】]\s*)*$"
)
_SENTENCE = re.compile(
    r"[。；;！？!?，,]|[:：]$|[、]$|所示|如下|详见|参见|[见如][上下附]?表|附后|[见如]附件|(?:以下|下列|上述|下|上|该|本|此)表$"
)


def attach(document: Document) -> Document:
    """The document with a caption and a unit line on every table that has them above it and not yet on itself."""
    blocks = document.blocks
    return replace(
        document,
        blocks=tuple(
            _titled(block, _lines_above(blocks, index)) if isinstance(block, Table) else block
            for index, block in enumerate(blocks)
        ),
    )


def unit_line(text: str) -> tuple[str, str]:
    """Split a line into what stands before its unit and the unit: ("表1 资金表", "单位：万元"); no unit: (text, "")."""
    found = _UNIT.search(text.rstrip())
    return (text[: found.start()].strip(), found.group().strip()) if found else (text.strip(), "")


def is_title(text: str) -> bool:
    """Whether a line is the title of a table: numbered as one or ending as one, and no sentence."""
    if not text or len(text) > _TITLE_LENGTH or _SENTENCE.search(text):
        return False
    return bool(_NUMBERED.match(text) or _ENDS_AS_TABLE.search(text))


def _lines_above(blocks: tuple[Block, ...], index: int) -> Iterator[str]:
    """Lines of the paragraphs above, nearest first, up to the block that is no paragraph."""
    for block in reversed(blocks[max(0, index - _LINES_ABOVE) : index]):
        if not isinstance(block, Paragraph):
            return
        yield from reversed(block.text.split("\n"))


def _titled(table: Table, lines: Iterator[str]) -> Table:
    caption, unit = table.caption, table.unit_line
    for line in lines:
        if caption:
            break
        rest, found = unit_line(line)
        unit = unit or found
        if not rest or _YEAR.fullmatch(rest) or _FIELD.fullmatch(rest) or _FORM_NUMBER.fullmatch(rest):
            continue
        if not is_title(rest):
            break
        caption = rest
    if (caption, unit) == (table.caption, table.unit_line):
        return table
    return replace(table, caption=caption, unit_line=unit)
