"""Statements that a document makes twice, word for word, with one number that is not the same.

    摘要：对59名未成年人开展帮教，覆盖率100%，不起诉率83.18%。
    自评表：对59名未成年人开展帮教，覆盖率100%，不起诉率83.14%。      83.18 against 83.14

Authors copy a sentence into the summary, the table and the conclusion and correct it in one of them. Two places are the
same statement if the words around and between their numbers are the same, and other numbers of it too; a number that
anything could have (100%, 10分) says nothing, and words that occur with three values and more are a pattern that many
statements share (各乡镇、各季度).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from ...extract.document import Document, Paragraph
from ...extract.text import fold
from ..lexicon import compiled
from ..report import Value
from .sentences import sentences_of, texts

LEAST_CELL = 20  # characters of a table cell that is a text
LEAST_GAP = 4  # characters between two numbers that make two places comparable
LEAST_WORDS = 16  # characters in common
MOST_PLACES = 8  # of one wording; more are a pattern
_BETWEEN = "。,;:、!?()“”"  # folded
_YEAR = "20[0-9]{2}(?=年)|上年|去年|上一年"
VALUES = 3  # different values of one wording that make it a pattern


@dataclass(frozen=True)
class Echo:
    """One statement printed twice; its numbers but one are the same."""

    first: Value
    second: Value
    words: str  # before the number, as in the first place


@dataclass(frozen=True, eq=False)
class _Passage:
    """The numbers of one text and the folded words before, between and behind them: one more than the numbers."""

    values: tuple[Value, ...]
    gaps: tuple[str, ...]


def echoes(document: Document) -> Iterator[Echo]:
    """Every statement that stands in two places with one number changed."""
    places: dict[tuple[str, str, str], list[tuple[_Passage, int]]] = {}
    for text in texts(document, LEAST_CELL):
        passage = _passage(text)
        for at in range(1, len(passage.values)):
            gap, before, behind = passage.gaps[at], passage.values[at - 1], passage.values[at]
            if len(gap) >= LEAST_GAP:
                places.setdefault((gap, before.unit, behind.unit), []).append((passage, at))
    told = set()
    for found in places.values():
        for (one, i), (other, j) in combinations(found, 2) if len(found) <= MOST_PLACES else ():
            echo = _compare(one, other, i, j)
            if echo is None or (echo.first.key, echo.second.key) in told or _pattern(found, echo):
                continue
            told.add((echo.first.key, echo.second.key))
            yield echo


def _passage(paragraph: Paragraph) -> _Passage:
    values: list[Value] = []
    gaps: list[str] = [""]
    for sentence in sentences_of(paragraph):
        end = 0
        for at, value in sentence.numbers.items():
            gaps[-1] += sentence.skeleton[end:at]
            values.append(value)
            gaps.append("")
            end = at + 1
        gaps[-1] += sentence.skeleton[end:]
    return _Passage(tuple(values), tuple(map(fold, gaps)))


def _compare(one: _Passage, other: _Passage, i: int, j: int) -> Echo | None:
    """The statement around the gaps `i` and `j`, if it is the same one and one number differs."""
    left = 1
    while left < min(i, j) and one.gaps[i - left] == other.gaps[j - left] and _alike(one, other, i - left, j - left):
        left += 1
    right = 1
    while (
        i + right < len(one.gaps) - 1
        and j + right < len(other.gaps) - 1
        and one.gaps[i + right] == other.gaps[j + right]
        and _alike(one, other, i + right, j + right)
    ):
        right += 1
    pairs = [(one.values[i + step], other.values[j + step]) for step in range(-left, right)]
    differing = [pair for pair in pairs if pair[0].base != pair[1].base]
    telling = any(_telling(first) for first, second in pairs if first.base == second.base)
    if len(differing) != 1 or not telling or not _one_subject(one.gaps[i - left], other.gaps[j - left]):
        return None
    words = sum(len(one.gaps[i + step]) for step in range(-left + 1, right))
    words += _common(one.gaps[i - left][::-1], other.gaps[j - left][::-1])
    words += _common(one.gaps[i + right], other.gaps[j + right])
    if words < LEAST_WORDS:
        return None
    at = next(step for step in range(-left, right) if one.values[i + step] is differing[0][0])
    return Echo(*differing[0], one.gaps[i + at])


def _alike(one: _Passage, other: _Passage, i: int, j: int) -> bool:
    """Whether the numbers on both sides of two gaps may be the same facts: certain, in one unit."""
    return all(
        a.unit == b.unit and a.certain and b.certain
        for a, b in ((one.values[i - 1], other.values[j - 1]), (one.values[i], other.values[j]))
    )


def _telling(value: Value) -> bool:
    """Whether two statements hardly share this number by chance."""
    if value.quantity is None or value.dimension == "score":
        return False
    digits = "".join(map(str, value.quantity.value.as_tuple().digits)).strip("0")
    return len(digits) >= 3 or (len(digits) == 2 and value.dimension.startswith("count"))


def _one_subject(one: str, other: str) -> bool:
    """Whether what stands before two statements lets them speak of the same thing: no other name, no other year."""
    same = _common(one[::-1], other[::-1])
    rests = [text[: len(text) - same] for text in (one, other)]
    if any(rest and rest[-1] not in _BETWEEN for rest in rests):
        return False  # 甲镇共对, 乙镇共对
    years = [compiled(_YEAR).findall(text.rpartition("。")[2]) for text in (one, other)]
    return years[0] == years[1] or not all(years)


def _common(one: str, other: str) -> int:
    """How many characters two texts begin with alike."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _pattern(found: list[tuple[_Passage, int]], echo: Echo) -> bool:
    """Whether the words around the number occur with many values."""
    values = {
        value.base
        for passage, _ in found
        for value, gap in zip(passage.values, passage.gaps, strict=False)
        if gap == echo.words and value.certain
    }
    return len(values) >= VALUES
