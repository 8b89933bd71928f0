"""Lines to paragraphs: the line breaks a page layout made go, those an author made stay.

A line goes on when it is *full*: when the first word of the next line would not have fitted behind it. Nothing else
about a line says so as surely, for justified and ragged text alike. Then the next line must not begin a paragraph of
its own: by an indent, by more space above it than lines have, by another size, or by a number (一、 （一） 1. ①) after
the end of a sentence. A page break in between changes nothing but that there is no space to measure.

    “……年初预算数92万元，年中无”     full
    “预算调整，年度项目总支出数92.”   full; the figure is broken over two lines and goes on without a blank
    “00万元。”                       short: the paragraph ends
    “（二）项目绩效目标”             a heading
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from ..document import Anchor, BBox, Paragraph
from .join import JoinedTable
from .pages import Line, PlacedLine

SLACK: Final = 0.5  # em a full line may end before the margin, beyond the word that did not fit
INDENT: Final = 0.9  # em; less is no indent
PITCH: Final = 1.18  # times the usual line pitch; more is space between paragraphs
SIZE: Final = 1.22  # times; more is another kind of text
LONGEST_WORD: Final = 12.0  # em; a web address longer than that is broken anyway
NARROW: Final = 0.5  # of the page width; no text area is narrower
SUPPORT: Final = 3  # lines that must end at a place before it counts as the right margin

_START: Final = re.compile(
    r"[一二三四五六七八九十百]{1,4}[、.．]|[（(][一二三四五六七八九十百\d]{1,4}[)）]|\d{1,3}(?:[.．]\d{1,2})*[.．、](?!\d)"
    r"|\d{1,3}[)）]|[①-⑳⑴-⒛❶-❿]|第[一二三四五六七八九十百\d]{1,4}[章节条部分]|[附图表][件表]?\s*[\d一二三四五六七八九十]"
    r"|附[件表录]?[:：]|(?:金额)?单位[:：]|[●•◆■□▪➢✓★※]"
)
_SENTENCE_END: Final = re.compile(r"[。；;！!？?：:.．][”’」』）)》]*$")
# What a line break cannot part (UAX 14 as word processors apply it): brackets and quotes stick to what they hold,
# closing marks to what stands before and to a figure that follows, figures and Latin words to themselves.
_OPEN: Final = r"（(《〈「『【〔［\[{＝=＜<＞>≥≤≈×÷+±￥$"
_CLOSE: Final = r"，,。；;：:、）)》〉」』】〕］\]}！!？?％%‰℃."
_RUN: Final = r"[A-Za-z0-9.,%/\-+~～]+"
_WORD: Final = re.compile(
    rf"[{_OPEN}“‘]*(?:{_RUN}|.)(?:[{_CLOSE}]+(?:{_RUN})?|[“”‘’]+[{_OPEN}]*(?:{_RUN}|[^{_CLOSE}])?)*"
)
_LATIN: Final = re.compile(r"[\u0021-\u024f]")


@dataclass(frozen=True, slots=True)
class Measure:
    """The text area of one page format, and how its paragraphs look."""

    left: float
    right: float
    pitch: dict[int, float]  # size in half points → baseline distance of lines in one paragraph
    indents: bool  # paragraphs begin with an indent


def flow(items: Iterable[PlacedLine | JoinedTable]) -> list[Paragraph | JoinedTable]:
    """Paragraphs and tables in order; anchors have page and box, blocks are numbered later."""
    items = list(items)
    measures = _measures(items)
    out: list[Paragraph | JoinedTable] = []
    lines: list[PlacedLine] = []
    for item in items:
        if isinstance(item, PlacedLine) and lines and _continues(lines, item, measures):
            lines.append(item)
            continue
        if lines:
            out.append(_paragraph(lines))
            lines = []
        if isinstance(item, PlacedLine):
            lines = [item]
        else:
            out.append(item)
    if lines:
        out.append(_paragraph(lines))
    return out


def _format(placed: PlacedLine) -> tuple[int, int]:
    return (round(placed.page.width), round(placed.page.height))


def _continues(lines: Sequence[PlacedLine], following: PlacedLine, measures: dict[tuple[int, int], Measure]) -> bool:
    """Whether a line belongs to the paragraph these lines make."""
    last, line, measure = lines[-1].line, following.line, measures[_format(lines[-1])]
    same_page = lines[-1].page.number == following.page.number
    if max(last.size, line.size) > SIZE * min(last.size, line.size) or not _is_full(last, line, measure):
        return False
    if same_page:
        pitch = measure.pitch.get(round(2 * last.size), 2.2 * last.size)
        if not 0 < line.baseline - last.baseline <= PITCH * pitch:
            return False
    left = measures[_format(following)].left
    if _is_indented(lines, following, measure.left - left):
        return False
    ended = bool(_SENTENCE_END.search(last.text))
    if ended and _START.match(line.text):
        return False
    # Over a page break there is no space to see. Where paragraphs are not indented either, a full stop decides.
    return same_page or measure.indents or not last.text.endswith(("。", "；"))


def _is_full(line: Line, following: Line, measure: Measure) -> bool:
    """Whether the first word of the following line would not have fitted behind this one."""
    word = _WORD.match(following.text)
    width = min(_width(word[0]), LONGEST_WORD) if word else 0.0
    return line.box[2] + width * line.size > measure.right - SLACK * line.size


def _width(text: str) -> float:
    """Width in em: Chinese 1, Latin a little over a half, and the quarter set between the two."""
    latin = [bool(_LATIN.match(character)) for character in text]
    seams = sum(a != b for a, b in pairwise([False, *latin]))
    return sum(0.58 if narrow else 1.0 for narrow in latin) + 0.25 * seams


def _is_indented(lines: Sequence[PlacedLine], following: PlacedLine, shift: float) -> bool:
    """Whether a line begins a paragraph by where it starts; `shift` brings its page's margin to the last line's."""
    em = following.line.size
    x = following.line.box[0] + shift
    first = lines[0].line.box[0]
    if len(lines) > 1:  # the second line shows where this paragraph's lines go on
        return abs(x - lines[1].line.box[0]) > INDENT * em
    if x <= first + INDENT * em:
        return False
    hanging = _START.match(lines[0].line.text) and not _SENTENCE_END.search(lines[0].line.text)
    return not hanging


def _paragraph(lines: Sequence[PlacedLine]) -> Paragraph:
    text = lines[0].line.text
    for placed in lines[1:]:
        text = _joined(text, placed.line.text)
    page = lines[0].page.number
    boxes = [placed.line.box for placed in lines if placed.page.number == page]
    return Paragraph(text.strip(), Anchor(-1, page=page, bbox=_around(boxes)))


def _joined(text: str, more: str) -> str:
    """Two lines as one. A blank only between Latin words: 92.\\n00 is one figure, 预算\\n数 one word."""
    words = text[-1:].isascii() and more[:1].isascii() and text[-1:].isalpha() and more[:1].isalpha()
    return f"{text} {more}" if words else text + more


def _around(boxes: Sequence[BBox]) -> BBox:
    return (
        min(box[0] for box in boxes),
        min(box[1] for box in boxes),
        max(box[2] for box in boxes),
        max(box[3] for box in boxes),
    )


def _measures(items: Sequence[PlacedLine | JoinedTable]) -> dict[tuple[int, int], Measure]:
    """Text areas by page format."""
    formats: dict[tuple[int, int], list[PlacedLine]] = defaultdict(list)
    for item in items:
        if isinstance(item, PlacedLine):
            formats[_format(item)].append(item)
    return {key: _measure(lines) for key, lines in formats.items()}


def _measure(lines: Sequence[PlacedLine]) -> Measure:
    left = _edge([placed.line.box[0] for placed in lines], lowest=True)
    right = _edge([placed.line.box[2] for placed in lines], lowest=False)
    if right is None or left is None or right - left < NARROW * lines[0].page.width:
        # Too few lines, or all of them short: a page is symmetrical until it shows otherwise.
        left = min(placed.line.box[0] for placed in lines)
        right = max(lines[0].page.width - left, *(placed.line.box[2] for placed in lines), 0.0)
    indented = plain = 0
    pitches: dict[int, list[float]] = defaultdict(list)
    for above, below in pairwise(lines):
        if above.page.number != below.page.number:
            continue
        em = above.line.size
        if above.line.box[2] > right - em:
            pitches[round(2 * em)].append(below.line.baseline - above.line.baseline)
        elif above.line.box[2] < right - 3 * em:
            offset = (below.line.box[0] - left) / em
            indented += 1.5 <= offset <= 4.5
            plain += offset < INDENT
    return Measure(left, right, _usual(pitches), indented > plain)


def _usual(distances: dict[int, list[float]]) -> dict[int, float]:
    """The commonest distance for each size; of two equally common the smaller, which is within a paragraph."""
    usual = {}
    for size, values in distances.items():
        counts = Counter(round(2 * value) / 2 for value in values if value > 0)
        if counts:
            usual[size] = min(counts, key=lambda value, c=counts: (-c[value], value))  # type: ignore[misc]
    return usual


def _edge(places: Sequence[float], *, lowest: bool) -> float | None:
    """The outermost place where several lines end within one em of each other."""
    ordered = sorted(places, reverse=not lowest)
    need = max(SUPPORT, len(ordered) // 12)
    for index in range(len(ordered) - need + 1):
        if abs(ordered[index + need - 1] - ordered[index]) <= 10:
            return ordered[index]
    return None
