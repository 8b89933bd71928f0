"""Pages whose first reading may be wrong, and what a second engine says of their figures.

Reasons for doubt: characters the font gives no meaning, text printed across a cell's border, characters printed over
each other. Such a page is read again by the other engine, and every figure is compared:

    first reading  第3页 表格第4行第5列  1,352.00      second reading  1,325.00

becomes GJ012 “两种读法分别为……”, a question for a person. Neither reading is preferred and nothing is changed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from ..document import Anchor, Block, Document, Note, Table
from .pages import Page, PageCell

MOST_SHOWN: Final = 5  # figures named in the note of one page
_FIGURE: Final = re.compile(r"\d[\d,，]*(?:\.\d+)?")

SecondReader = Callable[[Sequence[int]], Mapping[int, Page]]


def second_opinion(pages: Sequence[Page], document: Document, read_again: SecondReader) -> tuple[Note, ...]:
    """Notes on the doubtful ones of these pages."""
    doubtful = [page for page in pages if page.doubts]
    if not doubtful:
        return ()
    notes: list[Note] = []
    again = read_again([page.number for page in doubtful])
    for page in doubtful:
        if page.number in again:
            notes += _differences(page, again[page.number], document)
        else:
            reason = "、".join(page.doubts)
            notes.append(
                Note("GJ012", f"第 {page.number} 页{reason}，第二种读法未能读取该页；请对照原件核实该页数字。")
            )
    return tuple(notes)


def _differences(first: Page, second: Page, document: Document) -> list[Note]:
    if _grid(first) == _grid(second):
        pairs = zip(_cells(first), _cells(second), strict=True)
        found = [
            Note("GJ012", _message(f"第 {first.number} 页", a.text, b.text), _anchor(a, first.number, document))
            for a, b in pairs
            if figures(a.text) != figures(b.text)
        ]
        outside = (" ".join(line.text for line in page.lines) for page in (first, second))
        return found + _page_note(first.number, *outside)
    return _page_note(first.number, first.text, second.text)


def _grid(page: Page) -> list[list[tuple[int, int, int, int]]]:
    return [[(c.row, c.column, c.row_span, c.column_span) for c in table.cells] for table in page.tables]


def _cells(page: Page) -> list[PageCell]:
    return [cell for table in page.tables for cell in table.cells]


def figures(text: str) -> Counter[str]:
    """The figures of a text, whatever order they are read in; lines of one cell may break a figure."""
    return Counter(figure.replace("，", ",").rstrip(",") for figure in _FIGURE.findall(text.replace("\n", "")))


def _page_note(number: int, first: str, second: str) -> list[Note]:
    ours, theirs = figures(first), figures(second)
    only, other = ours - theirs, theirs - ours
    if not only and not other:
        return []
    message = (
        f"第 {number} 页两种读法的数字不一致：一种读出 {_listed(only)}，另一种读出 {_listed(other)}；请对照原件核实。"
    )
    return [Note("GJ012", message)]


def _listed(counted: Counter[str]) -> str:
    shown = "、".join(list(counted)[:MOST_SHOWN])
    return f"{shown} 等 {len(counted)} 个数" if len(counted) > MOST_SHOWN else shown or "（无）"


def _message(place: str, first: str, second: str) -> str:
    texts = ("".join(text.split()) or "（空）" for text in (first, second))
    return "{}单元格的数字两种读法分别为“{}”和“{}”；请对照原件核实。".format(place, *texts)


def _anchor(cell: PageCell, page: int, document: Document) -> Anchor | None:
    """Where the cell came to stand in the document; a cell glued to one above has no place of its own."""
    for block in document.blocks:
        for other in _anchors(block):
            if other.page == page and other.bbox == cell.box:
                return other
    return None


def _anchors(block: Block) -> Iterable[Anchor]:
    return (cell.anchor for cell in block.cells) if isinstance(block, Table) else ()
