"""Sentences of the narrative with their numbers taken out, for everything that reads claims or statements from text.

Numbers are read first (extract/quantity); a sentence then becomes a skeleton in which each number is one private
character that says its kind, so that templates speak of kinds, not of digits:

    项目产出指标共39分，得分37分，得分率为94.87%。  ->  项目产出指标共⑤，得分⑤，得分率为②。
    "共{score:weight}，得分{score:score}"   finds weight 39 分 and score 37 分

What is bound is bound by the words around it, never by nearness or equal size.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, cached_property, lru_cache

import regex

from ...extract.document import Document, Paragraph
from ...extract.quantity import Quantity, dimension, scan
from ...extract.text import tidy
from ..report import TEXT, Value

# One private character for each kind of number.
KINDS = {
    "money": "\ue001",
    "ratio": "\ue002",
    "point": "\ue003",
    "count": "\ue004",
    "score": "\ue005",
    "number": "\ue006",
    "price": "\ue007",  # 元/人/月
}
COUNTED = ("length", "area", "volume", "mass")  # what is counted in 公里, 亩, 吨 as other things are in 个
_PRINTED = str.maketrans(dict.fromkeys(KINDS.values(), "\ue000"))  # GBK fonts have characters of their own there
ANY_NUMBER = "[" + "".join(KINDS.values()) + "]"
_SLOT = regex.compile(r"\{([a-z|]+):([a-z_0-9]+)\}")
_SENTENCE_END = regex.compile(r"[。！？\n]")
LONGEST = 1000  # characters of a sentence; the longest that people write have about 400
_CUTS = ("；;", "，,、", " 　")
TIMEOUT = 1.0  # seconds for one template on one sentence


@dataclass(frozen=True, eq=False)  # compared as objects, so that what is found in one can be kept cheaply
class Sentence:
    """One sentence as printed but for layout blanks; `offsets` say where its characters stand in the paragraph."""

    text: str
    paragraph: Paragraph
    offsets: tuple[int, ...]
    quantities: tuple[Quantity, ...]  # spans are characters of `text`

    @cached_property
    def skeleton(self) -> str:
        """The text with one private character for each number."""
        parts: list[str] = []
        position = 0
        for quantity in self.quantities:
            first, last = quantity.span
            parts += [self.text[position:first].translate(_PRINTED), KINDS[kind_of(quantity)]]
            position = last
        return "".join([*parts, self.text[position:].translate(_PRINTED)])

    @cached_property
    def numbers(self) -> dict[int, Value]:
        """The anchored numbers by their position in the skeleton."""
        found: dict[int, Value] = {}
        shift = 0
        for quantity in self.quantities:
            first, last = quantity.span
            anchor = replace(self.paragraph.anchor, span=self._printed(first, last))
            value = Value(anchor, quantity.text, quantity, None, quantity.unit, quantity.places, TEXT)
            found[first - shift] = value
            shift += last - first - 1
        return found

    def position(self, at: int) -> int:
        """Where a character of the skeleton stands in `text`."""
        return at + sum(len(value.text) - 1 for start, value in self.numbers.items() if start < at)

    def words(self, start: int, end: int) -> Value:
        """Characters of `text` as an anchored value without a number."""
        anchor = replace(self.paragraph.anchor, span=self._printed(start, end))
        return Value(anchor, self.text[start:end], None, None, "", 0, TEXT)

    def _printed(self, start: int, end: int) -> tuple[int, int]:
        return self.offsets[start], self.offsets[end - 1] + 1


def sentences(document: Document) -> Iterator[Sentence]:
    """Every sentence of the document's paragraphs, in reading order."""
    for paragraph in document.paragraphs():
        yield from sentences_of(paragraph)


def texts(document: Document, least: int) -> Iterator[Paragraph]:
    """The paragraphs of a document, and the cells of its tables that have `least` characters, as paragraphs."""
    yield from document.paragraphs()
    for table in document.tables():
        yield from (Paragraph(cell.text, cell.anchor) for cell in table.cells if len(cell.text) >= least)


@lru_cache(maxsize=2048)
def sentences_of(paragraph: Paragraph) -> tuple[Sentence, ...]:
    """The sentences of one paragraph; kept, since many rules ask for them."""
    clean = tidy(paragraph.text)
    quantities = sorted(scan(clean.text), key=lambda quantity: quantity.span)
    found: list[Sentence] = []
    start = first = 0
    for end in _ends(clean.text, quantities):
        text = clean.text[start:end]
        last = first
        while last < len(quantities) and quantities[last].span[1] <= end:
            last += 1
        if text.strip():
            own = tuple(replace(q, span=(q.span[0] - start, q.span[1] - start)) for q in quantities[first:last])
            found.append(Sentence(text, paragraph, clean.offsets[start:end], own))
        start, first = end, last
    return tuple(found)


def _ends(text: str, quantities: list[Quantity]) -> Iterator[int]:
    """Where sentences end. One without an end in sight is cut at a mark, never in a number."""
    inside = {at for quantity in quantities for at in range(quantity.span[0] + 1, quantity.span[1])}
    start = 0
    for end in [*(match.end() for match in _SENTENCE_END.finditer(text) if match.end() not in inside), len(text)]:
        while end - start > LONGEST:
            start = _cut(text, start, inside)
            yield start
        yield end
        start = end


def _cut(text: str, start: int, inside: set[int]) -> int:
    """The last place of a stretch where it may be cut: behind ；, else behind a comma, else between two characters."""
    for marks in _CUTS:
        for at in range(start + LONGEST, start + LONGEST // 2, -1):
            if text[at - 1] in marks and at not in inside:
                return at
    return next((at for at in range(start + LONGEST, len(text)) if at not in inside), len(text))


def kind_of(quantity: Quantity) -> str:
    """The kind of a number by its unit: a key of KINDS."""
    if "/" in quantity.unit and "元" in quantity.unit:
        return "price"
    found = dimension(quantity.unit)
    if found.startswith("count") or found in COUNTED:
        return "count"
    return found if found in KINDS and quantity.unit else "number"


@cache
def skeleton_pattern(pattern: str) -> regex.Pattern[str]:
    """A pattern over skeletons; {kind:name} or {kind|kind:name} is a number of that kind, kept as group `name`."""
    return regex.compile(
        _SLOT.sub(lambda slot: f"(?P<{slot[2]}>[{''.join(KINDS[kind] for kind in slot[1].split('|'))}])", pattern)
    )


def slots(pattern: str) -> tuple[str, ...]:
    """The names of a template's slots, in order."""
    return tuple(match[2] for match in _SLOT.finditer(pattern))


def find(pattern: str, sentence: Sentence) -> Iterator[dict[str, Value]]:
    """The numbers of every match of a template in a sentence, by slot."""
    names = slots(pattern)
    for match in skeleton_pattern(pattern).finditer(sentence.skeleton, timeout=TIMEOUT):
        yield {name: sentence.numbers[match.start(name)] for name in names if match[name]}
