"""Numbers of a sentence with the words that say what they are: one slot for each number.

    项目年初预算数为120万元，（其中：设备费80万元），执行率90%（B/A）
    slot 120万元   phrase 项目年初预算数为   opener ""      behind ""
    slot 80万元    phrase 设备费             opener ：
    slot 90%       phrase 执行率             opener ，      behind （B/A）

A phrase runs from the last mark or number to the slot; brackets without a number (教育支出（类）) are part of it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

import regex

from ..report import Value
from .sentences import ANY_NUMBER, KINDS, Sentence

MARKS = "，,；;：:、（()）=＝÷×*+＋"
CLAUSE = "，,；;：:（(=＝÷×*+＋"  # marks that end a list of names; 、 and brackets that close do not
_NUMBERS = ANY_NUMBER[1:-1]
_KIND = {character: kind for kind, character in KINDS.items()}


@cache
def _mark() -> regex.Pattern[str]:
    """Brackets without numbers, which end nothing; then every mark and number. A colon before a number is a link."""
    return regex.compile(rf"[（(][^（()）{_NUMBERS}]{{0,24}}+[)）]|[：:](?={ANY_NUMBER})|[{MARKS}]|{ANY_NUMBER}")


@dataclass(frozen=True)
class Slot:
    """A number of a sentence. `start` is where its phrase begins and `at` where it stands itself, in the skeleton."""

    index: int
    at: int
    start: int
    kind: str
    value: Value
    phrase: str
    opener: str  # the mark or number before the phrase
    behind: str  # words after it, up to the next mark or number

    @property
    def bound(self) -> bool:
        """A limit or a range (不低于95%, 80—90分) states nothing that was reached."""
        quantity = self.value.quantity
        return quantity is None or quantity.comparator not in ("", "=") or quantity.upper is not None

    @property
    def equated(self) -> bool:
        return self.opener in ("=", "＝") or self.value.text[:1] in ("=", "＝")

    @property
    def stated(self) -> Value:
        """The value as a fact: the sign of a formula (=90%) is no comparison."""
        quantity = self.value.quantity
        if quantity is None or quantity.comparator != "=":
            return self.value
        return replace(self.value, quantity=replace(quantity, comparator=""))


@dataclass(frozen=True)
class Piece:
    """Words of a sentence between two marks; `mark` is the one that ends them."""

    start: int
    words: str
    mark: str


def read_slots(sentence: Sentence) -> tuple[list[Slot], list[Piece]]:
    """The slots of a sentence and its pieces without a number, in order."""
    text = sentence.skeleton
    slots: list[Slot] = []
    pieces: list[Piece] = []
    start, opener = 0, ""
    for match in _mark().finditer(text):
        mark = match[0]
        if len(mark) > 1 or (mark in "：:" and text[match.end() : match.end() + 1] in _KIND):
            continue
        words = text[start : match.start()]
        if opener in _KIND and slots:
            slots[-1] = replace(slots[-1], behind=words)
        if mark in _KIND:
            value = sentence.numbers[match.start()]
            if _KIND[mark] == "ratio" and opener in _KIND and words.startswith("的") and slots:
                words = slots[-1].phrase + words  # 占预算数300万元的85%: of what is said around the amount
            slots.append(Slot(len(slots), match.start(), start, _KIND[mark], value, words, opener, ""))
        else:
            pieces.append(Piece(start, words, mark))
        start, opener = match.end(), mark
    if opener in _KIND and slots:
        slots[-1] = replace(slots[-1], behind=text[start:].rstrip("。！？\n"))
    return slots, pieces


def clause_before(text: str, at: int) -> str:
    """The words from the last clause mark to `at`; names parted by 、 belong to one clause."""
    start = max((text.rfind(mark, 0, at) for mark in CLAUSE), default=-1) + 1
    return text[start:at]
