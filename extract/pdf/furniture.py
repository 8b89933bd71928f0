"""Running heads, running feet and page numbers: what the page layout prints and the author did not write here.

Dropped only on proof, because a dropped line is a line nobody checks:

- a page number: first or last line of its page, in the margin, nothing but a number (第3页 共19页, - 3 -, 3/19), and
  the difference between number and page is the same on another page too;
- a running line: the same words at the same height in the margin of three pages and of many. Titles of forms
  printed one to a page look alike, so a line stays when a table follows it on every page and it is set larger than
  that page's text.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from .pages import Line, Page

MARGIN: Final = 72.0  # pt from the edge; running heads of Word sit 42-60 pt down, page numbers 42-70 pt up
DEEP: Final = 3  # lines looked at from each end of a page
SAME_HEIGHT: Final = 4.0  # pt
MANY: Final = 3  # pages a running line must be on
MOST: Final = 0.4  # share of the pages it must be on; odd and even pages may differ
LARGER: Final = 1.1

_NUMBER: Final = re.compile(
    r"[\s\-—–－·•~～]*第?\s*(\d{1,4})\s*页?\s*(?:[/／,，、]?\s*共?\s*\d{1,4}\s*页?)?[\s\-—–－·•~～]*"
)

_PAGE_IN_LINE: Final = re.compile(
    r"^第?\d{1,4}页?(?=\D)|(?<=\D)第?\d{1,4}页?$"
)  # “评价报告  12” is one line with its page


def without_furniture(pages: Sequence[Page]) -> list[Page]:
    """The same pages without page numbers and running lines."""
    dropped = _numbers(pages)
    for page, running in zip(pages, _running(pages, dropped), strict=True):
        dropped[page.number] |= running
    return [
        replace(page, lines=tuple(line for line in page.lines if id(line) not in dropped[page.number]))
        if dropped[page.number]
        else page
        for page in pages
    ]


def _outermost(page: Page, skip: set[int]) -> list[Line]:
    """The few lines nearest the top and bottom edges, outside of which nothing is printed."""
    lines = [line for line in page.lines if id(line) not in skip]
    top = min((table.box[1] for table in page.tables), default=page.height)
    bottom = max((table.box[3] for table in page.tables), default=0.0)
    head = [line for line in lines[:DEEP] if line.box[3] <= min(MARGIN, top + 1)]
    foot = [line for line in lines[-DEEP:] if line.box[1] >= max(page.height - MARGIN, bottom - 1)]
    return head + [line for line in foot if line not in head]


def _numbers(pages: Sequence[Page]) -> dict[int, set[int]]:
    found: list[tuple[Page, Line, int]] = []
    for page in pages:
        for line in _outermost(page, set()):
            match = _NUMBER.fullmatch(line.text)
            if match and line in (page.lines[0], page.lines[-1]):
                found.append((page, line, int(match[1]) - page.number))
    offsets = Counter(offset for _, _, offset in found)
    dropped: dict[int, set[int]] = defaultdict(set)
    for page, line, offset in found:
        # A document of one page numbered 1 has no second page to prove it.
        if offsets[offset] > 1 or (len(pages) == 1 and offset == 0 and line.box[1] > page.height - MARGIN):
            dropped[page.number].add(id(line))
    return dropped


def _running(pages: Sequence[Page], numbers: dict[int, set[int]]) -> list[set[int]]:
    places: dict[tuple[str, bool], list[tuple[int, Line]]] = defaultdict(list)
    for index, page in enumerate(pages):
        for line in _outermost(page, numbers[page.number]):
            words = _PAGE_IN_LINE.sub("", "".join(line.text.split()))
            places[(words, line.box[3] <= MARGIN)].append((index, line))
    dropped: list[set[int]] = [set() for _ in pages]
    for (_, is_head), lines in places.items():
        same = _at_one_height(pages, lines, is_head)
        if len({index for index, _ in same}) < max(MANY, MOST * len(pages)):
            continue
        if is_head and all(_is_title(pages[index], line) for index, line in same):
            continue
        for index, line in same:
            dropped[index].add(id(line))
    return dropped


def _at_one_height(pages: Sequence[Page], lines: list[tuple[int, Line]], is_head: bool) -> list[tuple[int, Line]]:
    def height(index: int, line: Line) -> float:  # feet keep their distance from the lower edge of any format
        return line.baseline if is_head else pages[index].height - line.baseline

    middle = sorted(height(index, line) for index, line in lines)[len(lines) // 2]
    return [(index, line) for index, line in lines if abs(height(index, line) - middle) <= SAME_HEIGHT]


def _is_title(page: Page, line: Line) -> bool:
    """Set larger than the page's text, with a table as the next thing below."""
    below = [other.box[1] for other in page.lines if other.box[1] > line.box[3]]
    tables = [table.box[1] for table in page.tables if table.box[1] > line.box[3]]
    return bool(tables) and min(tables) < min(below, default=page.height) and line.size > LARGER * page.size
