"""A web page saved as a report: what an office system exports as .doc or .xls is often HTML with one <table>.

    <tr><td rowspan=2>产出</td><td>10</td></tr> <tr><td>20</td></tr>
        → Cell("产出", row 0, column 0, two rows), Cell("10", 0, 1), Cell("20", 1, 1)

A cell takes the first grid column that no rowspan from above covers. Scripts and styles are not text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from lxml import etree

from ...settings import Limits
from ..document import Anchor, Block, Document, Paragraph, Source
from ..dump.plaintext import decode
from ..spans import RawCell, table_of

_SILENT: Final = frozenset({"script", "style", "head", "title", "template", "noscript"})
_BLOCK: Final = frozenset(
    {
        "p",
        "div",
        "li",
        "ul",
        "ol",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "br",
        "hr",
        "tr",
        "td",
        "th",
        "section",
        "article",
    }
)
_SPACES: Final = re.compile(r"[ \t\r\n\f\xa0]+")
_CHARSET: Final = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_WIDEST: Final = 1000  # what browsers allow a span to be


def read(data: bytes, source: Source, limits: Limits) -> Document:
    """Paragraphs and tables of the page in reading order."""
    return Document(source, tuple(html_blocks(data, 0, limits)))


def html_blocks(data: bytes, first: int, limits: Limits) -> list[Block]:
    """Blocks of a page, numbered from `first`."""
    parser = etree.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, huge_tree=False, encoding="utf-8")
    root = etree.fromstring(_text(data).encode("utf-8"), parser)
    blocks: list[Block] = []
    if root is None:
        return blocks

    for piece in _pieces(root):
        at = Anchor(first + len(blocks))
        if isinstance(piece, str):
            blocks.append(Paragraph(piece, at))
            continue
        pending = [piece]
        while pending:
            outer = pending.pop(0)
            table, _ = table_of(_rows(outer, pending), Anchor(first + len(blocks)), limits)
            if table is not None:
                blocks.append(table)
    return blocks


def _text(data: bytes) -> str:
    declared = _CHARSET.search(data[:2048])
    if declared and not data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        name = declared[1].decode().lower()
        try:
            return data.decode("gb18030" if name.startswith("gb") else name)
        except (LookupError, UnicodeDecodeError):
            pass  # what a page declares is often not what it is
    return decode(data) or data.decode("utf-8", "replace")


def _pieces(root: Any) -> Iterator[Any]:
    """Lines of text and table elements, in order."""
    line: list[str] = []
    for step, element in _steps(root):
        if step == "text":
            line.append(element)
            continue
        if text := _SPACES.sub(" ", "".join(line)).strip():
            yield text
        line = []
        if step == "table":
            yield element
    if text := _SPACES.sub(" ", "".join(line)).strip():
        yield text


def _steps(element: Any) -> Iterator[tuple[str, Any]]:
    """("text", str), ("break", None) and ("table", element) in reading order."""
    if element.text:
        yield "text", element.text
    for child in element:
        tag = child.tag if isinstance(child.tag, str) else ""
        if tag == "table":
            yield "table", child
        elif tag not in _SILENT:
            if tag in _BLOCK:
                yield "break", None
            yield from _steps(child)
            if tag in _BLOCK:
                yield "break", None
        if child.tail:
            yield "text", child.tail


def _rows(table: Any, nested: list[Any]) -> Iterator[list[RawCell]]:
    taken: dict[int, int] = {}  # grid column → rows that a span from above still covers
    for row in _own(table, "tr"):
        cells: list[RawCell] = []
        column = 0
        below = {at: left - 1 for at, left in taken.items() if left > 1}
        for cell in (child for child in row if child.tag in ("td", "th")):
            while column in taken:
                column += 1
            width, height = _span(cell, "colspan"), _span(cell, "rowspan")
            nested.extend(piece for piece in _pieces(cell) if not isinstance(piece, str))
            text = "\n".join(piece for piece in _pieces(cell) if isinstance(piece, str))
            cells.append(RawCell(text, column, width, "", height))
            if height > 1:
                below.update(dict.fromkeys(range(column, column + width), height - 1))
            column += width
        taken = below
        yield cells


def _own(table: Any, tag: str) -> Iterator[Any]:
    """Rows of this table, through thead and tbody, not of tables inside it."""
    for child in table:
        if child.tag == tag:
            yield child
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from _own(child, tag)


def _span(cell: Any, name: str) -> int:
    text = cell.get(name, "1").strip()
    return min(max(1, int(text)), _WIDEST) if text.isdecimal() else 1
