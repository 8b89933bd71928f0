"""Numbers of running text with the words that stand around them, for readers that bind by words alone.

其中县域内5.58万人次，县域内就诊率90%     5.58万人次: before 其中县域内, behind ，; 90%: before 县域内就诊率
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..forms.units import counted
from ..report import Value
from .sentences import Sentence


@dataclass(frozen=True, slots=True)
class Told:
    """A number of running text with the words that lead to it and the words behind it."""

    value: Value
    before: str
    behind: str
    sentence: int
    at: int


def numbers_of(sentence: Sentence, index: int) -> Iterator[Told]:
    text, end = sentence.skeleton, 0
    places = sorted(sentence.numbers)
    for at, following in zip(places, [*places[1:], len(text)], strict=False):
        clause = max(text.rfind(mark, 0, at) for mark in "，,；;。：:、") + 1
        yield Told(sentence.numbers[at], text[max(end, min(clause, at)) : at], text[at + 1 : following], index, at)
        end = at + 1


def alike(one: Value, other: Value) -> bool:
    """Whether two numbers count the same kind of thing; people are counted in 人, 名 and 人次."""
    return _kind(one) == _kind(other)


def _kind(value: Value) -> str:
    return counted(value.unit.removeprefix("万")) or value.dimension
