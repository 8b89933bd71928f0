"""Numbered paragraphs, contents lists and announced counts of the narrative.

    一、基本情况 / （一）项目概况 / 1.项目背景 / （1）内容       markers of four levels, each with its number
    目录 … 一、基本情况……1                                    a contents list: titles with page numbers

Which characters mark a level is data (`schema/outline.yaml`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from ...extract.document import Document, Paragraph
from ...extract.quantity.numerals import numeral
from ...extract.text import fold
from ..lexicon import compiled, load
from ..report import TEXT, Value


@dataclass(frozen=True, slots=True)
class Marker:
    """The number at the head of a paragraph, its level from the outermost in, and the paragraph's place in the text."""

    level: int
    number: int
    text: str  # as printed: （二）
    paragraph: Paragraph
    index: int  # among the paragraphs

    @property
    def value(self) -> Value:
        start = self.paragraph.text.index(self.text[0])
        anchor = replace(self.paragraph.anchor, span=(start, start + len(self.text)))
        return Value(anchor, self.text, None, None, "", 0, TEXT)


def counted(text: str) -> int | None:
    """A small number in digits or Chinese numerals."""
    if text.isascii() and text.isdigit():
        return int(text)
    found = numeral(text)
    return int(found) if found is not None else None


def markers(document: Document) -> Iterator[Marker]:
    """The marker of every numbered paragraph, in reading order."""
    patterns = load("outline")["markers"]
    for index, paragraph in enumerate(document.paragraphs()):
        text = paragraph.text.strip()
        for level, pattern in enumerate(patterns):
            match = compiled(pattern).match(text)
            number = counted(match["number"]) if match is not None else None
            if match is not None and number is not None:
                yield Marker(level, number, match[0], paragraph, index)
                break


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents list."""

    title: str
    paragraph: Paragraph


def contents(document: Document) -> tuple[list[Entry], int]:
    """The lines of the contents list and the number of the first paragraph behind it; none without such a list."""
    words = load("outline")
    paragraphs = list(document.paragraphs())
    head = next((i for i, p in enumerate(paragraphs) if compiled(words["contents"]).match(p.text.strip())), None)
    if head is None:
        return [], 0
    found: list[Entry] = []
    for paragraph in paragraphs[head + 1 :]:
        match = compiled(words["contents_line"]).match(paragraph.text.strip())
        if match is None:
            break
        found.append(Entry(match["title"].strip(), paragraph))
    return found, head + 1 + len(found)


def title_key(text: str) -> str:
    """A title for comparison: folded, without its marker and closing marks."""
    folded = fold(text)
    for pattern in load("outline")["markers"]:
        match = compiled(pattern).match(folded)
        if match is not None:
            folded = folded[match.end() :]
            break
    return folded.rstrip("。.;；:")
