"""Equations that running text prints out, sign by sign.

    12,500人×650元/人=812.5万元       (12500 × 650) = 8125000 元
    576万元÷640万元×100%=90%          (576 ÷ 640 × 100%) = 90%

Only plain chains are read: numbers, one sign between each two of them, and one equals sign before the last. A bracket,
a word between them or a hedged number ends the reading.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ...extract.document import Document
from ...extract.text import fold
from ..report import Value
from .arithmetic import plain
from .sentences import Sentence, sentences

TIMES, OVER, PLUS = "×÷+"
_SIGNS = {"×": TIMES, "*": TIMES, "x": TIMES, "X": TIMES, "÷": OVER, "/": OVER, "+": PLUS}
_HUNDRED = ("×100%", "*100%")  # behind a quotient, before its per cent


@dataclass(frozen=True)
class Equation:
    """`terms` joined by `signs`, one fewer, left to right by the usual precedence, equals `result`."""

    terms: tuple[Value, ...]
    signs: str
    result: Value
    sentence: Sentence


def equations(document: Document) -> Iterator[Equation]:
    """Every equation, in reading order."""
    for sentence in sentences(document):
        if "=" in sentence.text or "＝" in sentence.text:
            yield from _equations(sentence)


def _equations(sentence: Sentence) -> Iterator[Equation]:
    text, signs, end = sentence.skeleton, "", 0
    chain: list[Value] = []
    for at, printed in sentence.numbers.items():
        gap, value = fold(text[end:at]), plain(printed)
        equals = printed.quantity is not None and printed.quantity.comparator == "="
        end = at + 1
        if chain and signs and equals and gap in ("", *_HUNDRED) and value.certain:
            if fold(text[end : end + 1]) not in _SIGNS:
                yield Equation(tuple(chain), signs, value, sentence)
        elif chain and not equals and gap in _SIGNS and value.certain:
            chain, signs = [*chain, value], signs + _SIGNS[gap]
            continue
        whole = value.certain and fold(text[max(0, at - 1) : at]) not in {*_SIGNS, "(", "-"}
        chain, signs = ([value] if whole else []), ""
